import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { apiKey } from '../../test/tokens.ts';
import { account, buildWorld, join as joins, person, type World } from '../../test/world.ts';

const bare = await buildWorld();
const behindOne = await buildWorld({ env: { TRUST_PROXY: '1' } });

/** Knocks at a door that opens ten times a minute for each address; the last answer. */
async function knock(world: World, times: number, forwarded: (n: number) => string, remoteAddress: string): Promise<number> {
  let status = 0;
  for (let n = 0; n < times; n++) {
    ({ statusCode: status } = await world.app.http.inject({
      method: 'POST',
      url: '/api/public/setup/code',
      payload: { code: 'ABCD' },
      remoteAddress,
      headers: { 'x-forwarded-for': forwarded(n) },
    }));
  }
  return status;
}

test('behind a proxy everyone has the address that the proxy saw, whatever they claim before it', async () => {
  expect(await knock(behindOne, 12, (n) => `203.0.113.${n}`, '10.0.0.1')).toBe(409);
  expect(await knock(behindOne, 11, (n) => `198.51.100.${n}, 192.0.2.7`, '10.0.0.1')).toBe(429);
});

test('without a proxy nobody gets another address by claiming one', async () => {
  expect(await knock(bare, 11, (n) => `203.0.113.${n}`, '10.0.0.2')).toBe(429);
});

test('a page of another site, or of none, changes nothing', async () => {
  for (const origin of ['null', 'https://elsewhere.example', 'file://']) {
    expect((await bare.app.http.inject({ method: 'POST', url: '/api/public/sign-out', headers: { origin }, payload: {} })).statusCode, origin).toBe(404);
  }
  expect(
    (
      await bare.app.http.inject({
        method: 'POST',
        url: '/api/public/sign-out',
        headers: { origin: 'http://localhost:3000', host: 'localhost:3000' },
        payload: {},
      })
    ).statusCode,
  ).toBe(200);
});

test('the OpenAPI document is served as it is written, pressed for who reads it so, and once only to who has it', async () => {
  const read = (headers: Record<string, string>) => bare.app.http.inject({ url: '/api/openapi.json', headers });
  const plain = await read({});
  const written = readFileSync(join(import.meta.dirname, '../../docs/reference/openapi.json'), 'utf8');
  expect(plain.json()).toEqual(JSON.parse(written));
  const pressed = await read({ 'accept-encoding': 'gzip, br' });
  expect(pressed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding', 'cache-control': 'public, max-age=300' });
  expect(brotliDecompressSync(pressed.rawPayload).toString()).toBe(plain.body);
  expect(pressed.headers.etag).not.toBe(plain.headers.etag);
  const again = await read({ 'accept-encoding': 'br', 'if-none-match': `"other", ${String(pressed.headers.etag)}` });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('a key for doing something once is a word that can be printed', async () => {
  for (const key of ['', 'two words', 'é', 'k'.repeat(201)]) {
    const { statusCode, body } = await bare.app.http.inject({
      method: 'POST',
      url: '/api/public/sign-out',
      headers: { 'idempotency-key': key },
      payload: {},
    });
    expect([statusCode, body]).toEqual([422, expect.stringContaining('"Idempotency-Key":"invalid_format"')]);
  }
  expect(
    (await bare.app.http.inject({ method: 'POST', url: '/api/public/sign-out', headers: { 'idempotency-key': crypto.randomUUID() }, payload: {} })).statusCode,
  ).toBe(200);
});

test('a program may call so often a minute, all keys of a person together, and is told what is left and when to come again', async () => {
  const world = await buildWorld({ env: { API_PER_MINUTE: '3' } });
  const company = await account(world);
  const ana = await joins(world, company, await person(world), 'global_admin');
  const colleague = await joins(world, company, await person(world), 'global_admin');
  const scopes = [{ permission: 'users', level: 'view' }] as const;
  const [first, second, other] = [
    await apiKey(world, company, ana, scopes),
    await apiKey(world, company, ana, scopes),
    await apiKey(world, company, colleague, scopes),
  ];
  const ask = async ({ bearer }: { readonly bearer: string }) => {
    const { statusCode, headers } = await world.app.http.inject({ url: `/api/a/${company.accountId}/home`, headers: { authorization: `Bearer ${bearer}` } });
    return [statusCode, headers['ratelimit'], headers['retry-after']];
  };
  expect(await ask(first)).toEqual([200, '"default";r=2;t=20', undefined]);
  expect(await ask(second)).toEqual([200, '"default";r=1;t=40', undefined]);
  expect(await ask(first)).toEqual([200, '"default";r=0;t=60', undefined]);
  expect(await ask(second)).toEqual([429, '"default";r=0;t=60', '20']);
  expect(await ask(other)).toEqual([200, '"default";r=2;t=20', undefined]);
  expect((await world.app.http.inject({ url: `/api/a/${company.accountId}/home`, cookies: { entente: ana.token } })).headers['ratelimit']).toBeUndefined();
  world.now = new Date(world.now.getTime() + 20_000);
  expect(await ask(second)).toEqual([200, '"default";r=0;t=60', undefined]);
});

test('an address that cannot be read, or is longer than any of ours, is not found', async () => {
  for (const url of ['/api/me/%E0%A4%A', `/api/public/${'x'.repeat(2_000)}`, `/api/a/${'x'.repeat(2_000)}/home`]) {
    const answer = await bare.app.http.inject({ url });
    expect([url, answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
      url,
      404,
      expect.stringContaining('application/problem+json'),
      { type: 'urn:entente:problem:not_found', status: 404, details: {} },
    ]);
  }
});
