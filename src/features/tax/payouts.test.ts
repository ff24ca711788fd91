import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, joinPrograms, mailsTo, member, operator, refusal, session } from '../../../test/world.ts';
import { holdHours, payoutStates, tax, waitDays } from './contract.ts';
import { movedPayout, payoutEvents, payoutStanding } from './policy/payouts.ts';

const world = await buildWorld();
const start = world.now;
const desk = as(world, tax, await operator(world, 'op_verifier'));
const HOUR = 3_600_000;
const wanted = (over: object = {}) => ({
  name: 'Main',
  holder: 'Contoso SAS',
  country: 'FR',
  currency: 'EUR',
  bank: 'PSSTFRPPPAR',
  number: 'FR14 2004 1010 0505 0001 3M02 606',
  contactEmail: 'treasury@contoso.example',
  ...over,
});

/** A company that publishes, and three people who may change where its payouts go. */
async function company() {
  const it = await account(world);
  await joinPrograms(world, it, 'marketplace');
  const people = [
    await member(world, it, 'financial_contributor'),
    await member(world, it, 'developer_owner'),
    await member(world, it, 'financial_contributor'),
  ];
  const of = async (at: number) => as(world, tax, { token: await session(world, people[at]?.personId ?? ''), account: it });
  return { it, of };
}

test('an account is there only when a second person has confirmed it; its number is sealed and never shown whole', async () => {
  const { it, of } = await company();
  const [first, second] = [await of(0), await of(1)];
  const asked = await first.askPayoutChange({ kind: 'add', account: wanted() });
  expect(asked).toMatchObject({ accounts: [], changes: [{ kind: 'add', masked: 'FR •••• 2606', can: { confirm: false, withdraw: true } }] });
  const changeId = asked.changes[0]?.changeId ?? '';
  expect(await refusal(first.confirmPayoutChange({ changeId }))).toMatchObject({ code: 'tax.second_person_needed' });
  expect((await second.listPayouts({})).changes[0]?.can).toEqual({ confirm: true, refuse: true, withdraw: false });
  const confirmed = await second.confirmPayoutChange({ changeId });
  expect(confirmed).toMatchObject({
    changes: [],
    accounts: [{ masked: 'FR •••• 2606', standing: 'pending_validation', heldUntil: new Date(world.now.getTime() + holdHours * HOUR) }],
  });
  const kept = await world.admin.query<{ row: string }>(
    'select row_to_json(p)::text || coalesce(row_to_json(c)::text, $1) as row from payout_accounts p, payout_changes c where p.account_id = $2',
    ['', it.accountId],
  );
  for (const { row } of kept.rows) expect(row).not.toContain('20041010');
  expect(JSON.stringify([asked, confirmed, await announced(world)])).not.toContain('20041010');
  // Approved, it is held until the three days are over.
  const [line] = (await desk.listPayoutCases({})).items.filter(({ accountId }) => accountId === it.accountId);
  const at = { accountId: it.accountId, payoutId: line?.payoutId ?? '', version: line?.version ?? 0 };
  expect(await desk.validatePayout({ ...at, fault: null })).toEqual({ standing: 'approved' });
  expect((await second.listPayouts({})).accounts).toMatchObject([{ standing: 'held' }]);
});

test('the old contact and the new one are told of a replacement, when it is asked for and when it is done', async () => {
  const { of } = await company();
  const [first, second] = [await of(0), await of(1)];
  const added = await first.askPayoutChange({ kind: 'add', account: wanted({ contactEmail: 'old@contoso.example' }) });
  const { accounts } = await second.confirmPayoutChange({ changeId: added.changes[0]?.changeId ?? '' });
  const payoutId = accounts[0]?.payoutId ?? '';
  const asked = await second.askPayoutChange({ kind: 'replace', payoutId, account: wanted({ name: 'New', contactEmail: 'new@contoso.example' }) });
  expect(await refusal(first.askPayoutChange({ kind: 'close', payoutId }))).toMatchObject({ code: 'tax.change_waits' });
  const subjects = async (email: string) => (await mailsTo(world, email)).filter(({ template }) => template === 'tax.payout').length;
  // Each heard of the first account, or not; and of the replacement.
  expect([await subjects('old@contoso.example'), await subjects('new@contoso.example')]).toEqual([3, 1]);
  const done = await first.confirmPayoutChange({ changeId: asked.changes[0]?.changeId ?? '' });
  expect(Object.fromEntries(done.accounts.map(({ name, standing }) => [name, standing]))).toEqual({ Main: 'closed', New: 'pending_validation' });
  expect([await subjects('old@contoso.example'), await subjects('new@contoso.example')]).toEqual([4, 2]);
});

