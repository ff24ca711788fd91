import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '../../core/text.ts';

/** A town and where its middle is, to a hundredth of a degree (about a kilometer). */
export interface Town {
  /** As a sentence says it. */
  readonly name: string;
  readonly country: string;
  /** Only in countries whose towns need it to be told apart, by the code that their addresses use. */
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Changes with the file: what was placed by an older one is placed anew. */
export const TOWNS_EDITION = 1;

const sections = /^(?:\d+(?:e|er|eme|st|nd|rd|th)?|cedex|arrondissement)$/;
const han = /^\p{Script=Han}+$/u;
const short: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' };

/** The spelling by which a town is looked for: "LYON CEDEX 03" and "Lyon 3e" are Lyon, "臺北市" is 台北. */
export function townKey(name: string): string {
  const words = fold(name)
    .replaceAll('臺', '台')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !sections.test(word))
    .map((word) => short[word] ?? word);
  const key = words.join(' ');
  return han.test(key) && key.length > 2 ? key.replace(/[市县縣区區]$/u, '') : key;
}

let kept: Buffer | undefined;
/** Some fifty thousand lines in the order of their keys: searched where they lie, as a map of them would take twenty times the room. */
const file = (): Buffer => (kept ??= readFileSync(join(import.meta.dirname, 'towns.txt')));

const NEWLINE = 10;
function lineAt(text: Buffer, at: number): { readonly from: number; readonly to: number } {
  const from = at === 0 ? 0 : text.lastIndexOf(NEWLINE, at - 1) + 1;
  const to = text.indexOf(NEWLINE, at);
  return { from, to: to < 0 ? text.length : to };
}

/** Towns of that name, the one with the most people first. */
export function townsNamed(name: string): Town[] {
  const key = townKey(name);
  if (!key) return [];
  const text = file();
  const wanted = Buffer.from(`${key}\t`);
  let [low, high] = [0, text.length];
  while (low < high) {
    const line = lineAt(text, (low + high) >>> 1);
    if (text.compare(wanted, 0, wanted.length, line.from, Math.min(line.to, line.from + wanted.length)) < 0) low = line.to + 1;
    else high = line.from;
  }
  const found: Town[] = [];
  for (let line = lineAt(text, low); low < text.length && text.subarray(line.from, line.from + wanted.length).equals(wanted); line = lineAt(text, low)) {
    const [, label = '', country = '', state = '', latitude, longitude] = text.toString('utf8', line.from, line.to).split('\t');
    found.push({ name: label, country, state, latitude: Number(latitude), longitude: Number(longitude) });
    low = line.to + 1;
  }
  return found;
}

/** Some cities are a state of their own (上海市), and their addresses name a district as city. Not so 重庆市, which is as large as a country. */
const isCity = (state = ''): boolean => /^(?!重[庆慶]).+市$|^九龍$/.test(state);

/** The town of an address; nothing when there are several of that name and the address does not tell which. */
export function townOf({ country, city, state }: { readonly country: string; readonly city?: string | undefined; readonly state?: string | undefined }) {
  const there =
    [city, isCity(state) ? state : ''].map((name) => townsNamed(name ?? '').filter((town) => town.country === country)).find((towns) => towns.length) ?? [];
  const inState = there.filter((town) => town.state && town.state === state);
  const [first, second] = inState.length ? inState : there;
  return inState.length || !second ? first : undefined;
}

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Along the ground, as the crow flies. */
export function kilometersBetween(a: Pick<Town, 'latitude' | 'longitude'>, b: Pick<Town, 'latitude' | 'longitude'>): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}
