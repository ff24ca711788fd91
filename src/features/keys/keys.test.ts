import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, mailsTo, member, person, refusal, runJobs } from '../../../test/world.ts';
import { members } from '../members/contract.ts';
import { keys, type KeyScope } from './contract.ts';

const world = await buildWorld();
const company = await account(world);
const ana = await join(world, company, await person(world), 'global_admin');
const mine = as(world, keys, { ...ana, account: company });
const days = (count: number) => new Date(world.now.getTime() + count * 86_400_000);
const users: KeyScope = { permission: 'users', level: 'view' };
const call = async (value: string, path: string, method: 'GET' | 'POST' = 'GET') =>
  (
    await world.app.http.inject({
      method,
      url: `/api/a/${company.accountId}${path}`,
      headers: { authorization: `Bearer ${value}` },
      ...(method === 'POST' ? { payload: {} } : {}),
    })
  ).statusCode;

test('a key opens what it was given, as long as its owner may it, and nothing from the moment it is ended', async () => {
  const { value, keyId, expiresAt } = await mine.makeKey({ name: 'Nightly', days: 90, scopes: [{ permission: 'locations', level: 'view' }] });
  expect(value).toMatch(/^ent_[0-9a-f]{32}_[\w-]{43}$/);
  expect(expiresAt).toEqual(days(90));
  expect([
    await call(value, '/locations'),
    await call(value, '/company'),
    await call(value, '/locations', 'POST'),
    await call(value, '/api-keys', 'POST'),
  ]).toEqual([200, 403, 403, 403]);
  const { rows } = await world.admin.query('select * from access_grants where grant_id = $1', [keyId]);
  expect(JSON.stringify(rows)).not.toContain(value);
  const [listed] = (await mine.listKeys({})).items;
  expect(listed).toMatchObject({
    keyId,
    name: 'Nightly',
    hint: value.slice(-4),
    state: 'live',
    endedAt: null,
    scopes: [{ permission: 'locations', level: 'view' }],
  });
  await mine.endKey({ keyId });
  expect(await call(value, '/locations')).toBe(401);
  expect((await mine.listKeys({})).items[0]).toMatchObject({ keyId, state: 'ended' });
});

test('nobody gives a key what they may not do themselves, and a key loses with its owner', async () => {
  const reader = await member(world, company, 'default_user');
  const theirs = as(world, keys, { ...reader, account: company });
  const { give } = (await theirs.listKeys({})).can;
  expect(give).toContainEqual({ permission: 'support_profile', level: 'view' });
  expect(await refusal(theirs.makeKey({ name: 'Too much', days: 30, scopes: [{ permission: 'locations', level: 'view' }] }))).toMatchObject({
    code: 'keys.scope_not_yours',
  });
  expect(await refusal(theirs.makeKey({ name: 'Too much', days: 30, scopes: [{ permission: 'support_profile', level: 'edit' }] }))).toMatchObject({
    code: 'keys.scope_not_yours',
  });
  const admin = await member(world, company, 'global_admin');
  const { value } = await as(world, keys, { ...admin, account: company }).makeKey({
    name: 'Office',
    days: 30,
    scopes: [{ permission: 'locations', level: 'edit' }],
  });
  expect(await call(value, '/locations')).toBe(200);
  await world.admin.query("update role_assignments set role = 'default_user' where person_id = $1", [admin.personId]);
  await world.admin.query('update members set rights_version = rights_version + 1 where person_id = $1', [admin.personId]);
  expect(await call(value, '/locations')).toBe(403);
});

test('another person’s key, and one of another company, is not there', async () => {
  const colleague = await member(world, company, 'global_admin');
  const { keyId } = await as(world, keys, { ...colleague, account: company }).makeKey({ name: 'Theirs', days: 30, scopes: [users] });
  expect(await refusal(mine.endKey({ keyId }))).toMatchObject({ code: 'not_found' });
  expect((await mine.listKeys({})).items.map(({ name }) => name)).not.toContain('Theirs');
  const other = await account(world);
  const { value } = await mine.makeKey({ name: 'Here only', days: 30, scopes: [users] });
  await join(world, other, ana, 'global_admin');
  const elsewhere = await world.app.http.inject({ url: `/api/a/${other.accountId}/home`, headers: { authorization: `Bearer ${value}` } });
  expect(elsewhere.statusCode).toBe(404);
});

test('its owner is written to when one is made, a week before it ends and on its last day; whoever leaves loses theirs', async () => {
  const owner = await member(world, company, 'global_admin');
  const theirs = as(world, keys, { ...owner, account: company });
  const { value } = await theirs.makeKey({ name: 'Monthly', days: 30, scopes: [{ permission: 'locations', level: 'view' }] });
  const start = world.now;
  expect(JSON.stringify(await mailsTo(world, owner.email))).toContain('Monthly');
  const warned = async () => (await announced(world, 'keys.expiring')).filter(({ details }) => (details as { name: string }).name === 'Monthly').length;
  const counts: number[] = [];
  for (const day of [1, 22, 23.5, 24, 29.5, 29.6]) {
    world.now = new Date(start.getTime() + day * 86_400_000);
    await world.app.queue.boss.send('keys.warn', {});
    await runJobs(world);
    counts.push(await warned());
  }
  expect(counts).toEqual([0, 0, 1, 1, 2, 2]);
  world.now = start;
  expect(await call(value, '/locations')).toBe(200);
  world.now = new Date(start.getTime() + 30 * 86_400_000);
  expect(await call(value, '/locations')).toBe(401);
  world.now = start;
  await as(world, members, { ...ana, account: company }).removeMember({ personId: owner.personId });
  await runJobs(world);
  const { rows } = await world.admin.query('select ended_at from access_grants where person_id = $1', [owner.personId]);
  expect(rows).toEqual([{ ended_at: world.now }]);
});

test('twenty keys are enough', async () => {
  const owner = await member(world, company, 'global_admin');
  const theirs = as(world, keys, { ...owner, account: company });
  const made = await Promise.allSettled(Array.from({ length: 23 }, (_, n) => theirs.makeKey({ name: `Key ${n}`, days: 30, scopes: [users] })));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
});
