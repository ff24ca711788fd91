import { sql } from 'kysely';
import type { z } from 'zod';
import { countryRule } from '../../../core/countries.ts';
import { type Address, checkAddress, checkRegistrationNumber, type CountryRule, normaliseAddress, normaliseRegistrationNumber } from '../../../core/country.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { type Contact, fullName } from '../../../core/person.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { domainOf, fold, foldName } from '../../../core/text.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { parsePhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { LocationAdded, LocationChanged, LocationChangedMeanwhile, type LocationPart, locationParts } from '../contract.ts';
import { type AccountRow, getAccountForUpdate } from '../queries.ts';
import { findLocation, findLocationByName, listLocationChanges, type LocationRow } from '../queries/locations.ts';

export interface SaidOfLocation {
  readonly name: string;
  readonly address: Address | null;
  readonly sharesWith: string | null;
  readonly contact: Contact;
  readonly registrationNumber: string | null;
}

/** Adds a place of business; its id is taken from the register and usable at once. @throws RequestInvalid field by field */
export async function addLocation(tx: Tx, actor: Actor, now: Date, said: SaidOfLocation): Promise<LocationRow> {
  // One after the other within an account: two must not take the same name.
  const account = await getAccountForUpdate(tx);
  const { country, columns } = await checkSaid(tx, account, said);
  const { locationId } = await tx
    .insertInto('locations')
    .values({ accountId: account.accountId, locationId: sql<string>`nextval('partner_id_numbers')::text`, country, ...columns, searchText: '', createdAt: now })
    .returning('locationId')
    .executeTakeFirstOrThrow();
  await Promise.all([
    tx.insertInto('partnerIds').values({ partnerId: locationId, accountId: account.accountId }).execute(),
    saveSearchText(tx, locationId, said),
  ]);
  const added = await getLocation(tx, locationId);
  await announce(tx, actor, now, LocationAdded, {
    accountId: account.accountId,
    subjectId: locationId,
    details: { locationId, name: added.name, country },
    after: shown(added),
  });
  return added;
}

/**
 * Changes what is said of a location. Those that share its address follow it, also when it begins to share another's.
 * @throws NotFound, RequestInvalid, LocationChangedMeanwhile
 */
export async function updateLocation(tx: Tx, actor: Actor, now: Date, locationId: string, version: number, said: SaidOfLocation): Promise<LocationRow> {
  const account = await getAccountForUpdate(tx);
  const before = await getLocation(tx, locationId);
  if (before.version !== version) throw await changedMeanwhile(tx, locationId, version);
  const { columns } = await checkSaid(tx, account, said, before);
  await tx
    .updateTable('locations')
    .set({ ...columns, version: version + 1 })
    .where('accountId', '=', account.accountId)
    .where('locationId', '=', locationId)
    .execute();
  await saveSearchText(tx, locationId, said);
  if (columns.sharesWith && !before.sharesWith) {
    await tx
      .updateTable('locations')
      .set({ sharesWith: columns.sharesWith })
      .where('accountId', '=', account.accountId)
      .where('sharesWith', '=', locationId)
      .execute();
  }
  const after = await getLocation(tx, locationId);
  await announce(tx, actor, now, LocationChanged, {
    accountId: account.accountId,
    subjectId: locationId,
    details: { locationId, name: after.name, parts: partsThatDiffer(before, after), version: after.version },
    before: shown(before),
    after: shown(after),
  });
  return after;
}

async function getLocation(tx: Tx, locationId: string): Promise<LocationRow> {
  const row = await findLocation(tx, locationId);
  if (!row) throw new NotFound({});
  return row;
}

const saveSearchText = (tx: Tx, locationId: string, { name, contact }: SaidOfLocation) =>
  tx
    .updateTable('locations')
    .set({ searchText: fold(`${name} ${locationId} ${fullName(contact)} ${contact.email}`) })
    .where('accountId', '=', sql<string>`current_account()`)
    .where('locationId', '=', locationId)
    .execute();

type Fields = Record<string, string>;

/** What is said, as it is kept, or every field that is wrong. `before`: the location that it is said of, unless it is new. */
async function checkSaid(tx: Tx, account: AccountRow, said: SaidOfLocation, before?: LocationRow) {
  const fields: Fields = {};
  const name = said.name
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const nameFolded = foldName(name);
  const [{ refuseFreeMail }, namesake, place] = await Promise.all([getCenter(tx), findLocationByName(tx, nameFolded), placeOf(tx, account, said, before)]);
  if (nameFolded === '') fields['name'] = 'required';
  // Some characters fold to many; the index has no room for 200 of those.
  else if (nameFolded.length > 400) fields['name'] = 'too_big';
  else if (namesake && namesake.locationId !== before?.locationId) fields['name'] = 'name_taken';
  Object.assign(fields, place.fields);
  const { rule } = place;
  const registrationNumber = said.registrationNumber && rule ? checkNumber(rule, said.registrationNumber, fields) : null;
  const contact = checkContact(rule, said.contact, refuseFreeMail, fields);
  if (Object.keys(fields).length || !rule) throw new RequestInvalid({ fields });
  return {
    country: rule.iso2,
    columns: {
      name,
      nameFolded,
      address: place.address ? JSON.stringify(place.address) : null,
      sharesWith: place.sharesWith,
      contact: JSON.stringify(contact),
      registrationNumber,
    },
  };
}

