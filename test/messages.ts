import { parse, type Token } from '@messageformat/parser';

const inside = (token: Token): Token[] => ('cases' in token ? [token, ...token.cases.flatMap((c) => c.tokens.flatMap(inside))] : [token]);
const all = (message: string): Token[] => parse(message).flatMap(inside);

/** The names of the values that an ICU message takes, sorted. */
export const argumentsOf = (message: string): string[] => [...new Set(all(message).flatMap((t) => ('arg' in t ? [t.arg] : [])))].sort();

/** For each plural or select in the message, the branches it has. */
export const branchesOf = (message: string, kind: 'plural' | 'select' | 'selectordinal'): string[][] =>
  all(message).flatMap((t) => (t.type === kind && 'cases' in t ? [t.cases.map((c) => c.key)] : []));

/** What a reader can come to read of the message, in all its branches; values are a gap. */
export const textOf = (message: string): string =>
  all(message)
    .map((t) => (t.type === 'content' ? t.value : ' '))
    .join('');
