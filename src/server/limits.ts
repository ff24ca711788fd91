/** What is left after one more call of a caller's. */
export interface Taken {
  readonly allowed: boolean;
  /** Calls that may come at once after a pause, and in each `windowSeconds` from then on. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** Calls that may still come at once. */
  readonly remaining: number;
  /** Whole seconds until all of them may again. */
  readonly resetSeconds: number;
  /** How long a call that is not allowed has to wait for its turn; 0 when it is allowed. */
  readonly delayMs: number;
}
export interface Limits {
  /** Counts one call; one that is not allowed does not count. */
  take(key: string, now: Date): Taken;
  /** Counts one call that is held back for `delayMs` instead of being refused: each that waits gets a turn of its own, one window ahead at most. */
  queue(key: string, now: Date): Taken;
}

/** Keys that have all of their calls left are forgotten when there are so many. */
const SWEPT_AT = 20_000;

/**
 * Counts calls by key: each has `limit` of them, which come back evenly in `windowSeconds`. In memory and so per process: of
 * three processes behind one address a caller gets up to three times the limit. That protects each of them as well, and costs
 * no statement.
 */
export function openLimits({ limit, windowSeconds = 60 }: { readonly limit: number; readonly windowSeconds?: number }): Limits {
  /** Milliseconds in which one call comes back. */
  const each = (windowSeconds * 1000) / limit;
  /** When the key will have all of its calls again; the past counts as now. */
  const fullAt = new Map<string, number>();
  let sweptAt = SWEPT_AT;

  function debtOf(key: string, now: number): number {
    if (fullAt.size >= sweptAt) {
      for (const [known, at] of fullAt) if (at <= now) fullAt.delete(known);
      sweptAt = Math.max(SWEPT_AT, 2 * fullAt.size);
    }
    return Math.max((fullAt.get(key) ?? 0) - now, 0) / each;
  }
  /** @param used calls that have not come back yet, this one included where it counts */
  function count(key: string, now: number, used: number, waiting: number): Taken {
    fullAt.set(key, now + used * each);
    // Floating point: what is a hair above a whole number is that number.
    const remaining = Math.max(Math.floor(limit - used + 1e-6), 0);
    const delayMs = waiting > 0 ? Math.ceil(waiting * each) : 0;
    return { allowed: waiting <= 0, limit, windowSeconds, remaining, resetSeconds: Math.ceil((used * each) / 1000 - 1e-6), delayMs };
  }
  return {
    take(key, at) {
      const now = at.getTime();
      const used = debtOf(key, now);
      const waiting = used + 1 - limit - 1e-6;
      return count(key, now, waiting > 0 ? used : used + 1, waiting);
    },
    queue(key, at) {
      const now = at.getTime();
      const used = Math.min(debtOf(key, now) + 1, 2 * limit);
      return count(key, now, used, used - limit - 1e-6);
    },
  };
}

/** `RateLimit` and `RateLimit-Policy` as draft 10 of the IETF has them (draft-ietf-httpapi-ratelimit-headers). */
export const rateLimitHeaders = ({ limit, windowSeconds, remaining, resetSeconds }: Taken): Record<string, string> => ({
  ratelimit: `"default";r=${remaining};t=${resetSeconds}`,
  'ratelimit-policy': `"default";q=${limit};w=${windowSeconds}`,
});
