import { tax } from '../../src/features/tax/contract.ts';
import type { payoutEndpoints } from '../../src/features/tax/contract/payouts.ts';
import { as, joinPrograms } from '../world.ts';
import { byRoot, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

const wanted = ({ mark }: ExampleWorld) => ({
  name: `Payouts of ${mark}`,
  holder: mark,
  country: 'DE',
  currency: 'EUR',
  bank: 'COBADEFFXXX',
  number: 'DE89 3704 0044 0532 0130 00',
  contactEmail: `treasury@${mark.toLowerCase()}.example`,
});
/** Two people who may change where payouts go, in a company that publishes. */
async function pair(w: ExampleWorld) {
  await joinPrograms(w.world, w.company, 'marketplace');
  return [await someoneIn(w, 'financial_contributor'), await someoneIn(w, 'developer_owner')] as const;
}
async function asked(w: ExampleWorld) {
  const [first, second] = await pair(w);
  const mine = as(w.world, tax, { ...first, account: w.company });
  const { changes } = await mine.askPayoutChange({ kind: 'add', account: wanted(w) });
  return { first, second, changeId: changes.at(-1)?.changeId ?? '' };
}
async function toValidate(w: ExampleWorld) {
  const { second, changeId } = await asked(w);
  const { accounts } = await as(w.world, tax, { ...second, account: w.company }).confirmPayoutChange({ changeId });
  const found = accounts.find(({ standing }) => standing === 'pending_validation');
  return { accountId: w.company.accountId, payoutId: found?.payoutId ?? '', version: found?.version ?? 0 };
}

export const payoutExamples: ExamplesOf<typeof payoutEndpoints> = {
  listPayouts: async (w) => ({ input: {}, as: (await pair(w))[0], account: w.company }),
  askPayoutChange: async (w) => ({ input: { kind: 'add' as const, account: wanted(w) }, as: (await pair(w))[0], account: w.company }),
  async confirmPayoutChange(w) {
    const { second, changeId } = await asked(w);
    return { input: { changeId }, as: second, account: w.company };
  },
  async refusePayoutChange(w) {
    const { second, changeId } = await asked(w);
    return { input: { changeId }, as: second, account: w.company };
  },
  async renewPayout(w) {
    const { payoutId } = await toValidate(w);
    await w.world.admin.query(
      "update payout_accounts set state = 'approved', held_until = $2::timestamptz, valid_until = $2::timestamptz::date where payout_id = $1",
      [payoutId, w.world.now],
    );
    return { input: { payoutId }, as: (await pair(w))[0], account: w.company };
  },
  listPayoutCases: async (w) => byRoot(w, { limit: 5 }),
  validatePayout: async (w) => byRoot(w, { ...(await toValidate(w)), fault: null }),
};
