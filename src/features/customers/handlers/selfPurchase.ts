import { may } from '../../../core/access.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { allowSelfPurchase, changeSelfPurchase, stopSelfPurchase } from '../acts/selfPurchase.ts';
import type { SelfPurchase, selfPurchaseEndpoints } from '../contract/selfPurchase.ts';
import { findSelfPurchase, listSelfPurchases, type SelfPurchaseRow } from '../queries/selfPurchase.ts';

export const selfPurchaseHandlers: HandlersOf<typeof selfPurchaseEndpoints> = {
  async listSelfPurchases({ tx, actor }, { customerId, after, limit }) {
    const rows = await listSelfPurchases(tx, { limit: limit + 1, customerId, after: instantKey(after) });
    return {
      ...page(rows, limit, (row) => [row.allowedAt.toISOString(), row.customerId], present),
      can: { change: may(actor.rights, 'customers.self_purchase', 'edit') },
    };
  },
  async getSelfPurchase({ tx }, { customerId }) {
    const row = await findSelfPurchase(tx, customerId);
    if (!row) throw new NotFound({});
    return present(row);
  },
  allowSelfPurchase: async ({ tx, actor, now }, { customerId, resources }) => present(await allowSelfPurchase(tx, actor, now, customerId, resources)),
  changeSelfPurchase: async ({ tx, actor, now }, { customerId, ...wanted }) => present(await changeSelfPurchase(tx, actor, now, customerId, wanted)),
  async stopSelfPurchase({ tx, actor, now }, { customerId }) {
    await stopSelfPurchase(tx, actor, now, customerId);
    return {};
  },
};

const present = (row: SelfPurchaseRow): SelfPurchase => ({
  customerId: row.customerId,
  customer: row.customer,
  partnerId: row.partnerId,
  resources: row.resources as SelfPurchase['resources'],
  allowedAt: row.allowedAt,
  allowedBy: row.allowedByName,
  version: row.version,
});
