import { describe, expect, test } from 'vitest';
import {
  as,
  announced,
  buildWorld,
  mailsTo,
  member,
  account,
  openAppIn,
  operator,
  person,
  refusal,
  runJobs,
  session,
  type TestPerson,
} from '../../../test/world.ts';
import { smsGateway } from '../../../test/smsGateway.ts';
import { inPerson } from '../../server/db.ts';
import { members } from '../members/contract.ts';
import { center } from '../center/contract.ts';
import { identity } from './contract.ts';
import { listProvedWays } from './queries/ways.ts';

const world = await buildWorld();
const by = (who: TestPerson | null) => as(world, identity, { ...who, address: who?.personId ?? '192.0.2.9' });
const later = (minutes: number) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000);
};
const codeTo = async (to: string) => (await mailsTo(world, to)).find(({ template }) => template === 'identity.way_code')?.code ?? '';
const proved = (who: TestPerson) => inPerson(world.app.db, who.personId, (tx) => listProvedWays(tx, who.personId));
const told = async (to: string) => (await mailsTo(world, to)).filter(({ template }) => template === 'identity.security').map(({ subject }) => subject);

/** Adds a way and confirms its code. */
async function withWay(who: TestPerson, way: Parameters<ReturnType<typeof by>['addWay']>[0], to = way.value) {
  const { key, attempt } = await by(who).addWay(way);
  await by(who).confirmWay({ key, attempt, code: await codeTo(to) });
  return key;
}

describe('adding a way', () => {
  test('an address counts once its code is confirmed, and is among the ways then', async () => {
    const ana = await person(world);
    const { key, attempt, minutes, resendAfterSeconds } = await by(ana).addWay({ kind: 'email', value: 'ana@private.example' });
    expect({ minutes, resendAfterSeconds }).toEqual({ minutes: 15, resendAfterSeconds: 60 });
    expect((await proved(ana)).map((way) => way.key)).toEqual(['sign_in']);
    expect((await by(ana).listWays({})).items).toMatchObject([{ isSignIn: true }, { key, value: 'ana@private.example', isProved: false }]);
    await by(ana).confirmWay({ key, attempt, code: await codeTo('ana@private.example') });
    expect(await proved(ana)).toMatchObject([
      { key: 'sign_in', kind: 'email', value: ana.email },
      { key, kind: 'email', value: 'ana@private.example', hint: 'a•••@p•••.example', since: world.now },
    ]);
    expect(await by(ana).listWays({})).toMatchObject({ methods: 1, wanted: 2 });
    expect(await announced(world, 'identity.way_added')).toMatchObject([{ details: { kind: 'email', hint: 'a•••@p•••.example' } }]);
  });

  test('a phone number is taken as people of its country write it, and its text lies in the operator’s mailbox', async () => {
    const ana = await person(world, { locale: 'es' });
    const { key, attempt, minutes } = await by(ana).addWay({ kind: 'phone', value: '612 34 56 78', country: 'ES' });
    expect(minutes).toBe(10);
    const [text] = await mailsTo(world, '+34612345678');
    expect(text).toMatchObject({ template: 'identity.way_code', locale: 'es', code: expect.stringMatching(/^\d{6}$/) });
    const root = await operator(world, 'op_root');
    const { items } = await as(world, center, root).listMails({ search: '+34 612 34', channel: 'text' });
    expect(items).toMatchObject([{ channel: 'text', recipient: '+34 612 34 56 78', state: 'kept' }]);
    expect((await as(world, center, root).getMail({ mailId: items[0]?.mailId ?? '' })).content?.code).toBe('••••••');
    await by(ana).confirmWay({ key, attempt, code: text?.code ?? '' });
    expect(await by(ana).listWays({})).toMatchObject({ methods: 2, items: [{}, { kind: 'phone', value: '+34 612 34 56 78', isProved: true }] });
  });

  test('what is no number of the country, or has an extension, is refused by its field', async () => {
    const ana = await person(world);
    for (const value of ['12', '+34 612 34', '01 42 68 53 00 poste 12'])
      expect(await refusal(by(ana).addWay({ kind: 'phone', value, country: 'FR' }))).toMatchObject({
        code: 'request.invalid',
        details: { fields: { value: 'phone' } },
      });
  });

  test('one’s own address and what is there already are refused; typing an unproved one again goes on with it', async () => {
    const ana = await person(world);
    expect(await refusal(by(ana).addWay({ kind: 'email', value: ana.email.toUpperCase() }))).toMatchObject({ code: 'identity.way_known' });
    const { key } = await by(ana).addWay({ kind: 'email', value: 'twice@private.example' });
    expect(await refusal(by(ana).addWay({ kind: 'email', value: 'TWICE@private.example' }))).toMatchObject({
      code: 'request.too_many',
      details: { retryAfterSeconds: 60 },
    });
    later(2);
    const again = await by(ana).addWay({ kind: 'email', value: 'Twice@private.example' });
    expect(again.key).toBe(key);
    await by(ana).confirmWay({ key, attempt: again.attempt, code: await codeTo('twice@private.example') });
    expect(await refusal(by(ana).addWay({ kind: 'email', value: 'twice@private.example' }))).toMatchObject({ code: 'identity.way_known' });
  });

  test('there are at most five of a kind', async () => {
    const ana = await person(world);
    for (const n of [1, 2, 3, 4, 5]) {
      await by(ana).addWay({ kind: 'email', value: `ana.${n}@private.example` });
      later(20);
    }
    expect((await by(ana).listWays({})).can).toEqual({ addEmail: false, addPhone: true });
    expect(await refusal(by(ana).addWay({ kind: 'email', value: 'ana.6@private.example' }))).toMatchObject({ code: 'identity.too_many_ways' });
  });

  test('whoever has a second factor shows it first', async () => {
    const ana = await person(world, { secondFactor: false });
    await world.admin.query(`insert into authenticators (person_id, secret, created_at, confirmed_at) values ($1, 'x', $2, $2)`, [ana.personId, world.now]);
    expect(await refusal(by(ana).addWay({ kind: 'email', value: 'thief@private.example' }))).toMatchObject({ code: 'access.step_up' });
  });
});

