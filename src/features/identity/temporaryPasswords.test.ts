import { generate } from 'otplib';
import { beforeEach, describe, expect, test } from 'vitest';
import { countStatements } from '../../../test/statements.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { identity } from './contract.ts';
import { hashPassword } from './passwords.ts';
import { isTemporaryPassword } from './policy.ts';

const world = await buildWorld();
const start = world.now;
const old = 'eleven quiet lighthouses';
const fresh = 'seven pelicans read maps';
let company: TestAccount;
let admin: TestPerson;
let ana: TestPerson;
let serial = 0;

beforeEach(async () => {
  world.now = start;
  const domain = `firm${++serial}.example`;
  company = await account(world);
  await world.admin.query('insert into account_domains (domain, account_id, dns_proved_at) values ($1, $2, $3)', [domain, company.accountId, world.now]);
  admin = await join(world, company, await person(world, { email: `admin@${domain}`, givenName: 'Ada' }), 'global_admin');
  ana = await join(world, company, await person(world, { email: `ana@${domain}` }), 'default_user');
  await world.admin.query('insert into passwords (person_id, hash, set_at) values ($1, $2, $3)', [ana.personId, await hashPassword(old), world.now]);
});

const hours = (count: number) => new Date(world.now.getTime() + count * 3_600_000);
const asAdmin = (who = admin, at = company) => as(world, members, { ...who, account: at });
function visitor() {
  const browser = { token: null as string | null };
  const client = as(world, identity, { address: crypto.randomUUID(), gave: (token) => void (browser.token = token) });
  return Object.assign(client, { browser });
}
/** What the admin reads out. */
const given = async () => (await asAdmin().resetPassword({ personId: ana.personId, how: 'temporary' })).temporaryPassword ?? '';
const signIn = (password: string, email = ana.email, by = visitor()) => by.signInWithPassword({ email, password });
const tokenOf = (answer: Awaited<ReturnType<typeof signIn>>) => answer.newPassword?.token ?? expect.fail('no new password is asked for');
const wrong = { code: 'identity.sign_in_wrong' };
const linkTo = async (email: string) => (await mailsTo(world, email)).find((mail) => mail.template === 'identity.reset_link')?.action?.url.split('#')[1] ?? '';
async function withApp(who: TestPerson) {
  const mine = as(world, identity, who);
  const { attempt, secret } = await mine.startAuthenticator({});
  await mine.confirmAuthenticator({ attempt, code: await codeAt(secret, -30) });
  return secret;
}
const codeAt = (secret: string, seconds = 0) => generate({ secret, epoch: Math.floor(world.now.getTime() / 1000) + seconds });

