import { z } from 'zod';
import { Money } from '../../../core/money.ts';
import { billingCycles, OfferId, terms } from './products.ts';

/** Which list a price comes from, and what was taken off. */
export const PriceReason = z.object({
  /** `list`: for every partner. */
  kind: z.enum(['list', 'group', 'partner']),
  listId: z.uuid(),
  listName: z.string(),
  /** Null: for every partner. */
  groupName: z.string().nullable(),
  validFrom: z.iso.date(),
  promotion: z.object({ promotionId: z.uuid(), name: z.string(), percent: z.string(), endsOn: z.iso.date() }).nullable(),
});
export type PriceReason = z.output<typeof PriceReason>;

/** What one of an offer costs a partner, and what the partner asks for it. */
export const Priced = z.object({
  offerId: OfferId,
  term: z.enum(terms),
  billingCycle: z.enum(billingCycles),
  quantity: z.number(),
  /** As the list has it; what the partner pays once promotions are taken off; what the partner asks its customer for. */
  list: Money,
  unit: Money,
  retail: Money,
  /** What the vendor suggests that customers pay. */
  suggested: Money.nullable(),
  /** The rule that makes the retail price; null: the vendor's suggestion, or what the partner pays. */
  retailRuleId: z.uuid().nullable(),
  /** What is left of the retail price, in percent of it. */
  marginPercent: z.string().nullable(),
  reason: PriceReason,
  priceListId: z.uuid(),
  /** The day from which it is not valid any more, as far as is known now. */
  validUntil: z.iso.date().nullable(),
});
export type Priced = z.output<typeof Priced>;
