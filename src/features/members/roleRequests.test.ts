import { expect, test } from 'vitest';
import { type AccountRole, type Scope, sections as allSections } from '../../core/roles.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  mailsTo,
  member,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
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
const wish = { role: 'billing_admin', reason: 'Month end', permission: 'billing_profile', needs: 'edit' } as const;

async function rolesOf(company: TestAccount, who: TestPerson) {
  const { rows } = await world.admin.query<{ role: string; scope: Scope; ends_at: Date | null }>(
    'select role, scope, ends_at from role_assignments where account_id = $1 and person_id = $2 order by role',
    [company.accountId, who.personId],
  );
  return rows.map((row) => [row.role, row.scope, row.ends_at] as const);
}

// ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a request reaches those who can give the role, on Home, as a notice and by mail, and nobody else', async () => {
  const { company, boss, clerk } = await firm();
  const [agents, viewer] = [await member(world, company, 'user_admin'), await member(world, company, 'membership_admin')];
  const asked = await of(clerk, company).askForRole({ ...wish, days: 7 });
  expect(asked).toMatchObject({
    state: 'open',
    role: 'billing_admin',
    scope: 'company',
    days: 7,
    isMine: true,
    can: { decide: false, withdraw: true },
    permission: 'billing_profile',
    needs: 'edit',
  });
  const [mail] = await mailsTo(world, boss.email);
  expect(mail).toMatchObject({
    template: 'members.role_request_for_admins',
    action: { url: expect.stringContaining(`/a/${company.accountId}/role-requests/${asked.requestId}`) },
  });
  expect(JSON.stringify(mail)).toContain('Month end');
  for (const other of [agents, viewer, clerk]) expect((await mailsTo(world, other.email)).map(({ template }) => template)).toEqual([]);
  const told = (await as(world, notices, boss).listNotices({})).items.find(({ kind }) => kind === 'role_requests.made');
  expect(told?.link).toBe(`/a/${company.accountId}/role-requests/${asked.requestId}`);
  const tasks = async (who: TestPerson) => (await as(world, accounts, { ...who, account: company }).getHome({})).tasks.map(({ key }) => key);
  expect(await tasks(boss)).toContain('role_requests');
  expect(await tasks(agents)).not.toContain('role_requests');
  expect(await tasks(clerk)).not.toContain('role_requests');
  expect((await of(boss, company).listRoleRequests({})).items.map(({ requestId }) => requestId)).toEqual([asked.requestId]);
  expect((await of(agents, company).listRoleRequests({})).items).toEqual([]);
  // Nor do they find it by its address.
  for (const other of [agents, viewer]) expect((await refusal(of(other, company).getRoleRequest({ requestId: asked.requestId }))).code).toBe('not_found');
  expect((await refusal(of(agents, company).grantRoleRequest({ requestId: asked.requestId, role: 'billing_admin', days: 1 }))).code).toBe('not_found');
  expect((await announced(world, 'role_requests.made')).find((each) => each.account_id === company.accountId)).toMatchObject({
    account_id: company.accountId,
    after: { role: 'billing_admin', days: 7, reason: 'Month end' },
  });
});

