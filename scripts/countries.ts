/**
 * Makes `src/core/countries.json`, all that a form must know of a country, in one line a country.
 *
 *   node scripts/countries.ts path/to/countryinfo.txt
 *
 * `countryinfo.txt` is `testdata/countryinfo.txt` of https://github.com/google/libaddressinput: one `data/CC[/SUB]={json}`
 * a line. Of its words, `fmt` and `lfmt` are the lines of an address in local and in Latin script (%A street, %D district,
 * %C city, %S state, %Z postal code, %n new line; %N, %O and %X, the names and the sorting code, are no part of ours),
 * `require` and `upper` lists of those letters, `zip` and `zipex` the postal code, `sub_…` the states, split by `~`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { corrections } from './countries/corrections.ts';
import type { Correction } from './countries/corrections.ts';
import { alpha3, knownNumbers, mandatoryNumbers, otherCallingCodes, resellerRegions, vatNumbers } from './countries/trade.ts';

type Entry = Readonly<Record<string, string>>;
type State = { key: string; name?: string; latin?: string; names?: Record<string, string>; postal?: string };

const SOURCE = {
  addresses: 'google/libaddressinput, testdata/countryinfo.txt, June 2025, Apache License 2.0; reduced and corrected',
  madeBy: 'scripts/countries.ts; never edited by hand',
};
const FIELDS: Readonly<Record<string, string>> = { A: 'line1', C: 'city', D: 'district', S: 'state', Z: 'postalCode' };

const path = process.argv[2];
if (!path) throw new Error('Say where countryinfo.txt is: node scripts/countries.ts path/to/countryinfo.txt');
const source = readSource(path);
const fallback = source.get('ZZ') ?? {};
const countries = [...source.keys()].filter((key) => /^[A-Z]{2}$/.test(key) && key !== 'ZZ').sort();
const threeLetters = alpha3.split(' ');
if (threeLetters.length !== countries.length) throw new Error(`${threeLetters.length} alpha-3 codes for ${countries.length} countries`);

const lines = countries.map((iso2, at) => `  "${iso2}": ${JSON.stringify(country(iso2, threeLetters[at] ?? ''))}`);
writeFileSync(new URL('../src/core/countries.json', import.meta.url), `{\n"source": ${JSON.stringify(SOURCE)},\n"countries": {\n${lines.join(',\n')}\n}\n}\n`);
console.log(`${countries.length} countries written to src/core/countries.json`);

function readSource(file: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, key, json] = /^data\/([A-Z]{2}(?:--[a-z]+)?)=(.*)$/.exec(line) ?? [];
    if (key && json) found.set(key, JSON.parse(json) as Entry);
  }
  return found;
}

function country(iso2: string, iso3: string) {
  const correction = corrections[iso2];
  const given = source.get(iso2) ?? {};
  warnOfIdle(iso2, given, correction);
  const entry: Entry = { ...given, ...correction?.set };
  const format = linesOf(entry.fmt ?? fallback.fmt ?? '', entry.zip);
  const latinFormat = entry.lfmt ? linesOf(entry.lfmt, entry.zip) : undefined;
  const used = (letters: string) => [...letters].flatMap((letter) => (format.join('').includes(`%${letter}`) ? (FIELDS[letter] ?? []) : []));
  return {
    iso2,
    iso3,
    callingCode: isSupportedCountry(iso2) ? getCountryCallingCode(iso2) : otherCallingCodes[iso2],
    languages: entry.languages?.split('~') ?? [],
    format,
    latinFormat: latinFormat?.join() === format.join() ? undefined : latinFormat,
    required: used(entry.require ?? fallback.require ?? ''),
    upper: used(entry.upper ?? ''),
    kinds: {
      city: entry.locality_name_type ?? 'city',
      district: entry.sublocality_name_type ?? 'suburb',
      state: entry.state_name_type ?? 'province',
      postalCode: entry.zip_name_type ?? 'postal',
    },
    postal: entry.zip ? { pattern: entry.zip, examples: examplesOf(entry), prefix: entry.postprefix?.trim() } : undefined,
    states: format.join('').includes('%S') ? statesOf(iso2, entry, correction) : undefined,
    registration: registrationOf(iso2),
    vat: vatOf(iso2),
    reseller: resellerOf(iso2),
  };
}

/** Lines without names and sorting code; a country with a postal pattern gets a place to write one. */
function linesOf(format: string, zip: string | undefined): string[] {
  const lines = format
    .split('%n')
    .map((line) => line.replace(/\s*%[NOX]\s*/g, ' ').trim())
    .filter((line) => line !== '');
  return zip && !format.includes('%Z') ? [...lines, '%Z'] : lines;
}

