import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { findDetails } from '../../accounts/queries/details.ts';
import type { Fields } from '../policy.ts';

/** As the index of the profile's changes has them. */
const changes = [
  'accounts.created',
  'accounts.legal_profile_changed',
  'accounts.primary_contact_changed',
  'accounts.support_details_changed',
  'accounts.details_changed',
];
/** What of a change tells that it is about a field: the key in its values, or its name. */
const keyOf = (field: string): string | null => (field === 'support' ? null : field);

export interface ChangesWanted {
  readonly limit: number;
  readonly field?: string | undefined;
  readonly after?: { readonly at: Date; readonly turn: number } | undefined;
  /** Only those after this instant. */
  readonly since?: Date;
}

/** Changes of the running account's profile, the newest first. */
export function listProfileChanges(tx: Tx, { limit, field, after, since }: ChangesWanted) {
  const names = sql.join(changes.map((name) => sql.lit(name)));
  let query = tx
    .selectFrom('announcements')
    .select(['announcementId', 'at', 'turn', 'name', 'actorName', 'actorKind', 'before', 'after'])
    .where('accountId', '=', sql<string>`current_account()`)
    // As written in the index, or it is not used.
    .where(sql<boolean>`name in (${names})`);
  const key = field && keyOf(field);
  if (key) query = query.where(sql<boolean>`(before -> ${key}) is distinct from (after -> ${key})`);
  else if (field) query = query.where('name', '=', 'accounts.support_details_changed');
  if (since) query = query.where('at', '>', since);
  if (after) query = query.where(sql<boolean>`(at, turn) < (${after.at}, ${after.turn})`);
  return query.orderBy('at', 'desc').orderBy('turn', 'desc').limit(limit).execute();
}
export type ProfileChangeRow = Awaited<ReturnType<typeof listProfileChanges>>[number];

/** The profile as it is now, in the words of its history. */
export async function readProfile(tx: Tx): Promise<Fields> {
  const [row, details] = await Promise.all([getAccount(tx), findDetails(tx)]);
  return {
    name: row.name,
    country: row.country,
    address: row.address,
    registrationNumber: row.registrationNumber,
    vatNumber: row.vatNumber,
    website: row.website,
    primaryContact: row.primaryContact,
    legalContact: details?.legalContact ?? null,
    languages: details?.languages ?? [],
    duns: details?.duns ?? null,
    business: details?.business ?? null,
    support: { email: row.supportEmail, phone: row.supportPhone, website: row.supportWebsite },
  };
}
