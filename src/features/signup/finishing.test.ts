import { beforeEach, describe, expect, test } from 'vitest';
import { account, as, buildWorld, join, mailsTo, member, person, refusal, type TestAccount } from '../../../test/world.ts';
import { domainOf } from '../../core/text.ts';
import { type Answers, signup } from './contract.ts';
import { french, newEmail, password, visitors } from './testing.ts';

const world = await buildWorld();
const { proved, filled, rows, accountOf, minutesLater } = visitors(world);
const start = world.now;
beforeEach(() => {
  world.now = start;
});

/** A company that stands under the mail domain of an address. */
async function companyUnder(email: string, name: string): Promise<TestAccount> {
  const company = await account(world, name);
  await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3)', [domainOf(email), company.accountId, world.now]);
  return company;
}

describe('finishing', () => {
  test('a password that is too short or too common is refused, and nothing is made', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    expect(await refusal(as(world, signup).finish({ token, password: 'short' }))).toMatchObject({
      code: 'request.invalid',
      details: { fields: { password: 'password_under_15' } },
    });
    expect(await rows('select 1 from people where email = $1', [email])).toEqual([]);
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'credentials', finished: null });
  });
  test('a double click and a retry after a lost answer come to the same account', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    const client = as(world, signup);
    const [one, two] = await Promise.all([client.finish({ token, password }), client.finish({ token, password })]);
    expect(two.accountId).toBe(one.accountId);
    expect([one.signedIn, two.signedIn].sort((a, b) => Number(a) - Number(b))).toEqual([false, true]);
    expect(await client.finish({ token, password: 'another long enough phrase' })).toEqual({ ...one, signedIn: false });
    expect(await client.get({ token })).toMatchObject({ finished: { accountId: one.accountId } });
    expect(await rows('select count(*)::int as n from accounts a join members m using (account_id) where m.email = $1', [email])).toEqual([{ n: 1 }]);
    expect((await mailsTo(world, email)).filter((mail) => mail.template === 'signup.welcome')).toHaveLength(1);
  });
  test('a finished sign-up cannot be changed any more', async () => {
    const { token } = await proved(newEmail());
    await filled(token);
    const { accountId } = await as(world, signup).finish({ token, password });
    await as(world, signup).save({ token, step: 'country', answers: { country: 'TW' } });
    expect(await accountOf(accountId)).toMatchObject({ country: 'FR' });
  });
  test('when something breaks in the middle, nothing is half done, and trying again works', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    await world.admin.query("create function break_it() returns trigger language plpgsql as $$ begin raise 'broken'; end $$");
    await world.admin.query('create trigger break_it before insert on role_assignments for each row execute function break_it()');
    await expect(as(world, signup).finish({ token, password })).rejects.toThrow('broken');
    await world.admin.query('drop trigger break_it on role_assignments');
    for (const table of ['people', 'members', 'sign_in_names'])
      expect(await rows(`select 1 from ${table} where ${table === 'sign_in_names' ? 'email_folded' : 'email'} = $1`, [email])).toEqual([]);
    expect(await rows('select 1 from account_domains where domain = $1', [domainOf(email)])).toEqual([]);
    expect(await rows("select 1 from announcements where name = 'identity.person_added' and details ->> 'email' = $1", [email])).toEqual([]);
    expect(await as(world, signup).finish({ token, password })).toMatchObject({ signedIn: true });
  });
});

describe('someone who has an identity', () => {
  test('signs in and finishes as themselves; no second identity, no new password', async () => {
    const ana = await person(world, { email: newEmail('ana') });
    const { token, signUp } = await proved(ana.email);
    expect(signUp).toMatchObject({ identity: 'existing', signedInAs: null });
    await filled(token);
    expect((await refusal(as(world, signup).finish({ token, password }))).code).toBe('signup.identity_exists');
    expect((await refusal(as(world, signup).finishAs({ token }))).code).toBe('access.sign_in');
    const stranger = await person(world, { email: newEmail() });
    expect(await refusal(as(world, signup, stranger).finishAs({ token }))).toMatchObject({ code: 'signup.other_identity', details: { email: ana.email } });
    expect(await as(world, signup, ana).get({ token })).toMatchObject({ signedInAs: ana.email });
    const [one, two] = await Promise.all([as(world, signup, ana).finishAs({ token }), as(world, signup, ana).finishAs({ token })]);
    expect(one).toEqual(two);
    expect(await rows('select person_id from members where account_id = $1', [one.accountId])).toEqual([{ person_id: ana.personId }]);
    expect(await rows('select 1 from passwords where person_id = $1', [ana.personId])).toEqual([]);
  });
});

