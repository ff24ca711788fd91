import { sql } from 'kysely';
import { evaluate, type GrantOverride, may, type Rights } from '../../../core/access.ts';
import type { Level, Permission } from '../../../core/grants.ts';
import { fullName } from '../../../core/person.ts';
import type { Helper } from '../../../core/problems.ts';
import type { Elsewhere } from '../../../core/refusal.ts';
import { gives, type Role, roles, type Section } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { listHolders } from '../queries.ts';

const here = sql<string>`current_account()`;

/** Someone who can give a role, as their rights are evaluated now. */
export interface Giver extends Helper {
  readonly gives: ReadonlySet<Role>;
}
interface Asker {
  /** Nobody is told to ask themselves. */
  readonly personId: string | null;
  readonly overrides: readonly GrantOverride[];
  readonly now: Date;
}

/** How many are looked at: of those who hold a giving role, an installation may have taken it from some. */
const looked = 50;
const holding = (held: readonly Role[], overrides: readonly GrantOverride[], now: Date): Rights =>
  evaluate(
    held.map((role) => ({ role, scope: 'company', endsAt: null })),
    overrides,
    now,
  );

/** Active people of the company who can give at least one of the roles, the longest-standing first. */
export async function listGivers(tx: Tx, wanted: readonly Role[], { personId, overrides, now }: Asker, limit: number): Promise<Giver[]> {
  const givers = roles.filter((role) => gives[role].some((given) => wanted.includes(given)));
  if (!givers.length) return [];
  const rows = await listHolders(tx, now, givers, looked);
  return rows
    .filter((row) => row.personId !== personId)
    .map((row) => ({ row, rights: holding(row.roles, overrides, now) }))
    .filter(({ rights }) => may(rights, 'roles', 'edit') && wanted.some((role) => rights.gives.has(role)))
    .slice(0, limit)
    .map(({ row, rights }) => ({ personId: row.personId, name: fullName(row), email: row.email, gives: rights.gives }));
}

/** Of the operator's people, those who can give one of the roles; the Tx must see across accounts. */
async function listOperatorGivers(tx: Tx, wanted: readonly Role[], { personId, overrides, now }: Asker, limit: number): Promise<Helper[]> {
  const rows = await tx
    .selectFrom('operators as o')
    .innerJoin('people as p', 'p.personId', 'o.personId')
    .select(['p.personId', 'p.givenName', 'p.familyName', 'p.email', 'o.role'])
    .where('o.role', 'in', ['', ...roles.filter((role) => gives[role].some((given) => wanted.includes(given)))])
    .where((eb) => eb.or([eb('o.endsAt', 'is', null), eb('o.endsAt', '>', now)]))
    .orderBy('o.givenAt')
    .orderBy('p.personId')
    .limit(looked)
    .execute();
  const able = rows.filter((row) => row.personId !== personId && wanted.some((role) => holding([row.role as Role], overrides, now).gives.has(role)));
  return [...new Map(able.map((row) => [row.personId, { personId: row.personId, name: fullName(row), email: row.email }])).values()].slice(0, limit);
}

/** Who can give one of the roles: at most five, to be named where someone is refused. */
export async function whoCanGive(tx: Tx, side: 'account' | 'operator', wanted: readonly Role[], asker: Asker): Promise<Helper[]> {
  const found = side === 'account' ? await listGivers(tx, wanted, asker, 5) : await listOperatorGivers(tx, wanted, asker, 5);
  return found.map(({ personId, name, email }) => ({ personId, name, email }));
}

/** The person's own companies in which their roles and the company's programs allow it. */
export async function listWhereMay(tx: Tx, now: Date, permission: Permission, needs: Level): Promise<Elsewhere[]> {
  const [{ rows }, overrides] = await Promise.all([
    run(tx, 'select account_id, partner_id, name, roles, sections from my_accounts($1)', [now]),
    tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute() as Promise<GrantOverride[]>,
  ]);
  return rows
    .filter((row) => {
      // Somewhere in the company is enough, so it does not matter where each role holds.
      const held = (row['roles'] as Role[]).map((role) => ({ role, scope: 'company' as const, endsAt: null }));
      return may(evaluate(held, overrides, now, row['sections'] as Section[]), permission, needs);
    })
    .map((row) => ({ accountId: row['account_id'] as string, name: row['name'] as string, partnerId: row['partner_id'] as string }));
}

/** Requests with the one who asks, by name. */
const requests = (tx: Tx) =>
  tx
    .selectFrom('roleRequests as r')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
    .where('r.accountId', '=', here)
    .selectAll('r')
    .select(['m.givenName', 'm.familyName', 'm.email', 'm.state as memberState']);

export const findRoleRequest = (tx: Tx, requestId: string) => requests(tx).where('r.requestId', '=', requestId).executeTakeFirst();
export type RoleRequestRow = NonNullable<Awaited<ReturnType<typeof findRoleRequest>>>;

/** Locks the request, after the account (`getAccountForUpdate`), so that two answers cannot both be the first. */
export const findRoleRequestForUpdate = (tx: Tx, requestId: string) =>
  tx.selectFrom('roleRequests').selectAll().where('accountId', '=', here).where('requestId', '=', requestId).forUpdate().executeTakeFirst();
export type LockedRoleRequest = NonNullable<Awaited<ReturnType<typeof findRoleRequestForUpdate>>>;

interface Wanted {
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly personId?: string;
  readonly roles?: readonly Role[];
  readonly state?: 'open' | 'closed';
}
/** Requests, the newest first. */
export function listRoleRequests(tx: Tx, { limit, after, personId, roles: wanted, state }: Wanted): Promise<RoleRequestRow[]> {
  let query = requests(tx);
  if (personId) query = query.where('r.personId', '=', personId);
  if (wanted) query = query.where('r.role', 'in', ['', ...wanted]);
  if (state) query = query.where('r.state', state === 'open' ? '=' : '<>', 'open');
  if (after)
    query = query.where((eb) => eb.or([eb('r.createdAt', '<', after.at), eb.and([eb('r.createdAt', '=', after.at), eb('r.requestId', '>', after.id)])]));
  return query.orderBy('r.createdAt', 'desc').orderBy('r.requestId').limit(limit).execute();
}

/** The open request of a person for one of the roles, the newest. */
export const findOpenRoleRequest = (tx: Tx, personId: string, wanted: readonly Role[]) =>
  tx
    .selectFrom('roleRequests')
    .select(['requestId', 'role', 'createdAt', 'expiresAt'])
    .where('accountId', '=', here)
    .where('personId', '=', personId)
    .where('state', '=', 'open')
    .where('role', 'in', ['', ...wanted])
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();

/** How many requests a person has made since. */
export async function countRoleRequestsSince(tx: Tx, personId: string, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('roleRequests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', here)
    .where('personId', '=', personId)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** The roles that a person waits for. */
export async function listOpenRoles(tx: Tx, personId: string): Promise<string[]> {
  const open = tx.selectFrom('roleRequests').select('role').where('accountId', '=', here).where('personId', '=', personId).where('state', '=', 'open');
  return (await open.execute()).map((row) => row.role);
}

/** The roles that somebody waits for. */
export async function listRolesAskedFor(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('roleRequests').select('role').distinct().where('accountId', '=', here).where('state', '=', 'open').execute();
  return rows.map((row) => row.role);
}
