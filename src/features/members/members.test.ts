import { expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  member,
  openAppIn,
  person,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { fold } from '../../core/text.ts';
import { nobody } from '../../server/actor.ts';
import { inAccount } from '../../server/db.ts';
import { identity } from '../identity/contract.ts';
import { addMember } from './acts.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');
const day = 86_400_000;
const visitor = nobody({ requestId: 't', address: null, userAgent: null });

const passkey = (who: TestPerson) =>
  world.admin.query(`insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, '\\x00', 0, 'key', $3)`, [
    who.personId,
    crypto.randomUUID(),
    world.now,
  ]);
const colleagues = (firm: TestAccount, who: TestPerson) => as(world, members, { ...who, account: firm });
const versionOf = async (who: TestPerson, firm = company, asker: TestPerson = admin) =>
  (await colleagues(firm, asker).getMember({ personId: who.personId })).version;

test('the list finds people by parts of names and addresses, in any order, with or without accents', async () => {
  const firm = await account(world);
  const boss = await join(world, firm, await person(world, { givenName: 'Zoé', familyName: 'Lefèvre', email: 'zoe@firm.example' }), 'global_admin');
  await join(world, firm, await person(world, { givenName: 'Ángel', familyName: 'Núñez', email: 'angel@firm.example' }), 'default_user');
  const {
    rows: [li],
  } = await world.admin.query<{ person_id: string }>(
    `insert into people (given_name, family_name, email, locale, created_at) values ('小明', '李', 'li@firm.example', 'zh-CN', $1) returning person_id`,
    [world.now],
  );
  await inAccount(world.app.db, firm.accountId, (tx) =>
    addMember(tx, visitor, world.now, { personId: li?.person_id ?? '', givenName: '小明', familyName: '李', email: 'li@firm.example', roles: [] }),
  );
  const list = colleagues(firm, boss);
  const names = async (input: Parameters<typeof list.listMembers>[0]) => (await list.listMembers(input)).items.map((m) => m.email);
  expect(await names({ search: 'nunez ANG' })).toEqual(['angel@firm.example']);
  expect(await names({ search: '李小明' })).toEqual(['li@firm.example']);
  expect(await names({ search: 'firm.ex' })).toHaveLength(3);
  expect(await names({ search: '%' })).toEqual([]);
  expect(await names({ role: 'global_admin' })).toEqual(['zoe@firm.example']);
  expect(await names({ state: 'inactive' })).toEqual([]);
  expect(await list.countMembers({ search: 'firm' })).toEqual({ count: 3, isExact: true });
});

test('names stand in the order of the reader’s language, page after page without a gap', async () => {
  const firm = await account(world);
  const boss = await join(world, firm, await person(world, { givenName: 'A', familyName: 'Admin', email: 'a@order.example' }), 'global_admin');
  for (const familyName of ['Ñandú', 'Nuevo', 'Zapata', 'Étienne', 'Eva', 'Nadal', '王', '陈', '李'])
    await join(world, firm, await person(world, { givenName: 'X', familyName }), 'default_user');
  const walk = async (locale: 'en' | 'es' | 'zh-CN' | 'zh-TW') => {
    const token = await session(world, boss.personId);
    await world.admin.query('update people set locale = $2 where person_id = $1', [boss.personId, locale]);
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const { items, next } = await as(world, members, { token, account: firm }).listMembers({ limit: 2, ...(after ? { after } : {}) });
      seen.push(...items.map((m) => m.familyName));
      more = next !== null;
      after = next ?? undefined;
    }
    return seen;
  };
  const latin = (names: string[]) => names.filter((name) => /[a-z]/.test(name)),
    han = (names: string[]) => names.filter((name) => !/[a-z]/.test(name));
  expect(latin(await walk('en'))).toEqual(['Admin', 'Étienne', 'Eva', 'Nadal', 'Ñandú', 'Nuevo', 'Zapata']);
  expect(latin(await walk('es'))).toEqual(['Admin', 'Étienne', 'Eva', 'Nadal', 'Nuevo', 'Ñandú', 'Zapata']);
  // By pinyin: chén, lǐ, wáng; by strokes: four, seven, ten.
  expect(han(await walk('zh-CN'))).toEqual(['陈', '李', '王']);
  expect(han(await walk('zh-TW'))).toEqual(['王', '李', '陈']);
});

test('another company’s people are not there, and cannot be told from people who never were', async () => {
  const other = await account(world);
  const theirs = await member(world, other, 'global_admin');
  const ask = colleagues(company, admin);
  const real = await refusal(ask.getMember({ personId: theirs.personId })),
    made = await refusal(ask.getMember({ personId: crypto.randomUUID() }));
  expect([real.code, real.details]).toEqual([made.code, made.details]);
  for (const call of [ask.removeMember, ask.deactivateMember, ask.restoreMember, ask.activateMember])
    expect(await refusal(call({ personId: theirs.personId }))).toMatchObject({ status: 404 });
  expect((await ask.listMembers({ search: theirs.email })).items).toEqual([]);
});

