import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  joinPrograms,
  member,
  openAppIn,
  operator,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import type { Permission } from '../../core/grants.ts';
import type { AccountRole, Scope } from '../../core/roles.ts';
import { accounts } from '../accounts/contract.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const start = world.now;
const root = await operator(world, 'op_root');
const desk = as(world, members, root);
const asIn = (firm: TestAccount, who: TestPerson) => as(world, members, { ...who, account: firm });
const versionOf = async (firm: TestAccount, who: TestPerson, asker: TestPerson) => (await asIn(firm, asker).getMember({ personId: who.personId })).version;
const words = (list: readonly { permission: Permission; level: string }[]) => list.map(({ permission, level }) => `${permission} ${level}`);

async function location(w: World, firm: TestAccount, name: string): Promise<string> {
  const { rows } = await w.admin.query<{ id: string }>("select nextval('partner_id_numbers')::text as id");
  const id = rows[0]?.id ?? '';
  await w.admin.query(
    `insert into locations (account_id, location_id, name, name_folded, search_text, country, shares_with, contact, created_at) values ($1,$2,$3,lower($3),lower($3),'FR','company','{}',$4)`,
    [firm.accountId, id, name, w.now],
  );
  return id;
}

describe('what saving would mean', () => {
  test('is what two evaluations differ in, with what it is about counted; nothing is saved', async () => {
    const firm = await account(world);
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user')];
    const ask = asIn(firm, boss);
    const { people, counts } = await ask.previewRoles({ personIds: [ana.personId], give: [{ role: 'user_admin' }] });
    expect(words(people[0]?.gains ?? [])).toEqual(expect.arrayContaining(['users edit', 'roles edit', 'activity_log view']));
    expect(people[0]).toMatchObject({ loses: [], refused: null, waits: [], givesMore: ['default_user', 'admin_agent', 'sales_agent', 'helpdesk_agent'] });
    expect(counts).toContainEqual({ permission: 'users', count: 2 });
    expect((await ask.getMember({ personId: ana.personId })).roles.map(({ role }) => role)).toEqual(['default_user']);
    const back = await ask.previewRoles({ personIds: [boss.personId], set: [] });
    expect(words(back.people[0]?.loses ?? [])).toContain('agreements edit');
    expect(back.people[0]?.refused).toEqual({ code: 'members.last_admin', role: null });
  });
  test('says that a role has no effect until the company joins a program, and stops saying it then', async () => {
    const firm = await account(world);
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user')];
    const preview = async () => (await asIn(firm, boss).previewRoles({ personIds: [ana.personId], give: [{ role: 'sales_agent' }] })).people[0];
    expect((await preview())?.waits).toEqual([{ role: 'sales_agent', sections: ['reseller'] }]);
    expect(words((await preview())?.gains ?? [])).not.toContain('customers edit');
    await joinPrograms(world, firm, 'reseller');
    expect((await preview())?.waits).toEqual([]);
    expect(words((await preview())?.gains ?? [])).toContain('customers edit');
  });
  test('names who cannot be given it, and why, without refusing the others', async () => {
    const firm = await account(world);
    const boss = await member(world, firm, 'global_admin');
    const [helper, ana] = [await member(world, firm, 'user_admin'), await member(world, firm, 'default_user')];
    const { people } = await asIn(firm, helper).previewRoles({ personIds: [ana.personId, boss.personId], give: [{ role: 'billing_admin' }] });
    expect(people.map(({ refused }) => refused)).toEqual([
      { code: 'members.role_not_yours', role: 'billing_admin' },
      { code: 'members.role_not_yours', role: 'billing_admin' },
    ]);
  });
  test('is exactly what happens when it is saved', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'reseller', 'membership');
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'billing_admin')];
    const ask = asIn(firm, boss);
    const can = async () => new Set(words((await ask.getPersonRights({ personId: ana.personId })).can));
    const before = await can();
    const set = [{ role: 'helpdesk_agent' as const }, { role: 'membership_admin' as const }];
    const [told] = (await ask.previewRoles({ personIds: [ana.personId], set })).people;
    await ask.setRoles({ personId: ana.personId, version: await versionOf(firm, ana, boss), roles: set });
    const after = await can();
    const covers = (all: ReadonlySet<string>, one: string) => all.has(one) || all.has(one.replace(/ (view|own)$/, ' edit'));
    expect(words(told?.gains ?? []).every((one) => covers(after, one) && !covers(before, one))).toBe(true);
    expect(words(told?.loses ?? []).every((one) => covers(before, one) && !covers(after, one))).toBe(true);
    expect([...after].filter((one) => !covers(before, one)).toSorted()).toEqual(words(told?.gains ?? []).toSorted());
    expect([...before].filter((one) => !covers(after, one)).toSorted()).toEqual(words(told?.loses ?? []).toSorted());
  });
  test('another company’s people cannot be asked about', async () => {
    const [firm, other] = [await account(world), await account(world)];
    const [boss, stranger] = [await member(world, firm, 'global_admin'), await member(world, other, 'default_user')];
    expect(await refusal(asIn(firm, boss).previewRoles({ personIds: [stranger.personId], give: [{ role: 'user_admin' }] }))).toMatchObject({
      code: 'not_found',
    });
    expect(await refusal(asIn(firm, boss).getPersonRights({ personId: stranger.personId }))).toMatchObject({ code: 'not_found' });
  });
});

