import type { Locale, Translate } from '../../core/locale.ts';
import { cursorKey, idKey, page } from '../../core/page.ts';
import { fold } from '../../core/text.ts';
import type { Tx } from '../../server/tx.ts';
import type { FoundPartner, Wanted, Why } from './contract/directory.ts';
import { industries, type Industry, type Service, services } from './contract/fields.ts';
import { codeOf, codeQuery, isMeant, queryOf, wordsOf } from './directoryWords.ts';
import { nearestTo, NEAR_KM, originOf, squaresAround } from './near.ts';
import { findShown } from './queries.ts';
import { type EntryFound, findPages, type PageFound, searchDirectory } from './queries/directory.ts';
import type { Town } from './towns.ts';

type Say = (locale: Locale) => Translate;
export const logoUrl = (logo: { readonly fileId: string } | null): string | null => logo && `/api/public/partner-logos/${logo.fileId}`;

const regionNames = new Map<Locale, Intl.DisplayNames>();
export function countryIn(locale: Locale, code: string): string {
  const names = regionNames.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' });
  regionNames.set(locale, names);
  return names.of(code) ?? code;
}

/** Every country there is a name for. */
const everyCountry = Array.from({ length: 26 * 26 }, (_, n) => String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26))).filter(
  (code) => countryIn('en', code) !== code && !['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'].includes(code),
);

/** Industries and services that a word means in the reader's language. */
const tagsMeant = (locale: Locale, say: Say) => (word: string) => {
  const t = say(locale);
  return [
    ...industries.filter((key) => isMeant(t(`profiles.industry.${key}`), word)).map((key) => codeOf('industry', key)),
    ...services.filter((key) => isMeant(t(`profiles.service.${key}`), word)).map((key) => codeOf('service', key)),
  ];
};
const countriesMeant = (locale: Locale) => (word: string) =>
  everyCountry.filter((code) => isMeant(countryIn(locale, code), word)).map((code) => codeOf('country', code));

/** The town that a place means to this reader, if any. */
const meantBy = (locale: Locale, { place = '', country }: Wanted): Town | undefined =>
  originOf(place, {
    country,
    countryName: (code) => countryIn(locale, code),
    isCountry: (typed) => everyCountry.some((code) => fold(countryIn(locale, code)) === fold(typed)),
  });

const all = (parts: readonly (string | null)[]): string | null => {
  const there = parts.filter((part) => part !== null);
  return there.length ? there.map((part) => `(${part})`).join(' & ') : null;
};

/** The queries of what a visitor wants. */
export function queriesOf(locale: Locale, say: Say, wanted: Wanted) {
  const { search = '', place = '', skill = '', product = '', country, language, industry, service } = wanted;
  const anywhere = queryOf(search, { meant: tagsMeant(locale, say) });
  const named = queryOf(search, { field: 'name' });
  const tags = [
    queryOf(skill, { field: 'skill' }),
    queryOf(product, { field: 'product' }),
    industry ? codeQuery('industry', industry) : null,
    service ? codeQuery('service', service) : null,
  ];
  const called = queryOf(place, { field: 'place', meant: countriesMeant(locale) });
  const origin = called ? meantBy(locale, wanted) : undefined;
  const near = called && origin ? { origin, orPlace: called } : undefined;
  const narrow = all([
    anywhere,
    near ? `(${near.orPlace}) | ${squaresAround(near.origin)}` : called,
    ...tags,
    country ? codeQuery('country', country) : null,
    language ? codeQuery('language', language) : null,
  ]);
  return { narrow, named, tagged: queryOf(search, { field: 'skill', meant: tagsMeant(locale, say) }), city: queryOf(place, { field: 'place' }), near };
}

export interface Search extends Wanted {
  readonly locale: Locale;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Partners that a visitor finds, each with the reasons for its place. A company that may not be shown any more is left out at once. */
export async function findPartners(tx: Tx, say: Say, { locale, after, limit, ...wanted }: Search) {
  const [rank, name, id] = cursorKey(after) ?? [];
  const isOurs = typeof rank === 'number' && Number.isInteger(rank) && Math.abs(rank) < 100_000 && typeof name === 'string' && id !== undefined;
  const queries = queriesOf(locale, say, wanted);
  const rows = await searchDirectory(tx, {
    locale,
    ...queries,
    limit: limit + 1,
    after: isOurs ? { rank, name, profileId: idKey(id) } : undefined,
  });
  const shown = rows.length
    ? await findShown(
        tx,
        rows.map(({ accountId }) => accountId),
      )
    : new Set();
  const found = page(
    rows,
    limit,
    (row) => [row.rank, row.nameFolded, row.profileId],
    (row) => row,
  );
  return {
    next: found.next,
    items: found.items.filter((row) => shown.has(row.accountId)).map((row) => present(row, { locale, wanted, origin: queries.near?.origin, say })),
  };
}

interface Reading {
  readonly locale: Locale;
  readonly wanted: Wanted;
  readonly origin: Town | undefined;
  readonly say: Say;
}
const EXCERPT = 220;
/** The first lines; cut where a sentence or a word ends. */
export function excerptOf(description: string): string {
  const plain = description.replace(/\s+/g, ' ');
  if (plain.length <= EXCERPT) return plain;
  const cut = plain.slice(0, EXCERPT);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('。'));
  return end > EXCERPT / 2 ? cut.slice(0, end + 1) : `${cut.slice(0, Math.max(cut.lastIndexOf(' '), EXCERPT * 0.8))}…`;
}

