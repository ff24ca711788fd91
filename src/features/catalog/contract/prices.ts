import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Currency, Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Priced } from './pricing.ts';
import { billingCycles, Market, OfferId, ProductId, segments, terms } from './products.ts';

/** Days for which a list is shown before it is valid. */
export const previewDays = 30;
export const flags = ['ADD', 'CHG', 'DEL', 'UNC'] as const;

const Day = z.iso.date();
export const PriceListSeen = z.object({
  listId: z.uuid(),
  name: z.string(),
  /** Null: for every partner. */
  groupName: z.string().nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
  knownFrom: z.date(),
  /** Withdrawn on that day; null: it stands. */
  knownTo: z.date().nullable(),
  lines: z.number().int(),
  standing: z.enum(['announced', 'valid', 'past', 'withdrawn']),
});
export type PriceListSeen = z.output<typeof PriceListSeen>;

/** A price that is in force on a day. */
export const EffectivePrice = z.object({
  offerId: OfferId,
  productId: ProductId,
  title: z.string(),
  productTitle: z.string(),
  segment: z.enum(segments),
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  tierFrom: z.number().int(),
  /** As the list has it, and what is paid once the promotion of that day is taken off. */
  price: Money,
  unit: Money,
  suggested: Money.nullable(),
  reason: z.enum(['list', 'group', 'partner']),
  listId: z.uuid(),
  listName: z.string(),
  /** Null: a list for every partner. */
  groupName: z.string().nullable(),
  validFrom: Day,
  promotion: z.object({ name: z.string(), percent: z.string(), endsOn: Day }).nullable(),
  flag: z.enum(flags),
});
export type EffectivePrice = z.output<typeof EffectivePrice>;

/** Why a price differs between two lists. */
export const causes = ['added', 'removed', 'dearer', 'cheaper', 'suggested', 'same'] as const;
export type Cause = (typeof causes)[number];
export const PriceDifference = z.object({
  offerId: OfferId,
  productId: z.string(),
  title: z.string(),
  segment: z.string(),
  market: Market,
  currency: Currency,
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  tierFrom: z.number().int(),
  cause: z.enum(causes),
  before: Money.nullable(),
  after: Money.nullable(),
  suggestedBefore: Money.nullable(),
  suggestedAfter: Money.nullable(),
  /** Of the price, where it stands in both lists. */
  percent: z.string().nullable(),
});
export type PriceDifference = z.output<typeof PriceDifference>;

const own = { within: 'account', method: 'GET', permission: 'pricing' } as const;
const asOf = {
  /** The day that the prices are of; today unless said. */
  on: Day.optional(),
  /** As it was known at the end of that day; now unless said. */
  known: Day.optional(),
};
export const ofPrices = {
  market: Market,
  currency: Currency,
  ...asOf,
  search: z.string().trim().max(100).optional(),
  segment: z.enum(segments).optional(),
};
/** Offers that are asked for at once. */
const mostPriced = 100;
const ofOffers = {
  market: Market,
  currency: Currency,
  /** Separated by commas. */
  offers: z
    .string()
    .max(80 * mostPriced)
    .transform((text) => text.split(','))
    .pipe(z.array(OfferId).max(mostPriced)),
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  quantity: z.coerce.number().int().min(1).max(10_000_000).default(1),
  segment: z.enum(segments).default('commercial'),
  on: Day.optional(),
};
const ofDifference = { from: Id, to: Id, market: Market.optional(), cause: z.enum(causes).optional() };

export const priceEndpoints = {
  listPriceLists: endpoint({
    ...own,
    path: '/price-lists',
    summary: 'Price lists that the company may see: those announced, valid and past, the newest first',
    input: PageInput,
    output: Page(PriceListSeen),
  }),
  listPrices: endpoint({
    ...own,
    path: '/prices',
    summary: 'What the company pays in a market on a day, as it was known on a day, with the list that each price comes from',
    input: PageInput.extend(ofPrices),
    output: Page(EffectivePrice).extend({ on: Day, knownAt: z.date() }),
  }),
  getEffectivePrices: endpoint({
    ...own,
    path: '/prices/effective',
    summary: 'What some offers cost the company, sold in one way, and what it asks its customers for; those that no list prices are left out',
    input: z.object(ofOffers),
    output: z.object({ items: z.array(Priced), asOf: z.date() }),
  }),
  exportPrices: endpoint({
    ...own,
    path: '/prices/export',
    answers: 'stream',
    summary: 'The same prices as CSV in the reader’s language, without a ceiling',
    input: z.object(ofPrices),
    output: z.unknown(),
  }),
  getPriceDifference: endpoint({
    ...own,
    path: '/price-differences',
    summary: 'How two lists differ, counted by cause and market',
    input: z.object({ from: Id, to: Id }),
    output: z.object({
      from: PriceListSeen,
      to: PriceListSeen,
      causes: z.array(
        z.object({
          cause: z.enum(causes),
          count: z.number().int(),
          /** The least and the greatest change of the price, in percent. */
          least: z.string().nullable(),
          greatest: z.string().nullable(),
        }),
      ),
      markets: z.array(Market),
      can: z.object({ seeEffects: z.boolean() }),
    }),
  }),
  listPriceDifferences: endpoint({
    ...own,
    path: '/price-differences/lines',
    summary: 'Line by line, how two lists differ',
    input: PageInput.extend(ofDifference),
    output: Page(PriceDifference),
  }),
  exportPriceDifferences: endpoint({
    ...own,
    path: '/price-differences/export',
    answers: 'stream',
    summary: 'The difference of two lists as CSV in the reader’s language',
    input: z.object(ofDifference),
    output: z.unknown(),
  }),
};