describe('places', () => {
  test('a role is held at locations that exist, if it can be; what does not fit is named by its field', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'referrals', 'incentives');
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user')];
    const [paris, elsewhere] = [await location(world, firm, 'Paris'), await location(world, await account(world), 'Foreign')];
    const ask = asIn(firm, boss);
    const set = async (role: AccountRole, scope: Scope) =>
      ask.setRoles({
        personId: ana.personId,
        version: await versionOf(firm, ana, boss),
        roles: [{ role: 'default_user' }, { role, scope: scope as 'company' }],
      });
    const fieldOf = async (role: AccountRole, scope: Scope) => (await refusal(set(role, scope))).details;
    expect(await fieldOf('billing_admin', { locations: [paris] })).toEqual({ fields: { 'roles.1.scope': 'not_for_role' } });
    expect(await fieldOf('incentives_admin', 'company')).toEqual({ fields: { 'roles.1.scope': 'not_for_role' } });
    expect(await fieldOf('referrals_admin', { locations: [elsewhere] })).toEqual({ fields: { 'roles.1.scope': 'unknown_location' } });
    expect(await fieldOf('incentives_admin', { locations: [paris], programs: ['nothing'] })).toEqual({ fields: { 'roles.1.scope': 'unknown_program' } });
    await set('incentives_admin', { locations: [paris], programs: ['test_incentives'] });
    const shown = await ask.getPersonRights({ personId: ana.personId });
    expect(shown.places).toEqual({
      locations: [{ locationId: paris, name: 'Paris' }],
      programs: expect.arrayContaining([{ program: 'test_incentives', name: 'Program of incentives' }]),
    });
    expect(shown.can.find(({ permission }) => permission === 'incentives.claims')).toMatchObject({
      level: 'edit',
      at: [{ location: paris, program: 'test_incentives' }],
      through: [{ role: 'incentives_admin' }],
    });
    expect((await ask.listRolePlaces({})).locations).toEqual([{ locationId: paris, name: 'Paris' }]);
  });
  test('the same places named in another order are the same role, not another one', async () => {
    const firm = await account(world);
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user')];
    const [a, b] = [await location(world, firm, 'A'), await location(world, firm, 'B')];
    const ask = asIn(firm, boss);
    await ask.giveRoles({ personIds: [ana.personId], roles: [{ role: 'report_viewer', scope: { locations: [a, b] } }] });
    await ask.giveRoles({ personIds: [ana.personId], roles: [{ role: 'report_viewer', scope: { locations: [b, a] } }] });
    expect((await ask.getMember({ personId: ana.personId })).roles.filter(({ role }) => role === 'report_viewer')).toHaveLength(1);
  });
});