function present(row: EntryFound, reading: Reading): FoundPartner {
  const { content } = row;
  return {
    pageId: row.pageId,
    country: row.country,
    locale: row.locale,
    name: content.name,
    excerpt: excerptOf(content.description),
    cities: citiesOf(row),
    languages: content.languages,
    industries: content.industries,
    services: content.services,
    logoUrl: logoUrl(content.logo),
    answerDays: row.answerDays,
    why: whyOf(row, reading),
  };
}
/** Letters have cities in capitals in some countries; a sentence has not. */
const inSentence = (city: string): string =>
  city === city.toUpperCase() ? city.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, first: string) => before + first.toUpperCase()) : city;
const citiesOf = ({ content }: EntryFound): string[] => [...new Set(content.places.flatMap(({ address }) => (address.city ? inSentence(address.city) : [])))];

/** In the order in which the rank weighs them. */
function whyOf(row: EntryFound, { locale, wanted, origin, say }: Reading): Why[] {
  const { content } = row;
  const why: Why[] = [];
  if (row.locale === locale) why.push({ kind: 'language' });
  else if (content.languages.includes(locale.slice(0, 2))) why.push({ kind: 'speaks' });
  if (wanted.place) why.push(whereOf(row, wanted.place, origin));
  if (wanted.search && row.isNamed) why.push({ kind: 'name' });
  const tags = matchedTags(row, locale, wanted, say);
  if (tags.industries.length + tags.services.length + tags.words.length) why.push({ kind: 'tags', ...tags });
  if (row.answerDays !== null && row.answerDays <= 3) why.push({ kind: 'answers', days: Math.max(1, Math.ceil(row.answerDays)) });
  return why;
}

function whereOf(row: EntryFound, place: string, origin: Town | undefined): Why {
  if (row.isInCity) return { kind: 'city', value: cityMeant(row, place) };
  const near = origin && nearestTo(origin, row.content.places);
  if (!near || near.kilometers > NEAR_KM * 1.05) return { kind: 'country', value: row.country };
  // "Lyon, France": the town itself, though its address does not say the country.
  if (near.kilometers < 1) return { kind: 'city', value: near.town.name };
  const from = origin.state ? `${origin.name}, ${origin.state}` : origin.name;
  return { kind: 'distance', kilometers: Math.round(near.kilometers), from, fromCountry: origin.country, value: near.town.name };
}

/** The city among theirs that was meant. */
const cityMeant = (row: EntryFound, place: string): string => {
  const cities = citiesOf(row);
  const typed = wordsOf(place);
  return cities.find((city) => wordsOf(city).some((word) => typed.some((each) => word.startsWith(each)))) ?? cities[0] ?? '';
};

function matchedTags({ content }: EntryFound, locale: Locale, { search = '', skill = '', product = '', industry, service }: Wanted, say: Say) {
  const t = say(locale);
  const typed = wordsOf(search);
  const asked = (text: string, more: string) => [...typed, ...wordsOf(more)].some((word) => wordsOf(text).some((each) => each.startsWith(word)));
  const means = (label: string) => typed.some((word) => isMeant(label, word));
  return {
    industries: content.industries.filter((key: Industry) => key === industry || means(t(`profiles.industry.${key}`))),
    services: content.services.filter((key: Service) => key === service || means(t(`profiles.service.${key}`))),
    words: [...content.skills.filter((tag) => asked(tag, skill)), ...content.products.filter((tag) => asked(tag, product))],
  };
}

export interface PartnerPage {
  /** The profile for the reader's language. */
  readonly shown: PageFound;
  readonly all: readonly PageFound[];
}
/** A partner's page, or nothing when there is none or its company may not be shown now. */
export async function findPartner(tx: Tx, pageId: string, locale: Locale): Promise<PartnerPage | undefined> {
  const pages = await findPages(tx, pageId);
  const [first] = pages;
  if (!first || !(await findShown(tx, [first.accountId])).has(first.accountId)) return undefined;
  return { shown: pages.find((each) => each.shownIn.includes(locale)) ?? first, all: pages };
}
