import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, joinPrograms, mailsTo, member, operator, refusal, runJobs, session } from '../../../test/world.ts';
import { inNobody } from '../../server/db.ts';
import { enqueue } from '../../server/jobs.ts';
import { accounts } from '../accounts/contract.ts';
import { profileHours, tax, taxProfileStates, withheldAbroad } from './contract.ts';
import { watchPayouts } from './jobs/payouts.ts';
import { formOf, lastDayOf, maskTaxNumber, movedTaxProfile, taxProfileEvents, taxProfileStanding, withheldBy } from './policy/profiles.ts';

const world = await buildWorld();
const desk = as(world, tax, await operator(world, 'op_verifier'));
const filled = (over: object = {}) => ({
  kind: 'company' as const,
  legalName: 'Contoso GmbH',
  country: 'DE',
  number: 'DE 136695976',
  claimsTreaty: true,
  isCertified: true as const,
  ...over,
});

async function company() {
  const it = await account(world);
  await joinPrograms(world, it, 'marketplace');
  const who = await member(world, it, 'financial_contributor');
  const mine = async () => as(world, tax, { token: await session(world, who.personId), account: it });
  return { it, who, mine };
}
const caseOf = async (accountId: string) => {
  const line = (await desk.listTaxProfileCases({ limit: 500 })).items.find((each) => each.accountId === accountId);
  if (!line) throw new Error('no case');
  return line;
};
const approve = async (accountId: string, withheld: number | null = 15) => {
  const { profileId, version } = await caseOf(accountId);
  return desk.validateTaxProfile({ accountId, profileId, version, fault: null, withheld });
};

test('a profile is filled in under oath, its number sealed and shown whole to the operator alone, and holds for three years after this one', async () => {
  const { it, mine } = await company();
  const own = await mine();
  const { profiles } = await own.fillTaxProfile(filled());
  expect(profiles).toMatchObject([
    { form: 'w8ben_e', masked: '•••• 5976', standing: 'pending_validation', withheld: null, dueAt: new Date(world.now.getTime() + profileHours * 3_600_000) },
  ]);
  expect(await caseOf(it.accountId)).toMatchObject({ number: '136695976' });
  const { rows } = await world.admin.query<{ row: string }>('select row_to_json(t)::text as row from tax_profiles t where account_id = $1', [it.accountId]);
  expect(JSON.stringify([profiles, rows, await announced(world)])).not.toContain('136695976');
  const { profileId, version } = await caseOf(it.accountId);
  // Under a treaty the operator says how much.
  expect(await refusal(desk.validateTaxProfile({ accountId: it.accountId, profileId, version, fault: null }))).toMatchObject({
    details: { fields: { withheld: 'required' } },
  });
  expect(await approve(it.accountId)).toEqual({ standing: 'approved' });
  expect((await own.listTaxProfiles({})).profiles).toMatchObject([{ standing: 'approved', withheld: 15, validUntil: '2029-12-31' }]);
  expect(await refusal(own.fillTaxProfile(filled({ number: 'DE 136695977' })))).toMatchObject({ details: { fields: { number: 'check_digit' } } });
  expect(await refusal(own.fillTaxProfile(filled({ isCertified: false as never })))).toMatchObject({ details: { fields: { isCertified: 'invalid_value' } } });
});

test('the one in force stays until the new one is approved, and what was sent back leads on', async () => {
  const { it, who, mine } = await company();
  const own = await mine();
  await own.fillTaxProfile(filled({ country: 'US', number: '91-2345678' }));
  await approve(it.accountId, null);
  await own.fillTaxProfile(filled());
  expect((await own.listTaxProfiles({})).profiles.map(({ standing }) => standing).toSorted()).toEqual(['approved', 'pending_validation']);
  const { profileId, version } = await caseOf(it.accountId);
  await desk.validateTaxProfile({ accountId: it.accountId, profileId, version, fault: 'name_differs', note: 'As in the register' });
  expect((await own.listTaxProfiles({})).profiles.find(({ standing }) => standing === 'action_required')).toMatchObject({
    reason: 'name_differs',
    note: 'As in the register',
  });
  const { tasks } = await as(world, accounts, { token: await session(world, who.personId), account: it }).getHome({});
  expect(tasks).toContainEqual(expect.objectContaining({ key: 'tax_profile_question', link: '/a/:account/tax-profiles' }));
  await own.fillTaxProfile(filled({ legalName: 'Contoso Deutschland GmbH' }));
  await approve(it.accountId);
  const { profiles } = await own.listTaxProfiles({});
  expect(profiles.map(({ standing, legalName }) => `${standing} ${legalName}`).toSorted()).toEqual([
    'approved Contoso Deutschland GmbH',
    'replaced Contoso GmbH',
    'replaced Contoso GmbH',
  ]);
  expect(await refusal(desk.validateTaxProfile({ accountId: it.accountId, profileId, version, fault: null, withheld: 0 }))).toMatchObject({ status: 409 });
});

