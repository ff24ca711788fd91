import { expect, test } from 'vitest';
import { account, as, buildWorld, joinPrograms, mailsTo, member, operator, refusal, runJobs, type TestAccount } from '../../../test/world.ts';
import { evaluate, may } from '../../core/access.ts';
import { accountRoles, sections } from '../../core/roles.ts';
import { permissionKeys } from '../../core/grants.ts';
import { closedWhileSuspended } from '../../core/suspended.ts';
import { relations } from '../relations/contract.ts';
import { members } from '../members/contract.ts';
import { accounts, standings } from './contract.ts';
import { standingEvents, stood } from './policy/standing.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const desk = as(world, accounts, root);
const suspend = (company: TestAccount, words = 'Invoice 2026-118 is open') =>
  desk.suspendAccount({ accountId: company.accountId, reason: 'unpaid_invoice', words });

test('a company is suspended and comes back: with the next request, on every page, by mail and notice', async () => {
  const company = await account(world, 'Suspended SARL');
  await joinPrograms(world, company, 'distributor');
  const admin = await member(world, company, 'global_admin');
  const reseller = await account(world);
  const invite = () => as(world, relations, { ...admin, account: company }).inviteReseller({ partnerId: reseller.partnerId });
  const kept = await suspend(company);
  expect(kept).toMatchObject({ state: 'suspended', can: { suspend: false, lift: true } });

  expect(await refusal(invite())).toMatchObject({ code: 'access.denied', details: { permission: 'relations', suspended: true } });
  // What there is goes on, and is seen.
  const mine = as(world, accounts, { ...admin, account: company });
  expect((await as(world, relations, { ...admin, account: company }).listRelations({})).can.invite).toBe(false);
  const { version } = await mine.getSupportDetails({});
  await mine.updateSupportDetails({ email: 'help@suspended.example', phone: null, website: null, version });
  expect(await mine.getStanding({})).toMatchObject({
    state: 'suspended',
    suspension: { reason: 'unpaid_invoice', words: 'Invoice 2026-118 is open', suspendedAt: world.now },
  });
  expect((await as(world, members, admin).listMyAccounts({})).items[0]).toMatchObject({ state: 'suspended' });
  expect((await mailsTo(world, admin.email))[0]).toMatchObject({ template: 'members.standing', subject: 'Suspended SARL is suspended' });
  expect((await mailsTo(world, 'ana@contoso.example')).some(({ subject }) => subject === 'Suspended SARL is suspended')).toBe(true);

  const [open] = kept.items;
  const lifted = await desk.liftSuspension({
    accountId: company.accountId,
    suspensionId: open?.suspensionId ?? '',
    version: open?.version ?? 0,
    words: 'Paid',
  });
  expect(lifted).toMatchObject({ state: 'active', items: [{ liftedWords: 'Paid' }] });
  await invite();
  await runJobs(world);
  expect((await mailsTo(world, admin.email)).map(({ subject }) => subject)).toContain('Suspended SARL is in good standing again');
  expect(await mine.getStanding({})).toMatchObject({ state: 'active', suspension: null, past: [{ words: 'Invoice 2026-118 is open' }] });
});

test('of two who suspend at once one does; a lifted suspension is not lifted again', async () => {
  const company = await account(world);
  const outcomes = await Promise.allSettled([suspend(company), suspend(company)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const { items } = await desk.listSuspensions({ accountId: company.accountId });
  expect(items).toHaveLength(1);
  const lift = () => desk.liftSuspension({ accountId: company.accountId, suspensionId: items[0]?.suspensionId ?? '', version: 1, words: 'Settled' });
  await lift();
  expect(await refusal(lift())).toMatchObject({ code: 'accounts.standing_not_in_state', details: { state: 'active' } });
});

test('no standing without a way on: only a closed account stays what it is', () => {
  const ways = standings.map((state) => [state, standingEvents.filter((event) => stood(state, event))]);
  expect(ways).toEqual([
    ['active', ['suspend']],
    ['suspended', ['lift']],
    ['closed', []],
  ]);
});

test('a suspension takes the changing of what the table names from every role, and nothing else', () => {
  for (const role of accountRoles) {
    const held = [{ role, scope: 'company', endsAt: null } as const];
    const [free, bound] = [evaluate(held, [], world.now, sections), evaluate(held, [], world.now, sections, { isSuspended: true })];
    for (const permission of permissionKeys) {
      expect(may(bound, permission), `${role} sees ${permission}`).toBe(may(free, permission));
      expect(may(bound, permission, 'edit'), `${role} changes ${permission}`).toBe(may(free, permission, 'edit') && !closedWhileSuspended.has(permission));
    }
  }
});

test('the way back is never closed: whoever is suspended can mend the profile, be verified, pay and ask the desk', () => {
  const way = [
    'legal_profile',
    'verification',
    'support.requests',
    'invoices',
    'billing_profile',
    'users',
    'users.second_factor',
    'domains',
    'agreements',
  ] as const;
  for (const permission of way) expect(closedWhileSuspended.has(permission), permission).toBe(false);
});

test('another company’s people cannot tell that a company is suspended', async () => {
  const [company, other] = [await account(world), await account(world)];
  await suspend(company);
  const stranger = await member(world, other, 'global_admin');
  expect((await refusal(as(world, accounts, { ...stranger, account: company }).getStanding({}))).code).toBe('not_found');
});
