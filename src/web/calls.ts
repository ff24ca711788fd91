import { onCall } from './api.ts';
import type { MadeCall } from './api.ts';

/** As many are kept. */
const KEPT = 100;
export interface NotedCall extends MadeCall {
  readonly n: number;
  /** The page that made it, by its address. */
  readonly page: string;
}
let made: readonly NotedCall[] = [];
let count = 0;

/** What somebody typed to prove who they are must not stay in memory, nor be copied with the rest. */
const secret = /password|secret|code|token|credential|certificate|answer|response/i;
function withoutSecrets(value: unknown, name = ''): unknown {
  if (secret.test(name)) return '…';
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each));
  // A file is not for a line of text.
  if (typeof value === 'string' && value.length > 2_000) return '…';
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, key)]));
}

/** From now on each call of the app is kept for a while, with the page that made it. */
export function noteCalls(): void {
  onCall((call) => {
    const body = withoutSecrets(call.body) as MadeCall['body'];
    made = [{ ...call, body, n: count++, page: location.pathname }, ...made].slice(0, KEPT);
  });
}

/** What a page has called, the latest first. */
export const callsOf = (page: string): readonly NotedCall[] => made.filter((call) => call.page === page);
