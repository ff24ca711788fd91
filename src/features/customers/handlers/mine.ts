import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { acceptCustomerAgreement, decideDelegation } from '../acts/delegations.ts';
import type { RelationshipKind } from '../contract.ts';
import type { mineEndpoints, MyTenant } from '../contract/mine.ts';
import {
  listAgreementsOfTenant,
  listConsentsOfTenant,
  listDelegationsOfTenant,
  listPartnersOfTenant,
  listPurchasesOfTenant,
  listTenantsOfPerson,
  listViewsOfTenant,
} from '../queries/relationship.ts';
import { presentDelegation } from './relationship.ts';
import { presentAgreement } from './customers.ts';
import { presentTenantConsent } from './tenantConsents.ts';

export const mineHandlers: HandlersOf<typeof mineEndpoints> = {
  async listMyTenants({ tx, actor, now }) {
    const tenants = await listTenantsOfPerson(tx, actor.personId);
    const items: MyTenant[] = [];
    for (const tenant of tenants) items.push({ ...tenant, partners: tenant.isAdmin ? await partnersOf(tx, tenant.tenantId, now) : [] });
    return { items };
  },
  async decideDelegation({ tx, actor, now }, decided) {
    await decideDelegation(tx, actor, now, decided);
    return {};
  },
  async acceptCustomerAgreement({ tx, actor, now }, { tenantId, accountId }) {
    await acceptCustomerAgreement(tx, actor, now, tenantId, accountId);
    return {};
  },
};

/** Every partner of a directory, with the rights that it has or asks for and what was agreed. */
async function partnersOf(tx: Tx, tenantId: string, now: Date): Promise<MyTenant['partners']> {
  const [partners, views, delegations, agreements, purchases, consents] = await Promise.all([
    listPartnersOfTenant(tx, tenantId),
    listViewsOfTenant(tx, tenantId),
    listDelegationsOfTenant(tx, tenantId),
    listAgreementsOfTenant(tx, tenantId),
    listPurchasesOfTenant(tx, tenantId),
    listConsentsOfTenant(tx, tenantId),
  ]);
  return partners.flatMap((partner) => {
    const view = views.find(({ accountId }) => accountId === partner.accountId);
    if (!view) return [];
    return [
      {
        ...partner,
        relationship: view.relationship as RelationshipKind,
        since: view.createdAt,
        delegations: delegations.filter(({ accountId }) => accountId === partner.accountId).map((row) => presentDelegation(row, now)),
        agreements: agreements.filter(({ accountId }) => accountId === partner.accountId).map(presentAgreement),
        buys: (purchases.find(({ accountId }) => accountId === partner.accountId)?.resources ?? []) as MyTenant['partners'][number]['buys'],
        applications: consents.filter(({ accountId }) => accountId === partner.accountId).map(presentTenantConsent),
      },
    ];
  });
}
