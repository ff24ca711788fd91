import { createHash } from 'node:crypto';
import { BYTE_ORDER_MARK, csvLine } from '../../core/csv.ts';
import { fullName } from '../../core/person.ts';
import type { Tx } from '../../server/tx.ts';
import { deviceOf } from '../identity/policy.ts';
import { firstLink, type LogEntry, logNameOf, chainOf, personalValues, sha256 } from './chain.ts';
import { areas, type Area } from './contract.ts';
import { changesOf, doerOf, sentenceOf, type Speaker } from './contract/words.ts';
import type { Signer } from '../../server/signer.ts';
import type { End, Start } from './proof.ts';
import {
  countWaiting,
  type EntryRow,
  findChainEnd,
  findLink,
  findPlaces,
  listEntries,
  listHeads,
  listKeys,
  listSealed,
  type Place,
  type SealedRow,
  type Wanted,
} from './queries.ts';

/** A log to be written out: short transactions, one a page, so that no connection is held for as long as the reader takes. */
export interface Source {
  readonly log: string | null;
  readonly wanted: Wanted;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
const pageSize = 500;
/** A filter that lets everything through. */
export const everything: Wanted = { words: [], areas: null, kind: null, by: null, about: null, from: null, to: null };

const nameOf = ({ givenName, familyName }: { readonly givenName: string | null; readonly familyName: string | null }): string | null =>
  givenName === null || familyName === null ? null : fullName({ givenName, familyName });
const fieldsOf = (value: unknown) => value as Readonly<Record<string, unknown>>;

/** What a row says, for the sentence and the columns. */
export const presentLine = (row: EntryRow) => ({
  entryId: row.announcementId,
  at: row.at,
  name: row.name,
  details: fieldsOf(row.details),
  by: { kind: row.actorKind as 'nobody' | 'person' | 'operator' | 'app' | 'system', personId: row.actorId, name: row.actorName, email: row.actorEmail },
  concerned: row.personId === null ? null : { personId: row.personId, name: nameOf(row) },
  place: row.place,
});

/** The log as spreadsheets open it, the newest first, in the reader's language. */
export async function* csvOf({ log, wanted, read }: Source, speaker: Speaker): AsyncGenerator<string> {
  const { t } = speaker;
  const heads = ['at', 'what', 'by', 'concerned', 'changes', 'address', 'device', 'kind', 'entry', 'id'] as const;
  yield BYTE_ORDER_MARK + csvLine(heads.map((head) => t(`audit.csv.${head}`)));
  for (let after: Place | undefined, more = true; more; ) {
    const rows = await read((tx) => listEntries(tx, log, wanted, { limit: pageSize, after }));
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cellsOf(row, speaker))).join('');
    after = last && { at: last.at, turn: last.turn };
    more = rows.length === pageSize;
  }
}

function cellsOf(row: EntryRow, speaker: Speaker): string[] {
  const line = presentLine(row);
  const { browser, system } = deviceOf(row.userAgent);
  const none = speaker.t('audit.nothing');
  return [
    row.at.toISOString().slice(0, 19).replace('T', ' '),
    sentenceOf(line, speaker),
    doerOf(line.by, speaker.t),
    line.concerned?.name ?? '',
    changesOf(fieldsOf(row.before), fieldsOf(row.after), speaker)
      .map(({ label, before, after }) => speaker.t('audit.csv.change', { label, before: before ?? none, after: after ?? none }))
      .join('\n'),
    row.address ?? '',
    [browser, system].filter(Boolean).join(' · '),
    row.name,
    row.place === null ? speaker.t('audit.unsealed') : String(row.place),
    row.announcementId,
  ];
}

interface Proving extends Source {
  readonly signer: Signer;
  readonly center: string;
  readonly now: Date;
}

/** The log with its proof, in the order of the chain; see proof.ts for the lines. */
export async function* provenLines(source: Proving): AsyncGenerator<string> {
  const digest = createHash('sha256');
  for await (const text of bodyLines(source)) {
    if (typeof text !== 'string') {
      const end: End['end'] = { log: nameIn(source), ...text, at: source.now.toISOString(), bytes: digest.digest('hex') };
      yield signed(source.signer, 'end', end);
      return;
    }
    digest.update(text);
    yield text;
  }
}

const nameIn = ({ log }: Source): string => logNameOf(chainOf(log));
const signed = (signer: Signer, what: string, said: object): string =>
  `${JSON.stringify({ [what]: said, key: signer.keyId, signature: signer.sign(JSON.stringify(said)) })}\n`;

