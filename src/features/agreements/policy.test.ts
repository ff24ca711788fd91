import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrollmentStates } from '../programs/contract.ts';
import { endOf, holdsUntil, isOpen, noticeDays, noticeDue, type Published, placesOf, placesWithin, statusOf, textOn, upcomingText } from './policy.ts';

const text = (region: string, number: number, validFrom: string, earlierUntil: string | null = null): Published => ({
  textId: `${region}${number}`,
  agreement: 'partner',
  region,
  number,
  validFrom,
  earlierUntil,
});
const all = [text('all', 1, '2026-01-01'), text('all', 2, '2026-06-01'), text('europe', 1, '2026-03-01'), text('europe', 2, '2026-12-01')];

test('a company is asked for the latest text of its region, or else for that of all regions', () => {
  expect(textOn(all, 'partner', ['europe', 'all'], '2026-02-01')?.textId).toBe('all1');
  expect(textOn(all, 'partner', ['europe', 'all'], '2026-11-21')?.textId).toBe('europe1');
  expect(textOn(all, 'partner', ['europe', 'all'], '2026-12-01')?.textId).toBe('europe2');
  expect(textOn(all, 'partner', ['taiwan', 'all'], '2026-11-21')?.textId).toBe('all2');
  // China is in no reseller region.
  expect(placesOf('CN')).toEqual(['CN', 'all']);
  expect(textOn(all, 'partner', placesOf('CN'), '2026-11-21')?.textId).toBe('all2');
  expect(textOn(all, 'partner', ['europe', 'all'], '2025-12-31')).toBeUndefined();
  expect(textOn(all, 'other', ['europe', 'all'], '2026-11-21')).toBeUndefined();
});

test('a country’s own text comes before that of its region, however many the region has had', () => {
  const texts = [...all, text('FR', 1, '2026-04-01')];
  expect(placesOf('FR')).toEqual(['FR', 'europe', 'all']);
  expect(textOn(texts, 'partner', placesOf('FR'), '2026-12-01')?.textId).toBe('FR1');
  expect(textOn(texts, 'partner', placesOf('FR'), '2026-03-31')?.textId).toBe('europe1');
  expect(textOn(texts, 'partner', placesOf('ES'), '2026-12-01')?.textId).toBe('europe2');
  expect(upcomingText(texts, 'partner', placesOf('FR'), '2026-03-31')?.textId).toBe('FR1');
  // A draft begins with what holds where it is meant for.
  expect([placesWithin('FR'), placesWithin('europe'), placesWithin('all')]).toEqual([['FR', 'europe', 'all'], ['europe', 'all'], ['all']]);
});

test('what comes next is the first later text that a company will be asked for', () => {
  expect(upcomingText(all, 'partner', ['europe', 'all'], '2026-11-21')?.textId).toBe('europe2');
  expect(upcomingText(all, 'partner', ['taiwan', 'all'], '2026-11-21')).toBeUndefined();
  // A text for everyone says nothing to a region that has its own.
  expect(upcomingText([...all, text('all', 3, '2026-11-30')], 'partner', ['europe', 'all'], '2026-11-21')?.textId).toBe('europe2');
});

test('an agreement is available once a program is so far, and what was accepted is never taken back', () => {
  expect(statusOf({ textId: undefined, accepted: [], states: ['qualified'] })).toBe('not_offered');
  for (const state of enrollmentStates)
    expect(statusOf({ textId: 'a', accepted: [], states: [state] }), state).toBe(
      ['qualified', 'active', 'restricted', 'suspended'].includes(state) ? 'available' : 'unavailable',
    );
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      fc.subarray(['a', 'b']),
      fc.subarray([...enrollmentStates]),
      (textId, accepted, states) => {
        const status = statusOf({ textId, accepted, states });
        if (accepted.length) expect(['accepted', 'renewed']).toContain(status);
        if (textId && accepted.includes(textId)) expect(status).toBe('accepted');
        // Nothing can be accepted that is not there, nor twice.
        if (isOpen(status)) expect(textId !== undefined && !accepted.includes(textId)).toBe(true);
      },
    ),
  );
});

test('an acceptance holds for good, unless a text that takes its place says until when', () => {
  const [first, second, third, other] = [
    text('all', 1, '2026-01-01'),
    text('all', 2, '2026-06-01', '2026-08-31'),
    text('all', 3, '2026-07-01', '2026-12-31'),
    text('europe', 1, '2026-03-01', '2026-05-31'),
  ] as const;
  const texts = [first, second, third, other];
  expect(holdsUntil(texts, first, ['all'])).toBe('2026-08-31');
  expect(holdsUntil(texts, second, ['all'])).toBe('2026-12-31');
  expect(holdsUntil(texts, third, ['all'])).toBeNull();
  // In Europe its own text comes before those for everyone, whenever they were published.
  expect(holdsUntil(texts, first, ['europe', 'all'])).toBe('2026-05-31');
  expect(holdsUntil(texts, other, ['europe', 'all'])).toBeNull();
  expect(endOf(texts, ['all1', 'all2'], ['all'])).toBe('2026-12-31');
  expect(endOf(texts, ['all1', 'all3'], ['all'])).toBeNull();
  expect(endOf(texts, [], ['all'])).toBeUndefined();
  const at = (day: string) => statusOf({ textId: 'all2', accepted: ['all1'], states: [], endsOn: '2026-08-31', day });
  expect(['2026-06-01', '2026-08-31', '2026-09-01'].map(at)).toEqual(['renewed', 'renewed', 'expired']);
  expect(isOpen('expired')).toBe(true);
  expect(statusOf({ textId: 'all2', accepted: ['all1', 'all2'], states: [], endsOn: '2026-08-31', day: '2027-01-01' })).toBe('accepted');
});

test('of an end every notice is given once, in time, and of the end itself', () => {
  const day = (left: number) => new Date(Date.UTC(2026, 7, 31) - left * 86_400_000).toISOString().slice(0, 10);
  const told: number[] = [];
  for (let left = 40; left >= -5; left--) {
    const due = noticeDue('2026-08-31', day(left), told.at(-1) ?? null);
    if (due !== null) told.push(due);
  }
  expect(told).toEqual([...noticeDays, 0]);
  // A center that was asleep says the nearest one only.
  expect(noticeDue('2026-08-31', day(5), null)).toBe(7);
  expect(noticeDue('2026-08-31', day(-5), null)).toBe(0);
});
