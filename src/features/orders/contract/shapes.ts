import { z } from 'zod';
import { Id } from '../../../core/id.ts';
import { Money } from '../../../core/money.ts';
import { defineProblem } from '../../../core/problem.ts';
import { question } from '../../../core/question.ts';
import { billingCycles, OfferId, segments, terms, units } from '../../catalog/contract/products.ts';

export const permission = 'subscriptions';
export const version = z.number().int();
export const Quantity = z.number().int().min(1).max(1_000_000);
export const Nickname = z.string().trim().max(120);
export const Day = z.iso.date();

/** Who it is for, by the name it has now. */
export const CustomerNamed = z.object({ customerId: Id, name: z.string() });
export const Rhythm = z.object({ term: z.enum(terms), billingCycle: z.enum(billingCycles) });
export type Rhythm = z.output<typeof Rhythm>;

/** A part of a period with the days that were truly priced: what “explain this charge” shows. */
export const ChargeLine = z.object({
  startsOn: Day,
  endsOn: Day,
  days: z.number().int(),
  daysInPeriod: z.number().int(),
  quantity: z.number().int(),
  unitPrice: Money,
  amount: Money,
});
export type ChargeLine = z.output<typeof ChargeLine>;

/** What is bought, as its reader calls it. */
export const Goods = z.object({
  offerId: OfferId,
  name: z.string(),
  publisher: z.string(),
  unit: z.enum(units),
  segment: z.enum(segments),
});

/** Asked of later features: what is left of a credit limit; no answer is no limit. */
export const CreditLeft = question<{ readonly currency: string }, Money | null>('orders.credit_left');

/** Something else happens with it already. */
export const ChangePending = defineProblem('orders.change_pending', 409, z.object({}));
