import { accounts } from '../../src/features/accounts/contract.ts';
import { verification } from '../../src/features/verification/contract.ts';
import { as } from '../world.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld, newEmailOf, versionOf } from './world.ts';

const address = { country: 'FR', line1: '12 rue de la Paix', city: 'Paris', postalCode: '75002' };

/** The company has changed its name, never to the same twice, and waits to be checked. */
async function toDecide(w: ExampleWorld): Promise<{ accountId: string; version: number }> {
  const name = `${w.mark} ${newEmailOf(w)}`;
  const { version } = await asAdmin(w, accounts).updateLegalProfile({
    name,
    address,
    registrationNumber: null,
    vatNumber: null,
    website: null,
    version: await versionOf(w),
  });
  return { accountId: w.company.accountId, version };
}

export const verificationExamples: ExamplesOf<typeof verification> = {
  getVerification: async (w) => byAdmin(w, {}),
  async answerVerifier(w) {
    await as(w.world, verification, w.root).askCompany({ ...(await toDecide(w)), question: `Where does ${w.mark} stand?` });
    return byAdmin(w, { answer: `${w.mark} stands in the register of Paris.` });
  },
  listCases: async (w) => byRoot(w, { search: w.mark, limit: 5 }),
  getCase: async (w) => byRoot(w, { accountId: w.company.accountId }),
  decide: async (w) => byRoot(w, { ...(await toDecide(w)), decision: 'reject', reason: 'other', note: `Not ${w.mark}` }),
  askCompany: async (w) => byRoot(w, { ...(await toDecide(w)), question: `Who signs for ${w.mark}?` }),
};
