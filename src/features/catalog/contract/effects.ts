import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Currency, Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { question } from '../../../core/question.ts';
import { billingCycles, Market, OfferId, terms } from './products.ts';

/**
 * Why a subscription will cost something else once a list is valid. `gone`: nothing has a price for it any more; `dearer`, `cheaper`:
 * the list says so; `promotion_ends`: the list stays, but what was bought in a promotion is renewed at list price; `older_price`: it
 * still runs at a price of before both lists; `floor`: the price stays, but the customer is asked for less than the company's floor.
 */
export const effectCauses = ['gone', 'dearer', 'promotion_ends', 'older_price', 'cheaper', 'floor'] as const;
export type EffectCause = (typeof effectCauses)[number];

const Day = z.iso.date();
/** What a list does to one subscription when it is renewed. Amounts are for all of its seats and one billing cycle. */
export const PriceEffect = z.object({
  subscriptionId: z.uuid(),
  title: z.string(),
  nickname: z.string().nullable(),
  customerId: z.uuid(),
  customer: z.string(),
  offerId: OfferId,
  market: Market,
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  /** Seats at the renewal, with what is planned for it. */
  quantity: z.number().int(),
  /** The first renewal on which the list is valid. */
  renewsOn: Day,
  cause: z.enum(effectCauses),
  before: Money,
  /** Null: it cannot be renewed as it is. */
  after: Money.nullable(),
  difference: Money.nullable(),
  percent: z.string().nullable(),
  /** What the customer is asked for today would be less than the company's floor. */
  isBelowFloor: z.boolean(),
});
export type PriceEffect = z.output<typeof PriceEffect>;

/** One cause in one currency; amounts are for a year, so that months and years can be added. */
export const EffectTotal = z.object({
  cause: z.enum(effectCauses),
  currency: Currency,
  subscriptions: z.number().int(),
  before: Money,
  after: Money.nullable(),
  difference: Money.nullable(),
});
export type EffectTotal = z.output<typeof EffectTotal>;

export const EffectTotals = z.object({
  totals: z.array(EffectTotal),
  subscriptions: z.number().int(),
  /** Subscriptions that the list does not reach: nothing changes, they end before, something else is planned, another list goes before. */
  untouched: z.object({ same: z.number().int(), ending: z.number().int(), planned: z.number().int(), elsewhere: z.number().int() }),
});
export type EffectTotals = z.output<typeof EffectTotals>;

export interface EffectsWanted {
  readonly from: string;
  readonly to: string;
  /** Lists known until then decide with them. */
  readonly now: Date;
}
export interface EffectsPage extends EffectsWanted {
  readonly cause?: EffectCause | undefined;
  readonly locale: string;
  /** Change in a year, without its sign, and the id: the sort key of the last row that was read. */
  readonly after?: readonly [size: string, subscriptionId: string] | undefined;
  readonly limit: number;
}
export interface EffectRow extends PriceEffect {
  readonly key: readonly [size: string, subscriptionId: string];
}
/** What a list of prices does to what the company has sold, when it takes the place of another; the greatest change first. */
export const PriceEffects = question<EffectsPage, readonly EffectRow[]>('catalog.price_effects');
/** The same, added up by cause. */
export const PriceEffectTotals = question<EffectsWanted, EffectTotals>('catalog.price_effect_totals');

/** Days before a list is valid on which companies hear what it does to their subscriptions. */
export const effectNoticeDays = 14;
/** A list that is soon valid changes what a company pays. */
export const PriceListAffects = announcement(
  'price_lists.affects',
  z.object({ list: z.string(), validFrom: Day, subscriptions: z.number().int(), fromListId: z.uuid() }),
);

const own = { within: 'account', method: 'GET', permission: 'subscriptions', needs: 'view' } as const;
const ofEffects = { from: Id, to: Id, cause: z.enum(effectCauses).optional() };

export const effectEndpoints = {
  getPriceEffects: endpoint({
    ...own,
    path: '/price-effects',
    summary: 'What a list does to the company’s own subscriptions when it takes the place of another, added up by cause',
    input: z.object({ from: Id, to: Id }),
    output: EffectTotals,
  }),
  listPriceEffects: endpoint({
    ...own,
    path: '/price-effects/lines',
    summary: 'Subscription by subscription: the day of renewal, what it costs now and then; the greatest change first',
    input: PageInput.extend(ofEffects),
    output: Page(PriceEffect),
  }),
  exportPriceEffects: endpoint({
    ...own,
    path: '/price-effects/export',
    answers: 'stream',
    summary: 'The same as CSV in the reader’s language',
    input: z.object(ofEffects),
    output: z.unknown(),
  }),
};
