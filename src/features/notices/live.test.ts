import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { account, as, buildWorld, member, openAppIn, refusal, runJobs, type TestPerson, type Who } from '../../../test/world.ts';
import type { App } from '../../main.server.ts';
import type { Download } from '../../server/http.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { notices } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');

/** What is said to a page from now on, one event after the other; that something may have changed comes by itself, once or, where the connection is new, twice. */
async function follow(who: Who, app: App = world.app) {
  const { body } = (await as(world, notices, { ...who, app }).streamNotices({})) as Download;
  await app.live.ready();
  expect(String(body.read())).toContain('event: changed');
  const events = eventsOf(body);
  return { body, next: async () => (await events.next()).value as string | undefined };
}
async function* eventsOf(body: Readable): AsyncGenerator<string> {
  for await (const chunk of body) for (const [, name] of String(chunk).matchAll(/^event: (\w+)$/gm)) yield name ?? '';
}
async function giveRole(who: TestPerson) {
  const inCompany = as(world, members, { ...admin, account: company });
  const { version, roles } = await inCompany.getMember({ personId: who.personId });
  await inCompany.setRoles({
    personId: who.personId,
    version,
    roles: roles.length > 1 ? [{ role: 'default_user' }] : [{ role: 'default_user' }, { role: 'billing_admin' }],
  });
  await runJobs(world);
}

test('an open page hears at once of a notice, in whichever process it is open, and of none that is another’s', async () => {
  const other = await openAppIn(world);
  const [clerk, neighbor] = [await member(world, company, 'default_user'), await member(world, company, 'default_user')];
  const here = await follow(clerk);
  const there = await follow(clerk, other);
  const next = await follow(neighbor, other);
  await giveRole(clerk);
  expect(await here.next()).toBe('changed');
  expect(await there.next()).toBe('changed');
  expect(next.body.readableLength).toBe(0);
  await other.close();
});

test('what is read on one page is read on the others', async () => {
  const clerk = await member(world, company, 'default_user');
  await giveRole(clerk);
  const page = await follow(clerk);
  await as(world, notices, clerk).markAllRead({});
  expect(await page.next()).toBe('changed');
  page.body.destroy();
});

test('a session that ends ends its stream, and no other of the same person', async () => {
  const clerk = await member(world, company, 'default_user');
  const page = await follow(clerk);
  const stays = await follow(admin);
  await as(world, identity, clerk).signOut({});
  expect(await page.next()).toBe('ended');
  expect(await page.next()).toBeUndefined();
  expect(stays.body.readableEnded).toBe(false);
  stays.body.destroy();
});

test('a session that runs out takes its stream along', async () => {
  const clerk = await member(world, company, 'default_user');
  const page = await follow(clerk);
  await world.admin.query('update sessions set expires_at = $2 where person_id = $1', [clerk.personId, world.now]);
  await world.app.live.sweep();
  expect(await page.next()).toBe('ended');
  expect(await page.next()).toBeUndefined();
});

test('a stream that nobody reads ends once, and nothing trips over it afterwards', async () => {
  const clerk = await member(world, company, 'default_user');
  const { body } = (await as(world, notices, clerk).streamNotices({})) as Download;
  await world.admin.query('update sessions set expires_at = $2 where person_id = $1', [clerk.personId, world.now]);
  for (let turn = 0; turn < 3; turn++) await world.app.live.sweep();
  expect(String(body.read())).toContain('event: ended');
  expect(body.errored).toBeNull();
});

test('no stream is opened for a session that only memory still knows', async () => {
  const clerk = await member(world, company, 'default_user');
  const page = await follow(clerk);
  await world.admin.query('update sessions set ended_at = $2, version = version + 1 where person_id = $1', [clerk.personId, world.now]);
  expect((await refusal(as(world, notices, clerk).streamNotices({}))).code).toBe('access.sign_in');
  page.body.destroy();
});

test('over the wire it is an event stream that nobody keeps, packs, or counts as slow', async () => {
  const clerk = await member(world, company, 'default_user');
  await world.app.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = world.app.http.server.address() as { port: number };
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/api/me/notices/live`, {
    headers: { cookie: `entente=${clerk.token}`, 'accept-encoding': 'gzip, br' },
    signal: stop.signal,
  });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  expect(answer.headers.get('content-encoding')).toBeNull();
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: changed');
  stop.abort();
  expect((await fetch(`http://127.0.0.1:${port}/api/me/notices/live`)).status).toBe(401);
});
