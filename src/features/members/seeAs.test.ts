import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assignment, evaluate, may, meet } from '../../core/access.ts';
import { permissionKeys } from '../../core/grants.ts';
import { type AccountRole, accountRoles, factsOf, type Scope, sections } from '../../core/roles.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  member,
  openAppIn,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { contracts } from '../../contracts.ts';
import { isRead, type Contract } from '../../core/endpoint.ts';
import { accounts } from '../accounts/contract.ts';
import { identity } from '../identity/contract.ts';
import { notices } from '../notices/contract.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const of = (who: TestPerson, company: TestAccount) => as(world, members, { ...who, account: company });

async function firm() {
  const company = await account(world);
  await joinPrograms(world, company, 'reseller');
  const [boss, clerk] = [await member(world, company, 'global_admin'), await member(world, company, 'helpdesk_agent')];
  return { company, boss, clerk };
}
const firstAccount = async (who: TestPerson) => (await as(world, members, who).listMyAccounts({})).items;

test('an admin sees the center as a colleague does: what both may, no more, and the colleague is told', async () => {
  const { company, boss, clerk } = await firm();
  const own = (await firstAccount(boss))[0]?.permissions ?? [];
  const theirs = (await firstAccount(clerk))[0]?.permissions ?? [];
  expect(await of(boss, company).seeAs({ personId: clerk.personId })).toMatchObject({ role: null, accountId: company.accountId });
  const seen = await as(world, members, boss).listMyAccounts({});
  expect(seen.seeing).toMatchObject({ name: `Ana ${clerk.familyName}`, role: null });
  expect(seen.items[0]?.permissions).toEqual(own.filter((key) => theirs.includes(key)));
  expect(await refusal(of(boss, company).listMembers({}))).toMatchObject({ code: 'access.denied' });
  await runJobs(world);
  expect((await as(world, notices, clerk).listNotices({ limit: 5 })).items[0]).toMatchObject({ kind: 'members.seen_as' });
  expect(await announced(world, 'members.seen_as')).toHaveLength(1);
  expect(await as(world, members, boss).endSeeing({})).toEqual({ accountId: company.accountId });
  expect((await firstAccount(boss))[0]?.permissions).toEqual(own);
  expect((await of(boss, company).listMembers({})).items).toHaveLength(2);
});

test('nothing is changed and nothing personal opens, at any address, in any process; other companies stay closed', async () => {
  const { company, boss } = await firm();
  const other = await account(world);
  await world.admin.query(
    "insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) values ($1, $2, 'A', 'B', 'a@b.example', 'x', now())",
    [other.accountId, boss.personId],
  );
  await of(boss, company).seeAs({ role: 'account_admin' });
  const second = await openAppIn(world);
  const opened: string[] = [];
  for (const [feature, contract] of Object.entries(contracts as Record<string, Contract>))
    for (const [name, endpoint] of Object.entries(contract)) {
      if (endpoint.within === 'public' || endpoint.whileSeeing) continue;
      const isOwn = endpoint.within !== 'account' || endpoint.permission === 'signed-in';
      for (const where of [company, other]) {
        if (!isOwn && isRead(endpoint) && where === company) continue;
        const client = as(world, contract, { token: boss.token, account: where, app: second }) as Record<string, (input: unknown) => Promise<unknown>>;
        const { code } = await refusal((client[name] as (input: unknown) => Promise<unknown>)({}));
        if (code !== 'access.seeing_as') opened.push(`${feature}.${name}: ${code}`);
      }
    }
  expect(opened).toEqual([]);
  expect((await as(world, accounts, { ...boss, account: company }).getHome({})).tasks).toBeDefined();
  expect((await as(world, identity, boss).getMe({})).personId).toBe(boss.personId);
});

test('it ends by itself after thirty minutes', async () => {
  const { company, boss } = await firm();
  await of(boss, company).seeAs({ role: 'default_user' });
  expect(await refusal(of(boss, company).listMembers({}))).toMatchObject({ code: 'access.denied' });
  const before = world.now;
  world.now = new Date(before.getTime() + 30 * 60_000);
  try {
    expect((await as(world, members, boss).listMyAccounts({})).seeing).toBeNull();
    expect((await of(boss, company).listMembers({})).items).toHaveLength(2);
  } finally {
    world.now = before;
  }
});

test('a colleague’s role that is taken meanwhile is gone for the one who looks, too', async () => {
  const { company, boss, clerk } = await firm();
  const [chief] = [await member(world, company, 'global_admin')];
  const seer = await member(world, company, 'user_admin', 'account_admin');
  await of(chief, company).setRoles({ personId: clerk.personId, version: 1, roles: [{ role: 'user_admin' }] });
  await of(seer, company).seeAs({ personId: clerk.personId });
  expect((await of(seer, company).listMembers({})).items.length).toBeGreaterThan(2);
  const { version } = await of(chief, company).getMember({ personId: clerk.personId });
  await of(chief, company).setRoles({ personId: clerk.personId, version, roles: [{ role: 'default_user' }] });
  expect(await refusal(of(seer, company).listMembers({}))).toMatchObject({ code: 'access.denied' });
  expect(boss.personId).not.toBe(chief.personId);
});

test('oneself, someone who is out, and a stranger’s colleague cannot be seen as', async () => {
  const [{ company, boss, clerk }, there] = [await firm(), await firm()];
  expect(await refusal(of(boss, company).seeAs({ personId: boss.personId }))).toMatchObject({ code: 'members.not_to_yourself' });
  await of(boss, company).deactivateMember({ personId: clerk.personId });
  expect(await refusal(of(boss, company).seeAs({ personId: clerk.personId }))).toMatchObject({ code: 'members.not_in_state' });
  expect(await refusal(of(boss, company).seeAs({ personId: there.clerk.personId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(of(boss, company).seeAs({}))).toMatchObject({ code: 'request.invalid' });
});

const scopeOf = (role: AccountRole): fc.Arbitrary<Scope> => {
  const locations = fc.uniqueArray(fc.constantFrom('4100144', '4100151', '4100158'), { minLength: 1 });
  const kinds: Record<string, fc.Arbitrary<Scope>> = {
    company: fc.constant('company'),
    locations: locations.map((some) => ({ locations: some })),
    location_programs: fc.record({ locations, programs: fc.uniqueArray(fc.constantFrom('incentives', 'referrals'), { minLength: 1 }) }),
  };
  return fc.oneof(...factsOf(role).scopes.map((kind) => kinds[kind] as fc.Arbitrary<Scope>));
};
const held = fc.array(
  fc.constantFrom(...accountRoles).chain((role) => scopeOf(role).map((scope): Assignment => ({ role, scope, endsAt: null }))),
  { maxLength: 4 },
);

test('what is seen is exactly what both may, at every place', () => {
  fc.assert(
    fc.property(held, held, fc.subarray([...sections]), (mine, theirs, brought) => {
      const [a, b] = [mine, theirs].map((roles) => evaluate(roles, [], world.now, brought)) as [ReturnType<typeof evaluate>, ReturnType<typeof evaluate>];
      const both = meet(a, b);
      for (const permission of permissionKeys)
        for (const needs of ['own', 'view', 'edit'] as const)
          for (const at of [
            'company',
            { location: '4100144' },
            { location: '4100144', program: 'incentives' },
            { location: '4100151', program: 'referrals' },
          ] as const)
            if (may(both, permission, needs, at) !== (may(a, permission, needs, at) && may(b, permission, needs, at))) return false;
      return both.gives.size === 0;
    }),
    { numRuns: 60 },
  );
});
