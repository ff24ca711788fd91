import { afterEach, expect, test } from 'vitest';
import { human } from '../../../test/human.ts';
import { softPasskey } from '../../../test/passkey.ts';
import { countStatements } from '../../../test/statements.ts';
import { announced, as, buildWorld, mailsTo, refusal, runJobs, session, type TestPerson } from '../../../test/world.ts';
import { secretsOf } from '../../server/secrets.ts';
import { plainRecoveryCode } from '../identity/policy.ts';
import { identity } from '../identity/contract.ts';
import { recovery } from './contract.ts';
import { urlOf } from '../../web/api.ts';
import { addApp, addCodes, addKey, addWay, begin, browser, codeTo, newPassword, oldPassword, stuckPerson } from './testing.ts';

const world = await buildWorld();
const start = world.now;
afterEach(() => {
  world.now = start;
});
const later = (seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000);
};
const days = (n: number) => n * 86_400;

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
/** The number under which a way of this kind is called by the page. */
const wayOf = (view: Awaited<ReturnType<typeof showMailbox>>, kind: string) =>
  view.opened?.ways.find((each) => each.kind === kind && each.way !== 'mailbox')?.way ?? '';

// ── forgot the password ────────────────────────────────────────────────────────────────────────────────────────────

test('someone without a second factor sets a new password by the code to their mailbox, and is signed in', async () => {
  const who = await stuckPerson(world);
  const elsewhere = await session(world, who.personId);
  let given: string | null = null;
  const at = await begin(world, who.email, 'password', { gave: (token) => (given = token) });
  const { opened } = await showMailbox(at, who.email);
  expect(opened).toMatchObject({ known: true, missing: 0, finish: { password: 'needed', minimum: { now: 15 } } });
  later(1);
  expect(await at.b.finishRecovery({ token: at.token, password: newPassword })).toEqual({ signedIn: true, lacksSecondFactor: true });
  expect((await browser(world, { token: given }).getMe({})).session).toMatchObject({ proofs: ['password', 'mail_code'], secondFactorAt: null });
  expect(await refusal(browser(world, { token: elsewhere }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
  expect(await canSignIn(who, oldPassword)).toBe(false);
  expect(await canSignIn(who, newPassword)).toBe(true);
  expect((await mailsTo(world, who.email)).map(({ subject }) => subject).join()).toContain('password');
  expect((await announced(world, 'recovery.access_regained')).at(-1)).toMatchObject({ details: { count: 1 } });
});

test('with a second factor one way is not enough, two of different kind are', async () => {
  const who = await stuckPerson(world);
  const nextCode = await addApp(world, who);
  const at = await begin(world, who.email);
  const first = await showMailbox(at, who.email);
  expect(first.opened).toMatchObject({ missing: 1, finish: null, reachable: true });
  expect(await refusal(at.b.finishRecovery({ token: at.token, password: newPassword }))).toMatchObject({
    code: 'recovery.not_enough',
    details: { missing: 1 },
  });
  const second = await at.b.proveByTotp({ token: at.token, code: await nextCode() });
  expect(second.opened).toMatchObject({ missing: 0, finish: { minimum: { now: 8 } } });
  expect(await at.b.finishRecovery({ token: at.token, password: newPassword })).toEqual({ signedIn: true, lacksSecondFactor: false });
});

test('a second mailbox is no second kind of way, a phone is', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  await addWay(world, who, 'email', `other-${who.email}`);
  await addWay(world, who, 'phone', '+33142602001');
  const at = await begin(world, who.email);
  const first = await showMailbox(at, who.email);
  expect(first.opened?.ways.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual(['email open', 'email shown', 'phone open', 'totp open']);
  expect(JSON.stringify(first)).not.toContain('42602001');
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'email') });
  const other = await at.b.proveByCode({ token: at.token, way: wayOf(first, 'email'), code: await codeTo(world, `other-${who.email}`) });
  expect(other.opened).toMatchObject({ missing: 1 });
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'phone') });
  const done = await at.b.proveByCode({ token: at.token, way: wayOf(first, 'phone'), code: await codeTo(world, '+33142602001') });
  expect(done.opened).toMatchObject({ missing: 0 });
  // The app is still theirs: signing in asks for it.
  expect(await at.b.finishRecovery({ token: at.token, password: newPassword })).toEqual({ signedIn: false, lacksSecondFactor: false });
  const { second } = await browser(world).signInWithPassword({ email: who.email, password: newPassword });
  expect(second?.ways).toEqual(['totp']);
});

