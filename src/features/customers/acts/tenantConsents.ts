import { sql } from 'kysely';
import type { z } from 'zod';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { RightsNotDelegated } from '../contract.ts';
import { ApplicationLetIn, ApplicationShutOut, type TenantGrant, TenantConsentStands } from '../contract/tenantConsents.ts';
import { listDelegatedRoles } from '../queries.ts';
import { getCustomer, lockCustomer } from './customers.ts';

const here = sql<string>`current_account()`;
export const listTenantConsents = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('tenantConsents')
    .selectAll()
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .orderBy('givenAt', 'desc')
    .orderBy('applicationId')
    .limit(200)
    .execute();
export type TenantConsentRow = Awaited<ReturnType<typeof listTenantConsents>>[number];

interface Wanted {
  readonly customerId: string;
  readonly applicationId: string;
  readonly name: string;
  readonly grants: readonly z.output<typeof TenantGrant>[];
}
/** @throws NotFound, CustomerRemoved, RightsNotDelegated, TenantConsentStands */
export async function giveTenantConsent(tx: Tx, actor: MemberActor, now: Date, { customerId, applicationId, name, grants }: Wanted): Promise<TenantConsentRow> {
  const customer = await lockCustomer(tx, customerId);
  if (!(await listDelegatedRoles(tx, now, customerId)).includes('global_admin')) throw new RightsNotDelegated({ customerId });
  const application = name || applicationId;
  const row = await tx
    .insertInto('tenantConsents')
    .values({ customerId, applicationId, name: application, grants: JSON.stringify(grants), givenAt: now, givenByName: actor.name })
    .onConflict((oc) => oc.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new TenantConsentStands({ application });
  await announce(tx, actor, now, ApplicationLetIn, {
    subjectId: customerId,
    details: { customerId, customer: customer.name, application },
    after: { scopes: grants.flatMap(({ scopes }) => scopes) },
  });
  return row;
}

/** @throws NotFound */
export async function endTenantConsent(tx: Tx, actor: MemberActor, now: Date, customerId: string, applicationId: string): Promise<void> {
  const customer = await getCustomer(tx, customerId);
  const row = await tx
    .deleteFrom('tenantConsents')
    .where('accountId', '=', here)
    .where('customerId', '=', customerId)
    .where('applicationId', '=', applicationId)
    .returning('name')
    .executeTakeFirst();
  if (!row) throw new NotFound({});
  await announce(tx, actor, now, ApplicationShutOut, {
    subjectId: customerId,
    details: { customerId, customer: customer.name, application: row.name },
  });
}
