import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { pricesText, priceValues } from '../src/features/catalog/queries/pricing.ts';
import { pricedOffers } from './catalogData.ts';
import { customerReads, deepPlace, lastBeforeDeep } from './customersLimit.ts';
import { company, companyOfMany, location } from './people.ts';

/**
 * The bare limit: the same SQL through `pg`, the same bytes through `node:http`. Named statements on an ordinary pool of the
 * same size, as the owner role; no session, no rights, no row-level security, no log, no mapping of rows. What it answers is
 * told it beforehand (PUT), and made into text anew for each request, as anyone must.
 */
// Planned once: left to itself PostgreSQL would plan the list anew for each request.
const pool = new pg.Pool({
  ...(JSON.parse(process.argv[2] ?? '{}') as pg.PoolConfig),
  max: 10,
  options: `-c plan_cache_mode=force_generic_plan -c entente.account_id=${company}`,
});

const statements: Readonly<Record<string, () => pg.QueryConfig>> = {
  [`/locations/${location}`]: () => ({
    name: 'location',
    text: `select l.location_id, l.name, l.country, l.contact, l.shares_with, l.address, case
        when l.shares_with is null then null
        when l.shares_with = 'company' then (select jsonb_build_object('name', a.name, 'address', a.address) from accounts a where a.account_id = l.account_id)
        else (select jsonb_build_object('name', s.name, 'address', s.address) from locations s where s.account_id = l.account_id and s.location_id = l.shares_with) end as shared,
        l.registration_number, l.created_at, l.version
      from locations l where l.account_id = $1 and l.location_id = $2`,
    values: [company, location],
  }),
  '/locations': () => ({
    name: 'locations',
    text: `select l.location_id, l.name, l.country, l.contact, l.shares_with from locations l where l.account_id = $1
      order by l.name collate "und-x-icu", l.location_id limit 21`,
    values: [company],
  }),
  '/prices': () => ({
    name: 'prices',
    text: pricesText,
    values: priceValues(new Date(), {
      accountId: company,
      market: 'FR',
      currency: 'EUR',
      segment: 'commercial',
      lines: pricedOffers.map((offerId) => ({ offerId, quantity: 5, term: 'P1M', billingCycle: 'monthly' })),
    }),
  }),
  '/members': () => listOfPeople('people', company),
};
/** 20 people of a company and whether there are more, in the order of names. */
const listOfPeople = (name: string, account: string, narrow = '', values: readonly unknown[] = []): pg.QueryConfig => ({
  name,
  text: `select m.person_id, m.given_name, m.family_name, m.email, m.phone, m.is_guest, m.state, m.joined_at, m.last_used_at, m.removed_at, m.version,
      (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at) order by r.role), '[]') from role_assignments r
        where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > $2)) as roles
    from members m where m.account_id = $1 and m.state <> 'removed' ${narrow}
    order by m.family_name collate "und-x-icu", m.given_name collate "und-x-icu", m.person_id limit 21`,
  values: [account, new Date(), ...values],
});
const after = '(m.family_name collate "und-x-icu", m.given_name collate "und-x-icu", m.person_id) > ($3, $4, $5)';
const part = "m.person_id in (select s.person_id from members s where s.account_id = $1 and s.search_text like '%ferrer%' and s.search_text like '%123%')";
const farDown = { family: '', given: '', personId: '' };
async function findFarDown(): Promise<void> {
  const { rows } = await pool.query<{ family_name: string; given_name: string; person_id: string }>(
    'select family_name, given_name, person_id from members where account_id = $1 order by family_name collate "und-x-icu", given_name collate "und-x-icu", person_id offset 99979 limit 1',
    [companyOfMany],
  );
  const [row] = rows;
  if (row) Object.assign(farDown, { family: row.family_name, given: row.given_name, personId: row.person_id });
}
/** The company of 100,000 (manyPeople.ts), from the beginning of its list, by part of a name, and far down. */
const longLists: Readonly<Record<string, () => pg.QueryConfig>> = {
  '/many/first': () => listOfPeople('many', companyOfMany),
  '/many/search': () => listOfPeople('many_search', companyOfMany, `and ${part}`),
  '/many/deep': () => listOfPeople('many_deep', companyOfMany, `and ${after}`, [farDown.family, farDown.given, farDown.personId]),
};
const answers = new Map<string, unknown>();

async function answerTo(request: IncomingMessage): Promise<string> {
  const path = request.url?.split('?')[0] ?? '';
  if (request.method === 'PUT') {
    answers.set(path, JSON.parse(await text(request)));
    return '';
  }
  if (path === '/many/deep' && !farDown.personId) await findFarDown();
  if (path === '/customers/deep' && !deepPlace.customerId) {
    const { rows } = await pool.query<{ name: string; customer_id: string }>(lastBeforeDeep);
    Object.assign(deepPlace, { name: rows[0]?.name, customerId: rows[0]?.customer_id });
  }
  const statement = statements[path] ?? longLists[path] ?? customerReads[path];
  if (!statement) throw new Error(`there is no ${path}`);
  const { rows } = await pool.query(statement());
  if (!rows.length) throw new Error('the rows are not there');
  return JSON.stringify(answers.get(path));
}

const server = createServer((request, response) => {
  answerTo(request).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => console.log(`The limit is at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void pool.end().then(() => process.exit(0));
});
