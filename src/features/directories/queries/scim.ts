import { type Expression, type SqlBool, sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import type { Comparison } from '../policy/scimFilter.ts';

const here = sql<string>`current_account()`;

export interface TokenUse {
  readonly accountId: string;
  readonly directoryId: string;
  readonly directory: string;
  readonly state: string;
}
/** Whose program comes with this token; notes that it did. Works without seeing any account's rows. */
export async function useToken(tx: Tx, tokenHash: string, now: Date): Promise<TokenUse | undefined> {
  const { rows } = await run(tx, 'select account_id, directory_id, name, state from use_scim_token($1, $2)', [tokenHash, now], 'directories.use_scim_token');
  const row = rows[0];
  return (
    row && {
      accountId: row['account_id'] as string,
      directoryId: row['directory_id'] as string,
      directory: row['name'] as string,
      state: row['state'] as string,
    }
  );
}

/** Domains that the directory may speak of: given to it, proved by the DNS, and still so at the last look. It need not be turned on for signing in. */
export async function listSpokenDomains(tx: Tx, directoryId: string): Promise<string[]> {
  const { rows } = await run(
    tx,
    `select n.domain from directory_domains n
       join account_domains p on p.account_id = n.account_id and p.domain = n.domain and p.dns_proved_at is not null
      where n.account_id = current_account() and n.directory_id = $1 and n.lost_at is null order by n.domain`,
    [directoryId],
    'directories.spoken_domains',
  );
  return rows.map((row) => row['domain'] as string);
}

export const listTokens = (tx: Tx, directoryId: string) =>
  tx.selectFrom('scimTokens').selectAll().where('accountId', '=', here).where('directoryId', '=', directoryId).orderBy('createdAt', 'desc').execute();
export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number];

/** Tokens that end within so many days; across accounts. */
export const listEndingTokens = (tx: Tx, now: Date, until: Date) =>
  tx
    .selectFrom('scimTokens as t')
    .innerJoin('directories as d', (on) => on.onRef('d.accountId', '=', 't.accountId').onRef('d.directoryId', '=', 't.directoryId'))
    .select(['t.accountId', 't.tokenId', 't.directoryId', 't.name', 't.expiresAt', 't.warnedDays', 'd.name as directory'])
    .where('t.endedAt', 'is', null)
    .where('t.expiresAt', '>', now)
    .where('t.expiresAt', '<=', until)
    .orderBy('t.expiresAt')
    .execute();

// ── users ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Belonging {
  readonly value: string;
  readonly display: string;
}
/** A user with the membership that is theirs, and their groups. */
const users = (tx: Tx, directoryId: string) =>
  tx
    .selectFrom('scimUsers as u')
    .leftJoin('members as m', (on) => on.onRef('m.accountId', '=', 'u.accountId').onRef('m.personId', '=', 'u.personId'))
    .selectAll('u')
    .select([
      'm.state as memberState',
      'm.version as memberVersion',
      sql<Belonging[]>`(select coalesce(jsonb_agg(jsonb_build_object('value', g.group_id, 'display', g.display_name) order by g.display_name), '[]')
        from scim_group_members x join scim_groups g using (account_id, group_id) where x.account_id = u.account_id and x.user_id = u.user_id)`.as('groups'),
    ])
    .where('u.accountId', '=', here)
    .where('u.directoryId', '=', directoryId)
    .where('u.removedAt', 'is', null);
export type UserRow = Awaited<ReturnType<ReturnType<typeof users>['execute']>>[number];

export const findUser = (tx: Tx, directoryId: string, userId: string) => users(tx, directoryId).where('u.userId', '=', userId).executeTakeFirst();

/** The one of this name, also when the directory has removed them. */
export const findUserByName = (tx: Tx, directoryId: string, userNameFolded: string) =>
  tx
    .selectFrom('scimUsers')
    .select(['userId', 'removedAt', 'externalId'])
    .where('accountId', '=', here)
    .where('directoryId', '=', directoryId)
    .where('userNameFolded', '=', userNameFolded)
    .executeTakeFirst();

