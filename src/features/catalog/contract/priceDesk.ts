import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Currency, Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { EffectivePrice, flags, ofPrices } from './prices.ts';
import { billingCycles, Market, OfferId, terms } from './products.ts';

const Day = z.iso.date();
const Name = z.string().trim().min(1).max(120);
export const listStates = ['importing', 'draft', 'published', 'withdrawn'] as const;
export const DeskList = z.object({
  listId: z.uuid(),
  name: z.string(),
  groupId: z.uuid().nullable(),
  groupName: z.string().nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
  state: z.enum(listStates),
  knownFrom: z.date().nullable(),
  knownTo: z.date().nullable(),
  lines: z.number().int(),
  createdBy: z.string(),
  createdAt: z.date(),
  version: z.number().int(),
  can: z.object({ edit: z.boolean(), publish: z.boolean(), withdraw: z.boolean(), discard: z.boolean() }),
});
/** Markets in which a list names prices in several currencies: allowed, but mostly a slip. */
export const MixedMarket = z.object({ market: Market, currencies: z.array(Currency) });
export type DeskList = z.output<typeof DeskList>;
export const DeskLine = z.object({
  row: z.number().int(),
  market: Market,
  offerId: z.string(),
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  tierFrom: z.number().int(),
  flag: z.enum(flags),
  price: Money,
  suggested: Money.nullable(),
});
export type DeskLine = z.output<typeof DeskLine>;

const Price = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);
/** A line as it is typed in. */
export const NewDeskLine = z.object({
  market: Market,
  currency: Currency,
  offerId: OfferId,
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  tierFrom: z.number().int().min(1).max(1_000_000),
  flag: z.enum(flags),
  price: Price,
  suggested: Price.nullable(),
});
export type NewDeskLine = z.output<typeof NewDeskLine>;

export const PriceGroup = z.object({
  groupId: z.uuid(),
  name: z.string(),
  kind: z.enum(['group', 'partner']),
  rank: z.number().int(),
  members: z.array(z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string() })),
  version: z.number().int(),
});
export type PriceGroup = z.output<typeof PriceGroup>;

export const promotionStates = ['draft', 'published', 'withdrawn'] as const;
export const Promotion = z.object({
  promotionId: z.uuid(),
  name: z.string(),
  percent: z.string(),
  markets: z.array(Market).nullable(),
  groupId: z.uuid().nullable(),
  groupName: z.string().nullable(),
  startsOn: Day,
  /** The day from which it is over. */
  endsOn: Day,
  state: z.enum(promotionStates),
  offers: z.array(OfferId),
  version: z.number().int(),
});
export type Promotion = z.output<typeof Promotion>;

export const ListNotInState = defineProblem('price_lists.not_in_state', 409, z.object({ state: z.enum(listStates) }));
export const ListEmpty = defineProblem('price_lists.empty', 409, z.object({}));
/** Prices of days that are over were paid already. */
export const ListInThePast = defineProblem('price_lists.in_the_past', 409, z.object({ today: Day }));
/** The list says something of exactly this already. */
export const LineTaken = defineProblem('price_lists.line_taken', 409, z.object({}));
export const GroupNameTaken = defineProblem('price_groups.name_taken', 409, z.object({}));
export const PartnerUnknown = defineProblem('price_groups.partner_unknown', 422, z.object({ partnerId: z.string() }));
export const OfferUnknown = defineProblem('promotions.offer_unknown', 422, z.object({ offerId: z.string() }));
export const PromotionNotInState = defineProblem('promotions.not_in_state', 409, z.object({ state: z.enum(promotionStates) }));

const ofList = z.object({ list: z.string(), validFrom: Day });
export const PriceListPublished = announcement('price_lists.published', ofList.extend({ lines: z.number() }));
/** A partner can see it from now on. */
export const PriceListTold = announcement('price_lists.told', ofList);
export const PriceListWithdrawn = announcement('price_lists.withdrawn', ofList);
export const PriceListDiscarded = announcement('price_lists.discarded', ofList);
export const PriceLinesSet = announcement('price_lists.lines_set', ofList.extend({ lines: z.number() }));
const ofGroup = z.object({ group: z.string() });
export const PriceGroupSet = announcement('price_groups.set', ofGroup.extend({ members: z.number() }));
const ofPromotion = z.object({ promotion: z.string(), percent: z.string() });
export const PromotionSet = announcement('promotions.set', ofPromotion);
export const PromotionPublished = announcement('promotions.published', ofPromotion.extend({ startsOn: Day, endsOn: Day }));
export const PromotionWithdrawn = announcement('promotions.withdrawn', ofPromotion);

const reads = { within: 'operator', method: 'GET', permission: 'op.prices' } as const;
const changes = { within: 'operator', method: 'POST', permission: 'op.prices' } as const;
const byList = z.object({ listId: Id });
const versioned = byList.extend({ version: z.number().int() });

