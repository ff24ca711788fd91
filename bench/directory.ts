import pg from 'pg';
import { addressOf } from '../src/core/endpoint.ts';
import type { Locale } from '../src/core/locale.ts';
import { profiles } from '../src/features/profiles/contract.ts';
import type { Wanted } from '../src/features/profiles/contract/directory.ts';
import { queriesOf } from '../src/features/profiles/directory.ts';
import { searchInSteps } from '../src/features/profiles/queries/directory.ts';
import { openApp } from '../src/main.server.ts';
import { readConfig } from '../src/server/config.ts';
import { openLog } from '../src/server/log.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import { openSentences } from '../src/server/sentences.ts';
import { against, alone, type Bench, inTurn, type Measure, median, type Result } from './measure.ts';

const many = 50_000;

/** What visitors look for: nothing yet, a word that half of all have, a place, one near which thousands are but none in it, a rare skill, all together. */
const searches: readonly (Wanted & { readonly locale: Locale })[] = [
  { locale: 'fr' },
  { locale: 'es', search: 'cloud' },
  { locale: 'fr', place: 'Lyon' },
  { locale: 'fr', place: 'Villeurbanne' },
  { locale: 'en', search: 'skill 417' },
  { locale: 'fr', search: 'cloud', place: 'France', service: 'migration', language: 'fr' },
  { locale: 'zh-CN', search: '科技' },
];

/** The directory of 50,000 partners, searched as visitors do; beside the bare limit: the same SQL through `pg`, its rows made into text. */
export const directory: Measure = {
  name: 'directory',
  about: 'Search over 50,000 partners',
  async run({ center, quick, say }: Bench): Promise<Result[]> {
    const at = await center();
    say(`making ${many} profiles …`);
    const owner = new pg.Client(at.owner);
    await owner.connect();
    await fillDirectory(owner);
    const config = readConfig({ DATA_DIR: at.dataDir, LOG_LEVEL: 'silent', DATABASE_POOL: '2' });
    const app = await openApp({ config, database: at.database, secrets: loadSecrets(at.dataDir), log: openLog('error'), now: () => new Date() });
    try {
      const results: Result[] = [];
      const slowest: number[] = [];
      for (const [n, wanted] of searches.entries()) {
        const query = new URLSearchParams(Object.entries(wanted).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []))).toString();
        let visitor = 0;
        // One visitor would be told to slow down.
        const ours = timed(async () => {
          const answer = await app.http.inject({ url: `${addressOf(profiles.searchPartners)}?${query}`, remoteAddress: `10.0.${n}.${++visitor % 250}` });
          if (answer.statusCode !== 200 || !answer.json<{ items: unknown[] }>().items.length) throw new Error(`${query}: ${answer.statusCode} ${answer.body}`);
        });
        const bare = timed(async () => void JSON.stringify(await bareSearch(owner, wanted)));
        for (let turn = 0; turn < 5; turn++) await Promise.all([ours(), bare()]);
        const [value, limit] = await inTurn(quick ? 5 : 25, ours, bare);
        slowest.push(value);
        results.push(against(`directory ${query}`, 'searches/s', perSecond(value), perSecond(limit), 0.5));
      }
      return [
        ...results,
        alone('directory, the slowest', 'ms', Math.round(Math.max(...slowest) * 10) / 10, 50),
        alone('directory, half', 'ms', Math.round(median(slowest) * 10) / 10, 50),
      ];
    } finally {
      await app.close();
      await owner.end();
    }
  },
};

const perSecond = (ms: number): number => Math.round(10_000 / ms) / 10;
const timed = (work: () => Promise<unknown>) => async (): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const sentences = openSentences();
const bareSearch = (owner: pg.Client, { locale, ...wanted }: (typeof searches)[number]) =>
  searchInSteps(
    { locale, ...queriesOf(locale, sentences.translator, wanted), limit: 21 },
    async (statement) => (await owner.query<Record<string, unknown>>(statement)).rows,
  );

