import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, mailsTo, member, person, refusal, session, type TestPerson } from '../../../test/world.ts';
import type { Download } from '../../server/http.ts';
import { accounts } from '../accounts/contract.ts';
import { identity } from '../identity/contract.ts';
import { notices } from '../notices/contract.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const DAY_MS = 86_400_000;

/** A company with an admin whose session is proved, and an admin and a clerk who have shown no second factor. */
async function build() {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const [other, clerk] = [await person(world, { secondFactor: false }), await person(world, { secondFactor: false })];
  await join(world, company, other, 'billing_admin');
  await join(world, company, clerk, 'default_user');
  const boss = as(world, members, { ...admin, account: company });
  const ask = async (asks: 'protected' | 'admins' | 'all', from: Date | null = null) =>
    boss.setSecondFactorPolicy({ asks, from, version: (await boss.getSecondFactorPolicy({})).version });
  /** What opening the company answers. */
  const opens = async (who: TestPerson) => {
    try {
      await as(world, accounts, { ...who, account: company }).getHome({});
      return 'opens';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  return { company, admin, other, clerk, boss, ask, opens };
}
const givePasskey = (who: TestPerson) =>
  world.admin.query('insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, $3, 0, $4, $5)', [
    who.personId,
    crypto.randomUUID(),
    Buffer.from([1]),
    'Laptop',
    world.now,
  ]);

test('nothing changes until the company asks; then it holds with the next request, of whom it means', async () => {
  const { other, clerk, ask, opens } = await build();
  expect([await opens(other), await opens(clerk)]).toEqual(['opens', 'opens']);
  await ask('admins');
  expect([await opens(other), await opens(clerk)]).toEqual(['access.second_factor', 'opens']);
  await ask('all');
  expect([await opens(other), await opens(clerk)]).toEqual(['access.second_factor', 'access.second_factor']);
  await ask('protected');
  expect([await opens(other), await opens(clerk)]).toEqual(['opens', 'opens']);
});

test('whoever is sent away is told, and can set one up: their own pages stay open, and the company opens once it is shown', async () => {
  const { company, clerk, ask, opens } = await build();
  await ask('all');
  expect(await refusal(as(world, accounts, { ...clerk, account: company }).getHome({}))).toMatchObject({ status: 403, details: { enrolled: false } });
  await as(world, identity, clerk).getMe({});
  expect((await mailsTo(world, clerk.email)).map(({ template }) => template)).toContain('notices.notice');
  expect((await as(world, notices, clerk).listNotices({})).items[0]).toMatchObject({ kind: 'accounts.second_factor_policy_changed', link: '/me/security' });
  await givePasskey(clerk);
  await world.admin.query('update sessions set second_factor_at = $2, version = version + 1 where person_id = $1', [clerk.personId, world.now]);
  expect(await opens(clerk)).toBe('opens');
  // Another session of the same person has shown none: it is asked, and can show one.
  const token = await session(world, clerk.personId, { secondFactor: false });
  expect(await refusal(as(world, accounts, { ...clerk, token, account: company }).getHome({}))).toMatchObject({ details: { enrolled: true } });
});

test('a policy from a day on holds from that moment, and what held before holds until then', async () => {
  const { other, clerk, ask, opens, boss } = await build();
  await ask('admins');
  await ask('all', new Date(world.now.getTime() + 3 * 3_600_000));
  expect(await boss.getSecondFactorPolicy({})).toMatchObject({ asks: 'all', before: 'admins', today: 'admins' });
  expect([await opens(other), await opens(clerk)]).toEqual(['access.second_factor', 'opens']);
  world.now = new Date(world.now.getTime() + 3 * 3_600_000);
  expect([await opens(other), await opens(clerk)]).toEqual(['access.second_factor', 'access.second_factor']);
});

test('what is previewed is who is then sent away', async () => {
  const { other, clerk, boss, ask, admin, opens } = await build();
  await givePasskey(admin);
  expect(await boss.previewSecondFactorPolicy({ asks: 'admins' })).toMatchObject({ meant: 2, lacking: 1, people: [{ personId: other.personId }] });
  const all = await boss.previewSecondFactorPolicy({ asks: 'all' });
  expect(all).toMatchObject({ meant: 3, lacking: 2 });
  await ask('all');
  for (const who of [admin, other, clerk])
    expect(await opens(who), who.email).toBe(all.people.some(({ personId }) => personId === who.personId) ? 'access.second_factor' : 'opens');
  expect(await boss.previewSecondFactorPolicy({ asks: 'protected' })).toMatchObject({ meant: 0, lacking: 0 });
});

test('an exception lets one person in, with a reason, until it ends or is ended', async () => {
  const { clerk, boss, ask, opens } = await build();
  await ask('all');
  const endsAt = new Date(world.now.getTime() + 2 * 3_600_000).toISOString();
  const given = { email: clerk.email.toUpperCase(), reason: 'Phone lost on a journey', endsAt };
  await boss.exceptFromSecondFactor(given);
  expect(await opens(clerk)).toBe('opens');
  expect((await boss.listSecondFactorExceptions({})).items).toMatchObject([{ personId: clerk.personId, reason: 'Phone lost on a journey' }]);
  await boss.endSecondFactorException({ personId: clerk.personId });
  expect(await opens(clerk)).toBe('access.second_factor');
  await boss.exceptFromSecondFactor(given);
  world.now = new Date(world.now.getTime() + 2 * 3_600_000);
  expect(await opens(clerk)).toBe('access.second_factor');
  expect((await boss.listSecondFactorExceptions({})).items).toEqual([]);
  expect(await announced(world, 'members.second_factor_excepted')).toHaveLength(2);
});

test('whoever becomes a global admin brings no exception along', async () => {
  const { clerk, boss, ask, opens } = await build();
  await ask('all');
  await boss.exceptFromSecondFactor({ email: clerk.email, reason: 'Phone lost on a journey', endsAt: new Date(world.now.getTime() + DAY_MS).toISOString() });
  const { version } = await boss.getMember({ personId: clerk.personId });
  await boss.setRoles({ personId: clerk.personId, version, roles: [{ role: 'default_user' }, { role: 'global_admin' }] });
  expect(await opens(clerk)).toBe('access.second_factor');
  expect((await boss.listSecondFactorExceptions({})).items).toEqual([]);
});

test('nobody excepts themselves, nor a global admin without being one, nor for longer than a quarter', async () => {
  const { company, admin, clerk, boss } = await build();
  const agent = as(world, members, { ...(await member(world, company, 'admin_agent')), account: company });
  await world.admin.query(
    "insert into enrollments (account_id, program, state, applied_at, changed_at) select $1, program, 'active', $2, $2 from programs where 'reseller' = any(sections) limit 1",
    [company.accountId, world.now],
  );
  await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [company.accountId]);
  const endsAt = new Date(world.now.getTime() + DAY_MS).toISOString();
  const reason = 'Phone lost on a journey';
  expect(await refusal(boss.exceptFromSecondFactor({ email: admin.email, reason, endsAt }))).toMatchObject({ code: 'members.not_to_yourself' });
  expect(await refusal(agent.exceptFromSecondFactor({ email: admin.email, reason, endsAt }))).toMatchObject({ code: 'members.role_not_yours' });
  await agent.exceptFromSecondFactor({ email: clerk.email, reason, endsAt });
  for (const [field, wrong] of [
    ['endsAt', { endsAt: new Date(world.now.getTime() + 91 * DAY_MS).toISOString() }],
    ['endsAt', { endsAt: world.now.toISOString() }],
    ['email', { email: 'nobody@contoso.example' }],
    ['reason', { reason: 'lost' }],
  ] as const)
    expect(await refusal(boss.exceptFromSecondFactor({ email: clerk.email, reason, endsAt, ...wrong })), field).toMatchObject({
      details: { fields: { [field]: expect.any(String) } },
    });
});

test('the report says who has which, since when and last used, and why the others have none', async () => {
  const { company, admin, other, clerk, boss } = await build();
  await givePasskey(admin);
  const guest = await person(world, { secondFactor: false });
  await join(world, company, guest, 'membership_admin');
  await world.admin.query('update members set is_guest = true where person_id = $1', [guest.personId]);
  await world.admin.query('update people set frozen_at = $2 where person_id = $1', [other.personId, world.now]);
  await boss.exceptFromSecondFactor({ email: clerk.email, reason: 'Phone lost on a journey', endsAt: new Date(world.now.getTime() + DAY_MS).toISOString() });
  const reasons = async (only?: 'lacking' | 'having') =>
    Object.fromEntries((await boss.listSecondFactors(only ? { only } : {})).items.map(({ personId, lacks }) => [personId, lacks]));
  expect(await reasons()).toEqual({ [admin.personId]: null, [other.personId]: 'frozen', [clerk.personId]: 'excepted', [guest.personId]: 'guest' });
  expect(Object.keys(await reasons('having'))).toEqual([admin.personId]);
  const { items } = await boss.listSecondFactors({ only: 'having' });
  expect(items).toMatchObject([{ passkeys: 1, hasApp: false, since: world.now, lastUsedAt: world.now, isAdmin: true }]);
  expect(await boss.getSecurityReport({})).toEqual({ everyone: { having: 1, of: 4 }, admins: { having: 1, of: 3 }, passkeys: 1, apps: 0, excepted: 1 });
  const first = await boss.listSecondFactors({ limit: 3 });
  const rest = await boss.listSecondFactors({ limit: 3, after: first.next ?? '' });
  expect([...first.items, ...rest.items].map(({ personId }) => personId)).toEqual((await boss.listSecondFactors({})).items.map(({ personId }) => personId));
  const csv = await text(((await boss.exportSecondFactors({})) as Download).body as Readable);
  expect(csv.trim().split('\n')).toHaveLength(5);
  expect(csv).toContain(clerk.email);
});

test('another company’s people are in no report, and its policy asks nobody here', async () => {
  const [mine, theirs] = [await build(), await build()];
  await theirs.ask('all');
  expect(await mine.opens(mine.clerk)).toBe('opens');
  const { items } = await mine.boss.listSecondFactors({ limit: 100 });
  expect(items.map(({ personId }) => personId)).not.toContain(theirs.clerk.personId);
  expect(
    await refusal(
      mine.boss.exceptFromSecondFactor({
        email: theirs.clerk.email,
        reason: 'Phone lost on a journey',
        endsAt: new Date(world.now.getTime() + DAY_MS).toISOString(),
      }),
    ),
  ).toMatchObject({
    details: { fields: { email: 'not_active_here' } },
  });
});
