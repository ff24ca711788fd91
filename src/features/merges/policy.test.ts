import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../core/access.ts';
import { mergeStates, sides } from './contract.ts';
import { canDo, events, finalStates, moved, outcomes, stateOf } from './policy.ts';

const now = new Date('2026-11-21T09:00:00Z');
const later = new Date('2026-12-21T09:00:00Z');

test('every state of a merge has a way on, or is an end from which the two companies can begin anew', () => {
  for (const state of mergeStates) {
    const ways = sides.flatMap((side) => events.flatMap((event) => moved(state, event, side) ?? []));
    const byItself = state === 'confirmed' ? outcomes.confirmed : [];
    expect(ways.length + byItself.length > 0, state).toBe(!finalStates.has(state));
  }
});

test('walked from the invitation, nothing but the drawn states is reached, and all of them are', () => {
  const [seen, waiting] = [new Set<string>(), ['invited'] as (typeof mergeStates)[number][]];
  for (const state of waiting) {
    if (seen.has(state)) continue;
    seen.add(state);
    for (const side of sides) for (const event of events) waiting.push(...([moved(state, event, side)].filter(Boolean) as typeof waiting));
    if (state === 'confirmed') waiting.push(...outcomes.confirmed);
    waiting.push(stateOf({ state, expiresAt: now }, later));
  }
  expect([...seen].toSorted()).toEqual([...mergeStates].toSorted());
});

test('nobody begins a merge but the survivor after the other has agreed; nobody agrees but the invited', () => {
  const allowed = mergeStates.flatMap((state) =>
    sides.flatMap((side) => events.filter((event) => moved(state, event, side)).map((event) => `${state} ${side} ${event}`)),
  );
  expect(allowed).toEqual([
    'invited survivor withdraw',
    'invited joining accept',
    'invited joining reject',
    'accepted survivor withdraw',
    'accepted survivor confirm',
    'accepted joining reject',
  ]);
});

test('whatever either side does and however long it takes, nothing is merged that both have not agreed to, and an end stays one', () => {
  const acting = fc.record({ side: fc.constantFrom(...sides), event: fc.constantFrom(...events), days: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(acting, { maxLength: 15 }), fc.constantFrom(...outcomes.confirmed), (acts, outcome) => {
      let [state, at]: [(typeof mergeStates)[number], number] = ['invited', now.getTime()];
      const did = new Set<string>();
      for (const { side, event, days } of acts) {
        at += days * 86_400_000;
        const before = stateOf({ state, expiresAt: later }, new Date(at));
        const after = moved(before, event, side);
        if (finalStates.has(before)) expect(after).toBeUndefined();
        state = after ?? before;
        if (after) did.add(`${side} ${event}`);
        if (state === 'confirmed') state = outcome;
      }
      if (state === 'merged') expect([...did].toSorted()).toEqual(['joining accept', 'survivor confirm']);
    }),
  );
});

test('an invitation past its time can be answered no more, a merge that has begun never runs out', () => {
  expect(stateOf({ state: 'accepted', expiresAt: now }, later)).toBe('expired');
  expect(stateOf({ state: 'confirmed', expiresAt: now }, later)).toBe('confirmed');
});

test('without the right to change merges one reads them only', () => {
  const rights = evaluate([{ role: 'billing_admin', scope: 'company', endsAt: null }], [], now);
  expect(Object.values(canDo(rights, 'accepted', 'survivor'))).toEqual([false, false, false, false]);
});