describe('giving to several', () => {
  test('gives all of them all of it, or nobody anything', async () => {
    const firm = await account(world);
    const [boss, ana, ben] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user'), await member(world, firm, 'default_user')];
    const guest = await member(world, firm, 'default_user');
    await world.admin.query('update members set is_guest = true where person_id = $1', [guest.personId]);
    const ask = asIn(firm, boss);
    const endsAt = new Date('2027-01-31T00:00:00Z');
    expect(
      await ask.giveRoles({ personIds: [ana.personId, ben.personId, ana.personId], roles: [{ role: 'billing_admin', endsAt }, { role: 'user_admin' }] }),
    ).toEqual({ people: 2 });
    expect((await ask.getMember({ personId: ben.personId })).roles).toEqual([
      { role: 'billing_admin', scope: 'company', endsAt },
      { role: 'default_user', scope: 'company', endsAt: null },
      { role: 'user_admin', scope: 'company', endsAt: null },
    ]);
    expect(await refusal(ask.giveRoles({ personIds: [ana.personId, guest.personId], roles: [{ role: 'account_admin' }] }))).toMatchObject({
      code: 'members.guest_role',
    });
    expect((await ask.getMember({ personId: ana.personId })).roles.map(({ role }) => role)).not.toContain('account_admin');
    expect(await refusal(ask.giveRoles({ personIds: [ana.personId], roles: [{ role: 'account_admin', endsAt: world.now }] }))).toMatchObject({
      details: { fields: { 'roles.0.endsAt': 'past' } },
    });
  });
  test('one gives oneself only what the table lists, and nobody a role above one’s own', async () => {
    const firm = await account(world);
    const [boss, keeper, ana] = [
      await member(world, firm, 'global_admin'),
      await member(world, firm, 'account_admin'),
      await member(world, firm, 'default_user'),
    ];
    await asIn(firm, boss).giveRoles({ personIds: [boss.personId], roles: [{ role: 'admin_agent' }] });
    expect(await refusal(asIn(firm, boss).giveRoles({ personIds: [boss.personId], roles: [{ role: 'billing_admin' }] }))).toMatchObject({
      code: 'members.not_to_yourself',
    });
    for (const role of ['global_admin', 'user_admin', 'billing_admin', 'admin_agent', 'developer_owner', 'account_admin'] as const)
      expect(await refusal(asIn(firm, keeper).giveRoles({ personIds: [ana.personId], roles: [{ role }] })), role).toMatchObject({
        code: 'members.role_not_yours',
      });
    await asIn(firm, keeper).giveRoles({ personIds: [ana.personId], roles: [{ role: 'membership_admin' }, { role: 'report_viewer' }] });
  });
});

describe('an end', () => {
  test('takes the role out of force by itself, in every process, and a job clears it away and says so', async () => {
    const firm = await account(world);
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'default_user')];
    const second = await openAppIn(world);
    const listAs = (app = world.app) => as(world, members, { ...ana, account: firm, app }).listMembers({});
    const endsAt = new Date(world.now.getTime() + 3_600_000);
    expect(await refusal(listAs(second))).toMatchObject({ code: 'access.denied' });
    await asIn(firm, boss).giveRoles({ personIds: [ana.personId], roles: [{ role: 'user_admin', endsAt }] });
    expect((await listAs(second)).items).toHaveLength(2);
    world.now = endsAt;
    expect(await refusal(listAs())).toMatchObject({ code: 'access.denied' });
    expect(await refusal(listAs(second))).toMatchObject({ code: 'access.denied' });
    world.now = new Date(endsAt.getTime() + 10 * 60_000);
    await world.app.queue.boss.send('members.end_roles', {});
    await runJobs(world);
    const { rows } = await world.admin.query('select role from role_assignments where person_id = $1', [ana.personId]);
    expect(rows).toEqual([{ role: 'default_user' }]);
    expect((await announced(world, 'roles.ended')).filter((one) => one.account_id === firm.accountId)).toMatchObject([{ details: { role: 'user_admin' } }]);
    await second.close();
    world.now = start;
  });
});

