import { z } from 'zod';
import { may } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { endTenantConsent, giveTenantConsent, listTenantConsents, type TenantConsentRow } from '../acts/tenantConsents.ts';
import { type TenantConsent, type tenantConsentEndpoints, TenantGrant } from '../contract/tenantConsents.ts';
import { findCustomer } from '../queries.ts';

const Grants = z.array(TenantGrant);
export const presentTenantConsent = ({ applicationId, name, grants, givenAt, givenByName }: TenantConsentRow): TenantConsent => ({
  applicationId,
  name,
  grants: Grants.parse(grants),
  givenAt,
  givenBy: givenByName,
});
async function listed(tx: Tx, { rights }: MemberActor, customerId: string) {
  const [customer, rows] = await Promise.all([findCustomer(tx, customerId), listTenantConsents(tx, customerId)]);
  if (!customer) throw new NotFound({});
  return { items: rows.map(presentTenantConsent), can: { end: may(rights, 'customers.act_on_behalf', 'edit') } };
}

export const tenantConsentHandlers: HandlersOf<typeof tenantConsentEndpoints> = {
  listTenantConsents: ({ tx, actor }, { customerId }) => listed(tx, actor, customerId),
  giveTenantConsent: async ({ tx, actor, now }, wanted) => presentTenantConsent(await giveTenantConsent(tx, actor, now, wanted)),
  async endTenantConsent({ tx, actor, now }, { customerId, applicationId }) {
    await endTenantConsent(tx, actor, now, customerId, applicationId);
    return listed(tx, actor, customerId);
  },
};
