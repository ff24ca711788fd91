import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { DelegationNotInState } from './relationship.ts';
import { selfPurchased } from './selfPurchase.ts';
import { TenantConsent } from './tenantConsents.ts';
import { AgreementShown, AgreementStands, country, DelegationShown, relationshipKinds, version } from './shapes.ts';

const Partner = z.object({
  accountId: z.uuid(),
  name: z.string(),
  partnerId: z.string(),
  country,
  supportEmail: z.string().nullable(),
  relationship: z.enum(relationshipKinds),
  since: z.date(),
  delegations: z.array(DelegationShown),
  agreements: z.array(AgreementShown),
  /** What the customer may buy for itself at the partner’s expense. */
  buys: z.array(z.enum(selfPurchased)),
  /** Its programs that it has let into the directory. */
  applications: z.array(TenantConsent),
});
/** A directory as one of its people sees it; partners only for an administrator. */
export const MyTenant = z.object({
  tenantId: z.uuid(),
  name: z.string(),
  domain: z.string(),
  country,
  isAdmin: z.boolean(),
  partners: z.array(Partner),
});
export type MyTenant = z.output<typeof MyTenant>;

const one = z.object({ tenantId: Id, accountId: Id });

export const mineEndpoints = {
  listMyTenants: endpoint({
    within: 'person',
    method: 'GET',
    path: '/tenants',
    permission: 'signed-in',
    summary: 'The directories that one belongs to; to an administrator with its partners, their rights and agreements',
    input: z.object({}),
    output: z.object({ items: z.array(MyTenant) }),
  }),
  decideDelegation: endpoint({
    within: 'person',
    method: 'POST',
    path: '/tenants/:tenantId/partners/:accountId/delegations/:delegationId',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Give a partner the rights that it asks for, decline them, or take them back',
    input: one.extend({ delegationId: Id, decision: z.enum(['give', 'decline', 'end']), version }),
    output: z.object({}),
    problems: [DelegationNotInState, ChangedMeanwhile],
  }),
  acceptCustomerAgreement: endpoint({
    within: 'person',
    method: 'POST',
    path: '/tenants/:tenantId/partners/:accountId/agreement',
    permission: 'signed-in',
    summary: 'Accept the customer agreement for one’s company',
    input: one.extend({ agreed: z.literal(true) }),
    output: z.object({}),
    problems: [AgreementStands],
  }),
};
