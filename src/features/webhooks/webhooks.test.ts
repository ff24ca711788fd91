import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, test } from 'vitest';
import { account, announced, as, member, refusal, runJobs } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { inAccount } from '../../server/db.ts';
import type { Download } from '../../server/http.ts';
import { outgoingOf } from '../../server/outgoing.ts';
import { secretsOf } from '../../server/secrets.ts';
import { sealAll } from '../audit/testing.ts';
import { BudgetReached, SubscriptionRenewed } from '../orders/contract.ts';
import { AccountClosed } from '../closing/contract.ts';
import { webhooks } from './contract.ts';
import { openCourier } from './courier.ts';
import { customerId, webhookWorld } from './testing.ts';

const { reset, world, receiver, newPath, minutes, listening, addCustomer, send } = await webhookWorld();
beforeEach(reset);

test('inner networks are refused: by number, behind a redirect, and behind a name that changes its answer', async () => {
  const it = await listening(['customers.added']);
  const closed = (lookup?: Parameters<typeof outgoingOf>[1]) =>
    openCourier({
      db: world.app.db,
      log: { error() {} } as never,
      secrets: secretsOf(Buffer.alloc(32, 7)),
      signer: () => {
        throw new Error('not asked for');
      },
      publicUrl: 'https://center.example',
      outgoing: outgoingOf({ OUTGOING_ALLOW: [] }, lookup),
    });
  const rebinding = ((_host: string, options: { all?: boolean }, done: (error: null, address: unknown, family?: number) => void) => {
    // Whatever it was when somebody looked before: this is what the connection would be made to.
    const address = '127.0.0.1';
    if (options.all) done(null, [{ address, family: 4 }]);
    else done(null, address, 4);
  }) as never;
  const seen: (string | null)[] = [];
  for (const [url, courier] of [
    [receiver.at(it.path), closed()],
    ['http://169.254.169.254/latest/meta-data/', closed()],
    ['https://[::ffff:127.0.0.1]/', closed()],
    [`http://rebound.example:${receiver.host.split(':')[1] ?? ''}${it.path}`, closed(rebinding)],
  ] as const) {
    await world.admin.query('update webhook_endpoints set url = $2, failing_since = null where endpoint_id = $1', [it.endpointId, url]);
    await minutes(1);
    await addCustomer(it.company);
    await sealAll(world);
    await courier.round(world.now);
    seen.push((await it.last())?.failure ?? null);
    await courier.stop();
    await world.admin.query('delete from webhook_deliveries where endpoint_id = $1', [it.endpointId]);
  }
  expect(seen).toEqual(['inner_network', 'inner_network', 'inner_network', 'inner_network']);
  expect(receiver.of(it.path)).toEqual([]);

  // A redirect is an answer like any other: nobody goes there.
  await world.admin.query('update webhook_endpoints set url = $2, failing_since = null where endpoint_id = $1', [it.endpointId, receiver.at('/away')]);
  receiver.answers.set('/away', { status: 307, location: 'http://169.254.169.254/' });
  await minutes(1);
  await addCustomer(it.company);
  await send();
  expect(await it.last()).toMatchObject({ state: 'waiting', status: 307, failure: null });
  expect(await refusal(it.api.addEndpoint({ name: 'x', url: 'http://hooks.example.com/', events: ['*'] }))).toMatchObject({
    details: { fields: { url: 'https_link' } },
  });
});

test('a replaced secret signs beside the new one for a day', async () => {
  const it = await listening();
  const { value, formerUntil } = await it.api.replaceSecret({ endpointId: it.endpointId });
  expect(formerUntil.getTime() - world.now.getTime()).toBe(24 * 3_600_000);
  const signed = async () => {
    await it.api.sendTest({ endpointId: it.endpointId });
    await send();
    const got = receiver.of(it.path).at(-1);
    const by = (secret: string) => {
      const { 'webhook-id': id, 'webhook-timestamp': at } = (got?.headers ?? {}) as Record<string, string>;
      return new Webhook(secret).sign(id ?? '', new Date(Number(at) * 1000), got?.body ?? '');
    };
    return [got?.headers['webhook-signature'], by(value), by(it.value)];
  };
  const [both, newer, older] = await signed();
  expect(both).toBe(`${newer} ${older}`);
  await minutes(24 * 60);
  const [one, again] = await signed();
  expect(one).toBe(again);
  const { rows } = await world.admin.query<{ secret: Buffer }>('select secret from webhook_endpoints where endpoint_id = $1', [it.endpointId]);
  expect(rows[0]?.secret.toString('latin1')).not.toContain(value.slice(6, 20));
  expect(JSON.stringify(await it.api.getEndpoint({ endpointId: it.endpointId }))).not.toContain('whsec_');
});

