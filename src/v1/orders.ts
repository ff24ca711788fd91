import { z } from 'zod';
import { ChangedMeanwhile, NotFound } from '../core/problems.ts';
import { customers } from '../features/customers/contract.ts';
import { orders, type OrderWithLines } from '../features/orders/contract.ts';
import { readWord, word } from './body.ts';
import { type LineSaid, linesFrom, waitsFor } from './carts.ts';
import { changed, idIn } from './changes.ts';
import { offersByKey } from './catalogItems.ts';
import { Fault, invalid } from './fault.ts';
import { type OfferBy, findOrder, offersOfOrders, orderTo } from './orderShapes.ts';
import { pageOf } from './paging.ts';
import { created, ok, type Request, row } from './row.ts';
import { collection, resource } from './shapes.ts';

const missing = { code: 20_000 } as const;
const paging = { size: 500, whole: 10_000 };
const cycles = ['unknown', 'monthly', 'annual', 'none', 'one_time'] as const;
const statuses = ['unknown', 'completed', 'pending', 'cancelled'] as const;

/** @throws Fault */
const withPrices = (request: Request): boolean => request.query('include_price')?.toLowerCase() === 'true';

async function listed(request: Request) {
  const said = request.query('billingType');
  const billingCycle = said === undefined || said === '' ? undefined : readWord(cycles, said);
  if (said && !billingCycle) throw invalid('billingType', `must be one of ${cycles.join(', ')}`);
  const found: OrderWithLines[] = [];
  const customerId = request.param('customerId');
  const narrowed = billingCycle === undefined || billingCycle === 'unknown' ? {} : { billingCycle };
  // Offers of a page are looked up together once it is there.
  const page = await pageOf(
    request,
    paging,
    (after, limit) => request.call(orders.listCustomerOrders, { customerId, ...narrowed, after, limit }),
    (order) => {
      found.push(order);
      return order;
    },
  );
  const offerBy = await offersOfOrders(request, found);
  return ok({ ...page, items: found.map((order) => orderTo(order, offerBy, { withPrices: withPrices(request) })) });
}

/** The order of the path. @throws Problem, Fault */
async function one(request: Request): Promise<OrderWithLines> {
  const order = await findOrder(request, request.param('customerId'), idIn(request, 'orderId', missing.code));
  if (!order) throw new NotFound({});
  return order;
}
const present = async (request: Request, order: OrderWithLines) => orderTo(order, await offersOfOrders(request, [order]), { withPrices: withPrices(request) });

const Line = z.object({
  lineItemNumber: z.coerce.number().int().optional(),
  offerId: z.string().max(60),
  subscriptionId: z.string().optional(),
  parentSubscriptionId: z.string().optional(),
  friendlyName: z.string().max(120).optional(),
  quantity: z.coerce.number().int().min(1).max(1_000_000),
  termDuration: z.string().optional(),
  partnerIdOnRecord: z.string().optional(),
});
const OrderBody = z.object({
  billingCycle: word(...cycles).optional(),
  status: word(...statuses).optional(),
  lineItems: z.array(Line).max(100).optional(),
});
type Said = z.output<typeof OrderBody>;
type SaidOrderLine = z.output<typeof Line>;

const lineFrom = (line: SaidOrderLine, billingCycle: Said['billingCycle']): LineSaid => ({
  item: line.offerId,
  quantity: line.quantity,
  billingCycle,
  term: line.termDuration,
  nickname: line.friendlyName,
  parentSubscriptionId: line.parentSubscriptionId,
});

/** The reseller of a customer is whoever it came with: another one cannot be on record. @throws Fault, Problem */
async function checkReseller(request: Request, lines: readonly SaidOrderLine[]): Promise<void> {
  const said = [...new Set(lines.flatMap(({ partnerIdOnRecord }) => partnerIdOnRecord || []))];
  if (!said.length) return;
  const { other, relationship } = await request.call(customers.getCustomer, { customerId: request.param('customerId') });
  const wrong = said.find((partnerId) => relationship !== 'provider' || partnerId !== other?.partnerId);
  if (wrong) throw new Fault(404, 800_015, `partnerIdOnRecord: ${wrong} is not the customer’s reseller`, ['partnerIdOnRecord']);
}

/** Orders lines, all of them or none. @throws Problem, Fault when a second person has to approve it first */
async function placed(request: Request, said: readonly SaidOrderLine[], billingCycle: Said['billingCycle']): Promise<OrderWithLines> {
  const customerId = request.param('customerId');
  const lines = await linesFrom(
    request,
    said.map((line) => lineFrom(line, billingCycle)),
  );
  const cart = await request.call(orders.placeOrder, { customerId, lines });
  const { code, description } = waitsFor(cart);
  if (cart.state === 'waiting') throw new Fault(400, code, description, [cart.cartId]);
  const order = await findOrder(request, customerId, cart.orders[0]?.orderId ?? '');
  if (!order) throw new Error('an order was placed, and is not there');
  return order;
}