describe('a company that is known', () => {
  test('is named to a proved mailbox only, and its people are asked', async () => {
    const email = newEmail('marc');
    const company = await companyUnder(email, 'Tessier Frères');
    await member(world, company, 'global_admin');
    const { token, signUp } = await proved(email);
    expect(signUp.known).toEqual([{ accountId: company.accountId, name: 'Tessier Frères', isMember: false }]);
    const asked = await as(world, signup, { locale: 'fr' }).askToJoin({
      token,
      accountId: company.accountId,
      givenName: 'Marc',
      familyName: 'Tessier',
      message: 'Service achats',
    });
    expect(asked.request).toMatchObject({ company: 'Tessier Frères', state: 'open', askedAt: world.now });
    expect(await rows('select email, given_name, message, locale from join_requests where account_id = $1', [company.accountId])).toEqual([
      { email, given_name: 'Marc', message: 'Service achats', locale: 'fr' },
    ]);
    expect((await refusal(as(world, signup).askToJoin({ token, accountId: company.accountId, givenName: 'Marc', familyName: 'Tessier' }))).code).toBe(
      'join_requests.already_asked',
    );
  });
  test('what became of the request is told to who comes back; a refusal of long ago stands in nobody’s way', async () => {
    const email = newEmail('marc');
    const company = await companyUnder(email, 'Tessier & Fils');
    const { token } = await proved(email);
    await as(world, signup).askToJoin({ token, accountId: company.accountId, givenName: 'Marc', familyName: 'Tessier' });
    minutesLater(60);
    for (const state of ['at_desk', 'refused']) {
      await world.admin.query("update join_requests set state = $2, reason = 'Not known to us' where account_id = $1", [company.accountId, state]);
      expect(await as(world, signup).get({ token })).toMatchObject({ request: { company: 'Tessier & Fils', state, reason: 'Not known to us' } });
    }
    minutesLater(20 * 24 * 60);
    expect((await proved(email)).signUp).toMatchObject({ request: null, known: [{ accountId: company.accountId }] });
  });
  test('another company’s id is answered like one that never was', async () => {
    const { token } = await proved(newEmail());
    const elsewhere = await account(world);
    for (const accountId of [elsewhere.accountId, crypto.randomUUID()])
      expect((await refusal(as(world, signup).askToJoin({ token, accountId, givenName: 'A', familyName: 'B' }))).code).toBe('not_found');
  });
  test('whoever belongs to it already is told so', async () => {
    const ana = await person(world, { email: newEmail('ana') });
    const company = await companyUnder(ana.email, 'Belmonte SA');
    await join(world, company, ana, 'default_user');
    expect((await proved(ana.email)).signUp.known).toMatchObject([{ name: 'Belmonte SA', isMember: true }]);
  });
  test('nobody comes in beside it without saying that theirs is another company', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    await companyUnder(email, 'A colleague was faster');
    expect((await refusal(as(world, signup).finish({ token, password }))).code).toBe('signup.company_known');
    expect(await as(world, signup).save({ token, step: 'known', answers: { newCompany: true } })).toMatchObject({ known: [], next: 'credentials' });
    expect(await as(world, signup).finish({ token, password })).toMatchObject({ signedIn: true });
  });
  test('of two colleagues who finish at the same instant one comes in and the other is told', async () => {
    const first = newEmail('a');
    const second = `b@${domainOf(first)}`;
    const tokens = [];
    for (const email of [first, second]) {
      const { token } = await proved(email);
      await filled(token);
      tokens.push(token);
    }
    const outcomes = await Promise.allSettled(tokens.map((token) => as(world, signup).finish({ token, password })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'signup.company_known' } });
  });
  test('the same registration number from another domain is nobody’s business but the verifier’s', async () => {
    const numbers: Answers = { ...french, company: { ...french.company, registrationNumber: '732 829 320', vatNumber: '' } };
    const ids: string[] = [];
    for (const email of [newEmail(), newEmail()]) {
      const { token } = await proved(email);
      expect(await filled(token, numbers)).toMatchObject({ known: [], next: 'credentials' });
      ids.push((await as(world, signup).finish({ token, password })).accountId);
    }
    expect(await rows("select account_id from account_registrations where number = '732829320' order by account_id")).toEqual(
      ids.sort().map((account_id) => ({ account_id })),
    );
  });
  test('an address that anyone can have never leads to a company', async () => {
    await world.admin.query('update center set refuse_free_mail = false');
    const { token } = await proved('wu.lin@163.com');
    await filled(token);
    const { accountId } = await as(world, signup).finish({ token, password });
    expect(await rows('select 1 from account_domains where account_id = $1', [accountId])).toEqual([]);
    expect((await proved('someone.else@163.com')).signUp.known).toEqual([]);
    await world.admin.query('update center set refuse_free_mail = true');
  });
});
