import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { CustomerId, CustomerRemoved } from './shapes.ts';
import { RightsNotDelegated } from './users.ts';

/** What an application may do with another one's data in the directory, in that one's own words. */
export const TenantGrant = z.object({
  enterpriseApplicationId: Id,
  scopes: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
});
export const TenantConsent = z.object({
  applicationId: z.uuid(),
  name: z.string(),
  grants: z.array(TenantGrant),
  givenAt: z.date(),
  givenBy: z.string(),
});
export type TenantConsent = z.output<typeof TenantConsent>;

export const TenantConsentStands = defineProblem('customers.consent_stands', 409, z.object({ application: z.string() }));

const told = z.object({ customerId: z.string(), customer: z.string(), application: z.string() });
export const ApplicationLetIn = announcement('customers.application_let_in', told);
export const ApplicationShutOut = announcement('customers.application_shut_out', told);

const byCustomer = z.object({ customerId: CustomerId });
const items = z.object({ items: z.array(TenantConsent), can: z.object({ end: z.boolean() }) });
export const tenantConsentEndpoints = {
  listTenantConsents: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/applications',
    permission: 'customers.details',
    summary: 'Applications that the company has let into the customer’s directory, the newest first',
    input: byCustomer,
    output: items,
  }),
  giveTenantConsent: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers/:customerId/applications',
    permission: 'customers.act_on_behalf',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Let an application into the customer’s directory; takes the rights of its global administrator',
    input: byCustomer.extend({ applicationId: Id, name: z.string().trim().max(120).default(''), grants: z.array(TenantGrant).min(1).max(20) }),
    output: TenantConsent,
    problems: [RightsNotDelegated, TenantConsentStands, CustomerRemoved],
  }),
  endTenantConsent: endpoint({
    within: 'account',
    method: 'DELETE',
    path: '/customers/:customerId/applications/:applicationId',
    permission: 'customers.act_on_behalf',
    takesAway: true,
    summary: 'Shut an application out of the customer’s directory',
    input: byCustomer.extend({ applicationId: Id }),
    output: items,
  }),
};
