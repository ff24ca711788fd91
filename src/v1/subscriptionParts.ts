import { z } from 'zod';
import { NotFound } from '../core/problems.ts';
import { catalog, type SoldOffer } from '../features/catalog/contract.ts';
import { ChangeRefused, orders } from '../features/orders/contract.ts';
import { word } from './body.ts';
import { itemOf, nameOf, offersByKey, offerTo } from './catalogItems.ts';
import { type Change, changed, rehearsed } from './changes.ts';
import { Fault, invalid } from './fault.ts';
import { guidOf } from './ids.ts';
import { accepted, ok, type Request, row } from './row.ts';
import { collection, dayTo, instantTo, link, resource } from './shapes.ts';
import { isMetered, missing, offersOf, pathOf, statusOf, subscriptionsOf, type Terms, termsOf } from './subscriptionShapes.ts';

const cycles = ['unknown', 'monthly', 'annual', 'none', 'one_time'] as const;
const usualTerms = ['P1Y', 'P1M', 'P3Y', 'none'];

/** A subscription of the path with everything that it can become. @throws Problem */
async function whole(request: Request) {
  const { subscriptionId } = await termsOf(request);
  return request.call(orders.getSubscription, { subscriptionId });
}
type Whole = Awaited<ReturnType<typeof whole>>;
/** What took the place of it, the latest first. */
const successors = (request: Request, { subscriptionId }: Pick<Terms, 'subscriptionId'>) => subscriptionsOf(request, { cameFrom: subscriptionId });

async function conversions(request: Request) {
  const it = await whole(request);
  const offerBy = await offersOf(request, [it, ...it.conversions]);
  const item = (offerId: string) => {
    const offer = offerBy(offerId);
    return offer ? itemOf(offer) : offerId;
  };
  const items = it.conversions.flatMap(({ offerId, choices }) =>
    [...new Set(choices.map(({ billingCycle }) => billingCycle))].map((billingCycle) =>
      resource('Conversion', { offerId: item(it.offerId), targetOfferId: item(offerId), orderId: it.order?.orderId, quantity: it.quantity, billingCycle }),
    ),
  );
  return ok(collection(items));
}

const Conversion = z.object({
  targetOfferId: z.string().max(60),
  quantity: z.coerce.number().int().min(1).max(1_000_000).optional(),
  billingCycle: word(...cycles).optional(),
});
async function convert(request: Request) {
  const said = request.body(Conversion);
  const it = await whole(request);
  const offerBy = await offersByKey(request, [it.offerId, said.targetOfferId]);
  const [from, to] = [offerBy(it.offerId), offerBy(said.targetOfferId)];
  const result = { offerId: from ? itemOf(from) : it.offerId, targetOfferId: to ? itemOf(to) : said.targetOfferId };
  const found = it.conversions.find(({ offerId }) => offerId === to?.offerId);
  const ways = (found?.choices ?? []).toSorted((a, b) => usualTerms.indexOf(a.term) - usualTerms.indexOf(b.term));
  const way = ways.find(({ billingCycle }) => billingCycle === said.billingCycle) ?? (said.billingCycle ? undefined : ways[0]);
  if (!found || !way) {
    const error = { code: 1, description: `targetOfferId: ${said.targetOfferId} is not among the conversions of the subscription.` };
    return ok(resource('ConversionResult', { subscriptionId: it.subscriptionId, ...result, error }));
  }
  const { waiting } = await changed(request, it.subscriptionId, it.version, {
    kind: 'convert',
    offerId: found.offerId,
    ...way,
    quantity: said.quantity ?? it.quantity,
  });
  const [after] = await successors(request, it);
  const converted = resource('ConversionResult', { subscriptionId: after?.subscriptionId ?? it.subscriptionId, ...result });
  return waiting ? accepted(pathOf(it), converted) : ok(converted);
}

