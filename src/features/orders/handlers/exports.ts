import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { BulkRow } from '../contract/bulk.ts';
import { saysChange, saysReason } from '../contract/bulkWords.ts';
import { type exportEndpoints, orderColumns, subscriptionColumns } from '../contract/exports.ts';
import { endingBy, nameIn } from '../facts.ts';
import { type BulkRowSeen, listSchedules } from '../queries/bulk.ts';
import { listOrders, type OrderedWanted, type OrderRow } from '../queries/orders.ts';
import { listSubscriptions, type SubscriptionRow } from '../queries/subscriptions.ts';
import { getAccount } from '../../accounts/queries.ts';
import { wordsOf } from './orders.ts';

type Member = Context<MemberActor>;
/** Rows a piece; each piece is a short transaction, so that no connection is held for as long as the reader takes. */
const piece = 500;

/** Words that stand in every row are looked up once. */
function sayer(t: Translate): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const said = known.get(key) ?? t(key as MessageKey);
    known.set(key, said);
    return said;
  };
}

interface Sheet<Row, Place> {
  readonly name: string;
  readonly head: readonly string[];
  read(after: Place | undefined): Promise<readonly Row[]>;
  cells(row: Row): readonly string[];
  placeOf(row: Row): Place;
}
/** A list as a file, whatever its length: the headings leave before the first row is looked for. */
async function* linesOf<Row, Place>({ head, read, cells, placeOf }: Sheet<Row, Place>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(head);
  for (let after: Place | undefined, more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) yield rows.map((row) => csvLine(cells(row))).join('');
    after = last && placeOf(last);
    more = rows.length === piece;
  }
}
const download = <Row, Place>(now: Date, sheet: Sheet<Row, Place>): Download => ({
  type: 'text/csv; charset=utf-8',
  name: `${sheet.name}-${now.toISOString().slice(0, 10)}.csv`,
  body: Readable.from(linesOf(sheet), { objectMode: false }),
});

/** Amounts as programs read them: a point, and no more digits than there are. */
const plain = (amount: string): string => amount.replace(/(\.\d\d\d*?)0+$/, '$1');
const day = (at: Date): string => at.toISOString().slice(0, 10);

export function exportHandlers(translator: (locale: Locale) => Translate): HandlersOf<typeof exportEndpoints> {
  return {
    async exportSubscriptions({ tx, actor, now, apart }, { search, ending, ...narrowed }) {
      // Reads, so that the session and its rights are looked up as for every answer.
      await getAccount(tx);
      const t = translator(actor.locale);
      const say = sayer(t);
      type Row = SubscriptionRow & { readonly plannedSeats: number | null };
      const read = (after: OrderedWanted['after']) =>
        apart(async (own): Promise<Row[]> => {
          const rows = await listSubscriptions(own, { ...narrowed, ending: endingBy(ending, now), words: wordsOf(search), limit: piece, after });
          const planned = new Map(
            (
              await listSchedules(
                own,
                rows.map(({ subscriptionId }) => subscriptionId),
              )
            ).map((each) => [each.subscriptionId, each.quantity]),
          );
          return rows.map((row) => ({ ...row, plannedSeats: planned.get(row.subscriptionId) ?? null }));
        });
      return download<Row, OrderedWanted['after']>(now, {
        name: t('subscriptions.export_name'),
        head: subscriptionColumns.map((column) => t(`subscriptions.export.${column}`)),
        read,
        cells: (row) => subscriptionCells(row, row.plannedSeats, say, actor.locale),
        placeOf: (row) => ({ at: row.orderedAt, id: row.subscriptionId }),
      });
    },
    async exportOrders({ tx, actor, now, apart }, { search, ...narrowed }) {
      await getAccount(tx);
      const t = translator(actor.locale);
      const say = sayer(t);
      return download<OrderRow, OrderedWanted['after']>(now, {
        name: t('orders.export_name'),
        head: orderColumns.map((column) => t(`orders.export.${column}`)),
        read: (after) => apart((own) => listOrders(own, { ...narrowed, words: wordsOf(search), limit: piece, after })),
        cells: (row) => orderCells(row, say),
        placeOf: (row) => ({ at: row.placedAt, id: row.orderId }),
      });
    },
  };
}

const subscriptionCells = (row: SubscriptionRow, plannedSeats: number | null, say: (key: string) => string, locale: Locale): string[] => [
  row.subscriptionId,
  row.customerName,
  nameIn(row.titles, locale),
  row.nickname ?? '',
  say(`subscriptions.state.${row.state}`),
  String(row.quantity),
  say(`catalog.term.${row.term}`),
  say(`catalog.cycle.${row.billingCycle}`),
  plain(row.unitPrice),
  plain(row.retailPrice),
  row.currency,
  row.renewsOn === null ? '' : say(row.autoRenews ? 'subscriptions.export_yes' : 'subscriptions.export_no'),
  row.renewsOn ?? '',
  plannedSeats === null ? '' : String(plannedSeats),
  day(row.orderedAt),
];

const orderCells = (row: OrderRow, say: (key: string) => string): string[] => [
  row.number,
  row.customerName,
  say(`orders.state.${row.state}`),
  say(`catalog.cycle.${row.billingCycle}`),
  plain(row.firstCharge),
  row.currency,
  row.placedAt.toISOString(),
  row.placedByName,
  row.approvedByName ?? '',
  row.orderId,
];

const rowColumns = ['line', 'customer', 'product', 'subscription', 'change', 'amount', 'currency', 'state', 'why'] as const;
/** The rows of a bulk change, with what became of each. */
export async function exportRows(
  { now }: Pick<Member, 'now'>,
  t: Translate,
  read: (after: number) => Promise<readonly BulkRowSeen[]>,
  present: (row: BulkRowSeen) => BulkRow,
): Promise<Download> {
  const say = sayer(t);
  return download<BulkRowSeen, number>(now, {
    name: t('bulk_changes.export_name'),
    head: rowColumns.map((column) => t(`bulk_changes.export.${column}`)),
    read: (after) => read(after ?? -1),
    cells: (seen) => {
      const row = present(seen);
      const why = row.reason ? [saysReason(row.reason, row.count)] : [];
      return [
        String(row.lineNo ?? row.rowNo + 1),
        row.customer,
        row.name,
        row.subscriptionId ?? '',
        saysChange(row)
          .map(({ key, values }) => t(key, values))
          .join(', '),
        row.amount?.amount ?? '',
        row.amount?.currency ?? '',
        say(`bulk_changes.row.${row.state}`),
        why
          .map(({ key, values }) => (row.column ? t('ui.named', { label: say(`subscriptions.export.${row.column}`), value: t(key, values) }) : t(key, values)))
          .join(''),
      ];
    },
    placeOf: ({ rowNo }) => rowNo,
  });
}
