import { expect, test } from 'vitest';
import { z } from 'zod';
import { account, announced, as, buildWorld, mailsTo, member, openAppIn, operator, refusal, runJobs } from '../../../test/world.ts';
import { endpoint } from '../../core/endpoint.ts';
import type { Problem } from '../../core/problem.ts';
import type { App } from '../../main.server.ts';
import { announcement } from '../../core/announcement.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import type { Tx } from '../../server/tx.ts';
import { accounts } from '../accounts/contract.ts';
import { getAccount, getAccountForUpdate } from '../accounts/queries.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { noteAgreement } from './acts.ts';
import { keepShippedPrograms } from './acts/catalog.ts';
import { programs } from './contract.ts';
import { shippedPrograms } from './programs.ts';
import { enroll, meetEverything } from './testing.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const desk = as(world, programs, root);

/** A company with an admin, and the programs as the admin sees them. */
async function company(country?: string) {
  const it = await account(world, undefined, country);
  const admin = await member(world, it, 'global_admin');
  return { it, admin, mine: as(world, programs, { ...admin, account: it }) };
}
const setVetting = (accountId: string, status: string) =>
  world.admin.query('update accounts set vetting_status = $2, vetting_changed_at = $3 where account_id = $1', [accountId, status, world.now]);
const accept = (accountId: string) => inAccount(world.app.db, accountId, (tx) => noteAgreement(tx, system('test', accountId), world.now, 'partner'));
const versionOf = async (accountId: string, program: string) => (await desk.getEnrollment({ accountId, program })).version;

test('a new center has the shipped programs, each with words in every language, in order; what is taken out does not come back', async () => {
  const { items } = await desk.listCatalog({});
  expect(items.map(({ program }) => program)).toEqual(shippedPrograms.map(({ program }) => program));
  await world.admin.query("delete from programs where program = 'edge'");
  await acrossAccounts(world.app.db, 'test', (tx) => keepShippedPrograms(tx, world.now));
  expect((await desk.listCatalog({})).items.map(({ program }) => program)).not.toContain('edge');
});

test('membership waits for the verification of the company and begins with it', async () => {
  const { it, mine } = await company();
  await setVetting(it.accountId, 'pending');
  const applied = await mine.applyToProgram({ program: 'membership' });
  expect(applied).toMatchObject({ state: 'applied', next: { key: 'wait_verification', who: 'operator' } });
  expect(applied.next.due).toBeInstanceOf(Date);
  expect((await desk.listEnrollments({})).items).toEqual([]);
  await setVetting(it.accountId, 'authorized');
  await acrossAccounts(world.app.db, 'test', (tx) =>
    announce(tx, system('test'), world.now, announcement('verification.authorized', z.object({})), { accountId: it.accountId, details: {} }),
  );
  await runJobs(world);
  expect(await mine.getProgram({ program: 'membership' })).toMatchObject({
    state: 'active',
    next: { key: 'give_roles', who: 'you', link: '/a/:account/people' },
  });
  expect((await mine.myPrograms({})).items).toMatchObject([
    { program: 'membership', nav: 'MPN', sections: ['membership', 'insights'], group: 'partner', state: 'active' },
  ]);
});

test('who leaves while suspended does not come back unseen: the operator looks at it first', async () => {
  const { it, mine } = await company();
  await setVetting(it.accountId, 'authorized');
  await mine.applyToProgram({ program: 'membership' });
  const at = { accountId: it.accountId, program: 'membership' };
  expect((await mine.getProgram({ program: 'membership' })).state).toBe('active');
  await desk.changeStanding({ ...at, change: 'suspend', reason: 'misuse', version: await versionOf(it.accountId, 'membership') });
  await mine.leaveProgram({ program: 'membership' });
  expect(await mine.applyToProgram({ program: 'membership' })).toMatchObject({ state: 'applied', next: { key: 'wait_review', who: 'operator' } });
  expect((await desk.listEnrollments({})).items).toMatchObject([at]);
  await desk.approveEnrollment({ ...at, version: await versionOf(it.accountId, 'membership') });
  expect((await mine.getProgram({ program: 'membership' })).state).toBe('active');
});

