import { z } from 'zod';
import type { MessageKey } from '../core/locale.ts';
import { NotFound } from '../core/problems.ts';
import type { SoldOffer } from '../features/catalog/contract.ts';
import { CartClosed, CartNotReady, orders } from '../features/orders/contract.ts';
import { word } from './body.ts';
import { itemOf, offersByKey } from './catalogItems.ts';
import { Fault } from './fault.ts';
import { ordersTo } from './orderShapes.ts';
import { created, ok, type Request, row } from './row.ts';
import { instantTo, link, resource } from './shapes.ts';

export type Cart = z.output<typeof orders.getCart.output>;
type CartFault = Cart['faults'][number];
type WantedLine = z.input<typeof orders.makeCart.input>['lines'][number];

const missing = { code: 800_008 } as const;
const cycles = ['unknown', 'monthly', 'annual', 'none', 'one_time'] as const;

const SaidLine = z.object({
  id: z.coerce.number().int().optional(),
  catalogItemId: z.string().max(60),
  friendlyName: z.string().max(120).optional(),
  quantity: z.coerce.number().int().min(1).max(1_000_000),
  billingCycle: word(...cycles).optional(),
  termDuration: z.string().optional(),
  provisioningContext: z.record(z.string(), z.unknown()).optional(),
});
const Line = SaidLine.extend({ addonItems: z.array(SaidLine).optional() });
const CartBody = z.object({ lineItems: z.array(Line).min(1).max(100) });

/** What a line of a request says, whatever the call. */
export interface LineSaid {
  readonly item: string;
  readonly quantity: number;
  readonly billingCycle?: (typeof cycles)[number] | undefined;
  readonly term?: string | undefined;
  readonly nickname?: string | undefined;
  readonly parentLine?: number | undefined;
  readonly parentSubscriptionId?: string | undefined;
}

/** Terms that are meant when none is said, the likeliest first. */
const usualTerms = ['P1Y', 'P1M', 'P3Y', 'none'];
/** How an offer is sold as a line asks for it; what it leaves out is the usual. */
function wayOf(offer: SoldOffer, { billingCycle: cycle, term }: LineSaid) {
  // A trial has no cycle, and what has one cannot be without.
  const isMeant = offer.kind !== 'trial' && (cycle !== 'none' || offer.availabilities.some(({ billingCycle }) => billingCycle === 'none'));
  const billingCycle = isMeant ? cycle : undefined;
  const rank = (each: { readonly term: string }) => usualTerms.indexOf(each.term);
  const ways = offer.availabilities.filter(({ isPurchasable }) => isPurchasable).toSorted((a, b) => rank(a) - rank(b));
  const fits = (each: (typeof ways)[number]) => billingCycle === undefined || billingCycle === 'unknown' || each.billingCycle === billingCycle;
  const found = ways.find((each) => fits(each) && (term === undefined || each.term === term.toUpperCase())) ?? ways.find(fits) ?? ways[0];
  const isSaid = <T extends string>(of: readonly T[], said: string | undefined) => of.find((each) => each === said);
  return {
    term: isSaid(['P1M', 'P1Y', 'P3Y'] as const, term?.toUpperCase()) ?? found?.term ?? 'none',
    billingCycle: isSaid(['monthly', 'annual', 'one_time', 'none'] as const, billingCycle) ?? found?.billingCycle ?? 'none',
  };
}

/** Lines as the house takes them. @throws Fault for an item that nobody knows */
export async function linesFrom(request: Request, said: readonly LineSaid[]): Promise<WantedLine[]> {
  const offerBy = await offersByKey(
    request,
    said.map(({ item }) => item),
  );
  return said.map((line, at) => {
    const offer = offerBy(line.item);
    if (!offer) throw new Fault(400, 800_009, `lineItems[${at}].catalogItemId: ${line.item} is not in the catalog`, [`lineItems[${at}].catalogItemId`]);
    // An add-on without a base of its own goes with the first line before it that it fits.
    const base =
      offer.kind === 'add_on' && !line.parentSubscriptionId
        ? said.slice(0, at).findIndex(({ item }) => offer.addOnTo.includes(offerBy(item)?.offerId ?? ''))
        : -1;
    return {
      offerId: offer.offerId,
      ...wayOf(offer, line),
      quantity: line.quantity,
      nickname: line.nickname?.trim() || null,
      parentLine: line.parentLine ?? (base < 0 ? null : base),
      parentSubscriptionId: line.parentSubscriptionId ?? null,
    };
  });
}

/** Add-ons of a line come right behind it. An add-on of what the customer has names it where it is to be provisioned. */
function flattened(lines: z.output<typeof CartBody>['lineItems']): LineSaid[] {
  const flat: LineSaid[] = [];
  for (const { addonItems = [], ...line } of lines) {
    const at = flat.length;
    const parent = Object.entries(line.provisioningContext ?? {}).find(([name]) => name.toLowerCase() === 'parentsubscriptionid')?.[1];
    flat.push({ ...saidOf(line), ...(typeof parent === 'string' && parent ? { parentSubscriptionId: parent } : {}) });
    flat.push(...addonItems.map((each) => ({ ...saidOf(each), parentLine: at })));
  }
  return flat;
}
const saidOf = ({ catalogItemId, quantity, billingCycle, termDuration, friendlyName }: z.output<typeof SaidLine>): LineSaid => ({
  item: catalogItemId,
  quantity,
  billingCycle,
  term: termDuration,
  nickname: friendlyName,
});