test('a global admin gives a role until a day; it is in force at once and over when it ends, in every process', async () => {
  const firm = await account(world);
  const boss = await member(world, firm, 'global_admin');
  const user = await member(world, firm, 'default_user');
  const elsewhere = await openAppIn(world);
  try {
    const there = as(world, members, { ...user, account: firm, app: elsewhere });
    expect(await refusal(there.listMembers({}))).toMatchObject({ code: 'access.denied' });
    const endsAt = new Date(world.now.getTime() + day);
    const changed = await colleagues(firm, boss).setRoles({
      personId: user.personId,
      version: await versionOf(user, firm, boss),
      roles: [{ role: 'default_user' }, { role: 'user_admin', endsAt }],
    });
    expect(changed.roles).toEqual([
      { role: 'default_user', scope: 'company', endsAt: null },
      { role: 'user_admin', scope: 'company', endsAt },
    ]);
    expect((await there.listMembers({})).items).toHaveLength(2);
    world.now = new Date(endsAt.getTime() + 1);
    await world.admin.query(`update sessions set second_factor_at = $1, last_used_at = $1`, [world.now]);
    expect(await refusal(there.listMembers({}))).toMatchObject({ code: 'access.denied' });
    expect(await announced(world, 'roles.given')).toMatchObject([{ details: { role: 'user_admin', endsAt: endsAt.toISOString() } }]);
  } finally {
    await elsewhere.close();
  }
});

test('a user admin gives agent roles and default user only, and nothing to themselves', async () => {
  const firm = await account(world);
  await member(world, firm, 'global_admin');
  const [helper, user] = [await member(world, firm, 'user_admin'), await member(world, firm, 'default_user')];
  const ask = colleagues(firm, helper);
  const give = async (to: TestPerson, role: 'global_admin' | 'user_admin') =>
    ask.setRoles({ personId: to.personId, version: await versionOf(to, firm, helper), roles: [{ role: 'default_user' }, { role }] });
  expect(await refusal(give(user, 'global_admin'))).toMatchObject({ code: 'members.role_not_yours', details: { role: 'global_admin' } });
  expect(await refusal(give(helper, 'global_admin'))).toMatchObject({ code: 'members.not_to_yourself' });
  expect((await ask.getMember({ personId: user.personId })).givable).toEqual(['default_user', 'admin_agent', 'sales_agent', 'helpdesk_agent']);
});

test('nobody brings down who stands beyond their reach', async () => {
  const firm = await account(world);
  const [boss, second, helper] = [
    await member(world, firm, 'global_admin'),
    await member(world, firm, 'global_admin'),
    await member(world, firm, 'user_admin'),
  ];
  const ask = colleagues(firm, helper);
  expect(await refusal(ask.removeMember({ personId: boss.personId }))).toMatchObject({ code: 'members.role_not_yours' });
  expect(await refusal(ask.deactivateMember({ personId: boss.personId }))).toMatchObject({ code: 'members.role_not_yours' });
  expect(await refusal(ask.setRoles({ personId: boss.personId, version: 1, roles: [] }))).toMatchObject({ code: 'members.role_not_yours' });
  await colleagues(firm, boss).removeMember({ personId: second.personId });
  expect(await refusal(ask.restoreMember({ personId: second.personId }))).toMatchObject({ code: 'members.role_not_yours' });
});

test('a guest is given no role that opens people, money or law', async () => {
  const guest = await person(world);
  await inAccount(world.app.db, company.accountId, (tx) => addMember(tx, visitor, world.now, { ...guest, roles: ['default_user'], isGuest: true }));
  expect(await refusal(colleagues(company, admin).setRoles({ personId: guest.personId, version: 1, roles: [{ role: 'billing_admin' }] }))).toMatchObject({
    code: 'members.guest_role',
  });
});

test('roles are changed on top of what was read only', async () => {
  const user = await member(world, company, 'default_user');
  const version = await versionOf(user);
  await colleagues(company, admin).setRoles({ personId: user.personId, version, roles: [{ role: 'billing_admin' }] });
  expect(await refusal(colleagues(company, admin).setRoles({ personId: user.personId, version, roles: [] }))).toMatchObject({
    code: 'request.changed_meanwhile',
  });
});

test('roles need a second factor of the last ten minutes, people one of the last twelve hours', async () => {
  const plain = await session(world, admin.personId, { secondFactor: false });
  const bare = as(world, members, { token: plain, account: company });
  expect(await refusal(bare.listMembers({}))).toMatchObject({ code: 'access.step_up', details: { withinMinutes: 720 } });
  expect(await refusal(bare.setRoles({ personId: admin.personId, version: 1, roles: [] }))).toMatchObject({
    code: 'access.step_up',
    details: { withinMinutes: 10 },
  });
});