test('a rejected company is led to its data', async () => {
  const { it, mine } = await company();
  await setVetting(it.accountId, 'pending');
  await mine.applyToProgram({ program: 'membership' });
  await setVetting(it.accountId, 'rejected');
  expect((await mine.getProgram({ program: 'membership' })).next).toMatchObject({
    key: 'mend_verification',
    who: 'you',
    link: expect.stringMatching(/^\/a\/:account\//),
  });
});

test('what is missing says where it is mended and who in the company may', async () => {
  const { it, admin } = await company();
  const colleague = await member(world, it, 'sales_agent');
  const { requirements, enrollers, can } = await as(world, programs, { ...colleague, account: it }).getProgram({ program: 'reseller_indirect' });
  const location = requirements.find(({ kind }) => kind === 'location');
  expect(location).toMatchObject({
    met: false,
    link: '/a/:account/locations/add?country=FR',
    who: 'colleague',
    roles: ['global_admin', 'account_admin'],
    people: [{ personId: admin.personId }],
  });
  expect(enrollers).toMatchObject({ permission: 'programs.enroll.reseller', people: [{ personId: admin.personId }] });
  expect(can.apply).toBe(false);
});

test('an application is looked at, asked back, answered, approved; the agreement makes it active, and its permissions are held on the next request, in every process', async () => {
  const { it, admin, mine } = await company();
  const agent = await member(world, it, 'admin_agent');
  await enroll(world, it, 'membership', 'active');
  await meetEverything(world, it, 'reseller_indirect');
  const second = await openAppIn(world);
  try {
    const opens = (app = world.app) => opensCustomers(app, it.accountId, agent.token);
    // Both processes have the rights from before in memory.
    expect([await opens(), await opens(second)]).toEqual(['access.denied', 'access.denied']);
    const applied = await mine.applyToProgram({ program: 'reseller_indirect', statements: ['authority'] });
    expect(applied).toMatchObject({ state: 'applied', next: { key: 'wait_review', who: 'operator' }, can: { apply: false, withdraw: true } });
    const [line] = (await desk.listEnrollments({ accountId: it.accountId })).items;
    expect(line).toMatchObject({ program: 'reseller_indirect', dueAt: applied.next.due });

    const at = { accountId: it.accountId, program: 'reseller_indirect' };
    await desk.askBack({ ...at, question: 'In which cities?', version: await versionOf(it.accountId, 'reseller_indirect') });
    expect(await mine.getProgram({ program: 'reseller_indirect' })).toMatchObject({
      state: 'asked_back',
      question: 'In which cities?',
      next: { key: 'answer', who: 'you' },
    });
    expect(await homeTasks(it, admin)).toContain('program_question');
    await mine.answerQuestion({ program: 'reseller_indirect', answer: 'Paris and Lyon.' });
    expect(await desk.getEnrollment(at)).toMatchObject({ state: 'applied', answer: 'Paris and Lyon.', statements: ['authority'], can: { decide: true } });

    const approved = await desk.approveEnrollment({ ...at, version: await versionOf(it.accountId, 'reseller_indirect') });
    expect(approved.state).toBe('qualified');
    expect((await mine.getProgram({ program: 'reseller_indirect' })).next).toMatchObject({ key: 'accept', who: 'you' });
    expect([await opens(), await opens(second)]).toEqual(['access.denied', 'access.denied']);
    await accept(it.accountId);
    expect([await opens(second), await opens()]).toEqual(['opened', 'opened']);

    await desk.changeStanding({
      ...at,
      change: 'restrict',
      reason: 'conditions_not_kept',
      dueAt: '2026-12-31T00:00:00Z',
      version: await versionOf(it.accountId, 'reseller_indirect'),
    });
    expect([await opens(), await opens(second)]).toEqual(['opened', 'opened']);
    await desk.changeStanding({ ...at, change: 'suspend', reason: 'unpaid', version: await versionOf(it.accountId, 'reseller_indirect') });
    expect([await opens(), await opens(second)]).toEqual(['access.denied', 'access.denied']);
    expect((await mine.getProgram({ program: 'reseller_indirect' })).next).toMatchObject({ key: 'settle', who: 'operator' });
  } finally {
    await second.close();
  }
  const names = (await announced(world)).filter(({ account_id }) => account_id === it.accountId).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'enrollments.applied',
      'enrollments.asked_back',
      'enrollments.answered',
      'enrollments.qualified',
      'enrollments.activated',
      'enrollments.restricted',
      'enrollments.suspended',
    ]),
  );
});

