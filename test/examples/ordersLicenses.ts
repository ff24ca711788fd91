import { customers } from '../../src/features/customers/contract.ts';
import type { licenseEndpoints } from '../../src/features/orders/contract/licenses.ts';
import { as } from '../world.ts';
import { agent, by, shopOf, subscription } from './ordersWorld.ts';
import type { ExamplesOf, ExampleWorld } from './world.ts';

let serial = 0;
/** A customer with five seats and a user. */
async function directory(w: ExampleWorld) {
  const { subscriptionId } = await subscription(w);
  const { customer } = await (await shopOf(w)).getSubscription({ subscriptionId });
  const { customerId } = customer;
  const people = as(w.world, customers, { ...(await agent(w)), account: w.company });
  const { userId } = await people.addCustomerUser({
    customerId,
    name: `l${++serial}`,
    givenName: w.mark,
    familyName: `${w.mark}l`,
    usageLocation: 'FR',
    locale: 'fr',
  });
  return { customerId, userId };
}
const changes = [{ skuId: 'tide-basic', want: 'assign' as const, excludedPlans: ['sheets'] }];
/** The same with a license. */
async function licensed(w: ExampleWorld) {
  const { customerId, userId } = await directory(w);
  await (await shopOf(w)).changeLicenses({ customerId, userIds: [userId], changes });
  return { customerId, userId };
}

export const licenseExamples: ExamplesOf<typeof licenseEndpoints> = {
  listCustomerDeployment: (w) => by(w, { limit: 5 }),
  async listDeployment(w) {
    await licensed(w);
    return by(w, {});
  },
  listLicensePools: async (w) => by(w, { customerId: (await licensed(w)).customerId }),
  listLicenseHolders: async (w) => by(w, { customerId: (await licensed(w)).customerId, skuId: 'tide-basic', limit: 5 }),
  listUserLicenses: async (w) => by(w, await licensed(w)),
  exportLicenses: async (w) => by(w, { customerId: (await licensed(w)).customerId }),
  async rehearseLicenses(w) {
    const { customerId, userId } = await directory(w);
    return by(w, { customerId, userIds: [userId], changes });
  },
  async changeLicenses(w) {
    const { customerId, userId } = await directory(w);
    return by(w, { customerId, userIds: [userId], changes });
  },
};
