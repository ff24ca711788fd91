import { createHash, type Hash } from 'node:crypto';
import type { z } from 'zod';
import { atPointer, concealed, concealedIn, linkOf, sha256 } from './chain.ts';
import { isSigned, keyIdOf } from '../../server/signer.ts';
import { End, EntryLine, Head, Proof, Skipped, Start } from './proof.ts';

/** What is wrong, where. `entry` is the number of the entry that was changed, when it is one. */
export interface Fault {
  readonly line: number;
  readonly entry: number | null;
  readonly what: 'not_readable' | 'changed' | 'value_changed' | 'link_broken' | 'not_signed' | 'other_key' | 'cut_off' | 'too_long';
}
export interface Verdict {
  readonly isWhole: boolean;
  /** The first ones; the first of all is where to look. */
  readonly faults: readonly Fault[];
  readonly log: string | null;
  readonly center: string | null;
  /** Entries given in full, those that a filter left out, and personal values that were erased. */
  readonly entries: number;
  readonly skipped: number;
  readonly erased: number;
  readonly heads: number;
  readonly first: number | null;
  readonly last: number | null;
  /** Entries that were not sealed yet when it was exported; they are not in it. */
  readonly unsealed: number;
  readonly signedAt: string | null;
  /** The key that it was signed with: to be compared with the one that the center shows. */
  readonly publicKey: string | null;
}

const mostFaults = 20;

/** Where the reading stands. A `link` of null: a line before was not readable, so the next proof is taken at its word. */
interface State {
  line: number;
  place: number;
  link: string | null;
  /** The entry whose proof is due. */
  open: { readonly text: string; readonly value: object } | null;
  keys: ReadonlyMap<string, string>;
  start: Start['start'] | null;
  end: End['end'] | null;
  key: string | null;
  first: number | null;
  entries: number;
  skipped: number;
  erased: number;
  heads: number;
  readonly faults: Fault[];
  readonly digest: Hash;
}

/**
 * Proves an exported log whole, without asking anyone: every line, every link, every signature. Reads as it goes, so its size does
 * not matter. @param options.publicKey the key that it must be signed with; without it the file's own, for the reader to compare
 */
export async function verifyLog(bytes: AsyncIterable<Uint8Array>, options: { readonly publicKey?: string | undefined } = {}): Promise<Verdict> {
  const state: State = {
    line: 0,
    place: 0,
    link: null,
    open: null,
    keys: new Map(),
    start: null,
    end: null,
    key: null,
    first: null,
    entries: 0,
    skipped: 0,
    erased: 0,
    heads: 0,
    faults: [],
    digest: createHash('sha256'),
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    let from = 0;
    const all = rest.length ? Buffer.concat([rest, piece]) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let to = all.indexOf(10); to >= 0; to = all.indexOf(10, from)) {
      takeLine(state, all.subarray(from, to), options.publicKey);
      from = to + 1;
    }
    rest = Buffer.from(all.subarray(from));
  }
  state.line++;
  if (rest.length) blame(state, state.end ? 'too_long' : 'cut_off', null);
  else if (!state.end) blame(state, 'cut_off', null);
  return verdictOf(state);
}

const verdictOf = (state: State): Verdict => ({
  isWhole: state.faults.length === 0,
  faults: state.faults,
  log: state.start?.log ?? null,
  center: state.start?.center ?? null,
  entries: state.entries,
  skipped: state.skipped,
  erased: state.erased,
  heads: state.heads,
  first: state.first,
  last: state.end?.entry ?? null,
  unsealed: state.end?.unsealed ?? 0,
  signedAt: state.end?.at ?? null,
  publicKey: state.key,
});

function blame(state: State, what: Fault['what'], entry: number | null): void {
  const isTold = state.faults.some((fault) => entry !== null && fault.entry === entry);
  if (!isTold && state.faults.length < mostFaults) state.faults.push({ line: state.line, entry, what });
}

/** The one spelling of a line: what was parsed must be written again with the very same bytes. */
function parse(bytes: Buffer): { readonly text: string; readonly value: object } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && JSON.stringify(value) === text ? { text, value } : undefined;
  } catch {
    return undefined;
  }
}

function takeLine(state: State, bytes: Buffer, wanted: string | undefined): void {
  state.line++;
  if (state.end) return blame(state, 'too_long', null);
  const parsed = parse(bytes);
  const isEnd = parsed !== undefined && 'end' in parsed.value;
  if (!isEnd) state.digest.update(bytes).update('\n');
  if (state.line === 1) return takeStart(state, parsed?.value, wanted);
  if (state.open) return takeProof(state, state.open, parsed?.value);
  if (!parsed) return unreadable(state);
  const { text, value } = parsed;
  if ('entry' in value) return takeEntry(state, text, value);
  if ('skipped' in value) return takeSkipped(state, value);
  if ('head' in value) return takeHead(state, value);
  if ('proof' in value) return takeLateProof(state, value);
  if (isEnd) return takeEnd(state, value);
  unreadable(state);
}

