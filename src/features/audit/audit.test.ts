import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { z } from 'zod';
import { expect, inject, test } from 'vitest';
import { account, as, buildWorld, join, member, openAppIn, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { announcements } from '../../announcements.ts';
import { announcement, secret } from '../../core/announcement.ts';
import type { Download } from '../../server/http.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { migrate } from '../../server/migrate.ts';
import { accounts } from '../accounts/contract.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { erasePersonFromLog } from './acts.ts';
import { areaOf, audit } from './contract.ts';
import { bytesOf, sealAll, textOf } from './testing.ts';
import { verifyLog } from './verify.ts';

const world = await buildWorld();
const start = world.now;
const admin = await member(world, await account(world, 'Contoso'), 'global_admin');
const company = await account(world, 'Fabrikam');
const boss = await join(world, company, await person(world, { givenName: 'Nadia', familyName: 'Renard' }), 'global_admin');
const colleague = await join(world, company, await person(world, { givenName: 'Tom', familyName: 'Whitaker' }), 'default_user');
const own = (who = boss) => as(world, audit, { ...who, account: company });

const Noted = announcement('members.noted', z.object({ name: z.string() }));
const note = (accountId: string, name: string, at = world.now) =>
  inAccount(world.app.db, accountId, (tx) => announce(tx, system('test', accountId), at, Noted, { details: { name } }));

async function giveRole(role: 'billing_admin' | 'user_admin' = 'billing_admin') {
  const people = as(world, members, { ...boss, account: company });
  const { version, roles } = await people.getMember({ personId: colleague.personId });
  await people.setRoles({
    personId: colleague.personId,
    version,
    roles: [...roles.map(({ role: had, scope, endsAt }) => ({ role: had, scope, endsAt })), { role, scope: 'company', endsAt: null }],
  });
}

test('a role given stands in the log: by whom, for whom, from where, before and after', async () => {
  await giveRole();
  const { items } = await own().listActivity({ kind: 'roles.given' });
  expect(items).toMatchObject([
    {
      name: 'roles.given',
      by: { kind: 'person', personId: boss.personId, name: 'Nadia Renard' },
      concerned: { personId: colleague.personId, name: 'Tom Whitaker' },
      place: null,
    },
  ]);
  const entry = await own().getEntry({ entryId: items[0]?.entryId ?? '' });
  expect(entry).toMatchObject({ origin: { address: '192.0.2.1' }, after: { role: 'billing_admin', scope: 'company' }, seal: null });
});

test('the log is found by who, whom, kind, time and any part of a name or address', async () => {
  await as(world, accounts, { ...boss, account: company }).updateSupportDetails({ email: 'aide@fabrikam.example', phone: null, website: null, version: 1 });
  await world.admin.query("update announcements set at = '2026-12-05T10:00:00Z' where account_id = $1 and name = 'accounts.support_details_changed'", [
    company.accountId,
  ]);
  await world.admin.query('update seal_queue q set at = a.at from announcements a where a.announcement_id = q.announcement_id');
  const names = async (filter: Parameters<ReturnType<typeof own>['listActivity']>[0]) => (await own().listActivity(filter)).items.map(({ name }) => name);
  expect(await names({ search: 'AIDE@fabri' })).toEqual(['accounts.support_details_changed']);
  expect(await names({ search: 'whitak rena' })).toEqual(['roles.given']);
  expect(await names({ search: '100%' })).toEqual([]);
  expect(await names({ about: colleague.personId })).toEqual(['roles.given']);
  expect(await names({ by: colleague.personId })).toEqual([]);
  expect(await names({ area: 'company' })).toEqual(['accounts.support_details_changed']);
  expect(await names({ area: 'company,roles', from: new Date('2026-12-01') })).toEqual(['accounts.support_details_changed']);
  expect(await names({ to: new Date('2026-12-01'), area: 'roles' })).toEqual(['roles.given']);
  expect((await own().listDoers({})).items).toEqual([{ personId: boss.personId, name: 'Nadia Renard' }]);
});

test('page after page, nothing is left out and nothing comes twice', async () => {
  const paged = await account(world, 'Paged');
  const reader = await member(world, paged, 'admin_agent');
  // Many of one instant, as an import writes them.
  for (let n = 0; n < 23; n++) await note(paged.accountId, `n${n}`, n < 15 ? world.now : new Date(world.now.getTime() - n * 1000));
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await as(world, audit, { ...reader, account: paged }).listActivity({ limit: 5, ...(after ? { after } : {}) });
    seen.push(...items.map(({ entryId }) => entryId));
    if (!next) break;
    after = next;
  }
  expect(new Set(seen).size).toBe(23);
  expect(seen).toHaveLength(23);
});

