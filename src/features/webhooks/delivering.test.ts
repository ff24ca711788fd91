import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, test } from 'vitest';
import { account, as, mailsTo, member, openAppIn, refusal, runJobs } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { inAccount } from '../../server/db.ts';
import { sealAll } from '../audit/testing.ts';
import { notices } from '../notices/contract.ts';
import { SubscriptionRenamed } from '../orders/contract.ts';
import { webhooks } from './contract.ts';
import { customerId, webhookWorld } from './testing.ts';

const { reset, world, receiver, start, at, minutes, listening, addCustomer, send } = await webhookWorld();
beforeEach(reset);

test('what happens is sent once, signed as Standard Webhooks says, with ids and facts and no names', async () => {
  const it = await listening(['customers.added']);
  const eventId = await addCustomer(it.company, 'Zwölf Apostel GmbH');
  await send();
  await send();
  const [got, ...more] = receiver.of(it.path);
  expect(more).toEqual([]);
  expect(got?.headers).toMatchObject({ 'webhook-id': eventId, 'content-type': 'application/json; charset=utf-8' });
  expect(JSON.parse(got?.body ?? '')).toMatchObject({
    id: eventId,
    type: 'customers.added',
    data: { accountId: it.company.accountId, subjectId: customerId, country: 'FR' },
  });
  expect(got?.body).not.toMatch(/Apostel|c\.example/);
  // By hand, since the library looks at the clock.
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = (got?.headers ?? {}) as Record<string, string>;
  const key = Buffer.from(it.value.replace('whsec_', ''), 'base64');
  expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${at}.${got?.body}`).digest('base64')}`);
  expect(new Webhook(it.value).sign(id ?? '', new Date(Number(at) * 1000), got?.body ?? '')).toBe(signature);
  expect(await it.last()).toMatchObject({ state: 'delivered', attempts: 1, status: 200, event: 'customers.added' });
  const seen = await it.api.getDelivery({ endpointId: it.endpointId, eventId });
  expect(seen.tried).toMatchObject([{ attempt: 1, status: 200, answer: `answer of ${it.path}` }]);
});

test('the library accepts it when it comes in time, and nothing that was altered', async () => {
  const it = await listening();
  await at(new Date());
  await it.api.sendTest({ endpointId: it.endpointId });
  await send();
  const [got] = receiver.of(it.path);
  const check = new Webhook(it.value);
  expect(check.verify(got?.body ?? '', got?.headers as Record<string, string>)).toMatchObject({ type: 'webhooks.test' });
  expect(() => check.verify(`${got?.body} `, got?.headers as Record<string, string>)).toThrow('No matching signature found');
});

test('what was before, what nobody asked for and what another company did is not sent', async () => {
  const company = await account(world);
  await addCustomer(company);
  const admin = await member(world, company, 'global_admin');
  const api = as(world, webhooks, { ...admin, account: company });
  await minutes(1);
  await api.addEndpoint({ name: 'Late', url: receiver.at('/late'), events: ['customers.added'] });
  const other = await listening();
  await addCustomer(other.company);
  await inAccount(world.app.db, company.accountId, (tx) =>
    announce(tx, system('test', company.accountId), world.now, SubscriptionRenamed, {
      subjectId: customerId,
      details: { customerId, customer: 'C', product: 'P' },
    }),
  );
  await send();
  expect(receiver.of('/late')).toEqual([]);
  expect(receiver.of(other.path)).toHaveLength(1);
});

