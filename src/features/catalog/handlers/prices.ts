import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { money } from '../../../core/money.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import type { EffectivePrice, PriceDifference, priceEndpoints, PriceListSeen } from '../contract.ts';
import { lessPercent } from '../policy/retail.ts';
import { priceOf } from '../queries/pricing.ts';
import {
  countDifferences,
  type DifferencePlace,
  type DifferenceRow,
  type EffectiveRow,
  type EffectiveWanted,
  findPriceList,
  listDifferences,
  listDifferingMarkets,
  listEffective,
  listPriceLists,
  type ListRow,
} from '../queries/prices.ts';

interface Parts {
  translator(locale: Locale): Translate;
}
/** Rows that an export reads at once; the difference of two lists is drawn up anew for each piece. */
const priceRows = 2_000;
const differenceRows = 20_000;

export const priceHandlers = ({ translator }: Parts): HandlersOf<typeof priceEndpoints> => ({
  async listPriceLists({ tx, now }, { after, limit }) {
    const [validFrom, listId] = cursorKey(after) ?? [];
    const place = /^\d{4}-\d\d-\d\d$/.test(String(validFrom)) ? { validFrom: String(validFrom), listId: idKey(listId) } : undefined;
    const rows = await listPriceLists(tx, now, place, limit + 1);
    return page(
      rows,
      limit,
      (row) => [row.validFrom, row.listId],
      (row) => presentList(row, now),
    );
  },
  async listPrices({ tx, actor, now }, { after, limit, ...asked }) {
    const wanted = wantedOf(asked, actor.locale, now);
    const rows = await listEffective(tx, { ...wanted, after: effectivePlace(after), limit: limit + 1 });
    return { ...page(rows, limit, keyOf, (row) => presentPrice(row, wanted.currency)), on: wanted.on, knownAt: wanted.knownAt };
  },
  async getEffectivePrices({ tx, actor, now }, { offers, quantity, term, billingCycle, ...rest }) {
    const lines = offers.map((offerId) => ({ offerId, quantity, term, billingCycle }));
    const found = await priceOf(tx, now, { ...rest, accountId: actor.accountId, lines });
    return { items: found.filter((price) => price !== null), asOf: now };
  },
  async exportPrices({ tx, actor, now, apart }, asked) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    const t = translator(actor.locale);
    const wanted = wantedOf(asked, actor.locale, now);
    const read = (after: EffectiveWanted['after']) => apart((own) => listEffective(own, { ...wanted, after, limit: priceRows }));
    return download(`prices-${wanted.market}-${wanted.on}`, priceLines(t, wanted, read));
  },
  async getPriceDifference({ tx, actor, now }, { from, to }) {
    const [before, after] = await bothLists(tx, now, from, to);
    const [causes, markets] = await Promise.all([countDifferences(tx, from, to), listDifferingMarkets(tx, from, to)]);
    return { from: presentList(before, now), to: presentList(after, now), causes, markets, can: { seeEffects: may(actor.rights, 'subscriptions') } };
  },
  async listPriceDifferences({ tx, actor, now }, { after, limit, ...asked }) {
    await bothLists(tx, now, asked.from, asked.to);
    const rows = await listDifferences(tx, { ...asked, locale: actor.locale, after: differencePlace(after), limit: limit + 1 });
    return page(rows, limit, differenceKey, presentDifference);
  },
  async exportPriceDifferences({ tx, actor, now, apart }, asked) {
    const [before, after] = await bothLists(tx, now, asked.from, asked.to);
    const read = (place: DifferencePlace | undefined) =>
      apart((own) => listDifferences(own, { ...asked, locale: actor.locale, after: place, limit: differenceRows }));
    return download(`prices-${before.validFrom}-${after.validFrom}`, differenceLines(translator(actor.locale), read));
  },
});

const download = (name: string, lines: AsyncIterable<string>): Download => ({
  type: 'text/csv; charset=utf-8',
  name: `${name}.csv`,
  body: Readable.from(lines, { objectMode: false }),
});

/** Both lists, as far as the account may know of them. @throws NotFound */
async function bothLists(tx: Tx, now: Date, from: string, to: string): Promise<readonly [ListRow, ListRow]> {
  const [before, after] = await Promise.all([findPriceList(tx, now, from), findPriceList(tx, now, to)]);
  if (!before || !after) throw new NotFound({});
  return [before, after];
}

export interface AskedPrices {
  readonly market: string;
  readonly currency: string;
  readonly on?: string | undefined;
  readonly known?: string | undefined;
  readonly search?: string | undefined;
  readonly segment?: string | undefined;
}
export function wantedOf({ on, known, search, ...rest }: AskedPrices, locale: Locale, now: Date): Omit<EffectiveWanted, 'after' | 'limit'> {
  const until = known ? new Date(`${known}T23:59:59.999Z`) : now;
  const words = fold(search ?? '')
    .split(' ')
    .filter(Boolean);
  return { ...rest, locale, words, on: on ?? now.toISOString().slice(0, 10), knownAt: until < now ? until : now };
}