test('another company’s log is not seen, nor can one of its entries be told from one that never was', async () => {
  const { items } = await own().listActivity({ limit: 1 });
  const stranger = as(world, audit, { ...admin, account: company });
  expect((await refusal(stranger.listActivity({}))).code).toBe('not_found');
  const elsewhere = await account(world, 'Elsewhere');
  const other = as(world, audit, { ...(await member(world, elsewhere, 'global_admin')), account: elsewhere });
  expect((await refusal(other.getEntry({ entryId: items[0]?.entryId ?? '' }))).code).toBe('not_found');
  expect((await other.listActivity({})).items).toEqual([]);
  // Not even by asking the function that looks past the policies.
  const found = await inAccount(world.app.db, elsewhere.accountId, (tx) =>
    tx
      .selectNoFrom((eb) =>
        eb
          .selectFrom(
            eb
              .fn<{ announcementId: string }>('find_announcements', [
                eb.val(company.accountId),
                eb.val('{}'),
                ...Array.from({ length: 8 }, () => eb.lit(null)),
                eb.lit(100),
              ])
              .as('f'),
          )
          .select((f) => f.fn.countAll<number>().as('n'))
          .as('n'),
      )
      .executeTakeFirst(),
  );
  expect(found?.n).toBe(0);
});

test('each entry is chained after its commit, the newest head is signed once a day', async () => {
  await giveRole('user_admin');
  expect((await own().getSeal({})).waiting).toBeGreaterThan(0);
  await sealAll(world);
  const sealed = await own().getSeal({});
  expect(sealed).toMatchObject({ waiting: 0, waitingSince: null, head: { day: '2026-11-21' } });
  expect(sealed.head?.place).toBe(sealed.sealed?.place);
  await note(company.accountId, 'later');
  await sealAll(world);
  expect((await own().getSeal({})).head).toEqual(sealed.head);
  await world.app.sealer.seal(new Date('2026-11-22T00:00:01Z'));
  const next = await own().getSeal({});
  expect(next.head).toMatchObject({ day: '2026-11-22', place: next.sealed?.place });
});

test('an entry whose transaction began early and ends late is chained after it has ended, and never between two others', async () => {
  const raced = await account(world, 'Raced');
  const reader = await member(world, raced, 'global_admin');
  const early = new pg.Client({ ...inject('postgres'), database: world.database });
  await early.connect();
  await early.query('begin');
  const id = crypto.randomUUID();
  await early.query("insert into announcements (announcement_id, at, account_id, name, actor_kind) values ($1, $2, $3, 'members.noted', 'system')", [
    id,
    world.now,
    raced.accountId,
  ]);
  await early.query('insert into seal_queue (announcement_id, at) values ($1, $2)', [id, world.now]);
  await note(raced.accountId, 'quick');
  // The quick one has committed; as long as the early one is open it must wait, or the early one could come to stand before it.
  for (let n = 0; n < 5; n++) await world.app.sealer.seal(world.now);
  expect((await as(world, audit, { ...reader, account: raced }).getSeal({})).sealed).toBeNull();
  await early.query('commit');
  await early.end();
  await sealAll(world);
  const { rows } = await world.admin.query<{ announcement_id: string }>('select announcement_id from seals where account_id = $1 order by place', [
    raced.accountId,
  ]);
  expect(rows.map((row) => row.announcement_id === id)).toEqual([true, false]);
});

test('two sealers at once make one chain', async () => {
  const shared = await account(world, 'Shared');
  const second = await openAppIn(world);
  try {
    for (let n = 0; n < 300; n++) await note(shared.accountId, `n${n}`);
    await Promise.all([sealAll(world), sealAll(world, second)]);
  } finally {
    await second.close();
  }
  const { rows } = await world.admin.query<{ places: number; last: number }>(
    'select count(*)::int as places, max(place)::int as last from seals where account_id = $1',
    [shared.accountId],
  );
  expect(rows).toEqual([{ places: 300, last: 300 }]);
});

