import type { Client } from '../core/endpoint.ts';
import { accounts } from '../features/accounts/contract.ts';
import { customers } from '../features/customers/contract.ts';
import { orders } from '../features/orders/contract.ts';
import type { App } from '../main.server.ts';
import { clientOf } from './demoClient.ts';
import { demoCompanies, demoOperators } from './demoData.ts';

type Shop = Client<typeof orders>;
interface Waits {
  /** From which charge on somebody else looks at it, in the currency of the company's market. */
  readonly limit: string;
  /** Whose customers the operator has looked at, as it calls them. */
  readonly organization: string;
}
const waits: Readonly<Record<string, Waits>> = {
  harbor: { limit: '2500', organization: 'State of Washington, county offices' },
  atelier: { limit: '2500', organization: 'Région Auvergne-Rhône-Alpes' },
  mediterraneo: { limit: '2500', organization: 'Generalitat Valenciana' },
  yunfan: { limit: '2500', organization: '浙江省政务服务管理机构' },
  chenxi: { limit: '80000', organization: '臺北市政府' },
};
/** Somebody who sells asks for more than one person may decide: seats of a subscription, many seats at once, and a cart. */
async function askForMuch(sales: Shop, customerId: string): Promise<void> {
  const { items } = await sales.listSubscriptions({ limit: 100 });
  const [it] = items.filter(({ offerId, state }) => offerId === 'tideway-office-business.commercial' && state === 'active');
  if (it) {
    const { subscriptionId } = it;
    const change = { kind: 'seats' as const, quantity: it.quantity + 400 };
    const [{ version }, { amount }] = await Promise.all([sales.getSubscription({ subscriptionId }), sales.rehearseChange({ subscriptionId, change })]);
    await sales.changeSubscription({ subscriptionId, change, version, shown: amount });
  }
  const bulk = await sales.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 250 }, matching: { state: 'active' } });
  await sales.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
  const { cartId } = await sales.openCart({ customerId });
  const line = { offerId: 'tideway-office-business.commercial', term: 'P1Y' as const, billingCycle: 'monthly' as const, quantity: 450 };
  const { quote, version } = await sales.addCartLine({ cartId, ...line });
  await sales.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
}

/** In each company: a limit with what waits above it, a customer that may buy for itself, and a code for customers of a government. */
export async function limitAndTrust(app: App, companies: ReadonlyMap<string, string>, tokenOf: (email: string) => Promise<string>): Promise<void> {
  const operator = await tokenOf(demoOperators[0]?.email ?? '');
  const desk = clientOf(app, customers, operator);
  for (const [key, { limit, organization }] of Object.entries(waits)) {
    const people = demoCompanies.find((each) => each.key === key)?.people ?? [];
    const accountId = companies.get(key) ?? '';
    const [first, second] = [await tokenOf(people[0]?.email ?? ''), await tokenOf(people.find(({ roles }) => roles.includes('sales_agent'))?.email ?? '')];
    const [shop, known] = [clientOf(app, orders, first, accountId), clientOf(app, customers, first, accountId)];
    const { currencies, version } = await shop.getOrderSettings({});
    await shop.changeOrderSettings({ approvalAbove: { amount: limit, currency: currencies[0] ?? 'USD' }, version });
    const agreed = (await known.listCustomers({ limit: 100 })).items.filter((each) => each.agreement !== 'none' && each.qualification === 'none');
    const customerId = agreed[0]?.customerId;
    if (customerId) {
      await askForMuch(clientOf(app, orders, second, accountId), customerId);
      if ((await known.getCustomer({ customerId })).can.changeSelfPurchase) await known.allowSelfPurchase({ customerId });
    }
    const { partnerId } = await clientOf(app, accounts, first, accountId).getCompany({});
    await desk.giveValidationCode({ partnerId, organization, quantity: 12 });
    await app.endSession(first);
    await app.endSession(second);
  }
  await app.endSession(operator);
}
