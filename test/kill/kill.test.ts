import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Center, makeCenter } from './center.ts';
import { type Invited, invite, makeVisitor, type SignedUp, signUp } from './visitor.ts';
import { halfDone } from './wholeness.ts';

/** Sign-ups and invitations that somebody was told to be done; KILL_TEST_ACTS=1000 for the long one. */
const wanted = Number(process.env['KILL_TEST_ACTS'] ?? 60);
const invitationsEach = 3;
const companiesAtOnce = 6;
/** What dies, and when: by the share of what is wanted that has been done. */
const shares: readonly (readonly [number, 'app' | 'database' | 'both'])[] = [
  [0.2, 'database'],
  [0.45, 'app'],
  [0.7, 'both'],
];
const cuts = shares.map(([share, what]) => ({ at: share * wanted, what }));

const companies: SignedUp[] = [];
const invitations: Invited[] = [];
let center: Center;

beforeAll(async () => {
  center = await makeCenter();
  await center.start();
  await center.look('update center set set_up_at = now()');
  const done = () => companies.length + invitations.length;
  let begun = 0;
  const workers = Array.from({ length: companiesAtOnce }, async () => {
    while (done() < wanted) {
      const company = await signUp(center, ++begun);
      companies.push(company);
      // An admin of a minute ago has no second factor yet; adding one is another test's errand.
      await center
        .look(
          'update sessions set second_factor_at = now(), version = version + 1 where person_id = (select person_id from sign_in_names where email_folded = $1)',
          [company.email],
        )
        .catch(() => []);
      for (let i = 0; i < invitationsEach && done() < wanted; i++) {
        const invitation = await invite(center, company, i).catch((error: { readonly status?: number }) => {
          if (error.status !== 403) throw error;
        });
        if (invitation) invitations.push(invitation);
      }
    }
  });
  const killer = (async () => {
    for (const { at, what } of cuts) {
      while (done() < at) await wait(5);
      if (what !== 'app') center.killDatabase();
      if (what !== 'database') {
        await center.killApp();
        await center.start();
      }
    }
  })();
  await Promise.all([...workers, killer]);
  center.killDatabase();
  await center.killApp();
  await center.start();
}, 600_000);
afterAll(() => center?.stop());

test('the server that was killed last of all has started by itself, and answers', async () => {
  expect((await fetch(`${center.url}/health`)).status).toBe(200);
  expect(companies.length + invitations.length).toBeGreaterThanOrEqual(wanted);
});

test('no sign-up that was acknowledged is lost: person, company, PartnerId, role and session are there', async () => {
  const rows = await center.look<{ email: string }>(`select p.email, a.account_id as "accountId", a.partner_id as "partnerId" from accounts a
    join members m using (account_id) join role_assignments r using (account_id, person_id) join people p using (person_id) join passwords using (person_id) where r.role = 'global_admin'`);
  const found = new Map(rows.map((row) => [row.email, row]));
  for (const { email, accountId, partnerId, session } of companies) {
    expect(found.get(email)).toEqual({ email, accountId, partnerId });
    expect(await makeVisitor(center, session).insist('GET', '/api/me/accounts'), email).toMatchObject({
      items: [{ accountId, partnerId, roles: ['global_admin'] }],
    });
  }
});

test('no invitation that was acknowledged is lost', async () => {
  const rows = await center.look<{ id: string; email: string }>("select invitation_id as id, email from invitations where state = 'open'");
  const found = new Map(rows.map(({ id, email }) => [id, email]));
  for (const { invitationId, email } of invitations) expect(found.get(invitationId)).toBe(email);
});

test('nothing is half done, not even what nobody was told of', async () => {
  expect(await halfDone(center)).toEqual([]);
});

test('every mail that was asked for goes out, also when the worker that had taken it up was killed', async () => {
  await expect.poll(() => center.look("select template, recipient from mails where state = 'queued'"), { timeout: 240_000, interval: 500 }).toEqual([]);
  expect(await center.look("select name, output from pgboss.job where state = 'failed' or name = 'dead'")).toEqual([]);
}, 300_000);