/** Why an upgrade cannot be, by its documented number. */
const upgradeErrors: Readonly<Record<string, number>> = {
  suspended: 2,
  over: 2,
  pending: 9,
  add_ons_present: 6,
  no_such_upgrade: 8,
  not_sold: 8,
  no_price: 10,
  cycle_not_sold: 10,
};
interface Hindrance {
  readonly code: number;
  readonly description: string;
}
/** What stands in the way of a change, if anything does. @throws Problem for what is no refusal */
async function hindrances(request: Request, subscriptionId: string, change: Change): Promise<Hindrance[]> {
  try {
    await rehearsed(request, subscriptionId, change);
    return [];
  } catch (error) {
    if (!(error instanceof ChangeRefused)) throw error;
    return [{ code: upgradeErrors[error.details.reason] ?? 0, description: request.t('problems.subscriptions.refused', error.details) }];
  }
}
/** What a subscription can become, and whether it can now. */
async function upgradesOf(request: Request) {
  const it = await whole(request);
  const offerBy = await offersOf(request, it.upgrades);
  return Promise.all(
    it.upgrades.flatMap(({ offerId }) => {
      const offer = offerBy(offerId);
      if (!offer) return [];
      return [hindrances(request, it.subscriptionId, { kind: 'upgrade', offerId }).then((errors) => ({ it, offer, errors }))];
    }),
  );
}
const upgradeTypes = ['none', 'upgrade_only', 'upgrade_with_license_transfer'] as const;

async function upgrades(request: Request) {
  const found = await upgradesOf(request);
  const { market } = await request.call(catalog.listSoldOffers, { customer: request.param('customerId'), limit: 1 });
  const there = (offer: SoldOffer) => ({ ...offer, availabilities: offer.availabilities.filter((way) => way.market === market) });
  const items = found.map(({ it, offer, errors }) =>
    resource('Upgrade', {
      targetOffer: offerTo(there(offer), market ?? '', request),
      upgradeType: 'upgrade_with_license_transfer',
      isEligible: errors.length === 0,
      quantity: it.quantity,
      upgradeErrors: errors.length ? errors.map((each) => ({ ...each, additionalDetails: '' })) : undefined,
    }),
  );
  return ok(collection(items));
}
const Upgrade = z.object({ targetOffer: z.object({ id: z.string().max(60) }), upgradeType: word(...upgradeTypes).optional() });
async function upgrade(request: Request) {
  const { targetOffer, upgradeType = 'upgrade_with_license_transfer' } = request.body(Upgrade);
  const { it, after, isWaiting } = await upgraded(request, targetOffer.id, upgradeType !== 'upgrade_only');
  const result = { sourceSubscriptionId: it.subscriptionId, targetSubscriptionId: after?.subscriptionId ?? it.subscriptionId, upgradeType };
  return isWaiting ? accepted(pathOf(it), resource('UpgradeResult', result)) : ok(resource('UpgradeResult', result));
}
interface Upgraded {
  readonly it: Whole;
  readonly after: Terms | undefined;
  /** A second person has to say yes first. */
  readonly isWaiting: boolean;
}
/** @throws Problem, Fault */
async function upgraded(request: Request, key: string, moveLicenses: boolean): Promise<Upgraded> {
  const it = await whole(request);
  const offer = (await offersByKey(request, [key]))(key);
  if (!offer) throw new Fault(400, 800_004, `${key} is not in the catalog`, ['targetOffer']);
  const { waiting } = await changed(request, it.subscriptionId, it.version, { kind: 'upgrade', offerId: offer.offerId, moveLicenses });
  const [after] = await successors(request, it);
  return { it, after, isWaiting: waiting !== null };
}

