import { createHash } from 'node:crypto';
import { addMoney, compareMoney, type Money, multiplyMoney, noMoney, roundMoney, sumMoney } from '../../core/money.ts';
import { dayOf } from '../../core/periods.ts';
import { NotFound } from '../../core/problems.ts';
import type { Actor } from '../../server/actor.ts';
import type { Context } from '../../server/call.ts';
import type { Tx } from '../../server/tx.ts';
import { findAccount } from '../accounts/queries.ts';
import type { Priced } from '../catalog/contract/pricing.ts';
import type { BillingCycle, Offer, Segment, Term } from '../catalog/contract/products.ts';
import { listOffers, priceOf } from '../catalog/queries.ts';
import { mayBuy, segmentOf } from '../customers/policy.ts';
import { type CustomerRow, findCustomer } from '../customers/queries.ts';
import { CreditLeft } from './contract/shapes.ts';
import { type Fault, faultsOf } from './policy/checks.ts';
import { type FirstCharge, firstChargeOf, recurringOf } from './policy/pricing.ts';
import { type CartLineRow, type CartRow, isRestricted, listCartLines, listOwned } from './queries/carts.ts';

/** A line with everything that is known of it: what it is, what it costs, and what is charged at once. */
export interface PricedLine {
  readonly row: CartLineRow;
  readonly offer: Offer | undefined;
  readonly price: Priced | null;
  readonly first: FirstCharge;
  readonly recurring: Money | null;
}
export interface PricedCart {
  readonly cart: CartRow;
  readonly customer: CustomerRow;
  readonly segment: Segment;
  readonly lines: readonly PricedLine[];
  readonly faults: readonly Fault[];
  readonly first: Money;
  /** Stands for every price and charge in it. */
  readonly quote: string;
  readonly owned: Awaited<ReturnType<typeof listOwned>>;
}

export type Asker = Pick<Context<Actor>, 'ask'>['ask'];
interface Pricing {
  readonly tx: Tx;
  readonly now: Date;
  readonly ask: Asker;
}

/**
 * Prices a cart as of now, all of its lines by one statement, so that a list that is published meanwhile is in all of them or
 * in none; and says what stands in the way. A screen and a checkout ask the same.
 */
export async function priceCart({ tx, now, ask }: Pricing, cart: CartRow): Promise<PricedCart> {
  const { customerId, market, currency, accountId } = cart;
  const [customer, rows, owned, account, restricted, credit] = await Promise.all([
    findCustomer(tx, customerId),
    listCartLines(tx, cart.cartId),
    listOwned(tx, customerId),
    findAccount(tx),
    isRestricted(tx),
    ask(CreditLeft, { currency }, tx),
  ]);
  if (!customer) throw new NotFound({});
  const segment = segmentOf(customer);
  const asked = rows.map(({ offerId, quantity, term, billingCycle }) => ({
    offerId,
    quantity,
    term: term as Term,
    billingCycle: billingCycle as BillingCycle,
  }));
  const [offers, prices] = rows.length
    ? await Promise.all([
        listOffers(
          tx,
          rows.map(({ offerId }) => offerId),
          market,
        ),
        priceOf(tx, now, { accountId, market, currency, segment, customerId, lines: asked }),
      ])
    : [[], []];
  const byId = new Map(offers.map((offer) => [offer.offerId, offer]));
  const lines = rows.map((row, at) => pricedLine(row, byId.get(row.offerId), prices[at] ?? null, { owned, currency, today: dayOf(now) }));
  const first = sumMoney(
    lines.map((line) => line.first.amount),
    currency,
  );
  const offerOfLine = new Map(rows.map((row) => [row.lineId, row.offerId]));
  const offerOwned = new Map(owned.filter((each) => each.state === 'active').map((each) => [each.subscriptionId, each.offerId]));
  const faults = faultsOf({
    market,
    customerSegment: segment,
    partnerSuspended: account?.state !== 'active',
    partnerAgreementMissing: restricted,
    customerProblem: mayBuy(customer)?.code ?? null,
    owned,
    overCredit: credit.some((left) => left !== null && left.currency === currency && compareMoney(left, first) < 0),
    lines: lines.map(({ row, offer, price }) => ({
      lineId: row.lineId,
      offer,
      term: row.term,
      billingCycle: row.billingCycle,
      quantity: row.quantity,
      baseOffer: baseOf(row, offerOfLine, offerOwned),
      hasPrice: price !== null || offer?.kind === 'trial',
    })),
  });
  return { cart, customer, segment, lines, faults, first, quote: quoteOf(lines), owned };
}

const baseOf = (row: CartLineRow, inCart: ReadonlyMap<string, string>, owned: ReadonlyMap<string, string>): string | null =>
  (row.parentLineId ? inCart.get(row.parentLineId) : row.parentSubscriptionId ? owned.get(row.parentSubscriptionId) : null) ?? null;

interface LineContext {
  readonly owned: PricedCart['owned'];
  readonly currency: string;
  readonly today: string;
}
function pricedLine(row: CartLineRow, offer: Offer | undefined, price: Priced | null, { owned, currency, today }: LineContext): PricedLine {
  const base = row.parentSubscriptionId ? (owned.find((each) => each.subscriptionId === row.parentSubscriptionId) ?? null) : null;
  const bought = {
    kind: offer?.kind ?? 'base',
    isOperators: offer?.isOperators ?? true,
    billing: offer?.billing ?? 'license',
    term: row.term as Term,
    billingCycle: row.billingCycle as BillingCycle,
    quantity: row.quantity,
    unitPrice: price?.unit ?? noMoney(currency),
    base,
  } as const;
  return { row, offer, price, first: firstChargeOf(bought, today), recurring: recurringOf(bought) };
}

/** Changes with any price or charge in the cart; what was shown and what is ordered are the same while it is the same. */
function quoteOf(lines: readonly PricedLine[]): string {
  const facts = lines.map(({ row, price, first }) => [
    row.lineId,
    row.quantity,
    row.term,
    row.billingCycle,
    price?.unit.amount,
    price?.retail.amount,
    first.amount.amount,
  ]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}

/** What comes back by each rhythm, for the partner and for its customer. */
export function recurringTotals({ lines, cart }: PricedCart) {
  return (['monthly', 'annual'] as const).flatMap((billingCycle) => {
    const here = lines.filter(({ row, recurring }) => row.billingCycle === billingCycle && recurring !== null);
    if (!here.length) return [];
    const retail = here.map(({ row, price }) => (price ? roundMoney(multiplyMoney(price.retail, row.quantity)) : noMoney(cart.currency)));
    return [
      {
        billingCycle,
        amount: here.reduce((sum, { recurring }) => (recurring ? addMoney(sum, recurring) : sum), noMoney(cart.currency)),
        retail: sumMoney(retail, cart.currency),
      },
    ];
  });
}
