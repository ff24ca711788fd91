import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { cursor } from '../src/core/page.ts';
import type { Center } from './center.ts';
import { against, alone, type Bench, inTurn, type Measure, median, type Result } from './measure.ts';
import { companyOfMany as many, idOf, location } from './people.ts';
import { everyCore, load, pin } from './processes.ts';

/** A company of 100,000, made when a measure first asks for it. */
const people = 100_000;
const pathOf = (rest: string): string => `/api/a/${many}${rest}`;

let made: Promise<void> | undefined;
export const filled = (center: Center): Promise<void> => (made ??= fill(center));
async function fill(center: Center): Promise<void> {
  await asOwner(center, async (owner) => {
    await owner.query('begin');
    await owner.query(
      `insert into accounts (account_id, partner_id, name, name_folded, country, address, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status)
       select $1::uuid, '4999999', 'Company of many', 'company of many', country, address, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status from accounts where account_id = $2`,
      [many, idOf('company 0')],
    );
    await owner.query("insert into partner_ids (partner_id, account_id) values ('4999999', $1::uuid)", [many]);
    await owner.query(
      `create temporary table made on commit drop as select n, md5('many ' || n)::uuid as person_id,
              (array['Ana', 'Benoît', '敏', '怡君', 'Dana', 'Lucía', 'Noël', 'Zoë'])[1 + n % 8] as given_name,
              (array['Pérez', 'Moreau', '王', '陳', 'Whitlock', 'Ferrer', 'Núñez', 'Lefèvre', 'Ångström', '李'])[1 + (n * 3) % 10] || ' ' || n as family_name,
              'person.' || n || '@many.example' as email from generate_series(1, ${people - 1}) n`,
    );
    await owner.query(
      "insert into people (person_id, given_name, family_name, email, locale, created_at) select person_id, given_name, family_name, email, 'en', now() from made",
    );
    await owner.query(
      `insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at)
       select $1::uuid, person_id, given_name, family_name, email, lower(family_name || ' ' || given_name || ' ' || email), now() from made
       union all select $1::uuid, person_id, given_name, family_name, email, lower(family_name || ' ' || given_name || ' ' || email), now() from people where person_id = $2::uuid`,
      [many, idOf('person 0 1')],
    );
    await owner.query(
      "insert into role_assignments (account_id, person_id, role, given_at) select $1::uuid, person_id, 'default_user', now() from made union all select $1::uuid, $2::uuid, 'global_admin', now()",
      [many, idOf('person 0 1')],
    );
    await owner.query('commit');
    await owner.query('vacuum analyze');
  });
}

async function asOwner<T>({ owner }: Center, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner);
  await client.connect();
  return work(client).finally(() => client.end());
}