function examplesOf({ zip, zipex }: Entry): string[] {
  const pattern = new RegExp(`^(?:${zip})$`);
  const examples = [...new Set((zipex ?? '').split(',').filter((example) => example !== ''))].slice(0, 8);
  const wrong = examples.filter((example) => !pattern.test(example));
  if (wrong.length > 0 || examples.length === 0) throw new Error(`${zip}: examples missing or wrong: ${wrong.join()}`);
  return examples;
}

function statesOf(iso2: string, entry: Entry, correction: Correction | undefined): State[] | undefined {
  const column = (name: string): string[] => (entry[name] ? entry[name].split('~') : []);
  const [names, latins, zips] = [column('sub_names'), column('sub_lnames'), column('sub_zips')];
  const inFrench = namesByKey(source.get(`${iso2}--fr`));
  const given = column('sub_keys').map((key, at): State => {
    const kept = correction?.rename?.[key] ?? key;
    const [name, fr] = [words(names[at] || kept), inFrench.get(key)];
    return {
      key: kept,
      ...(name !== kept && { name }),
      ...latinName(correction?.latin?.[kept] ?? latins[at]),
      ...(fr && fr !== name && { names: { fr } }),
      ...postal(correction?.zips?.[kept] ?? zips[at]),
    };
  });
  const added = (correction?.add ?? []).map(([key, zip, latin]): State => ({ key, ...nameOrLatin(key, latin), ...postal(zip) }));
  const all = [...given.filter(({ key }) => !correction?.drop?.includes(key)), ...added];
  return all.length > 0 ? all : undefined;
}

/** Without "province" and "city" in Pinyin, which Latin letters do not need. */
function latinName(name: string | undefined) {
  return name ? { latin: words(name).replace(/ (Sheng|Shi)$/, '') } : {};
}

function postal(prefix: string | undefined) {
  return prefix ? { postal: prefix } : {};
}

function nameOrLatin(key: string, word: string | undefined) {
  if (word === undefined) return {};
  return /^[A-Z]+$/.test(key) ? { name: word } : { latin: word };
}

function namesByKey(entry: Entry | undefined): Map<string, string> {
  const names = entry?.sub_names?.split('~') ?? [];
  return new Map((entry?.sub_keys?.split('~') ?? []).map((key, at) => [key, (names[at] ?? key).replace(/^Ile\b/, 'Île').replace(/-E(?=douard|cosse)/, '-É')]));
}

/** Some names come in capitals only: BOA VISTA → Boa Vista. Codes of two to four letters stay. */
function words(name: string): string {
  const shouted = name.length > 4 && name === name.toUpperCase() && /\p{Lu}/u.test(name);
  return shouted ? name.toLowerCase().replace(/(^|[\s(-])\p{Ll}/gu, (start) => start.toUpperCase()) : name;
}

function registrationOf(iso2: string) {
  const [mandatory, known] = [mandatoryNumbers[iso2], knownNumbers[iso2]];
  if (!mandatory && !known) return undefined;
  const digits = mandatory?.digits;
  return {
    kinds: mandatory?.kinds ?? known?.kinds ?? [],
    calledThere: known?.calledThere,
    digits,
    check: known?.check,
    example: known?.example ?? '12345678901234'.slice(0, Math.max(...(digits ?? [9]))),
    requiredOfResellers: mandatory !== undefined,
  };
}

function vatOf(iso2: string) {
  const rule = vatNumbers[iso2];
  return rule && { pattern: rule.pattern, example: rule.example, prefixes: rule.prefixes ?? [iso2], keepsPrefix: rule.keepsPrefix ?? false };
}

function resellerOf(iso2: string) {
  for (const [region, byCurrency] of Object.entries(resellerRegions)) {
    for (const [currency, members] of Object.entries(byCurrency)) {
      if (members.split(' ').includes(iso2)) return { region, ...(currency !== 'none' && { currency }) };
    }
  }
  return undefined;
}

/** Says which corrections a newer source has made needless. */
function warnOfIdle(iso2: string, given: Entry, correction: Correction | undefined): void {
  const idle = Object.entries(correction?.set ?? {}).filter(([word, value]) => given[word] === value);
  for (const [word] of idle) console.warn(`${iso2}.${word}: the source says the same by now (${correction?.why})`);
}
