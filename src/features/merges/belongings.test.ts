import { expect, test } from 'vitest';
import { as, buildWorld, joinPrograms, operator, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { applications } from '../applications/contract.ts';
import { type Company, mergesIn } from './testing.ts';

const world = await buildWorld();

const { company, of, accepted, yes } = mergesIn(world);

test('an application comes over with its keys and its partners; what the joining company had consented to ends, and so does what is between the two', async () => {
  const [a, b, c] = [await company('Ash'), await company('Birch'), await company('Cedar')];
  for (const each of [a, b, c]) await joinPrograms(world, each.company, 'integrator');
  const appsOf = ({ company, admin }: Company) => as(world, applications, { ...admin, account: company });
  const register = async (who: Company) =>
    (
      await appsOf(who).registerApplication({
        name: `App of ${who.company.name}`,
        description: 'Does it',
        redirects: ['https://app.example/done'],
        asks: [{ permission: 'customers', level: 'view' }],
      })
    ).applicationId;
  const [ofB, ofC] = [await register(b), await register(c)];
  const { keyId } = await appsOf(b).addSecret({ applicationId: ofB, name: 'First', months: 6 });
  const grants = [{ permission: 'customers' as const, level: 'view' as const }];
  const kept = await appsOf(c).giveConsent({ applicationId: ofB, grants });
  const between = await appsOf(a).giveConsent({ applicationId: ofB, grants });
  const given = await appsOf(b).giveConsent({ applicationId: ofC, grants });
  const merge = await accepted(a, b);
  expect(merge.plan?.effects).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'registered_applications', kind: 'comes', count: 1, names: ['App of Birch'] }),
      expect.objectContaining({ key: 'application_consents', kind: 'ends', count: 2 }),
    ]),
  );
  await of(a).confirmMerge(yes(merge));
  await runJobs(world);
  expect(await appsOf(a).getApplication({ applicationId: ofB })).toMatchObject({ state: 'active', keys: [{ keyId, state: 'live' }], partners: 1 });
  const { items: theirs } = await appsOf(c).listConsents({ limit: 10 });
  expect(theirs).toMatchObject([{ consentId: kept.consentId, endedAt: null, other: { partnerId: a.company.partnerId, name: 'Ash' } }]);
  const { items: to } = await appsOf(c).listConsentsTo({ applicationId: ofC, limit: 10 });
  expect(to).toMatchObject([{ consentId: given.consentId, endedBy: 'partner', other: { name: 'Ash' } }]);
  const { items: ours } = await appsOf(a).listConsents({ limit: 10 });
  expect(new Map(ours.map(({ consentId, endedAt }) => [consentId, endedAt !== null]))).toEqual(
    new Map([
      [between.consentId, true],
      [given.consentId, true],
    ]),
  );
  // The partner revokes with the survivor as it would have with the company it knew.
  await appsOf(c).revokeConsent({ consentId: kept.consentId });
  expect((await appsOf(a).getApplication({ applicationId: ofB })).partners).toBe(0);
});

test('a program that one of the other company replaces ends with the merge, as it would on joining', async () => {
  const [a, b] = [await company(), await company()];
  for (const [{ company: it }, program] of [
    [a, 'reseller_direct'],
    [b, 'reseller_indirect'],
  ] as const)
    await world.admin.query(
      "insert into enrollments (account_id, program, state, applied_at, changed_at, active_since) values ($1, $2, 'active', $3, $3, $3)",
      [it.accountId, program, world.now],
    );
  const merge = await accepted(a, b);
  expect(merge.plan?.effects.find(({ key }) => key === 'programs_replaced')).toMatchObject({ kind: 'ends', count: 1 });
  await of(a).confirmMerge(yes(merge));
  await runJobs(world);
  const after = await world.admin.query('select program, state, reason from enrollments where account_id = $1 order by state', [a.company.accountId]);
  expect(after.rows).toEqual([
    { program: 'reseller_direct', state: 'active', reason: null },
    { program: 'reseller_indirect', state: 'left', reason: 'replaced' },
  ]);
});

test('tax and money of the joining company stay behind and end: nothing is paid to its accounts any more, and the preview says so', async () => {
  const [a, b] = [await company(), await company()];
  await world.admin.query(
    `insert into payout_accounts (account_id, name, holder, country, currency, bank, sealed_number, masked, contact_email, state, held_until, changed_at)
     values ($1, 'Main', 'B', 'FR', 'EUR', 'X', '\\x00', 'FR •••• 2606', 'b@b.example', 'approved', $2, $2)`,
    [b.company.accountId, world.now],
  );
  await world.admin.query("insert into tax_ids (account_id, country, number, changed_at, changed_by_name) values ($1, 'DE', '136695976', $2, 'B')", [
    b.company.accountId,
    world.now,
  ]);
  const merge = await accepted(a, b);
  expect(merge.plan?.effects.map(({ key }) => key)).toEqual(expect.arrayContaining(['payout_accounts', 'tax_ids', 'bank_and_tax']));
  await of(a).confirmMerge(yes(merge));
  await runJobs(world);
  const { rows } = await world.admin.query('select account_id, state from payout_accounts where account_id = any($1)', [
    [a.company.accountId, b.company.accountId],
  ]);
  expect(rows).toEqual([{ account_id: b.company.accountId, state: 'closed' }]);
  const desk = as(world, accounts, await operator(world, 'op_root'));
  expect((await desk.openAccount({ accountId: b.company.accountId, why: 'support' })).mergedInto).toMatchObject({
    accountId: a.company.accountId,
    name: a.company.name,
  });
  expect((await desk.openAccount({ accountId: a.company.accountId, why: 'support' })).mergedInto).toBeNull();
});
