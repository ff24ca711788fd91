import { orders } from '../../src/features/orders/contract.ts';
import type { budgetEndpoints } from '../../src/features/orders/contract/budgets.ts';
import type { bulkEndpoints } from '../../src/features/orders/contract/bulk.ts';
import type { exportEndpoints } from '../../src/features/orders/contract/exports.ts';
import { as, join, person, runJobs } from '../world.ts';
import { by, customer, shopOf, subscription } from './ordersWorld.ts';
import type { ExamplesOf, ExampleWorld } from './world.ts';

const more = { kind: 'seats', how: 'by', count: 2 } as const;
async function rehearsed(w: ExampleWorld) {
  const { subscriptionId } = await subscription(w);
  const { bulkId, version } = await (await shopOf(w)).rehearseBulkChange({ what: more, subscriptionIds: [subscriptionId] });
  return { bulkId, version };
}
/** What a colleague wants approved. */
async function asked(w: ExampleWorld) {
  const { subscriptionId } = await subscription(w);
  const shop = await shopOf(w);
  const { version } = await shop.getOrderSettings({});
  await shop.changeOrderSettings({ approvalAbove: { amount: '1', currency: 'EUR' }, version });
  const colleague = await join(w.world, w.company, await person(w.world), 'sales_agent');
  const theirs = as(w.world, orders, { ...colleague, account: w.company });
  const made = await theirs.rehearseBulkChange({ what: more, subscriptionIds: [subscriptionId] });
  const waits = await theirs.confirmBulkChange({ bulkId: made.bulkId, version: made.version });
  return { bulkId: waits.bulkId, version: waits.version };
}
async function done(w: ExampleWorld) {
  const shop = await shopOf(w);
  const { bulkId } = await shop.confirmBulkChange(await rehearsed(w));
  await runJobs(w.world);
  return { bulkId, version: (await shop.getBulkChange({ bulkId })).version };
}

export const bulkExamples: ExamplesOf<typeof bulkEndpoints & typeof exportEndpoints> = {
  listBulkChanges: (w) => by(w, { limit: 5 }),
  rehearseBulkChange: async (w) => by(w, { what: more, subscriptionIds: [(await subscription(w)).subscriptionId] }),
  async uploadBulkFile(w) {
    const { subscriptionId } = await subscription(w);
    return by(w, { name: `${w.mark}.csv`, content: Buffer.from(`subscription,seats\r\n${subscriptionId},9\r\n`).toString('base64') });
  },
  getBulkChange: async (w) => by(w, { bulkId: (await rehearsed(w)).bulkId }),
  listBulkRows: async (w) => by(w, { bulkId: (await rehearsed(w)).bulkId, limit: 5 }),
  exportBulkRows: async (w) => by(w, { bulkId: (await rehearsed(w)).bulkId }),
  rehearseBulkAgain: async (w) => by(w, await rehearsed(w)),
  confirmBulkChange: async (w) => by(w, await rehearsed(w)),
  declineBulkChange: async (w) => by(w, { ...(await asked(w)), decision: 'send_back', why: 'Half of it will do.' }),
  rehearseBulkUndo: async (w) => by(w, { bulkId: (await done(w)).bulkId }),
  undoBulkChange: async (w) => by(w, await done(w)),
  exportSubscriptions: (w) => by(w, { search: w.mark }),
  exportOrders: (w) => by(w, { search: w.mark }),
};

export const budgetExamples: ExamplesOf<typeof budgetEndpoints> = {
  listBudgets: (w) => by(w, { search: w.mark, limit: 5 }),
  getBudgetSummary: (w) => by(w, {}),
  setBudgets: async (w) => by(w, { customerIds: [await customer(w)], amount: '250' }),
};
