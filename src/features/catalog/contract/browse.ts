import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Priced } from './pricing.ts';
import { billingCycles, billings, categories, Market, Offer, OfferId, ProductId, segments, skuKinds, terms } from './products.ts';

/** Products that can be laid side by side. */
export const comparedAtMost = 4;
/** What a list of products is narrowed by; each has its counts. */
export const facets = ['kind', 'billing', 'segment', 'term', 'billingCycle', 'category', 'publisher'] as const;
export type Facet = (typeof facets)[number];

const narrowed = {
  search: z.string().trim().max(100).optional(),
  kind: z.enum(skuKinds).optional(),
  billing: z.enum(billings).optional(),
  segment: z.enum(segments).optional(),
  term: z.enum(terms).optional(),
  billingCycle: z.enum(billingCycles).optional(),
  category: z.enum(categories).optional(),
  publisher: z.enum(['operator', 'other']).optional(),
};

/** A product as a list shows it: by the name that the partner gave it, if it gave one. */
export const CatalogItem = z.object({
  productId: ProductId,
  title: z.string(),
  /** The name in the catalog, where the partner has its own. */
  vendorTitle: z.string().nullable(),
  description: z.string(),
  publisher: z.string(),
  isOperators: z.boolean(),
  category: z.enum(categories),
  segments: z.array(z.enum(segments)),
  terms: z.array(z.enum(terms)),
  billingCycles: z.array(z.enum(billingCycles)),
  skus: z.number().int(),
  hasTrial: z.boolean(),
  hasAddOns: z.boolean(),
  isPinned: z.boolean(),
  isHidden: z.boolean(),
  groupId: z.uuid().nullable(),
  groupName: z.string().nullable(),
  /** A customer is chosen, and none of its offers is for customers of that kind. */
  isBarred: z.boolean(),
  /** The first of its offers, and what it costs where the reader may know it. */
  from: z.object({ offerId: OfferId, price: Priced.nullable() }).nullable(),
});
export type CatalogItem = z.output<typeof CatalogItem>;

export const FacetCount = z.object({ facet: z.enum(facets), value: z.string(), count: z.number().int() });

/** For whom the catalog is looked at: what this customer's qualification allows, and what stands in the way of any purchase. */
export const CatalogCustomer = z.object({
  customerId: z.uuid(),
  name: z.string(),
  segment: z.enum(segments),
  allowed: z.array(z.enum(segments)),
  /** The code of a problem of the customers; null: it may buy. */
  refused: z.string().nullable(),
  /** Products that the same search finds, but not for this customer. */
  barred: z.number().int(),
});
export type CatalogCustomer = z.output<typeof CatalogCustomer>;

/** An offer as its page shows it, with what it costs in each way it is sold. */
export const OfferSeen = Offer.extend({
  /** A customer is chosen who may not buy what is for this segment. */
  isBarred: z.boolean(),
  prices: z.array(Priced),
  /** Titles of whatever its links lead to, for those that the market has. */
  linked: z.array(z.object({ offerId: OfferId, productId: ProductId, title: z.string() })),
});
export type OfferSeen = z.output<typeof OfferSeen>;

const inMarket = { market: Market };
const reads = { within: 'account', method: 'GET', permission: 'catalog' } as const;

export const browseEndpoints = {
  listCatalogMarkets: endpoint({
    ...reads,
    path: '/catalog/markets',
    summary: 'Countries in which anything is sold, and the one that the company is in',
    input: z.object({}),
    output: z.object({ markets: z.array(z.object({ market: Market, currency: z.string(), currencies: z.array(z.string()) })), own: Market }),
  }),
  searchCatalog: endpoint({
    ...reads,
    path: '/catalog',
    summary: 'What can be sold in a market, in the company’s own order; typing errors are forgiven',
    input: PageInput.extend(inMarket)
      .extend(narrowed)
      .extend({
        /** Absent: the default one of the reader, or of the company; `none`: the vendor’s order. */
        arrangement: z.union([Id, z.literal('none')]).optional(),
        withHidden: z.enum(['yes', 'no']).default('no'),
        /** For this customer: only what it may buy, at its prices; with `withBarred` the rest too, marked. */
        customer: Id.optional(),
        withBarred: z.enum(['yes', 'no']).default('no'),
      }),
    output: Page(CatalogItem).extend({
      facets: z.array(FacetCount),
      total: z.number().int(),
      currency: z.string(),
      arrangement: z.object({ arrangementId: z.uuid(), name: z.string() }).nullable(),
      customer: CatalogCustomer.nullable(),
      can: z.object({ arrange: z.boolean(), seePrices: z.boolean(), chooseCustomer: z.boolean() }),
    }),
  }),
  getCatalogProduct: endpoint({
    ...reads,
    path: '/catalog/products/:productId',
    summary: 'One product in a market: its offers, how they are sold, what they need and where they lead, and their prices',
    input: z.object({ productId: ProductId, ...inMarket, customer: Id.optional() }),
    output: z.object({
      productId: ProductId,
      title: z.string(),
      description: z.string(),
      publisher: z.string(),
      isOperators: z.boolean(),
      category: z.enum(categories),
      market: Market,
      currency: z.string(),
      offers: z.array(OfferSeen),
      addOns: z.array(OfferSeen),
      customer: CatalogCustomer.omit({ barred: true }).nullable(),
      can: z.object({ seePrices: z.boolean(), chooseCustomer: z.boolean(), order: z.boolean() }),
    }),
  }),
};
