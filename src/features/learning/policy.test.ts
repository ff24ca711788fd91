import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LearningState, learningStates } from './contract.ts';
import { learningEvents, moved, nextStart, standingOf, starts, startsLeft, stateOf } from './policy.ts';

const day = 86_400_000;
const now = new Date('2026-11-21T09:00:00Z');

test('every event in every state leads where the specification says, or is refused', () => {
  const walked = Object.fromEntries(
    learningStates.map((state) => [state, Object.fromEntries(learningEvents.map((event) => [event, moved(state, event) ?? null]))]),
  );
  expect(walked).toEqual({
    unlinked: { associate: 'linked', choose: null, remove: null, leave: null },
    linked: { associate: null, choose: 'linked', remove: 'unlinked', leave: 'idle' },
    idle: { associate: null, choose: 'linked', remove: 'unlinked', leave: null },
  });
});

test('from every state every other one can be reached, and taking the profile away is always one step', () => {
  for (const from of learningStates) {
    const reached = new Set<LearningState>([from]);
    for (const state of reached) for (const event of learningEvents) reached.add(moved(state, event) ?? state);
    expect([...reached].toSorted(), from).toEqual([...learningStates].toSorted());
    if (from !== 'unlinked') expect(moved(from, 'remove')).toBe('unlinked');
  }
});

test('a profile without a company is idle, none at all is unlinked', () => {
  expect([undefined, { countsFor: null }, { countsFor: 'x' }].map(stateOf)).toEqual(['unlinked', 'idle', 'linked']);
});

/** Attempts on random days; each goes through when the rule allows it. */
const attempts = fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 60 }).map((days) => days.toSorted((a, b) => a - b));
const goThrough = (days: readonly number[]): Date[] =>
  days.reduce<Date[]>((made, at) => {
    const when = new Date(now.getTime() + at * day);
    return nextStart(made, when) ? made : [...made, when];
  }, []);

test('however one tries, no two starts are less than 30 days apart, and no 365 days hold more than three', () => {
  fc.assert(
    fc.property(attempts, (days) => {
      const made = goThrough(days).map((at) => at.getTime());
      for (const [at, time] of made.entries()) {
        if (at > 0) expect(time - (made[at - 1] ?? 0)).toBeGreaterThanOrEqual(starts.daysApart * day);
        expect(made.filter((other) => other >= time && other < time + starts.inDays * day).length).toBeLessThanOrEqual(starts.most);
      }
    }),
  );
});

test('the next date that is shown is right: refused one millisecond before, possible then', () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 0, max: 1_600 }), (days, today) => {
      const at = new Date(now.getTime() + today * day);
      const made = goThrough(days.filter((one) => one <= today));
      const next = nextStart(made, at);
      if (!next) return;
      expect(next.getTime()).toBeGreaterThan(at.getTime());
      expect(nextStart(made, next)).toBeNull();
      expect(nextStart(made, new Date(next.getTime() - 1))).toEqual(next);
    }),
  );
});

test('the order in which the starts are given does not matter, and what is left is never below none', () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 0, max: 1_600 }), (days, today) => {
      const at = new Date(now.getTime() + today * day);
      const made = goThrough(days.filter((one) => one <= today));
      expect(nextStart(made.toReversed(), at)).toEqual(nextStart(made, at));
      const left = startsLeft(made, at);
      expect(left).toBeGreaterThanOrEqual(0);
      if (left === 0) expect(nextStart(made, at)).not.toBeNull();
    }),
  );
});

test('a certificate is good on its first and on its last day', () => {
  const of = (from: string, until: string | null) => standingOf({ from, until }, now);
  expect(of('2026-11-21', null)).toBe('valid');
  expect(of('2026-11-22', null)).toBe('coming');
  expect(of('2025-11-22', '2026-11-21')).toBe('expiring');
  expect(of('2025-11-21', '2026-11-20')).toBe('expired');
  expect(of('2026-01-01', '2027-02-19')).toBe('expiring');
  expect(of('2026-01-01', '2027-02-20')).toBe('valid');
});
