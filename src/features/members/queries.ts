import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { GrantOverride } from '../../core/access.ts';
import type { AccountRole } from '../../core/roles.ts';
import type { Locale } from '../../core/locale.ts';
import { hot, run, type Tx } from '../../server/tx.ts';
import type { HeldRole, MemberState } from './contract.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** Which order of names a reader expects; each has its index. English and French share the root order. */
const collations: Record<Locale, string> = { en: 'und-x-icu', fr: 'und-x-icu', es: 'es-x-icu', 'zh-CN': 'zh-Hans-x-icu', 'zh-TW': 'zh-Hant-x-icu' };

/** The two parts of a name in the reader's order, for sorting and for cursors. Raw: the plugin for names would take the capitals of the collation apart. */
export const nameOrder = (locale: Locale) => {
  const collate = sql.raw(`collate "${collations[locale]}"`);
  return [sql<string>`m.family_name ${collate}`, sql<string>`m.given_name ${collate}`] as const;
};

type Values = { limit: number; now: Date; family: string; given: string; personId: string; words: string[]; role: string; state: string };
type Hole = <K extends keyof Values & string>(key: K) => RawBuilder<Values[K]>;
/** What a list is narrowed by; each combination is a statement of its own, prepared under its own name. */
interface Shape {
  readonly after: boolean;
  readonly search: boolean;
  readonly role: boolean;
  readonly state: boolean;
}

interface MemberSeen {
  personId: string;
  givenName: string;
  familyName: string;
  email: string;
  phone: string | null;
  isGuest: boolean;
  state: MemberState;
  joinedAt: Date;
  lastUsedAt: Date | null;
  removedAt: Date | null;
  version: number;
  roles: { role: AccountRole; scope: HeldRole['scope']; endsAt: string | null }[];
}

/** The roles that have not ended. */
const rolesOf = (now: RawBuilder<Date>) => sql<
  MemberSeen['roles']
>`(select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at) order by r.role), '[]')
  from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > ${now}))`;

function matching(db: Tx, p: Hole, shape: Shape) {
  let query = db.selectFrom('members as m').where('m.accountId', '=', here);
  query = shape.state ? query.where('m.state', '=', p('state')) : query.where('m.state', '<>', 'removed');
  if (shape.search) query = query.where(sql<boolean>`m.person_id in (select search_members(${p('words')}))`);
  if (shape.role)
    query = query.where(
      sql<boolean>`exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = ${p('role')} and (r.ends_at is null or r.ends_at > ${p('now')}))`,
    );
  return query;
}

const seen = (db: Tx, p: Hole, shape: Shape) =>
  matching(db, p, shape).select([
    'm.personId',
    'm.givenName',
    'm.familyName',
    'm.email',
    'm.phone',
    'm.isGuest',
    'm.state',
    'm.joinedAt',
    'm.lastUsedAt',
    'm.removedAt',
    'm.version',
    rolesOf(p('now')).as('roles'),
  ]);

function inOrder(db: Tx, p: Hole, shape: Shape, locale: Locale, limit: number) {
  const order = nameOrder(locale);
  let query = seen(db, p, shape);
  if (shape.after) query = query.where(sql<boolean>`(${order[0]}, ${order[1]}, m.person_id) > (${p('family')}, ${p('given')}, ${p('personId')})`);
  return query.orderBy(order[0]).orderBy(order[1]).orderBy('m.personId').limit(sql.lit(limit));
}

const statements = new Map<string, (tx: Tx, values: Values) => Promise<unknown[]>>();
function statement(name: string, build: (db: Tx, p: Hole) => { compile(): CompiledQuery<unknown> }) {
  const known = statements.get(name) ?? hot<Values, unknown>(name, build);
  statements.set(name, known);
  return known;
}

export interface MembersWanted {
  readonly now: Date;
  readonly locale: Locale;
  readonly limit: number;
  readonly after?: { readonly family: string; readonly given: string; readonly personId: string } | undefined;
  readonly words?: readonly string[] | undefined;
  readonly role?: string | undefined;
  readonly state?: string | undefined;
}
const shapeOf = ({ after, words, role, state }: Partial<MembersWanted>): Shape => ({ after: !!after, search: !!words?.length, role: !!role, state: !!state });
const valuesOf = ({ now, limit, after, words, role, state }: MembersWanted): Values => ({
  now,
  limit,
  family: after?.family ?? '',
  given: after?.given ?? '',
  personId: after?.personId ?? '',
  words: [...(words ?? [])],
  role: role ?? '',
  state: state ?? '',
});
const flags = (shape: Shape): string =>
  Object.entries(shape)
    .filter(([, on]) => on)
    .map(([key]) => key)
    .join('_');

const asMember = (row: unknown) => {
  const { roles, ...rest } = row as MemberSeen;
  return { ...rest, roles: roles.map((held): HeldRole => ({ ...held, endsAt: held.endsAt ? new Date(held.endsAt) : null })) };
};
export type MemberRow = ReturnType<typeof asMember>;