describe('the code', () => {
  test('five wrong tries end it, and the right one then comes too late', async () => {
    const ana = await person(world);
    const { key, attempt } = await by(ana).addWay({ kind: 'email', value: 'five@private.example' });
    const code = await codeTo('five@private.example');
    const wrong = code === '000000' ? '111111' : '000000';
    for (const triesLeft of [4, 3, 2, 1]) expect(await refusal(by(ana).confirmWay({ key, attempt, code: wrong }))).toMatchObject({ details: { triesLeft } });
    expect(await refusal(by(ana).confirmWay({ key, attempt, code: wrong }))).toMatchObject({ code: 'identity.code_expired' });
    later(1);
    expect(await refusal(by(ana).confirmWay({ key, attempt, code }))).toMatchObject({ code: 'identity.code_expired' });
    expect(await proved(ana)).toHaveLength(1);
  });

  test('it is good for ten minutes by text and fifteen by mail, and once', async () => {
    const ana = await person(world);
    const phone = await by(ana).addWay({ kind: 'phone', value: '+33 6 12 34 56 01', country: 'FR' });
    const code = await codeTo('+33612345601');
    later(10);
    expect(await refusal(by(ana).confirmWay({ ...phone, code }))).toMatchObject({ code: 'identity.code_expired' });
    const mail = await by(ana).addWay({ kind: 'email', value: 'late@private.example' });
    const mailed = await codeTo('late@private.example');
    later(14);
    await by(ana).confirmWay({ ...mail, code: mailed });
    expect(await refusal(by(ana).confirmWay({ ...mail, code: mailed }))).toMatchObject({ code: 'identity.code_expired' });
  });

  test('it proves the way that it was sent for, of the person who asked', async () => {
    const [ana, bo] = [await person(world), await person(world)];
    const first = await by(ana).addWay({ kind: 'email', value: 'first@private.example' });
    const second = await by(ana).addWay({ kind: 'email', value: 'second@private.example' });
    const code = await codeTo('first@private.example');
    expect(await refusal(by(ana).confirmWay({ key: second.key, attempt: first.attempt, code }))).toMatchObject({ code: 'identity.code_expired' });
    const third = await by(ana).addWay({ kind: 'email', value: 'third@private.example' });
    expect(await refusal(by(bo).confirmWay({ ...third, code: await codeTo('third@private.example') }))).toMatchObject({ code: 'identity.code_expired' });
    expect(await proved(ana)).toHaveLength(1);
  });

  test('a further one can be asked for after a minute, or once the last one was confirmed; it tests what is proved', async () => {
    const ana = await person(world);
    const key = await withWay(ana, { kind: 'email', value: 'tested@private.example' });
    later(1);
    for (const each of [key, 'sign_in']) {
      const sent = await by(ana).sendWayCode({ key: each });
      expect(await refusal(by(ana).sendWayCode({ key: each }))).toMatchObject({ code: 'request.too_many', details: { retryAfterSeconds: 60 } });
      await by(ana).confirmWay({ ...sent, code: await codeTo(each === 'sign_in' ? ana.email : 'tested@private.example') });
    }
    expect((await by(ana).listWays({})).items.map(({ testedAt }) => testedAt)).toEqual([world.now, world.now]);
    expect((await announced(world, 'identity.way_added')).filter(({ details }) => (details as { hint: string }).hint === 't•••@p•••.example')).toHaveLength(2);
  });

  test('what was never confirmed is forgotten after a day', async () => {
    const ana = await person(world);
    await by(ana).addWay({ kind: 'email', value: 'slip@private.example' });
    later(25 * 60);
    await world.app.queue.boss.send('identity.forget', {});
    await runJobs(world);
    expect((await by({ ...ana, token: await session(world, ana.personId) }).listWays({})).items).toHaveLength(1);
  });
});

