import type { z } from 'zod';
import { may } from '../../../core/access.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { type Money, money } from '../../../core/money.ts';
import { cursorKey, instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import type { Tx } from '../../../server/tx.ts';
import { confirmBulk, isAboveLimit, knownOf, planUndo, rehearseAgain, rehearseBulk, totalsOf, undoableUntil, undoBulk, type Wish } from '../acts/bulk.ts';
import { declineBulk } from '../acts/bulkDeclining.ts';
import {
  type BulkChange,
  BulkKept,
  type BulkRow,
  type BulkRowState,
  BulkNothing,
  bulkRows,
  bulkRowStates,
  type BulkState,
  type BulkSummary,
  BulkTooMany,
  type bulkEndpoints,
  type BulkColumn,
  type Narrowed,
} from '../contract/bulk.ts';
import { endingBy, nameIn } from '../facts.ts';
import { isStale } from '../policy/bulk.ts';
import { mayApprove } from '../policy/orders.ts';
import { type BulkLine, type BulkWords, bulkWordsOf, readBulkFile, wishesOf } from '../policy/bulkFile.ts';
import { type BulkChangeRow, type BulkRowSeen, findBulk, listBulks, listRows, type Tally, tallyBulks } from '../queries/bulk.ts';
import { listSubscriptions } from '../queries/subscriptions.ts';
import { exportRows } from './exports.ts';
import { wordsOf } from './orders.ts';

export function bulkHandlers(translator: (locale: Locale) => Translate): HandlersOf<typeof bulkEndpoints> {
  let known: BulkWords | undefined;
  return {
    async listBulkChanges({ tx, actor, now }, { after, limit }) {
      const rows = await listBulks(tx, limit + 1, instantKey(after));
      const tally = await tallyBulks(
        tx,
        rows.map(({ bulkId }) => bulkId),
      );
      return {
        ...page(
          rows,
          limit,
          (row) => [row.createdAt.toISOString(), row.bulkId],
          (row) => summaryOf(row, tally),
        ),
        asOf: now,
        can: { make: may(actor.rights, 'subscriptions', 'edit') },
      };
    },
    async rehearseBulkChange({ tx, actor, now }, { what, subscriptionIds, matching }) {
      const ids = [...new Set(subscriptionIds ?? (matching ? await idsMatching(tx, now, matching) : []))];
      if (ids.length > bulkRows) throw new BulkTooMany({ most: bulkRows });
      const order = [...(await knownOf(tx, ids)).keys()];
      if (!order.length) throw new BulkNothing({});
      // In the order of a list that people read; what is not there comes last, and says so.
      const all = [...order, ...ids.filter((id) => !order.includes(id))];
      const wishes = all.map((subscriptionId, rowNo) => ({ rowNo, lineNo: null, subscriptionId, what, fault: null }));
      const bulk = await rehearseBulk(tx, actor, now, { what, fileName: null, unchanged: 0, wishes });
      return shown(tx, actor, now, bulk.bulkId);
    },
    async uploadBulkFile({ tx, actor, now }, { name, content }) {
      known ??= bulkWordsOf(translator);
      const lines = readBulkFile(cellsOf(textOf(Buffer.from(content, 'base64'))), known);
      const bulk = await rehearseBulk(tx, actor, now, { what: { kind: 'file' }, fileName: name, ...(await wishesOfFile(tx, lines)) });
      return shown(tx, actor, now, bulk.bulkId);
    },
    getBulkChange: ({ tx, actor, now }, { bulkId }) => shown(tx, actor, now, bulkId),
    async listBulkRows({ tx, actor, now }, { bulkId, after, limit, state }) {
      const [bulk, rows] = await Promise.all([findBulk(tx, bulkId), listRows(tx, bulkId, { limit: limit + 1, after: placeOf(after), state })]);
      if (!bulk) throw new NotFound({});
      return {
        ...page(
          rows,
          limit,
          ({ rowNo }) => [rowNo],
          (row) => presentRow(row, actor.locale),
        ),
        asOf: now,
      };
    },
    async exportBulkRows(context, { bulkId }) {
      if (!(await findBulk(context.tx, bulkId))) throw new NotFound({});
      const read = (after: number) => context.apart((own) => listRows(own, bulkId, { limit: 500, after }));
      return exportRows(context, translator(context.actor.locale), read, (row) => presentRow(row, context.actor.locale));
    },
    async rehearseBulkAgain({ tx, actor, now }, which) {
      await rehearseAgain(tx, now, which);
      return shown(tx, actor, now, which.bulkId);
    },
    async confirmBulkChange({ tx, actor, now }, which) {
      await confirmBulk(tx, actor, now, which);
      return shown(tx, actor, now, which.bulkId);
    },
    async declineBulkChange({ tx, actor, now }, given) {
      await declineBulk(tx, actor, now, given);
      return shown(tx, actor, now, given.bulkId);
    },
    async rehearseBulkUndo({ tx, now }, { bulkId }) {
      const bulk = await findBulk(tx, bulkId);
      if (!bulk) throw new NotFound({});
      const rows = await planUndo(tx, now, bulk);
      const kept = new Map<string, number>();
      for (const { reason } of rows) if (reason !== null) kept.set(reason, (kept.get(reason) ?? 0) + 1);
      return {
        rows: rows.filter(({ reason }) => reason === null).length,
        totals: totalsOf(rows.flatMap(({ amount }) => amount ?? [])),
        kept: [...kept].map(([reason, count]) => ({ reason, rows: count })),
        version: bulk.version,
      };
    },
    async undoBulkChange({ tx, actor, now }, which) {
      await undoBulk(tx, actor, now, which);
      return shown(tx, actor, now, which.bulkId);
    },
  };
}

/** The row behind which a page begins; a made-up cursor is the beginning. */
function placeOf(after: string | undefined): number {
  const place = Number(cursorKey(after)?.[0] ?? -1);
  return Number.isSafeInteger(place) && Math.abs(place) < 1_000_000 ? place : -1;
}

async function idsMatching(tx: Tx, now: Date, { search, ending, ...narrowed }: z.output<typeof Narrowed>): Promise<string[]> {
  const rows = await listSubscriptions(tx, { ...narrowed, words: wordsOf(search), ending: endingBy(ending, now), limit: bulkRows + 1 });
  return rows.map(({ subscriptionId }) => subscriptionId);
}

/** What the lines of a file ask for; what is so already asks for nothing and is counted. */
async function wishesOfFile(tx: Tx, lines: readonly BulkLine[]): Promise<{ readonly wishes: Wish[]; readonly unchanged: number }> {
  const known = await knownOf(
    tx,
    lines.filter(({ fault }) => !fault).map(({ subscriptionId }) => subscriptionId),
  );
  const wishes: Omit<Wish, 'rowNo'>[] = [];
  let unchanged = 0;
  for (const line of lines) {
    const { lineNo, subscriptionId } = line;
    const found = known.get(subscriptionId);
    const fault = line.fault ?? (found ? null : ({ column: 'subscription', code: 'unknown_subscription' } as const));
    if (fault || !found) {
      wishes.push({ lineNo, subscriptionId: null, what: null, fault });
      continue;
    }
    const { facts, schedule } = found.it;
    const wanted = wishesOf(line, { quantity: facts.quantity, autoRenews: facts.autoRenews, plannedSeats: schedule?.quantity ?? null });
    if (!wanted.length) unchanged++;
    for (const what of wanted) wishes.push({ lineNo, subscriptionId, what, fault: null });
  }
  return { wishes: wishes.map((wish, rowNo) => ({ ...wish, rowNo })), unchanged };
}

const nobody = (): Record<BulkRowState, number> => Object.fromEntries(bulkRowStates.map((state) => [state, 0])) as Record<BulkRowState, number>;
function summaryOf(row: BulkChangeRow, tally: readonly Tally[]): BulkSummary {
  const rows = nobody();
  for (const each of tally) if (each.bulkId === row.bulkId) rows[each.state as BulkRowState] += each.rows;
  return {
    bulkId: row.bulkId,
    what: BulkKept.parse(row.what),
    fileName: row.fileName,
    state: row.state as BulkState,
    rows,
    createdBy: row.createdByName,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
  };
}

async function shown(tx: Tx, actor: MemberActor, now: Date, bulkId: string): Promise<BulkChange> {
  const [row, tally] = await Promise.all([findBulk(tx, bulkId), tallyBulks(tx, [bulkId])]);
  if (!row) throw new NotFound({});
  const holds = may(actor.rights, 'subscriptions', 'edit');
  const isAbove = row.state === 'rehearsed' && (await isAboveLimit(tx, tally));
  const waits = row.state === 'rehearsed' && row.askedAt !== null;
  const asked = waits && !mayApprove(row.askedBy ?? '', actor.personId);
  const summary = summaryOf(row, tally);
  const counted = tally.filter(({ state }) => state !== 'refused' && state !== 'skipped');
  const amounts = counted.flatMap(({ currency, charged, credited }): Money[] => (currency ? [money(charged, currency), money(credited, currency)] : []));
  const until = undoableUntil(row);
  return {
    ...summary,
    unchanged: row.unchanged,
    totals: totalsOf(amounts),
    final: counted.reduce((sum, each) => sum + each.final, 0),
    rehearsedAt: row.rehearsedAt,
    needsApproval: isAbove,
    askedBy: row.askedByName,
    askedAt: row.askedAt,
    sentBack: row.sentBackByName === null ? null : { by: row.sentBackByName, why: row.sentBackWhy ?? '' },
    confirmedBy: row.confirmedByName,
    confirmedAt: row.confirmedAt,
    undoneBy: row.undoneByName,
    undoableUntil: until,
    asOf: now,
    version: row.version,
    can: {
      confirm: holds && !(asked && isAbove) && row.state === 'rehearsed' && summary.rows.ready > 0 && !isStale(row.rehearsedAt, now),
      rehearse: holds && row.state === 'rehearsed',
      undo: holds && until !== null && until > now && summary.rows.done > 0,
      sendBack: holds && waits && !asked,
      withdraw: holds && asked,
    },
  };
}

function presentRow(row: BulkRowSeen, locale: Locale): BulkRow {
  const { currency } = row;
  return {
    rowNo: row.rowNo,
    lineNo: row.lineNo,
    subscriptionId: currency ? row.subscriptionId : null,
    customer: row.customerName ?? '',
    name: row.nickname ?? (row.titles ? nameIn(row.titles, locale) : ''),
    state: row.state as BulkRowState,
    before: (row.before ?? {}) as Record<string, unknown>,
    after: (row.after ?? {}) as Record<string, unknown>,
    amount: row.amount !== null && currency ? money(row.amount, currency) : null,
    undoAmount: row.undoAmount !== null && currency ? money(row.undoAmount, currency) : null,
    column: row.fileColumn as BulkColumn | null,
    reason: row.reason,
    count: row.count ?? 0,
    undoReason: row.undoReason,
  };
}
