import type { billingEndpoints } from '../../src/features/tax/contract/billing.ts';
import { tax } from '../../src/features/tax/contract.ts';
import { account, as, join } from '../world.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld, someone } from './world.ts';

const versionOf = async (w: ExampleWorld) => (await asAdmin(w, tax).getBillingProfile({})).version;

export const billingExamples: ExamplesOf<typeof billingEndpoints> = {
  getBillingProfile: async (w) => byAdmin(w, {}),
  updateBillingDetails: async (w) =>
    byAdmin(w, {
      contact: { givenName: `${w.mark}b`, familyName: w.mark, phone: '+33 1 42 60 20 00' },
      purchaseOrder: `PO ${w.mark}`,
      version: await versionOf(w),
    }),
  updateBillingAddress: async (w) =>
    byAdmin(w, { address: { country: 'FR', line1: `12 rue ${w.mark}`, city: 'Lyon', postalCode: '69002' }, version: await versionOf(w) }),
  setTaxId: async (w) => byAdmin(w, { country: 'DE', number: '136695976', version: await versionOf(w) }),
  // Fixed once and for good: each example has a company of its own.
  async fixCurrency(w) {
    const company = await account(w.world, `${w.mark} billed`);
    const admin = await join(w.world, company, await someone(w), 'global_admin');
    const { version } = await as(w.world, tax, { ...admin, account: company }).getBillingProfile({});
    return { input: { currency: 'EUR', version }, as: admin, account: company };
  },
};
