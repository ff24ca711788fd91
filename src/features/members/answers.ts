import { may } from '../../core/access.ts';
import { fullName } from '../../core/person.ts';
import { type Actor } from '../../server/actor.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { HomeFigure, LocationUse, LookPart, OpenTask } from '../accounts/contract.ts';
import type { OperatorTask } from '../center/contract.ts';
import { proofRules } from '../identity/policy.ts';
import { countMethods, listProvedWays } from '../identity/queries/ways.ts';
import { countForHome, countMembers, hasJoinRequests, listEffectiveAdmins, listHolders, listMembers } from './queries.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** The companies in which this person is the only admin that counts: they cannot be without a second factor. */
export async function companiesAgainstLosingFactor(tx: Tx, _input: { readonly personId: string }, { now }: Asking): Promise<readonly string[]> {
  const { rows } = await run(tx, 'select name from accounts_without_other_admin($1)', [now]);
  return rows.map((row) => row['name'] as string);
}

/** One's own second factor and second way back in, and a second admin: until they are there, Home keeps asking. */
export async function tasksOfPeople(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OpenTask[]> {
  const answers = may(actor.rights, 'users', 'edit');
  const [admins, isAsked, ways] = await Promise.all([
    listHolders(tx, now, ['global_admin'], 2),
    answers && hasJoinRequests(tx),
    actor.kind === 'person' && !actor.seeing ? listProvedWays(tx, actor.personId) : null,
  ]);
  const tasks: (OpenTask | false)[] = [
    isAsked && { key: 'join_requests', link: '/a/:account/people?tab=requests', permission: 'users' },
    'hasSecondFactor' in actor && !actor.hasSecondFactor && { key: 'second_factor', link: '/me/security', permission: 'signed-in' },
    ways !== null && countMethods(ways) < proofRules.ways.wanted && { key: 'second_way', link: '/me/security', permission: 'signed-in' },
    admins.length < 2 && { key: 'second_admin', link: '/a/:account/people/invite?role=global_admin', permission: 'roles' },
  ];
  return tasks.filter((task) => task !== false);
}

export async function figuresOfPeople(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<HomeFigure[]> {
  if (!may(actor.rights, 'users')) return [];
  const { people, invitations, joinRequests } = await countForHome(tx, now);
  return [
    { key: 'people', value: people, link: '/a/:account/people' },
    { key: 'invitations', value: invitations, link: '/a/:account/people?tab=invitations' },
    { key: 'join_requests', value: joinRequests, link: '/a/:account/people?tab=requests' },
  ];
}

export async function holders(tx: Tx, { roles }: { readonly roles: readonly string[] }, { now }: Asking) {
  return (await listHolders(tx, now, roles, 5)).map((row) => ({ personId: row.personId, name: fullName(row), email: row.email, roles: row.roles }));
}

const lookedAt = 100;

/** The people part of the operator's look: admins first, then the first hundred by name. `tx` must be in the account. */
export async function peopleForLook(tx: Tx, _input: unknown, { now, actor }: Asking): Promise<LookPart> {
  const locale = 'locale' in actor ? actor.locale : 'en';
  const [rows, admins, peopleCount, { invitations }] = await Promise.all([
    listMembers(tx, { now, locale, limit: lookedAt }),
    listEffectiveAdmins(tx, now),
    countMembers(tx, { now, locale, limit: 10_001 }),
    countForHome(tx, now),
  ]);
  const people = rows.map((row) => ({
    personId: row.personId,
    name: fullName(row),
    email: row.email,
    state: row.state,
    roles: row.roles.map((held) => held.role),
    lastUsedAt: row.lastUsedAt,
  }));
  return {
    people: people.toSorted((a, b) => Number(admins.includes(b.personId)) - Number(admins.includes(a.personId))),
    peopleCount,
    invitationCount: invitations,
  };
}

/** For the operator's overview: requests to join that no company answered in time. */
export async function deskToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.accounts', 'edit')) return [];
  const { count } = await tx
    .selectFrom('joinRequests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'at_desk')
    .executeTakeFirstOrThrow();
  return [{ key: 'desk_requests', count, href: '/operator/join-requests' }];
}

/** Roles that people hold at a location: they would have nowhere to hold them without it. */
export async function rolesAtLocation(tx: Tx, { locationId }: { readonly locationId: string }, { now }: Asking): Promise<LocationUse[]> {
  const { rows } = await run(
    tx,
    'select count(*)::int as count from role_assignments where account_id = current_account() and scope @> $1::jsonb and (ends_at is null or ends_at > $2)',
    [JSON.stringify({ locations: [locationId] }), now],
  );
  return [{ key: 'roles', count: Number(rows[0]?.['count'] ?? 0) }];
}
