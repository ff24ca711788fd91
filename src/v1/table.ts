import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Row } from './row.ts';

/** A line of the table of documented calls: one path has a line for each documented use of it. */
export interface Documented {
  readonly area: string;
  readonly method: string;
  readonly path: string;
  /** Who is known to call it: N (npm), J (Java), P (PowerShell), D (.NET), docs. */
  readonly clients: string;
}
/** Every documented call, in the order of the documents. */
export const documented: readonly Documented[] = parse<Documented>(readFileSync(join(import.meta.dirname, 'endpoints.csv'), 'utf8'), { columns: true });

export type State = 'served' | 'empty' | 'not yet';
export const keyOf = ({ method, path }: Pick<Documented, 'method' | 'path'>): string => `${method} ${path}`;

/** Answered at other addresses, and by a feature: tokens. */
const byTokens = new Set(documented.filter(({ area }) => area === 'auth').map(keyOf));

/** What becomes of each documented call. @throws Error for a row that answers what the table does not have */
export function statesOf(rows: readonly Row[]): ReadonlyMap<string, State> {
  const states = new Map<string, State>(documented.map((each) => [keyOf(each), byTokens.has(keyOf(each)) ? 'served' : 'not yet']));
  for (const { method, uses, state } of rows) {
    for (const path of uses) {
      const key = keyOf({ method, path });
      if (!states.has(key)) throw new Error(`${key} is not in endpoints.csv`);
      states.set(key, state);
    }
  }
  return states;
}