/**
 * How long a list is asked for. Written into the statement: of a length that comes as a value PostgreSQL knows nothing when it
 * plans, believes it to be long, and plans anew each time, which takes longer than the list itself.
 */
const lengths = [21, 51, 101, 501];

/** People of the company, by family name then given name in the reader's order; one more than `limit` tells that there is a next page. */
export async function listMembers(tx: Tx, wanted: MembersWanted): Promise<MemberRow[]> {
  const shape = shapeOf(wanted),
    collation = collations[wanted.locale],
    limit = lengths.find((length) => length >= wanted.limit) ?? wanted.limit;
  const rows = await statement(`members.list.${collation}.${limit}.${flags(shape)}`, (db, p) => inOrder(db, p, shape, wanted.locale, limit))(
    tx,
    valuesOf(wanted),
  );
  return rows.slice(0, wanted.limit).map(asMember);
}

/** How many there are, counting no further than `limit`. */
export async function countMembers(tx: Tx, wanted: MembersWanted): Promise<number> {
  const shape = shapeOf(wanted);
  const rows = await statement(`members.count.${flags(shape)}`, (db, p) =>
    db.selectFrom(matching(db, p, shape).select(sql`1`.as('one')).limit(p('limit')).as('found')).select((eb) => eb.fn.countAll<number>().as('count')),
  )(tx, valuesOf(wanted));
  return (rows[0] as { count: number }).count;
}

const one = (db: Tx, now: Date, personId: string) => {
  const p = ((key: keyof Values) => sql`${{ now, personId }[key as 'now']}`) as Hole;
  return db
    .selectFrom('members as m')
    .where('m.accountId', '=', here)
    .where('m.personId', '=', personId)
    .select([
      'm.personId',
      'm.givenName',
      'm.familyName',
      'm.email',
      'm.phone',
      'm.isGuest',
      'm.state',
      'm.joinedAt',
      'm.lastUsedAt',
      'm.removedAt',
      'm.version',
      rolesOf(p('now')).as('roles'),
    ]);
};
export const findMember = async (tx: Tx, now: Date, personId: string): Promise<MemberRow | undefined> => {
  const row = await one(tx, now, personId).executeTakeFirst();
  return row && asMember(row);
};

/** Locks the person's membership, after the account (`getAccountForUpdate`), as every change of people does. */
export const lockMember = (tx: Tx, personId: string) =>
  tx.selectFrom('members').selectAll().where('accountId', '=', here).where('personId', '=', personId).forUpdate().executeTakeFirst();

/** The global admins who count; see `effective_admins` in the migration. */
export async function listEffectiveAdmins(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await run(tx, 'select person_id from effective_admins($1)', [now]);
  return rows.map((row) => row['person_id'] as string);
}

/** Whether someone is a global admin for good, and not under an elevation. */
export async function isAdminForGood(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await run(
    tx,
    `select exists (select from members m join role_assignments r using (account_id, person_id)
      where m.account_id = current_account() and m.person_id = $1 and m.state = 'active' and r.role = 'global_admin' and r.ends_at is null
        and not exists (select from elevations e where e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted')) as yes`,
    [personId],
  );
  return rows[0]?.['yes'] === true;
}

/** Active people who hold one of the roles, the longest-standing first. */
export const listHolders = (tx: Tx, now: Date, wanted: readonly string[], limit: number) =>
  tx
    .selectFrom('members as m')
    .where('m.accountId', '=', here)
    .where('m.state', '=', 'active')
    .select(['m.personId', 'm.givenName', 'm.familyName', 'm.email'])
    .select(
      sql<
        AccountRole[]
      >`array(select r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > ${now}) order by r.role)`.as(
        'roles',
      ),
    )
    .where(
      sql<boolean>`exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any(${[...wanted]}) and (r.ends_at is null or r.ends_at > ${now}))`,
    )
    .orderBy('m.joinedAt')
    .orderBy('m.personId')
    .limit(limit)
    .execute();

/** What the installation changed in the table of grants. */
export const listOverrides = (tx: Tx) => tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute() as Promise<GrantOverride[]>;

const invitationRows = (tx: Tx) => tx.selectFrom('invitations').selectAll().where('accountId', '=', here);
export const findInvitation = (tx: Tx, invitationId: string) => invitationRows(tx).where('invitationId', '=', invitationId).executeTakeFirst();
export const findInvitationForUpdate = (tx: Tx, invitationId: string) =>
  invitationRows(tx).where('invitationId', '=', invitationId).forUpdate().executeTakeFirst();
export const findOpenInvitationTo = (tx: Tx, emailFolded: string) =>
  invitationRows(tx).where('emailFolded', '=', emailFolded).where('state', '=', 'open').forUpdate().executeTakeFirst();
export type InvitationRow = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

