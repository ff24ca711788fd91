import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closingStates, remindedAt, waitingDays } from './contract.ts';
import { begun, closingEvents, daysOn, moved, openStates, reminderDue } from './policy.ts';

test('what is open has a way on and a way back; what is over stays what it is', () => {
  const ways = closingStates.map((state) => [state, closingEvents.filter((event) => moved(state, event))]);
  expect(ways).toEqual([
    ['asked', ['agree', 'decline', 'take_back', 'lapse']],
    ['waiting', ['take_back', 'close', 'stop']],
    ['closed', []],
    ['withdrawn', []],
    ['declined', []],
    ['lapsed', []],
    ['stopped', []],
  ]);
  expect(openStates.every((state) => moved(state, 'take_back') === 'withdrawn')).toBe(true);
});

test('whatever happens in whatever order, nothing closes that was not agreed to, and nothing ends twice', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.constantFrom(...closingEvents), { maxLength: 12 }), (hasSecond, events) => {
      let state = begun(hasSecond);
      const walked = [state];
      for (const event of events) {
        const to = moved(state, event);
        if (!to) continue;
        expect(openStates).toContain(state);
        state = to;
        walked.push(state);
      }
      if (state === 'closed') expect(walked.at(-2)).toBe('waiting');
      if (hasSecond && walked.includes('waiting')) expect(walked[0]).toBe('asked');
    }),
  );
});

test('people are reminded fourteen days, a week and a day before, each once; after a pause of the nearest only', () => {
  const start = new Date('2026-11-21T09:00:00Z');
  const closesAt = daysOn(start, waitingDays);
  let last: number | null = null;
  const told: [number, number][] = [];
  for (let hour = 0; hour < waitingDays * 24; hour++) {
    const now = new Date(start.getTime() + hour * 3_600_000);
    const due = reminderDue(now, closesAt, last, remindedAt);
    if (due !== null) told.push([Math.floor(hour / 24), (last = due)]);
  }
  expect(told).toEqual([
    [16, 14],
    [23, 7],
    [29, 1],
  ]);
  expect(reminderDue(daysOn(start, 29), closesAt, null, remindedAt)).toBe(1);
  expect(reminderDue(closesAt, closesAt, null, remindedAt)).toBeNull();
});
