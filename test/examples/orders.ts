import type { orders } from '../../src/features/orders/contract.ts';
import { line } from '../../src/features/orders/testing.ts';
import { budgetExamples, bulkExamples } from './ordersBulk.ts';
import { licenseExamples } from './ordersLicenses.ts';
import { transferExamples } from './ordersTransfers.ts';
import { askedChange, by, cart, customer, shopOf, subscription, waiting } from './ordersWorld.ts';
import type { ExamplesOf } from './world.ts';

const nickname = { kind: 'nickname' as const, nickname: 'Back office' };

export const ordersExamples: ExamplesOf<typeof orders> = {
  ...budgetExamples,
  ...bulkExamples,
  ...licenseExamples,
  ...transferExamples,
  listCarts: (w) => by(w, {}),
  openCart: async (w) => by(w, { customerId: await customer(w) }),
  getCart: async (w) => by(w, { cartId: (await cart(w)).cartId }),
  addCartLine: async (w) => by(w, { cartId: (await cart(w)).cartId, ...line('reef-pro', 2) }),
  async changeCartLine(w) {
    const { cartId, lines } = await cart(w);
    return by(w, { cartId, lineId: lines[0]?.lineId ?? '', term: 'P1Y' as const, billingCycle: 'annual' as const, quantity: 7 });
  },
  async removeCartLine(w) {
    const { cartId, lines } = await cart(w);
    return by(w, { cartId, lineId: lines[0]?.lineId ?? '' });
  },
  discardCart: async (w) => by(w, { cartId: (await cart(w)).cartId }),
  async checkOut(w) {
    const { cartId, quote, version } = await cart(w);
    return by(w, { cartId, quote, version, key: crypto.randomUUID() });
  },
  async decideCart(w) {
    const { cartId, quote, version } = await waiting(w);
    return by(w, { cartId, decision: 'send_back' as const, why: `Less for ${w.mark}`, quote, version });
  },
  getOrderSettings: (w) => by(w, {}),
  changeOrderSettings: async (w) =>
    by(w, { approvalAbove: { amount: '500', currency: 'EUR' }, version: (await (await shopOf(w)).getOrderSettings({})).version }),
  async makeCart(w) {
    return by(w, { customerId: await customer(w), lines: [{ ...line('tide-basic', 5, { nickname: `${w.mark} desk` }) }] });
  },
  replaceCart: async (w) => by(w, { cartId: (await cart(w)).cartId, lines: [line('tide-basic', 5), { ...line('tide-archive', 5), parentLine: 0 }] }),
  orderCart: async (w) => by(w, { cartId: (await cart(w)).cartId }),
  async placeOrder(w) {
    return by(w, { customerId: await customer(w), lines: [line('tide-basic', 2)] });
  },
  async listCustomerOrders(w) {
    const { customerId } = await subscription(w);
    return by(w, { customerId, billingCycle: 'monthly' as const, limit: 5 });
  },
  listSubscriptionFigures: (w) => by(w, { limit: 5 }),
  async listCustomerSubscriptions(w) {
    const { customerId, orderId } = await subscription(w);
    return by(w, { customerId, orderId, limit: 5 });
  },
  listOrders: (w) => by(w, { search: w.mark, limit: 5 }),
  getOrder: async (w) => by(w, { orderId: (await subscription(w)).orderId }),
  listSubscriptions: (w) => by(w, { search: w.mark, limit: 5 }),
  getSubscription: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId }),
  listSubscriptionHistory: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId }),
  rehearseChange: async (w) => by(w, { subscriptionId: (await subscription(w)).subscriptionId, change: nickname }),
  async changeSubscription(w) {
    const { subscriptionId, version } = await subscription(w);
    return by(w, { subscriptionId, version, change: nickname, shown: null });
  },
  decideChange: async (w) => by(w, { ...(await askedChange(w)), decision: 'send_back' as const, why: `Fewer for ${w.mark}` }),
};
