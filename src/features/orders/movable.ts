import { type Money, money, noMoney, sumMoney } from '../../core/money.ts';
import { dayOf } from '../../core/periods.ts';
import type { Tx } from '../../server/tx.ts';
import type { BillingCycle, Offer, Term } from '../catalog/contract/products.ts';
import { listOffers, priceOf } from '../catalog/queries.ts';
import type { Priced } from '../catalog/contract/pricing.ts';
import type { LineFault, TransferKind } from './contract/states.ts';
import { factsOf } from './facts.ts';
import { changeSeats } from './policy/meter.ts';
import { linesOf, plan, type Plan, running } from './policy/plans.ts';
import { firstChargeOf, type FirstCharge, nextRenewal } from './policy/pricing.ts';
import { blocksTransfer, faultAtTarget } from './policy/transfers.ts';
import type { SubscriptionRow } from './queries/subscriptions.ts';
import { listBeingMoved, listStanding, type TransferLineRow, type TransferRow } from './queries/transfers.ts';

/** A subscription with the add-ons that go where it goes, and why it cannot go, if so. */
export interface Part {
  readonly row: SubscriptionRow;
  readonly addOns: readonly SubscriptionRow[];
  readonly fault: LineFault | null;
}

/** Everything of a customer that stands, base by base. */
export async function partsOf(tx: Tx, customerId: string, how: { readonly kind: TransferKind; readonly areRelated: boolean }): Promise<Part[]> {
  const [standing, moving] = await Promise.all([listStanding(tx, customerId), listBeingMoved(tx, customerId)]);
  const bases = standing.filter((row) => row.parentSubscriptionId === null || !standing.some((each) => each.subscriptionId === row.parentSubscriptionId));
  return bases.map((row) => {
    const addOns = standing.filter((each) => each.parentSubscriptionId === row.subscriptionId);
    const faultOf = ({ state, lifecycle, subscriptionId, parentSubscriptionId }: SubscriptionRow, isAddOn: boolean) =>
      blocksTransfer({ ...how, state, lifecycle, hasOpenTransfer: moving.has(subscriptionId), isAddOn: isAddOn && parentSubscriptionId !== null });
    // Nothing is left behind without its base: what keeps an add-on keeps its base.
    return { row, addOns, fault: faultOf(row, true) ?? addOns.map((each) => faultOf(each, false)).find((fault) => fault !== null) ?? null };
  });
}

/** What is given back when it ends today: the days that were paid for, without those that were used. */
export function endingOf(row: SubscriptionRow, now: Date): Plan {
  const [facts, today] = [factsOf(row), dayOf(now)];
  const run = running(facts, today);
  const after = { state: 'moved', endedAt: now, autoRenews: false, dataDeletedOn: null } as const;
  if (!run) return plan(row.currency, { after, schedule: null });
  const { meter, amount } = changeSeats(run.meter, run.metered, today, 0, run.daysInPeriod);
  const rest = { startsOn: today, endsOn: run.period.endsOn };
  return plan(row.currency, {
    after: { ...after, meter },
    amount,
    lines: linesOf(rest, run.daysInPeriod, facts.unitPrice, facts.quantity, 0, amount),
    schedule: null,
  });
}

/** What a subscription is with the company that gets it: the offer, its price there, what is charged for the rest of the period. */
export interface Arriving {
  readonly line: TransferLineRow;
  readonly offer: Offer | undefined;
  readonly unit: Money | null;
  readonly retail: Money | null;
  readonly priceListId: string | null;
  readonly first: FirstCharge | null;
  readonly fault: LineFault | null;
}
interface Terms {
  readonly termFrom: string;
  readonly renewsOn: string | null;
}

/** The term that runs today, where that which was written down has been renewed since. */
function termNow({ termFrom, renewsOn, term }: Terms & { readonly term: string }, today: string): Terms {
  let [from, until] = [termFrom, renewsOn];
  while (until !== null && until <= today) [from, until] = [until, nextRenewal(until, until, term as Term)];
  return { termFrom: from, renewsOn: until };
}

/** Prices lines for the company of the running transaction, all by one statement; a price that it has accepted holds. */
export async function arrivingOf(
  tx: Tx,
  now: Date,
  { accountId, market, currency, segment, customerId }: TransferRow,
  lines: readonly TransferLineRow[],
  fresh: ReadonlyMap<number, Terms> = new Map(),
): Promise<Arriving[]> {
  if (!lines.length) return [];
  const asked = lines.map(({ offerId, quantity, term, billingCycle }) => ({
    offerId,
    quantity,
    term: term as Term,
    billingCycle: billingCycle as BillingCycle,
  }));
  const [offers, prices] = await Promise.all([
    listOffers(
      tx,
      lines.map(({ offerId }) => offerId),
      market,
    ),
    priceOf(tx, now, { accountId, market, currency, segment: segment as Offer['segment'], customerId, lines: asked }),
  ]);
  const byId = new Map(offers.map((offer) => [offer.offerId, offer]));
  return lines.map((line, at) => {
    const terms = fresh.get(line.lineNo) ?? termNow(line, dayOf(now));
    return arriving(line, byId.get(line.offerId), prices[at] ?? null, { terms, currency, market, today: dayOf(now) });
  });
}

function arriving(
  line: TransferLineRow,
  offer: Offer | undefined,
  price: Priced | null,
  { terms, currency, market, today }: { readonly terms: Terms; readonly currency: string; readonly market: string; readonly today: string },
): Arriving {
  const { quantity } = line;
  const [term, billingCycle] = [line.term as Term, line.billingCycle as BillingCycle];
  const accepted = line.unitPrice !== null;
  const unit = line.unitPrice === null ? (price?.unit ?? null) : money(line.unitPrice, currency);
  const retail = line.retailPrice === null ? (price?.retail ?? null) : money(line.retailPrice, currency);
  const isSold =
    offer?.isSold === true && offer.availabilities.some((each) => each.market === market && each.term === term && each.billingCycle === billingCycle);
  const first =
    offer && unit
      ? firstChargeOf(
          { kind: offer.kind, isOperators: offer.isOperators, billing: offer.billing, term, billingCycle, quantity, unitPrice: unit, base: terms },
          today,
        )
      : null;
  return {
    line,
    offer,
    unit,
    retail,
    priceListId: accepted ? line.priceListId : (price?.priceListId ?? null),
    first,
    fault: faultAtTarget({ isSold, hasPrice: unit !== null }),
  };
}

export const totalOf = (arrivals: readonly Arriving[], currency: string): Money =>
  sumMoney(
    arrivals.map(({ first }) => first?.amount ?? noMoney(currency)),
    currency,
  );
