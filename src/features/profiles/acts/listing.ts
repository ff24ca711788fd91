import { sql } from 'kysely';
import type { Address } from '../../../core/country.ts';
import { locales, type Locale } from '../../../core/locale.ts';
import { fold } from '../../../core/text.ts';
import type { Tx } from '../../../server/tx.ts';
import { type AccountRow, getAccount } from '../../accounts/queries.ts';
import { findLocation } from '../../accounts/queries/locations.ts';
import type { Listed, ListedPlace } from '../contract/directory.ts';
import type { ProfileContent } from '../contract/fields.ts';
import { codeOf, lexemesOf } from '../directoryWords.ts';
import { standsAt } from '../near.ts';
import { bitsOf, shownIn, spokenBits, standingOf } from '../policy.ts';
import { listPublished, type ProfileRow } from '../queries.ts';
import { TOWNS_EDITION } from '../towns.ts';

const here = sql<string>`current_account()`;

/** Where the company is found by this profile: its locations that are still there, or its own address. */
export async function placesIn(tx: Tx, account: AccountRow, content: ProfileContent): Promise<ListedPlace[]> {
  const rows = await Promise.all(content.locations.map((locationId) => findLocation(tx, locationId)));
  const places = rows.flatMap((row): ListedPlace[] => {
    const address = row?.address ?? row?.shared?.address;
    return row && address ? [{ locationId: row.locationId, name: row.name, address }] : [];
  });
  return places.length ? places : [{ locationId: null, name: account.name, address: account.address as Address }];
}

/** What the public sees of a profile. */
export async function listedOf(tx: Tx, account: AccountRow, content: ProfileContent): Promise<Listed> {
  const { locations: _, ...shown } = content;
  return { ...shown, name: account.name, places: await placesIn(tx, account, content) };
}

const isOpen = (account: AccountRow): boolean => account.state === 'active' && account.vettingStatus === 'authorized';

/** Everything the search reads of a profile. The description is not among it: who writes much would be found for everything. */
function lexemes(listed: Listed, country: string, locale: string): string[] {
  const all = [
    ...lexemesOf('name', listed.name),
    ...listed.places.flatMap(({ address }) =>
      [address.city, address.state, address.district, address.postalCode].flatMap((text) => (text ? lexemesOf('place', text) : [])),
    ),
    ...listed.skills.flatMap((text) => lexemesOf('skill', text)),
    ...listed.products.flatMap((text) => lexemesOf('product', text)),
    codeOf('country', country),
    ...listed.languages.map((code) => codeOf('language', code)),
    ...listed.industries.map((code) => codeOf('industry', code)),
    ...listed.services.map((code) => codeOf('service', code)),
    codeOf('locale', locale),
    ...standsAt(listed.places).squares,
  ];
  return [...new Set(all)];
}

async function writeEntry(tx: Tx, account: AccountRow, row: ProfileRow, shown: readonly Locale[]): Promise<void> {
  if (!row.published || !row.publishedAt) return;
  const listed = await listedOf(tx, account, row.published);
  const answerDays = row.answerDays === null ? null : Number(row.answerDays);
  const [standsFirst = null, ...standsAlso] = standsAt(listed.places).points;
  const entry = {
    pageId: row.pageId,
    country: row.country,
    locale: row.locale,
    shownIn: bitsOf(shown),
    spokenIn: spokenBits(listed.languages),
    nameFolded: fold(listed.name),
    standing: standingOf(row.published, answerDays),
    isListed: isOpen(account),
    words: sql<string>`array_to_tsvector(${lexemes(listed, row.country, row.locale)}::text[])`,
    standsAt: standsFirst,
    alsoAt: standsAlso.length ? standsAlso : null,
    townsEdition: TOWNS_EDITION,
    publishedAt: row.publishedAt,
  };
  const content = JSON.stringify(listed);
  await tx
    .insertInto('directoryEntries')
    .values({ accountId: here, profileId: row.profileId, ...entry })
    .onConflict((oc) => oc.columns(['accountId', 'profileId']).doUpdateSet(entry))
    .execute();
  await tx
    .insertInto('directoryPages')
    .values({ accountId: here, profileId: row.profileId, content })
    .onConflict((oc) => oc.columns(['accountId', 'profileId']).doUpdateSet({ content }))
    .execute();
}

/** Writes the directory's rows of the running account anew, of one country or of all: after publishing, and when the company or a location of it changes. */
export async function renewListing(tx: Tx, country?: string): Promise<void> {
  // One at a time: who reads what is published must not write it back after it was withdrawn.
  await sql`select pg_advisory_xact_lock(hashtextextended('directory ' || current_account()::text, 0))`.execute(tx);
  const [account, published] = await Promise.all([getAccount(tx), listPublished(tx, country)]);
  for (const group of Map.groupBy(published, (row) => row.country).values()) {
    const shown = shownIn(
      locales,
      group.map(({ locale }) => locale as Locale),
    );
    for (const row of group) await writeEntry(tx, account, row, shown.get(row.locale as Locale) ?? []);
  }
}

/** Takes a profile out of the directory. */
export async function removeListing(tx: Tx, profileId: string, country: string): Promise<void> {
  await tx.deleteFrom('directoryEntries').where('accountId', '=', here).where('profileId', '=', profileId).execute();
  await renewListing(tx, country);
}

/** Over how long it is looked at how soon a company answers. */
const ANSWERS_DAYS = 180;
/** Counts anew how soon leads of the running account were answered, which is part of its place in the directory. */
export async function renewAnswerDays(tx: Tx, now: Date): Promise<void> {
  const { days } = await tx
    .selectFrom('leads')
    .select(sql<string | null>`round(avg(extract(epoch from answered_at - received_at) / 86400), 2)`.as('days'))
    .where('accountId', '=', here)
    .where('state', '=', 'answered')
    .where('receivedAt', '>', new Date(now.getTime() - ANSWERS_DAYS * 86_400_000))
    .executeTakeFirstOrThrow();
  await tx.updateTable('directoryEntries').set({ answerDays: days }).where('accountId', '=', here).execute();
  await renewListing(tx);
}