test('a passkey and the mailbox bring someone back; another person’s passkey does not', async () => {
  const who = await stuckPerson(world);
  const key = await addKey(world, who);
  const stranger = await addKey(world, await stuckPerson(world));
  const at = await begin(world, who.email);
  const { passkey } = await at.b.recoveryPasskeyOptions({ token: at.token });
  expect(passkey['allowCredentials']).toBeUndefined();
  expect(await refusal(at.b.proveByPasskey({ token: at.token, response: stranger.show(passkey) }))).toMatchObject({ code: 'identity.passkey_wrong' });
  const shown = key.show((await at.b.recoveryPasskeyOptions({ token: at.token })).passkey);
  expect((await at.b.proveByPasskey({ token: at.token, response: shown })).opened).toMatchObject({ missing: 1 });
  expect(await refusal(at.b.proveByPasskey({ token: at.token, response: shown }))).toMatchObject({ code: 'identity.passkey_wrong' });
  expect((await showMailbox(at, who.email)).opened).toMatchObject({ missing: 0 });
});

test('a code to the mailbox that was the human check needs no second one', async () => {
  const who = await stuckPerson(world);
  const b = browser(world);
  const { attempt } = await b.requestHumanCode({ email: who.email });
  const { code = '' } = (await mailsTo(world, who.email))[0] ?? {};
  const { token } = await b.startRecovery({ email: who.email, trouble: 'password', human: { kind: 'mail_code', attempt, code }, locale: 'en' });
  await runJobs(world);
  expect((await b.getRecovery({ token })).opened).toMatchObject({ known: true, missing: 0 });
  expect((await mailsTo(world, who.email)).filter(({ template }) => template === 'recovery.code')).toEqual([]);
});

// ── lost phone or key ──────────────────────────────────────────────────────────────────────────────────────────────

test('a saved code and the mailbox take a lost app away, and the person is led to a new one', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  const [saved = '', again = ''] = await addCodes(world, who);
  const at = await begin(world, who.email, 'factor');
  expect((await at.b.proveByRecoveryCode({ token: at.token, code: saved.toLowerCase().replaceAll('-', ' ') })).opened).toMatchObject({ missing: 1 });
  expect(await refusal(at.b.proveByRecoveryCode({ token: at.token, code: saved }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  expect((await showMailbox(at, who.email)).opened).toMatchObject({
    missing: 0,
    finish: { password: 'possible', authenticator: true, passwordIsShort: false },
  });
  expect(await at.b.finishRecovery({ token: at.token, lost: { authenticator: true, passkeys: [] } })).toEqual({ signedIn: true, lacksSecondFactor: true });
  expect(await canSignIn(who, oldPassword)).toBe(true);
  expect((await world.admin.query('select 1 from recovery_codes where person_id = $1', [who.personId])).rowCount).toBe(0);
  expect(again).not.toBe(saved);
  expect((await mailsTo(world, who.email)).some(({ subject }) => subject.includes('recovered'))).toBe(true);
});

test('the last of the saved codes counts although none is left', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  const [saved = ''] = await addCodes(world, who);
  const kept = secretsOf(Buffer.alloc(32, 7)).hash(`recovery ${who.personId} ${plainRecoveryCode(saved)}`);
  await world.admin.query('delete from recovery_codes where person_id = $1 and code_hash <> $2', [who.personId, kept]);
  const at = await begin(world, who.email, 'factor');
  expect((await at.b.proveByRecoveryCode({ token: at.token, code: saved })).opened).toMatchObject({ missing: 1 });
  expect((await showMailbox(at, who.email)).opened).toMatchObject({ missing: 0 });
});

test('a password that stands only beside a second factor must be replaced when the factor goes', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  await world.admin.query('update passwords set needs_second_factor = true where person_id = $1', [who.personId]);
  await addWay(world, who, 'phone', '+33142602002');
  const at = await begin(world, who.email, 'factor');
  const first = await showMailbox(at, who.email);
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'phone') });
  await at.b.proveByCode({ token: at.token, way: wayOf(first, 'phone'), code: await codeTo(world, '+33142602002') });
  const lost = { authenticator: true, passkeys: [] };
  expect(await refusal(at.b.finishRecovery({ token: at.token, lost }))).toMatchObject({ code: 'recovery.new_password_needed' });
  expect(await refusal(at.b.finishRecovery({ token: at.token, lost, password: 'xk9-lumen' }))).toMatchObject({
    details: { fields: { password: 'password_under_15' } },
  });
  expect(await at.b.finishRecovery({ token: at.token, lost, password: newPassword })).toMatchObject({ signedIn: true, lacksSecondFactor: true });
});

