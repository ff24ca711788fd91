import type { z } from 'zod';
import { NotFound } from '../core/problems.ts';
import { orders, type SubscriptionTerms } from '../features/orders/contract.ts';
import { offersByKey, unitOf } from './catalogItems.ts';
import { idIn } from './changes.ts';
import { catalogLinks, type OfferBy, offerIdOf } from './orderShapes.ts';
import type { Request } from './row.ts';
import { dayTo, etagOf, instantTo, link, resource } from './shapes.ts';

/** The documented number for a subscription that is not there. */
export const missing = { code: 20_003 } as const;
export type Terms = SubscriptionTerms;

/** States as every program knows them: what is not ready yet is none, and what is over is deleted, whatever became of it. */
export const statuses = { pending: 'none', active: 'active', suspended: 'suspended' } as const;
export const statusOf = ({ state }: Pick<Terms, 'state'>): 'none' | 'active' | 'suspended' | 'deleted' =>
  state in statuses ? statuses[state as keyof typeof statuses] : 'deleted';
/** As far away as the documents print it: it has no end. */
const NEVER = '9999-12-10T00:00:00Z';
const metered = new Set<Terms['lifecycle']>(['usage', 'publisher_usage']);
export const isMetered = ({ lifecycle }: Pick<Terms, 'lifecycle'>): boolean => metered.has(lifecycle);
const isTrial = ({ lifecycle }: Terms): boolean => lifecycle === 'trial' || lifecycle === 'publisher_trial';
const paidOnce = new Set<Terms['lifecycle']>(['software', 'software_subscription', 'reservation']);
export const friendlyNameOf = ({ nickname, name }: Pick<Terms, 'nickname' | 'name'>): string => nickname ?? name;
const termOf = ({ term }: Terms): string | undefined => (term === 'none' ? undefined : term);

export const pathOf = ({ customer, subscriptionId }: Pick<Terms, 'customer' | 'subscriptionId'>): string =>
  `/customers/${customer.customerId}/subscriptions/${subscriptionId}`;

export function subscriptionTo(it: Terms, offerBy: OfferBy) {
  const offer = offerBy(it.offerId);
  const self = pathOf(it);
  const isOpen = it.state === 'active' || it.state === 'suspended';
  return resource(
    'Subscription',
    {
      id: it.subscriptionId,
      offerId: offerIdOf(offerBy, it.offerId),
      offerName: it.name,
      friendlyName: friendlyNameOf(it),
      quantity: it.quantity,
      unitType: unitOf({ billing: isMetered(it) ? 'usage' : 'license', unit: it.unit }),
      parentSubscriptionId: it.parentSubscriptionId ?? undefined,
      hasPurchasableAddons: offer?.hasAddOns ?? false,
      creationDate: instantTo(it.orderedAt),
      effectiveStartDate: dayTo(it.startedOn),
      commitmentEndDate: it.renewsOn ? dayTo(it.renewsOn) : NEVER,
      status: statusOf(it),
      suspensionReasons: it.suspensionReason ? [it.suspensionReason] : undefined,
      autoRenewEnabled: it.autoRenews,
      isTrial: isTrial(it),
      isMicrosoftProduct: offer?.isOperators,
      publisherName: it.publisher,
      billingType: isMetered(it) ? 'usage' : paidOnce.has(it.lifecycle) ? 'none' : 'license',
      billingCycle: it.billingCycle,
      termDuration: termOf(it),
      renewalTermDuration: it.autoRenews ? termOf(it) : undefined,
      actions: isOpen ? ['edit', 'cancel'] : [],
      partnerId: it.resellerId ?? undefined,
      orderId: it.orderId,
      contractType: 'subscription',
    },
    {
      links: {
        offer: offer && link(`/offers/${offer.guid}`),
        parentSubscription: it.parentSubscriptionId ? link(`/customers/${it.customer.customerId}/subscriptions/${it.parentSubscriptionId}`) : undefined,
        ...catalogLinks(offerBy, it.offerId, it.customer.customerId),
        activationLinks: link(`${self}/activationlinks`),
        self: link(self),
      },
      etag: etagOf(it.subscriptionId, it.version),
    },
  );
}

type Narrowed = Omit<z.input<typeof orders.listCustomerSubscriptions.input>, 'customerId' | 'after' | 'limit'>;
/** Every subscription of the customer of the path, or some. @throws Problem */
export async function subscriptionsOf(request: Request, narrowed: Narrowed = {}): Promise<Terms[]> {
  const all: Terms[] = [];
  for (let after: string | undefined; ; ) {
    const page = await request.call(orders.listCustomerSubscriptions, { customerId: request.param('customerId'), ...narrowed, limit: 500, after });
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

/** The subscription of the path. @throws Problem, Fault */
export async function termsOf(request: Request, subscriptionId = idIn(request, 'subscriptionId', missing.code)): Promise<Terms> {
  const [found] = await subscriptionsOf(request, { subscriptionId });
  if (!found) throw new NotFound({});
  return found;
}

export const offersOf = (request: Request, some: readonly { readonly offerId: string }[]): Promise<OfferBy> =>
  offersByKey(
    request,
    some.map(({ offerId }) => offerId),
  );
/** A subscription as it is now. @throws Problem */
export async function present(request: Request, it: Terms) {
  return subscriptionTo(it, await offersOf(request, [it]));
}
