import { afterEach, expect, test } from 'vitest';
import { human } from '../../../test/human.ts';
import { buildWorld, mailsTo, person, refusal, runJobs, type TestPerson } from '../../../test/world.ts';
import { addApp, addWay, begin, browser, codeTo, newPassword, oldPassword, stuckPerson } from './testing.ts';

const world = await buildWorld();
const start = world.now;
afterEach(() => {
  world.now = start;
});
const later = (seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000);
};

const gone = { code: 'recovery.gone', status: 410 };
const canSignIn = async (who: TestPerson, password: string) =>
  (
    await browser(world)
      .signInWithPassword({ email: who.email, password })
      .catch(() => null)
  )?.signedIn ?? false;
/** Shows the code that comes to the mailbox of the typed address. */
async function showMailbox({ b, token }: Awaited<ReturnType<typeof begin>>, to: string) {
  return b.proveByCode({ token, way: 'mailbox', code: await codeTo(world, to) });
}

// ── attacks ────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a code is good in the browser that asked for it alone, once, and for a quarter of an hour', async () => {
  const who = await stuckPerson(world);
  const theirs = await begin(world, who.email);
  const code = await codeTo(world, who.email);
  later(61);
  const thief = await begin(world, who.email);
  expect(await refusal(thief.b.proveByCode({ token: thief.token, way: 'mailbox', code }))).toMatchObject({ code: 'identity.code_wrong' });
  expect((await theirs.b.proveByCode({ token: theirs.token, way: 'mailbox', code })).opened).toMatchObject({ missing: 0 });
  expect(await refusal(theirs.b.proveByCode({ token: theirs.token, way: 'mailbox', code }))).toMatchObject({ code: 'identity.code_expired' });
  const late = await begin(world, who.email);
  const lateCode = await codeTo(world, who.email);
  later(15 * 60);
  expect(await refusal(late.b.proveByCode({ token: late.token, way: 'mailbox', code: lateCode }))).toMatchObject({ code: 'identity.code_expired' });
});

test('a new code does not void what was shown; an older code stops working', async () => {
  const who = await stuckPerson(world);
  const at = await begin(world, who.email);
  const first = await codeTo(world, who.email);
  expect(await refusal(at.b.sendRecoveryCode({ token: at.token, way: 'mailbox' }))).toMatchObject({ status: 429 });
  later(61);
  await at.b.sendRecoveryCode({ token: at.token, way: 'mailbox' });
  const second = await codeTo(world, who.email);
  if (first !== second)
    expect(await refusal(at.b.proveByCode({ token: at.token, way: 'mailbox', code: first }))).toMatchObject({ code: 'identity.code_wrong' });
  expect((await at.b.proveByCode({ token: at.token, way: 'mailbox', code: second })).opened).toMatchObject({ missing: 0 });
});

test('a made-up token, one of another browser’s making, and one that was used open nothing', async () => {
  const who = await stuckPerson(world);
  expect(await refusal(browser(world).getRecovery({ token: 'x'.repeat(43) }))).toMatchObject(gone);
  const at = await begin(world, who.email);
  await showMailbox(at, who.email);
  await at.b.finishRecovery({ token: at.token, password: newPassword });
  const { b, token } = at;
  expect(await refusal(b.getRecovery({ token }))).toMatchObject(gone);
  expect(await refusal(b.finishRecovery({ token, password: oldPassword }))).toMatchObject(gone);
  expect(await refusal(b.proveByTotp({ token, code: '1' }))).toMatchObject(gone);
});