/** What is wrong with a line, by its documented number. */
const errorCodes: Partial<Record<CartFault['code'], number>> = {
  not_sold: 10_001,
  not_sold_here: 10_013,
  trial_tried: 10_002,
  trial_owned: 10_002,
  limit: 10_002,
  suspended_one: 10_002,
  base_missing: 10_018,
  requires: 10_010,
  too_few: 10_010,
  too_many: 10_015,
  trial_seats: 10_015,
};
const UNABLE = 10_006;

/** The sentence for what stands in the way, as the cart's page says it. */
function wordsOf(request: Request, cart: Cart, { code, lineId, count, offers }: CartFault): string {
  const product = cart.lines.find((line) => line.lineId === lineId)?.name ?? '';
  return request.t(`orders.faults.${code}` as MessageKey, { customer: cart.customer.name, product, count: count ?? 0, offers: offers.join(', ') });
}

export async function cartTo(request: Request, cart: Cart) {
  const offerBy = await offersByKey(
    request,
    cart.lines.map(({ offerId }) => offerId),
  );
  const rhythms = [...new Set(cart.lines.map(({ billingCycle }) => billingCycle))];
  const lineTo = (line: Cart['lines'][number]): object => {
    const fault = cart.faults.find(({ lineId }) => lineId === line.lineId);
    const offer = offerBy(line.offerId);
    const addOns = cart.lines.filter(({ parentLineId }) => parentLineId === line.lineId);
    return {
      id: cart.lines.indexOf(line),
      catalogItemId: offer ? itemOf(offer) : line.offerId,
      friendlyName: line.nickname ?? undefined,
      quantity: line.quantity,
      currencyCode: cart.currency,
      billingCycle: line.billingCycle,
      termDuration: line.term === 'none' ? undefined : line.term,
      provisioningContext: line.parentSubscriptionId ? { parentSubscriptionId: line.parentSubscriptionId } : undefined,
      orderGroup: String(rhythms.indexOf(line.billingCycle)),
      addonItems: addOns.length ? addOns.map(lineTo) : undefined,
      error: fault && { errorCode: errorCodes[fault.code] ?? UNABLE, errorDescription: wordsOf(request, cart, fault) },
    };
  };
  return resource(
    'Cart',
    {
      id: cart.cartId,
      creationTimestamp: instantTo(cart.createdAt),
      lastModifiedTimestamp: instantTo(cart.changedAt),
      expirationTimestamp: instantTo(cart.expiresAt),
      status: cart.state === 'ordered' ? 'Ordered' : 'Active',
      lineItems: cart.lines.filter(({ parentLineId }) => parentLineId === null).map(lineTo),
    },
    { links: { self: link(`/customers/${cart.customer.customerId}/carts/${cart.cartId}`) } },
  );
}

/** The cart of the path, if it is one of the customer's. @throws Problem, Fault */
async function one(request: Request): Promise<Cart> {
  const cart = await request.call(orders.getCart, { cartId: request.param('cartId') });
  if (cart.customer.customerId !== request.param('customerId')) throw new NotFound({});
  return cart;
}

async function make(request: Request) {
  const lines = await linesFrom(request, flattened(request.body(CartBody).lineItems));
  return created(await cartTo(request, await request.call(orders.makeCart, { customerId: request.param('customerId'), lines })));
}

async function replace(request: Request) {
  const lines = await linesFrom(request, flattened(request.body(CartBody).lineItems));
  const { cartId } = await one(request);
  return ok(await cartTo(request, await submitted(() => request.call(orders.replaceCart, { cartId, lines, version: request.version() ?? null }))));
}

/** A cart that is ordered already is refused by its documented number. */
async function submitted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CartClosed && (error.details.state === 'expired' || error.details.state === 'discarded'))
      throw new Fault(404, missing.code, `The cart is ${error.details.state}.`);
    throw error;
  }
}

/** Faults that are about lines, and not about who buys for whom. */
const aboutLines = new Set(['empty', 'no_price', 'segment', 'trial_segment', 'requires', ...Object.keys(errorCodes)]);

/** The rest of a checkout: nothing was ordered yet when somebody has to approve it first. */
export const waitsFor = (cart: Cart) => ({
  code: 800_022,
  description: `${cart.asked?.total.amount ?? ''} ${cart.currency} is more than may be ordered without a second person: it waits to be approved.`,
});

async function checkOut(request: Request) {
  const { cartId } = await one(request);
  const cart = await submitted(async () => {
    try {
      return await request.call(orders.orderCart, { cartId });
    } catch (error) {
      if (!(error instanceof CartNotReady) || !aboutLines.has(error.details.code)) throw error;
      const { faults, ...rest } = await one(request);
      throw new Fault(
        400,
        800_009,
        faults.map((fault) => wordsOf(request, { faults, ...rest }, fault)).join(' '),
        faults.map(({ code }) => code),
      );
    }
  });
  const made = await ordersTo(request, cart);
  const orderErrors = cart.state === 'waiting' ? [{ orderGroupId: '0', ...waitsFor(cart) }] : [];
  return created(resource('CartCheckoutResult', { orders: made, orderErrors }));
}

const path = '/v1/customers/{customerId}/carts';
export const cartRows = [
  row('POST', path, make, { missing: 60_003 }),
  row('GET', `${path}/{cartId}`, async (request) => ok(await cartTo(request, await one(request))), { missing }),
  row('PUT', `${path}/{cartId}`, replace, { missing }),
  row('POST', `${path}/{cartId}/checkout`, checkOut, { missing }),
];