/** Which of what must be of one user alone is another's already. */
export async function findTakenOfUser(
  tx: Tx,
  directoryId: string,
  { externalId, emailFolded, userId }: { readonly externalId: string | null; readonly emailFolded: string; readonly userId: string | null },
): Promise<'externalId' | 'emails' | undefined> {
  const others = tx
    .selectFrom('scimUsers')
    .select('userId')
    .where('accountId', '=', here)
    .where('removedAt', 'is', null)
    .where('userId', 'is distinct from', userId);
  if (await others.where('emailFolded', '=', emailFolded).executeTakeFirst()) return 'emails';
  if (externalId === null) return undefined;
  return (await others.where('directoryId', '=', directoryId).where('externalId', '=', externalId).executeTakeFirst()) && 'externalId';
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const idOr = (value: string | boolean): string => (uuid.test(String(value)) ? String(value).toLowerCase() : '00000000-0000-0000-0000-000000000000');

/** One comparison as a condition; undefined: not one that is offered. */
function ofUser({ attribute, value }: Comparison): Expression<SqlBool> | undefined {
  const text = String(value);
  const folded = text.normalize('NFKC').trim().toLowerCase();
  if (attribute === 'username') return sql<boolean>`u.user_name_folded = ${folded}`;
  if (attribute === 'externalid') return sql<boolean>`u.external_id = ${text}`;
  if (attribute === 'id') return sql<boolean>`u.user_id = ${idOr(value)}`;
  if (attribute === 'emails' || attribute === 'emails.value') return sql<boolean>`u.email_folded = ${folded}`;
  if (attribute === 'emails.type') return sql<boolean>`${folded === 'work'}`;
  if (attribute === 'active') return sql<boolean>`(coalesce(m.state = 'active', u.is_active)) = ${folded === 'true'}`;
  return undefined;
}
function ofGroup({ attribute, value }: Comparison): Expression<SqlBool> | undefined {
  if (attribute === 'displayname') return sql<boolean>`lower(g.display_name) = lower(${String(value)})`;
  if (attribute === 'externalid') return sql<boolean>`g.external_id = ${String(value)}`;
  if (attribute === 'id') return sql<boolean>`g.group_id = ${idOr(value)}`;
  if (attribute === 'members' || attribute === 'members.value')
    return sql<boolean>`exists (select from scim_group_members x where x.account_id = g.account_id and x.group_id = g.group_id and x.user_id = ${idOr(value)})`;
  return undefined;
}
export const isOffered = (kind: 'user' | 'group', comparisons: readonly Comparison[]): boolean =>
  comparisons.every((each) => (kind === 'user' ? ofUser : ofGroup)(each));

interface Wanted {
  readonly directoryId: string;
  readonly comparisons: readonly Comparison[];
  readonly offset: number;
  readonly limit: number;
}
const narrowed = (comparisons: readonly Comparison[], each: (one: Comparison) => Expression<SqlBool> | undefined) =>
  sql<boolean>`(${sql.join([sql`true`, ...comparisons.map((one) => each(one) ?? sql`false`)], sql` and `)})`;

/** As the protocol pages: by place, and with how many there are. */
export async function searchUsers(tx: Tx, { directoryId, comparisons, offset, limit }: Wanted): Promise<{ readonly rows: UserRow[]; readonly total: number }> {
  const found = users(tx, directoryId).where(narrowed(comparisons, ofUser));
  const [rows, counted] = await Promise.all([
    limit ? found.orderBy('u.createdAt').orderBy('u.userId').limit(limit).offset(offset).execute() : [],
    found
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  return { rows, total: counted.count };
}

type After = { readonly at: Date; readonly id: string } | undefined;
export function listUsers(tx: Tx, directoryId: string, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = users(tx, directoryId);
  if (after) query = query.where(sql<boolean>`(u.created_at, u.user_id) < (${after.at}, ${after.id})`);
  return query.orderBy('u.createdAt', 'desc').orderBy('u.userId', 'desc').limit(limit).execute();
}

/** Whom the directory asked by this invitation. */
export const findAskedUser = (tx: Tx, invitationId: string) =>
  tx
    .selectFrom('scimUsers as u')
    .innerJoin('directories as d', (on) => on.onRef('d.accountId', '=', 'u.accountId').onRef('d.directoryId', '=', 'u.directoryId'))
    .select(['u.userId', 'u.directoryId', 'd.name as directory'])
    .where('u.accountId', '=', here)
    .where('u.invitationId', '=', invitationId)
    .where('u.removedAt', 'is', null)
    .executeTakeFirst();

// ── groups ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const groups = (tx: Tx, directoryId: string) =>
  tx
    .selectFrom('scimGroups as g')
    .selectAll('g')
    .select(sql<number>`(select count(*)::int from scim_group_members x where x.account_id = g.account_id and x.group_id = g.group_id)`.as('people'))
    .where('g.accountId', '=', here)
    .where('g.directoryId', '=', directoryId);
export type GroupRow = Awaited<ReturnType<ReturnType<typeof groups>['execute']>>[number];

export const findGroup = (tx: Tx, directoryId: string, groupId: string) => groups(tx, directoryId).where('g.groupId', '=', groupId).executeTakeFirst();

/** Whether the directory calls another group so. */
export const findOtherGroup = (tx: Tx, directoryId: string, externalId: string, groupId: string | null) =>
  tx
    .selectFrom('scimGroups')
    .select('groupId')
    .where('accountId', '=', here)
    .where('directoryId', '=', directoryId)
    .where('externalId', '=', externalId)
    .where('groupId', 'is distinct from', groupId)
    .executeTakeFirst();

export async function searchGroups(
  tx: Tx,
  { directoryId, comparisons, offset, limit }: Wanted,
): Promise<{ readonly rows: GroupRow[]; readonly total: number }> {
  const found = groups(tx, directoryId).where(narrowed(comparisons, ofGroup));
  const [rows, counted] = await Promise.all([
    limit ? found.orderBy('g.createdAt').orderBy('g.groupId').limit(limit).offset(offset).execute() : [],
    found
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  return { rows, total: counted.count };
}

export function listGroups(tx: Tx, directoryId: string, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = groups(tx, directoryId);
  if (after) query = query.where(sql<boolean>`(g.created_at, g.group_id) < (${after.at}, ${after.id})`);
  return query.orderBy('g.createdAt', 'desc').orderBy('g.groupId', 'desc').limit(limit).execute();
}

/** Who is in these groups. */
export const listGroupMembers = (tx: Tx, groupIds: readonly string[]) =>
  groupIds.length
    ? tx
        .selectFrom('scimGroupMembers as x')
        .innerJoin('scimUsers as u', (on) => on.onRef('u.accountId', '=', 'x.accountId').onRef('u.userId', '=', 'x.userId'))
        .select(['x.groupId', 'u.userId', 'u.userName', 'u.displayName', 'u.personId'])
        .where('x.accountId', '=', here)
        .where('x.groupId', 'in', [...groupIds])
        .orderBy('u.userName')
        .execute()
    : Promise.resolve([]);

/** Of these users, those that the directory has. */
export const listKnownUsers = (tx: Tx, directoryId: string, userIds: readonly string[]) =>
  userIds.length
    ? tx
        .selectFrom('scimUsers')
        .select(['userId', 'personId'])
        .where('accountId', '=', here)
        .where('directoryId', '=', directoryId)
        .where('removedAt', 'is', null)
        .where('userId', 'in', [...userIds])
        .execute()
    : Promise.resolve([]);

/** The roles that someone's groups give, and those that they hold by them. */
export async function rolesByGroups(tx: Tx, personId: string): Promise<{ readonly wanted: string[]; readonly held: string[] }> {
  const { rows } = await run(
    tx,
    `select array(select distinct r from scim_users u join scim_group_members x using (account_id, user_id) join scim_groups g using (account_id, group_id), unnest(g.roles) r
                   where u.account_id = current_account() and u.person_id = $1 and u.removed_at is null order by r) as wanted,
            array(select role from scim_roles where account_id = current_account() and person_id = $1 order by role) as held`,
    [personId],
  );
  return { wanted: (rows[0]?.['wanted'] as string[] | undefined) ?? [], held: (rows[0]?.['held'] as string[] | undefined) ?? [] };
}