describe('a temporary password', () => {
  test('has 80 bits in a shape that is known again however it is typed, and only its keyed hash is kept', async () => {
    const password = await given();
    expect(password).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(isTemporaryPassword(` ${password.toLowerCase().replaceAll('-', ' ')}`)).toBe(true);
    const kept = JSON.stringify([
      (await world.admin.query('select * from temporary_passwords')).rows,
      (await world.admin.query('select * from announcements')).rows,
      await mailsTo(world, ana.email),
    ]);
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(password.replaceAll('-', ''));
  });

  test('opens nothing but the page that sets a new one, whose first use the person and the admin are told', async () => {
    const password = await given();
    const anas = visitor();
    const answer = await signIn(password, ana.email, anas);
    expect(answer).toMatchObject({ signedIn: false, second: null });
    expect(anas.browser.token).toBeNull();
    expect((await mailsTo(world, ana.email)).map((mail) => mail.subject)).toContain('Your temporary password for Entente was used');
    await runJobs(world);
    expect((await as(world, notices, admin).listNotices({})).items).toMatchObject([{ kind: 'identity.temporary_password_used' }]);

    expect(await anas.setFirstPassword({ token: tokenOf(answer), password: fresh })).toMatchObject({ signedIn: true });
    expect(await signIn(fresh)).toMatchObject({ signedIn: true });
    expect(await refusal(signIn(old))).toMatchObject(wrong);
  });

  test('works once, also for two who try at the same instant', async () => {
    const password = await given();
    const tries = await Promise.allSettled([signIn(password), signIn(password), signIn(password)]);
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(signIn(password))).toMatchObject(wrong);
  });

  test('is over after 24 hours', async () => {
    const password = await given();
    world.now = hours(24);
    expect(await refusal(signIn(password))).toMatchObject(wrong);
  });

  test('leaves the page that it opened a quarter of an hour', async () => {
    const token = tokenOf(await signIn(await given()));
    world.now = hours(0.25);
    expect(await refusal(visitor().setFirstPassword({ token, password: fresh }))).toMatchObject({ code: 'identity.link_not_usable' });
  });

  test('is nobody else’s: with another name it is a wrong password', async () => {
    const password = await given();
    expect(await refusal(signIn(password, admin.email))).toMatchObject(wrong);
    expect(await signIn(password)).toMatchObject({ signedIn: false });
  });

  test('is void once another is given, once the password is changed, and once another company invites the person', async () => {
    const first = await given();
    const second = await given();
    expect(await refusal(signIn(first))).toMatchObject(wrong);

    await as(world, identity, ana).setPassword({ password: fresh });
    expect(await refusal(signIn(second))).toMatchObject(wrong);

    const third = await given();
    const other = await account(world);
    const others = asAdmin(await member(world, other, 'global_admin'), other);
    const {
      items: [invited],
    } = await others.invite({ people: [{ email: ana.email.toUpperCase(), givenName: 'Ana', familyName: 'P', roles: ['default_user'], locale: 'en' }] });
    expect(await refusal(signIn(third))).toMatchObject(wrong);
    // Withdrawing does not bring it back.
    await others.withdrawInvitation({ invitationId: invited?.invitationId ?? '' });
    expect(await refusal(signIn(third))).toMatchObject(wrong);
  });

  test('opens nothing when the company has lost the domain, or the person belongs elsewhere or to the operator by now', async () => {
    const lost = await given();
    await world.admin.query('update account_domains set dns_proved_at = null where account_id = $1', [company.accountId]);
    expect(await refusal(signIn(lost))).toMatchObject(wrong);
    await world.admin.query('update account_domains set dns_proved_at = $2 where account_id = $1', [company.accountId, world.now]);

    const elsewhere = await given();
    const other = await account(world);
    await join(world, other, ana, 'default_user');
    expect(await refusal(signIn(elsewhere))).toMatchObject(wrong);
    await world.admin.query('delete from members where account_id = $1 and person_id = $2', [other.accountId, ana.personId]);

    const left = await given();
    await asAdmin().deactivateMember({ personId: ana.personId });
    expect(await refusal(signIn(left))).toMatchObject(wrong);
    await asAdmin().activateMember({ personId: ana.personId });

    const operators = await given();
    await world.admin.query("insert into operators (person_id, role, given_at) values ($1, 'op_auditor', $2)", [ana.personId, world.now]);
    expect(await refusal(signIn(operators))).toMatchObject(wrong);
  });

  test('works although the password sleeps after a hundred wrong tries', async () => {
    await world.admin.query('update passwords set failed_in_row = 100 where person_id = $1', [ana.personId]);
    expect(await signIn(await given())).toMatchObject({ signedIn: false, newPassword: {} });
  });

  test('costs a stranger the same statements whether the shape is that of one, whether somebody has one, and for a name that nobody has', async () => {
    await given();
    const guess = 'ABCD-EFGH-JKMN-PQRS';
    const tried = async (email: string, password: string) => countStatements(world, () => refusal(signIn(password, email)));
    await tried(ana.email, guess);
    const counts = [
      await tried(ana.email, guess),
      await tried(ana.email, 'some other words here'),
      await tried(admin.email, guess),
      await tried('nobody@nowhere.example', guess),
      await tried('nobody@nowhere.example', 'some other words here'),
    ];
    expect(counts[0]).toBeGreaterThanOrEqual(5);
    expect(new Set(counts).size).toBe(1);
  });

  test('is slowed down like every password', async () => {
    await given();
    const browser = visitor();
    let last = '';
    for (let tries = 0; tries < 8 && last !== 'http.too_many_requests'; tries++) last = (await refusal(signIn('ABCD-EFGH-JKMN-PQRS', ana.email, browser))).code;
    expect(last).not.toBe(wrong.code);
  });
});

