import { generate } from 'otplib';
import type { PoolClient } from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { softPasskey } from '../../../test/passkey.ts';
import { announced, as, buildWorld, mailsTo, openAppIn, operator, person, refusal, session, type TestPerson } from '../../../test/world.ts';
import { openLog } from '../../server/log.ts';
import { hashToken, secretsOf } from '../../server/secrets.ts';
import { identity, type SignInAnswer } from './contract.ts';
import { forgetProofs } from './jobs.ts';
import { hashPassword } from './passwords.ts';

const world = await buildWorld();
const start = world.now;
let address = 0;
/** A visitor at an address of their own, so that no test slows another down; `token` is what their browser was given last. */
function visitor(at = `198.51.100.${++address}`) {
  const browser = { token: null as string | null };
  return Object.assign(
    as(world, identity, {
      address: at,
      gave: (token) => {
        browser.token = token;
      },
    }),
    { browser },
  );
}
const minutes = (from: Date, count: number) => new Date(from.getTime() + count * 60_000);
/** What the app shows at that moment. */
const codeOf = (key: string, at: Date) => generate({ secret: key, epoch: Math.floor(at.getTime() / 1000) });
const secret = 'eleven quiet lighthouses';
async function withPassword(who: TestPerson, password = secret): Promise<TestPerson> {
  await world.admin.query('insert into passwords (person_id, hash, set_at) values ($1,$2,$3)', [who.personId, await hashPassword(password), world.now]);
  return who;
}
async function withAuthenticator(who: TestPerson): Promise<string> {
  const mine = as(world, identity, who);
  const { attempt, secret: key } = await mine.startAuthenticator({});
  await mine.confirmAuthenticator({ attempt, code: await codeOf(key, world.now) });
  return key;
}
async function withPasskey(who: TestPerson, passkey = softPasskey()) {
  const mine = as(world, identity, who);
  const { passkey: options } = await mine.startPasskey({});
  await mine.addPasskey({ response: passkey.make(options), name: 'My laptop' });
  return passkey;
}
/** The code in the mail that was asked for last. */
const mailedCode = async (email: string) => (await mailsTo(world, email)).find((m) => m.template === 'identity.sign_in_code')?.code ?? '';
/** What of the driver's connection carries statements. */
interface Wire {
  query(...given: unknown[]): unknown;
  execute(...given: unknown[]): unknown;
}
const second = (answer: SignInAnswer) => answer.second ?? expect.fail('no second step');
const sessionOf = async (token: string | null) => (await world.admin.query('select * from sessions where token_hash = $1', [hashToken(token ?? '')])).rows[0];

beforeEach(() => {
  world.now = start;
});

test('the page to sign in says the same to everyone', async () => {
  const ana = await person(world);
  const known = await visitor().startSignIn({ email: ana.email }),
    unknown = await visitor().startSignIn({ email: 'nobody@nowhere.example' });
  expect(known.ways).toEqual(['passkey', 'password', 'mail_code']);
  expect(unknown).toEqual({ ...known, passkey: { ...known.passkey, challenge: expect.any(String) } });
  expect(known.passkey).not.toHaveProperty('allowCredentials');
});

test('a person signs in with a password, whichever case the address is typed in', async () => {
  const ana = await withPassword(await person(world));
  const anas = visitor();
  expect(await anas.signInWithPassword({ email: ` ${ana.email.toUpperCase()} `, password: secret })).toEqual({
    signedIn: true,
    second: null,
    newPassword: null,
  });
  expect(await as(world, identity, { token: anas.browser.token }).getMe({})).toMatchObject({
    personId: ana.personId,
    session: { proofs: ['password'], secondFactorAt: null, hasSecondFactor: false },
  });
  expect(await sessionOf(anas.browser.token)).toMatchObject({ expires_at: minutes(start, 30 * 24 * 60), idle_minutes: 720 });
});

