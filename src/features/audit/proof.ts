import { z } from 'zod';

/*
 * The lines of an exported log (JSON lines, UTF-8, each ended by one line feed):
 *   start     which log, after which entry it begins, the public keys; signed
 *   entry     an entry, exactly as it was sealed
 *   proof     the entry's hash, its link, and its personal values with their salts
 *   skipped   hashes of entries that the filter left out, so that the chain holds across them
 *   head      the end of the chain as it was on a day, signed then
 *   end       the last entry, how many lines were given, the hash of all bytes before this line; signed
 */

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const place = z.number().int().positive();
const signed = { key: z.string(), signature: z.string() };

export const Start = z.strictObject({
  start: z.strictObject({
    format: z.literal('entente-activity-log'),
    version: z.literal(1),
    log: z.string(),
    center: z.string(),
    after: z.strictObject({ entry: z.number().int().nonnegative(), link: hex }),
    filtered: z.boolean(),
    keys: z.array(z.strictObject({ id: z.string(), publicKey: z.string() })),
  }),
  ...signed,
});
export const EntryLine = z.looseObject({ entry: place, log: z.string() });
export const Proof = z.strictObject({ proof: place, hash: hex, link: hex, values: z.record(z.string(), z.tuple([z.string(), z.string()])) });
export const Skipped = z.strictObject({ skipped: z.tuple([place, place]), hashes: z.array(hex), link: hex });
export const Head = z.strictObject({
  head: z.strictObject({ log: z.string(), day: z.string(), entry: place, link: hex, at: z.string() }),
  ...signed,
});
export const End = z.strictObject({
  end: z.strictObject({
    log: z.string(),
    entry: z.number().int().nonnegative(),
    link: hex,
    entries: z.number().int().nonnegative(),
    unsealed: z.number().int().nonnegative(),
    at: z.string(),
    bytes: hex,
  }),
  ...signed,
});
export type Start = z.output<typeof Start>;
export type Head = z.output<typeof Head>;
export type End = z.output<typeof End>;