test('a role is asked for once, not when it is held, not when nobody can give it, and not without end', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole(wish);
  expect(await refusal(of(clerk, company).askForRole(wish))).toMatchObject({ code: 'role_requests.already_asked', details: { requestId } });
  expect((await of(clerk, company).explain({ permission: 'billing_profile', needs: 'edit' })).refusal?.request).toMatchObject({
    requestId,
    role: 'billing_admin',
  });
  expect((await refusal(of(clerk, company).askForRole({ role: 'default_user', reason: 'again' }))).code).toBe('role_requests.already_held');
  expect((await refusal(of(boss, company).askForRole({ role: 'user_admin', reason: 'myself' }))).code).toBe('role_requests.nobody_gives');
  expect(await refusal(of(clerk, company).askForRole({ role: 'user_admin', reason: 'x', until: new Date('2026-01-01') }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { until: 'past' } },
  });
  expect(await refusal(of(clerk, company).askForRole({ role: 'user_admin', reason: 'x', days: 1, until: new Date('2027-01-01') }))).toMatchObject({
    code: 'request.invalid',
  });
  for (const role of [
    'user_admin',
    'account_admin',
    'global_admin',
    'admin_agent',
    'sales_agent',
    'helpdesk_agent',
    'membership_admin',
    'referrals_admin',
    'referrals_user',
  ] as const)
    await of(clerk, company).askForRole({ role, reason: 'Curious' });
  expect((await refusal(of(clerk, company).askForRole({ role: 'marketer', reason: 'Curious' }))).code).toBe('request.too_many');
  // A few of them are taken back: what was asked counts, not what is open.
  await of(clerk, company).withdrawRoleRequest({ requestId });
  expect((await refusal(of(clerk, company).askForRole(wish))).code).toBe('request.too_many');
});

test('a guest asks only for what guests may hold', async () => {
  const { company } = await firm();
  const guest = await member(world, company, 'default_user');
  await world.admin.query('update members set is_guest = true where person_id = $1', [guest.personId]);
  await joinPrograms(world, company, 'membership', 'referrals');
  expect((await of(guest, company).listAskableRoles({})).items.map(({ role }) => role).toSorted()).toEqual([
    'business_profile_admin',
    'membership_admin',
    'referrals_admin',
  ]);
  expect((await refusal(of(guest, company).askForRole({ role: 'billing_admin', reason: 'x' }))).code).toBe('members.guest_role');
});

test('another company’s request is not there, for asker and admin alike', async () => {
  const [{ company, clerk }, other] = [await firm(), await firm()];
  const { requestId } = await of(clerk, company).askForRole(wish);
  for (const stranger of [other.boss, other.clerk]) {
    expect((await refusal(of(stranger, other.company).getRoleRequest({ requestId }))).code).toBe('not_found');
    expect((await refusal(of(stranger, company).getRoleRequest({ requestId }))).code).toBe('not_found');
  }
  expect((await refusal(of(other.boss, other.company).refuseRoleRequest({ requestId, answer: 'no' }))).code).toBe('not_found');
});

// ── answering ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('granted as asked: the days run from the answer, the asker is told once by notice and once by mail', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole({ ...wish, days: 7 });
  const granted = await of(boss, company).grantRoleRequest({ requestId, role: 'billing_admin', days: 7, answer: 'Good luck' });
  const end = new Date(world.now.getTime() + 7 * dayMs);
  expect(granted).toMatchObject({
    state: 'granted',
    decidedBy: expect.any(String),
    answer: 'Good luck',
    granted: { role: 'billing_admin', scope: 'company', endsAt: end },
  });
  expect(await rolesOf(company, clerk)).toEqual([
    ['billing_admin', 'company', end],
    ['default_user', 'company', null],
  ]);
  const mails = await mailsTo(world, clerk.email);
  expect(mails.map(({ template }) => template)).toEqual(['members.role_request']);
  expect(JSON.stringify(mails)).toContain('Good luck');
  expect((await as(world, notices, clerk).listNotices({})).items.map(({ kind }) => kind)).toEqual(['role_requests.granted']);
  expect((await announced(world, 'role_requests.granted')).find((each) => each.account_id === company.accountId)).toMatchObject({
    before: { state: 'open', role: 'billing_admin', days: 7 },
    after: { state: 'granted', role: 'billing_admin', scope: 'company' },
  });
});

