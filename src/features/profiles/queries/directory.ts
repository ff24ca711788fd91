import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { codeQuery } from '../directoryWords.ts';
import { kmOnMap, NEAR_KM, NEAR_STEPS_KM, onMap } from '../near.ts';
import { bitsOf, localesIn } from '../policy.ts';
import { Listed } from '../contract/directory.ts';
import type { Town } from '../towns.ts';

export interface DirectoryWanted {
  /** The language of the reader. */
  readonly locale: Locale;
  /** tsqueries of directoryWords.ts: what must be found, and of it what tells the order. */
  readonly narrow: string | null;
  readonly named: string | null;
  readonly tagged: string | null;
  readonly city: string | null;
  /** The town that is meant, and the tsquery of whatever else the place may mean: who has neither is not wanted. */
  readonly near?: { readonly origin: Town; readonly orPlace: string } | undefined;
  readonly after?: { readonly rank: number; readonly name: string; readonly profileId: string } | undefined;
  readonly limit: number;
}

export interface EntryFound {
  readonly accountId: string;
  readonly profileId: string;
  readonly pageId: string;
  readonly country: string;
  readonly locale: Locale;
  readonly nameFolded: string;
  /** The weight of the match; the highest comes first. */
  readonly rank: number;
  readonly answerDays: number | null;
  readonly isNamed: boolean;
  readonly isInCity: boolean;
  readonly content: Listed;
}

/** What a profile in the reader's own language weighs at least, and no other one. */
const OWN_LANGUAGE = 10_000;

/** One more than `limit` tells that there is a next page. What is shown is read only of the page's rows. */
export async function searchDirectory(tx: Tx, wanted: DirectoryWanted): Promise<EntryFound[]> {
  const rows = await searchInSteps(wanted, async ({ text, values, name }) => (await run(tx, text, values, name)).rows);
  return rows.map((row) => ({
    accountId: row['account_id'] as string,
    profileId: row['profile_id'] as string,
    pageId: row['page_id'] as string,
    country: row['country'] as string,
    locale: row['locale'] as Locale,
    nameFolded: row['name_folded'] as string,
    rank: row['rank'] as number,
    answerDays: row['answer_days'] as number | null,
    isNamed: row['is_named'] as boolean,
    isInCity: row['is_in_city'] as boolean,
    content: Listed.parse(row['content']),
  }));
}

type Sent = (statement: ReturnType<typeof searchStatement>) => Promise<Record<string, unknown>[]>;
/**
 * Profiles in the reader's language come before all others, so they are looked for first, and the others only when these do
 * not fill the page: of many partners few need be weighed. The measure in bench/ sends the statements without the house.
 */
export async function searchInSteps(wanted: DirectoryWanted, send: Sent): Promise<Record<string, unknown>[]> {
  const isAmongOwn = !wanted.after || wanted.after.rank >= OWN_LANGUAGE;
  const own = isAmongOwn ? await send(searchStatement(wanted, { ownLanguage: true })) : [];
  return own.length >= wanted.limit ? own : send(searchStatement(wanted, { ownLanguage: false }));
}

