import { describe, expect, test } from 'vitest';
import { locales } from '../../core/locale.ts';
import { shippedArticles } from '../help/library.ts';
import { openCatalogue } from './catalogue.ts';
import { diffOf } from './patch.ts';
import { faultsOf, keepEdges, standingOf } from './policy.ts';

const counted = {
  text: '{count, plural, one {# phrase} other {# phrases}} de {name}',
  source: '{count, plural, one {# sentence} other {# sentences}} by {name}',
};
const faults = (text: string, of = counted, locale: 'fr' | 'zh-CN' = 'fr') =>
  faultsOf('a.b', locale, text, of).map(({ code, name, form }) => [code, name, form].filter(Boolean).join(' '));

test('every sentence that comes with Entente can be shown', () => {
  const { entries } = openCatalogue(shippedArticles)();
  const wrong = entries.flatMap(({ sentence, texts }) =>
    locales.flatMap((locale) => {
      const [text, source] = [texts[locale], texts.en];
      return text === undefined || source === undefined
        ? []
        : faultsOf(sentence, locale, text, { text, source }).map((fault) => `${locale} ${sentence}: ${JSON.stringify(fault)}`);
    }),
  );
  expect(wrong).toEqual([]);
  expect(entries.length).toBeGreaterThan(10_000);
});

describe('what is wrong with a sentence', () => {
  test('a value is missing, is not known, or hides behind an apostrophe', () => {
    expect(faults('{count, plural, one {# phrase} other {# phrases}}')).toEqual(['missing_value name']);
    expect(faults(`{count, plural, one {# phrase} other {# phrases}} '{name}'`)).toEqual(['missing_value name']);
    expect(faults(`${counted.text} {nom}`)).toEqual(['unknown_value nom']);
  });
  test('each language needs its own plural forms, and no more', () => {
    expect(faults('{count, plural, other {# phrases}} de {name}')).toEqual(['missing_form count one']);
    expect(faults('{name}的{count, plural, other {#条}}', counted, 'zh-CN')).toEqual([]);
    expect(faults('{name}{count}条', counted, 'zh-CN')).toEqual([]);
  });
  test('every choice that English makes is made', () => {
    const chosen = { text: '', source: '{state, select, on {yes} off {no} other {?}}' };
    expect(faults('{state, select, on {oui} other {?}}', chosen)).toEqual(['missing_choice state off']);
  });
  test('braces that do not fit, a format that is none, and more than one line', () => {
    expect(faults('{count')[0]).toMatch(/^syntax/);
    expect(faults('{count, spellout} {name}')[0]).toMatch(/^syntax/);
    expect(faults(`${counted.text}\nencore`)).toEqual(['lines']);
  });
  test('spaces at the ends are kept for whoever cannot see them', () => {
    expect(keepEdges('suite ', { text: ' and more' })).toBe(' suite');
  });
});

test('what an update does to words of one’s own', () => {
  const own = { locale: 'fr' as const, sentence: 'a.b', text: 'Bonjour', shipped: 'Salut', source: 'Hello' };
  expect(standingOf(own, { text: 'Salut', source: 'Hello' })).toBe('stands');
  expect(standingOf(own, { text: 'Coucou', source: 'Hello' })).toBe('changed');
  expect(standingOf(own, { text: 'Salut', source: 'Hi' })).toBe('changed');
  expect(standingOf(own, { text: 'Salut {name}', source: 'Hello {name}' })).toBe('held');
  expect(standingOf({ ...own, sentence: 'a~1.0' }, { text: 'Coucou', source: 'Hello' })).toBe('held');
  expect(standingOf(own, undefined)).toBe('gone');
});

test('changes that lie close are one piece of a patch, those that lie apart are several', () => {
  const file = `${Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n')}\n`;
  const patch = diffOf(
    'a.txt',
    file,
    new Map([
      [0, 'A'],
      [5, 'B'],
      [29, 'C'],
    ]),
  );
  expect(patch.match(/^@@.*$/gm)).toEqual(['@@ -1,9 +1,9 @@', '@@ -27,4 +27,4 @@']);
  expect(diffOf('a.txt', file, new Map([[3, 'line 3']]))).toBe('');
  expect(diffOf('a.txt', 'one\ntwo', new Map([[1, 'zwei']]))).toContain('-two\n\\ No newline at end of file\n+zwei\n\\ No newline at end of file\n');
});
