import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { cursor } from '../src/core/page.ts';
import type { Center } from './center.ts';
import { customerId, customerOfMany, customersOfMany, lastBeforeDeep, often, rarely } from './customersLimit.ts';
import { filled } from './manyPeople.ts';
import { against, alone, type Bench, inTurn, type Measure, median, type Result } from './measure.ts';
import { companyOfMany as many, idOf } from './people.ts';
import { load, pin } from './processes.ts';

/** 100,000 customers of the company of 100,000, made when a measure first asks for them. */
let made: Promise<void> | undefined;
export const withCustomers = (center: Center): Promise<void> => (made ??= filled(center).then(() => fill(center)));

async function fill(center: Center): Promise<void> {
  const owner = new pg.Client(center.owner);
  await owner.connect();
  try {
    await owner.query("insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'reseller_direct', 'active', now(), now())", [
      many,
    ]);
    await owner.query("insert into role_assignments (account_id, person_id, role, given_at) values ($1, $2, 'admin_agent', now())", [many, idOf('person 0 1')]);
    await owner.query('update members set rights_version = rights_version + 1 where account_id = $1 and person_id = $2', [many, idOf('person 0 1')]);
    await addCustomers(owner, 1, customersOfMany);
  } finally {
    await owner.end();
  }
}

/** Customers by their numbers, in the company of 100,000. */
async function addCustomers(owner: pg.Client, from: number, to: number): Promise<void> {
  await owner.query('begin');
  await owner.query(
    `create temporary table made_up on commit drop as select ${customerId("md5('customer ' || n)")} as customer_id, 'c' || n || '.many.example' as domain, n,
              (array['Cascade', 'Éclair', 'Harbor', '湖畔', 'Niño', 'Summit', 'Über', '山茶'])[1 + n % 8] || ' ' || n || ' ' ||
              (array['Books', 'Orchard', 'Tools', '服务', 'Viajes'])[1 + (n * 3) % 5] as name from generate_series(${from}, ${to}) n`,
  );
  await owner.query("insert into tenants (tenant_id, domain, name, country, created_at) select customer_id, domain, name, 'FR', now() from made_up");
  await owner.query(
    `insert into customers (account_id, customer_id, name, tenant_name, name_folded, search_text, domain, country, relationship, created_via, address, address_check, contact, locale, created_at, created_by_name)
       select $1, customer_id, name, name, lower(name), lower(name) || ' ' || domain || ' ' || customer_id, domain, 'FR', 'direct_reseller', 'creation',
              '{"country":"FR","line1":"12 rue des Lices","city":"RENNES","postalCode":"35000"}', 'verified_shippable',
              jsonb_build_object('givenName', 'Lucía', 'familyName', 'Ferrer', 'middleName', null, 'email', 'lucia@' || domain, 'phone', '+33299285555'), 'fr', now() - n * interval '1 second', 'Ana Pérez'
         from made_up`,
    [many],
  );
  await owner.query('commit');
  await owner.query('vacuum analyze customers');
}

