import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { CustomerId, CustomerRemoved, ProviderBuys, version } from './shapes.ts';

/** What a customer can be let buy for itself. */
export const selfPurchased = ['reservations'] as const;

export const SelfPurchase = z.object({
  customerId: CustomerId,
  customer: z.string(),
  /** Who pays: the company itself. */
  partnerId: z.string(),
  resources: z.array(z.enum(selfPurchased)),
  allowedAt: z.date(),
  allowedBy: z.string(),
  version,
});
export type SelfPurchase = z.output<typeof SelfPurchase>;

/** The customer may buy for itself already. */
export const SelfPurchaseStands = defineProblem('self_purchases.stands', 409, z.object({ customerId: z.string() }));

const told = z.object({ customerId: z.string(), customer: z.string() });
export const SelfPurchaseAllowed = announcement('self_purchases.allowed', told.extend({ resources: z.array(z.enum(selfPurchased)) }));
export const SelfPurchaseStopped = announcement('self_purchases.stopped', told);

const byCustomer = z.object({ customerId: CustomerId });
const resources = z
  .array(z.enum(selfPurchased))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'named_twice')
  .default([...selfPurchased]);
const looks = { within: 'account', permission: 'customers.self_purchase' } as const;
const gives = { ...looks, needs: 'edit', stepUp: protectedMinutes, byToken: true } as const;

export const selfPurchaseEndpoints = {
  listSelfPurchases: endpoint({
    ...looks,
    method: 'GET',
    path: '/self-purchases',
    summary: 'Customers that may buy for themselves at the company’s expense, the latest first; or whether one of them may',
    input: PageInput.extend({ customerId: CustomerId.optional() }),
    output: Page(SelfPurchase).extend({ can: z.object({ change: z.boolean() }) }),
  }),
  getSelfPurchase: endpoint({
    ...looks,
    method: 'GET',
    path: '/customers/:customerId/self-purchase',
    versioned: true,
    summary: 'What a customer may buy for itself; not found where it may not',
    input: byCustomer,
    output: SelfPurchase,
  }),
  allowSelfPurchase: endpoint({
    ...gives,
    method: 'POST',
    path: '/customers/:customerId/self-purchase',
    summary: 'Let a customer buy for itself; the company is billed for it',
    input: byCustomer.extend({ resources }),
    output: SelfPurchase,
    problems: [SelfPurchaseStands, ProviderBuys, CustomerRemoved],
  }),
  changeSelfPurchase: endpoint({
    ...gives,
    method: 'PUT',
    path: '/customers/:customerId/self-purchase',
    versioned: true,
    summary: 'Change what a customer may buy for itself',
    input: byCustomer.extend({ resources, version }),
    output: SelfPurchase,
    problems: [ChangedMeanwhile, CustomerRemoved],
  }),
  stopSelfPurchase: endpoint({
    ...looks,
    needs: 'edit',
    method: 'DELETE',
    path: '/customers/:customerId/self-purchase',
    takesAway: true,
    summary: 'Let a customer no longer buy for itself; what it has bought stays',
    input: byCustomer,
    output: z.object({}),
  }),
};
