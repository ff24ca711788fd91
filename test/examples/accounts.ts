import { accounts } from '../../src/features/accounts/contract.ts';
import { account, as } from '../world.ts';
import { asAdmin, byAdmin, byRoot, emailOf, type ExamplesOf, type ExampleWorld, mailed, newEmailOf, versionOf } from './world.ts';

const address = { country: 'FR', line1: '12 rue de la Paix', city: 'Paris', postalCode: '75002' };
/** Never the same twice, so that a save always changes something. */
const legal = ({ mark }: ExampleWorld) => ({ name: `${mark} ${newEmailOf({ mark })}`, address, registrationNumber: null, vatNumber: null, website: null });

const newContact = (w: ExampleWorld) => ({ givenName: w.mark, familyName: `${w.mark}c`, email: emailOf(w), phone: '01 42 60 20 00' });

const said = (w: ExampleWorld) => ({ name: `${w.mark} ${newEmailOf(w)}`, address, contact: newContact(w) });
/** A location of the company. */
export const location = async (w: ExampleWorld) => asAdmin(w, accounts).addLocation(said(w));

/** One location in a file, under a name of its own. */
const locationFile = (w: ExampleWorld) => ({
  name: `${w.mark}.csv`,
  content: Buffer.from(
    `name,country,line1,city,postal_code,given_name,family_name,email\n${w.mark} ${newEmailOf(w)},FR,12 rue de la Paix,Paris,75002,${w.mark},Martin,${emailOf(w)}\n`,
  ).toString('base64'),
});
async function uploaded(w: ExampleWorld) {
  const { importId, version } = await asAdmin(w, accounts).uploadLocations(locationFile(w));
  return { importId, version };
}
/** A removal that waits for the operator. */
const asked = async (w: ExampleWorld) => asAdmin(w, accounts).askRemoval({ locationId: (await location(w)).locationId, why: `Closed, ${w.mark}` });

/** A company that is suspended; never the one of the examples, which has to go on. */
async function suspended(w: ExampleWorld) {
  const { accountId } = await account(w.world);
  const kept = await as(w.world, accounts, w.root).suspendAccount({ accountId, reason: 'unpaid_invoice', words: `Unpaid, ${w.mark}` });
  return { accountId, ...kept };
}

let domains = 0;
const newDomain = ({ mark }: Pick<ExampleWorld, 'mark'>) => `site${++domains}.${mark.toLowerCase()}.example`;

