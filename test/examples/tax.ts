import { tax } from '../../src/features/tax/contract.ts';
import { as } from '../world.ts';
import { billingExamples } from './taxBilling.ts';
import { payoutExamples } from './taxPayouts.ts';
import { taxProfileExamples } from './taxProfiles.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

/** The smallest whole PDF that there is. */
export const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
const paper = { name: 'certificate.pdf', content: smallPdf.toString('base64') };
const said = ({ mark }: ExampleWorld) => ({ country: 'US', states: ['WA'], certificate: `${mark}-1`, validFrom: '2026-01-01', validUntil: '2027-12-31' });

async function filed(w: ExampleWorld) {
  const { exemptionId, version, papers } = await asAdmin(w, tax).fileExemption({ ...said(w), paper });
  return { which: { exemptionId, version }, fileId: papers[0]?.fileId ?? '' };
}
const atDesk = async (w: ExampleWorld) => ({ accountId: w.company.accountId, ...(await filed(w)).which });

export const taxExamples: ExamplesOf<typeof tax> = {
  ...billingExamples,
  ...payoutExamples,
  ...taxProfileExamples,
  listExemptions: async (w) => byAdmin(w, {}),
  fileExemption: async (w) => byAdmin(w, { ...said(w), paper }),
  async mendExemption(w) {
    const at = await atDesk(w);
    const { version } = await as(w.world, tax, w.root).askAboutExemption({ ...at, question: `Which store of ${w.mark}?` });
    return byAdmin(w, { exemptionId: at.exemptionId, version, answer: `The one of ${w.mark}.`, paper });
  },
  withdrawExemption: async (w) => byAdmin(w, (await filed(w)).which),
  async getPaper(w) {
    const { which, fileId } = await filed(w);
    return byAdmin(w, { exemptionId: which.exemptionId, fileId });
  },
  listExemptionCases: async (w) => byRoot(w, { search: w.mark, limit: 5 }),
  async getExemptionCase(w) {
    const { accountId, exemptionId } = await atDesk(w);
    return byRoot(w, { accountId, exemptionId });
  },
  async getCasePaper(w) {
    const { which, fileId } = await filed(w);
    return byRoot(w, { accountId: w.company.accountId, exemptionId: which.exemptionId, fileId });
  },
  decideExemption: async (w) => byRoot(w, { ...(await atDesk(w)), decision: 'refuse', reason: 'other', note: `Not ${w.mark}` }),
  askAboutExemption: async (w) => byRoot(w, { ...(await atDesk(w)), question: `Which store of ${w.mark}?` }),
};