const transitionTypes = ['transition_only', 'transition_with_license_transfer'] as const;
async function transitionEligibilities(request: Request) {
  const found = await upgradesOf(request);
  const items = found.map(({ it, offer, errors }) =>
    resource('TransitionEligibility', {
      catalogItemId: itemOf(offer),
      title: nameOf(offer),
      description: offer.description,
      quantity: it.quantity,
      eligibilities: transitionTypes.map((transitionType) => ({ isEligible: errors.length === 0, transitionType, errors })),
    }),
  );
  return ok(collection(items));
}
async function transitionsOf(request: Request, it: Pick<Terms, 'subscriptionId' | 'offerId'>) {
  const done = await successors(request, it);
  const offerBy = await offersOf(request, [it, ...done]);
  const item = (offerId: string) => {
    const offer = offerBy(offerId);
    return offer ? itemOf(offer) : offerId;
  };
  return done.map((after) =>
    resource('Transition', {
      operationId: after.subscriptionId,
      fromCatalogItemId: item(it.offerId),
      fromSubscriptionId: it.subscriptionId,
      toCatalogItemId: item(after.offerId),
      toSubscriptionId: after.subscriptionId,
      quantity: after.quantity,
      termDuration: after.term === 'none' ? undefined : after.term,
      billingCycle: after.billingCycle,
      transitionType: 'transition_with_license_transfer',
      events: [{ name: 'Conversion', status: 'Succeeded', timestamp: instantTo(after.orderedAt), errors: [] }],
    }),
  );
}
async function transitions(request: Request) {
  const all = await transitionsOf(request, await termsOf(request));
  const operationId = request.query('operationId')?.toLowerCase();
  return ok(collection(operationId ? all.filter((each) => each.operationId === operationId) : all));
}
const Transition = z.object({ toCatalogItemId: z.string().max(60), transitionType: word(...transitionTypes).optional() });
async function transition(request: Request) {
  const { toCatalogItemId, transitionType = 'transition_with_license_transfer' } = request.body(Transition);
  const { it } = await upgraded(request, toCatalogItemId, transitionType !== 'transition_only');
  const [done] = await transitionsOf(request, it);
  const at = `/customers/${it.customer.customerId}/subscriptions/${it.subscriptionId}/transitions`;
  return accepted(done ? `${at}?operationId=${done.operationId}` : at, done && { ...done, transitionType });
}

/** What is metered can have reservations from its first day on: there is nothing to do. */
async function register(request: Request) {
  const it = await termsOf(request);
  if (!isMetered(it)) throw new Fault(400, 800_011, 'The subscription is not metered.');
  if (it.state !== 'active') throw new Fault(400, 800_012, 'The subscription is not active.');
  return accepted(`${pathOf(it)}/registrationstatus`);
}
async function registration(request: Request) {
  const it = await termsOf(request);
  const isRegistered = isMetered(it) && it.state === 'active';
  return ok(resource('SubscriptionRegistrationStatus', { subscriptionId: it.subscriptionId, status: isRegistered ? 'registered' : 'notregistered' }));
}

async function provisioning(request: Request) {
  const it = await termsOf(request);
  const offer = (await offersOf(request, [it]))(it.offerId);
  const status = it.state === 'pending' ? 'pending' : statusOf(it) === 'deleted' ? 'none' : 'success';
  return ok(
    resource('SubscriptionProvisioningStatus', {
      skuId: offer?.guid ?? guidOf('offer', it.offerId),
      status,
      quantity: it.quantity,
      endDate: it.renewsOn ? dayTo(it.renewsOn) : '9999-12-10T00:00:00Z',
    }),
  );
}