export const accountsExamples: ExamplesOf<typeof accounts> = {
  getCompany: async (w) => byAdmin(w, {}),
  getCompanyCard: async (w) => byAdmin(w, {}),
  updateLegalProfile: async (w) => byAdmin(w, { ...legal(w), version: await versionOf(w) }),
  updatePrimaryContact: async (w) => byAdmin(w, { contact: newContact(w), version: await versionOf(w) }),
  getCompanyDetails: async (w) => byAdmin(w, {}),
  async updateCompanyDetails(w) {
    const { version } = await asAdmin(w, accounts).getCompanyDetails({});
    return byAdmin(w, { legalContact: newContact(w), languages: ['fr', 'en'], duns: '15-048-3782', version });
  },
  listFamilies: async (w) => byAdmin(w, {}),
  listIdentifiers: async (w) => byAdmin(w, {}),
  resendContactMail: async (w) => byAdmin(w, {}),
  async confirmContact(w) {
    const contact = newContact(w);
    await asAdmin(w, accounts).updatePrimaryContact({ contact, version: await versionOf(w) });
    return { input: { token: (await mailed(w, contact.email, 'accounts.confirm_contact')).token }, as: null };
  },
  getSupportDetails: async (w) => byAdmin(w, {}),
  updateSupportDetails: async (w) => byAdmin(w, { email: emailOf(w), phone: null, website: `${w.mark}.example`, version: await versionOf(w) }),
  getTaxExemption: async (w) => byAdmin(w, {}),
  setTaxExemption: async (w) => byAdmin(w, { choice: 'not_for_us', version: await versionOf(w) }),
  getSignInPolicy: async (w) => byAdmin(w, {}),
  setAcceptedProofs: async (w) => byAdmin(w, { accepted: ['password', 'passkey'], version: await versionOf(w) }),
  getHome: async (w) => byAdmin(w, {}),
  listLooks: async (w) => byAdmin(w, { limit: 5 }),
  listCountries: async () => ({ input: {}, as: null }),
  getCountry: async () => ({ input: { iso2: 'FR' }, as: null }),
  listAccounts: async (w) => byRoot(w, { search: w.mark, country: 'FR', state: 'active', limit: 5 }),
  getStanding: async (w) => byAdmin(w, {}),
  async listSuspensions(w) {
    const { accountId } = await suspended(w);
    return byRoot(w, { accountId });
  },
  suspendAccount: async (w) => byRoot(w, { accountId: (await account(w.world)).accountId, reason: 'other', words: `Said to ${w.mark}` }),
  async liftSuspension(w) {
    const { accountId, items } = await suspended(w);
    return byRoot(w, { accountId, suspensionId: items[0]?.suspensionId ?? '', version: items[0]?.version ?? 0, words: `Paid, ${w.mark}` });
  },
  openAccount: async (w) => byRoot(w, { accountId: w.company.accountId, why: 'support', note: `Asked by ${w.mark}` }),
  listLocations: async (w) => byAdmin(w, { search: w.mark, country: 'FR', limit: 5 }),
  countLocations: async (w) => byAdmin(w, { search: w.mark, country: 'FR' }),
  getLocation: async (w) => byAdmin(w, { locationId: (await location(w)).locationId }),
  getLocationUses: async (w) => byAdmin(w, { locationId: (await location(w)).locationId }),
  addLocation: async (w) => byAdmin(w, { ...said(w), sharesWith: 'company', address: null }),
  async updateLocation(w) {
    const { locationId, version } = await location(w);
    return byAdmin(w, { ...said(w), locationId, version });
  },
  exportLocations: async (w) => byAdmin(w, {}),
  uploadLocations: async (w) => byAdmin(w, locationFile(w)),
  getLocationImport: async (w) => byAdmin(w, { importId: (await uploaded(w)).importId }),
  listLocationImports: async (w) => byAdmin(w, { limit: 5 }),
  listLocationImportRows: async (w) => byAdmin(w, { importId: (await uploaded(w)).importId, state: 'new', limit: 5 }),
  confirmLocationImport: async (w) => byAdmin(w, await uploaded(w)),
  discardLocationImport: async (w) => byAdmin(w, { importId: (await uploaded(w)).importId }),
  getRemoval: async (w) => byAdmin(w, { locationId: (await location(w)).locationId }),
  askRemoval: async (w) => byAdmin(w, { locationId: (await location(w)).locationId, why: `Closed, ${w.mark}` }),
  withdrawRemoval: async (w) => byAdmin(w, { locationId: (await asked(w)).locationId }),
  listRemovals: async (w) => byRoot(w, { limit: 5 }),
  async decideRemoval(w) {
    const { removalId, version } = await asked(w);
    return byRoot(w, { accountId: w.company.accountId, removalId, version, decision: 'refuse', note: `In use, ${w.mark}` });
  },
  listDomains: async (w) => byAdmin(w, {}),
  addDomain: async (w) => byAdmin(w, { domain: newDomain(w) }),
  async checkDomain(w) {
    const { proofId } = await asAdmin(w, accounts).addDomain({ domain: newDomain(w) });
    return byAdmin(w, { proofId });
  },
  async previewDomainRemoval(w) {
    const { domain } = await asAdmin(w, accounts).addDomain({ domain: newDomain(w) });
    return byAdmin(w, { domain });
  },
  async removeDomain(w) {
    const { domain } = await asAdmin(w, accounts).addDomain({ domain: newDomain(w) });
    return byAdmin(w, { domain });
  },
};
