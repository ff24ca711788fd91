import { orders, type OrderWithLines } from '../features/orders/contract.ts';
import type { SoldOffer } from '../features/catalog/contract.ts';
import { itemOf, offersByKey, symbolOf } from './catalogItems.ts';
import type { Request } from './row.ts';
import { etagOf, instantTo, link, resource } from './shapes.ts';

export type OfferBy = (key: string) => SoldOffer | undefined;

/** How an order or a subscription names what was bought: as a catalog item, which every call takes. */
export const offerIdOf = (offerBy: OfferBy, offerId: string): string => {
  const offer = offerBy(offerId);
  return offer ? itemOf(offer) : offerId;
};
/** Where the catalog says more of it, for the customer's country. */
export function catalogLinks(offerBy: OfferBy, offerId: string, customerId: string) {
  const offer = offerBy(offerId);
  if (!offer) return {};
  const product = `/customers/${customerId}/products/${offer.productCode}`;
  return {
    product: link(product),
    sku: link(`${product}/skus/${offer.skuCode}`),
    availability: link(`${product}/skus/${offer.skuCode}/availabilities/${offer.code}`),
  };
}

/** Something that is over, whatever it became. */
const isCanceled = ({ state, lines }: OrderWithLines): boolean =>
  state === 'canceled' || (lines.length > 0 && lines.every(({ subscriptionState }) => subscriptionState === 'canceled'));

/** @param withPrices `include_price` of the query */
export function orderTo(order: OrderWithLines, offerBy: OfferBy, { withPrices }: { readonly withPrices: boolean }) {
  const { orderId, customer, lines, version } = order;
  const self = `/customers/${customer.customerId}/orders/${orderId}`;
  return resource(
    'Order',
    {
      id: orderId,
      alternateId: order.number,
      referenceCustomerId: customer.customerId,
      billingCycle: order.billingCycle,
      currencyCode: order.currency,
      currencySymbol: symbolOf(order.currency),
      creationDate: instantTo(order.placedAt),
      status: isCanceled(order) ? 'cancelled' : order.state,
      transactionType: 'UserPurchase',
      totalPrice: withPrices ? Number(order.first.amount) : undefined,
      lineItems: lines.map((line) => lineTo(line, order, offerBy, withPrices)),
    },
    {
      links: { provisioningStatus: link(`${self}/provisioningstatus`), patchOperation: link(self, 'PATCH'), self: link(self) },
      etag: etagOf(orderId, version),
    },
  );
}

function lineTo(line: OrderWithLines['lines'][number], { customer, orderId, state }: OrderWithLines, offerBy: OfferBy, withPrices: boolean) {
  const { offerId, subscriptionId, lineNo, list, unit, quantity, first } = line;
  const isThere = state === 'completed';
  const self = `/customers/${customer.customerId}/orders/${orderId}/lineitems/${lineNo}`;
  return {
    lineItemNumber: lineNo,
    offerId: offerIdOf(offerBy, offerId),
    subscriptionId: isThere ? subscriptionId : undefined,
    parentSubscriptionId: line.parentSubscriptionId ?? undefined,
    friendlyName: line.nickname ?? line.name,
    quantity,
    termDuration: line.term === 'none' ? undefined : line.term,
    transactionType: 'new',
    pricing: withPrices
      ? {
          listPrice: Number(list.amount),
          discountedPrice: Number(unit.amount),
          proratedPrice: Number((Number(first.amount) / quantity).toFixed(6)),
          price: Number(unit.amount),
          extendedPrice: Number(first.amount),
        }
      : undefined,
    links: {
      ...(isThere ? { subscription: link(`/customers/${customer.customerId}/subscriptions/${subscriptionId}`) } : {}),
      ...catalogLinks(offerBy, offerId, customer.customerId),
      provisioningStatus: link(`/customers/${customer.customerId}/orders/${orderId}/provisioningstatus`),
      activationLinks: link(`${self}/activationlinks`),
    },
  };
}

/** The offers of some orders, by any of their names. */
export const offersOfOrders = (request: Request, all: readonly OrderWithLines[]): Promise<OfferBy> =>
  offersByKey(
    request,
    all.flatMap(({ lines }) => lines.map(({ offerId }) => offerId)),
  );

/** One order of a customer. @throws Problem */
export async function findOrder(request: Request, customerId: string, orderId: string): Promise<OrderWithLines | undefined> {
  const { items } = await request.call(orders.listCustomerOrders, { customerId, orderId, limit: 1 });
  return items[0];
}

interface Bought {
  readonly customer: { readonly customerId: string };
  readonly orders: readonly { readonly orderId: string }[];
  readonly lines: readonly { readonly billingCycle: string }[];
}
/** The orders that came of a cart, in the order of its groups. @throws Problem */
export async function ordersTo(request: Request, cart: Bought) {
  const found = await Promise.all(cart.orders.map(({ orderId }) => findOrder(request, cart.customer.customerId, orderId)));
  const groupOf = ({ billingCycle }: OrderWithLines) => cart.lines.findIndex((line) => line.billingCycle === billingCycle);
  const made = found.filter((order) => order !== undefined).toSorted((a, b) => groupOf(a) - groupOf(b));
  const offerBy = await offersOfOrders(request, made);
  return made.map((order) => orderTo(order, offerBy, { withPrices: false }));
}