test('someone deactivated is out with the next request, and back in with all they had', async () => {
  const user = await member(world, company, 'billing_admin');
  await colleagues(company, user).listAdmins({});
  expect(await colleagues(company, admin).deactivateMember({ personId: user.personId })).toMatchObject({
    state: 'inactive',
    can: { activate: true, deactivate: false },
  });
  expect(await refusal(colleagues(company, user).listAdmins({}))).toMatchObject({ status: 404 });
  expect((await as(world, members, user).listMyAccounts({})).items).toEqual([]);
  expect(await refusal(colleagues(company, admin).deactivateMember({ personId: user.personId }))).toMatchObject({ code: 'members.not_in_state' });
  await colleagues(company, admin).activateMember({ personId: user.personId });
  expect((await as(world, members, user).listMyAccounts({})).items).toMatchObject([{ partnerId: company.partnerId, roles: ['billing_admin'] }]);
});

test('the last admin that counts is neither removed nor demoted, deactivated, put under an end, nor let go', async () => {
  const firm = await account(world);
  const boss = await member(world, firm, 'global_admin');
  const deputy = await member(world, firm, 'global_admin');
  await passkey(boss);
  // The deputy has no second factor: only the boss counts.
  const [asBoss, asDeputy] = [colleagues(firm, boss), colleagues(firm, deputy)];
  const personId = boss.personId;
  const version = await versionOf(boss, firm, deputy);
  expect(await refusal(asDeputy.removeMember({ personId }))).toMatchObject({ code: 'members.last_admin', status: 409 });
  expect(await refusal(asDeputy.deactivateMember({ personId }))).toMatchObject({ code: 'members.last_admin' });
  expect(await refusal(asDeputy.setRoles({ personId, version, roles: [{ role: 'default_user' }] }))).toMatchObject({ code: 'members.last_admin' });
  expect(await refusal(asDeputy.setRoles({ personId, version, roles: [{ role: 'global_admin', endsAt: new Date(world.now.getTime() + day) }] }))).toMatchObject(
    { code: 'members.last_admin' },
  );
  expect(await refusal(asBoss.setRoles({ personId, version, roles: [] }))).toMatchObject({ code: 'members.last_admin' });
  expect(await refusal(asBoss.leaveAccount({}))).toMatchObject({ code: 'members.last_admin' });
  expect(await asDeputy.getMember({ personId })).toMatchObject({ isLastAdmin: true });
  await asBoss.removeMember({ personId: deputy.personId });
  expect(await refusal(asBoss.leaveAccount({}))).toMatchObject({ code: 'members.last_admin' });
});

test('as long as no admin has a second factor, every active one counts; guests and those whose role has ended never', async () => {
  const firm = await account(world);
  const [boss, deputy] = [await member(world, firm, 'global_admin'), await member(world, firm, 'global_admin')];
  const ended = await join(world, firm, await person(world), { role: 'global_admin', endsAt: new Date(world.now.getTime() - 1) });
  const guest = await join(world, firm, await person(world), 'global_admin');
  await world.admin.query('update members set is_guest = true where person_id = $1', [guest.personId]);
  await Promise.all([passkey(guest), passkey(ended)]);
  await colleagues(firm, boss).deactivateMember({ personId: deputy.personId });
  expect(await refusal(colleagues(firm, boss).leaveAccount({}))).toMatchObject({ code: 'members.last_admin' });
});

test('two admins who remove each other at the same instant leave one, whatever they use for it', async () => {
  const other = await openAppIn(world);
  try {
    for (let round = 0; round < 24; round++) {
      const firm = await account(world);
      const [a, b] = [await member(world, firm, 'global_admin'), await member(world, firm, 'global_admin')];
      if (round % 2) await Promise.all([passkey(a), passkey(b)]);
      const asA = as(world, members, { ...a, account: firm }),
        asB = as(world, members, { ...b, account: firm, app: other });
      const moves =
        [
          [() => asA.removeMember({ personId: b.personId }), () => asB.removeMember({ personId: a.personId })],
          [() => asA.deactivateMember({ personId: b.personId }), () => asB.setRoles({ personId: a.personId, version: 1, roles: [] })],
          [() => asA.leaveAccount({}), () => asB.leaveAccount({})],
          [() => asA.setRoles({ personId: b.personId, version: 1, roles: [{ role: 'default_user' }] }), () => asB.removeMember({ personId: a.personId })],
        ][round % 4] ?? [];
      const results = await Promise.allSettled(moves.map((move) => move()));
      // The slower of the two is refused: as the last admin's enemy, or because it has lost its own rights by then.
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const { rows } = await world.admin.query(
        `select 1 from members m join role_assignments r using (account_id, person_id) where m.account_id = $1 and m.state = 'active' and r.role = 'global_admin'`,
        [firm.accountId],
      );
      expect(rows).toHaveLength(1);
    }
  } finally {
    await other.close();
  }
});

