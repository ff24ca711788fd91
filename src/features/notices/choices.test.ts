import { expect, test } from 'vitest';
import { account, as, buildWorld, mailsTo, member, operator, person, refusal, runJobs, type TestPerson } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { inPerson } from '../../server/db.ts';
import { dress } from '../../server/mail.ts';
import { PasskeyAdded } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { factsOfTopic, kinds, notices, topicOf, topics } from './contract.ts';
import { rules } from './rules.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');

const inCompany = as(world, members, { ...admin, account: company });
/** Gives or takes a role, so that the person has something to be told. */
async function giveRoles(who: TestPerson, ...roles: ('default_user' | 'billing_admin')[]) {
  await world.admin.query('update sessions set second_factor_at = $2, version = version + 1 where person_id = $1', [admin.personId, world.now]);
  const { version } = await inCompany.getMember({ personId: who.personId });
  await inCompany.setRoles({ personId: who.personId, version, roles: roles.map((role) => ({ role })) });
  await runJobs(world);
  world.now = new Date(world.now.getTime() + 1000);
}
const mailsOf = async (who: TestPerson, template = 'notices.notice') => (await mailsTo(world, who.email)).filter((mail) => mail.template === template);
const choose = (who: TestPerson, inPortal: boolean, mail: 'at_once' | 'daily' | 'never') =>
  as(world, notices, who).setChoice({ topic: 'my_roles', inPortal, mail });
const seen = async (who: TestPerson) => (await as(world, notices, who).listNotices({})).items.map(({ kind }) => kind);
const digestDue = async () => {
  await world.app.queue.boss.send('notices.digest', {});
  await runJobs(world);
};
const tokenIn = (mail: { unsubscribe?: { url: string } } | undefined) => new URL(mail?.unsubscribe?.url ?? '').searchParams.get('token') ?? '';

test('every kind belongs to a topic, and a topic that says it comes by mail has a kind that does', () => {
  for (const topic of topics) {
    const own = kinds.filter((kind) => topicOf(kind) === topic);
    if (topic !== 'company') expect(own, topic).not.toEqual([]);
    if (factsOfTopic(topic).mail === 'at_once' && topic !== 'company')
      expect(
        own.some((kind) => rules[kind].mail),
        topic,
      ).toBe(true);
    if (factsOfTopic(topic).mail === 'never')
      expect(
        own.filter((kind) => rules[kind].mail),
        topic,
      ).toEqual([]);
  }
});

test('what is chosen by nobody is as it is shipped, and the desk’s topics are for the operator’s people', async () => {
  const { items } = await as(world, notices, await person(world)).listChoices({});
  expect(items.find(({ topic }) => topic === 'my_roles')).toMatchObject({ isFixed: false, inPortal: true, mail: 'at_once' });
  expect(items.some(({ group }) => group === 'desk')).toBe(false);
  const theirs = await as(world, notices, await operator(world, 'op_support_agent')).listChoices({});
  expect(theirs.items.some(({ topic }) => topic === 'desk')).toBe(true);
});

test('security, and what waits for an answer, cannot be turned off', async () => {
  const reader = await person(world);
  for (const topic of ['sign_in', 'to_decide', 'agreements_to_accept'] as const)
    expect(await refusal(as(world, notices, reader).setChoice({ topic, inPortal: false, mail: 'never' }))).toMatchObject({ code: 'notices.topic_fixed' });
  // Not even by a row that should not be there.
  await world.admin.query("insert into notice_choices values ($1, 'sign_in', false, 'never', $2)", [reader.personId, world.now]);
  await inPerson(world.app.db, reader.personId, (tx) =>
    announce(tx, system('test'), world.now, PasskeyAdded, { accountId: null, personId: reader.personId, details: { name: 'Laptop' } }),
  );
  await runJobs(world);
  expect(await seen(reader)).toEqual(['identity.passkey_added']);
});

test('a topic that is wanted by mail only is not in the portal, and one that is wanted nowhere is not told at all', async () => {
  const clerk = await member(world, company, 'default_user');
  await choose(clerk, false, 'at_once');
  await giveRoles(clerk, 'default_user', 'billing_admin');
  expect(await seen(clerk)).toEqual([]);
  expect(await as(world, notices, clerk).countUnread({})).toEqual({ unread: 0 });
  expect(await mailsOf(clerk)).toHaveLength(1);
  await choose(clerk, false, 'never');
  await giveRoles(clerk, 'default_user');
  expect(await mailsOf(clerk)).toHaveLength(1);
});

