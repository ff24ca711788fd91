import { expect, test } from 'vitest';
import type { Hours, Weekday } from '../contract/directory.ts';
import { isTimeZone, spansFrom, standingAt } from './hours.ts';

const span = (days: string, open: string, close: string): Hours => ({ days: days.split(' ') as Weekday[], open, close });
const workdays = span('mon tue wed thu fri', '09:00', '18:00');
const office = [workdays];

/** What it is, which hours, which zone, at which instant, open or not, until or again when. */
const table: readonly [string, readonly Hours[], string, string, boolean, string | null][] = [
  ['without hours it is open at all times', [], 'Europe/Paris', '2026-11-21T03:00:00Z', true, null],
  ['on a working day it is open until it closes', office, 'Europe/Paris', '2026-11-20T10:00:00Z', true, '2026-11-20T17:00:00Z'],
  ['before it opens it opens the same day', office, 'Europe/Paris', '2026-11-20T07:59:00Z', false, '2026-11-20T08:00:00Z'],
  ['the minute it opens it is open', office, 'Europe/Paris', '2026-11-20T08:00:00Z', true, '2026-11-20T17:00:00Z'],
  ['the minute it closes it is closed, over the weekend', office, 'Europe/Paris', '2026-11-20T17:00:00Z', false, '2026-11-23T08:00:00Z'],
  ['at the weekend it opens on Monday', office, 'Europe/Paris', '2026-11-21T12:00:00Z', false, '2026-11-23T08:00:00Z'],
  ['Monday has begun elsewhere before it has here', office, 'Asia/Tokyo', '2026-11-22T23:59:00Z', false, '2026-11-23T00:00:00Z'],
  ['Monday has begun there already', office, 'Asia/Tokyo', '2026-11-23T00:00:00Z', true, '2026-11-23T09:00:00Z'],
  ['quarters of an hour from Greenwich count', office, 'Asia/Kathmandu', '2026-11-23T03:14:00Z', false, '2026-11-23T03:15:00Z'],
  ['far in the east', office, 'Pacific/Kiritimati', '2026-11-22T19:00:00Z', true, '2026-11-23T04:00:00Z'],
  ['far in the west', office, 'Pacific/Niue', '2026-11-23T20:00:00Z', true, '2026-11-24T05:00:00Z'],
  ['past midnight it is still the evening’s', [span('fri', '20:00', '02:00')], 'Europe/Madrid', '2026-11-21T00:30:00Z', true, '2026-11-21T01:00:00Z'],
  [
    'after a night that is over it is closed for a week',
    [span('fri', '20:00', '02:00')],
    'Europe/Madrid',
    '2026-11-21T01:00:00Z',
    false,
    '2026-11-27T19:00:00Z',
  ],
  ['until midnight is until midnight', [span('sat', '12:00', '24:00')], 'UTC', '2026-11-21T23:59:59Z', true, '2026-11-22T00:00:00Z'],
  ['days that touch are one', [span('sat', '12:00', '24:00'), span('sun', '00:00', '06:00')], 'UTC', '2026-11-21T13:00:00Z', true, '2026-11-22T06:00:00Z'],
  ['day and night on every day never closes', [span('mon tue wed thu fri sat sun', '00:00', '24:00')], 'UTC', '2026-11-21T13:00:00Z', true, null],
  ['a break at noon', [span('sat', '09:00', '12:00'), span('sat', '13:00', '17:00')], 'UTC', '2026-11-21T12:30:00Z', false, '2026-11-21T13:00:00Z'],
  ['spans that overlap are one', [span('sat', '09:00', '14:00'), span('sat', '13:00', '17:00')], 'UTC', '2026-11-21T10:00:00Z', true, '2026-11-21T17:00:00Z'],
  // Clocks are set forward on 29 March 2026 and back on 25 October 2026 in Europe.
  ['in summer it opens an hour earlier by Greenwich', office, 'Europe/Paris', '2026-03-28T12:00:00Z', false, '2026-03-30T07:00:00Z'],
  ['after summer it opens an hour later by Greenwich', office, 'Europe/Paris', '2026-10-24T12:00:00Z', false, '2026-10-26T08:00:00Z'],
  ['a night that loses an hour', [span('sat', '22:00', '04:00')], 'Europe/Paris', '2026-03-28T23:00:00Z', true, '2026-03-29T02:00:00Z'],
  ['a night that gains an hour', [span('sat', '22:00', '04:00')], 'Europe/Paris', '2026-10-24T23:00:00Z', true, '2026-10-25T03:00:00Z'],
  ['it never closes at a time that does not come', [span('sun', '00:00', '02:30')], 'Europe/Paris', '2026-03-29T00:00:00Z', true, '2026-03-29T00:30:00Z'],
  ['it never opens before a time that does not come', [span('sun', '02:30', '10:00')], 'Europe/Paris', '2026-03-29T01:10:00Z', false, '2026-03-29T01:30:00Z'],
  ['of a time that comes twice it closes at the first', [span('sun', '00:00', '02:30')], 'Europe/Paris', '2026-10-25T00:00:00Z', true, '2026-10-25T00:30:00Z'],
  ['of a time that comes twice it opens at the second', [span('sun', '02:30', '10:00')], 'Europe/Paris', '2026-10-25T01:00:00Z', false, '2026-10-25T01:30:00Z'],
  ['half an hour of summer', office, 'Australia/Lord_Howe', '2026-10-05T22:05:00Z', true, '2026-10-06T07:00:00Z'],
  ['in the south summer is in winter', office, 'America/Santiago', '2026-11-23T11:59:00Z', false, '2026-11-23T12:00:00Z'],
];

test.each(table)('%s', (_, hours, zone, now, isOpen, changesAt) => {
  expect(standingAt(hours, zone, new Date(now))).toEqual({ isOpen, changesAt: changesAt && new Date(changesAt) });
});

test('what is told of a week holds at each of its quarters of an hour', () => {
  const begun = new Date('2026-10-21T09:00:00Z');
  const hours = [workdays, span('sat', '22:00', '04:00')];
  const spans = spansFrom(hours, 'Europe/Paris', begun);
  for (let at = begun.getTime(); at < begun.getTime() + 7 * 86_400_000; at += 900_000) {
    const isOpen = spans.some(({ from, to }) => from.getTime() <= at && at < to.getTime());
    expect(standingAt(hours, 'Europe/Paris', new Date(at)).isOpen, new Date(at).toISOString()).toBe(isOpen);
  }
});

test('a week from now has every weekday once more', () => {
  const spans = spansFrom(office, 'Europe/Paris', new Date('2026-11-23T17:30:00Z'));
  expect(spans.map(({ from }) => from.toISOString().slice(0, 10))).toEqual(['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30']);
});

test('a zone is one that clocks are known of', () => {
  expect(['Europe/Paris', 'UTC', 'Asia/Taipei', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, true, false, false]);
});
