import { expect, test } from 'vitest';
import { buildWorld, type World } from '../../test/world.ts';

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
