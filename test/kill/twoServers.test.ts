import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Center, freePort, makeCenter, type Running, startServer } from './center.ts';
import { makeVisitor, type SignedUp, signIn, signUp } from './visitor.ts';

let one: Center;
let second: Running;
let other: { readonly url: string };
let admin: SignedUp;
let colleague: SignedUp;

beforeAll(async () => {
  one = await makeCenter();
  await one.start();
  await one.look('update center set set_up_at = now()');
  const port = await freePort();
  other = { url: `http://127.0.0.1:${port}` };
  // As on another machine: the same keys, and the database by its address, as the role that owns nothing.
  const DATABASE_URL = `postgres://entente_app@localhost/entente?host=${path.join(one.dataDir, 'socket')}`;
  second = await startServer({ DATA_DIR: one.dataDir, PORT: String(port), PUBLIC_URL: one.url, DATABASE_URL });
  [admin, colleague] = await Promise.all([signUp(one, 1), signUp(one, 2)]);
  const personId = '(select person_id from sign_in_names where email_folded = $2)';
  await one.look(
    `insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) select $1, person_id, given_name, family_name, email, email, now() from people where person_id = ${personId}`,
    [admin.accountId, colleague.email],
  );
  await one.look(`insert into role_assignments (account_id, person_id, role, given_at) select $1, ${personId}, 'user_admin', now()`, [
    admin.accountId,
    colleague.email,
  ]);
  // Both have just shown a second factor: adding one is another test's errand.
  await one.look('update sessions set second_factor_at = now(), version = version + 1');
}, 300_000);
afterAll(async () => {
  await second?.stop();
  await one?.stop();
});

const people = (server: { readonly url: string }) =>
  makeVisitor(server, colleague.session).ask<{ items: unknown[] }>('GET', `/api/a/${admin.accountId}/members`);
async function setRoles(server: { readonly url: string }, roles: readonly string[]): Promise<void> {
  const visitor = makeVisitor(server, admin.session);
  const { items } = await visitor.ask<{ items: { personId: string; email: string }[] }>('GET', `/api/a/${admin.accountId}/members`);
  const where = `/api/a/${admin.accountId}/members/${items.find(({ email }) => email === colleague.email)?.personId}`;
  const { version } = await visitor.ask<{ version: number }>('GET', where);
  await visitor.ask('PUT', `${where}/roles`, { roles: roles.map((role) => ({ role })), version });
}

test('who signed in at one server is signed in at the other', async () => {
  for (const server of [one, other]) expect((await people(server)).items).toHaveLength(2);
});

test('a role that is taken away at one server is gone at the next request to the other, and so is one that is given', async () => {
  await setRoles(one, ['default_user']);
  await expect(people(other)).rejects.toMatchObject({ status: 403 });
  await expect(people(one)).rejects.toMatchObject({ status: 403 });
  await setRoles(other, ['user_admin']);
  for (const server of [one, other]) expect((await people(server)).items).toHaveLength(2);
});

test('a session that ends at one server is over at the next request to the other', async () => {
  const session = await signIn(other, colleague.email);
  const mine = (server: { readonly url: string }) => makeVisitor(server, session).ask('GET', '/api/me/accounts');
  for (const server of [one, other]) await mine(server);
  await makeVisitor(one, session).ask('POST', '/api/public/sign-out', {});
  await expect(mine(other)).rejects.toMatchObject({ status: 401 });
});

test('one server that is killed leaves the other at work', async () => {
  await one.killApp();
  expect((await people(other)).items).toHaveLength(2);
  await one.start();
  expect((await people(one)).items).toHaveLength(2);
});