test('a password counts the same however its accents were typed', async () => {
  const ana = await withPassword(await person(world), 'les étés passés à la mer');
  expect(await visitor().signInWithPassword({ email: ana.email, password: 'les étés passés à la mer'.normalize('NFD') })).toMatchObject({ signedIn: true });
});

test('a wrong password and an unknown address get the same answer, by the same number of statements', async () => {
  const ana = await withPassword(await person(world)),
    bo = await person(world);
  // Statements as they go over the wire, session settings, begin and commit included.
  const tell = async (email: string) => {
    let statements = 0;
    const heard = new Map<Wire, Wire>();
    const listen = (client: PoolClient) => {
      const { connection } = client as unknown as { connection: Wire };
      if (heard.has(connection)) return;
      heard.set(connection, { query: connection.query, execute: connection.execute });
      connection.query = (...given) => {
        statements++;
        return heard.get(connection)?.query.apply(connection, given);
      };
      connection.execute = (...given) => {
        statements++;
        return heard.get(connection)?.execute.apply(connection, given);
      };
    };
    world.app.db.pool.on('acquire', listen);
    const { code, status, details } = await refusal(visitor().signInWithPassword({ email, password: 'not this one at all' }));
    world.app.db.pool.off('acquire', listen);
    for (const [connection, before] of heard) Object.assign(connection, before);
    return { code, status, details, statements };
  };
  const wrong = await tell(ana.email);
  expect(wrong).toMatchObject({ code: 'identity.sign_in_wrong', status: 401, details: {} });
  expect(wrong.statements).toBeGreaterThanOrEqual(5);
  expect(await tell('nobody@nowhere.example')).toEqual(wrong);
  expect(await tell(bo.email)).toEqual(wrong);
});

