import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import type { Colleague } from '../policy/elevations.ts';

const here = sql<string>`current_account()`;
const rows = (tx: Tx) => tx.selectFrom('elevations').selectAll().where('accountId', '=', here);

export const findElevation = (tx: Tx, elevationId: string) => rows(tx).where('elevationId', '=', elevationId).executeTakeFirst();
/** Lock the account first, as every change of admins does. */
export const findElevationForUpdate = (tx: Tx, elevationId: string) => rows(tx).where('elevationId', '=', elevationId).forUpdate().executeTakeFirst();
export type ElevationRow = NonNullable<Awaited<ReturnType<typeof findElevation>>>;

export const listElevations = (tx: Tx, limit: number) => rows(tx).orderBy('askedAt', 'desc').orderBy('elevationId').limit(limit).execute();
export const listOpenElevations = (tx: Tx) => rows(tx).where('state', 'in', ['gathering', 'waiting', 'granted']).orderBy('askedAt').execute();
/** A role of this person that the desk has given for a time, past the window in which it could be undone. */
export const findLimitedElevation = (tx: Tx, now: Date, personId: string) =>
  rows(tx).where('state', '=', 'ended').where('personId', '=', personId).where('roleUntil', '>', now).limit(1).executeTakeFirst();
/** Those whose next step the clock brings, in whichever account; `tx` sees across accounts. */
export const listDueElevations = (tx: Tx, now: Date) =>
  tx
    .selectFrom('elevations')
    .select(['accountId', 'elevationId', 'state', 'source', 'originId'])
    .where('state', 'in', ['gathering', 'waiting', 'granted'])
    .where(sql<boolean>`coalesce(window_until, waits_until, expires_at) <= ${now}`)
    .orderBy(sql`coalesce(window_until, waits_until, expires_at)`)
    .limit(500)
    .execute();

export const listConfirmations = (tx: Tx, elevationIds: readonly string[]) =>
  tx
    .selectFrom('elevationConfirmations')
    .select(['elevationId', 'personId', 'confirmedAt'])
    .where('accountId', '=', here)
    .where('elevationId', 'in', [...elevationIds, '00000000-0000-0000-0000-000000000000'])
    .orderBy('confirmedAt')
    .execute();

/** Every member as the rules see them, also those who are gone: a line may lead through them. */
export async function listColleagues(tx: Tx): Promise<Map<string, Colleague>> {
  const { rows: found } = await run(tx, 'select * from members_as_colleagues()');
  return new Map(
    found.map((row) => {
      const personId = row['person_id'] as string;
      return [
        personId,
        {
          personId,
          isActive: row['state'] === 'active',
          isGuest: row['is_guest'] === true,
          isFrozen: row['frozen'] === true,
          joinedAt: row['joined_at'] as Date,
          broughtBy: row['brought_by'] as string | null,
          broughtByAdmin: row['brought_by_admin'] === true,
          factorSince: row['factor_since'] as Date | null,
        },
      ];
    }),
  );
}

/** How many active admins there are, and when one was last seen. */
export async function findAdminUse(tx: Tx, now: Date): Promise<{ admins: number; lastUsedAt: Date | null }> {
  const { rows: found } = await run(tx, 'select admins, last_used_at from last_use_by_admins($1)', [now]);
  return { admins: Number(found[0]?.['admins'] ?? 0), lastUsedAt: (found[0]?.['last_used_at'] as Date | null | undefined) ?? null };
}

/** Names of people as the company knows them. */
export async function listNames(tx: Tx, personIds: readonly string[]) {
  if (!personIds.length) return [];
  return tx
    .selectFrom('members')
    .select(['personId', 'givenName', 'familyName', 'email', 'state', 'isGuest'])
    .where('accountId', '=', here)
    .where('personId', 'in', [...personIds])
    .execute();
}
export const findMemberByEmail = (tx: Tx, emailFolded: string) =>
  tx
    .selectFrom('members')
    .select(['personId', 'givenName', 'familyName', 'email', 'isGuest'])
    .where('accountId', '=', here)
    .where('state', '=', 'active')
    .where(sql`lower(email)`, '=', emailFolded)
    .executeTakeFirst();

/** Whether somebody besides this one has ever been a global admin of the company, by what its log says. */
export async function hadOtherAdmin(tx: Tx, personId: string): Promise<boolean> {
  const { rows: found } = await run(
    tx,
    `select exists (select from role_assignments where account_id = current_account() and role = 'global_admin' and person_id <> $1)
         or exists (select from announcements where account_id = current_account() and person_id <> $1
                     and (name = 'roles.given' and details ->> 'role' = 'global_admin' or name = 'members.added' and details -> 'roles' ? 'global_admin')) as yes`,
    [personId],
  );
  return found[0]?.['yes'] === true;
}

/** Which elevation a mailed link is about, in whichever account; works without seeing any account's rows. */
export async function findElevationLink(tx: Tx, tokenHash: string): Promise<{ accountId: string; elevationId: string; linkId: string } | undefined> {
  const { rows: found } = await run(tx, 'select account_id, elevation_id, link_id from find_elevation_link($1)', [tokenHash]);
  const [row] = found;
  return row && { accountId: row['account_id'] as string, elevationId: row['elevation_id'] as string, linkId: row['link_id'] as string };
}
export const findLink = (tx: Tx, linkId: string) =>
  tx.selectFrom('elevationLinks').selectAll().where('accountId', '=', here).where('linkId', '=', linkId).executeTakeFirst();
export const listLinks = (tx: Tx, elevationId: string) =>
  tx.selectFrom('elevationLinks').selectAll().where('accountId', '=', here).where('elevationId', '=', elevationId).orderBy('linkId').execute();
