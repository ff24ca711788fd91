import { beforeEach, describe, expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, mailsTo, member, person, refusal, runJobs, type TestAccount } from '../../../test/world.ts';
import type { Locale } from '../../core/locale.ts';
import { domainOf } from '../../core/text.ts';
import { type Answers, signup } from './contract.ts';

const world = await buildWorld();
const start = world.now;
beforeEach(() => { world.now = start; });

const minutesLater = (minutes: number) => { world.now = new Date(world.now.getTime() + minutes * 60_000); };
const password = 'cobalt harbor twelve anvils';
let serial = 0;
const newEmail = (name = 'claire.moreau') => `${name}@firm-${++serial}.example`;

/** The code and the link of the newest mail of a kind. */
async function mailed(email: string, template = 'signup.code') {
  const mail = (await mailsTo(world, email)).find((each) => each.template === template);
  return { code: mail?.code ?? '', link: mail?.action?.url.split('#')[1] ?? '', mail };
}
/** A mailbox proved by its code. */
async function proved(email: string, locale: Locale = 'en') {
  const { signUpId } = await as(world, signup, { locale }).start({ email, locale });
  return as(world, signup, { locale }).confirm({ signUpId, code: (await mailed(email)).code });
}

const french: Answers = {
  country: 'FR',
  company: { name: 'Fournil Roux SAS', address: { line1: '12 rue des Lices', postalCode: '35000', city: 'Rennes' }, registrationNumber: '552 100 554', vatNumber: 'FR 12 552100554', website: 'fournil-roux.example' },
  contact: { givenName: 'Claire', familyName: 'Moreau', phone: '02 99 28 55 55', primary: 'me' },
};
async function accepted(locale: Locale) {
  const { version, hash } = await as(world, signup).getTerms({ locale });
  return { version, hash, locale };
}
/** All steps but the last. */
async function filled(token: string, answers: Answers = french, locale: Locale = 'fr') {
  const client = as(world, signup, { locale });
  await client.save({ token, step: 'country', answers });
  await client.save({ token, step: 'company', answers });
  await client.save({ token, step: 'contact', answers });
  return client.save({ token, step: 'terms', answers: { terms: await accepted(locale) } });
}
const rows = async (sql: string, values: unknown[] = []) => (await world.admin.query<Record<string, unknown>>(sql, values)).rows;
const accountOf = async (accountId: string) => (await rows('select * from accounts where account_id = $1', [accountId]))[0];
/** A company that stands under the mail domain of an address. */
async function companyUnder(email: string, name: string): Promise<TestAccount> {
  const company = await account(world, name);
  await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3)', [domainOf(email), company.accountId, world.now]);
  return company;
}

