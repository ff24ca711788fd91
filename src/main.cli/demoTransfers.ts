import type { Client } from '../core/endpoint.ts';
import { accounts } from '../features/accounts/contract.ts';
import { customers } from '../features/customers/contract.ts';
import { orders } from '../features/orders/contract.ts';
import { fulfillOrder } from '../features/orders/acts/fulfilling.ts';
import { relations } from '../features/relations/contract.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { inAccount } from '../server/db.ts';
import { clientOf } from './demoClient.ts';
import { demoCompanies } from './demoData.ts';

interface Partner {
  readonly app: App;
  readonly accountId: string;
  readonly own: Client<typeof orders>;
  readonly known: Client<typeof customers>;
  readonly relations: Client<typeof relations>;
}
const agreed = async ({ known }: Pick<Partner, 'known'>) =>
  (await known.listCustomers({ limit: 100 })).items.filter((each) => each.agreement !== 'none' && each.qualification === 'none');

/** A reseller hands a customer's subscription over to the distributor that it works with; nobody has answered yet. */
async function handOver(side: Partner, now: Date): Promise<void> {
  const { own, known, relations: related } = side;
  const relation = (await related.listRelations({ side: 'reseller', state: 'active' })).items[0];
  const customer = (await known.listCustomers({ limit: 100 })).items.find((each) => each.qualification === 'none');
  if (!relation || !customer) return;
  const { customerId } = customer;
  const { contact } = (await known.getCustomer({ customerId })).billing ?? {};
  if (customer.agreement === 'none' && contact)
    await known.attestAgreement({
      customerId,
      signer: { ...signerOf(contact), agreedOn: new Date(now.getTime() - 5 * 86_400_000).toISOString().slice(0, 10) },
    });
  await buy(side, now, customerId, { offerId: 'tideway-mail-plus.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 9 });
  const { items } = await own.listMovable({ customerId });
  const subscriptionIds = items.filter(({ fault }) => fault === null).map(({ subscriptionId }) => subscriptionId);
  await own.startTransfer({ customerId, relationId: relation.relationId, subscriptionIds });
}
const signerOf = ({ givenName, familyName, email }: { readonly givenName: string; readonly familyName: string; readonly email: string }) => ({
  givenName,
  familyName,
  email,
});

/** A partner that bills a customer for servers by the hour asks another one for the rest of it. */
async function askForServers(side: Partner, now: Date, partnerId: string): Promise<void> {
  const [customer] = await agreed(side);
  if (!customer) return;
  await buy(side, now, customer.customerId, { offerId: 'granite-cloud-hours.commercial', term: 'none', billingCycle: 'monthly', quantity: 1 });
  await side.own.askForTransfer({ customerId: customer.customerId, partnerId });
}

type Line = Omit<Parameters<Partner['own']['addCartLine']>[0], 'cartId'>;
async function buy({ app, accountId, own }: Partner, now: Date, customerId: string, line: Line): Promise<void> {
  const { cartId } = await own.openCart({ customerId });
  const { quote, version } = await own.addCartLine({ cartId, ...line });
  const { orders: placed } = await own.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  for (const { orderId } of placed) await inAccount(app.db, accountId, (tx) => fulfillOrder(tx, system('orders.provision', accountId), now, orderId));
}

/** Subscriptions on their way from one partner to another: one waits for the distributor, others for a partner that does not answer. */
export async function moveBetweenPartners(
  app: App,
  now: Date,
  companies: ReadonlyMap<string, string>,
  tokenOf: (email: string) => Promise<string>,
): Promise<void> {
  const signIn = (key: string) => tokenOf(demoCompanies.find((each) => each.key === key)?.people[0]?.email ?? '');
  const first = await signIn('harbor');
  const { partnerId } = await clientOf(app, accounts, first, companies.get('harbor')).getCompany({});
  await app.endSession(first);
  for (const key of ['atelier', 'mediterraneo', 'yunfan', 'chenxi']) {
    const accountId = companies.get(key) ?? '';
    const token = await signIn(key);
    const side = {
      app,
      accountId,
      own: clientOf(app, orders, token, accountId),
      known: clientOf(app, customers, token, accountId),
      relations: clientOf(app, relations, token, accountId),
    };
    await (key === 'atelier' ? handOver(side, now) : askForServers(side, now, partnerId));
    await app.endSession(token);
  }
}
