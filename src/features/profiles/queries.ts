import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';
import { run } from '../../server/tx.ts';
import { ProfileContent } from './contract/fields.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

const profiles = (tx: Tx) =>
  tx
    .selectFrom('businessProfiles as b')
    .leftJoin('directoryEntries as e', (join) => join.onRef('e.accountId', '=', 'b.accountId').onRef('e.profileId', '=', 'b.profileId'))
    .select([
      'b.profileId',
      'b.country',
      'b.locale',
      'b.draft',
      'b.published',
      'b.publishedAt',
      'b.publishedVersion',
      'b.changedAt',
      'b.version',
      'b.pageId',
      'e.answerDays',
    ])
    .where('b.accountId', '=', here);

const parsed = <Row extends { draft: unknown; published: unknown }>(row: Row) => ({
  ...row,
  draft: ProfileContent.parse(row.draft),
  published: row.published === null ? null : ProfileContent.parse(row.published),
});

/** Profiles of the running account, by country and language. */
export const listProfiles = async (tx: Tx) => (await profiles(tx).orderBy('b.country').orderBy('b.locale').limit(2_000).execute()).map(parsed);
export type ProfileRow = Awaited<ReturnType<typeof listProfiles>>[number];

export async function findProfile(tx: Tx, profileId: string): Promise<ProfileRow | undefined> {
  const row = await profiles(tx).where('b.profileId', '=', profileId).executeTakeFirst();
  return row && parsed(row);
}

/** The published profiles of a country, in the order of their first publishing. */
export const listPublished = async (tx: Tx, country?: string) => {
  let query = profiles(tx).where('b.published', 'is not', null);
  if (country) query = query.where('b.country', '=', country);
  return (await query.orderBy('b.createdAt').orderBy('b.profileId').execute()).map(parsed);
};

/** Changes of a profile, the newest first. */
export const listProfileChanges = (tx: Tx, profileId: string) =>
  tx
    .selectFrom('announcements')
    .select(['at', 'actorName', 'details'])
    .where('accountId', '=', here)
    .where('name', '=', 'business_profiles.changed')
    .where('subjectId', '=', profileId)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();

/** Which of these companies may be shown to the public now; works without seeing any account's rows. */
export async function findShown(tx: Tx, accountIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await run(tx, 'select shown_in_directory($1::uuid[]) as id', [[...new Set(accountIds)]], 'profiles.shown');
  return new Set(rows.map((row) => row['id'] as string));
}
