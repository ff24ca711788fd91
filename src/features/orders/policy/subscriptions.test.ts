import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysUntil } from '../../../core/periods.ts';
import { cartStates, lifecycles, orderStates, subscriptionStates, suspensionReasons, transferKinds, transferStates } from '../contract/states.ts';
import { cartEvents, mayApprove, movedCart, movedOrder, nextOfCart, orderEvents } from './orders.ts';
import { blocksChange, deletedOn, mayTry, movedSubscription, nextStep, subscriptionEvents, warningDays, warningDue } from './subscriptions.ts';
import { blocksTransfer, movedTransfer, nextOfTransfer, transferEvents } from './transfers.ts';

/** Every state that can be reached from the first, and from each whether an end can be. */
function walk<State extends string, Event extends string>(
  first: readonly State[],
  events: readonly Event[],
  move: (state: State, event: Event) => State | undefined,
) {
  const reached: State[] = [];
  const waiting = [...first];
  for (const state of waiting) {
    if (reached.includes(state)) continue;
    reached.push(state);
    for (const event of events) {
      const to = move(state, event);
      if (to) waiting.push(to);
    }
  }
  const isEnd = (state: State) => events.every((event) => move(state, event) === undefined);
  const ends = (state: State, seen: readonly State[] = []): boolean =>
    isEnd(state) ||
    events.some((event) => {
      const to = move(state, event);
      return to !== undefined && to !== state && !seen.includes(to) && ends(to, [...seen, state]);
    });
  return { reached, isEnd, ends };
}

describe('the life of a subscription, walked whole', () => {
  const { reached, isEnd, ends } = walk(['pending'], subscriptionEvents, movedSubscription);
  test('every state is reached, and from every state its end', () => {
    expect(reached.toSorted()).toEqual([...subscriptionStates].sort());
    for (const state of reached) expect(ends(state), state).toBe(true);
    expect(reached.filter(isEnd).toSorted()).toEqual(['converted', 'deleted', 'moved']);
  });

  test('no state is without a next step, and what comes by itself comes on a day', () => {
    const days = { renewsOn: '2027-01-01', dataDeletedOn: '2027-02-01' };
    for (const state of reached)
      for (const lifecycle of lifecycles)
        for (const autoRenews of [true, false])
          for (const suspensionReason of [null, ...suspensionReasons]) {
            const next = nextStep({ state, lifecycle, autoRenews, suspensionReason, ...days });
            expect(next.step === 'none', state).toBe(isEnd(state));
            if (next.step !== 'none' && next.step !== 'provision') expect(next.by, `${state} ${next.step}`).not.toBeNull();
          }
  });

  test('what was deleted never comes back, and what is suspended is not renewed', () => {
    for (const event of subscriptionEvents) expect(movedSubscription('deleted', event)).toBeUndefined();
    expect(movedSubscription('suspended', 'renew')).toBeUndefined();
    expect(movedSubscription('canceled', 'reactivate')).toBeUndefined();
  });
});

test('a misused subscription waits for the operator, a trial for its partner', () => {
  const days = { renewsOn: '2027-01-01', dataDeletedOn: '2027-02-01', autoRenews: true };
  expect(nextStep({ state: 'suspended', lifecycle: 'license', suspensionReason: 'misuse', ...days })).toEqual({
    who: 'operator',
    step: 'lift',
    by: '2027-02-01',
  });
  expect(nextStep({ state: 'active', lifecycle: 'trial', suspensionReason: null, ...days }).step).toBe('convert_or_expire');
});

describe('how long what is suspended can be brought back', () => {
  const facts = { market: 'FR', isRetired: false, startedOn: '2026-01-10', firstBillingOn: '2026-01-10' };
  test('90 days; before the first bill as many more as that is away, 120 at most', () => {
    expect(deletedOn('2026-03-01', facts)).toBe(addDays('2026-03-01', 90));
    expect(deletedOn('2026-01-12', { ...facts, firstBillingOn: '2026-01-25' })).toBe(addDays('2026-01-12', 105));
    expect(deletedOn('2026-01-12', { ...facts, firstBillingOn: '2026-03-25' })).toBe(addDays('2026-01-12', 120));
    expect(deletedOn('2026-02-12', { ...facts, firstBillingOn: '2026-01-25' })).toBe(addDays('2026-02-12', 90));
  });
  test('60 days in China, 120 for what is no longer sold', () => {
    expect(deletedOn('2026-03-01', { ...facts, market: 'CN' })).toBe(addDays('2026-03-01', 60));
    expect(deletedOn('2026-03-01', { ...facts, isRetired: true })).toBe(addDays('2026-03-01', 120));
  });
  test('for any days: never less than promised, never more than 120', () => {
    const day = fc.integer({ min: 0, max: 4_000 }).map((count) => addDays('2020-01-01', count));
    fc.assert(
      fc.property(day, day, day, fc.constantFrom('FR', 'CN', 'TW'), (on, startedOn, firstBillingOn, market) => {
        const days = daysUntil(on, deletedOn(on, { market, isRetired: false, startedOn, firstBillingOn }));
        expect(days).toBeGreaterThanOrEqual(market === 'CN' ? 60 : 90);
        expect(days).toBeLessThanOrEqual(120);
      }),
    );
  });
});