describe('the person is told', () => {
  test('of a new way by every other one, and not by the new one alone', async () => {
    const ana = await person(world);
    await withWay(ana, { kind: 'phone', value: '+33612345602', country: 'FR' }, '+33612345602');
    expect(await told(ana.email)).toEqual(['Security info for Entente: a phone number was added']);
    expect(await told('+33612345602')).toEqual([]);
    await withWay(ana, { kind: 'email', value: 'new@private.example' });
    expect(await told('+33612345602')).toHaveLength(1);
    expect(await told('new@private.example')).toEqual([]);
  });

  test('of a removed way by those that stay and by the one that went', async () => {
    const ana = await person(world);
    const key = await withWay(ana, { kind: 'phone', value: '+33612345603', country: 'FR' }, '+33612345603');
    await by(ana).removeWay({ key });
    expect(await told(ana.email)).toContain('Security info for Entente: a phone number was removed');
    expect(await told('+33612345603')).toHaveLength(1);
    expect(await proved(ana)).toHaveLength(1);
    expect(await refusal(by(ana).removeWay({ key }))).toMatchObject({ code: 'not_found' });
  });

  test('of a changed password by every way', async () => {
    const ana = await person(world);
    await withWay(ana, { kind: 'phone', value: '+33612345604', country: 'FR' }, '+33612345604');
    await withWay(ana, { kind: 'email', value: 'all@private.example' });
    for (const password of ['harbor lantern 48 cedar', 'window kettle 93 maple']) await by(ana).setPassword({ password });
    for (const to of [ana.email, 'all@private.example']) expect((await told(to)).filter((subject) => subject.includes('password'))).toHaveLength(1);
    expect(await told('+33612345604')).toContain('Your password for Entente was changed. If this was not you, end all sessions here:');
  });

  test('removing wants a second factor shown lately', async () => {
    const ana = await person(world);
    const key = await withWay(ana, { kind: 'email', value: 'stay@private.example' });
    const token = await session(world, ana.personId, { secondFactor: false });
    expect(await refusal(by({ ...ana, token }).removeWay({ key }))).toMatchObject({ code: 'access.step_up' });
  });
});

