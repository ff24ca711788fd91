import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textOf } from '../test/messages.ts';
import { exceptions } from '../test/termExceptions.ts';
import { barredVariants, terms } from '../test/terms.ts';
import { type Locale, locales } from './core/locale.ts';

const root = join(import.meta.dirname, '..');
const others = locales.filter((locale) => locale !== 'en');

/** Every sentence of a language by its place: a key of the catalog, or article and line. */
function said(locale: Locale): Map<string, string> {
  const catalog = JSON.parse(readFileSync(join(root, `locales/${locale}.json`), 'utf8')) as Record<string, string>;
  const lines = readdirSync(join(root, 'help'), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => linesOf(name, locale).map((line, at) => [`help/${name}:${at + 1}`, line] as const));
  return new Map([...Object.entries(catalog).map(([key, message]) => [key, textOf(message)] as const), ...lines]);
}
/** Title, summary and text of an article; pictures, controls and addresses are not its sentences. */
function linesOf(article: string, locale: Locale): string[] {
  const [, front = '', body = ''] = readFileSync(join(root, 'help', article, `${locale}.md`), 'utf8').split(/^---$/m);
  const head = ['title', 'summary'].map((field) => new RegExp(`^${field}: (.*)$`, 'm').exec(front)?.[1] ?? '');
  const lines = body.split('\n').filter((line) => line.trim() && !line.startsWith('!['));
  return [...head, ...lines].map((line) => line.replace(/\[\w+:[^\]]*\]|\]\([^)]*\)/g, ' '));
}

const all = Object.fromEntries(locales.map((locale) => [locale, said(locale)]));
const isExcepted = (locale: Locale, term: string, place: string): boolean =>
  exceptions.some(
    (each) =>
      each.term === term &&
      (!each.locale || each.locale === locale) &&
      each.places.some((one) => place === one || (one.endsWith('*') && place.startsWith(one.slice(0, -1)))),
  );

test('where English uses a term of the glossary, every language uses its one translation', () => {
  const wrong = others.flatMap((locale) =>
    terms.flatMap(({ term, en, said: patterns }) =>
      [...(all['en'] ?? [])]
        .filter(
          ([place, english]) =>
            en.test(english) && !patterns[locale as keyof typeof patterns].test(all[locale]?.get(place) ?? '') && !isExcepted(locale, term, place),
        )
        .map(([place]) => `${locale} ${term} · ${place}: ${all[locale]?.get(place)}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('the glossary says each term as the patterns expect it', () => {
  const rows = [...readFileSync(join(root, 'docs/handbook/glossary.md'), 'utf8').matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => cell.trim()),
  );
  for (const { term, en, said: patterns } of terms) {
    const row = rows.find(([first]) => first === term) ?? [];
    expect(en.test(row[0] ?? ''), term).toBe(true);
    for (const [at, locale] of others.entries())
      expect(patterns[locale as keyof typeof patterns].test(row[at + 1] ?? ''), `${term} in ${locale}: ${row[at + 1]}`).toBe(true);
  }
});

test('no sentence has a word that stands for a term beside the glossary', () => {
  const wrong = others.flatMap((locale) =>
    barredVariants[locale as keyof typeof barredVariants].flatMap(([variant, instead]) =>
      [...(all[locale] ?? [])]
        .filter(([place, text]) => variant.test(text) && !isExcepted(locale, instead, place))
        .map(([place, text]) => `${locale} (${instead}) · ${place}: ${text}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('every exception is still one, and says why', () => {
  const idle = exceptions.flatMap(({ term, places, why }) => {
    const known = terms.some((each) => each.term === term) || Object.values(barredVariants).some((list) => list.some(([, instead]) => instead === term));
    const gone = places.filter(
      (place) => ![...(all['en'] ?? new Map()).keys()].some((one) => one === place || (place.endsWith('*') && one.startsWith(place.slice(0, -1)))),
    );
    return [
      ...(known ? [] : [`${term}: no such term`]),
      ...(why.length < 10 ? [`${term}: no reason`] : []),
      ...gone.map((place) => `${term}: ${place} is gone`),
    ];
  });
  expect(idle).toEqual([]);
});
