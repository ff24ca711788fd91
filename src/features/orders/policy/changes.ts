import { addMoney, type Money, noMoney } from '../../../core/money.ts';
import { type Day, dayOf } from '../../../core/periods.ts';
import type { BillingCycle, Offer, Term } from '../../catalog/contract/products.ts';
import type { Change, Schedule } from '../contract/subscriptions.ts';
import { mayStopRenewal, monthsCharged } from './endings.ts';
import { changeSeats, chargedPeriod, type Meter, startedMeter } from './meter.ts';
import {
  type After,
  type Around,
  lineOf,
  linesOf,
  no,
  notActive,
  type OtherPrice,
  plan,
  type Plan,
  type Refusal,
  running,
  type SubscriptionFacts,
} from './plans.ts';
import { daysOfWholePeriod, type FirstCharge, firstChargeOf } from './pricing.ts';
import { planCancellation, planReactivation, planSuspension } from './stops.ts';
import { isStanding } from './subscriptions.ts';

export type { Around, OtherPrice, Plan, Refusal, SubscriptionFacts } from './plans.ts';

/** What a change would do, or why it cannot be done. Pure: a rehearsal and the deed ask the same. */
export function planChange(facts: SubscriptionFacts, change: Change, around: Around, now: Date): Plan | Refusal {
  const today = dayOf(now);
  switch (change.kind) {
    case 'seats':
      return planSeats(facts, change.quantity, around, today);
    case 'nickname':
      if (!isStanding(facts.state)) return no('over');
      return (change.nickname || null) === facts.nickname ? no('same') : plan(facts.unitPrice.currency, { after: { nickname: change.nickname || null } });
    case 'cycle':
      return planCycle(facts, change.billingCycle, around, today);
    case 'renewal':
      return planRenewal(facts, change.autoRenews);
    case 'suspend':
      return planSuspension(facts, change.reason, around, now);
    case 'reactivate':
      return planReactivation(facts, around, now);
    case 'cancel':
      return change.when === 'renewal' ? planRenewal(facts, false) : planCancellation(facts, around, now);
    case 'convert':
      return planConversion(facts, change, around, now);
    case 'upgrade':
      return planUpgrade(facts, change.offerId, around, now);
    case 'schedule':
      return planSchedule(facts, change.schedule, around);
    case 'support': {
      if (!isStanding(facts.state)) return no('over');
      if (change.partnerId === facts.supportPartnerId) return no('same');
      const found = around.supporters.find((each) => each.partnerId === change.partnerId) ?? null;
      return change.partnerId !== null && !found ? no('supporter_unknown') : plan(facts.unitPrice.currency, { after: { support: found } });
    }
  }
}

const isTrial = ({ lifecycle }: SubscriptionFacts): boolean => lifecycle === 'trial' || lifecycle === 'publisher_trial';

function outOfBounds(quantity: number, offer: Offer | undefined): Refusal | null {
  if (offer && quantity < offer.minQuantity) return no('too_few', offer.minQuantity);
  if (offer && offer.maxQuantity !== null && quantity > offer.maxQuantity) return no('too_many', offer.maxQuantity);
  return null;
}

function planSeats(facts: SubscriptionFacts, quantity: number, { offer }: Around, today: Day): Plan | Refusal {
  const refusal = notActive(facts) ?? (isTrial(facts) ? no('trial_fixed') : null);
  if (refusal) return refusal;
  if (quantity === facts.quantity) return no('same');
  const bounds = outOfBounds(quantity, offer);
  if (bounds) return bounds;
  if (facts.lifecycle === 'usage' || facts.lifecycle === 'publisher_usage') return plan(facts.unitPrice.currency, { after: { quantity } });
  const run = running(facts, today);
  if (!run) return no('no_term');
  // Only licenses can be given back in the middle of a term; of everything else fewer are wanted at its renewal.
  if (quantity < facts.quantity && facts.lifecycle !== 'license') return no('end_at_renewal');
  const { meter, amount } = changeSeats(run.meter, run.metered, today, quantity, run.daysInPeriod);
  const rest = { startsOn: today, endsOn: run.period.endsOn };
  const lines = linesOf(rest, run.daysInPeriod, facts.unitPrice, facts.quantity, quantity, amount);
  return plan(facts.unitPrice.currency, { after: { quantity, meter }, amount, lines });
}

function planCycle(facts: SubscriptionFacts, billingCycle: BillingCycle, { otherPrice, offer }: Around, today: Day): Plan | Refusal {
  const refusal = notActive(facts) ?? (isTrial(facts) ? no('trial_fixed') : null);
  if (refusal) return refusal;
  if (billingCycle === facts.billingCycle) return no('same');
  const sold = offer?.availabilities.some(
    (each) => each.market === facts.market && each.term === facts.term && each.billingCycle === billingCycle && each.isPurchasable,
  );
  const run = running(facts, today);
  const months = monthsCharged(billingCycle, facts.term);
  const period = chargedPeriod(today, { termFrom: facts.termFrom, renewsOn: facts.renewsOn, months });
  if (!sold || !run || !period) return no('cycle_not_sold');
  if (!otherPrice) return no('no_price');
  const back = changeSeats(run.meter, run.metered, today, 0, run.daysInPeriod);
  const whole = daysOfWholePeriod(period, facts.termFrom, months);
  const meter = startedMeter({ period, unitPrice: otherPrice.unit, seats: facts.quantity }, today, whole);
  const lines = [
    lineOf({ startsOn: today, endsOn: run.period.endsOn }, run.daysInPeriod, facts.quantity, facts.unitPrice, back.amount),
    lineOf({ startsOn: today, endsOn: period.endsOn }, whole, facts.quantity, otherPrice.unit, meter.posted),
  ];
  const after = { billingCycle, unitPrice: otherPrice.unit, retailPrice: otherPrice.retail, priceListId: otherPrice.priceListId, meter };
  return plan(facts.unitPrice.currency, { after, amount: addMoney(back.amount, meter.posted), lines });
}

