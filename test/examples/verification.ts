import { accounts } from '../../src/features/accounts/contract.ts';
import { verification } from '../../src/features/verification/contract.ts';
import { as } from '../world.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld, newEmailOf, versionOf } from './world.ts';

const paper = {
  name: 'extract.pdf',
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n').toString('base64'),
};
/** The company has sent a paper in. */
async function sent(w: ExampleWorld): Promise<{ accountId: string; fileId: string }> {
  const { accountId } = await toDecide(w);
  const { papers } = await asAdmin(w, verification).sendPaper({ kind: 'register', paper });
  return { accountId, fileId: papers.at(-1)?.fileId ?? '' };
}
/** One verifier has proposed to reject the company. */
async function proposed(w: ExampleWorld): Promise<{ accountId: string; version: number }> {
  const { accountId, version } = await as(w.world, verification, w.root).decide({ ...(await toDecide(w)), decision: 'reject', reason: 'name_differs' });
  return { accountId, version };
}
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
  async sendPaper(w) {
    await toDecide(w);
    return byAdmin(w, { kind: 'register', paper });
  },
  getSentPaper: async (w) => byAdmin(w, { fileId: (await sent(w)).fileId }),
  listCases: async (w) => byRoot(w, { search: w.mark, limit: 5 }),
  getCase: async (w) => byRoot(w, { accountId: w.company.accountId }),
  decide: async (w) => byRoot(w, { ...(await toDecide(w)), decision: 'reject', reason: 'other', note: `Not ${w.mark}` }),
  askCompany: async (w) => byRoot(w, { ...(await toDecide(w)), question: `Who signs for ${w.mark}?` }),
  compareCase: async (w) => byRoot(w, { ...(await toDecide(w)), source: 'register', found: { name: `${w.mark} Ltd.` } }),
  judgePaper: async (w) => byRoot(w, { ...(await sent(w)), verdict: 'refused', reason: 'out_of_date', note: `Newer, ${w.mark}` }),
  getCasePaper: async (w) => byRoot(w, await sent(w)),
  settleProposal: async (w) => byRoot(w, { ...(await proposed(w)), agree: false }),
};
