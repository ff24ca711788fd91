import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { post } from '../../test/oauth.ts';
import { appToken, personToken, registered, secretOf } from '../../test/tokens.ts';
import { account, as, buildWorld, joinPrograms, member, operator } from '../../test/world.ts';
import type { Scoped } from '../core/access.ts';
import { accounts } from '../features/accounts/contract.ts';
import { openLog } from '../server/log.ts';
import { openLimits } from '../server/limits.ts';
import { openCallers } from './callers.ts';
import { addV1 } from './door.ts';
import { Fault } from './fault.ts';
import { ok, type Row, row } from './row.ts';
import { rows } from './rows.ts';
import { speaking } from './testing.ts';

const world = await buildWorld({ env: { API_PER_MINUTE: '40' } });
const company = await account(world, undefined, 'US');
await joinPrograms(world, company, 'reseller');
const view = (permission: 'customers' | 'users') => ({ permission, level: 'view' as const });
const java = { 'MS-PartnerCenter-Client': 'Partner Center Java SDK' };
const newCustomer = {
  CompanyProfile: { Domain: 'blue.example' },
  BillingProfile: {
    Email: 'ida@blue.example',
    CompanyName: 'Blue Lantern Books',
    FirstName: 'Ida',
    LastName: 'Holm',
    DefaultAddress: { Country: 'US', City: 'SEATTLE', State: 'WA', AddressLine1: '1420 Western Avenue', PostalCode: '98101' },
  },
};
const nowhere = `/v1/customers/${crypto.randomUUID()}`;

test('whoever brings no token, or one that is over, is told so as the documents do', async () => {
  const app = await appToken(world, company, [view('customers')]);
  const forged = `${app.bearer.slice(0, -4)}AAAA`;
  for (const token of [null, 'nonsense', forged]) {
    const { status, headers, body } = await speaking(world, token)('GET', nowhere, { headers: { 'MS-RequestId': 'abc' } });
    expect([status, body]).toEqual([401, { code: 400, description: 'Sign in to continue.', data: [], source: 'Entente' }]);
    expect(headers['www-authenticate']).toBe('OAuth realm=urn:cpsvc:cpid:abc');
  }
  expect((await speaking(world, app.bearer)('GET', nowhere)).status).toBe(404);
  await world.admin.query('update access_grants set ended_at = $2, version = version + 1 where grant_id = $1', [app.grantId, world.now]);
  expect((await speaking(world, app.bearer)('GET', nowhere)).status).toBe(401);
});

test('the root of a path is found with repeated slashes and in any case, too', async () => {
  const ask = speaking(world, (await appToken(world, company, [view('customers')])).bearer);
  for (const path of ['/V1/Customers', '//v1/customers', '/V1//customers/', '//v1//customers'])
    expect(await ask('GET', path), path).toMatchObject({ status: 200, body: { totalCount: 0 } });
  // Ours are at `/webhooks/v1` and `/v1.0`: what is not served there is told in the documents' words, not by a page.
  for (const path of ['/Webhooks//V1/nothing', '/V1.0/nothing', '//partner/V1/nothing'])
    expect(await ask('GET', path), path).toMatchObject({ status: 404, body: { code: 1000 } });
});

test('a refusal says in the language asked for which permission is missing, and which roles hold it', async () => {
  const app = speaking(world, (await appToken(world, company, [view('users')])).bearer);
  expect(await app('GET', '/v1/customers', { headers: { 'X-Locale': 'fr-FR' } })).toMatchObject({
    status: 403,
    headers: { 'x-locale': 'fr' },
    body: { code: 900_150, description: expect.stringContaining('customers'), data: ['customers'] },
  });
  const clerk = await member(world, company, 'marketer');
  const person = speaking(world, (await personToken(world, company, clerk, [view('customers')])).bearer);
  const { status, body } = await person('GET', '/v1/customers');
  expect([status, body]).toMatchObject([
    403,
    { code: 900_150, description: expect.stringContaining('Admin agent'), data: expect.arrayContaining(['customers', 'admin_agent']) },
  ]);
});

test('a Java program meets no status that it would repeat without end', async () => {
  const { bearer } = await appToken(world, company, [view('customers')]);
  const speak = speaking(world, bearer);
  const wrong: [string, string, object][] = [
    ['DELETE', '/v1/customers', {}],
    ['PUT', '/v1/countryvalidationrules/FR', { body: 'null' }],
    ['POST', '/v1/customers', { body: '{' }],
    ['POST', '/v1/customers', { body: '<a/>', headers: { 'content-type': 'text/xml' } }],
    ['POST', '/v1/customers', { body: '', headers: { 'content-type': 'application/json' } }],
    ['POST', '/v1/customers', { body: 'x'.repeat(6 * 1024 * 1024) }],
    ['GET', '/v1/no/such/thing', {}],
    ['GET', '/v1/customers?filter=%7B', {}],
    ['GET', '/v1/customers?size=-1', {}],
    ['PATCH', nowhere, { body: 'null' }],
  ];
  for (const [method, url, sent] of wrong) {
    const { headers = {}, ...rest } = sent as { headers?: Record<string, string> };
    const { status, body } = await speak(method, url, { ...rest, headers: { ...java, ...headers } });
    expect([400, 401, 403, 404, 409, 417], `${method} ${url}: ${JSON.stringify(body)}`).toContain(status);
    expect(body, `${method} ${url}`).toEqual({ code: expect.any(Number), description: expect.any(String), data: expect.any(Array), source: 'Entente' });
  }
});

