import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { placesOf } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { AccessDenied, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { findLocations, listLocationCountries, listLocationNames } from '../../accounts/queries/locations.ts';
import {
  ProfileAdded,
  ProfileChanged,
  ProfileChangedMeanwhile,
  ProfileNotPublished,
  ProfilePublished,
  ProfileRemoved,
  ProfileTaken,
  ProfileWithdrawn,
} from '../contract.ts';
import { LOCATIONS_MOST, type Logo, ProfileContent, type ProfileFields, type ProfilePart, profileParts } from '../contract/fields.ts';
import { mayEditProfile, missingIn } from '../policy.ts';
import { findProfile, listProfileChanges, type ProfileRow } from '../queries.ts';
import { removeListing, renewListing } from './listing.ts';

const here = sql<string>`current_account()`;

/** Begins a profile, empty or with what another one of the company says. @throws ProfileTaken, RequestInvalid for a country without a place of the company */
export async function addProfile(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { country, locale, from }: { readonly country: string; readonly locale: Locale; readonly from: string | null },
): Promise<ProfileRow> {
  const account = await getAccountForUpdate(tx);
  if (country !== account.country && !(await listLocationCountries(tx)).includes(country)) throw new RequestInvalid({ fields: { country: 'invalid_value' } });
  const model = from ? await getProfile(tx, from) : undefined;
  const locations = model?.country === country ? model.draft.locations : await firstPlaces(tx, actor, country);
  demandEdit(actor, locations);
  const draft = ProfileContent.parse({ ...model?.draft, locations });
  const pageId = (await findPageId(tx, country)) ?? newPageId();
  const added = await tx
    .insertInto('businessProfiles')
    .values({ accountId: account.accountId, country, locale, pageId, draft: JSON.stringify(draft), createdAt: now, changedAt: now })
    .onConflict((oc) => oc.columns(['accountId', 'country', 'locale']).doNothing())
    .returning('profileId')
    .executeTakeFirst();
  if (!added) throw new ProfileTaken({});
  await announce(tx, actor, now, ProfileAdded, { subjectId: added.profileId, details: { country, locale } });
  return getProfile(tx, added.profileId);
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
/** 62 bits of chance. */
const newPageId = (): string => Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
/** A company has one page in a country, whatever its languages. */
async function findPageId(tx: Tx, country: string): Promise<string | undefined> {
  const row = await tx.selectFrom('businessProfiles').select('pageId').where('accountId', '=', here).where('country', '=', country).limit(1).executeTakeFirst();
  return row?.pageId;
}

/** Whoever may speak for some locations only begins with these. */
async function firstPlaces(tx: Tx, actor: MemberActor, country: string): Promise<string[]> {
  const places = placesOf(actor.rights, 'business_profiles', 'edit');
  if (places === 'company') return [];
  return (await findLocations(tx, places))
    .filter((each) => each.country === country)
    .map(({ locationId }) => locationId)
    .slice(0, LOCATIONS_MOST);
}

/** Changes what the draft says. @throws ProfileChangedMeanwhile, RequestInvalid field by field */
export async function updateProfile(tx: Tx, actor: MemberActor, now: Date, profileId: string, version: number, fields: ProfileFields): Promise<ProfileRow> {
  const before = await getForChange(tx, actor, profileId, version);
  const known = await findLocations(tx, fields.locations);
  const wrong = fields.locations.filter((id) => known.find(({ locationId }) => locationId === id)?.country !== before.country);
  if (wrong.length) throw new RequestInvalid({ fields: { locations: 'invalid_value' } });
  demandEdit(actor, fields.locations);
  return write(tx, actor, now, before, { ...fields, logo: before.draft.logo });
}

/** Makes a picture that lies in the file store the draft's logo, or takes it away. */
export async function changeLogo(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { profileId, version, logo }: { readonly profileId: string; readonly version: number; readonly logo: (Logo & { bytes: number; sha256: string }) | null },
): Promise<ProfileRow> {
  const before = await getForChange(tx, actor, profileId, version);
  if (logo) {
    const { fileId, bytes, sha256 } = logo;
    await tx
      .insertInto('files')
      .values({ fileId, accountId: here, name: 'logo.png', type: 'image/png', bytes, sha256, isPublic: true, createdAt: now, createdBy: actor.personId })
      .execute();
  }
  return write(tx, actor, now, before, { ...before.draft, logo: logo && { fileId: logo.fileId, width: logo.width, height: logo.height } });
}

async function write(tx: Tx, actor: MemberActor, now: Date, before: ProfileRow, draft: ProfileContent): Promise<ProfileRow> {
  const parts = profileParts.filter((part) => JSON.stringify(draft[part]) !== JSON.stringify(before.draft[part]));
  if (!parts.length) return before;
  const version = before.version + 1;
  await tx
    .updateTable('businessProfiles')
    .set({ draft: JSON.stringify(draft), version, changedAt: now })
    .where('accountId', '=', here)
    .where('profileId', '=', before.profileId)
    .execute();
  await announce(tx, actor, now, ProfileChanged, {
    subjectId: before.profileId,
    details: { ...aboutOf(before), parts, version },
    before: pick(before.draft, parts),
    after: pick(draft, parts),
  });
  return getProfile(tx, before.profileId);
}

/** Shows the draft to the public. @throws RequestInvalid with what it lacks */
export async function publishProfile(tx: Tx, actor: MemberActor, now: Date, profileId: string, version: number): Promise<ProfileRow> {
  const before = await getForChange(tx, actor, profileId, version);
  const account = await getAccountForUpdate(tx);
  const fields = missingIn(before.draft, { isHome: before.country === account.country });
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  await tx
    .updateTable('businessProfiles')
    .set({ published: JSON.stringify(before.draft), publishedAt: now, publishedVersion: version })
    .where('accountId', '=', here)
    .where('profileId', '=', profileId)
    .execute();
  await renewListing(tx, before.country);
  await announce(tx, actor, now, ProfilePublished, { subjectId: profileId, details: aboutOf(before) });
  return getProfile(tx, profileId);
}

/** Takes the profile out of the public directory. @throws ProfileNotPublished */
export async function withdrawProfile(tx: Tx, actor: MemberActor, now: Date, profileId: string, version: number): Promise<ProfileRow> {
  const before = await getForChange(tx, actor, profileId, version);
  if (!before.published) throw new ProfileNotPublished({});
  await tx
    .updateTable('businessProfiles')
    .set({ published: null, publishedAt: null, publishedVersion: null })
    .where('accountId', '=', here)
    .where('profileId', '=', profileId)
    .execute();
  await removeListing(tx, profileId, before.country);
  await announce(tx, actor, now, ProfileWithdrawn, { subjectId: profileId, details: aboutOf(before) });
  return getProfile(tx, profileId);
}

/** Removes it for good. */
export async function removeProfile(tx: Tx, actor: MemberActor, now: Date, profileId: string, version: number): Promise<void> {
  const before = await getForChange(tx, actor, profileId, version);
  await tx.deleteFrom('businessProfiles').where('accountId', '=', here).where('profileId', '=', profileId).execute();
  await renewListing(tx, before.country);
  await announce(tx, actor, now, ProfileRemoved, { subjectId: profileId, details: aboutOf(before) });
}

/** @throws NotFound */
export async function getProfile(tx: Tx, profileId: string): Promise<ProfileRow> {
  const row = await findProfile(tx, profileId);
  if (!row) throw new NotFound({});
  return row;
}

/** Locked until the transaction ends. @throws NotFound, AccessDenied, ProfileChangedMeanwhile */
async function getForChange(tx: Tx, actor: MemberActor, profileId: string, version: number): Promise<ProfileRow> {
  await run(tx, 'select from business_profiles where account_id = current_account() and profile_id = $1 for update', [profileId]);
  const row = await getProfile(tx, profileId);
  demandEdit(actor, row.draft.locations);
  if (row.version !== version) throw await changedMeanwhile(tx, profileId, version);
  return row;
}

function demandEdit(actor: MemberActor, locations: readonly string[]): void {
  if (mayEditProfile(actor.rights, locations)) return;
  throw new AccessDenied({ permission: 'business_profiles', needs: 'edit', roles: [...actor.rights.roles], grantors: [], sections: [] });
}

/** Which parts have changed since a version was read, and who changed it last. */
async function changedMeanwhile(tx: Tx, profileId: string, version: number): Promise<InstanceType<typeof ProfileChangedMeanwhile>> {
  const changes = (await listProfileChanges(tx, profileId))
    .map(({ details, ...rest }) => ({ ...rest, ...(details as z.output<typeof ProfileChanged.details>) }))
    .filter((change) => change.version > version);
  return new ProfileChangedMeanwhile({
    parts: profileParts.filter((key) => changes.some(({ parts }) => parts.includes(key))),
    by: changes[0]?.actorName ?? null,
    at: changes[0]?.at ?? null,
  });
}

const aboutOf = ({ country, locale }: ProfileRow) => ({ country, locale: locale as 'en' });
const pick = (content: ProfileContent, parts: readonly ProfilePart[]) => Object.fromEntries(parts.map((part) => [part, content[part]]));

/** Locations in a country that the actor may choose from; at most 500. */
export async function listChoices(tx: Tx, actor: MemberActor, country: string) {
  const places = placesOf(actor.rights, 'business_profiles', 'edit');
  return (await listLocationNames(tx))
    .filter((each) => each.country === country && (places === 'company' || places.includes(each.locationId)))
    .slice(0, 500)
    .map(({ locationId, name }) => ({ locationId, name }));
}
