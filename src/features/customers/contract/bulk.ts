import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { narrowedCustomers } from './customers.ts';
import { CustomerId } from './shapes.ts';

/** Customers that one act can be for. Removal looks into each of them by itself. */
export const mostInBulk = { assign: 10_000, remind: 2_000, remove: 200 } as const;
export const bulkActs = ['assign', 'remind', 'remove'] as const;
export type BulkAct = (typeof bulkActs)[number];
/** Days within which nobody is reminded a second time. */
export const remindedDays = 7;

/** What becomes, or became, of one of them: `ready` to be done; anything else says why it is left out. */
export const bulkOutcomes = ['ready', 'removed', 'same', 'agreed', 'not_seller', 'reminded', 'no_admin', 'in_use'] as const;
export type BulkOutcome = (typeof bulkOutcomes)[number];

const Selection = z
  .object({
    customerIds: z.array(CustomerId).min(1).max(500).optional(),
    /** All that the list would show. */ matching: z.object(narrowedCustomers).optional(),
  })
  .refine(({ customerIds, matching }) => (customerIds === undefined) !== (matching === undefined), { message: 'invalid_value', path: ['customerIds'] });
const bulk = {
  of: Selection,
  /** That of the rehearsal; without it nothing is done, only said what would be. */ seal: z.string().max(64).nullable().default(null),
};

export const BulkResult = z.object({
  isDone: z.boolean(),
  ready: z.number().int(),
  leftOut: z.number().int(),
  /** Each that is left out and why, then those that it is done with; no more than a hundred. */
  rows: z.array(
    z.object({
      customerId: CustomerId,
      name: z.string(),
      outcome: z.enum(bulkOutcomes),
      /** What stands in the way: how many, and the page where it is ended, below the account. */
      count: z.number().int().nullable(),
      link: z.string().nullable(),
    }),
  ),
  /** Names exactly what would be done; a changed world has another one. */
  seal: z.string(),
});
export type BulkResult = z.output<typeof BulkResult>;

/** What was rehearsed is no longer what would be done. */
export const BulkMovedOn = defineProblem('customers.bulk_moved_on', 409, z.object({}));
export const BulkTooMany = defineProblem('customers.bulk_too_many', 409, z.object({ most: z.number() }));
export const ColleagueUnknown = defineProblem('customers.colleague_unknown', 409, z.object({}));
const problems = [BulkMovedOn, BulkTooMany];

const many = z.object({ customers: z.number(), /** The first of them. */ customer: z.string() });
export const CustomersAssigned = announcement('customers.assigned', many.extend({ colleague: z.string() }));
export const CustomersUnassigned = announcement('customers.unassigned', many);
export const AgreementReminded = announcement('customers.agreement_reminded', many);

export const bulkEndpoints = {
  listCustomerColleagues: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-colleagues',
    permission: 'customers',
    summary: 'Colleagues who can look after customers: those who see them',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ personId: z.uuid(), name: z.string() })) }),
  }),
  assignCustomers: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers-assigned',
    permission: 'customers.details',
    summary: 'Rehearse, then say who of the company looks after customers',
    input: z.object({ ...bulk, /** Null: nobody. */ personId: Id.nullable() }),
    output: BulkResult,
    problems: [...problems, ColleagueUnknown],
  }),
  remindOfAgreement: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers-reminded',
    permission: 'customers.agreements.attest',
    summary: 'Rehearse, then mail the administrators of customers that have not agreed yet',
    input: z.object(bulk),
    output: BulkResult,
    problems,
  }),
  removeCustomers: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers-removed',
    permission: 'customers.relationship.remove',
    stepUp: protectedMinutes,
    summary: 'Rehearse, then end the relationship with customers of which nothing runs any more',
    input: z.object({ ...bulk, reason: z.string().trim().max(500).default('') }),
    output: BulkResult,
    problems,
  }),
};