test('a failure is tried again by its time, under the same id, ten times within three days; then by hand', async () => {
  const it = await listening(['customers.added']);
  receiver.answers.set(it.path, 503);
  const eventId = await addCustomer(it.company);
  await send();
  await send();
  expect(receiver.of(it.path)).toHaveLength(1);
  const first = await it.last();
  expect(first).toMatchObject({ state: 'waiting', attempts: 1, status: 503 });
  expect((first?.nextAt?.getTime() ?? 0) - world.now.getTime()).toBeLessThanOrEqual(5_000);
  for (let n = 2; n <= 9; n++) {
    await minutes(28 * 60);
    // Nothing got through for three days would disable it first.
    await world.admin.query('update webhook_endpoints set failing_since = $1', [world.now]);
    await send();
    expect(receiver.of(it.path)).toHaveLength(n);
  }
  await minutes(28 * 60);
  await world.admin.query('update webhook_endpoints set failing_since = $1', [world.now]);
  await send();
  expect(await it.last()).toMatchObject({ state: 'failed', attempts: 10, nextAt: null });
  await minutes(60 * 60);
  await send();
  expect(receiver.of(it.path)).toHaveLength(10);
  expect(new Set(receiver.of(it.path).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([eventId]));
  expect(new Set(receiver.of(it.path).map(({ body }) => body)).size).toBe(1);

  receiver.answers.delete(it.path);
  const { count } = await it.api.countFailed({ endpointId: it.endpointId, since: start });
  expect(count).toBe(1);
  expect(await refusal(it.api.redeliverFailed({ endpointId: it.endpointId, since: start, count: 5 }))).toMatchObject({
    code: 'webhooks.other_count',
    details: { count: 1 },
  });
  expect(await it.api.redeliverFailed({ endpointId: it.endpointId, since: start, count })).toEqual({ count: 1 });
  await send();
  expect(await it.last()).toMatchObject({ state: 'delivered', attempts: 11 });
  expect((await it.api.getEndpoint({ endpointId: it.endpointId })).failingSince).toBeNull();
  // Once more, although it got through.
  await it.api.redeliver({ endpointId: it.endpointId, eventId });
  expect(await refusal(it.api.redeliver({ endpointId: it.endpointId, eventId }))).toMatchObject({ code: 'webhooks.nothing_to_redeliver' });
  await send();
  expect(receiver.of(it.path)).toHaveLength(12);
});

test('a receiver that says to be gone is told nothing more, and the admins know', async () => {
  const it = await listening();
  receiver.answers.set(it.path, 410);
  await addCustomer(it.company);
  await addCustomer(it.company);
  await send();
  const endpoint = await it.api.getEndpoint({ endpointId: it.endpointId });
  expect(endpoint).toMatchObject({ state: 'disabled', reason: 'gone' });
  expect((await it.api.listDeliveries({ endpointId: it.endpointId })).items.map(({ state }) => state)).toEqual(['failed', 'failed']);
  const before = receiver.of(it.path).length;
  await addCustomer(it.company);
  await minutes(600);
  await send();
  expect(receiver.of(it.path)).toHaveLength(before);
  await runJobs(world);
  expect((await as(world, notices, it.admin).listNotices({})).items.map(({ kind }) => kind)).toContain('webhooks.disabled');
  expect((await mailsTo(world, it.admin.email)).length).toBeGreaterThan(0);
  expect(await refusal(it.api.sendTest({ endpointId: it.endpointId }))).toMatchObject({ code: 'webhooks.not_active' });
  receiver.answers.delete(it.path);
  await it.api.resumeEndpoint({ endpointId: it.endpointId, version: endpoint.version });
  await addCustomer(it.company);
  await send();
  expect(receiver.of(it.path)).toHaveLength(before + 1);
});

test('three days without anything getting through disable it; one success in between does not', async () => {
  const it = await listening();
  receiver.answers.set(it.path, 500);
  await addCustomer(it.company);
  await send();
  await minutes(71 * 60);
  await addCustomer(it.company);
  await send();
  expect((await it.api.getEndpoint({ endpointId: it.endpointId })).state).toBe('active');
  await minutes(2 * 60);
  await addCustomer(it.company);
  await send();
  expect(await it.api.getEndpoint({ endpointId: it.endpointId })).toMatchObject({ state: 'disabled', reason: 'failing' });
});

test('a server that is killed half-way leaves nothing behind: another sends it once more, under the same id', async () => {
  const it = await listening(['customers.added']);
  const eventId = await addCustomer(it.company);
  receiver.answers.set(it.path, 'hang');
  await sealAll(world);
  const dying = await openAppIn(world);
  const round = dying.courier.round(world.now).catch(() => 0);
  await expect.poll(() => receiver.of(it.path).length).toBe(1);
  // It holds the endpoint; nobody else sends meanwhile.
  await world.app.courier.round(world.now);
  expect(receiver.of(it.path)).toHaveLength(1);
  receiver.answers.delete(it.path);
  await minutes(2);
  await world.app.courier.round(world.now);
  expect(receiver.of(it.path).map(({ headers }) => headers['webhook-id'])).toEqual([eventId, eventId]);
  expect(await it.last()).toMatchObject({ state: 'delivered' });
  receiver.drop();
  await round;
  expect(await it.last()).toMatchObject({ state: 'delivered', attempts: 1 });
  await dying.close();
});

test('a dead receiver holds up nobody', async () => {
  const [dead, sound] = [await listening(['customers.added']), await listening(['customers.added'])];
  receiver.answers.set(dead.path, 'hang');
  for (let n = 0; n < 20; n++) {
    await addCustomer(dead.company);
    await addCustomer(sound.company);
  }
  await sealAll(world);
  const round = world.app.courier.round(world.now);
  await expect.poll(() => receiver.of(sound.path).length, { timeout: 5_000 }).toBe(20);
  receiver.drop();
  await round;
  // It gets its own place from now on, and a few tries at a time.
  expect(receiver.of(dead.path).length).toBeLessThanOrEqual(16);
  expect((await dead.api.listDeliveries({ endpointId: dead.endpointId })).items.every(({ state }) => state === 'waiting')).toBe(true);
  expect((await dead.api.getEndpoint({ endpointId: dead.endpointId })).failingSince).toEqual(world.now);
});