describe('the whole way', () => {
  const companies: readonly { locale: Locale; email: string; answers: Answers; kept: object; phone: string }[] = [
    { locale: 'fr', email: 'claire@fournil-roux.fr', answers: french, phone: '+33299285555',
      kept: { country: 'FR', registration_number: '552100554', vat_number: '12552100554', address: { country: 'FR', line1: '12 rue des Lices', city: 'RENNES', postalCode: '35000' } } },
    { locale: 'es', email: 'lucia@azahar-sistemas.es', phone: '+34963522478',
      answers: { country: 'ES', company: { name: 'Azahar Sistemas, S.L.', address: { line1: 'Calle de Colón, 5', postalCode: '46004', city: 'Valencia', state: 'Valencia' }, registrationNumber: 'B-97.463.210', vatNumber: 'ESB97463210' }, contact: { givenName: 'Lucía', familyName: 'Ferrer Soler', phone: '963 52 24 78' } },
      kept: { country: 'ES', registration_number: 'B97463210', vat_number: 'B97463210' } },
    { locale: 'zh-CN', email: 'wang.min@hezhong-soft.cn', phone: '+862164378866',
      answers: { country: 'CN', company: { name: '上海合众软件有限公司', address: { line1: '衡山路 10 号', postalCode: '200031', city: '徐汇区', state: '上海市' }, registrationNumber: '91310104MA1FR3QA0L' }, contact: { givenName: '敏', familyName: '王', phone: '021-6437 8866' } },
      kept: { country: 'CN', name: '上海合众软件有限公司' } },
    { locale: 'zh-TW', email: 'chen.yijun@jade-cloud.com.tw', phone: '+886227208889',
      answers: { country: 'TW', company: { name: '翠玉雲端股份有限公司', address: { line1: '市府路 45 號', postalCode: '110', city: '信義區', state: '台北市' }, registrationNumber: '04595257' }, contact: { givenName: '怡君', familyName: '陳', phone: '(02) 2720-8889' } },
      kept: { country: 'TW', registration_number: '04595257' } },
    { locale: 'en', email: 'dana@larkspur.dev', phone: '+15124742000',
      answers: { country: 'US', company: { name: 'Larkspur Systems, Inc.', address: { line1: '500 Congress Ave', line2: 'Suite 12', city: 'Austin', state: 'TX', postalCode: '78701' }, registrationNumber: '12-3456789', website: 'https://larkspur.dev' }, contact: { givenName: 'Dana', familyName: 'Whitlock', phone: '512.474.2000' } },
      kept: { country: 'US', registration_number: '123456789', website: 'https://larkspur.dev' } },
  ];
  test.each(companies)('a company from $answers.country comes in, with a person, a PartnerId and a session', async ({ locale, email, answers, kept, phone }) => {
    const { token, signUp } = await proved(email, locale);
    expect(signUp).toMatchObject({ email, next: 'country', known: [], request: null, identity: 'new', finished: null });
    expect(await filled(token, answers, locale)).toMatchObject({ next: 'credentials' });
    let session: string | null = null;
    const finished = await as(world, signup, { locale, gave: (given) => { session = given; } }).finish({ token, password });
    expect(finished).toMatchObject({ name: answers.company?.name, partnerId: expect.stringMatching(/^\d{7}$/), signedIn: true });
    expect(session).toEqual(expect.any(String));
    expect(await accountOf(finished.accountId)).toMatchObject({ ...kept, vetting_status: 'pending', primary_contact: { givenName: answers.contact?.givenName, familyName: answers.contact?.familyName, phone, email }, primary_contact_confirmed_at: world.now });
    expect(await rows('select p.email, p.locale, r.role from people p join role_assignments r using (person_id) where r.account_id = $1', [finished.accountId])).toEqual([{ email, locale, role: 'global_admin' }]);
    expect(await rows('select a.version, t.locale, t.text_hash from terms_acceptances a join terms_texts t using (text_hash) where account_id = $1', [finished.accountId])).toEqual([{ ...(await accepted(locale)), hash: undefined, text_hash: (await accepted(locale)).hash }]);
    const { mail: welcome } = await mailed(email, 'signup.welcome');
    expect(welcome).toMatchObject({ locale, subject: expect.stringContaining(finished.name) });
    expect(welcome?.paragraphs.join(' ')).toContain(finished.partnerId);
  });

  test('all of it stands in the log in the name of the one who signed up', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    const { accountId } = await as(world, signup).finish({ token, password });
    const log = await rows("select name, actor_name from announcements where account_id = $1 order by name", [accountId]);
    expect(log).toEqual(['accounts.created', 'members.added', 'terms.accepted'].map((name) => ({ name, actor_name: 'Claire Moreau' })));
  });

  test('someone else can be the primary contact, and is not taken as confirmed', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    const other = { givenName: 'Paul', familyName: 'Roux', email: newEmail('paul'), phone: '+33 6 12 34 56 78' };
    await filled(token, { ...french, contact: { givenName: 'Claire', familyName: 'Moreau', primary: 'other', other } });
    const { accountId } = await as(world, signup).finish({ token, password });
    expect(await accountOf(accountId)).toMatchObject({ primary_contact: { ...other, phone: '+33612345678' }, primary_contact_confirmed_at: null });
  });
});