/** A page that only a reseller's agents may open; the features that have such pages come later. */
const customersPage = {
  id: 'test.customers',
  endpoint: endpoint({
    within: 'account',
    method: 'GET',
    path: '/test-customers',
    permission: 'customers',
    summary: '',
    input: z.object({}),
    output: z.unknown(),
  }),
  handler: async ({ tx }: { readonly tx: Tx }) => ((await getAccount(tx)) ? 'opened' : ''),
};
const opensCustomers = async (app: App, accountId: string, sessionToken: string): Promise<unknown> =>
  app
    .call(customersPage, { requestId: 'test', address: null, userAgent: null, locale: 'en', sessionToken, accountId, now: world.now }, {})
    .catch((problem: Problem) => problem.code);
async function homeTasks(it: { accountId: string }, who: { token: string }): Promise<string[]> {
  return (await as(world, accounts, { ...who, account: it.accountId }).getHome({})).tasks.map(({ key }) => key);
}

test('the admins are told at each step, the desk of each application that somebody looks at', async () => {
  const { it, admin, mine } = await company();
  const second = await member(world, it, 'account_admin');
  await meetEverything(world, it, 'integrator');
  await mine.applyToProgram({ program: 'integrator', statements: ['authority'] });
  await desk.refuseEnrollment({
    accountId: it.accountId,
    program: 'integrator',
    reason: 'other',
    note: 'Later.',
    version: await versionOf(it.accountId, 'integrator'),
  });
  await runJobs(world);
  const told = async (who: typeof admin) =>
    (await as(world, notices, who).listNotices({})).items.map(({ kind, values, link }) => ({ kind, title: values['title'], link }));
  const link = `/a/${it.accountId}/programs/integrator`;
  expect(await told(admin)).toContainEqual({ kind: 'enrollments.refused', title: 'Control Panel Vendor', link });
  expect(await told(second)).toContainEqual({ kind: 'enrollments.refused', title: 'Control Panel Vendor', link });
  expect(await told(root)).toContainEqual(expect.objectContaining({ kind: 'enrollments.applied', title: 'Control Panel Vendor' }));
  expect((await mailsTo(world, second.email)).map(({ subject }) => subject).join()).toContain('rejected');
  expect(await mine.getProgram({ program: 'integrator' })).toMatchObject({
    state: 'refused',
    reason: 'other',
    note: 'Later.',
    next: { key: 'apply_again', who: 'you' },
  });
});

test('who buys directly is no indirect reseller any more, may become one again beside it, and leaves the direct one for good', async () => {
  const { it, mine } = await company();
  await enroll(world, it, 'membership', 'active');
  await enroll(world, it, 'reseller_indirect', 'active');
  await meetEverything(world, it, 'reseller_direct');
  await meetEverything(world, it, 'reseller_indirect');
  await mine.applyToProgram({ program: 'reseller_direct', statements: ['support_plan', 'billing'] });
  const at = (program: string) => ({ accountId: it.accountId, program });
  await desk.approveEnrollment({ ...at('reseller_direct'), version: await versionOf(it.accountId, 'reseller_direct') });
  await accept(it.accountId);
  expect((await mine.getProgram({ program: 'reseller_indirect' })).state).toBe('left');

  await mine.applyToProgram({ program: 'reseller_indirect', statements: ['authority'] });
  await desk.approveEnrollment({ ...at('reseller_indirect'), version: await versionOf(it.accountId, 'reseller_indirect') });
  await accept(it.accountId);
  expect((await mine.myPrograms({})).items.filter(({ nav }) => nav === 'CSP').map(({ state }) => state)).toEqual(['active', 'active']);

  expect(await mine.previewLeaving({ program: 'reseller_direct' })).toMatchObject({ isFinal: true, sections: [], roles: [], neededBy: [] });
  await mine.leaveProgram({ program: 'reseller_direct' });
  expect(await mine.getProgram({ program: 'reseller_direct' })).toMatchObject({
    state: 'left',
    next: { key: 'wait_invitation', who: 'operator' },
    can: { apply: false },
  });
  expect(await refusal(mine.applyToProgram({ program: 'reseller_direct', statements: ['support_plan', 'billing'] }))).toMatchObject({
    code: 'enrollments.left_for_good',
  });
  await desk.inviteCompany({ ...at('reseller_direct'), sponsor: 'Renata Vogel' });
  expect((await mine.getProgram({ program: 'reseller_direct' })).next.key).toBe('apply_again');
});

