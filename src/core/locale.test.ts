import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { formatsFor, isLocale, locales, pickLocale, sourceOf, translator } from './locale.ts';
import type { CompiledMessages, Locale, MessageKey } from './locale.ts';

/** Any key will do here; these messages are the test's own. */
const key = (id: string) => id as MessageKey;
const compiled = (messages: Record<string, string>): CompiledMessages =>
  Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, compileMessage(message)]));

test.each<[string | readonly string[], Locale]>([
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['en;q=0.5, es-MX', 'es'],
  ['zh-HK', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
  ['zh-MO,en', 'zh-TW'],
  ['zh-Hans', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh', 'zh-CN'],
  [['de-DE', 'zh-TW', 'en'], 'zh-TW'],
  ['*', 'en'],
  ['', 'en'],
  ['x-nonsense-!!, fr', 'fr'],
  ['fr;q=0, es;q=0.1', 'es'],
])('who asks for %s reads %s', (wanted, locale) => {
  expect(pickLocale(wanted)).toBe(locale);
});

test('a language that the center does not offer gives way to the next, then to the center’s first', () => {
  expect(pickLocale('fr, es', ['en', 'es'])).toBe('es');
  expect(pickLocale('fr', ['es', 'en'])).toBe('es');
  expect(pickLocale(null, ['zh-TW'])).toBe('zh-TW');
});

test('a reader of one Chinese script gets the other rather than a foreign language, unless they also read that one', () => {
  expect(pickLocale('zh-TW', ['en', 'zh-CN'])).toBe('zh-CN');
  expect(pickLocale('zh-TW, en', ['en', 'zh-CN'])).toBe('en');
});

test('only our own words are locales', () => {
  expect(locales.every(isLocale)).toBe(true);
  expect([isLocale('de'), isLocale(undefined), isLocale('../en')]).toEqual([false, false, false]);
});

test('a sentence takes its plural form and its numbers from the language', () => {
  const t = translator('fr', compiled({ seats: '{count, plural, one {# poste} other {# postes}}', sum: '{n, number}' }));
  expect([0, 1, 2].map((count) => t(key('seats'), { count }))).toEqual(['0 poste', '1 poste', '2 postes']);
  expect(t(key('sum'), { n: 12345.6 })).toBe('12\u202f345,6');
});

test('every sentence remembers where it came from, the newest when two are equal', () => {
  const t = translator('en', compiled({ a: 'Remove {name}?', b: 'Remove Ana?' }));
  const said = t(key('a'), { name: 'Ana' });
  expect(sourceOf(said)).toEqual({ id: 'a', values: { name: 'Ana' } });
  t(key('b'));
  expect(sourceOf('Remove Ana?')).toEqual({ id: 'b', values: undefined });
  expect(sourceOf('never said')).toBeUndefined();
});

test('the memory of sentences is bounded and forgets the oldest', () => {
  const t = translator('en', compiled({ n: 'number {n}' }));
  const first = t(key('n'), { n: -1 });
  for (let n = 0; n < 5_000; n += 1) t(key('n'), { n });
  expect(sourceOf(first)).toBeUndefined();
  expect(sourceOf('number 4999')).toBeDefined();
});

test('a translator for mails remembers nothing', () => {
  const t = translator('en', compiled({ code: 'Your code is {code}' }), { remember: false });
  expect(sourceOf(t(key('code'), { code: '123456' }))).toBeUndefined();
});

test('messages that come later are said by the same translator, a missing one as its id', () => {
  const messages: CompiledMessages = {};
  const t = translator('en', messages);
  expect(t(key('late.word'))).toBe('late.word');
  Object.assign(messages, compiled({ 'late.word': 'Here now' }));
  expect(t(key('late.word'))).toBe('Here now');
});

test('a calendar day is the same day in every time zone; an instant is not', () => {
  expect(formatsFor('en', 'America/Los_Angeles').formatDate('2026-11-21')).toBe('Nov 21, 2026');
  expect(formatsFor('en', 'America/Los_Angeles').formatDate('2026-11-21T02:00:00Z')).toBe('Nov 20, 2026');
  expect(formatsFor('zh-CN').formatDate('2026-11-21', 'long')).toBe('2026年11月21日');
});

test('times are told in the largest unit that fits', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const { formatRelative } = formatsFor('en');
  expect(formatRelative('2026-11-20T12:00:00Z', now)).toBe('yesterday');
  expect(formatRelative('2026-11-21T14:30:00Z', now)).toBe('in 2 hours');
  expect(formatRelative('2024-10-01T00:00:00Z', now)).toBe('2 years ago');
});

test('money is written as the language writes it, to its last digit, and never through a float', () => {
  const written = (locale: Locale, amount: string, currency = 'EUR') => formatsFor(locale).formatMoney({ amount, currency });
  expect(written('en', '1234.5')).toBe('€1,234.50');
  expect(written('fr', '1234.50')).toBe('1\u202f234,50\u00a0€');
  expect(written('es', '-1234.50')).toBe('-1234,50\u00a0€');
  expect(written('zh-CN', '88.00', 'CNY')).toBe('¥88.00');
  expect(written('zh-TW', '1200', 'TWD')).toBe('$1,200.00');
  expect(written('en', '0.0042', 'USD')).toBe('$0.0042');
  expect(written('en', '12345678901234.123456', 'USD')).toBe('$12,345,678,901,234.123456');
  expect(written('en', '500', 'JPY')).toBe('¥500');
});

test('names sort as readers expect', () => {
  expect(['Zoë', 'Émile', 'eva', 'Abel'].sort(formatsFor('fr').compareNames)).toEqual(['Abel', 'Émile', 'eva', 'Zoë']);
  expect(formatsFor('es').formatList(['Ana', 'Luis'], 'disjunction')).toBe('Ana o Luis');
});