describe('the mailbox', () => {
  test('an address at a free provider is refused with the reason, unless the center takes them', async () => {
    expect(await refusal(as(world, signup).start({ email: 'wang@qq.com', locale: 'zh-CN' }))).toMatchObject({ code: 'signup.free_mail', details: { domain: 'qq.com' } });
    await world.admin.query('update center set refuse_free_mail = false');
    expect(await as(world, signup).start({ email: 'wang@qq.com', locale: 'zh-CN' })).toMatchObject({ email: 'wang@qq.com' });
    await world.admin.query('update center set refuse_free_mail = true');
  });
  test('a mailbox that several people read is refused with a hint', async () => {
    expect(await refusal(as(world, signup).start({ email: 'info@fournil.example', locale: 'fr' }))).toMatchObject({ code: 'signup.shared_mailbox', details: { name: 'info' } });
  });
  test('known and unknown addresses are answered alike; only the mailbox is told', async () => {
    const known = await person(world, { email: newEmail(), locale: 'fr' });
    const unknown = newEmail();
    const [a, b] = [await as(world, signup).start({ email: known.email, locale: 'fr' }), await as(world, signup).start({ email: unknown, locale: 'fr' })];
    expect({ ...a, signUpId: '', email: '' }).toEqual({ ...b, signUpId: '', email: '' });
    const [told, untold] = [await mailed(known.email), await mailed(unknown)];
    expect(told.mail?.paragraphs.length).toBeGreaterThan(untold.mail?.paragraphs.length ?? 9);
    expect(told.mail?.paragraphs.join()).toContain('/sign-in');
    expect([told.code, untold.code]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{6}$/)]);
  });
  test('five wrong codes use a code up; the right one comes too late', async () => {
    const email = newEmail();
    const { signUpId } = await as(world, signup).start({ email, locale: 'en' });
    const { code } = await mailed(email);
    const wrong = code === '000000' ? '111111' : '000000';
    for (const triesLeft of [4, 3, 2, 1]) expect(await refusal(as(world, signup).confirm({ signUpId, code: wrong }))).toMatchObject({ code: 'identity.code_wrong', details: { triesLeft } });
    expect(await refusal(as(world, signup).confirm({ signUpId, code: wrong }))).toMatchObject({ code: 'identity.code_expired' });
    expect(await refusal(as(world, signup).confirm({ signUpId, code }))).toMatchObject({ code: 'identity.code_expired' });
  });
  test('a code is good for a quarter of an hour', async () => {
    const email = newEmail();
    const { signUpId } = await as(world, signup).start({ email, locale: 'en' });
    const { code } = await mailed(email);
    minutesLater(15);
    expect(await refusal(as(world, signup).confirm({ signUpId, code }))).toMatchObject({ code: 'identity.code_expired', status: 410 });
  });
  test('another code may be asked for after a minute, and only it works', async () => {
    const email = newEmail();
    const { signUpId } = await as(world, signup).start({ email, locale: 'en' });
    const first = await mailed(email);
    expect(await refusal(as(world, signup).resend({ signUpId }))).toMatchObject({ code: 'request.too_many', details: { retryAfterSeconds: 60 } });
    minutesLater(1);
    await as(world, signup).resend({ signUpId });
    const second = await mailed(email);
    if (first.code !== second.code) expect((await refusal(as(world, signup).confirm({ signUpId, code: first.code }))).code).toBe('identity.code_wrong');
    expect(await as(world, signup).confirm({ signUpId, code: second.code })).toMatchObject({ signUp: { email } });
  });
  test('nobody’s mailbox is filled with codes', async () => {
    const email = newEmail();
    for (let i = 0; i < 8; i++) { await as(world, signup).start({ email, locale: 'en' }); minutesLater(2); }
    expect(await refusal(as(world, signup).start({ email, locale: 'en' }))).toMatchObject({ code: 'request.too_many' });
    minutesLater(60);
    await as(world, signup).start({ email, locale: 'en' });
  });
  test('without the code there is nothing to be seen, and a token that never was is gone', async () => {
    const { signUpId } = await as(world, signup).start({ email: newEmail(), locale: 'en' });
    for (const token of [signUpId, 'x'.repeat(43)]) expect(await refusal(as(world, signup).get({ token }))).toMatchObject({ code: 'signup.gone' });
    expect(await refusal(as(world, signup).confirm({ signUpId: crypto.randomUUID(), code: '123456' }))).toMatchObject({ code: 'identity.code_expired' });
  });
});