function searchStatement({ locale, narrow, city, named, tagged, near, after, limit }: DirectoryWanted, { ownLanguage }: { readonly ownLanguage: boolean }) {
  const values: unknown[] = [];
  const given = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const has = (query: string | null) => (query === null ? 'false' : `e.words @@ ${given(query, 'tsquery')}`);
  const [inLanguage, bit, isInCity, isNamed, isTagged] = [given(locale, 'text'), given(bitsOf([locale]), 'int'), has(city), has(named), has(tagged)];
  // Both in the index: the words, and the language where it is the reader's own.
  const words = [...(narrow ? [`(${narrow})`] : []), ...(narrow && ownLanguage ? [codeQuery('locale', locale)] : [])].join(' & ');
  const far = near && farFrom(near.origin, given);
  const onThisMap = (km: number) => (near ? kmOnMap(near.origin, km) : 0);
  const steps = far && `width_bucket(${far}, ${given(NEAR_STEPS_KM.map(onThisMap), 'float8[]')})`;
  // Language, then place, then name and tags, then what is known beforehand: each outweighs all that come after it.
  const rank = [
    `case when e.locale = ${inLanguage} then ${OWN_LANGUAGE} when e.spoken_in & ${bit} <> 0 then 5000 else 0 end`,
    ...(city
      ? [`case when ${isInCity} then 400 * ${NEAR_STEPS_KM.length + 1} else ${steps ? `coalesce(400 * (${NEAR_STEPS_KM.length} - ${steps}), 0)` : '0'} end`]
      : []),
    ...(named ? [`case when ${isNamed} then 200 else 0 end`] : []),
    ...(tagged ? [`case when ${isTagged} then 100 else 0 end`] : []),
    'e.standing',
  ].join(' + ');
  const found = `select e.account_id, e.profile_id, e.name_folded, ${rank} as rank from directory_entries e
    where e.is_listed and e.shown_in & ${bit} <> 0 ${words ? `and e.words @@ ${given(words, 'tsquery')}` : ownLanguage ? `and e.locale = ${inLanguage}` : ''}
      ${near ? `and (${far} < ${given(onThisMap(NEAR_KM), 'float8')} or e.words @@ ${given(near.orPlace, 'tsquery')})` : ''}`;
  const behind = after
    ? `where (-f.rank, f.name_folded collate "C", f.profile_id) > (${given(-after.rank, 'int')}, ${given(after.name, 'text')} collate "C", ${given(after.profileId, 'uuid')})`
    : '';
  const order = 'order by -f.rank, f.name_folded collate "C", f.profile_id';
  const text = `select f.rank, e.account_id, e.profile_id, e.page_id, e.country, e.locale, e.name_folded, e.answer_days::float8 as answer_days,
      ${isNamed} as is_named, ${isInCity} as is_in_city, p.content
    from (select * from (${found}) f ${behind} ${order} limit ${limit}) f
    join directory_entries e on e.account_id = f.account_id and e.profile_id = f.profile_id
    join directory_pages p on p.account_id = f.account_id and p.profile_id = f.profile_id
    ${order}`;
  // Only without words is the plan the same for everyone, and worth keeping.
  return { text, values, ...(narrow ? {} : { name: `profiles.order.${limit}.${after ? 'after' : 'first'}.${ownLanguage ? 'own' : 'all'}` }) };
}

/** On the map, from the town to the nearest place of the profile; null where none is known. */
function farFrom(origin: Town, given: (value: unknown, type: string) => string): string {
  const town = given(onMap(origin), 'point');
  return `case when e.also_at is null then e.stands_at <-> ${town} else least(e.stands_at <-> ${town}, (select min(p <-> ${town}) from unnest(e.also_at) p)) end`;
}

export interface PageFound {
  readonly accountId: string;
  readonly profileId: string;
  readonly country: string;
  readonly locale: Locale;
  readonly shownIn: readonly Locale[];
  readonly answerDays: number | null;
  readonly publishedAt: Date;
  readonly content: Listed;
}

/** A company's profiles in a country, in all their languages; whoever shows one must ask `findShown` first. */
export async function findPages(tx: Tx, pageId: string): Promise<PageFound[]> {
  const { rows } = await run(
    tx,
    `select e.account_id, e.profile_id, e.country, e.locale, e.shown_in, e.answer_days::float8 as answer_days, e.published_at, p.content
       from directory_entries e join directory_pages p using (account_id, profile_id) where e.page_id = $1 and e.is_listed order by e.locale`,
    [pageId],
    'profiles.page',
  );
  return rows.map((row) => ({
    accountId: row['account_id'] as string,
    profileId: row['profile_id'] as string,
    country: row['country'] as string,
    locale: row['locale'] as Locale,
    shownIn: localesIn(row['shown_in'] as number),
    answerDays: row['answer_days'] as number | null,
    publishedAt: row['published_at'] as Date,
    content: Listed.parse(row['content']),
  }));
}

/** Pages whose id begins with a character, for search engines; 36 parts hold some hundred thousand. */
export async function listPageIds(tx: Tx, first: string): Promise<{ readonly pageId: string; readonly name: string; readonly publishedAt: Date }[]> {
  const { rows } = await run(
    tx,
    `select e.page_id, min(e.name_folded) as name, max(e.published_at) as published_at from directory_entries e
      where e.is_listed and e.page_id >= $1 and e.page_id < $2 group by e.page_id order by e.page_id limit 9000`,
    [first, String.fromCharCode(first.charCodeAt(0) + 1)],
    'profiles.sitemap',
  );
  return rows.map((row) => ({ pageId: row['page_id'] as string, name: row['name'] as string, publishedAt: row['published_at'] as Date }));
}
