import { generate } from 'otplib';
import { beforeEach, expect, test } from 'vitest';
import { softPasskey } from '../../../test/passkey.ts';
import { account, announced, as, buildWorld, mailsTo, member, openAppIn, operator, person, refusal, session, type TestPerson } from '../../../test/world.ts';
import { identity } from './contract.ts';

const world = await buildWorld();
const start = world.now;
const minutes = (from: Date, count: number) => new Date(from.getTime() + count * 60_000);
const codeOf = (key: string, at: Date) => generate({ secret: key, epoch: Math.floor(at.getTime() / 1000) });
/** Everyone sits at an address of their own, so that the clock of one test, set back for the next, shuts no door. */
const addresses = new Map<string, string>();
function me(who: { token: string | null }) {
  const key = who.token ?? '';
  if (!addresses.has(key)) addresses.set(key, `198.51.100.${addresses.size}`);
  return as(world, identity, { ...who, address: addresses.get(key) ?? '' });
}
const secret = 'eleven quiet lighthouses';

async function withAuthenticator(who: TestPerson): Promise<string> {
  const { attempt, secret: key } = await me(who).startAuthenticator({});
  await me(who).confirmAuthenticator({ attempt, code: await codeOf(key, world.now) });
  return key;
}
async function withPasskey(who: TestPerson, name = 'My laptop') {
  const passkey = softPasskey();
  const { passkey: options } = await me(who).startPasskey({});
  return { passkey, ...(await me(who).addPasskey({ response: passkey.make(options), name })) };
}
const subjects = async (email: string) => (await mailsTo(world, email)).map((m) => m.subject);

beforeEach(() => {
  world.now = start;
});

test('who I am says what I may do for the operator, and how this session was proved', async () => {
  const ana = await person(world),
    op = await operator(world, 'op_auditor');
  expect(await me(ana).getMe({})).toMatchObject({
    email: ana.email,
    locale: 'en',
    theme: 'system',
    operator: { roles: [], permissions: [] },
    session: { proofs: ['password'] },
  });
  const { operator: rights } = await me(op).getMe({});
  expect(rights.roles).toEqual(['op_auditor']);
  expect(rights.permissions).toContainEqual({ permission: 'op.staff', level: 'view' });
});

