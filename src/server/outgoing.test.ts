import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { outgoingOf, outgoingReason } from './outgoing.ts';

const asked: string[] = [];
const servers: Server[] = [];
/** A server inside; `answers` writes what it says. */
async function inside(answers: (url: string) => { status?: number; location?: string; body?: string }): Promise<number> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, location, body = 'inside' } = answers(request.url ?? '');
    response.writeHead(status, location ? { location } : {}).end(body);
  });
  servers.push(server);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return (server.address() as AddressInfo).port;
}
afterAll(() => {
  for (const server of servers) server.close();
});

const closed = outgoingOf({ OUTGOING_ALLOW: [] });
const reasonOf = async (call: Promise<unknown>) => outgoingReason(await call.catch((error: unknown) => error));
/** Resolves every name to this address. */
const names = (address: string): LookupFunction =>
  ((_name: string, options: { all?: boolean }, done: (...args: unknown[]) => void) => {
    const family = address.includes(':') ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  }) as never;

describe('nothing inside is reached, however it is written', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::]:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.3.4:PORT/',
    'http://192.168.1.1:PORT/',
    'http://100.64.0.1:PORT/',
    'http://169.254.169.254:PORT/latest/meta-data/',
    'http://[fd00:ec2::254]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://224.0.0.1:PORT/',
    'http://255.255.255.255:PORT/',
  ])('%s', async (pattern) => {
    const port = await inside(() => ({}));
    const before = asked.length;
    expect(await reasonOf(closed.send(pattern.replace('PORT', String(port))))).toBe('inner_network');
    expect(asked.length).toBe(before);
  });
});

test('a name that leads inside is refused by what it resolves to when the connection is made', async () => {
  const port = await inside(() => ({}));
  for (const address of ['127.0.0.1', '10.1.2.3', '::1', '::ffff:192.168.0.1', '169.254.169.254'])
    expect(await reasonOf(outgoingOf({ OUTGOING_ALLOW: [] }, names(address)).send(`http://idp.example:${port}/`))).toBe('inner_network');
});

test('a redirect from a host that may be reached to one inside is refused, and followed only when asked for', async () => {
  const secret = await inside(() => ({}));
  const outside = await inside((url) =>
    url === '/away' ? { status: 302, location: `http://127.0.0.1:${secret}/secret` } : { status: 302, location: '/away' },
  );
  const some = outgoingOf({ OUTGOING_ALLOW: [`127.0.0.1:${outside}`] });
  expect(await reasonOf(some.send(`http://127.0.0.1:${outside}/`, { redirects: 'follow' }))).toBe('inner_network');
  expect(asked).not.toContain('/secret');
  const kept = await some.send(`http://127.0.0.1:${outside}/away`);
  expect([kept.status, kept.headers.get('location')]).toEqual([302, `http://127.0.0.1:${secret}/secret`]);
});

test('redirects end after three, and lead to no other kind of address', async () => {
  const port = await inside((url) => (url === '/file' ? { status: 301, location: 'file:///etc/passwd' } : { status: 302, location: '/again' }));
  const some = outgoingOf({ OUTGOING_ALLOW: [`127.0.0.1:${port}`] });
  expect(await reasonOf(some.send(`http://127.0.0.1:${port}/again`, { redirects: 'follow' }))).toBe('too_many_redirects');
  expect(await reasonOf(some.send(`http://127.0.0.1:${port}/file`, { redirects: 'follow' }))).toBe('address');
});

test('only http and https, and nobody’s name in the address', async () => {
  for (const address of ['file:///etc/passwd', 'ftp://idp.example/', 'gopher://127.0.0.1/', 'http://user:word@idp.example/', 'data:text/plain,x', 'nothing'])
    expect(await reasonOf(closed.send(address)), address).toBe('address');
});

test('a host that the operator has named is reached, also inside; its neighbors are not', async () => {
  const port = await inside(() => ({ body: 'hello' }));
  const some = outgoingOf({ OUTGOING_ALLOW: [`127.0.0.1:${port}`] });
  expect(await (await some.send(`http://127.0.0.1:${port}/`)).text()).toBe('hello');
  expect(await reasonOf(some.send(`http://127.0.0.1:${await inside(() => ({}))}/`))).toBe('inner_network');
  expect([some.allows(`http://127.0.0.1:${port}/x`), some.allows('http://127.0.0.1/')]).toEqual([true, false]);
});

test('an answer has an end in size and in time', async () => {
  const port = await inside(() => ({ body: 'x'.repeat(5000) }));
  const some = outgoingOf({ OUTGOING_ALLOW: ['127.0.0.1'] });
  expect(await reasonOf(some.send(`http://127.0.0.1:${port}/`, { maxBytes: 4999 }))).toBe('too_large');
  const silent = createServer(() => {});
  servers.push(silent);
  await new Promise<void>((done) => {
    silent.listen(0, '127.0.0.1', done);
  });
  expect(await reasonOf(some.send(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, { seconds: 0.2 }))).toBe('too_slow');
  silent.closeAllConnections();
});
