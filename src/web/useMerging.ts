import { useState } from 'react';
import { isSame, mergeFields } from '../core/merging.ts';
import { ApiProblem } from './api.ts';
import type { FormValues } from './ui/formState.ts';

interface Versioned {
  readonly version: number;
}
interface Draft<T> {
  /** As it was read. */
  readonly base: T;
  readonly initial: FormValues;
  /** Parts that a colleague changed meanwhile. */
  readonly theirs: readonly string[];
}

/**
 * A form over something that others change too. When a colleague was quicker with the same form, what they changed comes in beside
 * one's own, lists element by element, and nothing is lost; what they changed elsewhere, only the version, is no reason to ask.
 * @param partOf which fields stay together
 */
export function useMerging<T extends Versioned>(
  read: T,
  reload: () => Promise<T | undefined>,
  valuesOf: (of: T) => FormValues,
  partOf: (field: string) => string = (field) => field,
) {
  const [{ base, initial, theirs }, setDraft] = useState<Draft<T>>(() => ({ base: read, initial: valuesOf(read), theirs: [] }));
  return {
    base,
    initial,
    theirs,
    /** Answers whether it was saved; if not, the form shows both now. */
    async save(typed: FormValues, send: (version: number) => Promise<unknown>): Promise<boolean> {
      try {
        await send(base.version);
        return true;
      } catch (error) {
        const fresh = error instanceof ApiProblem && error.code === 'request.changed_meanwhile' ? await reload() : undefined;
        if (!fresh) throw error;
        const [was, is] = [valuesOf(base), valuesOf(fresh)];
        const changed = [...new Set([...Object.keys(was), ...Object.keys(is)].filter((field) => !isSame(was[field], is[field])).map(partOf))];
        if (changed.length > 0) {
          setDraft({ base: fresh, initial: mergeFields(was, typed, is, partOf), theirs: changed });
          return false;
        }
        setDraft({ base: fresh, initial: typed, theirs: [] });
        await send(fresh.version);
        return true;
      }
    },
  };
}