describe('a new password by a link or a temporary password', () => {
  test('asks whoever has a second factor for it first, and goes on only with the token that it gave', async () => {
    const secret = await withApp(ana);
    const token = tokenOf(await signIn(await given()));
    const browser = visitor();
    expect(await browser.openCredentialLink({ token })).toMatchObject({ email: ana.email, second: { ways: ['totp'] } });
    expect(await refusal(browser.setFirstPassword({ token, password: fresh }))).toMatchObject({ code: 'identity.second_factor_first' });
    expect(await refusal(browser.proveCredentialLink({ token, proof: { way: 'totp', code: '000000' } }))).toMatchObject({
      code: 'identity.second_factor_wrong',
    });

    const proved = await browser.proveCredentialLink({ token, proof: { way: 'totp', code: await codeAt(secret) } });
    expect(await browser.openCredentialLink(proved)).toMatchObject({ second: null });
    expect(await browser.setFirstPassword({ ...proved, password: fresh })).toMatchObject({ signedIn: true });
    const { rows } = await world.admin.query('select proofs, second_factor_at from sessions where person_id = $1 and ended_at is null', [ana.personId]);
    expect(rows).toMatchObject([{ proofs: ['password', 'totp'], second_factor_at: world.now }]);
    expect(await refusal(browser.setFirstPassword({ ...proved, password: 'other words than before' }))).toMatchObject({ code: 'identity.link_not_usable' });
  });

  test('counts a second factor that was added after the mail was sent', async () => {
    await asAdmin().resetPassword({ personId: ana.personId, how: 'link' });
    const token = await linkTo(ana.email);
    await withApp(ana);
    expect(await refusal(visitor().setFirstPassword({ token, password: fresh }))).toMatchObject({ code: 'identity.second_factor_first' });
  });

  test('ends every session, of all devices, and tells the person', async () => {
    const other = await session(world, ana.personId);
    await asAdmin().resetPassword({ personId: ana.personId, how: 'link' });
    await visitor().setFirstPassword({ token: await linkTo(ana.email), password: fresh });
    for (const token of [ana.token, other]) expect(await refusal(as(world, identity, { token }).getMe({}))).toMatchObject({ code: 'access.sign_in' });
    expect((await mailsTo(world, ana.email)).map((mail) => mail.subject)).toContain('Your password for Entente was changed');
  });

  test('by a link works once, is not used up by looking, and not after the password was changed, another link sent, or 24 hours', async () => {
    const send = async () => {
      await asAdmin().resetPassword({ personId: ana.personId, how: 'link' });
      return linkTo(ana.email);
    };
    const gone = { code: 'identity.link_not_usable' };
    const first = await send();
    world.now = new Date(world.now.getTime() + 1000);
    const second = await send();
    expect(await refusal(visitor().openCredentialLink({ token: first }))).toMatchObject(gone);
    await visitor().openCredentialLink({ token: second });
    await visitor().openCredentialLink({ token: second });
    const both = await Promise.allSettled([
      visitor().setFirstPassword({ token: second, password: fresh }),
      visitor().setFirstPassword({ token: second, password: 'nine tame otters swim' }),
    ]);
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1);

    world.now = new Date(world.now.getTime() + 1000);
    const third = await send();
    const again = { ...ana, token: await session(world, ana.personId) };
    await as(world, identity, again).setPassword({ password: 'another pair of old boots' });
    expect(await refusal(visitor().openCredentialLink({ token: third }))).toMatchObject(gone);

    world.now = new Date(world.now.getTime() + 1000);
    const fourth = await send();
    world.now = hours(24);
    expect(await refusal(visitor().setFirstPassword({ token: fourth, password: fresh }))).toMatchObject(gone);
  });

  test('is not had by the token of another purpose', async () => {
    const secret = await withApp(ana);
    const answer = await visitor().signInWithPassword({ email: ana.email, password: old });
    const attempt = answer.second?.attempt ?? '';
    expect(await refusal(visitor().setFirstPassword({ token: attempt, password: fresh }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect(await refusal(visitor().signInWithTotp({ attempt: tokenOf(await signIn(await given())), code: await codeAt(secret) }))).toMatchObject({
      code: 'identity.attempt_expired',
    });
  });

  test('is refused, and stays as it was, for someone who said “this was not me”', async () => {
    await asAdmin().resetPassword({ personId: ana.personId, how: 'link' });
    const token = await linkTo(ana.email);
    await world.admin.query('update people set frozen_at = $2, frozen_change_at = $2 where person_id = $1', [ana.personId, world.now]);
    expect(await refusal(visitor().setFirstPassword({ token, password: fresh }))).toMatchObject({ code: 'identity.frozen' });
    await world.admin.query('update people set frozen_at = null where person_id = $1', [ana.personId]);
    expect(await signIn(old)).toMatchObject({ signedIn: true });
  });
});

test('no temporary password is in any announcement of its giving', async () => {
  const password = await given();
  await operator(world, 'op_root');
  expect(JSON.stringify(await announced(world))).not.toContain(password);
  expect(await announced(world, 'members.password_reset')).toContainEqual(
    expect.objectContaining({ account_id: company.accountId, details: expect.objectContaining({ kind: 'temporary' }) }),
  );
});