async function create(request: Request) {
  const { lineItems = [], billingCycle } = request.body(OrderBody);
  if (!lineItems.length) throw invalid('lineItems', 'is empty');
  await checkReseller(request, lineItems);
  return created(await present(request, await placed(request, lineItems, billingCycle)));
}

/** What a caller sends back of what it has read is no new line. */
function isNew(line: SaidOrderLine, order: OrderWithLines, offerBy: OfferBy): boolean {
  if (line.subscriptionId) return false;
  const offerId = offerBy(line.offerId)?.offerId;
  return !order.lines.some((each) => each.lineNo === line.lineItemNumber && each.offerId === offerId);
}

/** Subscriptions of an order that can still be changed, those that others hang on first. */
async function standing(request: Request, { orderId, customer }: OrderWithLines) {
  const { items } = await request.call(orders.listCustomerSubscriptions, { customerId: customer.customerId, orderId, limit: 500 });
  return items
    .filter(({ state }) => state === 'active' || state === 'suspended')
    .toSorted((a, b) => Number(a.parentSubscriptionId !== null) - Number(b.parentSubscriptionId !== null));
}

async function cancel(request: Request, order: OrderWithLines): Promise<void> {
  // Add-ons go with their base: what is left is looked up anew after each.
  for (let left = await standing(request, order); left[0]; left = await standing(request, order)) {
    const [{ subscriptionId, version }] = left as [(typeof left)[number]];
    await changed(request, subscriptionId, version, { kind: 'cancel', when: 'now' });
  }
}

async function bill(request: Request, order: OrderWithLines, billingCycle: Said['billingCycle']): Promise<void> {
  if (billingCycle === undefined || billingCycle === 'unknown' || billingCycle === 'none') return;
  const subscriptions = await standing(request, order);
  if (!subscriptions.length) throw new Fault(400, 6000, 'No subscription of the order is active.');
  for (const { subscriptionId, version, billingCycle: now } of subscriptions)
    if (now !== billingCycle) await changed(request, subscriptionId, version, { kind: 'cycle', billingCycle });
}

/** An order comes back whole, with what is to change in it: lines that are new, its billing cycle, its status. */
async function patch(request: Request) {
  const said = request.body(OrderBody);
  const order = await one(request);
  const version = request.version();
  if (version !== undefined && version !== order.version) throw new ChangedMeanwhile({});
  const lines = said.lineItems ?? [];
  const offerBy = await offersByKey(
    request,
    lines.map(({ offerId }) => offerId),
  );
  const added = lines.filter((line) => isNew(line, order, offerBy));
  if (said.status === 'cancelled') await request.atOnce((inside) => cancel(inside, order));
  else if (added.length) {
    await checkReseller(request, added);
    return ok(await present(request, await placed(request, added, said.billingCycle ?? order.billingCycle)));
  } else await request.atOnce((inside) => bill(inside, order, said.billingCycle));
  return ok(await present(request, await one(request)));
}

const provisioned = { fulfilled: 'Fulfilled', unfulfilled: 'Unfulfilled', pending: 'PrefulfillmentPending' } as const;
async function provisioning(request: Request) {
  const { lines } = await one(request);
  const items = lines.map(({ lineNo, state, quantity }) => {
    const status = provisioned[state];
    return resource('OrderLineItemProvisioningStatus', { lineItemNumber: lineNo, status, quantityProvisioningInformation: [{ quantity, status }] });
  });
  return ok(collection(items));
}

/** What is bought here needs nobody to follow a link first. */
async function activationLinks(request: Request) {
  await one(request);
  return ok(collection([]));
}
async function activationLinksOfLine(request: Request) {
  const { lines } = await one(request);
  const said = request.param('lineItemNumber');
  if (!lines.some(({ lineNo }) => String(lineNo) === said)) throw new Fault(400, 800_071, `lineItemNumber: the order has no line ${said}`, ['lineItemNumber']);
  return ok(collection([]));
}

const path = '/v1/customers/{customerId}/orders';
export const orderRows = [
  row('GET', path, listed, { uses: [path, `${path}?billingType={type}`], missing: 60_003 }),
  row('POST', path, create, { uses: [path, `${path} (partnerIdOnRecord)`], missing: 60_003 }),
  row('GET', `${path}/{orderId}`, async (request) => ok(await present(request, await one(request))), { missing }),
  row('PATCH', `${path}/{orderId}`, patch, {
    uses: [`${path}/{orderId} (lineItems)`, `${path}/{orderId} (billingCycle)`, `${path}/{orderId} (status)`],
    missing,
  }),
  row('GET', `${path}/{orderId}/provisioningstatus`, provisioning, { missing: 800_007 }),
  row('GET', `${path}/{orderId}/activationlinks`, activationLinks, { missing, state: 'empty' }),
  row('GET', `${path}/{orderId}/lineitems/{lineItemNumber}/activationlinks`, activationLinksOfLine, { missing, state: 'empty' }),
];