describe('going on later', () => {
  test('the mailed link opens the half-done sign-up in another browser', async () => {
    const email = newEmail();
    const { signUpId } = await as(world, signup).start({ email, locale: 'en' });
    const { code, link } = await mailed(email);
    const { token } = await as(world, signup).confirm({ signUpId, code });
    await as(world, signup).save({ token, step: 'country', answers: french });
    await as(world, signup).save({ token, step: 'company', answers: french });
    minutesLater(13 * 24 * 60);
    expect(await as(world, signup).get({ token: link })).toMatchObject({ email, next: 'contact', answers: { company: french.company } });
    minutesLater(15 * 24 * 60);
    expect((await refusal(as(world, signup).get({ token: link }))).code).toBe('signup.gone');
  });
  test('what is wrong is told field by field, and kept as it was typed', async () => {
    const { token } = await proved(newEmail());
    await as(world, signup).save({ token, step: 'country', answers: french });
    const typed: Answers = { company: { name: 'Fournil', address: { line1: '12 rue des Lices', postalCode: '350', city: '' }, vatNumber: 'FR1' } };
    expect(await refusal(as(world, signup).save({ token, step: 'company', answers: typed }))).toMatchObject({
      code: 'request.invalid', details: { fields: { 'address.postalCode': 'pattern', 'address.city': 'required', vatNumber: 'pattern' } },
    });
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'company', answers: typed });
  });
  test('going away keeps what is typed without judging it', async () => {
    const { token } = await proved(newEmail());
    expect(await as(world, signup).save({ token, step: 'contact', answers: { contact: { givenName: 'Cl' } }, check: false })).toMatchObject({ answers: { contact: { givenName: 'Cl' } }, next: 'country' });
  });
  test('proving the same mailbox again goes on where one was, and the first browser still can', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await as(world, signup).save({ token, step: 'country', answers: french });
    minutesLater(5);
    const again = await proved(email.toUpperCase());
    expect(again.signUp).toMatchObject({ next: 'company', answers: { country: 'FR' } });
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'company' });
  });
  test('a link to go on is mailed when asked for, once a minute', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    expect(await as(world, signup, { locale: 'es' }).mailLink({ token })).toEqual({ sentTo: email });
    const { mail, link } = await mailed(email, 'signup.link');
    expect(mail).toMatchObject({ locale: 'es' });
    expect(await as(world, signup).get({ token: link })).toMatchObject({ email });
    expect((await refusal(as(world, signup).mailLink({ token }))).code).toBe('request.too_many');
  });
  test('who stopped in the middle is reminded once; what is kept too long is forgotten', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    const run = async (name: string) => { await world.app.queue.boss.send(name, {}); await runJobs(world); };
    await run('sign_ups.remind');
    expect((await mailed(email, 'signup.link')).mail).toBeUndefined();
    minutesLater(21 * 60);
    await run('sign_ups.remind');
    await run('sign_ups.remind');
    expect((await mailsTo(world, email)).map((mail) => mail.template)).toEqual(['signup.link', 'signup.code']);
    minutesLater(15 * 24 * 60);
    await run('sign_ups.forget');
    expect(await rows('select 1 from sign_ups where email = $1', [email])).toEqual([]);
    expect((await refusal(as(world, signup).get({ token }))).code).toBe('signup.gone');
  });
  test('terms that are not today’s are to be read anew', async () => {
    const { token } = await proved(newEmail());
    expect((await refusal(as(world, signup).save({ token, step: 'terms', answers: { terms: { ...(await accepted('fr')), hash: 'other' } } }))).code).toBe('signup.terms_changed');
    await filled(token);
    await world.admin.query("update center set name = 'Northwind'");
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'terms' });
    expect(await refusal(as(world, signup).finish({ token, password }))).toMatchObject({ code: 'signup.step_missing', details: { step: 'terms' } });
    await world.admin.query("update center set name = 'Entente'");
  });
});

describe('finishing', () => {
  test('a password that is too short or too common is refused, and nothing is made', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    expect(await refusal(as(world, signup).finish({ token, password: 'short' }))).toMatchObject({ code: 'request.invalid', details: { fields: { password: 'password_under_15' } } });
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
    expect([one.signedIn, two.signedIn].sort()).toEqual([false, true]);
    expect(await client.finish({ token, password: 'another long enough phrase' })).toEqual({ ...one, signedIn: false });
    expect(await client.get({ token })).toMatchObject({ finished: { accountId: one.accountId } });
    expect(await rows("select count(*)::int as n from accounts a join members m using (account_id) where m.email = $1", [email])).toEqual([{ n: 1 }]);
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
    for (const table of ['people', 'members', 'sign_in_names']) expect(await rows(`select 1 from ${table} where ${table === 'sign_in_names' ? 'email_folded' : 'email'} = $1`, [email])).toEqual([]);
    expect(await rows('select 1 from account_domains where domain = $1', [domainOf(email)])).toEqual([]);
    expect((await announced(world, 'terms.accepted')).filter((a) => (a.details as { company?: string }).company === email)).toEqual([]);
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
    const asked = await as(world, signup, { locale: 'fr' }).askToJoin({ token, accountId: company.accountId, givenName: 'Marc', familyName: 'Tessier', message: 'Service achats' });
    expect(asked.request).toMatchObject({ company: 'Tessier Frères', state: 'open', askedAt: world.now });
    expect(await rows('select email, given_name, message, locale from join_requests where account_id = $1', [company.accountId])).toEqual([{ email, given_name: 'Marc', message: 'Service achats', locale: 'fr' }]);
    expect((await refusal(as(world, signup).askToJoin({ token, accountId: company.accountId, givenName: 'Marc', familyName: 'Tessier' }))).code).toBe('join_requests.already_asked');
  });
  test('another company’s id is answered like one that never was', async () => {
    const { token } = await proved(newEmail());
    const elsewhere = await account(world);
    for (const accountId of [elsewhere.accountId, crypto.randomUUID()]) expect((await refusal(as(world, signup).askToJoin({ token, accountId, givenName: 'A', familyName: 'B' }))).code).toBe('not_found');
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
    const [first, second] = [newEmail('a'), `b@firm-${serial}.example`];
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
    expect(await rows("select account_id from account_registrations where number = '732829320' order by account_id")).toEqual(ids.sort().map((account_id) => ({ account_id })));
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
