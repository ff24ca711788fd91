import { may } from '../../../core/access.ts';
import { type Money, money } from '../../../core/money.ts';
import { daysIn } from '../../../core/periods.ts';
import { NotFound } from '../../../core/problems.ts';
import { type MemberActor, personIdOf } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { WhoHolds } from '../../accounts/contract.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { findAccount } from '../../accounts/queries.ts';
import { currencyOf } from '../../catalog/policy/markets.ts';
import { listAddOns, listOffers } from '../../catalog/queries.ts';
import { addCartLine, changeCartLine, discardCart, openCart, removeCartLine } from '../acts/carts.ts';
import { checkOut, decideCart } from '../acts/checkout.ts';
import { approvalLimit, needsApproval } from '../acts/limit.ts';
import { changeOrderSettings } from '../acts/settings.ts';
import type { Cart, cartEndpoints } from '../contract/carts.ts';
import type { CartState } from '../contract/states.ts';
import { offerNameIn } from '../facts.ts';
import { mayApprove } from '../policy/orders.ts';
import { priceCart, type PricedCart, type PricedLine, recurringTotals } from '../pricedCart.ts';
import { type CartRow, findCart, findOrderSettings, listCurrenciesSold, listOpenCarts, listOrdersOfCart } from '../queries/carts.ts';
import type { Unit } from '../present.ts';
import type { BillingCycle, Segment, Term } from '../../catalog/contract/products.ts';

type Member = Context<MemberActor>;

export const cartHandlers: HandlersOf<typeof cartEndpoints> = {
  async listCarts({ tx, now }) {
    const rows = await listOpenCarts(tx);
    const items = rows.map((row) => ({
      cartId: row.cartId,
      customer: { customerId: row.customerId, name: row.customerName },
      state: row.state as CartState,
      lines: row.lineCount,
      changedAt: row.changedAt,
      createdBy: row.createdByName,
      askedBy: row.state === 'waiting' ? row.askedByName : null,
      askedTotal: row.state === 'waiting' && row.askedTotal !== null ? money(row.askedTotal, row.currency) : null,
    }));
    return { items, asOf: now };
  },
  openCart: async (context, { customerId }) => shown(context, await openCart(context.tx, context.actor, context.now, customerId)),
  async getCart(context, { cartId }) {
    const cart = await findCart(context.tx, cartId);
    if (!cart) throw new NotFound({});
    return shown(context, cart);
  },
  addCartLine: async (context, line) => shown(context, await addCartLine(context.tx, context.now, line)),
  changeCartLine: async (context, line) => shown(context, await changeCartLine(context.tx, context.now, line)),
  removeCartLine: async (context, which) => shown(context, await removeCartLine(context.tx, context.now, which)),
  discardCart: async (context, { cartId }) => shown(context, await discardCart(context.tx, context.actor, context.now, cartId)),
  checkOut: async (context, wanted) => shown(context, await checkOut(context, wanted)),
  decideCart: async (context, decision) => shown(context, await decideCart(context, decision)),
  getOrderSettings: (context) => presentSettings(context),
  async changeOrderSettings(context, wanted) {
    await changeOrderSettings(context.tx, context.actor, context.now, wanted);
    return presentSettings(context);
  },
};

async function presentSettings({ tx, actor, ask }: Member) {
  const approverRoles = editorsOf('subscriptions', actor.rights);
  const [settings, account, used, found] = await Promise.all([
    findOrderSettings(tx),
    findAccount(tx),
    listCurrenciesSold(tx),
    ask(WhoHolds, { roles: approverRoles }),
  ]);
  const own = account ? [currencyOf(account.country)] : [];
  return {
    approvalAbove: settings?.approvalAbove && settings.approvalCurrency ? money(settings.approvalAbove, settings.approvalCurrency) : null,
    currencies: [...new Set([...(settings?.approvalCurrency ? [settings.approvalCurrency] : []), ...own, ...used])],
    approvers: found.flat().map(({ personId, name, email }) => ({ personId, name, email })),
    approverRoles,
    version: settings?.version ?? 0,
    can: { change: may(actor.rights, 'billing_profile', 'edit') },
  };
}

/** A cart as it is now, with its prices. */
export async function shown({ tx, now, ask, actor }: Member, cart: CartRow): Promise<Cart> {
  const priced = await priceCart({ tx, now, ask }, cart);
  const [limit, orders, addOns, missing] = await Promise.all([
    approvalLimit(tx, cart.currency),
    cart.state === 'ordered' ? listOrdersOfCart(tx, cart.cartId) : [],
    addOnsOf(tx, priced),
    namesOfMissing(tx, priced, actor.locale),
  ]);
  return present(priced, { limit, orders, addOns, missing, actor, now });
}