describe('looking', () => {
  test('by role: who holds it here, who can give it, and whether a program brings it', async () => {
    const firm = await account(world);
    const boss = await member(world, firm, 'global_admin');
    await member(world, firm, 'admin_agent', 'default_user');
    const roleOf = async (role: AccountRole) => (await asIn(firm, boss).listRoles({})).roles.find((one) => one.role === role);
    expect(await roleOf('admin_agent')).toMatchObject({
      people: 1,
      works: false,
      sections: ['reseller'],
      givenBy: ['global_admin', 'user_admin'],
      forGuests: false,
      can: { give: true },
    });
    await joinPrograms(world, firm, 'reseller');
    expect(await roleOf('admin_agent')).toMatchObject({ works: true });
    expect(await roleOf('membership_admin')).toMatchObject({ people: 0, forGuests: true, givenBy: ['global_admin', 'account_admin'] });
  });
  test('by permission: the roles, their levels, and the people through any of them', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'reseller');
    const boss = await member(world, firm, 'global_admin');
    const both = await member(world, firm, 'billing_admin', 'admin_agent');
    const seller = await member(world, firm, 'sales_agent');
    const ask = asIn(firm, boss);
    const { permissions } = await ask.listRoles({});
    expect(permissions.find(({ permission }) => permission === 'invoices')).toMatchObject({
      area: 'reselling',
      works: true,
      people: 2,
      holders: [
        { role: 'global_admin', level: 'edit' },
        { role: 'billing_admin', level: 'edit' },
        { role: 'admin_agent', level: 'edit' },
      ],
    });
    const { items } = await ask.listRoleHolders({ permission: 'invoices' });
    expect(items.map(({ personId }) => personId).toSorted()).toEqual([boss.personId, both.personId].toSorted());
    expect(items.find(({ personId }) => personId === both.personId)?.held.map(({ role }) => role)).toEqual(['admin_agent', 'billing_admin']);
    expect((await ask.listRoleHolders({ role: 'sales_agent' })).items.map(({ personId }) => personId)).toEqual([seller.personId]);
    const pages = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await ask.listRoleHolders({ limit: 1, ...(after ? { after } : {}) });
      pages.push(...page.items.map(({ personId }) => personId));
      after = page.next;
    }
    expect(new Set(pages).size).toBe(3);
  });
  test('by person: everything, and through which role; what is held through two roles names both', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'reseller');
    const [boss, ana] = [await member(world, firm, 'global_admin'), await member(world, firm, 'billing_admin', 'admin_agent')];
    await asIn(firm, boss).giveRoles({ personIds: [ana.personId], roles: [{ role: 'user_admin' }] });
    const shown = await asIn(firm, boss).getPersonRights({ personId: ana.personId });
    expect(shown.can.find(({ permission }) => permission === 'invoices')?.through.map(({ role }) => role)).toEqual(['admin_agent', 'billing_admin']);
    expect(shown.held.find(({ role }) => role === 'user_admin')).toMatchObject({ givenBy: `${boss.givenName} ${boss.familyName}`, works: true });
    expect(shown.gives).toContain('admin_agent');
  });
  test('whoever only sees their own roles learns nothing of others’', async () => {
    const firm = await account(world);
    await member(world, firm, 'global_admin');
    for (const role of ['default_user', 'billing_admin', 'admin_agent'] as const) {
      const who = await member(world, firm, role);
      expect(await refusal(asIn(firm, who).listRoles({})), role).toMatchObject({ code: 'access.denied' });
      expect(await refusal(asIn(firm, who).listRoleHolders({})), role).toMatchObject({ code: 'access.denied' });
    }
    const keeper = await member(world, firm, 'membership_admin');
    expect((await asIn(firm, keeper).listRoles({})).roles.every(({ can }) => !can.give)).toBe(true);
  });
  test('the export is in the reader’s language and runs nothing', async () => {
    const firm = await account(world);
    const boss = await join(world, firm, await person(world, { locale: 'fr', givenName: '=HYPERLINK("x")' }), 'global_admin');
    const fileOf = async (what: 'people' | 'permissions') => text(((await asIn(firm, boss).exportRoles({ what })) as { body: NodeJS.ReadableStream }).body);
    const people = await fileOf('people');
    expect(people).toContain('Administrateur général');
    expect(people).toContain('"\'=HYPERLINK(""x"")');
    const permissions = await fileOf('permissions');
    expect(permissions.split('\r\n')[0]).toContain('Autorisation');
    expect(permissions).toContain('Factures');
  });
});