// ── the mailbox is gone ────────────────────────────────────────────────────────────────────────────────────────────

test('who cannot read the old mailbox types another address in full, shows a phone, and signs in with the other one from now on', async () => {
  const who = await stuckPerson(world);
  const other = `new-${who.email}`;
  await addWay(world, who, 'email', other);
  await addWay(world, who, 'phone', '+33142602003');
  const at = await begin(world, who.email, 'mailbox');
  expect((await mailsTo(world, who.email)).filter(({ template }) => template === 'recovery.code')).toEqual([]);
  await at.b.sendRecoveryCode({ token: at.token, way: 'typed', value: other.toUpperCase() });
  const first = await at.b.proveByCode({ token: at.token, way: 'typed', code: await codeTo(world, other) });
  expect(first.opened).toMatchObject({ missing: 1, reachable: true });
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'phone') });
  const { opened } = await at.b.proveByCode({ token: at.token, way: wayOf(first, 'phone'), code: await codeTo(world, '+33142602003') });
  const [address] = opened?.finish?.addresses ?? [];
  expect(address?.email).toBe(other);
  expect(await at.b.finishRecovery({ token: at.token, signInWay: address?.way, password: newPassword })).toMatchObject({ signedIn: true });
  expect((await browser(world).signInWithPassword({ email: other, password: newPassword })).signedIn).toBe(true);
  expect(await refusal(browser(world).signInWithPassword({ email: who.email, password: newPassword }))).toMatchObject({ code: 'identity.sign_in_wrong' });
  expect((await mailsTo(world, who.email)).some(({ template }) => template === 'identity.security')).toBe(true);

  // Whoever reads the old mailbox by now is nobody here; the person may prove it again.
  await begin(world, who.email);
  expect((await mailsTo(world, who.email)).filter(({ template }) => template === 'recovery.code')).toEqual([]);
  const own = as(world, identity, { token: await session(world, who.personId) });
  const line = (await own.listWays({})).items.find(({ value }) => value === who.email);
  expect(line).toMatchObject({ isProved: false });
  expect((await refusal(own.useForSignIn({ key: line?.key ?? '' }))).code).toBe('identity.way_not_proved');
});

test('a further address of one person alone finds them as well', async () => {
  const who = await stuckPerson(world);
  const other = `second-${who.email}`;
  await addWay(world, who, 'email', other);
  const at = await begin(world, other);
  const { opened } = await showMailbox(at, other);
  // Not the mailbox that signs in: alone it does not suffice.
  expect(opened).toMatchObject({ known: true, missing: 1 });
});

// ── frozen ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a frozen person comes back by two ways that are older than the disputed change; what came with it goes', async () => {
  const who = await stuckPerson(world);
  const nextCode = await addApp(world, who);
  const changeAt = new Date(world.now.getTime() + days(1) * 1000);
  world.now = new Date(changeAt.getTime() + 60_000);
  const thiefs = await addWay(world, who, 'phone', '+33142602004');
  await world.admin.query('insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, $3, 0, $4, $5)', [
    who.personId,
    crypto.randomUUID(),
    Buffer.alloc(1),
    'Theirs',
    world.now,
  ]);
  await world.admin.query('update people set frozen_at = $2, frozen_change_at = $3 where person_id = $1', [who.personId, world.now, changeAt]);
  later(60);
  const at = await begin(world, who.email);
  const first = await showMailbox(at, who.email);
  expect(first.opened).toMatchObject({ frozen: true, missing: 1 });
  expect(first.opened?.ways.find(({ kind }) => kind === 'phone')).toMatchObject({ state: 'young' });
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'phone') });
  expect((await at.b.proveByCode({ token: at.token, way: wayOf(first, 'phone'), code: await codeTo(world, '+33142602004') })).opened).toMatchObject({
    missing: 1,
  });
  expect((await at.b.proveByTotp({ token: at.token, code: await nextCode() })).opened).toMatchObject({ missing: 0, finish: { password: 'needed' } });
  expect(await refusal(at.b.finishRecovery({ token: at.token }))).toMatchObject({ code: 'recovery.new_password_needed' });
  expect(await at.b.finishRecovery({ token: at.token, password: newPassword })).toMatchObject({ signedIn: true, lacksSecondFactor: false });
  expect((await world.admin.query('select frozen_at from people where person_id = $1', [who.personId])).rows).toEqual([{ frozen_at: null }]);
  expect((await world.admin.query('select 1 from contact_ways where way_id = $1', [thiefs])).rowCount).toBe(0);
  expect((await world.admin.query('select 1 from passkeys where person_id = $1', [who.personId])).rowCount).toBe(0);
});