/** A list of 20 out of 100,000 beside the same SQL; `limitPath` names it to the limit. */
const listing = (name: string, about: string, limitPath: string, query: (center: Center) => Promise<string>): Measure => ({
  name,
  about,
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await filled(center);
    await Promise.all([pin(center.pid, '0'), pin(center.limitPid, '0')]);
    const [ours, bare] = [`${center.url}${pathOf(`/members?limit=20${await query(center)}`)}`, `${center.limitUrl}${limitPath}`];
    const answer = await fetch(ours, { headers: center.headers });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${ours}: ${answer.status} ${body}`);
    if ((JSON.parse(body) as { items: unknown[] }).items.length !== 20) throw new Error(`${name}: the page has not 20 people`);
    await fetch(bare, { method: 'PUT', body });
    const warm = { seconds: bench.quick ? 2 : 6 },
      amount = { seconds: bench.quick ? 1 : 3 };
    await load(ours, center.headers, warm);
    await load(bare, {}, warm);
    const [value, limit] = await inTurn(
      bench.quick ? 3 : 7,
      () => load(ours, center.headers, amount),
      () => load(bare, {}, amount),
    );
    return [against(name, 'requests/s', Math.round(value * 10) / 10, Math.round(limit * 10) / 10, 0.5)];
  },
});

/** The last row of page 4,999 of 20, by which page 5,000 is asked for. */
const deep = async (center: Center): Promise<string> =>
  asOwner(center, async (owner) => {
    const { rows } = await owner.query<{ family_name: string; given_name: string; person_id: string }>(
      'select family_name, given_name, person_id from members where account_id = $1 order by family_name collate "und-x-icu", given_name collate "und-x-icu", person_id offset 99979 limit 1',
      [many],
    );
    const row = rows[0];
    if (!row) throw new Error('there are no 5,000 pages');
    return `&after=${cursor(row.family_name, row.given_name, row.person_id)}`;
  });
export const listMany = listing('list-100k', 'List of 20 people out of 100,000', '/many/first', async () => '');
export const searchMany = listing('search', 'Search by part of a name among 100,000', '/many/search', async () => '&search=ferrer+123');
export const deepMany = listing('deep page', 'Page 5,000 of a list of 100,000', '/many/deep', deep);

/** Time until the first byte of an export of 100,000 people comes, and until the last; and what the server's memory grows by. */
export const exportMany: Measure = {
  name: 'export',
  about: 'Export of 100,000 people',
  async run(bench) {
    const center = await bench.center();
    await filled(center);
    const rounds = bench.quick ? 2 : 5;
    const figures: { first: number; all: number; lines: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      const answer = await fetch(`${center.url}${pathOf('/members/export')}`, { headers: center.headers });
      if (!answer.ok || !answer.body) throw new Error(`the export: ${answer.status} ${await answer.text()}`);
      let [first, lines] = [0, 0];
      for await (const piece of answer.body) {
        first ||= performance.now() - begun;
        for (const byte of piece) if (byte === 10) lines++;
      }
      figures.push({ first, lines, all: performance.now() - begun });
      if (lines !== people + 1) throw new Error(`the export has ${lines} lines`);
    }
    const middle = (pick: 'first' | 'all') => Math.round(median(figures.map((figure) => figure[pick])));
    return [alone('export first byte', 'ms', middle('first'), 300), alone('export whole', 'ms', middle('all'), 20_000)];
  },
};

const imported = 10_000;
/** 10,000 people from a file: read, invited, their mails asked for; how quickly others are answered meanwhile, and what it takes of memory. */
export const importMany: Measure = {
  name: 'import',
  about: 'Import of 10,000 people',
  async run(bench) {
    const center = await bench.center();
    await filled(center);
    await pin(center.pid, everyCore);
    // Whoever confirms has just shown a second factor.
    await asOwner(center, (owner) => owner.query('update sessions set second_factor_at = now(), version = version + 1'));
    const before = await memoryOf(center.pid);
    const watch = watchAnswers(center);
    const begun = performance.now();
    const { importId } = (await post(center, '/imports', { name: 'people.csv', content: csvOf().toString('base64') })) as { importId: string };
    const { version } = await until(center, importId, 'ready');
    const read = performance.now();
    await post(center, `/imports/${importId}/confirm`, { version });
    const done = await until(center, importId, 'done');
    const end = performance.now();
    if (done.counts.invite !== imported) throw new Error(`${done.counts.invite} were invited`);
    const slowest = await watch();
    const grown = (await memoryOf(center.pid)) - before;
    bench.say(`read in ${Math.round(read - begun)} ms, carried out in ${Math.round(end - read)} ms`);
    return [
      alone('import', 'ms', Math.round(end - begun), 10_000),
      alone('import, others wait', 'ms', slowest, 250),
      alone('import, memory', 'MB', Math.max(0, Math.round(grown)), 150),
    ];
  },
};

const csvOf = (): Buffer =>
  Buffer.from(
    `email,given_name,family_name,roles,language\r\n${Array.from({ length: imported }, (_, n) => `new.${n}.${Date.now()}@many.example,Zoë,Ferrer ${n},default_user,fr\r\n`).join('')}`,
  );

async function post(center: Center, path: string, input: object): Promise<unknown> {
  const answer = await fetch(`${center.url}${pathOf(path)}`, {
    method: 'POST',
    headers: { ...center.headers, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

interface Seen {
  readonly state: string;
  readonly version: number;
  readonly counts: { readonly invite: number };
}
async function until(center: Center, importId: string, state: string): Promise<Seen> {
  for (let turn = 0; turn < 1_200; turn++) {
    const seen = (await fetch(`${center.url}${pathOf(`/imports/${importId}`)}`, { headers: center.headers }).then((answer) => answer.json())) as Seen;
    if (seen.state === state) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the import did not come to ${state} within a minute`);
}

/** Reads something small over and over; what it returns ends that and tells how long 95 of 100 answers took at most. */
function watchAnswers(center: Center): () => Promise<number> {
  const times: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver && times.length < 10_000) {
      const begun = performance.now();
      await fetch(`${center.url}${center.companyPath}/locations/${location}`, { headers: center.headers }).then((answer) => answer.arrayBuffer());
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  // Whatever breaks the import is said by the import itself.
  watching.catch(() => {});
  return async () => {
    isOver = true;
    await watching;
    return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0);
  };
}

/** Resident megabytes of a process at its highest so far. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