describe('what the operator changes', () => {
  const cell = async (role: string, permission: string) =>
    (await desk.listGrants({})).rows.find((row) => row.permission === permission)?.cells.find((one) => one.role === role);

  test('is in force at the next request, in a second process too; the shipped value comes back', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'reseller');
    await member(world, firm, 'global_admin');
    const seller = await member(world, firm, 'sales_agent');
    const second = await openAppIn(world);
    const opens = async (app = world.app) =>
      (await as(world, accounts, { ...seller, account: firm, app }).getHome({})) && (await as(world, members, { token: seller.token, app }).listMyAccounts({}));
    const has = async (app = world.app) => (await opens(app)).items[0]?.permissions.includes('invoices');
    const mayList = async (app = world.app) => as(world, members, { ...seller, account: firm, app }).listRoles({});
    expect(await has(second)).toBe(false);
    const edit = { role: 'sales_agent', permission: 'invoices', was: null, level: 'edit' } as const;
    await expect(desk.previewGrants({ changes: [{ ...edit, level: 'own' }] })).rejects.toMatchObject({ code: 'request.invalid' });
    // Every sales agent of a company in a program with invoices, in whatever test it was made; nobody else.
    const { touched, abilities, gives } = await desk.previewGrants({ changes: [edit] });
    const { rows } = await world.admin.query<{ people: number }>(
      `select count(distinct person_id)::int as people from role_assignments where role = 'sales_agent' and sections_of(account_id) && '{reseller,distributor,membership}'`,
    );
    expect(touched.people).toBe(rows[0]?.people);
    expect(abilities).toEqual([{ permission: 'invoices', level: 'edit', gain: touched, lose: { people: 0, companies: 0 } }]);
    expect(gives).toEqual([]);
    expect(await cell('sales_agent', 'invoices')).toMatchObject({ level: null, shipped: null, changedAt: null });
    await desk.setGrants({ changes: [edit] });
    expect(await has()).toBe(true);
    expect(await has(second)).toBe(true);
    expect(await cell('sales_agent', 'invoices')).toMatchObject({
      level: 'edit',
      shipped: null,
      changedAt: world.now,
      changedBy: `${root.givenName} ${root.familyName}`,
    });
    expect((await announced(world, 'grants.changed')).at(-1)).toMatchObject({
      details: { role: 'sales_agent', permission: 'invoices', isShipped: false },
      before: { level: null },
      after: { level: 'edit' },
    });
    await desk.setGrants({ changes: [{ ...edit, was: 'edit', level: null }] });
    expect(await has(second)).toBe(false);
    expect(await cell('sales_agent', 'invoices')).toMatchObject({ level: null, changedAt: null });
    expect(await refusal(mayList(second))).toMatchObject({ code: 'access.denied' });
    await second.close();
  });
  test('is a cell that is open, seen as it is', async () => {
    expect(await refusal(desk.setGrants({ changes: [{ role: 'user_admin', permission: 'roles.directory', was: null, level: 'edit' }] }))).toMatchObject({
      code: 'grants.fixed',
    });
    expect(await refusal(desk.setGrants({ changes: [{ role: 'account_admin', permission: 'tenants', was: 'edit', level: null }] }))).toMatchObject({
      code: 'request.changed_meanwhile',
    });
  });
  test('can let an admin agent and a membership admin give roles: nothing less than all it takes', async () => {
    const firm = await account(world);
    await joinPrograms(world, firm, 'reseller', 'membership');
    await member(world, firm, 'global_admin');
    const [agent, ana] = [await member(world, firm, 'admin_agent'), await member(world, firm, 'default_user')];
    const give = () => asIn(firm, agent).giveRoles({ personIds: [ana.personId], roles: [{ role: 'sales_agent' }] });
    const half = { role: 'admin_agent', permission: 'roles.agent', was: null, level: 'edit' } as const;
    expect((await desk.previewGrants({ changes: [half] })).gives).toEqual([]);
    const whole = [half, { role: 'admin_agent', permission: 'roles', was: 'own', level: 'edit' }] as const;
    expect((await desk.previewGrants({ changes: [...whole] })).gives.map(({ role }) => role)).toEqual(['admin_agent', 'sales_agent', 'helpdesk_agent']);
    expect(await refusal(give())).toMatchObject({ code: 'access.denied' });
    await desk.setGrants({ changes: [...whole] });
    await give();
    await desk.setGrants({ changes: whole.map((one) => ({ ...one, was: one.level, level: one.was })) });
    expect(await refusal(give())).toMatchObject({ code: 'access.denied' });
  });
  test('only the root changes; the others see', async () => {
    const auditor = await operator(world, 'op_auditor');
    expect((await as(world, members, auditor).listGrants({})).can).toEqual({ edit: false });
    expect(
      await refusal(as(world, members, auditor).previewGrants({ changes: [{ role: 'account_admin', permission: 'tenants', was: null, level: 'edit' }] })),
    ).toMatchObject({ code: 'access.denied' });
  });
});