describe('another address to sign in with', () => {
  test('takes the place of the former one, in every company, in every process, from the next request on', async () => {
    const company = await account(world);
    const ana = await member(world, company, 'global_admin');
    const other = await openAppIn(world);
    expect((await as(world, identity, { ...ana, app: other }).getMe({})).email).toBe(ana.email);
    const key = await withWay(ana, { kind: 'email', value: 'Ana.New@contoso.example' });
    await by(ana).useForSignIn({ key });
    expect((await as(world, identity, { ...ana, app: other }).getMe({})).email).toBe('Ana.New@contoso.example');
    await other.close();
    await runJobs(world);
    expect((await as(world, members, { ...ana, account: company }).listMembers({})).items.map(({ email }) => email)).toEqual(['Ana.New@contoso.example']);
    expect(await proved(ana)).toMatchObject([
      { key: 'sign_in', value: 'Ana.New@contoso.example', since: world.now },
      { key, value: ana.email },
    ]);
    expect(await told(ana.email)).toContain('Your sign-in address for Entente was changed');
    const { attempt } = await by(null).requestMailCode({ email: 'ana.new@contoso.example' });
    const mail = (await mailsTo(world, 'ana.new@contoso.example')).find(({ template }) => template === 'identity.sign_in_code');
    expect(await by(null).signInWithMailCode({ attempt, code: mail?.code ?? '' })).toMatchObject({ signedIn: true });
  });

  test('must be proved, and nobody else’s', async () => {
    const [ana, bo] = [await person(world), await person(world)];
    const { key: unproved } = await by(ana).addWay({ kind: 'email', value: 'unproved@private.example' });
    expect(await refusal(by(ana).useForSignIn({ key: unproved }))).toMatchObject({ code: 'identity.way_not_proved' });
    const key = await withWay(ana, { kind: 'email', value: bo.email });
    expect(await refusal(by(ana).useForSignIn({ key }))).toMatchObject({ code: 'identity.sign_in_name_taken' });
    expect((await proved(ana))[0]).toMatchObject({ key: 'sign_in', value: ana.email });
  });

  test('of two who want it at once, one gets it', async () => {
    const pair = [await person(world), await person(world)];
    const keys: string[] = [];
    for (const who of pair) {
      keys.push(await withWay(who, { kind: 'email', value: 'shared@private.example' }));
      later(2);
    }
    const outcomes = await Promise.allSettled(pair.map((who, at) => by(who).useForSignIn({ key: keys[at] ?? '' })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('text messages', () => {
  test('go to the operator’s gateway, which is tried again; what it answered is not kept', async () => {
    const gateway = await smsGateway();
    const wired = await buildWorld({ env: { SMS_URL: gateway.url, SMS_TOKEN: 'gateway-token' } });
    const ana = await person(wired);
    gateway.refusals = 1;
    await as(wired, identity, ana).addWay({ kind: 'phone', value: '+33612345605', country: 'FR' });
    await expect(runJobs(wired)).rejects.toThrow(/^the gateway for text messages answered 503$/);
    await wired.admin.query(`update pgboss.job set state = 'retry', start_after = now() where name = 'mails.send'`);
    await runJobs(wired);
    expect(gateway.texts).toEqual([
      { to: '+33612345605', authorization: 'Bearer gateway-token', text: expect.stringMatching(/valid for 10 minutes.* \d{6}$/) },
    ]);
    const { rows } = await wired.admin.query('select channel, state, content from mails');
    expect(rows).toEqual([{ channel: 'text', state: 'sent', content: null }]);
  });
});