test('when the disputed change took the sign-in name, the older address comes back with the person', async () => {
  const who = await stuckPerson(world);
  await addWay(world, who, 'phone', '+33142602005');
  const changeAt = new Date(world.now.getTime() + days(1) * 1000);
  world.now = new Date(changeAt.getTime() + 60_000);
  const taken = `thief-${who.email}`;
  await world.admin.query('insert into contact_ways (person_id, kind, value, value_folded, created_at, verified_at) values ($1, $2, $3, $3, $4, $4)', [
    who.personId,
    'email',
    who.email,
    start,
  ]);
  await world.admin.query('update people set email = $2, email_changed_at = $3, frozen_at = $4, frozen_change_at = $3 where person_id = $1', [
    who.personId,
    taken,
    changeAt,
    world.now,
  ]);
  await world.admin.query('update sign_in_names set email_folded = $2 where person_id = $1', [who.personId, taken]);
  const at = await begin(world, who.email);
  const first = await showMailbox(at, who.email);
  await at.b.sendRecoveryCode({ token: at.token, way: wayOf(first, 'phone') });
  const { opened } = await at.b.proveByCode({ token: at.token, way: wayOf(first, 'phone'), code: await codeTo(world, '+33142602005') });
  expect(opened?.finish).toMatchObject({ mustChangeAddress: true, addresses: [{ email: who.email }] });
  expect(await refusal(at.b.finishRecovery({ token: at.token, password: newPassword }))).toMatchObject({ code: 'recovery.not_enough' });
  expect(await at.b.finishRecovery({ token: at.token, password: newPassword, signInWay: opened?.finish?.addresses[0]?.way })).toMatchObject({ signedIn: true });
  expect(await canSignIn(who, newPassword)).toBe(true);
  expect((await world.admin.query('select value from contact_ways where person_id = $1', [who.personId])).rows).toEqual([{ value: '+33142602005' }]);
});

// ── strangers ──────────────────────────────────────────────────────────────────────────────────────────────────────