test('the operator’s people are signed in for a day at most, and an hour of quiet', async () => {
  const op = await withPassword(await operator(world, 'op_auditor'));
  const ops = visitor();
  await ops.signInWithPassword({ email: op.email, password: secret });
  expect(await sessionOf(ops.browser.token)).toMatchObject({ expires_at: minutes(start, 24 * 60), idle_minutes: 60 });
  world.now = minutes(start, 61);
  expect(await refusal(as(world, identity, { token: ops.browser.token }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
});

test('twelve idle hours end a session', async () => {
  const ana = await withPassword(await person(world));
  const anas = visitor();
  await anas.signInWithPassword({ email: ana.email, password: secret });
  world.now = minutes(start, 12 * 60 - 1);
  await as(world, identity, { token: anas.browser.token }).getMe({});
  world.now = minutes(start, 12 * 60 + 1);
  // Used a minute or two ago: noted outside that request, so wait for the note.
  await expect.poll(async () => (await sessionOf(anas.browser.token)).last_used_at).toEqual(minutes(start, 12 * 60 - 1));
  await as(world, identity, { token: anas.browser.token }).getMe({});
  world.now = minutes(start, 25 * 60);
  expect(await refusal(as(world, identity, { token: anas.browser.token }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
});

test('guessing slows down, by person from everywhere, alike for people who do not exist', async () => {
  const ana = await withPassword(await person(world));
  const waits = async (email: string) => {
    const seen: unknown[] = [];
    for (let i = 0; i < 8; i++) {
      const problem = await refusal(visitor().signInWithPassword({ email, password: `wrong ${i}` }));
      seen.push(problem.code === 'request.too_many' ? problem.details['retryAfterSeconds'] : problem.code);
      if (problem.code === 'request.too_many') world.now = new Date(world.now.getTime() + Number(problem.details['retryAfterSeconds']) * 1000);
    }
    world.now = start;
    return seen;
  };
  const wrong = 'identity.sign_in_wrong';
  const known = await waits(ana.email);
  expect(known).toEqual([wrong, wrong, wrong, wrong, wrong, wrong, 2, wrong]);
  expect(await waits('nobody.else@nowhere.example')).toEqual(known);
  // Not even the right one is let in while the door is shut; after the wait it is, and all is forgiven.
  expect(await refusal(visitor().signInWithPassword({ email: ana.email, password: secret }))).toMatchObject({ code: 'request.too_many' });
  world.now = minutes(start, 16);
  expect(await visitor().signInWithPassword({ email: ana.email, password: secret })).toMatchObject({ signedIn: true });
  expect(await refusal(visitor().signInWithPassword({ email: ana.email, password: 'wrong again' }))).toMatchObject({ code: wrong });
});

test('one address that tries many people slows down; a right password takes only its own try back', async () => {
  const ana = await withPassword(await person(world));
  const at = '203.0.113.9';
  for (let i = 0; i < 50; i++) await refusal(visitor(at).signInWithPassword({ email: `someone.${i}@nowhere.example`, password: 'wrong' }));
  expect(await visitor(at).signInWithPassword({ email: ana.email, password: secret })).toMatchObject({ signedIn: true });
  expect(await refusal(visitor(at).signInWithPassword({ email: 'one.more@nowhere.example', password: 'wrong' }))).toMatchObject({
    code: 'identity.sign_in_wrong',
  });
  expect(await refusal(visitor(at).signInWithPassword({ email: ana.email, password: secret }))).toMatchObject({
    code: 'request.too_many',
    status: 429,
    details: { retryAfterSeconds: 2 },
  });
  expect(await visitor().signInWithPassword({ email: ana.email, password: secret })).toMatchObject({ signedIn: true });
});

test('a try that is refused at one door counts at none', async () => {
  const ana = await withPassword(await person(world));
  const counts = async () => (await world.admin.query('select * from attempts order by door, key_hash')).rows;
  for (let i = 0; i < 6; i++) await refusal(visitor().signInWithPassword({ email: ana.email, password: 'wrong' }));
  const before = await counts();
  const elsewhere = visitor('203.0.113.30');
  expect(await refusal(elsewhere.signInWithPassword({ email: ana.email, password: secret }))).toMatchObject({ code: 'request.too_many' });
  expect(await counts()).toEqual(before);
});

test('tries at the same instant are all counted', async () => {
  const ana = await withPassword(await person(world));
  const codes = await Promise.all(
    Array.from({ length: 12 }, async () => (await refusal(visitor().signInWithPassword({ email: ana.email, password: 'wrong' }))).code),
  );
  expect(codes.filter((code) => code === 'identity.sign_in_wrong')).toHaveLength(6);
});

test('many of one person’s devices may sign in from one place at once, whichever request comes first', async () => {
  const ana = await withPassword(await person(world));
  const at = '203.0.113.20';
  const ways = await Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      world.now = new Date(start.getTime() - i * 1000);
      return visitor(at).signInWithPassword({ email: ana.email, password: secret });
    }),
  );
  expect(ways.every((way) => way.signedIn)).toBe(true);
});

test('after a hundred wrong tries in a row the password sleeps, the person is told, and the mailbox still opens the door', async () => {
  const ana = await withPassword(await person(world, { locale: 'es' }));
  await world.admin.query('update passwords set failed_in_row = 99 where person_id = $1', [ana.personId]);
  await refusal(visitor().signInWithPassword({ email: ana.email, password: 'wrong' }));
  expect(await refusal(visitor().signInWithPassword({ email: ana.email, password: secret }))).toMatchObject({ code: 'identity.sign_in_wrong' });
  expect((await mailsTo(world, ana.email))[0]).toMatchObject({ template: 'identity.security', subject: 'Su contraseña de Entente está bloqueada' });
  expect(await announced(world, 'identity.password_paused')).toMatchObject([{ details: { failures: 100 } }]);
  const anas = visitor();
  const { attempt } = await anas.requestMailCode({ email: ana.email });
  expect(await anas.signInWithMailCode({ attempt, code: await mailedCode(ana.email) })).toMatchObject({ signedIn: true });
  expect(await as(world, identity, { token: anas.browser.token }).getSecurityInfo({})).toMatchObject({ password: { paused: true } });
});

test('a mailed code signs in, once, in the reader’s language', async () => {
  const ana = await person(world, { locale: 'fr' });
  const anas = visitor();
  const { attempt, resendAfterSeconds, minutes: good } = await anas.requestMailCode({ email: ana.email });
  expect({ resendAfterSeconds, good }).toEqual({ resendAfterSeconds: 60, good: 15 });
  const [mail] = await mailsTo(world, ana.email);
  expect(mail).toMatchObject({ template: 'identity.sign_in_code', locale: 'fr', subject: 'Votre code de connexion à Entente' });
  expect(mail?.code).toMatch(/^\d{6}$/);
  expect(await anas.signInWithMailCode({ attempt, code: ` ${mail?.code?.slice(0, 3)} ${mail?.code?.slice(3)}` })).toEqual({
    signedIn: true,
    second: null,
    newPassword: null,
  });
  expect((await sessionOf(anas.browser.token)).proofs).toEqual(['mail_code']);
  expect(await refusal(anas.signInWithMailCode({ attempt, code: mail?.code ?? '' }))).toMatchObject({ code: 'identity.code_expired', status: 410 });
});

test('a code has five tries and fifteen minutes, and the next comes after a minute', async () => {
  const ana = await person(world);
  const anas = visitor();
  const { attempt } = await anas.requestMailCode({ email: ana.email });
  const code = await mailedCode(ana.email);
  const wrong = code === '000000' ? '000001' : '000000';
  for (const triesLeft of [4, 3, 2, 1])
    expect(await refusal(anas.signInWithMailCode({ attempt, code: wrong }))).toMatchObject({ code: 'identity.code_wrong', details: { triesLeft } });
  expect(await refusal(anas.signInWithMailCode({ attempt, code: wrong }))).toMatchObject({ code: 'identity.code_expired' });
  expect(await refusal(anas.signInWithMailCode({ attempt, code }))).toMatchObject({ code: 'identity.code_expired' });
  expect(await refusal(anas.requestMailCode({ email: ana.email }))).toMatchObject({ code: 'request.too_many', details: { retryAfterSeconds: 60 } });
  world.now = minutes(start, 1);
  const next = await anas.requestMailCode({ email: ana.email });
  const fresh = await mailedCode(ana.email);
  world.now = minutes(start, 16);
  expect(await refusal(anas.signInWithMailCode({ attempt: next.attempt, code: fresh }))).toMatchObject({ code: 'identity.code_expired' });
});

test('a code for an address that nobody has is asked for and tried as any other, and no mail leaves', async () => {
  const someone = visitor();
  const { attempt, ...rest } = await someone.requestMailCode({ email: 'nobody.at.all@nowhere.example' });
  expect(rest).toEqual({ resendAfterSeconds: 60, minutes: 15 });
  expect(await mailsTo(world, 'nobody.at.all@nowhere.example')).toEqual([]);
  expect(await refusal(someone.signInWithMailCode({ attempt, code: '123456' }))).toMatchObject({ code: 'identity.code_wrong', details: { triesLeft: 4 } });
  expect(await refusal(someone.requestMailCode({ email: 'nobody.at.all@nowhere.example' }))).toMatchObject({ code: 'request.too_many' });
});

test('with an authenticator app the password alone does not sign in, and a code works once', async () => {
  const ana = await withPassword(await person(world));
  const key = await withAuthenticator(ana);
  world.now = minutes(start, 2);
  const anas = visitor();
  const answer = await anas.signInWithPassword({ email: ana.email, password: secret });
  expect(answer).toMatchObject({ signedIn: false, second: { ways: ['totp'], passkey: null } });
  expect(anas.browser.token).toBeNull();
  const { attempt } = second(answer);
  expect(await refusal(anas.signInWithTotp({ attempt, code: '000000' }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  const code = await codeOf(key, world.now);
  expect(await anas.signInWithTotp({ attempt, code })).toEqual({ signedIn: true, second: null, newPassword: null });
  expect(await sessionOf(anas.browser.token)).toMatchObject({ proofs: ['password', 'totp'], second_factor_at: world.now });
  expect(await refusal(anas.signInWithTotp({ attempt, code: await codeOf(key, minutes(world.now, 1)) }))).toMatchObject({ code: 'identity.attempt_expired' });
  const again = await visitor().signInWithPassword({ email: ana.email, password: secret });
  expect(await refusal(anas.signInWithTotp({ attempt: second(again).attempt, code }))).toMatchObject({ code: 'identity.second_factor_wrong' });
});

test('a clock may be half a minute off, not more', async () => {
  const ana = await withPassword(await person(world));
  const key = await withAuthenticator(ana);
  world.now = minutes(start, 5);
  const late = second(await visitor().signInWithPassword({ email: ana.email, password: secret }));
  expect(await refusal(visitor().signInWithTotp({ attempt: late.attempt, code: await codeOf(key, minutes(world.now, -1)) }))).toMatchObject({
    code: 'identity.second_factor_wrong',
  });
  expect(await visitor().signInWithTotp({ attempt: late.attempt, code: await codeOf(key, minutes(world.now, -0.5)) })).toMatchObject({ signedIn: true });
});

test('codes of the app cannot be guessed at speed', async () => {
  const ana = await withPassword(await person(world));
  await withAuthenticator(ana);
  const { attempt } = second(await visitor().signInWithPassword({ email: ana.email, password: secret }));
  for (let i = 0; i < 6; i++)
    expect(await refusal(visitor().signInWithTotp({ attempt, code: `10000${i}` }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  expect(await refusal(visitor().signInWithTotp({ attempt, code: '100009' }))).toMatchObject({ code: 'request.too_many' });
});

test('ten minutes after the password the second step begins anew', async () => {
  const ana = await withPassword(await person(world));
  const key = await withAuthenticator(ana);
  const { attempt } = second(await visitor().signInWithPassword({ email: ana.email, password: secret }));
  world.now = minutes(start, 11);
  expect(await refusal(visitor().signInWithTotp({ attempt, code: await codeOf(key, world.now) }))).toMatchObject({
    code: 'identity.attempt_expired',
    status: 410,
  });
  expect(await refusal(visitor().signInWithTotp({ attempt: `${attempt}x`, code: '123456' }))).toMatchObject({ code: 'identity.attempt_expired' });
});

test('a mailed code is a first step only, too', async () => {
  const ana = await person(world);
  await withAuthenticator(ana);
  const { attempt } = await visitor().requestMailCode({ email: ana.email });
  expect(await visitor().signInWithMailCode({ attempt, code: await mailedCode(ana.email) })).toMatchObject({ signedIn: false, second: { ways: ['totp'] } });
});

test('a recovery code stands in for the app, once, and the person is told', async () => {
  const ana = await withPassword(await person(world));
  await withAuthenticator(ana);
  const { codes } = await as(world, identity, ana).makeRecoveryCodes({});
  expect(new Set(codes).size).toBe(10);
  const [code = ''] = codes;
  const anas = visitor();
  const answer = await anas.signInWithPassword({ email: ana.email, password: secret });
  expect(answer.second?.ways).toEqual(['totp', 'recovery_code']);
  expect(await anas.signInWithRecoveryCode({ attempt: second(answer).attempt, code: code.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
    signedIn: true,
  });
  expect((await sessionOf(anas.browser.token)).proofs).toEqual(['password', 'recovery_code']);
  expect((await mailsTo(world, ana.email)).map((m) => m.paragraphs[0])).toContain('One of your recovery codes was used. 9 codes are left.');
  const again = second(await visitor().signInWithPassword({ email: ana.email, password: secret }));
  expect(await refusal(anas.signInWithRecoveryCode({ attempt: again.attempt, code }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  const kept = (await world.admin.query('select code_hash from recovery_codes where person_id = $1', [ana.personId])).rows;
  expect(JSON.stringify(kept)).not.toContain(code.slice(0, 4));
});

test('a passkey is both steps at once, and names nobody before', async () => {
  const ana = await person(world);
  const passkey = await withPasskey(ana);
  const anas = visitor();
  const { passkey: options } = await anas.passkeyOptions({});
  expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  const response = passkey.show(options);
  expect(await anas.signInWithPasskey({ response })).toEqual({ signedIn: true, second: null, newPassword: null });
  expect(await sessionOf(anas.browser.token)).toMatchObject({ person_id: ana.personId, proofs: ['passkey'], second_factor_at: world.now });
  expect(await refusal(anas.signInWithPasskey({ response }))).toMatchObject({ code: 'identity.passkey_wrong' });
});

test('a passkey of nobody, of another site, without its owner’s finger, or for another page is refused alike', async () => {
  const ana = await person(world);
  const options = async () => (await visitor().passkeyOptions({})).passkey;
  const passkey = await withPasskey(ana);
  const refused = async (response: Parameters<ReturnType<typeof visitor>['signInWithPasskey']>[0]['response']) =>
    expect(await refusal(visitor().signInWithPasskey({ response }))).toMatchObject({ code: 'identity.passkey_wrong', status: 422 });
  await refused(softPasskey().show(await options()));
  await refused({ ...passkey.show(await options()), id: softPasskey().id });
  await refused(passkey.show({ challenge: 'bWFkZSB1cA' }));
  const { passkey: stepUp } = await as(world, identity, ana).stepUpOptions({});
  await refused(passkey.show(stepUp ?? {}));
  const stale = await options();
  world.now = minutes(start, 11);
  await refused(passkey.show(stale));
  world.now = start;
  const bo = await person(world);
  const mine = as(world, identity, bo);
  const { passkey: make } = await mine.startPasskey({});
  expect(await refusal(mine.addPasskey({ response: softPasskey({ verified: false }).make(make) }))).toMatchObject({ code: 'identity.passkey_wrong' });
  expect(await refusal(mine.addPasskey({ response: softPasskey({ origin: 'https://evil.example' }).make(make) }))).toMatchObject({
    code: 'identity.passkey_wrong',
  });
});

test('signing out ends the session in every process at once', async () => {
  const ana = await person(world);
  const second = await openAppIn(world);
  try {
    const there = as(world, identity, { ...ana, app: second });
    await there.getMe({});
    let taken: string | null = 'not told';
    await as(world, identity, {
      ...ana,
      gave: (token) => {
        taken = token;
      },
    }).signOut({});
    expect(taken).toBeNull();
    expect(await refusal(there.getMe({}))).toMatchObject({ code: 'access.sign_in', status: 401 });
    expect(await as(world, identity).signOut({})).toEqual({});
  } finally {
    await second.close();
  }
});

test('the meter answers strangers and knows the words of those who are signed in', async () => {
  expect(await visitor().checkPassword({ password: 'correct horse battery staple' })).toEqual({ score: 4, fault: null });
  expect(await visitor().checkPassword({ password: 'ana.perez.entente', email: 'ana.perez@contoso.example' })).toMatchObject({ fault: 'password_personal' });
  expect(await visitor().checkPassword({ password: 'short', words: ['Ana'] })).toMatchObject({ fault: 'password_under_15' });
  const ana = await person(world, { givenName: 'Bartholomea', familyName: 'Oppenheimer' });
  expect(await as(world, identity, ana).checkPassword({ password: 'bartholomea-oppenheimer' })).toMatchObject({ fault: 'password_personal' });
  await withAuthenticator(ana);
  expect(await as(world, identity, ana).checkPassword({ password: 'k7#mQ2xp' })).toMatchObject({ fault: null });
});

test('what was answered or went stale is forgotten', async () => {
  await person(world).then((ana) => session(world, ana.personId));
  world.now = minutes(start, 90 * 24 * 60);
  await forgetProofs.run({ db: world.app.db, now: world.now, config: world.config, log: openLog('silent'), secrets: secretsOf(Buffer.alloc(32, 7)) }, {});
  for (const table of ['challenges', 'attempts', 'sessions']) expect((await world.admin.query(`select 1 from ${table}`)).rowCount).toBe(0);
});