export const keyOf = (row: EffectiveRow) => [row.offer_id, row.term, row.billing_cycle, row.tier_from] as const;
export function effectivePlace(text: string | undefined): EffectiveWanted['after'] {
  const key = cursorKey(text);
  return key?.length === 4 && isSmall(key[3]) ? [String(key[0]), String(key[1]), String(key[2]), Number(key[3])] : undefined;
}
const isSmall = (part: unknown): boolean => Number.isInteger(part) && Math.abs(Number(part)) < 2 ** 31;
const differenceKey = (row: DifferenceRow): DifferencePlace => [row.offer_id, row.market, row.currency, row.term, row.billing_cycle, row.tier_from];
function differencePlace(text: string | undefined): DifferencePlace | undefined {
  const key = cursorKey(text);
  if (key?.length !== 6 || !isSmall(key[5])) return undefined;
  return [String(key[0]), String(key[1]), String(key[2]), String(key[3]), String(key[4]), Number(key[5])];
}

function presentList(row: ListRow, now: Date): PriceListSeen {
  const today = now.toISOString().slice(0, 10);
  const standing =
    row.knownTo && row.knownTo <= now ? 'withdrawn' : row.validFrom > today ? 'announced' : row.validTo && row.validTo <= today ? 'past' : 'valid';
  return { ...row, standing };
}
export const presentPrice = (row: EffectiveRow, currency: string): EffectivePrice => ({
  offerId: row.offer_id,
  productId: row.product_id,
  title: row.title,
  productTitle: row.product_title,
  segment: row.segment,
  term: row.term,
  billingCycle: row.billing_cycle,
  tierFrom: row.tier_from,
  price: money(row.price, currency),
  unit: row.promotion_name === null ? money(row.price, currency) : lessPercent(money(row.price, currency), row.percent),
  suggested: row.suggested === null ? null : money(row.suggested, currency),
  reason: row.reason,
  listId: row.list_id,
  listName: row.list_name,
  groupName: row.group_name,
  validFrom: row.valid_from,
  promotion: row.promotion_name === null ? null : { name: row.promotion_name, percent: row.percent, endsOn: row.ends_on },
  flag: row.flag,
});
function presentDifference(row: DifferenceRow): PriceDifference {
  const amount = (text: string | null) => (text === null ? null : money(text, row.currency));
  return {
    offerId: row.offer_id,
    productId: row.product_id ?? row.offer_id,
    title: row.title ?? row.offer_id,
    segment: row.segment ?? row.offer_id.split('.').at(-1) ?? '',
    market: row.market,
    currency: row.currency,
    term: row.term,
    billingCycle: row.billing_cycle,
    tierFrom: row.tier_from,
    cause: row.cause,
    before: amount(row.before),
    after: amount(row.after),
    suggestedBefore: amount(row.suggested_before),
    suggestedAfter: amount(row.suggested_after),
    percent: row.percent,
  };
}

const priceHeads = [
  'offer',
  'product',
  'title',
  'segment',
  'term',
  'billing_cycle',
  'tier_from',
  'market',
  'currency',
  'list_price',
  'price',
  'suggested',
  'list',
  'group',
  'promotion',
] as const;
async function* priceLines(
  t: Translate,
  { market, currency }: Pick<EffectiveWanted, 'market' | 'currency'>,
  read: (after: EffectiveWanted['after']) => Promise<EffectiveRow[]>,
) {
  yield BYTE_ORDER_MARK + csvLine(priceHeads.map((head) => t(`catalog.column.${head}`)));
  for (let after: EffectiveWanted['after'], more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) {
      after = keyOf(last);
      yield rows
        .map((row) => [
          row.offer_id,
          row.product_title,
          row.title,
          t(`catalog.segment.${row.segment}`),
          row.term,
          row.billing_cycle,
          String(row.tier_from),
          market,
          currency,
          money(row.price, currency).amount,
          presentPrice(row, currency).unit.amount,
          row.suggested === null ? '' : money(row.suggested, currency).amount,
          row.list_name,
          row.group_name ?? '',
          row.promotion_name ?? '',
        ])
        .map(csvLine)
        .join('');
    }
    more = rows.length === priceRows;
  }
}

const differenceHeads = [
  'cause',
  'offer',
  'title',
  'market',
  'currency',
  'term',
  'billing_cycle',
  'tier_from',
  'before',
  'after',
  'percent',
  'suggested_before',
  'suggested_after',
] as const;
async function* differenceLines(t: Translate, read: (after: DifferencePlace | undefined) => Promise<DifferenceRow[]>) {
  yield BYTE_ORDER_MARK + csvLine(differenceHeads.map((head) => t(`catalog.column.${head}`)));
  for (let after: DifferencePlace | undefined, more = true; more; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last) {
      after = differenceKey(last);
      yield rows
        .map((row) => presentDifference(row))
        .map((row) => [
          t(`catalog.cause.${row.cause}`),
          row.offerId,
          row.title,
          row.market,
          row.currency,
          row.term,
          row.billingCycle,
          String(row.tierFrom),
          row.before?.amount ?? '',
          row.after?.amount ?? '',
          row.percent ?? '',
          row.suggestedBefore?.amount ?? '',
          row.suggestedAfter?.amount ?? '',
        ])
        .map(csvLine)
        .join('');
    }
    more = rows.length === differenceRows;
  }
}
