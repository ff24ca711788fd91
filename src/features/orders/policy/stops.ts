import { addMoney, isNoMoney, multiplyMoney, negateMoney, noMoney, roundMoney } from '../../../core/money.ts';
import { dayOf } from '../../../core/periods.ts';
import type { ChargeLine } from '../contract/shapes.ts';
import type { SubscriptionState, SuspensionReason } from '../contract/states.ts';
import { type Ending, endingOf } from './endings.ts';
import { changeSeats, creditAll, type Meter } from './meter.ts';
import { type After, type Around, lineOf, linesOf, no, notActive, plan, type Plan, type Refusal, running, type SubscriptionFacts } from './plans.ts';
import { nextRenewal } from './pricing.ts';
import { deletedOn, keptOn, movedSubscription } from './subscriptions.ts';

/** What ending it now gives back, with the meter as it is then. */
function ended(facts: SubscriptionFacts, now: Date): { readonly ending: Ending; readonly meter: Meter | null; readonly lines: readonly ChargeLine[] } {
  const today = dayOf(now);
  const run = running(facts, today, facts.state === 'suspended' ? 0 : facts.quantity);
  const nothing = noMoney(facts.unitPrice.currency);
  // What was paid once and for good has no meter: all of it, or none.
  const whole = facts.meter ? nothing : facts.lifecycle === 'software' ? roundMoney(multiplyMoney(facts.unitPrice, facts.quantity)) : nothing;
  const stopped = run && changeSeats(run.meter, run.metered, today, 0, run.daysInPeriod);
  const ending = endingOf(
    {
      lifecycle: facts.lifecycle,
      billingCycle: facts.billingCycle,
      orderedAt: facts.orderedAt,
      posted: run?.meter.posted ?? whole,
      rest: stopped ? negateMoney(stopped.amount) : nothing,
      isUsed: false,
    },
    now,
  );
  if (!run || !stopped) return { ending, meter: null, lines: [] };
  if (ending.way === 'full') {
    const line = lineOf(run.period, run.daysInPeriod, facts.quantity, facts.unitPrice, negateMoney(ending.refund));
    return { ending, meter: creditAll(run.meter, today).meter, lines: isNoMoney(ending.refund) ? [] : [line] };
  }
  const line = lineOf({ startsOn: today, endsOn: run.period.endsOn }, run.daysInPeriod, facts.quantity, facts.unitPrice, stopped.amount);
  const isRefunded = ending.way === 'prorated' || ending.way === 'prorated_less_fee';
  return { ending, meter: isRefunded ? stopped.meter : run.meter, lines: isRefunded && !isNoMoney(stopped.amount) ? [line] : [] };
}

/** Add-ons that stand go where their base goes. */
const along = (around: Around, states: readonly SubscriptionState[], make: (addOn: SubscriptionFacts) => Plan | Refusal): Plan['along'] =>
  around.addOns.flatMap((addOn) => {
    if (!states.includes(addOn.state)) return [];
    const made = make(addOn);
    return 'refused' in made ? [] : [{ subscriptionId: addOn.subscriptionId, plan: made }];
  });
const alone: Around = { offer: undefined, parentState: null, addOns: [], hasSchedule: false, supporters: [], otherPrice: null };
const withAlong = (made: Plan, more: Plan['along']): Plan => ({
  ...made,
  along: more,
  amount: more.reduce((sum, each) => addMoney(sum, each.plan.amount), made.amount),
});

export function planSuspension(facts: SubscriptionFacts, reason: SuspensionReason, around: Around, now: Date): Plan | Refusal {
  const refusal = notActive(facts);
  if (refusal) return refusal;
  const today = dayOf(now);
  // Only what is charged for being there stops being charged: the rest of a license is given back, as when it ends.
  const { ending, meter, lines } = ended(facts, now);
  const isCredited = facts.lifecycle === 'license';
  const after: After = {
    state: movedSubscription(facts.state, 'suspend') ?? facts.state,
    suspendedAt: now,
    suspensionReason: reason,
    dataDeletedOn: deletedOn(today, {
      market: facts.market,
      isRetired: around.offer?.isSold === false,
      startedOn: facts.startedOn,
      firstBillingOn: facts.startedOn,
    }),
    ...(isCredited && meter ? { meter } : {}),
  };
  const made = plan(facts.unitPrice.currency, {
    after,
    amount: isCredited ? negateMoney(ending.refund) : noMoney(facts.unitPrice.currency),
    lines: isCredited ? lines : [],
    way: isCredited ? ending.way : 'nothing',
    until: ending.until,
  });
  return withAlong(
    made,
    along(around, ['active'], (addOn) => planSuspension(addOn, 'parent_suspended', alone, now)),
  );
}

export function planReactivation(facts: SubscriptionFacts, around: Around, now: Date): Plan | Refusal {
  const today = dayOf(now);
  if (facts.state !== 'suspended') return no(facts.state === 'active' || facts.state === 'pending' ? 'not_suspended' : 'over');
  if (facts.suspensionReason === 'misuse') return no('operator_only');
  if (facts.dataDeletedOn !== null && today >= facts.dataDeletedOn) return no('window_over');
  if (around.parentState !== null && around.parentState !== 'active') return no('parent_not_active');
  const currency = facts.unitPrice.currency;
  // A term that went by meanwhile begins anew.
  const isOver = facts.renewsOn !== null && facts.renewsOn <= today;
  const term = isOver ? { termFrom: today, renewsOn: nextRenewal(today, today, facts.term) } : {};
  const run = running({ ...facts, ...term }, today, 0);
  const isCredited = facts.lifecycle === 'license';
  const back =
    run && isCredited
      ? changeSeats(
          isOver ? { ...run.meter, posted: noMoney(currency), seatDays: 0, markedOn: today } : run.meter,
          run.metered,
          today,
          facts.quantity,
          run.daysInPeriod,
        )
      : null;
  const lines = run && back ? linesOf({ startsOn: today, endsOn: run.period.endsOn }, run.daysInPeriod, facts.unitPrice, 0, facts.quantity, back.amount) : [];
  const after: After = { state: 'active', suspendedAt: null, suspensionReason: null, dataDeletedOn: null, ...term, ...(back ? { meter: back.meter } : {}) };
  const made = plan(currency, { after, amount: back?.amount ?? noMoney(currency), lines });
  return withAlong(
    made,
    along(around, ['suspended'], (addOn) => (addOn.suspensionReason === 'parent_suspended' ? planReactivation(addOn, alone, now) : no('operator_only'))),
  );
}

export function planCancellation(facts: SubscriptionFacts, around: Around, now: Date): Plan | Refusal {
  const to = movedSubscription(facts.state, 'cancel');
  if (!to) return no(facts.state === 'pending' ? 'pending' : 'over');
  const { ending, meter, lines } = ended(facts, now);
  if (ending.way === 'at_renewal') return no('end_at_renewal');
  if (ending.way === 'refused') return no('refund_over');
  const currency = facts.unitPrice.currency;
  const after: After = { state: to, endedAt: now, autoRenews: false, dataDeletedOn: keptOn(dayOf(now)), ...(meter ? { meter } : {}) };
  const made = plan(currency, {
    after,
    amount: negateMoney(ending.refund),
    lines,
    fee: isNoMoney(ending.fee) ? null : ending.fee,
    way: ending.way,
    until: ending.until,
    schedule: around.hasSchedule ? null : undefined,
  });
  return withAlong(
    made,
    along(around, ['active', 'suspended'], (addOn) => planCancellation(addOn, alone, now)),
  );
}
