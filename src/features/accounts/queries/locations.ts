import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Address } from '../../../core/country.ts';
import type { Locale } from '../../../core/locale.ts';
import type { Contact } from '../../../core/person.ts';
import { hot, run, type Tx } from '../../../server/tx.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** Which order of names a reader expects; each has its index. English and French share the root order. */
const collations: Record<Locale, string> = { en: 'und-x-icu', fr: 'und-x-icu', es: 'es-x-icu', 'zh-CN': 'zh-Hans-x-icu', 'zh-TW': 'zh-Hant-x-icu' };

export interface LocationSeen {
  readonly locationId: string;
  readonly name: string;
  readonly country: string;
  readonly contact: Contact;
  readonly sharesWith: string | null;
}
export interface LocationRow extends LocationSeen {
  /** Its own; null when it shares another's. */
  readonly address: Address | null;
  readonly shared: { readonly name: string; readonly address: Address } | null;
  readonly registrationNumber: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

/** Looked up only for a location that has no address of its own. */
const shared = sql<LocationRow['shared']>`case
  when l.shares_with is null then null
  when l.shares_with = 'company' then (select jsonb_build_object('name', a.name, 'address', a.address) from accounts a where a.account_id = l.account_id)
  else (select jsonb_build_object('name', s.name, 'address', s.address) from locations s where s.account_id = l.account_id and s.location_id = l.shares_with) end`;

const readLocation = hot<{ locationId: string }, unknown>('locations.find', (db, p) =>
  db
    .selectFrom('locations as l')
    .select([
      'l.locationId',
      'l.name',
      'l.country',
      'l.contact',
      'l.sharesWith',
      'l.address',
      shared.as('shared'),
      'l.registrationNumber',
      'l.createdAt',
      'l.version',
    ])
    .where('l.accountId', '=', here)
    .where('l.locationId', '=', p('locationId')),
);
export const findLocation = async (tx: Tx, locationId: string) => (await readLocation(tx, { locationId }))[0] as LocationRow | undefined;

/** The one location of the running account whose name folds to this. */
export const findLocationByName = (tx: Tx, nameFolded: string) =>
  tx.selectFrom('locations').select('locationId').where('accountId', '=', here).where('nameFolded', '=', nameFolded).executeTakeFirst();

type Values = { limit: number; name: string; locationId: string; words: string[]; country: string };
type Hole = <K extends keyof Values & string>(key: K) => RawBuilder<Values[K]>;
interface Shape {
  readonly after: boolean;
  readonly search: boolean;
  readonly country: boolean;
  readonly ownAddress: boolean;
}
export interface LocationsWanted {
  readonly locale: Locale;
  readonly limit: number;
  readonly after?: { readonly name: string; readonly locationId: string } | undefined;
  readonly words?: readonly string[] | undefined;
  readonly country?: string | undefined;
  /** Only those that do not share another's. */
  readonly ownAddress?: boolean | undefined;
}

function matching(db: Tx, p: Hole, { search, country, ownAddress }: Shape) {
  let query = db.selectFrom('locations as l').where('l.accountId', '=', here);
  if (search) query = query.where(sql<boolean>`l.location_id in (select search_locations(${p('words')}))`);
  if (country) query = query.where('l.country', '=', p('country'));
  if (ownAddress) query = query.where('l.sharesWith', 'is', null);
  return query;
}

function inOrder(db: Tx, p: Hole, shape: Shape, collation: string, limit: number) {
  // Raw, as it stands in the migration: the plugin for names would take its capitals apart.
  const name = sql<string>`l.name ${sql.raw(`collate "${collation}"`)}`;
  let query = matching(db, p, shape).select(['l.locationId', 'l.name', 'l.country', 'l.contact', 'l.sharesWith']);
  if (shape.after) query = query.where(sql<boolean>`(${name}, l.location_id) > (${p('name')}, ${p('locationId')})`);
  return query.orderBy(name).orderBy('l.locationId').limit(sql.lit(limit));
}

/** Each way of narrowing is a statement of its own, prepared under its own name. */
const statements = new Map<string, (tx: Tx, values: Values) => Promise<unknown[]>>();
function statement(name: string, build: (db: Tx, p: Hole) => { compile(): CompiledQuery<unknown> }) {
  const known = statements.get(name) ?? hot<Values, unknown>(name, build);
  statements.set(name, known);
  return known;
}
const shapeOf = ({ after, words, country, ownAddress }: LocationsWanted): Shape => ({
  after: !!after,
  search: !!words?.length,
  country: !!country,
  ownAddress: !!ownAddress,
});
const valuesOf = ({ limit, after, words, country }: LocationsWanted): Values => ({
  limit,
  name: after?.name ?? '',
  locationId: after?.locationId ?? '',
  words: [...(words ?? [])],
  country: country ?? '',
});
const flags = (shape: Shape): string =>
  Object.entries(shape)
    .filter(([, on]) => on)
    .map(([key]) => key)
    .join('_');
/** Lengths are written into the statement, so that its plan is made once; see the list of people. */
const lengths = [21, 51, 101, 501];

/** Locations by name in the reader's order; one more than `limit` tells that there is a next page. */
export async function listLocations(tx: Tx, wanted: LocationsWanted): Promise<LocationSeen[]> {
  const shape = shapeOf(wanted),
    collation = collations[wanted.locale],
    limit = lengths.find((length) => length >= wanted.limit) ?? wanted.limit;
  const rows = await statement(`locations.list.${collation}.${limit}.${flags(shape)}`, (db, p) => inOrder(db, p, shape, collation, limit))(
    tx,
    valuesOf(wanted),
  );
  return rows.slice(0, wanted.limit) as LocationSeen[];
}

/** How many there are, counting no further than `limit`. */
export async function countLocations(tx: Tx, wanted: LocationsWanted): Promise<number> {
  const shape = { ...shapeOf(wanted), after: false };
  const rows = await statement(`locations.count.${flags(shape)}`, (db, p) =>
    db.selectFrom(matching(db, p, shape).select(sql`1`.as('one')).limit(p('limit')).as('found')).select((eb) => eb.fn.countAll<number>().as('count')),
  )(tx, valuesOf(wanted));
  return (rows[0] as { count: number }).count;
}

/** The countries in which the running account has a location. For requirements of programs, and for the list's filter. */
export async function listLocationCountries(tx: Tx): Promise<string[]> {
  // Skips from country to country in the index: an account has thousands of locations, but few countries.
  const { rows } = await run(
    tx,
    `with recursive found (country) as (
      (select country from locations where account_id = current_account() order by country limit 1)
      union all
      select (select l.country from locations l where l.account_id = current_account() and l.country > f.country order by l.country limit 1) from found f where f.country is not null)
    select country from found where country is not null`,
    [],
    'locations.countries',
  );
  return rows.map((row) => row['country'] as string);
}

export type LocationName = Pick<LocationSeen, 'locationId' | 'name' | 'country'>;
const names = (tx: Tx) => tx.selectFrom('locations').select(['locationId', 'name', 'country']).where('accountId', '=', here);

/** Every location of the running account, by name: to choose from. At most 10,000. */
export const listLocationNames = (tx: Tx): Promise<LocationName[]> => names(tx).orderBy('name').orderBy('locationId').limit(10_000).execute();

/** Those of the ids that are locations of the running account; the others are left out. */
export const findLocations = async (tx: Tx, ids: readonly string[]): Promise<LocationName[]> =>
  ids.length
    ? names(tx)
        .where('locationId', 'in', [...new Set(ids)])
        .execute()
    : [];

/** How many locations have the address of this one. */
export async function countSharing(tx: Tx, locationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('locations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', here)
    .where('sharesWith', '=', locationId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Changes of a location, the newest first. */
export const listLocationChanges = (tx: Tx, locationId: string) =>
  tx
    .selectFrom('announcements')
    .select(['at', 'actorName', 'details'])
    .where('accountId', '=', here)
    .where('name', '=', 'locations.changed')
    .where('subjectId', '=', locationId)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
