import { may, type Rights } from '../../../core/access.ts';
import { cursorKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import { addLocation, updateLocation } from '../acts/locations.ts';
import { type LocationLine, type LocationLink, LocationLinks, LocationUses, type locationEndpoints } from '../contract.ts';
import { editorsOf } from '../policy.ts';
import { countLocations, countSharing, findLocation, listLocationCountries, listLocations, type LocationRow, type LocationSeen } from '../queries/locations.ts';

const counted = 10_000;

export const locationHandlers: HandlersOf<typeof locationEndpoints> = {
  async listLocations({ tx, actor, ask }, { search, country, address, after, limit }) {
    const [name, locationId] = cursorKey(after) ?? [];
    const [links, rows] = await Promise.all([
      linksOf(ask),
      listLocations(tx, {
        locale: actor.locale,
        limit: limit + 1,
        words: wordsOf(search),
        country,
        ownAddress: address === 'own',
        after: locationId === undefined ? undefined : { name: String(name), locationId: String(locationId) },
      }),
    ]);
    return {
      ...page(
        rows,
        limit,
        (row) => [row.name, row.locationId],
        (row) => presentLine(row, links(row)),
      ),
      can: { add: may(actor.rights, 'locations', 'edit') },
    };
  },
  async countLocations({ tx, actor }, { search, country }) {
    const [count, countries] = await Promise.all([
      countLocations(tx, { locale: actor.locale, limit: counted + 1, words: wordsOf(search), country }),
      listLocationCountries(tx),
    ]);
    return { count: Math.min(count, counted), isExact: count <= counted, countries };
  },
  async getLocation({ tx, actor, ask }, { locationId }) {
    const [row, links] = await Promise.all([findLocation(tx, locationId), linksOf(ask)]);
    if (!row) throw new NotFound({});
    return present(row, actor.rights, links(row));
  },
  async getLocationUses({ tx, ask }, { locationId }) {
    const [row, sharing, uses] = await Promise.all([findLocation(tx, locationId), countSharing(tx, locationId), ask(LocationUses, { locationId })]);
    if (!row) throw new NotFound({});
    return { items: [{ key: 'address', count: sharing }, ...uses.flat()].filter(({ count }) => count > 0) };
  },
  addLocation: async ({ tx, actor, now }, said) => present(await addLocation(tx, actor, now, said), actor.rights, []),
  async updateLocation({ tx, actor, now, ask }, { locationId, version, ...said }) {
    const row = await updateLocation(tx, actor, now, locationId, version, said);
    return present(row, actor.rights, (await linksOf(ask))(row));
  },
};

const wordsOf = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter(Boolean);

/** What is linked to each of the company's locations. */
export async function linksOf(ask: Context['ask']) {
  const found = (await ask(LocationLinks, {})).flat();
  return (row: Pick<LocationSeen, 'locationId'>): LocationLink[] =>
    found.filter(({ locationId }) => locationId === row.locationId).map(({ key, link }) => ({ key, link }));
}

export const presentLine = ({ locationId, name, country, contact, sharesWith }: LocationSeen, links: LocationLink[]): LocationLine => ({
  locationId,
  name,
  country,
  contact,
  sharesWith: sharesWith as LocationLine['sharesWith'],
  links,
});

function present(row: LocationRow, rights: Rights, links: LocationLink[]) {
  const address = row.address ?? row.shared?.address;
  if (!address) throw new Error(`location ${row.locationId} shares the address of nobody`);
  return {
    ...presentLine(row, links),
    address,
    sharesWithName: row.shared?.name ?? null,
    phoneShown: row.contact.phone ? showPhone(row.contact.phone, '') : null,
    registrationNumber: row.registrationNumber,
    createdAt: row.createdAt,
    version: row.version,
    editors: editorsOf('locations', rights),
    can: { edit: may(rights, 'locations', 'edit') },
  };
}