test('an account number is checked before anyone is asked', async () => {
  const { of } = await company();
  const first = await of(0);
  const fields = async (over: object) => (await refusal(first.askPayoutChange({ kind: 'add', account: wanted(over) }))).details;
  expect(await fields({ number: 'FR14 2004 1010 0505 0001 3M02 607' })).toEqual({ fields: { 'account.number': 'check_digit' } });
  expect(await fields({ country: 'DE' })).toEqual({ fields: { 'account.number': 'other_country' } });
  expect((await first.askPayoutChange({ kind: 'add', account: wanted({ country: 'US', number: '0210 0002 1123', bank: '021000021' }) })).changes).toMatchObject(
    [{ masked: '•••• 1123' }],
  );
});

test('whatever three people ask, confirm, refuse and take back, every account was confirmed by someone else than who asked', async () => {
  const act = fc.oneof(
    fc.record({ do: fc.constantFrom('add' as const, 'close' as const, 'confirm' as const, 'refuse' as const), by: fc.nat(2), which: fc.nat(5) }),
    fc.record({ do: fc.constant('wait' as const), by: fc.constant(0), which: fc.nat(waitDays + 1) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      // Each from the same day: the waits of all together would lead past the months that the database has a place for.
      world.now = start;
      const { it, of } = await company();
      for (const { do: what, by, which } of acts) {
        if (what === 'wait') {
          world.now = new Date(world.now.getTime() + which * 24 * HOUR);
          continue;
        }
        const mine = await of(by);
        const { accounts, changes } = await mine.listPayouts({});
        const [change, payout] = [changes[which % Math.max(1, changes.length)], accounts[which % Math.max(1, accounts.length)]];
        const tried = (call: Promise<unknown>) =>
          call.then(
            () => 'done',
            (error: { code: string }) => error.code,
          );
        if (what === 'add') await mine.askPayoutChange({ kind: 'add', account: wanted() });
        else if (what === 'close' && payout) await tried(mine.askPayoutChange({ kind: 'close', payoutId: payout.payoutId }));
        else if (what === 'confirm' && change)
          expect(await tried(mine.confirmPayoutChange({ changeId: change.changeId }))).toBe(change.can.confirm ? 'done' : 'tax.second_person_needed');
        else if (what === 'refuse' && change) expect(await tried(mine.refusePayoutChange({ changeId: change.changeId }))).toBe('done');
      }
      const { rows } = await world.admin.query<{ kind: string; state: string; same: boolean; late: boolean }>(
        'select kind, state, asked_by = decided_by as same, decided_at >= ends_at as late from payout_changes where account_id = $1',
        [it.accountId],
      );
      for (const row of rows) if (row.state === 'confirmed') expect(row).toMatchObject({ same: false, late: false });
      const { accounts } = await (await of(0)).listPayouts({});
      const confirmed = (kind: string) => rows.filter((row) => row.kind === kind && row.state === 'confirmed').length;
      expect(accounts).toHaveLength(confirmed('add'));
      expect(accounts.filter(({ standing }) => standing === 'closed')).toHaveLength(confirmed('close'));
    }),
    { numRuns: 15 },
  );
});

test('no state of a payout account is without a way on, and the clock alone ends holds and validations', () => {
  // Another account can be added from everywhere; what is closed stays so.
  for (const state of payoutStates)
    expect(
      payoutEvents.some((event) => movedPayout(state, event)),
      state,
    ).toBe(state !== 'closed');
  const row = { state: 'approved', heldUntil: new Date('2026-11-24T09:00:00Z'), validUntil: '2028-11-20' };
  expect(
    ['2026-11-24T08:59:59Z', '2026-11-24T09:00:00Z', '2028-10-01T00:00:00Z', '2028-11-21T12:00:00Z'].map((at) => payoutStanding(row, new Date(at))),
  ).toEqual(['held', 'approved', 'expiring', 'expired']);
});