test('an exported log is proved without the center; with one word changed in the database it no longer is', async () => {
  await sealAll(world);
  const proof = async () =>
    verifyLog(bytesOf(await textOf(await own().exportActivity({ format: 'jsonl' }))), { publicKey: (await own().getSeal({})).key.publicKey });
  const { sealed } = await own().getSeal({});
  expect(await proof()).toMatchObject({ isWhole: true, log: company.accountId, last: sealed?.place, entries: sealed?.place });
  const { rows } = await world.admin.query<{ place: number }>(
    `update announcements a set details = jsonb_set(details, '{name}', '"Someone else"') from seals s
      where s.announcement_id = a.announcement_id and a.account_id = $1 and a.name = 'roles.given' and a.details ->> 'role' = 'user_admin' returning s.place`,
    [company.accountId],
  );
  expect((await proof()).faults).toMatchObject([{ entry: Number(rows[0]?.place), what: 'value_changed' }]);
  await world.admin.query(
    `update announcements set details = jsonb_set(details, '{name}', '"Tom Whitaker"') where account_id = $1 and details ->> 'role' = 'user_admin'`,
    [company.accountId],
  );
  const filtered = await verifyLog(bytesOf(await textOf(await own().exportActivity({ format: 'jsonl', kind: 'roles.given' }))));
  expect(filtered).toMatchObject({ isWhole: true, entries: 2 });
  const december = await verifyLog(bytesOf(await textOf(await own().exportActivity({ format: 'jsonl', from: new Date('2026-12-01') }))));
  expect(december).toMatchObject({ isWhole: true, entries: 1 });
  // Whoever was handed it learns the same without an account.
  const text = await textOf(await own().exportActivity({ format: 'jsonl', kind: 'roles.given' }));
  const verified = (file: string) => as(world, audit).verifyActivity({ content: Buffer.from(file).toString('base64') });
  expect(await verified(text)).toMatchObject({
    isWhole: true,
    faults: [],
    log: company.accountId,
    entries: 2,
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await verified(text.replace('user_admin', 'global_admin'))).toMatchObject({ isWhole: false, fingerprint: null });
  expect((await verified(text.slice(0, -20))).faults.at(-1)).toMatchObject({ what: 'cut_off' });
  expect(await verified('{}')).toMatchObject({ isWhole: false, log: null, entries: 0 });
  const never = await verifyLog(bytesOf(await textOf(await own().exportActivity({ format: 'jsonl', from: new Date('2030-12-01') }))));
  expect(never).toMatchObject({ isWhole: true, entries: 0 });
});

test('what is erased of a person is gone from the log and from its search, and the proof still holds', async () => {
  await sealAll(world);
  await acrossAccounts(world.app.db, 'test', (tx) => erasePersonFromLog(tx, system('test'), world.now, colleague.personId));
  await sealAll(world);
  const csv = await textOf(await own().exportActivity({ format: 'csv', kind: 'roles.given' }));
  const lines = await textOf(await own().exportActivity({ format: 'jsonl' }));
  expect(lines).not.toContain('Whitaker');
  expect(csv).not.toContain('“Tom');
  expect((await own().listActivity({ search: 'whitaker' })).items).toEqual([]);
  const verdict = await verifyLog(bytesOf(lines));
  expect(verdict.isWhole).toBe(true);
  expect(verdict.erased).toBeGreaterThan(0);
  const { items } = await own().listActivity({ kind: 'roles.given', limit: 1 });
  expect((await own().getEntry({ entryId: items[0]?.entryId ?? '' })).seal?.erased).toBeGreaterThan(0);
  // What is no one's name stays: the log still says which role it was.
  expect(items[0]?.details).toMatchObject({ role: 'user_admin', name: null });
});

test('nothing that opens a door can be announced', async () => {
  expect(() => announcement('x.y', z.object({ newPassword: z.string() }))).toThrow('secret');
  expect(() => announcement('x.y', z.object({ pin: secret(z.string()) }))).toThrow('secret');
  for (const fields of [{ tokenHash: 'x' }, { deep: [{ code: '123456' }] }, { primaryContact: { password: 'x' } }, { api_key: 'x' }])
    await expect(
      inAccount(world.app.db, company.accountId, (tx) =>
        announce(tx, system('test', company.accountId), world.now, Noted, { details: { name: 'x' }, after: fields }),
      ),
    ).rejects.toThrow('is secret and cannot be announced');
});

test('passwords, codes and hashes of people who change them are nowhere in the log', async () => {
  const someone = await person(world, { secondFactor: true });
  await join(world, company, someone, 'default_user');
  const mine = as(world, identity, someone);
  await mine.setPassword({ password: 'cobalt harbor twelve anvils' });
  await mine.setPassword({ password: 'cobalt harbor thirteen anvils' });
  const { secret: shared } = await mine.startAuthenticator({});
  const { rows } = await world.admin.query<{ text: string }>("select string_agg(a::text, ' ') as text from announcements a");
  const { rows: kept } = await world.admin.query<{ hash: string }>('select hash from passwords');
  for (const hidden of ['cobalt harbor', shared, '$argon2', ...kept.map(({ hash }) => hash)]) expect(rows[0]?.text).not.toContain(hidden);
});

test('a change of how someone signs in stands in the log of each company that they belong to', async () => {
  const [one, two, left] = [await account(world, 'One'), await account(world, 'Two'), await account(world, 'Left')];
  const both = await join(world, two, await join(world, one, await person(world)), 'default_user');
  await join(world, left, both);
  await world.admin.query("update members set state = 'removed' where account_id = $1", [left.accountId]);
  await as(world, identity, both).setPassword({ password: 'cobalt harbor twelve anvils' });
  const seen = async (of: typeof one) =>
    (await as(world, audit, { ...(await member(world, of, 'global_admin')), account: of }).listActivity({ area: 'sign_in' })).items.map(({ name }) => name);
  expect([await seen(one), await seen(two), await seen(left)]).toEqual([['identity.password_set'], ['identity.password_set'], []]);
  await runJobs(world);
});

test('the operator reads the center’s own log, and a company’s once they have said why', async () => {
  const auditor = await operator(world, 'op_auditor');
  const desk = as(world, audit, auditor);
  expect((await desk.listCenterActivity({})).items.some(({ name }) => name === 'identity.password_set')).toBe(true);
  expect((await refusal(desk.listCenterActivity({ accountId: company.accountId }))).code).toBe('activity.look_first');
  await as(world, accounts, auditor).openAccount({ accountId: company.accountId, why: 'audit', note: null });
  const { items } = await desk.listCenterActivity({ accountId: company.accountId });
  expect(items.find(({ name }) => name === 'accounts.looked_at')).toMatchObject({ by: { kind: 'operator' } });
  expect((await verifyLog(bytesOf(await textOf(await desk.exportCenterActivity({ format: 'jsonl' }))))).isWhole).toBe(true);
  world.now = new Date(start.getTime() + 9 * 3_600_000);
  const later = await operator(world, 'op_auditor');
  world.now = start;
  expect((await refusal(as(world, audit, later).getCenterSeal({ accountId: company.accountId }))).code).toBe('activity.look_first');
});

test('a spreadsheet is in the reader’s language and runs no formula', async () => {
  const risky = await account(world, 'Risky');
  const reader = await member(world, risky, 'global_admin');
  await note(risky.accountId, '=HYPERLINK("http://evil.example")');
  await inAccount(world.app.db, risky.accountId, (tx) =>
    announce(tx, system('@SUM(1)', risky.accountId), world.now, Noted, { details: { name: 'x' }, before: { name: '+1' }, after: { name: '-2' } }),
  );
  for (const [locale, head] of [
    ['fr', 'Ce qui s’est passé'],
    ['es', 'Qué ha ocurrido'],
    ['zh-CN', '发生的事情'],
    ['zh-TW', '發生的事情'],
    ['en', 'What happened'],
  ] as const) {
    const csv = await textOf(await as(world, audit, { ...reader, account: risky, locale }).exportActivity({ format: 'csv' }));
    expect(csv).toContain(head);
    for (const cell of csv.split(/[,\r\n]/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
  }
});

/** What is still needed of the memory, after everything else was thrown away. */
function keptBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('an export begins at once and takes no more memory for a hundred thousand entries', async () => {
  const large = await account(world, 'Large');
  const reader = await member(world, large, 'global_admin');
  await world.admin.query(
    `with told as (insert into announcements (at, account_id, name, actor_kind, actor_id, actor_name, details, search_text)
       select $1::timestamptz - n * interval '1 second', $2, case n % 3 when 0 then 'roles.given' else 'members.noted' end, 'person', $3, 'Nadia Renard', jsonb_build_object('name', 'Person ' || n, 'role', 'billing_admin'), 'nadia renard person ' || n
         from generate_series(1, 100000) n returning announcement_id)
     select count(*) from told`,
    [world.now, large.accountId, boss.personId],
  );
  await world.admin.query('analyze announcements');
  const client = as(world, audit, { ...reader, account: large });
  const msOf = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  // The machine's own measure, however busy it is: every entry written out once, inside the database.
  const whole = await msOf(() => world.admin.query('select sum(length(to_jsonb(a)::text)) from announcements a where account_id = $1', [large.accountId]));
  for (const input of [
    {},
    { search: 'person 99999' },
    { search: 'nobody at all' },
    { area: 'roles' },
    { by: reader.personId },
    { about: reader.personId },
    { to: new Date('2026-11-20T12:00:00Z') },
  ])
    expect(
      Math.min(await msOf(() => client.listActivity(input)), await msOf(() => client.listActivity(input)), await msOf(() => client.listActivity(input))),
      JSON.stringify(input),
    ).toBeLessThan(whole);
  const began = performance.now();
  const { body } = (await client.exportActivity({ format: 'csv' })) as Download;
  let [rows, pieces, first, peak] = [0, 0, 0, 0];
  const base = keptBytes();
  for await (const piece of body) {
    first ||= performance.now() - began;
    rows += String(piece).split('\r\n').length - 1;
    if (++pieces % 25 === 0) peak = Math.max(peak, keptBytes() - base);
  }
  const all = performance.now() - began;
  expect(rows).toBe(100_001);
  expect(first).toBeLessThan(all / 4);
  expect(peak).toBeLessThan(20e6);
});

test('partitions are there for more than a year ahead, also of a start in ten years', async () => {
  const name = `ahead_${Date.now()}`;
  await world.admin.query(`create database ${name} owner entente_owner`);
  const owner: pg.ClientConfig = { ...inject('postgres'), user: 'entente_owner', password: 'test', database: name };
  const client = new pg.Client(owner);
  try {
    for (const now of ['2026-11-21', '2027-06-10', '2036-02-29']) await migrate(owner, { now: new Date(now), say: () => {} });
    await client.connect();
    for (const day of ['2026-11-30T23:59:59.999Z', '2027-12-31T23:30:00Z', '2036-01-15', '2037-02-28'])
      await client.query("insert into announcements (at, name, actor_kind) values ($1, 'x.y', 'system')", [day]);
    const { rows } = await client.query<{ table: string; count: number }>(
      "select inhparent::regclass::text as table, count(*)::int from pg_inherits where inhparent in ('announcements'::regclass, 'seals'::regclass) group by 1 order by 1",
    );
    expect(rows[0]?.count).toBe(rows[1]?.count);
  } finally {
    await client.end();
    await world.admin.query(`drop database ${name} with (force)`);
  }
});

test('what was announced before there was a chain is found, and waits to be sealed', async () => {
  const name = `grown_${Date.now()}`;
  await world.admin.query(`create database ${name} owner entente_owner`);
  const owner: pg.ClientConfig = { ...inject('postgres'), user: 'entente_owner', password: 'test', database: name };
  const client = new pg.Client(owner);
  try {
    await migrate(owner, { now: start, say: () => {}, upTo: '0008_locations.sql' });
    await client.connect();
    await client.query(
      `insert into announcements (at, account_id, name, actor_kind, actor_name, address, details, after) select $1::timestamptz - n * interval '3 days', $2, 'members.added', 'person', 'Nadia Renard', '192.0.2.9', '{"name": "Tom"}', '{"email": "TOM@fabrikam.example"}' from generate_series(1, 8) n`,
      [start, company.accountId],
    );
    await migrate(owner, { now: start, say: () => {} });
    const { rows } = await client.query<{ queued: number; ordered: boolean; text: string }>(
      `select (select count(*)::int from seal_queue) as queued, (select array_agg(turn order by at) = array_agg(turn order by turn) from announcements) as ordered, (select min(search_text) from announcements) as text`,
    );
    expect(rows).toEqual([{ queued: 8, ordered: true, text: 'nadia renard 192.0.2.9 tom tom@fabrikam.example' }]);
  } finally {
    await client.end();
    await world.admin.query(`drop database ${name} with (force)`);
  }
});

test('every announcement belongs to a kind of change that one can filter by', () => {
  expect(announcements.filter(({ name }) => !areaOf(name)).map(({ name }) => name)).toEqual([]);
});