/** Everything but the end; at last what the end will say. */
async function* bodyLines(source: Proving): AsyncGenerator<string | Pick<End['end'], 'entry' | 'link' | 'entries' | 'unsealed'>> {
  const { log, read, signer } = source;
  const range = await read((tx) => rangeOf(tx, source));
  const keys = new Map([...range.keys, signer].map(({ keyId, publicKey }) => [keyId, publicKey]));
  const start: Start['start'] = {
    format: 'entente-activity-log',
    version: 1,
    log: nameIn(source),
    center: source.center,
    after: { entry: range.after, link: range.link },
    filtered: isNarrow(source.wanted),
    keys: [...keys].map(([id, publicKey]) => ({ id, publicKey })),
  };
  yield signed(signer, 'start', start);
  const heads = Map.groupBy(range.heads, (head) => head.place);
  let [place, link, entries] = [range.after, range.link, 0];
  while (place < range.to) {
    const rows = await read((tx) => listSealed(tx, log, place, range.to, pageSize));
    if (!rows.length) break;
    const lines: string[] = [];
    let skipped: SealedRow[] = [];
    const flush = () => {
      if (skipped.length) lines.push(skippedLine(skipped));
      skipped = [];
    };
    for (const row of rows) {
      [place, link] = [row.place, row.link];
      if (matches(row, source.wanted)) {
        flush();
        lines.push(`${row.line}\n${proofLine(row)}`);
        entries++;
      } else skipped.push(row);
      for (const head of heads.get(place) ?? []) {
        flush();
        lines.push(`${JSON.stringify({ head: JSON.parse(head.statement) as object, key: head.keyId, signature: head.signature })}\n`);
      }
    }
    flush();
    yield lines.join('');
  }
  yield { entry: place, link, entries, unsealed: range.unsealed };
}

async function rangeOf(tx: Tx, { log, wanted: { from, to } }: Source) {
  const [end, keys, { waiting }, places] = await Promise.all([
    findChainEnd(tx, log),
    listKeys(tx),
    countWaiting(tx, log),
    from || to ? findPlaces(tx, log, from, to) : undefined,
  ]);
  const last = end?.place ?? 0;
  // Nothing of that time: an empty stretch at the end of the chain.
  const after = places ? (places.first ?? last + 1) - 1 : 0;
  const reach = places ? (places.last ?? last) : last;
  const [link, heads] = await Promise.all([after ? findLink(tx, log, after) : firstLink, listHeads(tx, log, after, reach)]);
  return { after, to: reach, link: link ?? firstLink, heads, keys, unsealed: waiting };
}

const isNarrow = ({ words, areas: some, kind, by, about, from, to }: Wanted): boolean =>
  words.length > 0 || [some, kind, by, about, from, to].some((each) => each !== null);

/** The same rule as in find_announcements. */
function matches(row: SealedRow, { words, areas: some, kind, by, about, from, to }: Wanted): boolean {
  return (
    words.every((word) => row.searchText.includes(word)) &&
    (!some || some.includes(row.name.split('.')[0] ?? '')) &&
    (!kind || row.name === kind) &&
    (!by || row.actorId === by) &&
    (!about || row.personId === about) &&
    (!from || row.at >= from) &&
    (!to || row.at < to)
  );
}

const skippedLine = (rows: readonly SealedRow[]): string =>
  `${JSON.stringify({ skipped: [rows[0]?.place, rows.at(-1)?.place], hashes: rows.map((row) => sha256(row.line)), link: rows.at(-1)?.link })}\n`;

function proofLine(row: SealedRow): string {
  return `${JSON.stringify({ proof: row.place, hash: sha256(row.line), link: row.link, values: valuesOf(row, row.salts) })}\n`;
}

/** The personal values that are still there, each with the salt that its hash was made with. */
export const valuesOf = (entry: LogEntry, salts: Readonly<Record<string, string>>): Record<string, [string, string]> =>
  Object.fromEntries(
    personalValues(entry).flatMap(([pointer, text]): [string, [string, string]][] => (salts[pointer] === undefined ? [] : [[pointer, [salts[pointer], text]]])),
  );

/** The first words of the names in some areas. */
export const nounsOf = (some: readonly Area[] | undefined): string[] | null => some?.flatMap((area) => [...areas[area]]) ?? null;