/** Partners in five countries and languages, always the same ones; written by the owner role, set by set. */
async function fillDirectory(owner: pg.Client): Promise<void> {
  const now = new Date();
  await owner.query('begin');
  await owner.query(`create temporary table listed on commit drop as
    select n, md5('listed ' || n)::uuid as account_id, md5('profile ' || n)::uuid as profile_id, left(md5('page ' || n), 12) as page_id,
           (array['FR', 'ES', 'US', 'CN', 'TW'])[1 + n % 5] as country, (array['fr', 'es', 'en', 'zh-CN', 'zh-TW'])[1 + n % 5] as locale,
           (array['Lyon', 'Madrid', 'Seattle', '上海', '臺北', 'Paris', 'Sevilla', 'Portland', '苏州', '高雄'])[1 + n % 10] as city,
           (array['Atelier', 'Nube', 'Harbor', '云帆科技', '晨曦'])[1 + n % 5] || ' ' || n as name,
           array[(array['fr', 'es', 'de', 'zh', 'zh'])[1 + n % 5], 'en'] as speaks,
           (array[45.75, 40.42, 47.61, 31.23, 25.04, 48.86, 37.39, 45.52, 31.30, 22.63])[1 + n % 10] + n % 70 * 0.01 as latitude,
           (array[4.85, -3.70, -122.33, 121.47, 121.56, 2.35, -5.99, -122.68, 120.62, 120.31])[1 + n % 10] + n % 90 * 0.01 as longitude
      from generate_series(1, ${many}) n`);
  await owner.query(
    `insert into accounts (account_id, partner_id, name, name_folded, country, address, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status)
     select account_id, (5000000 + n)::text, name, lower(name), country, jsonb_build_object('country', country, 'line1', n || ' Main', 'city', city), '{}', $1, account_id, $1, 'authorized' from listed`,
    [now],
  );
  await owner.query(
    `insert into business_profiles (account_id, profile_id, country, locale, page_id, draft, created_at, changed_at) select account_id, profile_id, country, locale, page_id, '{}', $1, $1 from listed`,
    [now],
  );
  await owner.query(
    `insert into directory_entries (account_id, profile_id, page_id, country, locale, shown_in, spoken_in, name_folded, standing, answer_days, is_listed, published_at, towns_edition, stands_at, words)
     select account_id, profile_id, page_id, country, locale, 31, (array[3, 5, 1, 25, 25])[1 + n % 5], lower(name), n % 10, n % 9, true, $1, 1, point(longitude, degrees(ln(tan(pi() / 4 + radians(latitude) / 2)))),
            array_to_tsvector(array(select distinct w from unnest(
              array(select unnest(array[p, 'n:' || p]) from regexp_split_to_table(lower(replace(replace(name, '云帆科技', '云帆 帆科 科技 技'), '晨曦', '晨曦 曦')), ' ') p)
              || array[lower(city), 'p:' || lower(city), case when n % 2 = 0 then 'cloud' else 'backup' end, case when n % 2 = 0 then 's:cloud' else 's:backup' end,
                       'skill', 's:skill', (n % 500)::text, 's:' || n % 500, 'c:' || lower(country), 'l:' || speaks[1], 'l:en',
                       'i:health', case when n % 3 = 0 then 'v:migration' else 'v:security' end, 'y:' || lower(locale),
                       'g:' || floor(latitude) || '_' || floor(longitude)]) w))
       from listed`,
    [now],
  );
  await owner.query(`insert into directory_pages (account_id, profile_id, content)
    select account_id, profile_id, jsonb_build_object('name', name, 'description', repeat('We move small companies to the cloud and stay with them. ', 15), 'website', 'https://partner.example', 'companyPage', null,
      'industries', '["health"]'::jsonb, 'services', '["security"]'::jsonb, 'products', '["Ledger"]'::jsonb, 'skills', jsonb_build_array('skill ' || n % 500, 'cloud'), 'languages', to_jsonb(speaks), 'logo', null,
      'places', jsonb_build_array(jsonb_build_object('locationId', null, 'name', name, 'address', jsonb_build_object('country', country, 'line1', n || ' Main', 'city', city)))) from listed`);
  await owner.query('commit');
  await owner.query('vacuum analyze directory_entries, directory_pages, accounts');
}