test('the daily digest tells once, in the reader’s language, what has not been read since', async () => {
  const clerk = await member(world, company, 'default_user');
  await world.admin.query("update people set locale = 'fr' where person_id = $1", [clerk.personId]);
  await choose(clerk, true, 'daily');
  await giveRoles(clerk, 'default_user', 'billing_admin');
  await giveRoles(clerk, 'default_user');
  expect(await mailsOf(clerk)).toEqual([]);
  await digestDue();
  const [digest, ...others] = await mailsOf(clerk, 'notices.digest');
  expect(others).toEqual([]);
  expect(digest).toMatchObject({ locale: 'fr', subject: expect.stringContaining('2 notifications') });
  expect(digest?.paragraphs.filter((line) => line.startsWith('• '))).toHaveLength(2);
  world.now = new Date(world.now.getTime() + 6 * 3_600_000);
  await digestDue();
  await giveRoles(clerk, 'default_user', 'billing_admin');
  await as(world, notices, clerk).markAllRead({});
  await digestDue();
  expect(await mailsOf(clerk, 'notices.digest')).toHaveLength(1);
});

test('the link in a mail turns its topic’s mails off without signing in; looking at it changes nothing', async () => {
  const clerk = await member(world, company, 'default_user');
  await giveRoles(clerk, 'default_user', 'billing_admin');
  const [mail] = await mailsOf(clerk);
  const token = tokenIn(mail);
  const nobody = as(world, notices);
  expect(await nobody.openUnsubscribe({ token })).toEqual({ topic: 'my_roles', isOff: false });
  expect(await nobody.openUnsubscribe({ token })).toEqual({ topic: 'my_roles', isOff: false });
  expect(await nobody.unsubscribe({ token })).toEqual({ topic: 'my_roles', isOff: true });
  expect(await nobody.unsubscribe({ token })).toEqual({ topic: 'my_roles', isOff: true });
  expect(await nobody.openUnsubscribe({ token })).toEqual({ topic: 'my_roles', isOff: true });
  await giveRoles(clerk, 'default_user');
  expect(await mailsOf(clerk)).toHaveLength(1);
  expect(await seen(clerk)).toEqual(['roles.taken', 'roles.given']);
  const { rows } = await world.admin.query('select * from notice_unsubscribes where token_hash = $1', [token]);
  expect(rows).toEqual([]);
});

test('the digest’s link turns off every topic that comes in it, and no other', async () => {
  const clerk = await member(world, company, 'default_user');
  await choose(clerk, true, 'daily');
  await as(world, notices, clerk).setChoice({ topic: 'news', inPortal: true, mail: 'daily' });
  await giveRoles(clerk, 'default_user', 'billing_admin');
  await digestDue();
  await as(world, notices).unsubscribe({ token: tokenIn((await mailsOf(clerk, 'notices.digest'))[0]) });
  const { items } = await as(world, notices, clerk).listChoices({});
  expect(items.filter(({ mail }) => mail === 'daily')).toEqual([]);
  expect(items.find(({ topic }) => topic === 'membership')).toMatchObject({ mail: 'at_once' });
});

test('a token that was never made opens nothing', async () => {
  expect(await refusal(as(world, notices).unsubscribe({ token: 'x'.repeat(43) }))).toMatchObject({ status: 404 });
  expect(await refusal(as(world, notices).openUnsubscribe({ token: 'x'.repeat(43) }))).toMatchObject({ status: 404 });
});

test('a mailbox provider’s one click is a form at the address of the mail’s own header, from anywhere', async () => {
  const clerk = await member(world, company, 'default_user');
  await giveRoles(clerk, 'default_user', 'billing_admin');
  const [mail] = await mailsOf(clerk);
  const { pathname, search } = new URL(mail?.unsubscribe?.url ?? '');
  for (const [type, payload] of [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'],
  ] as const) {
    await choose(clerk, true, 'at_once');
    const answer = await world.app.http.inject({ method: 'POST', url: pathname + search, headers: { 'content-type': type }, payload });
    expect(answer.statusCode).toBe(200);
    expect((await as(world, notices, clerk).listChoices({})).items.find(({ topic }) => topic === 'my_roles')).toMatchObject({ mail: 'never' });
  }
  // The doors of the house itself take no form.
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' };
  expect((await world.app.http.inject({ method: 'POST', url: `/api/public/notices/unsubscribe${search}`, ...form })).statusCode).toBe(400);
});

test('a mail says where to turn it off in its text too, and one that cannot be turned off does not', async () => {
  const clerk = await member(world, company, 'default_user');
  await giveRoles(clerk, 'default_user', 'billing_admin');
  const [mail] = await mailsOf(clerk);
  expect(dress({ ...(mail as NonNullable<typeof mail>), centerName: 'Center' }, 'en').text).toContain(mail?.unsubscribe?.url);
});