interface Place {
  readonly rule: CountryRule | undefined;
  readonly address: Address | null;
  readonly sharesWith: string | null;
  readonly fields: Fields;
}

/** What is wrong with what is said of a new location with an address of its own, but for its name being taken: for a preview. */
export function faultsOfSaid(rule: CountryRule, { name, address, contact, registrationNumber }: SaidOfLocation, refuseFreeMail: boolean): Fields {
  const fields: Fields = {};
  const folded = foldName(name);
  if (folded === '') fields['name'] = 'required';
  else if (folded.length > 400 || name.length > 200) fields['name'] = 'too_big';
  if (address) for (const { field, code } of checkAddress(rule, address)) fields[`address.${field}`] ??= code === 'too_long' ? 'too_big' : code;
  if (registrationNumber) checkNumber(rule, registrationNumber, fields);
  checkContact(rule, contact, refuseFreeMail, fields);
  return fields;
}

/** The address, its own or whose it shares, and with it the country. */
async function placeOf(tx: Tx, account: AccountRow, { address, sharesWith }: SaidOfLocation, before?: LocationRow): Promise<Place> {
  if (sharesWith) return sharedPlace(tx, account, sharesWith, before);
  const fields: Fields = {};
  const rule = address ? countryRule(address.country) : undefined;
  if (!address || !rule) return { rule, address: null, sharesWith: null, fields: { 'address.country': 'invalid_value' } };
  if (before && rule.iso2 !== before.country) fields['address.country'] = 'location_country_fixed';
  for (const { field, code } of checkAddress(rule, address)) fields[`address.${field}`] ??= code === 'too_long' ? 'too_big' : code;
  return { rule, address: normaliseAddress(rule, address), sharesWith: null, fields };
}

/** Sharing goes one step deep: who shares with one that shares, shares with the same. */
async function sharedPlace(tx: Tx, account: AccountRow, sharesWith: string, before?: LocationRow): Promise<Place> {
  const sibling = sharesWith === 'company' ? undefined : await findLocation(tx, sharesWith);
  const country = sharesWith === 'company' ? account.country : sibling?.country;
  const target = sibling?.sharesWith ?? sharesWith;
  const isOther = target !== before?.locationId;
  const rule = country ? countryRule(country) : undefined;
  if (!rule || !isOther) return { rule, address: null, sharesWith: null, fields: { sharesWith: 'invalid_value' } };
  const fields: Fields = before && before.country !== country ? { sharesWith: 'location_country_fixed' } : {};
  return { rule, address: null, sharesWith: target, fields };
}

function checkNumber(rule: CountryRule, typed: string, fields: Fields): string {
  const fault = checkRegistrationNumber(rule, typed);
  if (fault) fields['registrationNumber'] = fault;
  return normaliseRegistrationNumber(rule, typed);
}

/** The contact as kept: the phone as E.164. */
function checkContact(rule: CountryRule | undefined, { phone: typed, ...person }: Contact, refuseFreeMail: boolean, fields: Fields): Contact {
  if (refuseFreeMail && isFreeMail(domainOf(person.email))) fields['contact.email'] = 'free_mail';
  const phone = typed && rule ? parsePhone(typed, rule.iso2) : undefined;
  if (typed && rule && !phone) fields['contact.phone'] = 'phone';
  return { ...person, ...(phone ? { phone: phone.e164 } : {}) };
}

/** What the log keeps of a location. */
const shown = ({ name, address, sharesWith, contact, registrationNumber }: LocationRow) => ({ name, address, sharesWith, contact, registrationNumber });

const sameAs = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

function partsThatDiffer(before: LocationRow, after: LocationRow): LocationPart[] {
  const part = (row: LocationRow, key: LocationPart) => sameAs(key === 'address' ? [row.address, row.sharesWith] : row[key]);
  return locationParts.filter((key) => part(before, key) !== part(after, key));
}

/** Which parts have changed since a version was read, and who changed it last. */
async function changedMeanwhile(tx: Tx, locationId: string, version: number): Promise<InstanceType<typeof LocationChangedMeanwhile>> {
  const changes = (await listLocationChanges(tx, locationId))
    .map(({ details, ...rest }) => ({ ...rest, ...(details as z.output<typeof LocationChanged.details>) }))
    .filter((change) => change.version > version);
  const [last] = changes;
  return new LocationChangedMeanwhile({
    parts: locationParts.filter((key) => changes.some(({ parts }) => parts.includes(key))),
    by: last?.actorName ?? null,
    at: last?.at ?? null,
  });
}