type AddOns = ReadonlyMap<string, readonly { readonly offerId: string; readonly name: (locale: string) => string }[]>;
/** What can be added to each line of a cart that is being filled. */
async function addOnsOf(tx: Tx, { cart, lines }: PricedCart): Promise<AddOns> {
  if (cart.state !== 'active') return new Map();
  const bases = lines.filter(({ offer }) => offer?.kind === 'base');
  const taken = new Set(lines.map(({ row }) => `${row.parentLineId} ${row.offerId}`));
  const found = await Promise.all(
    bases.map(async ({ row }) => {
      const offers = await listAddOns(tx, row.offerId, cart.market);
      const left = offers.filter((offer) => !taken.has(`${row.lineId} ${offer.offerId}`));
      return [row.lineId, left.map((offer) => ({ offerId: offer.offerId, name: (locale: string) => offerNameIn(offer, locale) }))] as const;
    }),
  );
  return new Map(found);
}

/** Names of what is missing, to be said in a sentence. */
async function namesOfMissing(tx: Tx, { faults }: PricedCart, locale: string): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(faults.flatMap(({ offers }) => offers))];
  const offers = ids.length ? await listOffers(tx, ids) : [];
  return new Map(offers.map((offer) => [offer.offerId, offerNameIn(offer, locale)]));
}

interface Shown {
  readonly limit: Money | null;
  readonly orders: readonly { readonly orderId: string; readonly number: string }[];
  readonly addOns: AddOns;
  readonly missing: ReadonlyMap<string, string>;
  readonly actor: MemberActor;
  readonly now: Date;
}
function present(priced: PricedCart, { limit, orders, addOns, missing, actor, now }: Shown): Cart {
  const { cart, customer, segment, lines, faults, first, quote } = priced;
  const holds = may(actor.rights, 'subscriptions', 'edit');
  const state = cart.state as CartState;
  const isOpen = state === 'active' || state === 'waiting';
  const asked =
    state === 'waiting' && cart.askedAt && cart.askedTotal
      ? { by: cart.askedByName ?? '', at: cart.askedAt, total: money(cart.askedTotal, cart.currency) }
      : null;
  return {
    cartId: cart.cartId,
    customer: { customerId: cart.customerId, name: customer.name, segment },
    market: cart.market,
    currency: cart.currency,
    state,
    createdBy: cart.createdByName,
    createdAt: cart.createdAt,
    changedAt: cart.changedAt,
    expiresAt: cart.expiresAt,
    lines: lines.map((line) => presentLine(line, cart.market, actor.locale, addOns)),
    // What was ordered had no faults; what its customer has since is no fault of it.
    faults: isOpen
      ? faults.map((fault) => ({ ...fault, offers: fault.offers.map((id) => missing.get(id) ?? id), subscriptions: [...fault.subscriptions] }))
      : [],
    first,
    recurring: recurringTotals(priced),
    quote,
    pricedAt: now,
    approvalAbove: limit,
    needsApproval: needsApproval(first, limit),
    asked,
    sentBack: state === 'active' && cart.sentBackByName ? { by: cart.sentBackByName, why: cart.sentBackWhy ?? '' } : null,
    orders: [...orders],
    version: cart.version,
    can: {
      change: holds && state === 'active',
      checkOut: holds && state === 'active' && faults.length === 0,
      approve: holds && state === 'waiting' && mayApprove(cart.askedBy ?? '', personIdOf(actor) ?? ''),
      discard: holds && isOpen,
    },
  };
}

function presentLine({ row, offer, price, first, recurring }: PricedLine, market: string, locale: string, addOns: AddOns): Cart['lines'][number] {
  const { period } = first;
  return {
    offerId: row.offerId,
    name: offer ? offerNameIn(offer, locale) : row.offerId,
    publisher: offer?.publisher ?? '',
    unit: (offer?.unit ?? 'license') as Unit,
    segment: (offer?.segment ?? 'commercial') as Segment,
    kind: offer?.kind ?? 'base',
    lineId: row.lineId,
    term: row.term as Term,
    billingCycle: row.billingCycle as BillingCycle,
    quantity: row.quantity,
    minQuantity: offer?.minQuantity ?? 1,
    maxQuantity: offer?.maxQuantity ?? null,
    nickname: row.nickname,
    autoRenews: row.autoRenews,
    parentLineId: row.parentLineId,
    parentSubscriptionId: row.parentSubscriptionId,
    choices: (offer?.availabilities ?? [])
      .filter((each) => each.market === market && each.isPurchasable)
      .map(({ term, billingCycle }) => ({ term, billingCycle })),
    addOns: (addOns.get(row.lineId) ?? []).map(({ offerId, name }) => ({ offerId, name: name(locale) })),
    price: price && {
      list: price.list,
      unit: price.unit,
      retail: price.retail,
      marginPercent: price.marginPercent,
      reason: price.reason,
      validUntil: price.validUntil,
    },
    first: {
      amount: first.amount,
      startsOn: period?.startsOn ?? null,
      endsOn: period?.endsOn ?? null,
      days: period ? daysIn(period) : null,
      renewsOn: first.renewsOn,
    },
    recurring,
  };
}