test('of a profile that runs out its keepers are told sixty, thirty and seven days ahead and at its end, once each; a payout account can be validated anew', async () => {
  const { it, who, mine } = await company();
  await (await mine()).fillTaxProfile(filled());
  await approve(it.accountId);
  const second = await member(world, it, 'developer_owner');
  const wanted = { name: 'Main', holder: 'C', country: 'DE', currency: 'EUR', bank: 'X', number: 'DE89 3704 0044 0532 0130 00', contactEmail: 't@c.example' };
  const { changes } = await (await mine()).askPayoutChange({ kind: 'add', account: wanted });
  const theirs = as(world, tax, { token: await session(world, second.personId), account: it });
  const { accounts: kept } = await theirs.confirmPayoutChange({ changeId: changes[0]?.changeId ?? '' });
  const { payoutId = '', version = 0 } = kept[0] ?? {};
  await desk.validatePayout({ accountId: it.accountId, payoutId, version, fault: null });
  expect(await refusal((await mine()).renewPayout({ payoutId }))).toMatchObject({ code: 'tax.change_moved' });
  for (const table of ['payout_accounts', 'tax_profiles'])
    await world.admin.query(`update ${table} set valid_until = '2027-01-31' where account_id = $1`, [it.accountId]);
  const start = world.now;
  for (const day of ['2026-11-22', '2026-12-02', '2026-12-05', '2027-01-02', '2027-01-24', '2027-01-26', '2027-02-02', '2027-02-03']) {
    world.now = new Date(`${day}T13:00:00Z`);
    await inNobody(world.app.db, (tx) => enqueue(tx, watchPayouts, {}));
    await runJobs(world);
  }
  const told = (await announced(world)).filter(({ account_id, name }) => account_id === it.accountId && /expir/.test(name)).map(({ name }) => name);
  expect(told.filter((name) => name === 'tax.profile_expiring')).toHaveLength(3);
  expect(told.filter((name) => name === 'tax.payout_expiring')).toHaveLength(3);
  expect(told.slice(-2).toSorted()).toEqual(['tax.payout_expired', 'tax.profile_expired']);
  expect((await mailsTo(world, who.email)).filter(({ template }) => template === 'notices.notice').length).toBeGreaterThanOrEqual(4);
  const own = await mine();
  expect((await own.listTaxProfiles({})).profiles[0]?.standing).toBe('expired');
  expect((await own.renewPayout({ payoutId })).accounts).toMatchObject([{ standing: 'pending_validation' }]);
  world.now = start;
});

test('who may not see tax profiles does not, and another company’s are not there', async () => {
  const { it } = await company();
  const admin = await member(world, it, 'global_admin');
  expect(await refusal(as(world, tax, { ...admin, account: it }).listTaxProfiles({}))).toMatchObject({ code: 'access.denied' });
  const { mine } = await company();
  expect((await (await mine()).listTaxProfiles({})).profiles).toEqual([]);
});

test('no state of a tax profile is without a way on, and rates never go beyond what is withheld without a treaty', () => {
  for (const state of taxProfileStates)
    expect(
      taxProfileEvents.some((event) => movedTaxProfile(state, event)),
      state,
    ).toBe(state !== 'replaced');
  expect([formOf('company', 'US'), formOf('person', 'US'), formOf('company', 'FR'), formOf('person', 'FR')]).toEqual(['w9', 'w9', 'w8ben_e', 'w8ben']);
  expect([lastDayOf('w9', world.now), lastDayOf('w8ben', new Date('2026-01-01T00:00:00Z'))]).toEqual([null, '2029-12-31']);
  expect(
    ['2029-11-01', '2029-11-02', '2030-01-01'].map((day) => taxProfileStanding({ state: 'approved', validUntil: '2029-12-31' }, new Date(`${day}T13:00:00Z`))),
  ).toEqual(['expiring', 'expiring', 'expired']);
  fc.assert(
    fc.property(fc.constantFrom('w9', 'w8ben', 'w8ben_e'), fc.boolean(), fc.option(fc.integer({ min: 0, max: 100 })), (form, claimsTreaty, treaty) => {
      const rate = withheldBy({ form, claimsTreaty }, treaty);
      expect(rate).toBeLessThanOrEqual(withheldAbroad);
      if (form === 'w9') expect(rate).toBe(0);
      else if (!claimsTreaty) expect(rate).toBe(withheldAbroad);
    }),
  );
  fc.assert(fc.property(fc.string({ minLength: 8, maxLength: 30 }), (number) => maskTaxNumber(number).length <= 10));
});