/** Invitations, the newest first. `state` as readers see it: an open one past its time is `expired`. */
export function listInvitations(
  tx: Tx,
  wanted: {
    readonly now: Date;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string } | undefined;
    readonly state?: string | undefined;
  },
): Promise<InvitationRow[]> {
  const { now, limit, after, state } = wanted;
  let query = invitationRows(tx);
  if (state === 'expired') query = query.where('state', '=', 'open').where('expiresAt', '<=', now);
  else if (state === 'open') query = query.where('state', '=', 'open').where('expiresAt', '>', now);
  else if (state) query = query.where('state', '=', state);
  if (after) query = query.where((eb) => eb.or([eb('createdAt', '<', after.at), eb.and([eb('createdAt', '=', after.at), eb('invitationId', '>', after.id)])]));
  return query.orderBy('createdAt', 'desc').orderBy('invitationId').limit(limit).execute();
}

/** Which invitation a link names, in whichever account; works without seeing any account's rows. */
export async function findInvitationByToken(tx: Tx, tokenHash: string): Promise<{ accountId: string; invitationId: string } | undefined> {
  const { rows } = await run(tx, 'select account_id, invitation_id from find_invitation_by_token($1)', [tokenHash]);
  return rows[0] && { accountId: rows[0]['account_id'] as string, invitationId: rows[0]['invitation_id'] as string };
}

/** Addresses among these that are members (not removed ones) or have an open invitation. */
export async function findKnownAddresses(tx: Tx, emails: readonly string[]): Promise<Map<string, 'already_member' | 'already_invited'>> {
  const [invited, belonging] = await Promise.all([
    tx
      .selectFrom('invitations')
      .select('emailFolded')
      .where('accountId', '=', here)
      .where('state', '=', 'open')
      .where('emailFolded', 'in', [...emails])
      .execute(),
    tx
      .selectFrom('members')
      .select(sql<string>`lower(email)`.as('emailFolded'))
      .where('accountId', '=', here)
      .where('state', '<>', 'removed')
      .where(sql`lower(email)`, 'in', [...emails])
      .execute(),
  ]);
  return new Map([
    ...invited.map((row) => [row.emailFolded, 'already_invited'] as const),
    ...belonging.map((row) => [row.emailFolded, 'already_member'] as const),
  ]);
}

const requestRows = (tx: Tx) => tx.selectFrom('joinRequests').selectAll().where('accountId', '=', here);
export const findJoinRequestForUpdate = (tx: Tx, requestId: string) => requestRows(tx).where('requestId', '=', requestId).forUpdate().executeTakeFirst();
export type JoinRequestRow = NonNullable<Awaited<ReturnType<typeof findJoinRequestForUpdate>>>;

/** Requests to join, the newest first. */
export function listJoinRequests(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }): Promise<JoinRequestRow[]> {
  let query = requestRows(tx);
  if (after) query = query.where((eb) => eb.or([eb('createdAt', '<', after.at), eb.and([eb('createdAt', '=', after.at), eb('requestId', '>', after.id)])]));
  return query.orderBy('createdAt', 'desc').orderBy('requestId').limit(limit).execute();
}

/** The requests that a proved address has made, in whichever account. */
export async function findJoinRequestsByEmail(tx: Tx, emailFolded: string): Promise<{ accountId: string; requestId: string; state: string; dueAt: Date }[]> {
  const { rows } = await run(tx, 'select account_id, request_id, state, due_at from find_join_requests_by_email($1)', [emailFolded]);
  return rows.map((row) => ({
    accountId: row['account_id'] as string,
    requestId: row['request_id'] as string,
    state: row['state'] as string,
    dueAt: row['due_at'] as Date,
  }));
}

/** What no company has answered in time, across accounts, the longest-waiting first. */
export function listDeskRequests(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('joinRequests as j')
    .innerJoin('accounts as a', 'a.accountId', 'j.accountId')
    .selectAll('j')
    .select(['a.partnerId', 'a.name as company'])
    .where('j.state', '=', 'at_desk');
  if (after) query = query.where((eb) => eb.or([eb('j.dueAt', '>', after.at), eb.and([eb('j.dueAt', '=', after.at), eb('j.requestId', '>', after.id)])]));
  return query.orderBy('j.dueAt').orderBy('j.requestId').limit(limit).execute();
}

/** A few numbers for Home. */
export async function countForHome(tx: Tx, now: Date): Promise<{ people: number; invitations: number; joinRequests: number }> {
  const { rows } = await run(
    tx,
    `select
    (select count(*)::int from members where account_id = current_account() and state = 'active') as people,
    (select count(*)::int from invitations where account_id = current_account() and state = 'open' and expires_at > $1) as invitations,
    (select count(*)::int from join_requests where account_id = current_account() and state = 'open') as join_requests`,
    [now],
    'members.count_for_home',
  );
  const row = rows[0] as { people: number; invitations: number; join_requests: number };
  return { people: row.people, invitations: row.invitations, joinRequests: row.join_requests };
}

/** Whether somebody waits to be let in. */
export async function hasJoinRequests(tx: Tx): Promise<boolean> {
  const { rows } = await run(
    tx,
    "select exists (select from join_requests where account_id = current_account() and state = 'open') as waits",
    [],
    'members.has_join_requests',
  );
  return rows[0]?.['waits'] === true;
}