test('leaving says what ends: the roles without effect and how many people hold them; what others build on is left last', async () => {
  const { it, mine } = await company();
  await enroll(world, it, 'membership', 'active');
  await enroll(world, it, 'referrals', 'active');
  const one = await member(world, it, 'referrals_admin', 'referrals_user');
  await member(world, it, 'referrals_user');
  expect(await mine.previewLeaving({ program: 'referrals' })).toMatchObject({
    sections: ['referrals'],
    roles: [
      { role: 'referrals_admin', people: 1 },
      { role: 'referrals_user', people: 2 },
    ],
    people: 2,
  });
  expect(await mine.previewLeaving({ program: 'membership' })).toMatchObject({ neededBy: [{ program: 'referrals', name: 'Referrals' }] });
  expect(await refusal(mine.leaveProgram({ program: 'membership' }))).toMatchObject({ code: 'enrollments.needed_by', details: { programs: 'Referrals' } });
  await mine.leaveProgram({ program: 'referrals' });
  expect((await as(world, members, one).listMyAccounts({})).items[0]?.permissions).not.toContain('referrals.deals');
  await mine.leaveProgram({ program: 'membership' });
  expect((await mine.myPrograms({})).items).toEqual([]);
});

test('a question that is not answered in thirty days ends the application, and one can apply again', async () => {
  const { it, mine } = await company();
  await meetEverything(world, it, 'integrator');
  await mine.applyToProgram({ program: 'integrator', statements: ['authority'] });
  await desk.askBack({ accountId: it.accountId, program: 'integrator', question: 'Which product?', version: 1 });
  const before = world.now;
  world.now = new Date(before.getTime() + 30 * 86_400_000);
  await world.app.queue.boss.send('programs.lapse', {});
  await runJobs(world);
  world.now = before;
  expect(await mine.getProgram({ program: 'integrator' })).toMatchObject({ state: 'refused', reason: 'not_answered', next: { key: 'apply_again' } });
});

test('what the operator knows of a company’s business is noted with a date, and an older page does not overwrite it', async () => {
  const { it } = await company();
  const noted = await desk.setFigures({
    accountId: it.accountId,
    revenue: { amount: '299999.99', currency: 'USD' },
    months: 12,
    asOf: '2026-10-31',
    version: 0,
  });
  expect(noted).toEqual({ revenue: { amount: '299999.99', currency: 'USD' }, months: 12, asOf: '2026-10-31', version: 1 });
  expect(await refusal(desk.setFigures({ accountId: it.accountId, revenue: null, months: null, asOf: null, version: 0 }))).toMatchObject({
    code: 'request.changed_meanwhile',
  });
  expect(await announced(world, 'figures.changed')).toMatchObject([{ account_id: it.accountId, after: { months: 12 } }]);
});

test('a closed program takes no newcomers, is not listed to others, and keeps who is in it', async () => {
  const { it, mine } = await company();
  const stranger = await company();
  await enroll(world, it, 'office_store', 'active');
  await desk.setProgramOpen({ program: 'office_store', isOpen: false });
  expect((await mine.listPrograms({})).items.map(({ program }) => program)).toContain('office_store');
  expect((await stranger.mine.listPrograms({})).items.map(({ program }) => program)).not.toContain('office_store');
  expect(await refusal(stranger.mine.applyToProgram({ program: 'office_store' }))).toMatchObject({ code: 'not_found' });
  await mine.leaveProgram({ program: 'office_store' });
  expect((await mine.getProgram({ program: 'office_store' })).next).toMatchObject({ key: 'closed', who: 'operator' });
  await desk.setProgramOpen({ program: 'office_store', isOpen: true });
});

