import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { categories, Market, Offer, OfferId, segments } from './products.ts';

/** Ids of offers that one question may name. */
export const keysAtMost = 500;

/** An offer with everything that programs of others call it and its surroundings. */
export const SoldOffer = Offer.extend({
  /** Of the SKU within its product, of the product, and of the offer: together they name it, as `product:sku:offer`. */
  code: z.string(),
  skuCode: z.string(),
  productCode: z.string(),
  guid: z.uuid(),
  /** In the reader's language. */
  title: z.string(),
  productTitle: z.string(),
  description: z.string(),
  category: z.enum(categories),
  /** Whether anything can be added to it. */
  hasAddOns: z.boolean(),
  /** The same as the links of the offer, by the GUIDs of what they lead to. */
  guids: z.object({ addOnTo: z.array(z.uuid()), requires: z.array(z.uuid()), upgradesTo: z.array(z.uuid()), convertsTo: z.array(z.uuid()) }),
});
export type SoldOffer = z.output<typeof SoldOffer>;

/** A promotion that is announced, as partners may know of it. */
export const PromotionSeen = z.object({
  promotionId: z.uuid(),
  name: z.string(),
  percent: z.string(),
  /** Null: everywhere. */
  markets: z.array(Market).nullable(),
  startsOn: z.iso.date(),
  /** The day from which it is over. */
  endsOn: z.iso.date(),
  offers: z.array(OfferId),
});
export type PromotionSeen = z.output<typeof PromotionSeen>;

/** An offer by its id, its GUID, or its three codes: how programs of others name it. */
const Key = z.string().min(1).max(60);
const Keys = z.union([z.array(Key), z.string().transform((text) => text.split(',').filter(Boolean))]).pipe(z.array(Key).max(keysAtMost));

export const soldEndpoints = {
  listSoldOffers: endpoint({
    within: 'account',
    method: 'GET',
    permission: 'catalog',
    path: '/catalog/offers',
    summary: 'Every offer that is sold in a market, product by product; or some by their ids or codes, sold or not',
    input: PageInput.extend({
      /** Absent: in any market, or in that of the customer. */
      market: Market.optional(),
      segment: z.enum(segments).optional(),
      /** A product by its id or its code. */
      product: z.string().max(40).optional(),
      /** Only what this customer may buy. */
      customer: Id.optional(),
      keys: Keys.optional(),
    }),
    output: Page(SoldOffer).extend({ market: Market.nullable(), currency: z.string().nullable() }),
  }),
  listPromotionsSeen: endpoint({
    within: 'account',
    method: 'GET',
    permission: 'pricing',
    path: '/catalog/promotions',
    summary: 'Promotions that are announced and not over, for the company as for others',
    input: z.object({ market: Market.optional() }),
    output: z.object({ items: z.array(PromotionSeen) }),
  }),
};