function planRenewal(facts: SubscriptionFacts, autoRenews: boolean): Plan | Refusal {
  const refusal = notActive(facts);
  if (refusal) return refusal;
  if (facts.renewsOn === null || !mayStopRenewal(facts.lifecycle)) return no('no_renewal');
  return facts.autoRenews === autoRenews ? no('same') : plan(facts.unitPrice.currency, { after: { autoRenews } });
}

function planConversion(facts: SubscriptionFacts, change: Extract<Change, { kind: 'convert' }>, { offer, otherPrice }: Around, now: Date): Plan | Refusal {
  if (!isTrial(facts)) return no('not_a_trial');
  const refusal = notActive(facts);
  if (refusal) return refusal;
  if (!offer?.convertsTo.includes(change.offerId)) return no('no_such_conversion');
  return replaced(facts, { ...change }, otherPrice, now, noMoney(facts.unitPrice.currency));
}

function planUpgrade(facts: SubscriptionFacts, offerId: string, { offer, otherPrice, addOns }: Around, now: Date): Plan | Refusal {
  const refusal = notActive(facts) ?? (isTrial(facts) ? no('trial_fixed') : null);
  if (refusal) return refusal;
  if (!offer?.upgradesTo.includes(offerId)) return no('no_such_upgrade');
  const left = addOns.filter((each) => each.state === 'active' && !each.addOnTo.includes(offerId));
  if (left.length) return no('add_ons_present', left.length);
  const run = running(facts, dayOf(now));
  const stopped = run && changeSeats(run.meter, run.metered, dayOf(now), 0, run.daysInPeriod);
  const { term, billingCycle, quantity } = facts;
  return replaced(facts, { offerId, term, billingCycle, quantity }, otherPrice, now, stopped?.amount ?? noMoney(facts.unitPrice.currency), stopped?.meter);
}

/** Something else takes its place from today on: it ends, with what is left of it given back. */
function replaced(
  facts: SubscriptionFacts,
  { offerId, term, billingCycle, quantity }: { readonly offerId: string; readonly term: Term; readonly billingCycle: BillingCycle; readonly quantity: number },
  price: OtherPrice | null,
  now: Date,
  back: Money,
  meter?: Meter,
): Plan | Refusal {
  if (price?.offer.offerId !== offerId) return no('no_price');
  const sold =
    price.offer.isSold &&
    price.offer.availabilities.some((each) => each.market === facts.market && each.term === term && each.billingCycle === billingCycle && each.isPurchasable);
  if (!sold) return no('not_sold');
  const bounds = outOfBounds(quantity, price.offer);
  if (bounds) return bounds;
  const after: After = { state: 'converted', endedAt: now, autoRenews: false, ...(meter ? { meter } : {}) };
  return plan(facts.unitPrice.currency, {
    after,
    amount: back,
    becomes: { offer: price.offer, quantity, term, billingCycle, price, first: firstOf(price, { term, billingCycle, quantity }, dayOf(now)) },
    schedule: null,
  });
}

/** What takes the place of something begins today, whole. */
const firstOf = ({ offer, unit }: OtherPrice, how: Pick<SubscriptionFacts, 'term' | 'billingCycle' | 'quantity'>, today: Day): FirstCharge =>
  firstChargeOf({ kind: offer.kind, isOperators: offer.isOperators, billing: offer.billing, ...how, unitPrice: unit, base: null }, today);

/** Everything that is charged at once: what is given back, and the first charge of what takes its place. */
export const totalOfPlan = ({ amount, becomes }: Plan): Money => (becomes ? addMoney(amount, becomes.first.amount) : amount);

function planSchedule(facts: SubscriptionFacts, schedule: Schedule | null, { offer, hasSchedule, otherPrice }: Around): Plan | Refusal {
  const refusal = notActive(facts);
  if (refusal) return refusal;
  if (facts.renewsOn === null || isTrial(facts)) return no('no_term');
  const currency = facts.unitPrice.currency;
  if (schedule === null) return hasSchedule ? plan(currency, { schedule: null }) : no('nothing_planned');
  const { quantity, term, billingCycle, offerId, ends } = schedule;
  if (!ends && quantity === null && term === null && billingCycle === null && offerId === null) return no('same');
  if (ends) return plan(currency, { schedule });
  if (offerId !== null && !offer?.upgradesTo.includes(offerId)) return no('no_such_upgrade');
  const target = offerId === null ? offer : otherPrice?.offer;
  if (offerId !== null && !target) return no('no_price');
  const bounds = outOfBounds(quantity ?? facts.quantity, target);
  if (bounds) return bounds;
  const [wantedTerm, wantedCycle] = [term ?? facts.term, billingCycle ?? facts.billingCycle];
  const sold = target?.availabilities.some(
    (each) => each.market === facts.market && each.term === wantedTerm && each.billingCycle === wantedCycle && each.isRenewable,
  );
  return sold ? plan(currency, { schedule }) : no('cycle_not_sold');
}