let walks = 0;
/** What a stranger sees of every door, over HTTP: status, headers and body, but for the token and the clock. */
async function walk(email: string, trouble: 'password' | 'mailbox'): Promise<string[]> {
  const seen: string[] = [];
  // An address of its own for each: how often a door still opens stands in the headers.
  const remoteAddress = `10.77.1.${++walks}`;
  let token = 'none';
  async function ask<Name extends keyof typeof recovery>(name: Name, input: Record<string, unknown>) {
    const endpoint = recovery[name];
    const data = { ...input };
    const answer = await world.app.http.inject({ method: endpoint.method, url: urlOf(endpoint, data), payload: data, remoteAddress });
    // By the real clock: how many seconds of this minute are left.
    const { date: _, 'x-request-id': __, 'x-ratelimit-reset': ___, ...headers } = answer.headers;
    seen.push(
      `${name} ${answer.statusCode} ${JSON.stringify(headers)} ${answer.body.replaceAll(token, '<token>').replaceAll(email, '<email>')}`.replace(
        /"requestId":"[^"]*"/,
        '',
      ),
    );
    return answer.json() as Record<string, string>;
  }
  token = (await ask('startRecovery', { email, trouble, human: await human(world), locale: 'en' }))['token'] ?? '';
  seen[0] = seen[0]?.replaceAll(token, '<token>') ?? '';
  await ask('getRecovery', { token });
  await ask('proveByTotp', { token, code: '123456' });
  await runJobs(world);
  await ask('getRecovery', { token });
  await ask('sendRecoveryCode', { token, way: 'mailbox' });
  later(61);
  await ask('sendRecoveryCode', { token, way: 'mailbox' });
  await ask('sendRecoveryCode', { token, way: 'typed', value: 'somebody@elsewhere.example' });
  await ask('sendRecoveryCode', { token, way: '1' });
  await runJobs(world);
  for (let i = 0; i < 6; i++) await ask('proveByCode', { token, way: 'mailbox', code: 'wrong1' });
  later(3600);
  await ask('proveByTotp', { token, code: '123456' });
  later(60);
  await ask('proveByRecoveryCode', { token, code: '0000-0000-0000-0000' });
  later(60);
  await ask('proveByPasskey', {
    token,
    response: softPasskey().show(
      (await world.app.http.inject({ method: 'POST', url: urlOf(recovery.recoveryPasskeyOptions, {}), payload: { token }, remoteAddress })).json<{
        passkey: Record<string, unknown>;
      }>().passkey,
    ),
  });
  await ask('askMyAdmins', { token });
  await ask('finishRecovery', { token, password: newPassword });
  await ask('getRecovery', { token });
  later(7200);
  await ask('getRecovery', { token });
  world.now = start;
  return seen;
}

test.each(['password', 'mailbox'] as const)('every answer is byte for byte the same for an address that nobody has (%s)', async (trouble) => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  await addCodes(world, who);
  await addWay(world, who, 'phone', '+33142602006');
  const known = await walk(who.email, trouble);
  const unknown = await walk(`${crypto.randomUUID().slice(0, 8)}@contoso.example`, trouble);
  expect(unknown).toEqual(known);
  expect(known.join('\n')).toContain('identity.code_wrong');
  expect(known.at(-1)).toContain('recovery.gone');
});

test('every door is answered by the same number of statements, whether or not somebody has the address', async () => {
  const who = await stuckPerson(world);
  await addApp(world, who);
  await addCodes(world, who);
  const tell = async (email: string) => {
    const counts: number[] = [];
    const b = browser(world);
    const proof = await human(world);
    let token = '';
    const count = async (work: () => Promise<unknown>) => counts.push(await countStatements(world, () => work().catch(() => null)));
    await count(async () => (token = (await b.startRecovery({ email, trouble: 'password', human: proof, locale: 'en' })).token));
    await runJobs(world);
    const { passkey } = await b.recoveryPasskeyOptions({ token });
    await count(() => b.getRecovery({ token }));
    await count(() => b.sendRecoveryCode({ token, way: 'typed', value: 'somebody@elsewhere.example' }));
    await count(() => b.sendRecoveryCode({ token, way: '1' }));
    await count(() => b.proveByCode({ token, way: 'mailbox', code: 'wrong1' }));
    await count(() => b.proveByTotp({ token, code: '123456' }));
    await count(() => b.proveByRecoveryCode({ token, code: '0000-0000-0000-0000' }));
    await count(() => b.proveByPasskey({ token, response: softPasskey().show(passkey) }));
    await count(() => b.finishRecovery({ token, password: newPassword }));
    return counts;
  };
  const known = await tell(who.email);
  expect(Math.min(...known)).toBeGreaterThan(2);
  expect(await tell(`${crypto.randomUUID().slice(0, 8)}@contoso.example`)).toEqual(known);
});

test('who has proved an address that nobody signs in with is told so', async () => {
  const email = `${crypto.randomUUID().slice(0, 8)}@nowhere.example`;
  const b = browser(world);
  const { attempt } = await b.requestHumanCode({ email });
  const { code = '' } = (await mailsTo(world, email))[0] ?? {};
  const { token } = await b.startRecovery({ email, trouble: 'password', human: { kind: 'mail_code', attempt, code }, locale: 'en' });
  await runJobs(world);
  expect((await b.getRecovery({ token })).opened).toEqual({
    known: false,
    frozen: false,
    ways: [],
    missing: 0,
    reachable: false,
    finish: null,
    admins: 'none',
  });
  expect(await refusal(b.finishRecovery({ token, password: newPassword }))).toMatchObject({ code: 'recovery.not_enough' });
});
