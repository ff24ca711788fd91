import { beforeEach, describe, expect, test } from 'vitest';
import { as, buildWorld, mailsTo, person, refusal, runJobs } from '../../../test/world.ts';
import type { Locale } from '../../core/locale.ts';
import { type Answers, signup } from './contract.ts';
import { french, newEmail, password, visitors } from './testing.ts';

const world = await buildWorld();
const { mailed, proved, accepted, filled, rows, accountOf, minutesLater } = visitors(world);
const start = world.now;
beforeEach(() => {
  world.now = start;
});

describe('the whole way', () => {
  const companies: readonly { locale: Locale; email: string; answers: Answers; kept: object; phone: string }[] = [
    {
      locale: 'fr',
      email: 'claire@fournil-roux.fr',
      answers: french,
      phone: '+33299285555',
      kept: {
        country: 'FR',
        registration_number: '552100554',
        vat_number: '12552100554',
        address: { country: 'FR', line1: '12 rue des Lices', city: 'RENNES', postalCode: '35000' },
      },
    },
    {
      locale: 'es',
      email: 'lucia@azahar-sistemas.es',
      phone: '+34963522478',
      answers: {
        country: 'ES',
        company: {
          name: 'Azahar Sistemas, S.L.',
          address: { line1: 'Calle de Colón, 5', postalCode: '46004', city: 'Valencia', state: 'Valencia' },
          registrationNumber: 'B-97.463.210',
          vatNumber: 'ESB97463210',
        },
        contact: { givenName: 'Lucía', familyName: 'Ferrer Soler', phone: '963 52 24 78' },
      },
      kept: { country: 'ES', registration_number: 'B97463210', vat_number: 'B97463210' },
    },
    {
      locale: 'zh-CN',
      email: 'wang.min@hezhong-soft.cn',
      phone: '+862164378866',
      answers: {
        country: 'CN',
        company: {
          name: '上海合众软件有限公司',
          address: { line1: '衡山路 10 号', postalCode: '200031', city: '徐汇区', state: '上海市' },
          registrationNumber: '91310104MA1FR3QA0L',
        },
        contact: { givenName: '敏', familyName: '王', phone: '021-6437 8866' },
      },
      kept: { country: 'CN', name: '上海合众软件有限公司' },
    },
    {
      locale: 'zh-TW',
      email: 'chen.yijun@jade-cloud.com.tw',
      phone: '+886227208889',
      answers: {
        country: 'TW',
        company: {
          name: '翠玉雲端股份有限公司',
          address: { line1: '市府路 45 號', postalCode: '110', city: '信義區', state: '台北市' },
          registrationNumber: '04595257',
        },
        contact: { givenName: '怡君', familyName: '陳', phone: '(02) 2720-8889' },
      },
      kept: { country: 'TW', registration_number: '04595257' },
    },
    {
      locale: 'en',
      email: 'dana@larkspur.dev',
      phone: '+15124742000',
      answers: {
        country: 'US',
        company: {
          name: 'Larkspur Systems, Inc.',
          address: { line1: '500 Congress Ave', line2: 'Suite 12', city: 'Austin', state: 'TX', postalCode: '78701' },
          registrationNumber: '12-3456789',
          website: 'https://larkspur.dev',
        },
        contact: { givenName: 'Dana', familyName: 'Whitlock', phone: '512.474.2000' },
      },
      kept: { country: 'US', registration_number: '123456789', website: 'https://larkspur.dev' },
    },
  ];
  test.each(companies)(
    'a company from $answers.country comes in, with a person, a PartnerId and a session',
    async ({ locale, email, answers, kept, phone }) => {
      const { token, signUp } = await proved(email, locale);
      expect(signUp).toMatchObject({ email, next: 'country', known: [], request: null, identity: 'new', finished: null });
      expect(await filled(token, answers, locale)).toMatchObject({ next: 'credentials' });
      let session: string | null = null;
      const finished = await as(world, signup, {
        locale,
        gave: (given) => {
          session = given;
        },
      }).finish({ token, password });
      expect(finished).toMatchObject({ name: answers.company?.name, partnerId: expect.stringMatching(/^\d{7}$/), signedIn: true });
      expect(session).toEqual(expect.any(String));
      expect(await accountOf(finished.accountId)).toMatchObject({
        ...kept,
        vetting_status: 'pending',
        primary_contact: { givenName: answers.contact?.givenName, familyName: answers.contact?.familyName, phone, email },
        primary_contact_confirmed_at: world.now,
      });
      expect(
        await rows('select p.email, p.locale, r.role from people p join role_assignments r using (person_id) where r.account_id = $1', [finished.accountId]),
      ).toEqual([{ email, locale, role: 'global_admin' }]);
      expect(
        await rows('select a.version, t.locale, t.text_hash from terms_acceptances a join terms_texts t using (text_hash) where account_id = $1', [
          finished.accountId,
        ]),
      ).toEqual([{ ...(await accepted(locale)), hash: undefined, text_hash: (await accepted(locale)).hash }]);
      const { mail: welcome } = await mailed(email, 'signup.welcome');
      expect(welcome).toMatchObject({ locale, subject: expect.stringContaining(finished.name) });
      expect(welcome?.paragraphs.join(' ')).toContain(finished.partnerId);
    },
  );

  test('all of it stands in the log in the name of the one who signed up', async () => {
    const email = newEmail();
    const { token } = await proved(email);
    await filled(token);
    const { accountId } = await as(world, signup).finish({ token, password });
    const log = await rows('select name, actor_name from announcements where account_id = $1 order by name', [accountId]);
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
    expect(await refusal(as(world, signup).start({ email: 'wang@qq.com', locale: 'zh-CN' }))).toMatchObject({
      code: 'signup.free_mail',
      details: { domain: 'qq.com' },
    });
    await world.admin.query('update center set refuse_free_mail = false');
    expect(await as(world, signup).start({ email: 'wang@qq.com', locale: 'zh-CN' })).toMatchObject({ email: 'wang@qq.com' });
    await world.admin.query('update center set refuse_free_mail = true');
  });
  test('a mailbox that several people read is refused with a hint', async () => {
    expect(await refusal(as(world, signup).start({ email: 'info@fournil.example', locale: 'fr' }))).toMatchObject({
      code: 'signup.shared_mailbox',
      details: { name: 'info' },
    });
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
    for (const triesLeft of [4, 3, 2, 1])
      expect(await refusal(as(world, signup).confirm({ signUpId, code: wrong }))).toMatchObject({ code: 'identity.code_wrong', details: { triesLeft } });
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
    for (let i = 0; i < 8; i++) {
      await as(world, signup).start({ email, locale: 'en' });
      minutesLater(2);
    }
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
      code: 'request.invalid',
      details: { fields: { 'address.postalCode': 'pattern', 'address.city': 'required', vatNumber: 'pattern' } },
    });
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'company', answers: typed });
  });
  test('going away keeps what is typed without judging it', async () => {
    const { token } = await proved(newEmail());
    expect(await as(world, signup).save({ token, step: 'contact', answers: { contact: { givenName: 'Cl' } }, check: false })).toMatchObject({
      answers: { contact: { givenName: 'Cl' } },
      next: 'country',
    });
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
    const run = async (name: string) => {
      await world.app.queue.boss.send(name, {});
      await runJobs(world);
    };
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
    expect((await refusal(as(world, signup).save({ token, step: 'terms', answers: { terms: { ...(await accepted('fr')), hash: 'other' } } }))).code).toBe(
      'signup.terms_changed',
    );
    await filled(token);
    await world.admin.query("update center set name = 'Northwind'");
    expect(await as(world, signup).get({ token })).toMatchObject({ next: 'terms' });
    expect(await refusal(as(world, signup).finish({ token, password }))).toMatchObject({ code: 'signup.step_missing', details: { step: 'terms' } });
    await world.admin.query("update center set name = 'Entente'");
  });
});