test('above the limit a program is told when to come again', async () => {
  const { bearer } = await appToken(world, company, [view('customers')], 'Busy');
  const speak = speaking(world, bearer);
  const answers = [];
  for (let i = 0; i < 42; i++) answers.push(await speak('GET', nowhere));
  expect(answers.slice(0, 40).map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 404));
  expect(answers[41]).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, body: { statusCode: 429, message: expect.stringContaining('2 seconds') } });
  // Another application of the same company has calls of its own.
  expect((await speaking(world, (await appToken(world, company, [view('customers')])).bearer)('GET', nowhere)).status).toBe(404);
});

test('a Java program waits instead, a minute at most, and what it repeats counts once', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  const callers = openCallers(openLimits({ limit: 2 }));
  const take = (id: string) => callers.take('company program', id, 'java', now);
  expect([take('a'), take('b'), take('b'), take('a')]).toEqual([{ ms: 0 }, { ms: 0 }, { ms: 0 }, { ms: 0 }]);
  expect([take('c'), take('d'), take('e'), take('f')]).toEqual([{ ms: 30_000 }, { ms: 60_000 }, { ms: 60_000 }, { ms: 60_000 }]);
  expect(callers.take('another', 'a', 'java', now)).toEqual({ ms: 0 });
});

test('while the operator has a company suspended its own programs see everything and take nothing new on, as its people; what there is goes on', async () => {
  const own = await account(world, undefined, 'US');
  await joinPrograms(world, own, 'reseller');
  const edit = (permission: Scoped['permission']) => ({ permission, level: 'edit' as const });
  const scopes = [edit('customers'), edit('customers.create'), edit('support_profile'), edit('webhooks')];
  const admin = await member(world, own, 'global_admin', 'admin_agent');
  const bearers = [(await appToken(world, own, scopes)).bearer, (await personToken(world, own, admin, scopes)).bearer];
  const clientId = await registered(world, own, scopes);
  const [secret, desk] = [await secretOf(world, own, clientId), as(world, accounts, await operator(world, 'op_root'))];
  await desk.suspendAccount({ accountId: own.accountId, reason: 'unpaid_invoice', words: 'Invoice 2026-118 is open' });
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  const { status, body } = await post(world, `/${own.accountId}/oauth2/v2.0/token`, form);
  expect(status).toBe(200);
  for (const bearer of [...bearers, String(body['access_token'])]) {
    const speak = speaking(world, bearer);
    expect((await speak('GET', '/v1/customers')).status).toBe(200);
    expect(await speak('PUT', '/v1/profiles/support', { body: { Email: 'help@own.example' } })).toMatchObject({ status: 200 });
    expect(await speak('POST', '/v1/customers', { body: newCustomer })).toMatchObject({
      status: 403,
      body: { code: 800_039, description: expect.stringContaining('suspended'), data: ['customers.create'] },
    });
    const registration = { WebhookUrl: 'https://hooks.own.example/', WebhookEvents: ['test-created'] };
    expect(await speak('POST', '/webhooks/v1/registration', { body: registration })).toMatchObject({ status: 403, body: { code: 800_039 } });
  }
});

test('a bug tells nothing of itself, and to a Java program it is a refusal', async () => {
  const app = Fastify();
  const failing: readonly Row[] = [
    row('GET', '/v1/agreements', async () => {
      throw new Error('the password is 1234');
    }),
    row('GET', '/v1/offers', async () => ok({ here: 1, gone: null, inside: [{ gone: undefined }] })),
    row('GET', '/v1/products', async () => {
      throw new Fault(409, 800_060, 'x'.repeat(2_000));
    }),
  ];
  const nobodyCalls = () => Promise.reject(new Error('nobody calls'));
  addV1(app, {
    log: openLog('silent'),
    call: Object.assign(nobodyCalls, { atOnce: nobodyCalls }),
    routes: [],
    rows: async () => failing,
    limits: openLimits({ limit: 100 }),
    identify: async () => ({ accountId: company.accountId, caller: 'c' }),
    stands: async () => true,
    translator: () => (id) => id,
    now: () => world.now,
  });
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers: { authorization: 'Bearer x', ...headers } });
  const told = { code: 0, description: 'Something went wrong on our side.', data: [], source: 'Entente' };
  expect([(await get('/v1/agreements')).statusCode, (await get('/v1/agreements')).json()]).toEqual([500, told]);
  expect([(await get('/v1/agreements', java)).statusCode, (await get('/v1/agreements', java)).json()]).toEqual([400, told]);
  expect((await get('/v1/offers')).body).toBe('{"here":1,"inside":[{}]}');
  expect((await get('/v1/products')).json<{ description: string }>().description).toHaveLength(1024);
  await app.close();
});

test('every row is in the table, and its path begins where the documents say', () => {
  for (const { path } of rows) expect(path).toMatch(/^\/(v1|v1\.0|webhooks\/v1|partner\/v1)\//);
});
