import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { SkuId } from '../../catalog/contract/products.ts';
import { CustomerRemoved, NoLicenseLeft, RightsNotDelegated, UserNotLicensable } from '../../customers/contract.ts';

export { NoLicenseLeft, UserNotLicensable };

/** Users whose licenses can be changed at once. */
export const licensedAtOnce = 500;

/** A part of a product, as its reader calls it; what it needs are other parts of the same product. */
export const PlanShown = z.object({ planId: z.string(), name: z.string(), requires: z.array(z.string()) });
export type PlanShown = z.output<typeof PlanShown>;

/** The seats of a directory for one product, of all partners together. */
export const LicensePool = z.object({
  skuId: SkuId,
  name: z.string(),
  plans: z.array(PlanShown),
  /** Seats that can be used, those that end within thirty days included. */
  total: z.number().int(),
  ending: z.number().int(),
  suspended: z.number().int(),
  /** Of what is over, while its data are kept: licenses come back with new seats. */
  kept: z.number().int(),
  assigned: z.number().int(),
  /** Never below 0. */
  available: z.number().int(),
  /** Have a license and no seat. */
  lockedOut: z.number().int(),
  /** The company’s own newest subscription of it that stands: where more seats are bought. */
  subscriptionId: z.uuid().nullable(),
});
export type LicensePool = z.output<typeof LicensePool>;

export const UserLicense = z.object({
  skuId: SkuId,
  name: z.string(),
  plans: z.array(PlanShown),
  excludedPlans: z.array(z.string()),
  assignedAt: z.date(),
  lockedOut: z.boolean(),
});
export type UserLicense = z.output<typeof UserLicense>;

/** What is to become of one product for everybody that is named. Null leaves the plans of those who have it as they are. */
export const LicenseChange = z.object({
  skuId: SkuId,
  want: z.enum(['assign', 'remove']),
  excludedPlans: z.array(z.string().max(40)).max(60).nullable().default(null),
});
export type LicenseChange = z.output<typeof LicenseChange>;

/** Why a user gets nothing; `licenses.fault.<code>`. */
export const licenseFaults = ['not_here', 'none_left', 'not_in_country'] as const;
export type LicenseFault = (typeof licenseFaults)[number];
/** What should be known and stops nothing; `licenses.warning.<code>`. */
export const licenseWarnings = ['base_missing', 'plan_twice'] as const;

export const LicenseRow = z.object({
  userId: z.uuid(),
  name: z.string(),
  userName: z.string(),
  /** Products that the user gets, loses, or whose plans change; by their names. */
  assigned: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  faults: z.array(z.object({ code: z.enum(licenseFaults), product: z.string() })),
  warnings: z.array(z.object({ code: z.enum(licenseWarnings), product: z.string(), plans: z.array(z.string()) })),
});
export type LicenseRow = z.output<typeof LicenseRow>;

/** Licenses that a change of a subscription leaves without a seat, those first that were given last; or that move with it. */
export const LicensesAtStake = z.object({
  product: z.string(),
  assigned: z.number().int(),
  /** Seats that there are afterwards. */
  left: z.number().int(),
  losing: z.number().int(),
  /** Some of those who lose theirs; nobody where the directory is not open to the company. */
  names: z.array(z.string()),
  atRenewal: z.boolean(),
  moves: z.boolean(),
});
export type LicensesAtStake = z.output<typeof LicensesAtStake>;

/** How many of the named users have a product: none, some or all of them. */
const Held = z.object({ skuId: SkuId, count: z.number().int(), excludedPlans: z.array(z.string()) });
export const LicenseRehearsal = z.object({
  users: z.number().int(),
  pools: z.array(LicensePool),
  held: z.array(Held),
  rows: z.array(LicenseRow),
  asOf: z.date(),
});
export type LicenseRehearsal = z.output<typeof LicenseRehearsal>;

