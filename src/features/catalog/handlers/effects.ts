import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { type effectEndpoints, type EffectRow, type EffectsPage, type EffectTotals, PriceEffects, PriceEffectTotals } from '../contract.ts';
import { findPriceList, type ListRow } from '../queries/prices.ts';

interface Parts {
  translator(locale: Locale): Translate;
}
/** Rows that an export reads at once; the effects are drawn up anew for each piece. */
const effectRows = 20_000;
const none: EffectTotals = { totals: [], subscriptions: 0, untouched: { same: 0, ending: 0, planned: 0, elsewhere: 0 } };

export const effectHandlers = ({ translator }: Parts): HandlersOf<typeof effectEndpoints> => ({
  async getPriceEffects({ tx, actor, now, ask }, { from, to }) {
    await mayCompare(tx, actor, now, from, to);
    const [totals] = await ask(PriceEffectTotals, { from, to, now });
    return totals ?? none;
  },
  async listPriceEffects({ tx, actor, now, ask }, { after, limit, ...asked }) {
    await mayCompare(tx, actor, now, asked.from, asked.to);
    const rows = (await ask(PriceEffects, { ...asked, now, locale: actor.locale, after: placeOf(after), limit: limit + 1 })).flat();
    return page(rows, limit, ({ key }) => key, withoutKey);
  },
  async exportPriceEffects({ tx, actor, now, apart, ask }, asked) {
    const [before, after] = await mayCompare(tx, actor, now, asked.from, asked.to);
    const read = (place: EffectsPage['after']) =>
      apart(async (own) => (await ask(PriceEffects, { ...asked, now, locale: actor.locale, after: place, limit: effectRows }, own)).flat());
    const name = `subscriptions-${before.validFrom}-${after.validFrom}.csv`;
    return { type: 'text/csv; charset=utf-8', name, body: Readable.from(effectLines(translator(actor.locale), read), { objectMode: false }) };
  },
});

/** Whoever reads what subscriptions cost must be one who may read price lists, and both must be known to the company. @throws NotFound */
async function mayCompare(tx: Tx, actor: MemberActor, now: Date, from: string, to: string): Promise<readonly [ListRow, ListRow]> {
  const [before, after] = await Promise.all([findPriceList(tx, now, from), findPriceList(tx, now, to)]);
  if (!before || !after || !may(actor.rights, 'pricing')) throw new NotFound({});
  return [before, after];
}

const withoutKey = ({ key: _, ...row }: EffectRow) => row;
function placeOf(text: string | undefined): EffectsPage['after'] {
  const [size, id] = cursorKey(text) ?? [];
  return typeof size === 'string' && /^\d{1,20}(\.\d{1,40})?$/.test(size) && id !== undefined ? [size, idKey(id)] : undefined;
}

const heads = [
  'cause',
  'renews_on',
  'customer',
  'title',
  'nickname',
  'offer',
  'market',
  'currency',
  'term',
  'billing_cycle',
  'quantity',
  'before',
  'after',
  'difference',
  'percent',
] as const;
async function* effectLines(t: Translate, read: (after: EffectsPage['after']) => Promise<EffectRow[]>) {
  yield BYTE_ORDER_MARK + csvLine([...heads.map((head) => t(`catalog.column.${head}`)), t('catalog.effects.below_floor')]);
  for (let after: EffectsPage['after'], more = true; more; ) {
    const rows = await read(after);
    after = rows.at(-1)?.key;
    if (rows.length) yield rows.map((row) => csvLine(cellsOf(t, row))).join('');
    more = rows.length === effectRows;
  }
}
const cellsOf = (t: Translate, row: EffectRow): string[] => [
  t(`catalog.effect.${row.cause}`),
  row.renewsOn,
  row.customer,
  row.title,
  row.nickname ?? '',
  row.offerId,
  row.market,
  row.before.currency,
  row.term,
  row.billingCycle,
  String(row.quantity),
  row.before.amount,
  row.after?.amount ?? '',
  row.difference?.amount ?? '',
  row.percent ?? '',
  t(row.isBelowFloor ? 'catalog.effects.yes' : 'catalog.effects.no'),
];