test('two tests a minute, and no more', async () => {
  const it = await listening();
  await it.api.sendTest({ endpointId: it.endpointId });
  await it.api.sendTest({ endpointId: it.endpointId });
  expect(await refusal(it.api.sendTest({ endpointId: it.endpointId }))).toMatchObject({ code: 'request.too_many', details: { retryAfterSeconds: 60 } });
  await minutes(1.1);
  await it.api.sendTest({ endpointId: it.endpointId });
});

test('the wire API’s registration: one a company, the documented words, a signature by our certificate, parked after ten', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const api = as(world, webhooks, { ...admin, account: company });
  const [path, path2] = [newPath(), newPath()];
  expect((await api.listWireEvents({})).items).toEqual(['test-created', 'subscription-updated', 'usagerecords-thresholdExceeded']);
  expect(await refusal(api.getRegistration({}))).toMatchObject({ code: 'not_found' });
  expect(await refusal(api.setRegistration({ url: receiver.at(path), events: ['test-created'], onlyIfThere: true }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(api.setRegistration({ url: receiver.at(path), events: ['made-up'] }))).toMatchObject({ code: 'request.invalid' });
  const made = await api.setRegistration({ url: receiver.at(path), events: ['Subscription-Updated', 'test-created', 'invoice-ready'] });
  const replaced = await api.setRegistration({
    url: receiver.at(path2),
    events: ['subscription-updated', 'usagerecords-thresholdExceeded', 'test-created'],
    inOwnHeader: true,
    onlyIfThere: true,
  });
  expect(replaced).toEqual({
    ...made,
    url: receiver.at(path2),
    events: ['subscription-updated', 'usagerecords-thresholdExceeded', 'test-created'],
    inOwnHeader: true,
  });
  expect(await api.getRegistration({})).toEqual(replaced);

  const subscription = crypto.randomUUID();
  await inAccount(world.app.db, company.accountId, async (tx) => {
    const actor = system('test', company.accountId);
    const named = { customerId, customer: 'Contoso' };
    await announce(tx, actor, world.now, SubscriptionRenewed, { subjectId: subscription, details: { ...named, product: 'Suite', until: '2027-11-21' } });
    await announce(tx, actor, world.now, BudgetReached, { subjectId: customerId, details: { ...named, percent: 80, amount: '100', spent: '80' } });
  });
  const { correlationId } = await api.sendValidationEvent({});
  await send();
  const got = receiver.of(path2);
  expect(got.map(({ body }) => (JSON.parse(body) as { EventName: string }).EventName).toSorted()).toEqual([
    'subscription-updated',
    'test-created',
    'usagerecords-thresholdExceeded',
  ]);
  const renewed = got.find(({ body }) => body.includes('subscription-updated'));
  expect(JSON.parse(renewed?.body ?? '')).toMatchObject({
    ResourceUri: `https://center.example/v1/customers/${customerId}/subscriptions/${subscription}`,
    AuditUri: null,
  });
  expect(renewed?.headers).toMatchObject({
    'x-ms-certificate-url': 'https://center.example/api/public/webhooks/certificates/signing.cer',
    'x-ms-signature-algorithm': 'rsa-sha256',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(renewed?.headers.authorization).toBeUndefined();

  const certificate = async (file: 'signing.cer' | 'root.cer') =>
    new X509Certificate(await buffer(((await as(world, webhooks).getCertificate({ file })) as Download).body));
  const [signing, root] = [await certificate('signing.cer'), await certificate('root.cer')];
  const signature = /^Signature (.+)$/.exec(String(renewed?.headers['x-ms-signature']))?.[1] ?? '';
  const isSigned = (body: string) =>
    verify('sha256', Buffer.from(body), createPublicKey(signing.publicKey.export({ type: 'spki', format: 'pem' })), Buffer.from(signature, 'base64'));
  expect(isSigned(renewed?.body ?? '')).toBe(true);
  expect(isSigned(`${renewed?.body} `)).toBe(false);
  expect([signing.checkIssued(root), signing.verify(root.publicKey), root.verify(root.publicKey), root.ca, signing.ca]).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(signing.subject).toContain('O=Entente');
  expect(signing.infoAccess).toContain('https://center.example/api/public/webhooks/certificates/root.cer');

  expect(await api.getValidationEvent({ correlationId })).toMatchObject({
    correlationId,
    state: 'delivered',
    url: receiver.at(path2),
    attempts: [{ status: 200, failure: null }],
  });
  expect(await refusal(api.getValidationEvent({ correlationId: crypto.randomUUID() }))).toMatchObject({ code: 'not_found' });

  await api.setRegistration({ url: receiver.at(path2), events: ['subscription-updated'] });
  receiver.answers.set(path2, 500);
  await world.admin.query('update webhook_deliveries set state = $2, tries = 9, next_at = $3, ended_at = null where event_id = $1', [
    correlationId,
    'waiting',
    world.now,
  ]);
  await world.admin.query('update webhook_endpoints set next_at = $2 where account_id = $1', [company.accountId, world.now]);
  await send();
  expect((await api.getValidationEvent({ correlationId })).state).toBe('parked');
  expect(receiver.of(path2).at(-1)?.headers.authorization).toMatch(/^Signature /);
});

test('nobody else sees it, and only who may manage programs', async () => {
  const it = await listening();
  const clerk = await member(world, it.company, 'admin_agent');
  expect(await refusal(as(world, webhooks, { ...clerk, account: it.company }).listEndpoints({}))).toMatchObject({ code: 'access.denied' });
  const other = await listening();
  expect(await refusal(other.api.getEndpoint({ endpointId: it.endpointId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(other.api.sendTest({ endpointId: it.endpointId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(other.api.listDeliveries({ endpointId: it.endpointId }))).toMatchObject({ code: 'not_found' });
  expect((await other.api.listDeliveries({})).items).toEqual([]);
});

test('paused means silent; old deliveries are swept, tests sooner', async () => {
  const it = await listening(['customers.added']);
  const { eventId } = await it.api.sendTest({ endpointId: it.endpointId });
  const real = await addCustomer(it.company);
  await send();
  const { version } = await it.api.pauseEndpoint({ endpointId: it.endpointId, version: 1 });
  expect(await refusal(it.api.pauseEndpoint({ endpointId: it.endpointId, version: 1 }))).toMatchObject({ code: 'request.changed_meanwhile' });
  await minutes(1);
  await addCustomer(it.company);
  await send();
  expect(receiver.of(it.path)).toHaveLength(2);
  await minutes(1);
  await it.api.resumeEndpoint({ endpointId: it.endpointId, version });
  await send();
  expect(receiver.of(it.path)).toHaveLength(2);
  const kept = async () => (await it.api.listDeliveries({ endpointId: it.endpointId })).items.map((each) => each.eventId);
  const sweep = async () => {
    await world.app.queue.boss.send('webhooks.sweep', {});
    await runJobs(world);
  };
  await minutes(8 * 24 * 60);
  await sweep();
  expect(await kept()).toEqual([real]);
  await minutes(23 * 24 * 60);
  await sweep();
  expect(await kept()).toEqual([]);
  expect(eventId).not.toBe(real);
  expect((await announced(world, 'webhooks.paused')).at(-1)?.details).toEqual({ name: 'Production', host: receiver.host });
  await it.api.removeEndpoint({ endpointId: it.endpointId, version: version + 1 });
  expect((await it.api.listEndpoints({})).items).toEqual([]);
});

test('a list is paged, and an address with its secret part is never in the log', async () => {
  const it = await listening(['customers.added']);
  for (let n = 0; n < 5; n++) await addCustomer(it.company);
  await send();
  const first = await it.api.listDeliveries({ limit: 3 });
  const second = await it.api.listDeliveries({ limit: 3, after: first.next ?? '' });
  expect(new Set([...first.items, ...second.items].map(({ eventId }) => eventId)).size).toBe(5);
  expect(second.next).toBeNull();
  await it.api.addEndpoint({ name: 'Chat', url: 'https://chat.example/T000/B000/very-private', events: ['*'] });
  const { rows } = await world.admin.query("select 1 from announcements where details::text || coalesce(after::text, '') like '%very-private%'");
  expect(rows).toEqual([]);
  expect((await it.api.listEventTypes({})).items.find(({ name }) => name === 'customers.added')).toEqual({ name: 'customers.added', area: 'customers' });
});

test('a company that closes is told nothing more', async () => {
  const it = await listening(['customers.added']);
  const actor = system('test', it.company.accountId);
  await inAccount(world.app.db, it.company.accountId, (tx) =>
    announce(tx, actor, world.now, AccountClosed, { details: { name: it.company.name, partnerId: '1' } }),
  );
  await runJobs(world);
  await addCustomer(it.company);
  await send();
  expect(receiver.of(it.path)).toEqual([]);
  const { rows } = await world.admin.query(
    'select 1 from webhook_endpoints where account_id = $1 union all select 1 from webhook_followers where account_id = $1',
    [it.company.accountId],
  );
  expect(rows).toEqual([]);
});