test('a changed name and language hold from the next request on, in every process', async () => {
  const ana = await person(world);
  const other = await openAppIn(world);
  try {
    const there = as(world, identity, { ...ana, app: other });
    await there.getMe({});
    expect(await me(ana).updateMe({ givenName: 'Anaïs', locale: 'fr', theme: 'dark' })).toMatchObject({
      givenName: 'Anaïs',
      familyName: ana.familyName,
      locale: 'fr',
      theme: 'dark',
    });
    expect(await there.getMe({})).toMatchObject({ givenName: 'Anaïs' });
    expect(await announced(world, 'identity.profile_changed')).toMatchObject([
      { details: { name: `Anaïs ${ana.familyName}` }, before: { givenName: 'Ana', locale: 'en' }, after: { givenName: 'Anaïs', locale: 'fr' } },
    ]);
    await me(ana).updateMe({ locale: 'fr' });
    expect(await announced(world, 'identity.profile_changed')).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test('sessions are listed by device and address, the current one marked, and end at once in every process', async () => {
  const ana = await person(world);
  const phone = await session(world, ana.personId);
  await world.admin.query(
    "update sessions set user_agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', address = '198.51.100.7' where person_id = $1 and user_agent is null and token_hash <> (select token_hash from sessions where person_id = $1 order by token_hash limit 1)",
    [ana.personId],
  );
  const { items } = await me(ana).listSessions({});
  expect(items).toHaveLength(2);
  expect(items.filter((s) => s.current)).toHaveLength(1);
  expect(items.map((s) => s.device.system)).toContain('iPhone');
  const other = await openAppIn(world);
  try {
    const onPhone = as(world, identity, { token: phone, app: other });
    await onPhone.getMe({});
    await me(ana).endSession({ sessionId: items.find((s) => !s.current)?.sessionId ?? '' });
    expect(await refusal(onPhone.getMe({}))).toMatchObject({ code: 'access.sign_in' });
  } finally {
    await other.close();
  }
  expect((await me(ana).listSessions({})).items).toHaveLength(1);
  expect((await announced(world, 'identity.session_ended')).at(-1)).toMatchObject({ details: { count: 1 } });
});

test('all other sessions end together; another person’s cannot be ended, nor told from none', async () => {
  const ana = await person(world),
    bo = await person(world);
  const others = [await session(world, ana.personId), await session(world, ana.personId)];
  expect(await me(ana).endOtherSessions({})).toEqual({ ended: 2 });
  for (const token of others) expect(await refusal(me({ token }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
  const bos = (await me(bo).getMe({})).session.sessionId;
  const [theirs, none] = [await refusal(me(ana).endSession({ sessionId: bos })), await refusal(me(ana).endSession({ sessionId: crypto.randomUUID() }))];
  expect({ ...theirs }).toEqual({ ...none });
  expect(theirs).toMatchObject({ code: 'not_found' });
  await me(bo).getMe({});
});

test('whoever has no second factor is asked to add one, and the first one counts as shown', async () => {
  const ana = await person(world, { secondFactor: false });
  expect(await refusal(me(ana).setPassword({ password: secret }))).toMatchObject({ code: 'access.step_up', details: { enrolled: false, withinMinutes: 10 } });
  await withAuthenticator(ana);
  await me(ana).setPassword({ password: secret });
  expect((await me(ana).getMe({})).session).toMatchObject({ hasSecondFactor: true, secondFactorAt: world.now, proofs: ['password', 'totp'] });
});

test('a second factor is fresh for ten minutes, then it is shown again: app, recovery code or passkey', async () => {
  const ana = await person(world, { secondFactor: false });
  const key = await withAuthenticator(ana);
  const { codes } = await me(ana).makeRecoveryCodes({});
  const { passkey } = await withPasskey(ana);
  const stale = async () => {
    world.now = minutes(world.now, 11);
    expect(await refusal(me(ana).makeRecoveryCodes({}))).toMatchObject({ code: 'access.step_up', details: { enrolled: true } });
    expect(await refusal(me(ana).startPasskey({}))).toMatchObject({ code: 'access.step_up' });
    expect(await refusal(me(ana).startAuthenticator({}))).toMatchObject({ code: 'access.step_up' });
    return me(ana).stepUpOptions({});
  };
  const { ways } = await stale();
  expect(ways).toEqual(['passkey', 'totp', 'recovery_code']);
  expect(await refusal(me(ana).stepUpWithTotp({ code: '000000' }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  const code = await codeOf(key, world.now);
  await me(ana).stepUpWithTotp({ code });
  expect(await refusal(me(ana).stepUpWithTotp({ code }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  await me(ana).startPasskey({});
  await stale();
  await me(ana).stepUpWithRecoveryCode({ code: codes[3] ?? '' });
  await me(ana).startPasskey({});
  const { passkey: options } = await stale();
  const response = passkey.show(options ?? {});
  await me(ana).stepUpWithPasskey({ response });
  expect(await refusal(me(ana).stepUpWithPasskey({ response }))).toMatchObject({ code: 'identity.passkey_wrong' });
  expect((await me(ana).getMe({})).session.proofs).toEqual(['password', 'totp', 'recovery_code', 'passkey']);
});

test('another person’s passkey or challenge does not step up', async () => {
  const ana = await person(world),
    bo = await person(world);
  const { passkey: anas } = await withPasskey(ana),
    { passkey: bos } = await withPasskey(bo);
  const { passkey: options } = await me(ana).stepUpOptions({}),
    { passkey: boOptions } = await me(bo).stepUpOptions({});
  expect(await refusal(me(ana).stepUpWithPasskey({ response: bos.show(options ?? {}) }))).toMatchObject({ code: 'identity.passkey_wrong' });
  expect(await refusal(me(ana).stepUpWithPasskey({ response: anas.show(boOptions ?? {}) }))).toMatchObject({ code: 'identity.passkey_wrong' });
});

test('a changed password ends the other sessions, keeps this one, and is told in the person’s language', async () => {
  const ana = await person(world, { locale: 'zh-TW' });
  await withAuthenticator(ana);
  await me(ana).setPassword({ password: secret });
  expect(await announced(world, 'identity.password_set')).not.toHaveLength(0);
  const phone = await session(world, ana.personId);
  await me(ana).setPassword({ password: 'seven loud windmills at noon' });
  expect(await refusal(me({ token: phone }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
  await me(ana).getMe({});
  expect(await subjects(ana.email)).toContain('您的Entente密碼已變更');
  expect(
    await as(world, identity, { address: '198.51.100.200' }).signInWithPassword({ email: ana.email, password: 'seven loud windmills at noon' }),
  ).toMatchObject({ signedIn: false });
});

test('a password too easy to guess is refused by the field', async () => {
  const ana = await person(world);
  const fault = async (password: string) => (await refusal(me(ana).setPassword({ password }))).details['fields'];
  expect(await fault('short')).toEqual({ password: 'password_under_15' });
  expect(await fault('aaaaaaaaaaaaaaaaaaaaa')).toEqual({ password: 'password_pattern' });
  expect(await fault(`${ana.email}`)).toEqual({ password: 'password_personal' });
  expect(await fault('x'.repeat(201))).toEqual({ password: 'too_big' });
});

test('a password of eight characters lives only beside a second factor', async () => {
  const ana = await person(world);
  await withAuthenticator(ana);
  await me(ana).setPassword({ password: 'k7#mQ2xp' });
  expect(await me(ana).getSecurityInfo({})).toMatchObject({ hasSecondFactor: true, passwordMinimum: 8, password: { paused: false } });
  expect(await refusal(me(ana).removeAuthenticator({}))).toMatchObject({
    code: 'identity.password_needs_second_factor',
    status: 409,
    details: { minimum: 15 },
  });
  await me(ana).setPassword({ password: secret });
  await me(ana).removeAuthenticator({});
  expect(await me(ana).getSecurityInfo({})).toMatchObject({ hasSecondFactor: false, passwordMinimum: 15, authenticator: null });
});

test('passkeys are named, listed, renamed and removed, each told by mail', async () => {
  const ana = await person(world);
  const { passkeyId } = await withPasskey(ana);
  expect(await me(ana).renamePasskey({ passkeyId, name: 'Blue key' })).toMatchObject({ name: 'Blue key' });
  const { passkey: again } = await me(ana).startPasskey({});
  expect(again['excludeCredentials']).toHaveLength(1);
  await withPasskey(ana, 'Red key');
  expect((await me(ana).getSecurityInfo({})).passkeys.map((p) => p.name).toSorted()).toEqual(['Blue key', 'Red key']);
  await me(ana).removePasskey({ passkeyId });
  expect((await me(ana).getSecurityInfo({})).passkeys.map((p) => p.name)).toEqual(['Red key']);
  expect(await refusal(me(ana).removePasskey({ passkeyId }))).toMatchObject({ code: 'not_found' });
  expect((await subjects(ana.email)).toSorted()).toEqual([
    'A passkey was added for Entente',
    'A passkey was added for Entente',
    'A passkey was removed for Entente',
  ]);
});

test('a passkey is named after its device when nobody names it, and belongs to one person only', async () => {
  const ana = await person(world),
    bo = await person(world);
  const passkey = softPasskey();
  const options = async (who: TestPerson) => (await me(who).startPasskey({})).passkey;
  expect(await me(ana).addPasskey({ response: passkey.make(await options(ana)) })).toMatchObject({ name: 'FIDO2' });
  expect(await refusal(me(bo).addPasskey({ response: passkey.make(await options(bo)) }))).toMatchObject({ code: 'identity.passkey_known', status: 409 });
  expect(await refusal(me(bo).addPasskey({ response: passkey.make(await options(ana)) }))).toMatchObject({ code: 'identity.passkey_wrong' });
});

test('an authenticator app is added by a code that it shows, by the one who began', async () => {
  const ana = await person(world),
    bo = await person(world);
  const { attempt, secret: key, uri } = await me(ana).startAuthenticator({});
  expect(uri).toBe(`otpauth://totp/Entente:${encodeURIComponent(ana.email)}?secret=${key}&issuer=Entente`);
  expect(await refusal(me(ana).confirmAuthenticator({ attempt, code: '000000' }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  expect(await refusal(me(bo).confirmAuthenticator({ attempt, code: await codeOf(key, world.now) }))).toMatchObject({ code: 'identity.attempt_expired' });
  await me(ana).confirmAuthenticator({ attempt, code: await codeOf(key, world.now) });
  expect((await me(ana).getSecurityInfo({})).authenticator).toEqual({ addedAt: world.now });
  // The code that confirmed it is used up.
  expect(await refusal(me(ana).stepUpWithTotp({ code: await codeOf(key, world.now) }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  const { secret: kept } = (await world.admin.query('select secret from authenticators where person_id = $1', [ana.personId])).rows[0] as { secret: Buffer };
  expect(kept.toString('latin1')).not.toContain(key);
});

test('two removals at the same instant do not both count on what the other takes', async () => {
  const ana = await person(world);
  await withAuthenticator(ana);
  const { passkeyId } = await withPasskey(ana);
  await me(ana).setPassword({ password: 'k7#mQ2xp' });
  const outcomes = await Promise.allSettled([me(ana).removeAuthenticator({}), me(ana).removePasskey({ passkeyId })]);
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
  expect((await me(ana).getSecurityInfo({})).hasSecondFactor).toBe(true);
});

test('new recovery codes replace the old ones', async () => {
  const ana = await person(world);
  await withAuthenticator(ana);
  const [old = ''] = (await me(ana).makeRecoveryCodes({})).codes;
  const { codes } = await me(ana).makeRecoveryCodes({});
  expect(codes).toHaveLength(10);
  expect(await refusal(me(ana).stepUpWithRecoveryCode({ code: old }))).toMatchObject({ code: 'identity.second_factor_wrong' });
  await me(ana).stepUpWithRecoveryCode({ code: codes[9] ?? '' });
  expect((await me(ana).getSecurityInfo({})).recoveryCodes).toEqual({ left: 9 });
});

test('security info of others is out of reach, for members of one company too', async () => {
  const company = await account(world);
  const ana = await member(world, company, 'global_admin'),
    bo = await member(world, company, 'default_user');
  const { passkeyId } = await withPasskey(bo);
  expect(await refusal(me(ana).renamePasskey({ passkeyId, name: 'Mine' }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(me(ana).removePasskey({ passkeyId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(as(world, identity).getSecurityInfo({}))).toMatchObject({ code: 'access.sign_in' });
});

test('the only admin of a company keeps a second factor', async () => {
  const company = await account(world, 'Fabrikam SARL');
  const ana = await member(world, company, 'global_admin');
  const { passkeyId } = await withPasskey(ana);
  expect(await refusal(me(ana).removePasskey({ passkeyId }))).toMatchObject({ code: 'identity.second_factor_needed', details: { accounts: 'Fabrikam SARL' } });
  expect((await me(ana).getSecurityInfo({})).passkeys).toHaveLength(1);
});