test('granted in part: a shorter time, another role that is enough; never more', async () => {
  const { company, boss, clerk } = await firm();
  await joinPrograms(world, company, ...allSections);
  const { requestId, ...rest } = await of(clerk, company).askForRole({
    role: 'global_admin',
    reason: 'Invoices',
    days: 30,
    permission: 'billing_profile',
    needs: 'edit',
  });
  expect(rest.grantable).toEqual([]);
  expect((await of(boss, company).getRoleRequest({ requestId })).grantable).toEqual(['global_admin', 'billing_admin', 'admin_agent']);
  // Nothing larger than what was asked for is offered, nor what would be of no use here.
  const small = await of(await member(world, company, 'default_user'), company).askForRole(wish);
  expect((await of(boss, company).getRoleRequest({ requestId: small.requestId })).grantable).toEqual(['billing_admin']);
  expect((await refusal(of(boss, company).grantRoleRequest({ requestId: small.requestId, role: 'global_admin' }))).code).toBe('role_requests.more_than_asked');
  const grant = (given: object) => of(boss, company).grantRoleRequest({ requestId, role: 'global_admin', ...given });
  for (const more of [{}, { days: 31 }, { until: new Date(world.now.getTime() + 31 * dayMs) }, { role: 'user_admin' as const, days: 1 }])
    expect((await refusal(grant(more))).code, JSON.stringify(more)).toBe('role_requests.more_than_asked');
  expect(await grant({ role: 'billing_admin', days: 1 })).toMatchObject({
    state: 'granted',
    role: 'global_admin',
    granted: { role: 'billing_admin', endsAt: new Date(world.now.getTime() + dayMs) },
  });
  expect((await rolesOf(company, clerk)).map(([role]) => role)).toEqual(['billing_admin', 'default_user']);
});

test('places are narrowed, never widened, and named where the role needs them', async () => {
  const { company, boss, clerk } = await firm();
  await joinPrograms(world, company, ...allSections);
  for (const id of ['1000001', '1000002'])
    await world.admin.query(
      `insert into locations (account_id, location_id, name, name_folded, search_text, country, address, contact, created_at) values ($1, $2::text, $2, $2, $2, 'FR', '{}', '{}', $3)`,
      [company.accountId, id, world.now],
    );
  const two = { locations: ['1000001', '1000002'] };
  expect(await refusal(of(clerk, company).askForRole({ role: 'referrals_admin', scope: { locations: ['9999999'] }, reason: 'x' }))).toMatchObject({
    details: { fields: { scope: 'unknown_location' } },
  });
  const asked = await of(clerk, company).askForRole({ role: 'referrals_admin', scope: two, reason: 'Leads' });
  const grant = (requestId: string, role: AccountRole, scope: unknown) => of(boss, company).grantRoleRequest({ requestId, role, scope: scope as never });
  for (const wider of ['company', { locations: ['1000001', '1000003'] }])
    expect((await refusal(grant(asked.requestId, 'referrals_admin', wider))).code).toBe('role_requests.more_than_asked');
  expect(await grant(asked.requestId, 'referrals_admin', { locations: ['1000001'] })).toMatchObject({ granted: { scope: { locations: ['1000001'] } } });
  const open = await of(clerk, company).askForRole({ role: 'incentives_user', reason: 'Claims' });
  expect(await refusal(grant(open.requestId, 'incentives_user', null))).toMatchObject({ code: 'request.invalid', details: { fields: { scope: 'required' } } });
  expect(await refusal(grant(open.requestId, 'incentives_user', 'company'))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { scope: 'invalid_value' } },
  });
  expect(await grant(open.requestId, 'incentives_user', { locations: ['1000001'], programs: ['test_incentives'] })).toMatchObject({ state: 'granted' });
});

test('nobody loses by being granted something: what is held for longer stays', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole({ ...wish, days: 1 });
  await world.admin.query("insert into role_assignments (account_id, person_id, role, given_at) values ($1, $2, 'billing_admin', $3)", [
    company.accountId,
    clerk.personId,
    world.now,
  ]);
  await of(boss, company).grantRoleRequest({ requestId, role: 'billing_admin', days: 1 });
  expect(await rolesOf(company, clerk)).toContainEqual(['billing_admin', 'company', null]);
});