/** The company itself by its own id; another one, whose id is its own affair, by one that stands for its PartnerId. */
const tenantOf = (request: Request, { partnerId, isOwn }: Terms['support']): string => (isOwn ? request.accountId : guidOf('partner', partnerId));
function supportTo(request: Request, it: Terms) {
  const { support } = it;
  return resource(
    'SupportContact',
    { supportTenantId: tenantOf(request, support), supportMpnId: support.partnerId, name: support.name },
    { links: { self: link(`${pathOf(it)}/supportcontact`) } },
  );
}
const Support = z.object({ supportTenantId: z.string().optional(), supportMpnId: z.string().max(20).optional() });
async function setSupport(request: Request) {
  const said = request.body(Support);
  const it = await termsOf(request);
  const { supporters, version } = await request.call(orders.getSubscription, { subscriptionId: it.subscriptionId });
  const tenant = said.supportTenantId?.toLowerCase();
  if (!tenant && !said.supportMpnId) throw invalid('supportMpnId', 'is missing');
  const other = supporters.find(({ partnerId }) => partnerId === said.supportMpnId || (!said.supportMpnId && guidOf('partner', partnerId) === tenant));
  const isOwn = !other && (tenant === request.accountId || (it.support.isOwn && said.supportMpnId === it.support.partnerId));
  if (!other && !isOwn) throw new Fault(404, 800_015, 'supportMpnId: none of your resellers', ['supportMpnId']);
  const partnerId = other?.partnerId ?? null;
  const now = it.support.isOwn ? null : it.support.partnerId;
  if (partnerId !== now) await changed(request, it.subscriptionId, version, { kind: 'support', partnerId });
  return ok(supportTo(request, await termsOf(request)));
}

/** What is bought here is active as soon as it is provisioned; there is nothing to activate, and no link to follow. */
async function activate(request: Request): Promise<never> {
  const it = await termsOf(request);
  if (it.state === 'pending') throw new Fault(400, 800_082, 'The subscription is being provisioned.');
  throw new Fault(400, 800_041, 'The subscription is activated already.');
}
const none = async (request: Request) => {
  await termsOf(request);
  return ok(collection([]));
};
const noEntitlement = async (request: Request): Promise<never> => {
  await termsOf(request);
  throw new NotFound({});
};
const noOverage = async (request: Request) => {
  await request.call(orders.listCustomerSubscriptions, { customerId: request.param('customerId'), limit: 1 });
  return ok(collection([]));
};

/** What would be limited is metered use, which nobody has. */
const refuseOverage = async (request: Request): Promise<never> => {
  await request.call(orders.listCustomerSubscriptions, { customerId: request.param('customerId'), limit: 1 });
  throw new Fault(400, 3000, 'azureEntitlementId: the customer has no metered entitlement that overage could be allowed for', ['azureEntitlementId']);
};

const path = '/v1/customers/{customerId}/subscriptions';
const one = `${path}/{subscriptionId}` as const;
const empty = { missing, state: 'empty' } as const;
export const subscriptionPartRows = [
  row('GET', `${one}/conversions`, conversions, { missing }),
  row('POST', `${one}/conversions`, convert, { missing }),
  row('GET', `${one}/upgrades`, upgrades, { missing }),
  row('POST', `${one}/upgrades`, upgrade, { missing }),
  row('GET', `${one}/transitioneligibilities`, transitionEligibilities, { missing }),
  row('GET', `${one}/transitions`, transitions, { missing }),
  row('POST', `${one}/transitions`, transition, { missing }),
  row('POST', `${one}/registrations`, register, { missing }),
  row('GET', `${one}/registrationstatus`, registration, { missing }),
  row('GET', `${one}/provisioningstatus`, provisioning, { missing }),
  row('GET', `${one}/supportcontact`, async (request) => ok(supportTo(request, await termsOf(request))), { missing }),
  row('PUT', `${one}/supportcontact`, setSupport, { missing }),
  row('POST', `${one}/activate`, activate, empty),
  row('GET', `${one}/activate`, activate, empty),
  row('GET', `${one}/activationlinks`, none, empty),
  row('GET', `${one}/azureEntitlements`, none, empty),
  row('GET', `${one}/azureEntitlements/{entitlementId}`, noEntitlement, { state: 'empty', missing: 1000 }),
  row('POST', `${one}/azureEntitlements/{entitlementId}/cancel`, noEntitlement, { state: 'empty', missing: 1000 }),
  row('GET', `${path}/overage`, noOverage, { state: 'empty', missing: 60_003 }),
  row('PUT', `${path}/overage`, refuseOverage, { state: 'empty', missing: 60_003 }),
];