/** A line that is none, where an entry is due: that entry, most likely. */
function unreadable(state: State): void {
  state.link = null;
  blame(state, 'not_readable', state.place + 1);
}

function takeStart(state: State, value: unknown, wanted: string | undefined): void {
  const found = Start.safeParse(value);
  if (!found.success) return blame(state, 'not_readable', null);
  const { start, key, signature } = found.data;
  state.keys = new Map(start.keys.map(({ id, publicKey }) => [id, publicKey]));
  state.key = state.keys.get(key) ?? null;
  if (!isSignedBy(state, key, start, signature)) return blame(state, 'not_signed', null);
  state.start = start;
  state.place = start.after.entry;
  state.link = start.after.link;
  if (wanted !== undefined && wanted !== state.key) blame(state, 'other_key', null);
}

function isSignedBy(state: State, key: string, said: object, signature: string): boolean {
  const publicKey = state.keys.get(key);
  return publicKey !== undefined && keyIdOf(publicKey) === key && isSigned(publicKey, JSON.stringify(said), signature);
}

function takeEntry(state: State, text: string, value: object): void {
  state.place++;
  state.open = { text, value };
}

function takeProof(state: State, { text, value: line }: NonNullable<State['open']>, value: unknown): void {
  state.open = null;
  state.entries++;
  state.first ??= state.place;
  const proof = Proof.safeParse(value);
  const entry = EntryLine.safeParse(line);
  const lineHash = sha256(text);
  const link = state.link === null ? null : linkOf(state.link, lineHash);
  if (!proof.success) {
    state.link = link;
    return blame(state, 'not_readable', state.place);
  }
  const isSame = proof.data.hash === lineHash && entry.success && entry.data.entry === state.place && proof.data.proof === state.place;
  if (!isSame || (state.start && entry.data?.log !== state.start.log)) blame(state, 'changed', state.place);
  else if (link !== null && link !== proof.data.link) blame(state, 'link_broken', state.place);
  // Of a line that was changed, the link is the one before it with the hash that it had.
  state.link = proof.data.hash === lineHash && link !== null ? link : proof.data.link;
  checkValues(state, line, proof.data);
}

function checkValues(state: State, line: object, { values }: z.output<typeof Proof>): void {
  const hashed = new Set(concealedIn(line));
  for (const [pointer, [salt, text]] of Object.entries(values))
    if (!hashed.delete(pointer) || salt.length !== 22 || atPointer(line, pointer) !== concealed(salt, text)) return blame(state, 'value_changed', state.place);
  state.erased += hashed.size;
}

/** A proof without its entry: that line was not readable, and has been blamed. */
function takeLateProof(state: State, value: object): void {
  const proof = Proof.safeParse(value);
  state.place++;
  blame(state, 'not_readable', state.place);
  state.link = proof.success ? proof.data.link : null;
}

function takeSkipped(state: State, value: object): void {
  const found = Skipped.safeParse(value);
  if (!found.success) return blame(state, 'not_readable', null);
  const { skipped, hashes, link } = found.data;
  const [from, to] = skipped;
  const reached = state.link === null ? null : hashes.reduce(linkOf, state.link);
  if (from !== state.place + 1 || to - from + 1 !== hashes.length || (reached !== null && reached !== link)) blame(state, 'changed', null);
  state.place += hashes.length;
  state.skipped += hashes.length;
  state.link = reached ?? link;
}

function takeHead(state: State, value: object): void {
  const found = Head.safeParse(value);
  if (!found.success) return blame(state, 'not_readable', null);
  const { head, key, signature } = found.data;
  state.heads++;
  if (!isSignedBy(state, key, head, signature)) blame(state, 'not_signed', null);
  else if (head.entry !== state.place || head.log !== state.start?.log || (state.link !== null && head.link !== state.link)) blame(state, 'link_broken', null);
}

function takeEnd(state: State, value: object): void {
  const found = End.safeParse(value);
  if (!found.success) return blame(state, 'not_readable', null);
  const { end, key, signature } = found.data;
  state.end = end;
  if (!isSignedBy(state, key, end, signature)) return blame(state, 'not_signed', null);
  const isReached =
    end.entry === state.place && (state.link === null || end.link === state.link) && end.log === state.start?.log && end.entries === state.entries;
  if (!isReached && state.faults.length === 0) blame(state, 'link_broken', null);
  if (end.bytes !== state.digest.digest('hex') && state.faults.length === 0) blame(state, 'changed', null);
}
