import type { Client } from '../core/endpoint.ts';
import type { customers } from '../features/customers/contract.ts';
import type { orders } from '../features/orders/contract.ts';
import { fulfillOrder } from '../features/orders/acts/fulfilling.ts';
import type { relations } from '../features/relations/contract.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { inAccount } from '../server/db.ts';

interface Partner {
  readonly app: App;
  readonly accountId: string;
  readonly own: Client<typeof orders>;
  readonly known: Client<typeof customers>;
  readonly relations: Client<typeof relations>;
}
const agreed = async ({ known }: Pick<Partner, 'known'>) =>
  (await known.listCustomers({ limit: 100 })).items.filter((each) => each.agreement !== 'none' && each.qualification === 'none');

/** A reseller hands one of a customer's subscriptions over to the distributor that it works with; nobody has answered yet. */
export async function handOver({ own, known, relations: related }: Partner): Promise<void> {
  const relation = (await related.listRelations({ side: 'reseller', state: 'active' })).items[0];
  const [customer] = await agreed({ known });
  if (!relation || !customer) return;
  const { items } = await own.listMovable({ customerId: customer.customerId });
  const movable = items.find(({ fault, addOns }) => fault === null && addOns.length === 0);
  if (movable) await own.startTransfer({ customerId: customer.customerId, relationId: relation.relationId, subscriptionIds: [movable.subscriptionId] });
}

/** A partner that bills a customer for servers by the hour asks another one for the rest of it. */
export async function askForServers({ app, accountId, own, known }: Partner, now: Date, partnerId: string): Promise<void> {
  const [customer] = await agreed({ known });
  if (!customer) return;
  const { cartId } = await own.openCart({ customerId: customer.customerId });
  const { quote, version, lines } = await own.addCartLine({
    cartId,
    offerId: 'granite-cloud-hours.commercial',
    term: 'none',
    billingCycle: 'monthly',
    quantity: 1,
  });
  if (lines.length !== 1) return;
  const { orders: placed } = await own.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  for (const { orderId } of placed) await inAccount(app.db, accountId, (tx) => fulfillOrder(tx, system('orders.provision', accountId), now, orderId));
  await own.askForTransfer({ customerId: customer.customerId, partnerId });
}