test('each warning is given once, and who slept over some gets the nearest only', () => {
  expect(warningDue('2026-01-01', '2026-01-31', null)).toBe(30);
  expect(warningDue('2026-01-02', '2026-01-31', 30)).toBeUndefined();
  expect(warningDue('2026-01-29', '2026-01-31', 30)).toBe(3);
  expect(warningDue('2026-01-29', '2026-01-31', 3)).toBeUndefined();
  expect(warningDue('2026-01-30', '2026-01-31', 3)).toBe(1);
  expect(warningDue('2026-02-01', '2026-01-31', null)).toBeUndefined();
  expect(warningDue('2025-11-01', '2026-01-31', null)).toBeUndefined();
  let given: number | null = null;
  const heard: number[] = [];
  for (let left = 60; left >= 0; left--) {
    const due = warningDue(addDays('2026-06-01', -left), '2026-06-01', given);
    if (due !== undefined) heard.push((given = due));
  }
  expect(heard).toEqual([...warningDays]);
});

test('trials are for who has not tried, has not bought, and is neither a school nor an authority', () => {
  const facts = { segment: 'commercial', owns: false, tried: false };
  expect(mayTry(facts)).toBe('ok');
  expect(mayTry({ ...facts, segment: 'education' })).toBe('segment');
  expect(mayTry({ ...facts, owns: true })).toBe('owns');
  expect(mayTry({ ...facts, tried: true })).toBe('tried');
});

test('only what is active, and waits for nothing, is changed', () => {
  expect(subscriptionStates.filter((state) => blocksChange({ state, hasPendingChange: false }) === null)).toEqual(['active']);
  expect(blocksChange({ state: 'active', hasPendingChange: true })).toBe('pending');
  expect(blocksChange({ state: 'suspended', hasPendingChange: false })).toBe('suspended');
});

describe('carts, orders and transfers, walked whole', () => {
  test('every cart ends, and until it does somebody has the next step', () => {
    const { reached, isEnd, ends } = walk(['active'], cartEvents, movedCart);
    expect(reached.toSorted()).toEqual([...cartStates].sort());
    for (const state of reached) {
      expect(ends(state), state).toBe(true);
      expect(nextOfCart(state) === 'nobody', state).toBe(isEnd(state));
    }
    for (const event of cartEvents) expect(movedCart('ordered', event)).toBeUndefined();
  });

  test('a cart that waits for approval is not changed, and nobody approves what they asked for', () => {
    expect(movedCart('waiting', 'change')).toBeUndefined();
    expect(movedCart('waiting', 'check_out')).toBeUndefined();
    expect(mayApprove('ana', 'ana')).toBe(false);
    expect(mayApprove('ana', 'luc')).toBe(true);
  });

  test('an order is fulfilled or canceled', () => {
    expect(walk(['pending'], orderEvents, movedOrder).reached.toSorted()).toEqual([...orderStates].sort());
  });

  test('a transfer of either kind ends, and until then one of the two or the center has the next step', () => {
    const { reached, isEnd, ends } = walk(['open'], transferEvents, movedTransfer);
    expect(reached.toSorted()).toEqual([...transferStates].sort());
    for (const kind of transferKinds)
      for (const state of reached) {
        expect(ends(state), state).toBe(true);
        expect(nextOfTransfer(state, kind).who === 'nobody', state).toBe(isEnd(state));
      }
    expect(nextOfTransfer('open', 'handed_over').who).toBe('target');
    expect(nextOfTransfer('open', 'pulled').who).toBe('source');
    expect(movedTransfer('in_progress', 'withdraw')).toBeUndefined();
  });

  test('licenses go to one’s own provider only, metered use to whom the customer goes; reservations and trials stay', () => {
    const line = { kind: 'handed_over', state: 'active', lifecycle: 'license', hasOpenTransfer: false, isAddOn: false, areRelated: true } as const;
    expect(blocksTransfer(line)).toBeNull();
    expect(blocksTransfer({ ...line, areRelated: false })).toBe('not_related');
    expect(blocksTransfer({ ...line, kind: 'pulled' })).toBe('license');
    expect(blocksTransfer({ ...line, kind: 'pulled', lifecycle: 'usage' })).toBeNull();
    expect(blocksTransfer({ ...line, lifecycle: 'reservation' })).toBe('reservation');
    expect(blocksTransfer({ ...line, lifecycle: 'trial' })).toBe('trial');
    expect(blocksTransfer({ ...line, isAddOn: true })).toBe('add_on');
    expect(blocksTransfer({ ...line, hasOpenTransfer: true })).toBe('open_transfer');
    expect(blocksTransfer({ ...line, state: 'canceled' })).toBe('over');
    expect(blocksTransfer({ ...line, state: 'suspended' })).toBe('suspended');
  });
});
