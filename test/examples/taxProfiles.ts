import { tax } from '../../src/features/tax/contract.ts';
import type { taxProfileEndpoints } from '../../src/features/tax/contract/profiles.ts';
import { as, joinPrograms } from '../world.ts';
import { byRoot, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

const filled = ({ mark }: ExampleWorld) => ({
  kind: 'company' as const,
  legalName: mark,
  country: 'DE',
  number: 'DE136695976',
  claimsTreaty: true,
  isCertified: true as const,
});
/** Someone who may fill in tax profiles, in a company that publishes. */
async function filler(w: ExampleWorld) {
  await joinPrograms(w.world, w.company, 'marketplace');
  return someoneIn(w, 'financial_contributor');
}
async function waiting(w: ExampleWorld) {
  const { profiles } = await as(w.world, tax, { ...(await filler(w)), account: w.company }).fillTaxProfile(filled(w));
  const newest = profiles.find(({ standing }) => standing !== 'replaced');
  return { accountId: w.company.accountId, profileId: newest?.profileId ?? '', version: newest?.version ?? 0 };
}

export const taxProfileExamples: ExamplesOf<typeof taxProfileEndpoints> = {
  listTaxProfiles: async (w) => ({ input: {}, as: await filler(w), account: w.company }),
  fillTaxProfile: async (w) => ({ input: filled(w), as: await filler(w), account: w.company }),
  listTaxProfileCases: async (w) => byRoot(w, { limit: 5 }),
  validateTaxProfile: async (w) => byRoot(w, { ...(await waiting(w)), fault: null, withheld: 15 }),
};