interface Read {
  readonly name: string;
  readonly about?: string;
  /** Below the address of the center. */
  readonly path: string;
  /** By what name the limit knows it. */
  readonly limitPath: string;
  /** What proves who asks; the admin's session unless said. */
  readonly headers?: (center: Center) => Promise<Readonly<Record<string, string>>>;
}
/** A read of customers over HTTP, with session or token, rights and row-level security, beside the same SQL. */
export const readingCustomers = ({ name, about = '', path, limitPath, headers: proof = async ({ headers }) => headers }: Read): Measure => ({
  name,
  about,
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await withCustomers(center);
    await Promise.all([pin(center.pid, '0'), pin(center.limitPid, '0')]);
    const [ours, bare] = [`${center.url}${path}`, `${center.limitUrl}${limitPath}`];
    const headers = await proof(center);
    const answer = await fetch(ours, { headers });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${ours}: ${answer.status} ${body}`);
    await fetch(bare, { method: 'PUT', body });
    const warm = { seconds: bench.quick ? 2 : 6 },
      amount = { seconds: bench.quick ? 1 : 3 };
    await load(ours, headers, warm);
    await load(bare, {}, warm);
    const [value, limit] = await inTurn(
      bench.quick ? 3 : 7,
      () => load(ours, headers, amount),
      () => load(bare, {}, amount),
    );
    return [against(name, 'requests/s', Math.round(value * 10) / 10, Math.round(limit * 10) / 10, 0.5)];
  },
});

const native = `/api/a/${many}/customers`;
const words = (text: string): string => `${native}?limit=20&search=${text.replaceAll(' ', '+')}`;
export const readCustomer = readingCustomers({
  name: 'customer',
  about: 'Read of one customer out of 100,000',
  path: `${native}/${customerOfMany}`,
  limitPath: '/customers/one',
});
/** The last row of page 4,999 of 20, by which page 5,000 is asked for. */
async function deepPlace(center: Center): Promise<string> {
  const owner = new pg.Client(center.owner);
  await owner.connect();
  const { rows } = await owner.query<{ name: string; customer_id: string }>(lastBeforeDeep).finally(() => owner.end());
  const [row] = rows;
  if (!row) throw new Error('there are no 5,000 pages');
  return cursor(row.name, row.customer_id);
}
/** Under one name: from the beginning, page 5,000, by what few have, by what many have. */
export const listCustomers: Measure = {
  name: 'customers-100k',
  about: 'List of 20 customers out of 100,000, and searches among them',
  async run(bench) {
    const center = await bench.center();
    await withCustomers(center);
    const deep = await deepPlace(center);
    const parts = [
      readingCustomers({ name: 'customers-100k', path: `${native}?limit=20`, limitPath: '/customers/first' }),
      readingCustomers({ name: 'customers, page 5,000', path: `${native}?limit=20&after=${deep}`, limitPath: '/customers/deep' }),
      readingCustomers({ name: 'customers, rare words', path: words(rarely), limitPath: '/customers/rare' }),
      readingCustomers({ name: 'customers, a common word', path: words(often), limitPath: '/customers/often' }),
    ];
    const results: Result[] = [];
    for (const part of parts) results.push(...(await part.run(bench)));
    return results;
  },
};

/** Reads an export to its end. */
async function exported(center: Center, expected: number): Promise<{ readonly first: number; readonly all: number }> {
  const begun = performance.now();
  const answer = await fetch(`${center.url}/api/a/${many}/customers/export`, { headers: center.headers });
  if (!answer.ok || !answer.body) throw new Error(`the export: ${answer.status} ${await answer.text()}`);
  let [first, lines] = [0, 0];
  for await (const piece of answer.body) {
    first ||= performance.now() - begun;
    for (const byte of piece) if (byte === 10) lines++;
  }
  if (lines !== expected + 1) throw new Error(`the export has ${lines} lines`);
  return { first, all: performance.now() - begun };
}

/** Time until the first byte of an export of 100,000 customers comes, and until the last. */
export const exportCustomers: Measure = {
  name: 'customers-export',
  about: 'Export of 100,000 customers',
  async run(bench) {
    const center = await bench.center();
    await withCustomers(center);
    const figures: { first: number; all: number }[] = [];
    for (let round = 0; round < (bench.quick ? 2 : 5); round++) figures.push(await exported(center, customersOfMany));
    const middle = (pick: 'first' | 'all') => Math.round(median(figures.map((figure) => figure[pick])));
    return [alone('customers-export first byte', 'ms', middle('first'), 300), alone('customers-export whole', 'ms', middle('all'), 20_000)];
  },
};

const aMillion = 1_000_000;
/** Resident memory of a process, in MB. */
const residentMb = async (pid: number): Promise<number> => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** An export of 1,000,000 customers: when its first byte comes, and by how much the server grows meanwhile. Last of all: it makes the company ten times as large. */
export const exportMillion: Measure = {
  name: 'customers-million',
  about: 'Export of 1,000,000 customers',
  async run(bench) {
    const center = await bench.center();
    await withCustomers(center);
    const owner = new pg.Client(center.owner);
    await owner.connect();
    bench.say('making 900,000 more customers …');
    await addCustomers(owner, customersOfMany + 1, aMillion);
    await owner.end();
    // What the first export loads belongs to no export.
    await exported(center, aMillion);
    const before = await residentMb(center.pid);
    let peak = before;
    const watch = setInterval(() => {
      residentMb(center.pid).then(
        (now) => {
          peak = Math.max(peak, now);
        },
        () => {},
      );
    }, 100);
    const { first, all } = await exported(center, aMillion).finally(() => clearInterval(watch));
    return [
      alone('customers-million first byte', 'ms', Math.round(first), 300),
      alone('customers-million whole', 'ms', Math.round(all), 120_000),
      alone('customers-million growth', 'MB', Math.round(peak - before), 60),
    ];
  },
};
