import { expect, test } from 'vitest';
import { formatsFor, type Locale } from '../../core/locale.ts';
import { openSentences } from '../../server/sentences.ts';
import type { Hours, Weekday } from './contract/directory.ts';
import { spansFrom, standingAt } from './policy/hours.ts';
import { hoursInWords, type Reader, stateInWords } from './screens/hoursInWords.ts';

const sentences = openSentences();
const reader = (locale: Locale, timeZone: string): Reader => ({ ...formatsFor(locale), t: sentences.translator(locale), locale, timeZone });
const span = (days: string, open: string, close: string): Hours => ({ days: days.split(' ') as Weekday[], open, close });
const office = [span('mon tue wed thu fri', '09:00', '18:00')];
const said = (hours: readonly Hours[], now: string, who: Reader, zone = 'Europe/Paris') =>
  stateInWords(standingAt(hours, zone, new Date(now)), new Date(now), who);
const week = (hours: readonly Hours[], who: Reader, zone = 'Europe/Paris') => hoursInWords(spansFrom(hours, zone, new Date('2026-11-21T09:00:00Z')), who);

test('open and closed are said by the reader’s clock, with a day only where it is another', () => {
  expect(said(office, '2026-11-20T10:00:00Z', reader('fr', 'Europe/Paris'))).toBe('Ouvert, jusqu’à 18:00');
  expect(said(office, '2026-11-20T10:00:00Z', reader('es', 'America/Mexico_City'))).toBe('Abierto ahora, hasta las 11:00');
  expect(said(office, '2026-11-20T06:00:00Z', reader('zh-CN', 'Asia/Shanghai'))).toBe('已下班，16:00开始服务');
  expect(said(office, '2026-11-21T10:00:00Z', reader('en', 'Europe/London'))).toBe('Closed, opens Monday 8:00 AM');
  expect(said([], '2026-11-21T10:00:00Z', reader('zh-TW', 'Asia/Taipei'))).toBe('全天候服務');
  // Past midnight where the reader is.
  expect(said([span('fri', '20:00', '02:00')], '2026-11-20T22:00:00Z', reader('fr', 'Europe/Paris'))).toBe('Ouvert, jusqu’à 02:00');
});

test('a week is told in as few lines as there are different hours', () => {
  expect(week(office, reader('fr', 'Europe/Paris'))).toEqual(['lun.–ven., 09:00–18:00']);
  expect(week([...office, span('sat', '10:00', '14:00')], reader('en', 'America/New_York'))).toEqual(['Mon–Fri, 3:00 AM–12:00 PM', 'Sat, 4:00 AM–8:00 AM']);
  expect(week([span('mon tue', '09:00', '12:00'), span('mon tue', '13:00', '17:00')], reader('zh-CN', 'Europe/Paris'))).toEqual([
    '周一和周二 09:00–12:00和13:00–17:00',
  ]);
  // Morning in Tokyo is the evening before in New York.
  expect(week(office, reader('en', 'America/New_York'), 'Asia/Tokyo')).toEqual(['Mon–Thu and Sun, 7:00 PM–4:00 AM']);
});

test('what is open for days is told as one stretch, and what never closes not at all', () => {
  const daily = span('mon tue wed thu fri', '00:00', '24:00');
  expect(week([daily], reader('fr', 'Europe/Paris'))).toEqual(['de lun. 00:00 à sam. 00:00']);
  expect(week([span('mon tue wed thu fri sat sun', '00:00', '24:00')], reader('fr', 'Europe/Paris'))).toEqual([]);
});