test('of two recoveries both keep their proofs; who finishes first wins and the other ends', async () => {
  const who = await stuckPerson(world);
  const one = await begin(world, who.email);
  const codeOfOne = await codeTo(world, who.email);
  later(61);
  const two = await begin(world, who.email);
  await showMailbox(two, who.email);
  expect((await one.b.proveByCode({ token: one.token, way: 'mailbox', code: codeOfOne })).opened).toMatchObject({ missing: 0 });
  const outcomes = await Promise.allSettled([
    one.b.finishRecovery({ token: one.token, password: newPassword }),
    two.b.finishRecovery({ token: two.token, password: 'four lanterns over quiet water' }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: gone });
  const winner = outcomes[0]?.status === 'fulfilled' ? newPassword : 'four lanterns over quiet water';
  expect(await canSignIn(who, winner)).toBe(true);
});

test('a password that is changed meanwhile ends the recovery', async () => {
  const who = await stuckPerson(world);
  const at = await begin(world, who.email);
  await showMailbox(at, who.email);
  later(1);
  await browser(world, who).setPassword({ password: 'quiet rivers carry cedar bark' });
  expect(await refusal(at.b.finishRecovery({ token: at.token, password: newPassword }))).toMatchObject(gone);
  expect(await refusal(at.b.getRecovery({ token: at.token }))).toMatchObject(gone);
});

test('a change of the password that waits for a recovery comes too late: its session is over', async () => {
  const who = await stuckPerson(world);
  // In this database: tests of other files wait for one another on the same server.
  const isWaiting = async () =>
    (
      await world.admin.query(`select 1 from pg_locks where not granted and pid in
        (select pid from pg_locks where database = (select oid from pg_database where datname = current_database()))`)
    ).rowCount;
  await world.admin.query('begin');
  await world.admin.query('select 1 from passwords where person_id = $1 for update', [who.personId]);
  const change = refusal(browser(world, who).setPassword({ password: 'quiet rivers carry cedar bark' }));
  while (!(await isWaiting()));
  // As a recovery does that commits now.
  await world.admin.query('update sessions set ended_at = $2 where person_id = $1', [who.personId, world.now]);
  await world.admin.query('commit');
  expect(await change).toMatchObject({ code: 'access.sign_in' });
  expect(await canSignIn(who, oldPassword)).toBe(true);
});

test('a wrong human check begins nothing, and is used up', async () => {
  const who = await stuckPerson(world);
  const proof = await human(world);
  const begun = () => browser(world).startRecovery({ email: who.email, trouble: 'password', human: proof, locale: 'en' });
  await begun();
  expect(await refusal(begun())).toMatchObject({ code: 'identity.human_check_wrong' });
  const { rows } = await world.admin.query('select 1 from recoveries where email = $1', [who.email]);
  expect(rows).toHaveLength(1);
});

test('a mailbox is not flooded, and the door opens again by itself', async () => {
  const who = await stuckPerson(world);
  for (let i = 0; i < 6; i++) await begin(world, who.email);
  const refused = await refusal(begin(world, who.email));
  expect(refused).toMatchObject({ status: 429 });
  expect((await mailsTo(world, who.email)).filter(({ template }) => template === 'recovery.code').length).toBeLessThanOrEqual(6);
  later(3601);
  await begin(world, who.email);
});

test('whoever guesses codes of the app is slowed down, however many recoveries they begin', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  let tries = 0;
  for (let round = 0; round < 3; round++) {
    const at = await begin(world, who.email);
    for (let i = 0; i < 5; i++) {
      const { status } = await refusal(at.b.proveByTotp({ token: at.token, code: String(100_000 + tries) }));
      if (status === 429) break;
      tries++;
    }
  }
  expect(tries).toBeLessThanOrEqual(6);
});

test('whatever host a request names, mails lead to the center’s own address', async () => {
  const who = await stuckPerson(world);
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const payload = { email: who.email, trouble: 'password', human: await human(world), locale: 'en' };
  const answer = await world.app.http.inject({ method: 'POST', url: '/api/public/recovery', headers, payload, remoteAddress: '10.78.1.1' });
  expect(answer.statusCode, answer.body).toBe(200);
  const { token } = answer.json<{ token: string }>();
  await runJobs(world);
  const at = { b: browser(world), token };
  await showMailbox(at, who.email);
  await at.b.finishRecovery({ token, password: newPassword });
  const mails = await mailsTo(world, who.email);
  expect(mails.length).toBeGreaterThan(1);
  expect(JSON.stringify(mails)).not.toContain('evil.example');
  for (const { action } of mails) if (action) expect(action.url.startsWith('http://localhost:3000/')).toBe(true);
});

test('no address is asked anything before the first proof, and no number of a way can be tried', async () => {
  const who = await stuckPerson(world);
  await addWay(world, who, 'phone', '+33142602007');
  const at = await begin(world, who.email, 'mailbox');
  expect(await refusal(at.b.sendRecoveryCode({ token: at.token, way: '1' }))).toMatchObject({ code: 'recovery.not_enough' });
  expect(await refusal(at.b.sendRecoveryCode({ token: at.token, way: 'typed', value: 'no address' }))).toMatchObject({
    details: { fields: { value: 'invalid_format' } },
  });
  // Somebody else's number: nothing is sent.
  const other = await person(world);
  await addWay(world, other, 'phone', '+33142602008');
  await at.b.sendRecoveryCode({ token: at.token, way: 'typed', value: '+33 1 42 60 20 08' });
  await expect(codeTo(world, '+33142602008')).rejects.toThrow('no code');
});
