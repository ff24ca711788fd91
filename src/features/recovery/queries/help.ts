import { sql } from 'kysely';
import { evaluate, type GrantOverride, holdersOf, may } from '../../../core/access.ts';
import type { AccountRole, Role, Section } from '../../../core/roles.ts';
import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { listHolders, listOverrides } from '../../members/queries.ts';

const here = sql<string>`current_account()`;

/** Open requests of the running account with the one who asks, as long as they belong to it, the oldest first. */
export const resetRequests = (tx: Tx, now: Date) =>
  tx
    .selectFrom('resetRequests as r')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
    .where('r.accountId', '=', here)
    .where('r.state', '=', 'open')
    .where('r.expiresAt', '>', now)
    .where('m.state', '=', 'active')
    .select(['r.requestId', 'r.personId', 'r.askedAt', 'r.expiresAt', 'm.givenName', 'm.familyName', 'm.email', 'm.isGuest'])
    .select(
      sql<
        AccountRole[]
      >`array(select a.role from role_assignments a where a.account_id = m.account_id and a.person_id = m.person_id and (a.ends_at is null or a.ends_at > ${now}))`.as(
        'roles',
      ),
    )
    .orderBy('r.askedAt')
    .orderBy('r.requestId')
    .limit(200);
export type ResetRequestRow = Awaited<ReturnType<ReturnType<typeof resetRequests>['execute']>>[number];

/** Locks the request until the transaction ends. */
export const findResetRequestForUpdate = (tx: Tx, requestId: string) =>
  tx.selectFrom('resetRequests').selectAll().where('accountId', '=', here).where('requestId', '=', requestId).forUpdate().executeTakeFirst();

/** Active people of the running account who may reset this one: who could give all of their roles. */
export async function listResetters(tx: Tx, now: Date, personId: string, held: readonly Role[]): Promise<string[]> {
  const overrides = (await listOverrides(tx)) as GrantOverride[];
  const { rows } = await run(tx, 'select sections_of(current_account()) as sections');
  const sections = (rows[0]?.['sections'] ?? []) as Section[];
  const holders = await listHolders(tx, now, holdersOf('users.password', 'edit', overrides), 50);
  return holders
    .filter((one) => one.personId !== personId)
    .filter(({ roles }) => {
      const rights = evaluate(
        roles.map((role) => ({ role, scope: 'company', endsAt: null })),
        overrides,
        now,
        sections,
      );
      return may(rights, 'users.password', 'edit') && held.every((role) => rights.gives.has(role));
    })
    .map((one) => one.personId);
}

/** Where and in which language people are written to; across accounts. */
export const listReaders = async (tx: Tx, personIds: readonly string[]) =>
  personIds.length === 0
    ? []
    : (
        await tx
          .selectFrom('people')
          .select(['personId', 'email', 'locale'])
          .where('personId', 'in', [...personIds])
          .execute()
      ).map((row) => ({
        ...row,
        locale: row.locale as Locale,
      }));

/** The running account's side of what was agreed about a relation, the newest first. */
export const listConsents = (tx: Tx, relationId: string) =>
  tx.selectFrom('helpConsents').selectAll().where('accountId', '=', here).where('relationId', '=', relationId).orderBy('givenAt', 'desc').limit(6).execute();
export type ConsentRow = Awaited<ReturnType<typeof listConsents>>[number];

/** The running account's global admins. */
export const listGlobalAdmins = (tx: Tx, now: Date) => listHolders(tx, now, ['global_admin'], 50);
