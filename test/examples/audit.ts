import { audit } from '../../src/features/audit/contract.ts';
import { accounts } from '../../src/features/accounts/contract.ts';
import { as } from '../world.ts';
import { asAdmin, byAdmin, byRoot, type ExamplesOf, type ExampleWorld, emailOf } from './world.ts';

/** Something that is in the company's log. */
async function changed(w: ExampleWorld): Promise<string> {
  const { version } = await asAdmin(w, accounts).getSupportDetails({});
  await asAdmin(w, accounts).updateSupportDetails({ email: emailOf(w), phone: null, website: null, version });
  const { items } = await asAdmin(w, audit).listActivity({ kind: 'accounts.support_details_changed', limit: 1 });
  return items[0]?.entryId ?? '';
}
/** The operator has said why. */
async function looked(w: ExampleWorld): Promise<{ accountId: string }> {
  const { accountId } = w.company;
  await as(w.world, accounts, w.root).openAccount({ accountId, why: 'audit', note: null });
  return { accountId };
}

export const auditExamples: ExamplesOf<typeof audit> = {
  listProfileChanges: async (w) => byAdmin(w, { field: 'name', limit: 5 }),
  getProfileAsOf: async (w) => byAdmin(w, { at: w.world.now.toISOString() }),
  listActivity: async (w) => byAdmin(w, { area: 'company,people', search: w.mark, from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z', limit: 5 }),
  verifyActivity: async () => ({ input: { content: Buffer.from('{}\n').toString('base64') }, as: null }),
  listDoers: async (w) => byAdmin(w, {}),
  getSeal: async (w) => byAdmin(w, {}),
  getEntry: async (w) => byAdmin(w, { entryId: await changed(w) }),
  exportActivity: async (w) => byAdmin(w, { format: 'csv', kind: 'accounts.support_details_changed' }),
  listCenterActivity: async (w) => byRoot(w, { ...(await looked(w)), limit: 5 }),
  listCenterDoers: async (w) => byRoot(w, {}),
  getCenterSeal: async (w) => byRoot(w, await looked(w)),
  getCenterEntry: async (w) => byRoot(w, { ...(await looked(w)), entryId: await changed(w) }),
  exportCenterActivity: async (w) => byRoot(w, { format: 'jsonl' }),
};
