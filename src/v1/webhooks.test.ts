import { expect } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { account, buildWorld } from '../../test/world.ts';
import { served, speaking } from './testing.ts';

const world = await buildWorld();
const scopes = [{ permission: 'webhooks', level: 'edit' }] as const;
const program = async () => speaking(world, (await appToken(world, await account(world), scopes)).bearer);
const path = '/webhooks/v1/registration';
const asked = { WebhookUrl: 'https://hooks.example.com/in', WebhookEvents: ['subscription-updated', 'TEST-CREATED'] };
const shown = (more: object = {}) => ({
  SubscriberId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  WebhookUrl: 'https://hooks.example.com/in',
  WebhookEvents: ['subscription-updated', 'test-created'],
  SignatureTokenToMsSignatureHeader: false,
  ...more,
});

served('GET /webhooks/v1/registration/events', 'the names that are on offer, without an envelope', async () => {
  const { status, body } = await (await program())('GET', `${path}/events`);
  expect([status, body]).toEqual([200, expect.arrayContaining(['test-created', 'subscription-updated'])]);
});

served('POST /webhooks/v1/registration', 'an address is registered, names in any case; a second time it is replaced', async () => {
  const speak = await program();
  const first = await speak('POST', path, { body: asked });
  expect([first.status, first.body]).toEqual([200, shown()]);
  const second = await speak('POST', `${path}/`, { body: { webhookUrl: 'https://hooks.example.com/other', webhookEvents: ['test-created'] } });
  expect(second.body).toEqual({ ...(first.body as object), WebhookUrl: 'https://hooks.example.com/other', WebhookEvents: ['test-created'] });
  for (const wrong of [{ ...asked, WebhookEvents: ['no-such'] }, { ...asked, WebhookUrl: 'ftp://hooks.example.com' }, { WebhookEvents: [] }])
    expect(await speak('POST', path, { body: wrong })).toMatchObject({ status: 400, body: { code: 3000, data: [expect.any(String)] } });
  // The member is called as the program wrote it, and what is wrong with it is said.
  expect((await speak('POST', path, { body: { ...asked, WebhookUrl: 'http://10.0.0.7/hook' } })).body).toEqual({
    code: 3000,
    description: 'WebhookUrl: Enter an address that begins with https://, without a user name or password in it.',
    data: ['WebhookUrl'],
    source: 'Entente',
  });
});

served('GET /webhooks/v1/registration', 'what was registered; nothing of another company’s', async () => {
  const [speak, other] = [await program(), await program()];
  await speak('POST', path, { body: asked });
  expect((await speak('GET', path)).body).toEqual(shown());
  expect(await other('GET', path)).toMatchObject({ status: 404, body: { code: 1000 } });
});

served('PUT /webhooks/v1/registration', 'replaces what is there, and nothing else', async () => {
  const speak = await program();
  expect(await speak('PUT', path, { body: asked })).toMatchObject({ status: 404 });
  await speak('POST', path, { body: asked });
  expect((await speak('PUT', path, { body: { ...asked, SignatureTokenToMsSignatureHeader: true } })).body).toEqual(
    shown({ SignatureTokenToMsSignatureHeader: true }),
  );
});

served('POST /webhooks/v1/registration/validationEvents', 'a test event, twice a minute', async () => {
  const speak = await program();
  await speak('POST', path, { body: asked });
  const send = () => speak('POST', `${path}/validationEvents`, { body: '' });
  for (let i = 0; i < 2; i++) expect(await send()).toMatchObject({ status: 200, body: { correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
  expect(await send()).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
});

served('GET /webhooks/v1/registration/validationEvents/{correlationId}', 'what became of it, to whoever sent it', async () => {
  const [speak, other] = [await program(), await program()];
  await speak('POST', path, { body: asked });
  const { correlationId } = (await speak('POST', `${path}/validationEvents`)).body as { correlationId: string };
  const told = await speak('GET', `${path}/validationEvents/${correlationId}`);
  const { partnerId } = told.body as { partnerId: string };
  expect([told.status, told.body]).toEqual([200, { correlationId, partnerId, status: 'inprogress', callbackUrl: asked.WebhookUrl, results: [] }]);
  expect(await other('GET', `${path}/validationEvents/${correlationId}`)).toMatchObject({ status: 404 });
});
