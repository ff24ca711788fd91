import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

const invitations = (tx: Tx) => tx.selectFrom('customerInvitations').selectAll().where('accountId', '=', here);
export const findCustomerInvitation = (tx: Tx, invitationId: string) => invitations(tx).where('invitationId', '=', invitationId).executeTakeFirst();
export const findCustomerInvitationForUpdate = (tx: Tx, invitationId: string) =>
  invitations(tx).where('invitationId', '=', invitationId).forUpdate().executeTakeFirst();
export type CustomerInvitationRow = NonNullable<Awaited<ReturnType<typeof findCustomerInvitation>>>;

interface Wanted {
  readonly now: Date;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly state?: string | undefined;
}
/** Invitations of the running account, the newest first. `state` as readers see it. */
export function listCustomerInvitations(tx: Tx, { now, limit, after, state }: Wanted): Promise<CustomerInvitationRow[]> {
  let query = invitations(tx);
  if (state === 'expired') query = query.where('state', '=', 'open').where('expiresAt', '<=', now);
  else if (state === 'open') query = query.where('state', '=', 'open').where('expiresAt', '>', now);
  else if (state) query = query.where('state', '=', state);
  if (after) query = query.where(sql<boolean>`(created_at, invitation_id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('createdAt', 'desc').orderBy('invitationId', 'desc').limit(limit).execute();
}

/** Which invitation a link names, in whichever account; works without seeing any account's rows. */
export async function findByLink(tx: Tx, tokenHash: string): Promise<{ accountId: string; invitationId: string } | undefined> {
  const { rows } = await run(tx, 'select account_id, invitation_id from find_customer_invitation($1)', [tokenHash]);
  return rows[0] && { accountId: rows[0]['account_id'] as string, invitationId: rows[0]['invitation_id'] as string };
}

/** Rights of the running account in a customer's directory, the newest first. */
export const listDelegations = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('customerDelegations')
    .selectAll()
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .orderBy('askedAt', 'desc')
    .orderBy('delegationId')
    .limit(100)
    .execute();
export type DelegationRow = Awaited<ReturnType<typeof listDelegations>>[number];

export const findDelegationForUpdate = (tx: Tx, customerId: string, delegationId: string) =>
  tx
    .selectFrom('customerDelegations')
    .selectAll()
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .where('delegationId', '=', delegationId)
    .forUpdate()
    .executeTakeFirst();

export interface TenantSeen {
  readonly tenantId: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly isAdmin: boolean;
}
/** The directories of the person of the running transaction, which must be in no account. */
export async function listTenantsOfPerson(tx: Tx, personId: string): Promise<TenantSeen[]> {
  const rows = await tx
    .selectFrom('customerUsers as u')
    .innerJoin('tenants as t', 't.tenantId', 'u.tenantId')
    .select(['t.tenantId', 't.name', 't.domain', 't.country', 'u.roles'])
    .where('u.personId', '=', personId)
    .where('u.state', '=', 'active')
    .orderBy('t.name')
    .execute();
  return rows.map(({ roles, ...tenant }) => ({ ...tenant, isAdmin: roles.includes('global_admin') }));
}

/** What partners have of a directory, as its administrator sees it; in no account. Copied for a new partner: what is billed. */
export const listViewsOfTenant = (tx: Tx, tenantId: string) =>
  tx
    .selectFrom('customers')
    .select(['accountId', 'relationship', 'state', 'createdAt', 'address', 'addressCheck', 'contact', 'registrationNumber', 'locale', 'agreement'])
    .where('customerId', '=', tenantId)
    .orderBy('createdAt', 'desc')
    .execute();

export interface PartnerSeen {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly supportEmail: string | null;
}
/** Who the partners of a directory are, for its administrator. */
export async function listPartnersOfTenant(tx: Tx, tenantId: string): Promise<PartnerSeen[]> {
  const { rows } = await run(tx, 'select account_id, partner_id, name, country, support_email from partners_of_tenant($1) order by name', [tenantId]);
  return rows.map((row) => ({
    accountId: row['account_id'] as string,
    partnerId: row['partner_id'] as string,
    name: row['name'] as string,
    country: row['country'] as string,
    supportEmail: row['support_email'] as string | null,
  }));
}
/** All partners' rights in and agreements with a directory, for its administrator. */
export const listDelegationsOfTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('customerDelegations').selectAll().where('customerId', '=', tenantId).orderBy('askedAt', 'desc').limit(500).execute();
export const listAgreementsOfTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('customerAgreements').selectAll().where('customerId', '=', tenantId).execute();

/** What a directory may buy for itself, and at whose expense. */
export const listPurchasesOfTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('selfPurchases').select(['accountId', 'resources']).where('customerId', '=', tenantId).execute();

export const listConsentsOfTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('tenantConsents').selectAll().where('customerId', '=', tenantId).orderBy('givenAt', 'desc').limit(500).execute();

/** The administrators of a customer's directory, to be told of what changes. */
export async function listAdminsOfTenant(tx: Tx, tenantId: string): Promise<{ personId: string; email: string; locale: string }[]> {
  const { rows } = await run(tx, 'select person_id, email, locale from admins_of_tenant($1)', [tenantId]);
  return rows.map((row) => ({ personId: row['person_id'] as string, email: row['email'] as string, locale: row['locale'] as string }));
}

/** Whether the running account is in no program that lets it sell but the one for resellers that buy from a provider. */
export async function sellsThroughProvidersOnly(tx: Tx): Promise<boolean> {
  const { rows } = await run(
    tx,
    `select coalesce(bool_and(e.program = 'reseller_indirect'), false) as only from enrollments e join programs p on p.program = e.program
      where e.account_id = current_account() and e.state in ('active', 'restricted') and p.sections && array['reseller', 'distributor']`,
    [],
    'customers.through_providers_only',
  );
  return rows[0]?.['only'] === true;
}