const told = z.object({ customerId: z.string(), customer: z.string(), products: z.string() });
export const LicensesChanged = announcement('licenses.changed', told.extend({ users: z.number(), assigned: z.number(), removed: z.number() }));
export const LicensesMoved = announcement('licenses.moved', told.extend({ count: z.number(), from: z.string() }));
/** There are fewer seats than licenses now: `count` more people are without one. */
export const LicensesLockedOut = announcement('licenses.locked_out', told.extend({ count: z.number() }));
export const LicensesReleased = announcement('licenses.released', told.extend({ count: z.number() }));

const byCustomer = z.object({ customerId: Id });
const changing = byCustomer.extend({
  userIds: z
    .array(Id)
    .min(1)
    .max(licensedAtOnce)
    .refine((ids) => new Set(ids).size === ids.length, 'named_twice'),
  changes: z
    .array(LicenseChange)
    .max(60)
    .refine((all) => new Set(all.map(({ skuId }) => skuId)).size === all.length, 'named_twice'),
});
const reads = { within: 'account', permission: 'customers.details' } as const;
const acts = { within: 'account', permission: 'customers.act_on_behalf' } as const;

export const licenseEndpoints = {
  listDeployment: endpoint({
    within: 'account',
    method: 'GET',
    path: '/license-deployment',
    permission: 'subscriptions',
    summary: 'How many licenses the company has sold of each product, and how many of them people have',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ skuId: SkuId, name: z.string(), customers: z.number().int(), sold: z.number().int(), deployed: z.number().int() })),
      asOf: z.date(),
    }),
  }),
  listCustomerDeployment: endpoint({
    within: 'account',
    method: 'GET',
    path: '/license-deployment/customers',
    permission: 'subscriptions',
    summary: 'The same by customer and product, for reports',
    input: PageInput,
    output: Page(
      z.object({
        customer: z.object({ customerId: z.uuid(), name: z.string() }),
        skuId: SkuId,
        name: z.string(),
        sold: z.number().int(),
        deployed: z.number().int(),
      }),
    ).extend({ asOf: z.date() }),
  }),
  listLicensePools: endpoint({
    ...reads,
    method: 'GET',
    path: '/customers/:customerId/licenses',
    summary: 'The licenses of a customer by product: how many there are, assigned, available, suspended and locked out',
    input: byCustomer,
    output: z.object({ items: z.array(LicensePool), asOf: z.date(), can: z.object({ assign: z.boolean(), order: z.boolean() }) }),
  }),
  listLicenseHolders: endpoint({
    ...reads,
    method: 'GET',
    path: '/customers/:customerId/licenses/:skuId/holders',
    summary: 'Who has a license of a product, those first who keep it the longest when there are fewer seats',
    input: PageInput.extend({ customerId: Id, skuId: SkuId }),
    output: Page(z.object({ userId: z.uuid(), name: z.string(), userName: z.string(), assignedAt: z.date(), lockedOut: z.boolean() })),
  }),
  listUserLicenses: endpoint({
    ...reads,
    method: 'GET',
    path: '/customers/:customerId/users/:userId/licenses',
    summary: 'The licenses of one user, with the parts that are switched off',
    input: byCustomer.extend({ userId: Id }),
    output: z.object({ items: z.array(UserLicense), asOf: z.date(), can: z.object({ assign: z.boolean() }) }),
  }),
  exportLicenses: endpoint({
    ...reads,
    method: 'GET',
    path: '/customers/:customerId/license-export',
    answers: 'stream',
    summary: 'Users of a customer with their licenses, as a file',
    input: byCustomer,
    output: z.unknown(),
  }),
  rehearseLicenses: endpoint({
    ...acts,
    needs: 'edit',
    method: 'POST',
    path: '/customers/:customerId/licenses/rehearsal',
    summary: 'What changing licenses would do for each user, and who has what now; nothing is changed',
    input: changing,
    output: LicenseRehearsal,
    problems: [RightsNotDelegated],
  }),
  changeLicenses: endpoint({
    ...acts,
    needs: 'edit',
    method: 'POST',
    path: '/customers/:customerId/licenses/changes',
    summary: 'Give licenses to users and take them away, for all of them or for none',
    input: changing,
    output: LicenseRehearsal,
    problems: [RightsNotDelegated, NoLicenseLeft, UserNotLicensable, CustomerRemoved],
  }),
};
