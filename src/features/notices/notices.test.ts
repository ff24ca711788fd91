import { expect, test } from 'vitest';
import { account, as, buildWorld, mailsTo, member, operator, person, runJobs, type TestPerson } from '../../../test/world.ts';
import { inAccount, inPerson } from '../../server/db.ts';
import { announce } from '../../server/announce.ts';
import { system } from '../../server/actor.ts';
import { locales } from '../../core/locale.ts';
import { center } from '../center/contract.ts';
import { JoinRequested, members } from '../members/contract.ts';
import { PasskeyAdded } from '../identity/contract.ts';
import { notices } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');
const helper = await member(world, company, 'user_admin');
const clerk = await member(world, company, 'default_user');

const told = async (who: TestPerson) => {
  await runJobs(world);
  // What comes next comes later: two of the same instant stand in no order.
  world.now = new Date(world.now.getTime() + 1000);
  return (await as(world, notices, who).listNotices({})).items;
};

test('a person is told by whom a role was given, where, and can go there', async () => {
  const { version } = await as(world, members, { ...admin, account: company }).getMember({ personId: clerk.personId });
  await as(world, members, { ...admin, account: company }).setRoles({
    personId: clerk.personId,
    version,
    roles: [{ role: 'default_user' }, { role: 'billing_admin' }],
  });
  expect(await told(clerk)).toMatchObject([
    { kind: 'roles.given', values: { role: 'billing_admin', company: 'Contoso' }, company: 'Contoso', link: `/a/${company.accountId}`, readAt: null },
  ]);
  expect(await told(admin)).toEqual([]);
});

test('a change of roles also comes by mail, in the reader’s language, unless they said no', async () => {
  expect((await mailsTo(world, clerk.email)).filter((mail) => mail.template === 'notices.notice')).toMatchObject([
    { subject: expect.stringContaining('Billing admin') },
  ]);
  await as(world, notices, clerk).setChoice({ topic: 'my_roles', inPortal: true, mail: 'never' });
  const { version } = await as(world, members, { ...admin, account: company }).getMember({ personId: clerk.personId });
  await as(world, members, { ...admin, account: company }).setRoles({ personId: clerk.personId, version, roles: [{ role: 'default_user' }] });
  expect((await told(clerk))[0]).toMatchObject({ kind: 'roles.taken' });
  expect((await mailsTo(world, clerk.email)).filter((mail) => mail.template === 'notices.notice')).toHaveLength(1);
});

test('everyone who may manage people hears of a request to join, and nobody else', async () => {
  await inAccount(world.app.db, company.accountId, (tx) =>
    announce(tx, system('test', company.accountId), world.now, JoinRequested, {
      accountId: company.accountId,
      details: { name: 'Lin Wei', email: 'lin@contoso.example' },
    }),
  );
  for (const who of [admin, helper])
    expect((await told(who))[0]).toMatchObject({
      kind: 'join_requests.made',
      values: { name: 'Lin Wei' },
      link: `/a/${company.accountId}/people?tab=requests`,
    });
  expect((await told(clerk)).map((notice) => notice.kind)).not.toContain('join_requests.made');
});

test('a change of a credential is told to its person, even when they did it themselves', async () => {
  const reader = await person(world);
  await inPerson(world.app.db, reader.personId, (tx) =>
    announce(tx, system('test'), world.now, PasskeyAdded, { accountId: null, personId: reader.personId, details: { name: 'Laptop' } }),
  );
  expect(await told(reader)).toMatchObject([{ kind: 'identity.passkey_added', values: { name: 'Laptop' }, link: '/me/security', company: null }]);
});

test('news reach every member once, in their own language', async () => {
  const manager = as(world, center, await operator(world, 'op_program_manager'));
  const { newsId } = await manager.addNews({
    texts: Object.fromEntries(locales.map((locale) => [locale, { title: `Prices (${locale})`, text: 'From December.' }])),
  });
  await manager.publishNews({ newsId });
  expect((await told(clerk))[0]).toMatchObject({ kind: 'news.published', values: { title: 'Prices (en)' } });
  expect((await as(world, notices, { ...clerk, locale: 'fr' }).listNotices({})).items[0]).toMatchObject({ values: { title: 'Prices (fr)' } });
});

test('told twice, a notice is still one', async () => {
  const before = await told(admin);
  const { rows } = await world.admin.query<{ id: string }>('select announcement_id as id from announcements');
  for (const { id } of rows) await world.app.queue.boss.send('notices.tell', { announcementId: id });
  expect(await told(admin)).toEqual(before);
});

test('what is read is no longer counted, one by one or all at once', async () => {
  const { unread } = await as(world, notices, clerk).countUnread({});
  const [first] = await told(clerk);
  expect(await as(world, notices, clerk).markRead({ noticeId: first?.noticeId ?? '' })).toEqual({ unread: unread - 1 });
  expect((await as(world, notices, clerk).listNotices({ only: 'unread' })).items.map((notice) => notice.noticeId)).not.toContain(first?.noticeId);
  expect(await as(world, notices, clerk).markAllRead({})).toEqual({ unread: 0 });
});

test('nobody reads or marks another person’s notices', async () => {
  const [theirs] = await told(admin);
  await as(world, notices, clerk).markRead({ noticeId: theirs?.noticeId ?? '' });
  expect((await told(admin))[0]).toMatchObject({ noticeId: theirs?.noticeId, readAt: null });
});

test('a list is read page by page without a gap', async () => {
  const all = await told(helper);
  const first = await as(world, notices, helper).listNotices({ limit: 1 });
  const rest = await as(world, notices, helper).listNotices({ limit: 50, after: first.next ?? '' });
  expect([...first.items, ...rest.items]).toEqual(all);
});
