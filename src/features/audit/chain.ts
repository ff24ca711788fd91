import { hash, randomBytes } from 'node:crypto';
import { personalTexts } from '../../core/announcement.ts';

/** What the chain reads of an announcement. */
export interface LogEntry {
  readonly announcementId: string;
  readonly at: Date;
  readonly accountId: string | null;
  readonly personId: string | null;
  readonly subjectId: string | null;
  readonly name: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  /** Through which application it was done; most entries are not. */
  readonly applicationId?: string | null;
  readonly applicationName?: string | null;
  readonly details: unknown;
  readonly before: unknown;
  readonly after: unknown;
}

/** The center's own chain, in tables whose account may not be null. */
export const centerChain = '00000000-0000-0000-0000-000000000000';
export const chainOf = (accountId: string | null): string => accountId ?? centerChain;
/** How a chain is called in what is exported and signed. */
export const logNameOf = (chain: string): string => (chain === centerChain ? 'center' : chain);

/** The link before the first entry. */
export const firstLink = '0'.repeat(64);
export const sha256 = (text: string): string => hash('sha256', text, 'hex');
/** Ties an entry to all before it: whoever changes one must change every link after it, and the signed heads tell. */
export const linkOf = (previous: string, lineHash: string): string => sha256(previous + lineHash);

const saltBytes = 16;
const mark = 'sha256:';
/** What stands in a line in place of a personal value. The salt has a fixed length, so no two pairs read alike. */
export const concealed = (salt: string, text: string): string => mark + sha256(salt + text);
export const isConcealed = (value: unknown): value is string => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

/** Salts of personal values by the JSON pointer of each in the line. */
export type Salts = Readonly<Record<string, string>>;

/** An entry as an object whose JSON is its line, its personal values still readable. */
const drawn = (entry: LogEntry, place: number) => ({
  entry: place,
  log: logNameOf(chainOf(entry.accountId)),
  id: entry.announcementId,
  at: entry.at.toISOString(),
  what: entry.name,
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName, address: entry.address, userAgent: entry.userAgent },
  ...(entry.applicationId ? { through: { id: entry.applicationId, name: entry.applicationName } } : {}),
  concerns: entry.personId,
  subject: entry.subjectId,
  request: entry.requestId,
  details: entry.details,
  before: entry.before,
  after: entry.after,
});

/** Every personal value of an entry with its pointer: who and from where, and what the feature's own fields say of people. */
export function personalValues(entry: LogEntry): [pointer: string, text: string][] {
  const { actorName, address, userAgent, details, before, after } = entry;
  const own = (pointer: string, text: string | null): [string, string][] => (text === null ? [] : [[pointer, text]]);
  return [
    ...own('/actor/name', actorName),
    ...own('/actor/address', address),
    ...own('/actor/userAgent', userAgent),
    ...personalTexts({ details, before, after }, ''),
  ];
}

/** The line of an entry, byte for byte as it is exported and hashed, and the salts that show what its hashes stand for. */
export function lineOf(entry: LogEntry, place: number): { readonly line: string; readonly salts: Salts } {
  const values = personalValues(entry);
  const random = randomBytes(saltBytes * values.length);
  const salts: Record<string, string> = {};
  const line = structuredClone(drawn(entry, place));
  for (const [at, [pointer, text]] of values.entries()) {
    const salt = random.subarray(at * saltBytes, (at + 1) * saltBytes).toString('base64url');
    salts[pointer] = salt;
    put(line, pointer, concealed(salt, text));
  }
  return { line: JSON.stringify(line), salts };
}

const steps = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value that a JSON pointer names, or undefined. */
export const atPointer = (value: unknown, pointer: string): unknown =>
  steps(pointer).reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? at[step as keyof typeof at] : undefined),
    value,
  );

function put(target: object, pointer: string, value: string): void {
  const path = steps(pointer);
  const last = path.pop() ?? '';
  const holder = path.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, target as Record<string, unknown>);
  holder[last] = value;
}

/** Every hash in a line that stands for a personal value, by its pointer. */
export function concealedIn(value: unknown, base = ''): string[] {
  if (isConcealed(value)) return [base];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => concealedIn(inner, `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}
