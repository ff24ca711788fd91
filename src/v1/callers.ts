import type { Limits } from '../server/limits.ts';
import type { Client } from './row.ts';

/** Ids of requests that are known to have been counted. */
const REMEMBERED = 10_000;
/** The longest that a program is made to wait which would otherwise ask again without end. */
const LONGEST_MS = 60_000;

/** What becomes of a call: it goes on after a pause (mostly of none), or comes again after some seconds. */
export type Turn = { readonly ms: number } | { readonly seconds: number };

/**
 * Counts calls by caller. Programs that repeat a refusal without end are made to wait instead of being refused, and a request that
 * they repeat counts once.
 */
export function openCallers(limits: Limits) {
  const seen = new Set<string>();
  return {
    /** @param key the company and its program */
    take(key: string, requestId: string, client: Client, now: Date): Turn {
      if (client !== 'java') {
        const { allowed, delayMs } = limits.take(key, now);
        return allowed ? { ms: 0 } : { seconds: Math.max(Math.ceil(delayMs / 1000), 1) };
      }
      const known = `${key} ${requestId}`;
      if (seen.has(known)) return { ms: 0 };
      seen.add(known);
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string);
      return { ms: Math.min(limits.queue(key, now).delayMs, LONGEST_MS) };
    },
  };
}
