import { Readable } from 'node:stream';
import { formatsFor, type Locale, type Translate } from '../../core/locale.ts';
import { cursorKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Tx } from '../../server/tx.ts';
import { getCenter } from '../center/queries.ts';
import { deviceOf } from '../identity/policy.ts';
import { concealedIn } from './chain.ts';
import { profileHandlers } from './handlers/profile.ts';
import { verifyHandlers } from './handlers/verify.ts';
import { type ActivityEntry, type ActivityFilter, type audit, type exportFormats, LookFirst, type SealState } from './contract.ts';
import type { Speaker } from './contract/words.ts';
import { csvOf, nounsOf, presentLine, provenLines, type Source, valuesOf } from './exports.ts';
import { fingerprintOf, type Signer } from '../../server/signer.ts';
import { countWaiting, findChainEnd, findEntry, findLastHead, hasLooked, listDoers, listEntries, type Place, type Wanted } from './queries.ts';

interface AuditParts {
  readonly signer: Signer;
  translator(locale: Locale): Translate;
}
type OperatorContext = Parameters<HandlersOf<typeof audit>['getCenterSeal']>[0];
type Asking = ActivityFilter & { readonly after?: string | undefined; readonly limit: number };
type Exporting = ActivityFilter & { readonly format: (typeof exportFormats)[number] };

export const auditHandlers = ({ signer, translator }: AuditParts): HandlersOf<typeof audit> => {
  const write = async (context: Pick<Context, 'apart' | 'now' | 'request' | 'tx'>, log: string | null, { format, ...filter }: Exporting): Promise<Download> => {
    const { name: center } = await getCenter(context.tx);
    const source: Source = { log, wanted: wantedOf(filter), read: (work) => context.apart(work) };
    const name = `activity-log-${context.now.toISOString().slice(0, 10)}`;
    if (format === 'jsonl') return download('application/x-ndjson', `${name}.jsonl`, provenLines({ ...source, signer, center, now: context.now }));
    const { locale } = context.request;
    const speaker: Speaker = { ...formatsFor(locale, 'UTC'), t: translator(locale), locale };
    return download('text/csv; charset=utf-8', `${name}.csv`, csvOf(source, speaker));
  };
  return {
    ...profileHandlers,
    ...verifyHandlers(signer),
    listActivity: ({ tx, actor }, asked) => list(tx, actor.accountId, asked),
    listDoers: async ({ tx, actor }) => ({ items: await listDoers(tx, actor.accountId) }),
    getSeal: ({ tx, actor }) => sealOf(tx, actor.accountId, signer),
    getEntry: ({ tx, actor }, { entryId }) => show(tx, actor.accountId, entryId),
    exportActivity: (context, asked) => write(context, context.actor.accountId, asked),

    async listCenterActivity(context, { accountId, ...asked }) {
      return list(context.tx, await opened(context, accountId), asked);
    },
    async listCenterDoers(context, { accountId }) {
      return { items: await listDoers(context.tx, await opened(context, accountId)) };
    },
    async getCenterSeal(context, { accountId }) {
      return sealOf(context.tx, await opened(context, accountId), signer);
    },
    async getCenterEntry(context, { accountId, entryId }) {
      return show(context.tx, await opened(context, accountId), entryId);
    },
    async exportCenterActivity(context, { accountId, ...asked }) {
      return write(context, await opened(context, accountId), asked);
    },
  };
};

const download = (type: string, name: string, lines: AsyncIterable<string>): Download => ({ type, name, body: Readable.from(lines, { objectMode: false }) });

/** The log that the operator reads: the center's own, or that of a company that was told why. @throws LookFirst */
async function opened({ tx, actor, now }: OperatorContext, accountId: string | undefined): Promise<string | null> {
  if (accountId === undefined) return null;
  if (!(await hasLooked(tx, actor, now, accountId))) throw new LookFirst({ accountId });
  return accountId;
}

const wantedOf = ({ from, to, by, about, area, kind, search }: ActivityFilter): Wanted => ({
  words: fold(search ?? '')
    .split(' ')
    .filter(Boolean),
  areas: nounsOf(area),
  kind: kind ?? null,
  by: by ?? null,
  about: about ?? null,
  from: from ?? null,
  to: to ?? null,
});

/** The place that a cursor names; a made-up one is the beginning. */
function placeIn(after: string | undefined): Place | undefined {
  const [at, turn] = cursorKey(after) ?? [];
  const instant = new Date(String(at));
  const isOurs = instant.getUTCFullYear() > 0 && instant.getUTCFullYear() < 10_000 && Number.isSafeInteger(turn);
  return isOurs ? { at: instant, turn: Number(turn) } : undefined;
}

async function list(tx: Tx, log: string | null, { after, limit, ...filter }: Asking) {
  const rows = await listEntries(tx, log, wantedOf(filter), { limit: limit + 1, after: placeIn(after) });
  return page(rows, limit, (row) => [row.at.toISOString(), row.turn], presentLine);
}

async function show(tx: Tx, log: string | null, entryId: string): Promise<ActivityEntry> {
  const row = await findEntry(tx, log, entryId);
  if (!row) throw new NotFound({});
  const { line, link, salts, sealedAt } = row;
  return {
    ...presentLine(row),
    before: row.before as ActivityEntry['before'],
    after: row.after as ActivityEntry['after'],
    origin: { address: row.address, ...deviceOf(row.userAgent), requestId: row.requestId, application: row.applicationName },
    seal:
      line !== null && link !== null && sealedAt
        ? { sealedAt, line, link, erased: concealedIn(JSON.parse(line)).length - Object.keys(valuesOf(row, salts ?? {})).length }
        : null,
  };
}

async function sealOf(tx: Tx, log: string | null, { keyId, publicKey }: Signer): Promise<SealState> {
  const [end, head, { waiting, since }] = await Promise.all([findChainEnd(tx, log), findLastHead(tx, log), countWaiting(tx, log)]);
  return {
    sealed: end ? { place: end.place, link: end.link, at: end.sealedAt } : null,
    waiting,
    waitingSince: since,
    head: head
      ? { day: head.day, place: head.place, link: head.link, signedAt: head.signedAt, keyId: head.keyId, statement: head.statement, signature: head.signature }
      : null,
    key: { keyId, publicKey, fingerprint: fingerprintOf(publicKey) },
  };
}
