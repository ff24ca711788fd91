import { expect, test } from 'vitest';
import { holdersOf } from '../../core/access.ts';
import { cellOf, type Level, type Permission, permissionKeys, permissions } from '../../core/grants.ts';
import type { AccessDenied } from '../../core/problems.ts';
import { type AccountRole, accountRoles, factsOf, sections as allSections } from '../../core/roles.ts';
import {
  account,
  as,
  buildWorld,
  join,
  joinPrograms,
  member,
  operator,
  person,
  refusal,
  session,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { center } from '../center/contract.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const dayMs = 86_400_000;

const of = (who: TestPerson, company: TestAccount, w: World = world) => as(w, members, { ...who, account: company });
/** A company with an admin of everything, one of the users, and someone without further roles. */
async function firm() {
  const company = await account(world);
  const [boss, clerk] = [await member(world, company, 'global_admin'), await member(world, company, 'default_user')];
  return { company, boss, clerk };
}

// ── why not ────────────────────────────────────────────────────────────────────────────────────────────────────────

test('what explains a permission says the same as the refusal of an act that needs it', async () => {
  const { company, boss, clerk } = await firm();
  const denied = (await refusal(of(clerk, company).listMembers({}))) as InstanceType<typeof AccessDenied>;
  const { refusal: said } = await of(clerk, company).explain({ permission: 'users', needs: 'view' });
  expect(said).toMatchObject(denied.details);
  expect(said?.grantors.map(({ personId }) => personId)).toEqual([boss.personId]);
  expect(said).toMatchObject({ lacksRole: true, selfGiven: [], request: null });
  expect((await of(boss, company).explain({ permission: 'users', needs: 'edit' })).refusal).toBeNull();
});

test('who is named can give one of the roles today: not the asker, not whose role has ended, not whom the installation took it from', async () => {
  const company = await account(world);
  const asker = await join(world, company, await person(world), 'user_admin');
  const past = await join(world, company, await person(world), { role: 'global_admin', endsAt: new Date(world.now.getTime() - dayMs) });
  const agents = await join(world, company, await person(world), 'user_admin');
  const boss = await member(world, company, 'global_admin');
  const names = async () =>
    (await of(asker, company).explain({ permission: 'sign_in_policy', needs: 'edit' })).refusal?.grantors.map(({ personId }) => personId);
  expect(await names()).toEqual([boss.personId]);
  expect([past.personId, agents.personId]).not.toContain(boss.personId);
  await world.admin.query("update members set state = 'inactive' where person_id = $1", [boss.personId]);
  expect(await names()).toEqual([]);
});

test('when a program is missing, the refusal says so before it speaks of roles', async () => {
  const { company, boss } = await firm();
  expect((await of(boss, company).explain({ permission: 'invoices' })).refusal).toMatchObject({
    sections: ['reseller', 'distributor', 'membership'],
    lacksRole: false,
  });
  await joinPrograms(world, company, 'membership');
  expect((await of(boss, company).explain({ permission: 'invoices' })).refusal).toBeNull();
  // A role that no program makes use of is not offered.
  const { items } = await of(await member(world, company, 'default_user'), company).listAskableRoles({});
  expect(items.map(({ role }) => role)).toContain('membership_admin');
  expect(items.map(({ role }) => role)).not.toContain('sales_agent');
});

test('someone in the wrong one of their companies learns which one is right, and nothing of other people’s', async () => {
  const [{ company: here }, there, foreign] = [await firm(), await account(world, 'There AG'), await account(world, 'Foreign')];
  await member(world, foreign, 'global_admin');
  const both = await join(world, there, await join(world, here, await person(world), 'default_user'), 'user_admin');
  expect((await of(both, here).whereMay({ permission: 'users', needs: 'edit' })).items).toEqual([
    { accountId: there.accountId, name: 'There AG', partnerId: there.partnerId },
  ]);
  // It asks for programs there as well.
  await join(world, there, await person(world), 'billing_admin');
  expect((await of(both, here).whereMay({ permission: 'invoices' })).items).toEqual([]);
  expect((await of(both, here).whereMay({ permission: 'tenants' })).items).toEqual([]);
});

test('the operator’s people learn what is missing and who can give it; a stranger to that side learns nothing', async () => {
  const [root, auditor, stranger] = [await operator(world, 'op_root'), await operator(world, 'op_auditor'), await person(world)];
  const denied = (await refusal(as(world, center, auditor).updateSettings({} as never))) as InstanceType<typeof AccessDenied>;
  expect(denied.details).toMatchObject({ permission: 'op.center', needs: 'edit', roles: ['op_root'] });
  expect(denied.details.grantors.map(({ personId }) => personId)).toContain(root.personId);
  expect((await as(world, members, auditor).explainToOperator({ permission: 'op.center', needs: 'edit' })).refusal).toMatchObject(denied.details);
  expect((await as(world, members, root).explainToOperator({ permission: 'op.center', needs: 'edit' })).refusal).toBeNull();
  const hidden = (await refusal(as(world, members, stranger).explainToOperator({ permission: 'op.center' }))) as InstanceType<typeof AccessDenied>;
  expect(hidden.details).toMatchObject({ roles: [], grantors: [] });
});

test('for each permission of the company: what is named opens it through the API, and no other role does', async () => {
  const { company } = await firm();
  await joinPrograms(world, company, ...allSections);
  const colleagues = new Map<AccountRole, TestPerson>();
  for (const role of accountRoles)
    colleagues.set(
      role,
      await join(world, company, await person(world), {
        role,
        scope: factsOf(role).scopes.includes('company') ? 'company' : { locations: ['1000001'], programs: ['p'] },
      }),
    );
  const nobody = await member(world, company);
  const wrong: string[] = [];
  for (const permission of permissionKeys.filter((key) => permissions[key].side === 'account') as Permission[])
    for (const needs of ['view', 'edit'] as const satisfies readonly Level[]) {
      const named = (await of(nobody, company).explain({ permission, needs })).refusal?.roles ?? [];
      expect(named).toEqual(holdersOf(permission, needs));
      for (const role of accountRoles) {
        const opened = (await of(colleagues.get(role) as TestPerson, company).explain({ permission, needs })).refusal === null;
        if (opened !== named.includes(role)) wrong.push(`${role}: ${permission} ${needs} (${cellOf(role, permission).level})`);
      }
    }
  expect(wrong).toEqual([]);
});

test('the act that was refused succeeds with the role that was named, for as long as it is granted', async () => {
  const { company, boss, clerk } = await firm();
  const read = () => as(world, accounts, { ...clerk, account: company }).getTaxExemption({});
  const denied = (await refusal(read())) as InstanceType<typeof AccessDenied>;
  const [{ role } = { role: 'default_user' as const }] = (await of(clerk, company).listAskableRoles({ permission: 'tax_exemption' })).items;
  expect(denied.details.roles).toContain(role);
  const { requestId } = await of(clerk, company).askForRole({ role, reason: 'Year end', days: 1, permission: 'tax_exemption' });
  await of(boss, company).grantRoleRequest({ requestId, role, days: 1 });
  await read();
  const before = world.now;
  world.now = new Date(world.now.getTime() + dayMs);
  try {
    const token = await session(world, clerk.personId);
    expect((await refusal(as(world, accounts, { token, account: company }).getTaxExemption({}))).code).toBe('access.denied');
  } finally {
    world.now = before;
  }
});