export const priceDeskEndpoints = {
  listDeskLists: endpoint({
    ...reads,
    path: '/price-lists',
    summary: 'Every price list: drafts, announced, valid, past and withdrawn, the newest first',
    input: PageInput.extend({ state: z.enum(listStates).optional() }),
    output: Page(DeskList).extend({ can: z.object({ edit: z.boolean() }) }),
  }),
  getDeskList: endpoint({
    ...reads,
    path: '/price-lists/:listId',
    summary: 'One price list',
    input: byList,
    output: DeskList.extend({ mixed: z.array(MixedMarket) }),
  }),
  makeDeskList: endpoint({
    ...changes,
    path: '/price-lists',
    summary: 'Begin a price list without a file, to be filled line by line',
    input: z.object({ name: Name, groupId: Id.nullable(), validFrom: Day, validTo: Day.nullable() }),
    output: z.object({ listId: z.uuid() }),
  }),
  addDeskLine: endpoint({
    ...changes,
    path: '/price-lists/:listId/lines',
    summary: 'Add a line to a draft by hand',
    input: versioned.extend({ line: NewDeskLine }),
    output: z.object({ row: z.number().int(), version: z.number().int() }),
    problems: [ListNotInState, LineTaken, ChangedMeanwhile],
  }),
  removeDeskLine: endpoint({
    ...changes,
    method: 'DELETE',
    path: '/price-lists/:listId/lines/:row',
    summary: 'Take a line out of a draft',
    input: versioned.extend({ version: z.coerce.number().int(), row: z.coerce.number().int() }),
    output: z.object({ version: z.number().int() }),
    problems: [ListNotInState, ChangedMeanwhile],
  }),
  listPricesOf: endpoint({
    ...reads,
    path: '/partner-prices/:partnerId',
    summary: 'Prices as one partner sees them: on any day, as they were known on any day',
    input: PageInput.extend({ partnerId: z.string().regex(/^\d{1,12}$/), ...ofPrices }),
    output: Page(EffectivePrice).extend({ on: Day, knownAt: z.date(), partner: z.string() }),
  }),
  listDeskLines: endpoint({
    ...reads,
    path: '/price-lists/:listId/lines',
    summary: 'The lines of a list in the order of its file',
    input: PageInput.extend(byList.shape).extend({ market: Market.optional(), search: z.string().trim().max(60).optional() }),
    output: Page(DeskLine),
  }),
  setDeskLine: endpoint({
    ...changes,
    method: 'PUT',
    path: '/price-lists/:listId/lines/:row',
    summary: 'Change the amounts of one line of a draft',
    input: versioned.extend({
      row: z.coerce.number().int(),
      price: Price,
      suggested: Price.nullable(),
    }),
    output: z.object({ version: z.number().int() }),
    problems: [ListNotInState, ChangedMeanwhile],
  }),
  publishPriceList: endpoint({
    ...changes,
    path: '/price-lists/:listId/publish',
    stepUp: 10,
    summary: 'Publish a list; partners see it at once, or thirty days before it is valid',
    input: versioned,
    output: z.object({}),
    problems: [ListNotInState, ListEmpty, ListInThePast, ChangedMeanwhile],
  }),
  withdrawPriceList: endpoint({
    ...changes,
    path: '/price-lists/:listId/withdraw',
    stepUp: 10,
    summary: 'Take a list back: from now on the others decide; what was known before can still be asked for',
    input: versioned,
    output: z.object({}),
    problems: [ListNotInState, ChangedMeanwhile],
  }),
  discardPriceList: endpoint({
    ...changes,
    method: 'DELETE',
    path: '/price-lists/:listId',
    summary: 'Throw a draft away',
    input: byList,
    output: z.object({}),
    problems: [ListNotInState],
  }),
  listPriceGroups: endpoint({
    ...reads,
    path: '/price-groups',
    summary: 'Partners with prices of their own, in the order in which they decide',
    input: z.object({}),
    output: z.object({ items: z.array(PriceGroup), can: z.object({ edit: z.boolean() }) }),
  }),
  setPriceGroup: endpoint({
    ...changes,
    path: '/price-groups',
    stepUp: 10,
    summary: 'Make or change a group of partners with prices of their own',
    input: z.object({
      groupId: Id.nullable(),
      version: z.number().int().nullable(),
      name: Name,
      kind: z.enum(['group', 'partner']),
      rank: z.number().int().min(1).max(999_999),
      partnerIds: z.array(z.string().regex(/^\d{1,12}$/)).max(10_000),
    }),
    output: z.object({ groupId: z.uuid() }),
    problems: [GroupNameTaken, PartnerUnknown, ChangedMeanwhile],
  }),
  listPromotions: endpoint({
    ...reads,
    path: '/promotions',
    summary: 'Promotions, the newest first',
    input: z.object({}),
    output: z.object({ items: z.array(Promotion), can: z.object({ edit: z.boolean() }) }),
  }),
  setPromotion: endpoint({
    ...changes,
    path: '/promotions',
    summary: 'Write down a promotion, or change its draft',
    input: z.object({
      promotionId: Id.nullable(),
      version: z.number().int().nullable(),
      name: Name,
      percent: z.string().regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/),
      markets: z.array(Market).min(1).max(250).nullable(),
      groupId: Id.nullable(),
      startsOn: Day,
      endsOn: Day,
      offers: z.array(z.string().trim().max(60)).min(1).max(2_000),
    }),
    output: z.object({ promotionId: z.uuid() }),
    problems: [OfferUnknown, PromotionNotInState, ChangedMeanwhile],
  }),
  publishPromotion: endpoint({
    ...changes,
    path: '/promotions/:promotionId/publish',
    stepUp: 10,
    summary: 'Publish a promotion, or take it back',
    input: z.object({ promotionId: Id, isPublished: z.boolean(), version: z.number().int() }),
    output: z.object({}),
    problems: [PromotionNotInState, ChangedMeanwhile],
  }),
};
