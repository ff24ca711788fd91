import { createHash } from 'node:crypto';

/**
 * The GUID by which others' programs know what the house calls by a word (a role, a product): the same word gives the same GUID in every
 * center, for good. The way back is to look the word up among those that there are. RFC 9562, version 8.
 * @param kind what it is the name of, so that a role and a product of one name have two
 */
export function guidOf(kind: string, name: string): string {
  const bytes = createHash('sha256').update(`entente ${kind} ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The name that a GUID was made of, among these; a name itself is found, too. */
export const nameOf = <N extends string>(kind: string, names: readonly N[], said: string): N | undefined =>
  names.find((name) => name === said || guidOf(kind, name) === said.toLowerCase());