test('the last admin that counts keeps a second factor, even when two lose theirs at the same instant', async () => {
  const firm = await account(world, 'Tailspin');
  const [a, b] = [await member(world, firm, 'global_admin'), await member(world, firm, 'global_admin')];
  await Promise.all([passkey(a), passkey(b)]);
  const keyOf = async (who: TestPerson) =>
    (await world.admin.query<{ passkey_id: string }>('select passkey_id from passkeys where person_id = $1', [who.personId])).rows[0]?.passkey_id ?? '';
  await world.admin.query(`insert into passwords (person_id, hash, set_at) values ($1, 'x', $3), ($2, 'x', $3)`, [a.personId, b.personId, world.now]);
  const drop = async (who: TestPerson) => as(world, identity, who).removePasskey({ passkeyId: await keyOf(who) });
  const results = await Promise.allSettled([drop(a), drop(b)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const refused = results.find((result) => result.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'identity.second_factor_needed', details: { accounts: 'Tailspin' } });
});

test('a changed name follows the person into each company', async () => {
  const user = await member(world, company, 'default_user');
  await world.admin.query(`update people set given_name = 'Renée', family_name = 'Ålund' where person_id = $1`, [user.personId]);
  await world.admin.query(
    `insert into announcements (announcement_id, at, name, person_id, actor_kind) values ($1, $2, 'identity.profile_changed', $3, 'person')`,
    [user.personId, world.now, user.personId],
  );
  await world.app.queue.boss.send('members.copy_names', { announcementId: user.personId });
  await runJobs(world);
  expect((await colleagues(company, admin).listMembers({ search: fold('alund renee') })).items).toMatchObject([
    { personId: user.personId, givenName: 'Renée' },
  ]);
});

test('everyone in the company may know who its admins are', async () => {
  const firm = await account(world);
  await member(world, firm, 'billing_admin');
  const boss = await member(world, firm, 'global_admin');
  const user = await member(world, firm, 'default_user');
  expect((await colleagues(firm, user).listAdmins({})).items.map((one) => one.roles)).toEqual([['global_admin'], ['billing_admin']]);
  expect(await refusal(colleagues(firm, user).listMembers({}))).toMatchObject({ code: 'access.denied', details: { grantors: [{ email: boss.email }] } });
});

test('someone removed can be brought back for 30 days, then is gone for good', async () => {
  const [early, late] = [await member(world, company, 'default_user'), await member(world, company, 'default_user')];
  const ask = colleagues(company, admin);
  for (const who of [early, late]) await ask.removeMember({ personId: who.personId });
  expect((await ask.listMembers({ state: 'removed' })).items).toHaveLength(2);
  expect((await ask.listMembers({ search: early.email })).items).toEqual([]);
  expect(await ask.restoreMember({ personId: early.personId })).toMatchObject({ state: 'active', roles: [{ role: 'default_user' }] });
  world.now = new Date(world.now.getTime() + 31 * day);
  const token = await session(world, admin.personId);
  expect(await refusal(as(world, members, { token, account: company }).restoreMember({ personId: late.personId }))).toMatchObject({
    code: 'members.no_longer_restorable',
  });
  await world.app.queue.boss.send('members.purge_removed', {});
  await runJobs(world);
  expect(await refusal(as(world, members, { token, account: company }).getMember({ personId: late.personId }))).toMatchObject({ status: 404 });
  expect((await announced(world, 'members.purged')).filter((a) => a.account_id === company.accountId)).toHaveLength(1);
});

test('a role that has ended opens nothing any more, nor does the account picker say so', async () => {
  const who = await join(world, company, await person(world), { role: 'global_admin', endsAt: new Date(world.now.getTime() - 1000) });
  expect((await as(world, members, who).listMyAccounts({})).items).toMatchObject([{ roles: [], permissions: [] }]);
});

test('the last admin stays also when someone spells the id in capitals', async () => {
  const firm = await account(world);
  const boss = await member(world, firm, 'global_admin');
  for (const change of ['removeMember', 'deactivateMember'] as const) {
    expect(await refusal(colleagues(firm, boss)[change]({ personId: boss.personId.toUpperCase() }))).toMatchObject({ code: 'members.not_to_yourself' });
  }
  expect(await refusal(colleagues(firm, boss).setRoles({ personId: boss.personId.toUpperCase(), version: 1, roles: [] }))).toMatchObject({
    code: 'members.last_admin',
  });
});