test('of two admins who answer at once exactly one does; the other learns that it is decided', async () => {
  const { company, boss, clerk } = await firm();
  const second = await member(world, company, 'global_admin');
  for (let round = 0; round < 5; round++) {
    const asker = await member(world, company, 'default_user');
    const { requestId } = await of(asker, company).askForRole({ ...wish, days: 7 });
    const answers = await Promise.allSettled([
      of(boss, company).grantRoleRequest({ requestId, role: 'billing_admin', days: 7 }),
      of(second, company).refuseRoleRequest({ requestId, answer: 'No' }),
      of(asker, company).withdrawRoleRequest({ requestId }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'role_requests.closed' });
    const { state } = await of(asker, company).getRoleRequest({ requestId });
    expect((await rolesOf(company, asker)).some(([role]) => role === 'billing_admin')).toBe(state === 'granted');
  }
  expect(clerk).toBeDefined();
});

test('granting takes a fresh second factor, and nobody grants their own', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole(wish);
  const token = await session(world, boss.personId, { secondFactor: false });
  expect((await refusal(of({ ...boss, token }, company).grantRoleRequest({ requestId, role: 'billing_admin' }))).code).toBe('access.step_up');
  await member(world, company, 'global_admin');
  const own = await of(boss, company).askForRole({ role: 'billing_admin', reason: 'Mine' });
  expect(own.can.decide).toBe(false);
  expect((await refusal(of(boss, company).grantRoleRequest({ requestId: own.requestId, role: 'billing_admin' }))).code).toBe('members.not_to_yourself');
});

test('declined with a reason that the asker reads', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole(wish);
  expect((await refusal(of(boss, company).refuseRoleRequest({ requestId, answer: ' ' }))).code).toBe('request.invalid');
  await of(boss, company).refuseRoleRequest({ requestId, answer: 'Ask Marta, she has it.' });
  const [mail] = await mailsTo(world, clerk.email);
  expect(JSON.stringify(mail)).toContain('Ask Marta, she has it.');
  expect((await as(world, notices, clerk).listNotices({})).items[0]).toMatchObject({
    kind: 'role_requests.refused',
    link: `/a/${company.accountId}/role-requests/${requestId}`,
  });
  expect((await of(clerk, company).listMyRoleRequests({})).items).toMatchObject([{ requestId, state: 'refused', answer: 'Ask Marta, she has it.' }]);
  // The same may be asked again.
  await of(clerk, company).askForRole(wish);
});

test('what nobody answers expires after 14 days, the asker is told, and can ask again', async () => {
  const { company, boss, clerk } = await firm();
  const before = world.now;
  const { requestId } = await of(clerk, company).askForRole(wish);
  try {
    world.now = new Date(before.getTime() + 14 * dayMs);
    const late = { ...boss, token: await session(world, boss.personId) };
    expect(await refusal(of(late, company).grantRoleRequest({ requestId, role: 'billing_admin' }))).toMatchObject({
      code: 'role_requests.closed',
      details: { state: 'expired' },
    });
    await world.app.queue.boss.send('members.end_role_requests', {});
    await runJobs(world);
    const asker = { ...clerk, token: await session(world, clerk.personId) };
    expect(await of(asker, company).getRoleRequest({ requestId })).toMatchObject({ state: 'expired', can: { decide: false, withdraw: false } });
    expect((await mailsTo(world, clerk.email))[0]).toMatchObject({ template: 'members.role_request' });
    await of(asker, company).askForRole(wish);
  } finally {
    world.now = before;
  }
});

test('who leaves asks for nothing any more', async () => {
  const { company, boss, clerk } = await firm();
  const { requestId } = await of(clerk, company).askForRole(wish);
  await of(boss, company).removeMember({ personId: clerk.personId });
  await runJobs(world);
  expect((await of(boss, company).getRoleRequest({ requestId })).state).toBe('withdrawn');
});
