import { z } from 'zod';
import { Locale } from '../../../core/person.ts';

export const categories = ['enterprise', 'small_business', 'infrastructure', 'security', 'development'] as const;
export const skuKinds = ['base', 'add_on', 'trial'] as const;
export const billings = ['license', 'usage', 'one_time'] as const;
export const units = ['license', 'user', 'device', 'server', 'gigabyte', 'hour'] as const;
export const segments = ['commercial', 'education', 'government', 'nonprofit'] as const;
/** ISO 8601 durations for which a price is fixed; `none`: sold once, or metered. */
export const terms = ['P1M', 'P1Y', 'P3Y', 'none'] as const;
export const billingCycles = ['monthly', 'annual', 'one_time', 'none'] as const;
export const limitKinds = ['none', 'concurrent', 'lifetime'] as const;
export const linkKinds = ['add_on_to', 'requires', 'upgrades_to', 'converts_to'] as const;

export type Segment = (typeof segments)[number];
export type Term = (typeof terms)[number];
export type BillingCycle = (typeof billingCycles)[number];
export type SkuKind = (typeof skuKinds)[number];
export type LinkKind = (typeof linkKinds)[number];

export const ProductId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);
export const SkuId = ProductId;
/** A SKU for a segment: `harbor-mail-plus.education`. Never changes. */
export const OfferId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}\.(commercial|education|government|nonprofit)$/);
export const offerIdOf = (skuId: string, segment: Segment): string => `${skuId}.${segment}`;
/** A country in which something is sold, ISO 3166. */
export const Market = z.string().regex(/^[A-Z]{2}$/);

const words = (limit: number) => z.string().trim().min(1).max(limit);
const Titles = z.record(Locale, words(120));
export const ProductText = z.strictObject({ title: words(120), description: words(1_000) });

/** Where, to whom and how a SKU is sold. */
export const Selling = z.strictObject({
  segment: z.enum(segments),
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  markets: z.array(Market).min(1).max(250),
  isPurchasable: z.boolean(),
  isRenewable: z.boolean(),
});
export type Selling = z.output<typeof Selling>;

/** A part of a product that can be switched off for a user, unless another that is on needs it. */
export const ServicePlan = z.strictObject({ planId: ProductId, titles: Titles, requires: z.array(ProductId).max(20) });
export type ServicePlan = z.output<typeof ServicePlan>;

export const SkuDefinition = z.strictObject({
  skuId: SkuId,
  kind: z.enum(skuKinds),
  billing: z.enum(billings),
  titles: Titles,
  unit: z.enum(units),
  minQuantity: z.number().int().min(1).max(1_000_000),
  maxQuantity: z.number().int().min(1).max(1_000_000).nullable(),
  /** How many of it a customer may have at once, or ever; null: any number. */
  limit: z.strictObject({ kind: z.enum(['concurrent', 'lifetime']), count: z.number().int().min(1).max(100_000) }).nullable(),
  links: z.strictObject({
    add_on_to: z.array(SkuId).max(100),
    requires: z.array(SkuId).max(20),
    upgrades_to: z.array(SkuId).max(50),
    converts_to: z.array(SkuId).max(20),
  }),
  sold: z.array(Selling).min(1).max(200),
  /** What it is made of, for those who switch parts of it off. */
  plans: z.array(ServicePlan).max(60).optional(),
});
export type SkuDefinition = z.output<typeof SkuDefinition>;

/** A product as the desk edits it and a version keeps it. */
export const Definition = z.strictObject({
  publisher: words(120),
  isOperators: z.boolean(),
  category: z.enum(categories),
  texts: z.record(Locale, ProductText),
  keywords: z.array(words(40)).max(40),
  skus: z.array(SkuDefinition).min(1).max(100),
});
export type Definition = z.output<typeof Definition>;

/** How an offer is sold in one market. */
export const Availability = z.object({
  market: Market,
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  isPurchasable: z.boolean(),
  isRenewable: z.boolean(),
});
export type Availability = z.output<typeof Availability>;

/** What one buys: a SKU for a segment, with everything that an order must know of it. */
export const Offer = z.object({
  offerId: OfferId,
  skuId: SkuId,
  productId: ProductId,
  segment: z.enum(segments),
  kind: z.enum(skuKinds),
  billing: z.enum(billings),
  titles: z.record(Locale, z.string()),
  productTitles: z.record(Locale, z.string()),
  publisher: z.string(),
  isOperators: z.boolean(),
  unit: z.enum(units),
  minQuantity: z.number().int(),
  maxQuantity: z.number().int().nullable(),
  limit: z.object({ kind: z.enum(['concurrent', 'lifetime']), count: z.number().int() }).nullable(),
  /** Offers of the same segment: bases of an add-on (one is enough), what must be there (all of it), and where it can lead. */
  addOnTo: z.array(OfferId),
  requires: z.array(OfferId),
  upgradesTo: z.array(OfferId),
  convertsTo: z.array(OfferId),
  availabilities: z.array(Availability),
  /** False: kept for what was bought, sold to nobody any more. */
  isSold: z.boolean(),
});
export type Offer = z.output<typeof Offer>;