test('an agreement that a program no longer asks for keeps nobody waiting', async () => {
  const { it, mine } = await company();
  await enroll(world, it, 'reseller_distributor', 'qualified');
  const {
    version,
    program,
    isOpen: _o,
    roles: _r,
    companies: _c,
    changedAt: _a,
    can: _can,
    ...definition
  } = await desk.getCatalogProgram({ program: 'reseller_distributor' });
  await desk.editProgram({ program, version, definition: { ...definition, agreement: null } });
  expect((await mine.getProgram({ program })).state).toBe('active');
});

test('links for partners are kept in order, only https, and shown to whom they are for', async () => {
  const { it, mine } = await company();
  const titles = { en: 'Guide', fr: 'Guide', es: 'Guía', 'zh-CN': '指南', 'zh-TW': '指南' };
  const guide = await desk.addResource({ titles, address: 'https://operator.example/guide', audience: [] });
  const forResellers = await desk.addResource({
    titles: { ...titles, en: 'Prices' },
    address: 'https://operator.example/prices',
    audience: ['reseller_indirect'],
  });
  for (const address of ['http://operator.example', 'javascript:alert(1)', 'https://user@operator.example'])
    expect(await refusal(desk.addResource({ titles, address, audience: [] }))).toMatchObject({
      code: 'request.invalid',
      details: { fields: { address: 'https_only' } },
    });
  expect((await mine.listResources({})).items.map(({ title }) => title)).toEqual(['Guide']);
  await enroll(world, it, 'reseller_indirect', 'active');
  await desk.orderResources({ resourceIds: [forResellers.resourceId, guide.resourceId] });
  expect((await mine.listResources({})).items.map(({ title }) => title)).toEqual(['Prices', 'Guide']);
});

test('another company’s enrollment is that of a company that never was', async () => {
  const { it } = await company();
  const { mine } = await company();
  await enroll(world, it, 'windows_xbox', 'active');
  expect((await mine.myPrograms({})).items).toEqual([]);
  expect(await mine.getProgram({ program: 'windows_xbox' })).toMatchObject({ state: null });
});

/** Waits until something of this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await world.admin.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    if (rowCount) return;
  }
}

test('what is missing is told of the company as it is once nobody else changes it', async () => {
  const { it, mine } = await company();
  await meetEverything(world, it, 'reseller_indirect');
  let applied: Promise<unknown> = Promise.resolve();
  await inAccount(world.app.db, it.accountId, async (tx) => {
    await getAccountForUpdate(tx);
    await tx.deleteFrom('locations').where('accountId', '=', it.accountId).execute();
    applied = refusal(mine.applyToProgram({ program: 'reseller_indirect', statements: ['authority'] }));
    await someoneWaits();
  });
  expect(await applied).toMatchObject({ code: 'enrollments.requirements_missing', details: { missing: expect.arrayContaining(['location']) as unknown } });
});

test('who leaves while an agreement is taken out of a program is not taken in by it', async () => {
  const [stays, goes] = [await company(), await company()];
  for (const { it } of [stays, goes]) await enroll(world, it, 'reseller_indirect', 'qualified');
  const {
    can: _,
    companies: _c,
    roles: _r,
    changedAt: _at,
    isOpen: _o,
    program: _p,
    version,
    ...definition
  } = await desk.getCatalogProgram({ program: 'reseller_indirect' });
  let edited: Promise<unknown> = Promise.resolve();
  await inAccount(world.app.db, goes.it.accountId, async (tx) => {
    await getAccountForUpdate(tx);
    await tx.updateTable('enrollments').set({ state: 'left' }).where('program', '=', 'reseller_indirect').where('accountId', '=', goes.it.accountId).execute();
    edited = desk.editProgram({ program: 'reseller_indirect', version, definition: { ...definition, agreement: null } });
    await someoneWaits();
  });
  await edited;
  const states = await world.admin.query('select account_id, state from enrollments where account_id = any($1)', [[stays.it.accountId, goes.it.accountId]]);
  expect(Object.fromEntries(states.rows.map(({ account_id: id, state }) => [id, state]))).toEqual({
    [stays.it.accountId]: 'active',
    [goes.it.accountId]: 'left',
  });
});
