import { fold } from '../../core/text.ts';
import type { ListedPlace } from './contract/directory.ts';
import { isMeant } from './directoryWords.ts';
import { kilometersBetween, type Town, townOf, townsNamed } from './towns.ts';

/** Who is farther away than this is not near. */
export const NEAR_KM = 100;
/** Between two of these, what a partner offers weighs more than how many kilometers away it is. */
export const NEAR_STEPS_KM = [10, 25, 50, NEAR_KM];

const KM_A_DEGREE = 111.2;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** How long a degree to the east is there. */
const kmEast = (latitude: number): number => KM_A_DEGREE * Math.max(0.01, Math.cos(radians(latitude)));

type Middle = Pick<Town, 'latitude' | 'longitude'>;
/** A town on Mercator's map, as PostgreSQL writes a point. Over `NEAR_KM` the map is true to some hundredths; what is said is measured on the globe. */
export function onMap({ latitude, longitude }: Middle): string {
  const north = Math.log(Math.tan(Math.PI / 4 + radians(Math.max(-85, Math.min(85, latitude))) / 2));
  return `(${longitude},${((north * 180) / Math.PI).toFixed(4)})`;
}
/** How long so many kilometers are on the map there. */
export const kmOnMap = ({ latitude }: Middle, km: number): number => km / kmEast(latitude);

/** The word by which the index finds who is in the same square of one degree; `g:` is no letter of another field. */
const square = (latitude: number, longitude: number): string => `g:${Math.floor(latitude)}_${((Math.floor(longitude) + 540) % 360) - 180}`;

/** The squares within reach of a town, as a tsquery. */
export function squaresAround({ latitude, longitude }: Town): string {
  const [north, east] = [NEAR_KM / KM_A_DEGREE, Math.min(179, NEAR_KM / kmEast(latitude))];
  const found: string[] = [];
  for (let row = Math.floor(latitude - north); row <= Math.floor(latitude + north); row++)
    for (let column = Math.floor(longitude - east); column <= Math.floor(longitude + east); column++) found.push(`'${square(row, column)}'`);
  return found.join(' | ');
}

type Place = Pick<ListedPlace, 'address'>;
const townsOf = (places: readonly Place[]): Town[] => places.flatMap(({ address }) => townOf(address) ?? []);
/** What the search keeps of where a partner is. */
export function standsAt(places: readonly Place[]): { readonly points: readonly string[]; readonly squares: readonly string[] } {
  const towns = townsOf(places);
  return {
    points: towns.map(onMap),
    squares: towns.map(({ latitude, longitude }) => square(latitude, longitude)),
  };
}

/** The town among theirs that is nearest to the one that was asked for. */
export function nearestTo(origin: Town, places: readonly Place[]): { readonly town: Town; readonly kilometers: number } | undefined {
  return townsOf(places)
    .map((town) => ({ town, kilometers: kilometersBetween(origin, town) }))
    .toSorted((a, b) => a.kilometers - b.kilometers)[0];
}

interface Reader {
  /** The country that the visitor chose beside the place. */
  readonly country?: string | undefined;
  /** What a country is called in the visitor’s language. */
  readonly countryName: (code: string) => string;
  readonly isCountry: (place: string) => boolean;
}
/** The town that a visitor means, alone or with its country or state behind it: "Lyon", "lyon, france", "Portland OR". Of several, the one with the most people. */
export function originOf(place: string, { country, countryName, isCountry }: Reader): Town | undefined {
  if (isCountry(place)) return undefined;
  const words = fold(place)
    .split(/[\s,;/()，、]+/)
    .filter(Boolean);
  const saysWhere = (town: Town) => (word: string) => word === town.state.toLowerCase() || isMeant(countryName(town.country), word);
  for (let taken = words.length; taken > 0; taken--) {
    const [name, rest] = [words.slice(0, taken).join(' '), words.slice(taken)];
    const found = townsNamed(name).find((town) => (!country || town.country === country) && rest.every(saysWhere(town)));
    if (found) return found;
  }
  return undefined;
}
