import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { heaviest } from '../../../e2e/helpPictures.ts';
import { helpShots } from '../../../e2e/helpShots.ts';
import { stops } from '../../../e2e/tour.ts';
import { argumentsOf } from '../../../test/messages.ts';
import { plainText, sentencesIn, subjects } from '../../core/article.ts';
import { permissions } from '../../core/grants.ts';
import { locales } from '../../core/locale.ts';
import { writtenSentences } from '../../server/sentences.ts';
import { faultsOf, linksIn, readLibrary, shippedArticles } from './library.ts';
import { openPictures, pictureName } from './pictures.ts';

/** The articles that come with Entente: what each must be, whoever writes it. */
const library = readLibrary(shippedArticles);
const articles = [...library.articles.values()];
const texts = articles.flatMap(({ article, texts: all }) =>
  locales.flatMap((locale) => {
    const text = all[locale];
    return text ? [{ file: `${article}/${locale}.md`, locale, text }] : [];
  }),
);
/** Every address that the two doors of the web know. */
const routes = new Set(
  ['main.web.tsx', 'main.app.tsx'].flatMap((door) =>
    [...readFileSync(join(import.meta.dirname, '../../..', 'src', door), 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path),
  ),
);

test('every article can be read to its last line', () => {
  expect(library.mistakes.map(({ file, line, code, at }) => `${file}:${line} ${code} ${at}`)).toEqual([]);
});

test('every article is there in five languages, sentence by sentence, and its links lead somewhere', () => {
  expect(faultsOf(library)).toEqual([]);
});

test('every control that an article names is one of the catalog, and its words need nothing filled in', () => {
  const english: Readonly<Record<string, string>> = writtenSentences('en');
  const wrong = texts.flatMap(({ file, text }) =>
    text.blocks.flatMap((block) =>
      sentencesIn(block).flatMap((sentence) =>
        sentence.flatMap(({ control }) => {
          if (!control) return [];
          const words = english[control];
          return words === undefined ? [`${file}: ${control} is no control`] : argumentsOf(words).length > 0 ? [`${file}: ${control} says "${words}"`] : [];
        }),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

test('what names a control in English names it in every language', () => {
  const named = (article: (typeof articles)[number], locale: (typeof locales)[number]) =>
    (article.texts[locale]?.blocks ?? []).map((block) =>
      sentencesIn(block).map((sentence) =>
        sentence
          .flatMap(({ control }) => control ?? [])
          .sort()
          .join(' '),
      ),
    );
  const wrong = articles.flatMap((article) =>
    locales.flatMap((locale) =>
      named(article, locale).flatMap((block, b) =>
        block.flatMap((sentence, s) =>
          sentence === named(article, 'en')[b]?.[s] ? [] : [`${article.article}/${locale}.md: block ${b + 1}, sentence ${s + 1}: ${sentence}`],
        ),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

/** Of nothing that can be pressed: it needs none. */
const withoutPicture: readonly string[] = [];

test('every article shows a picture that can be taken again: of a page of the tour, with a control that its sentence names', () => {
  const wrong = articles.flatMap(({ article, texts: all }) => {
    const shown = (all.en?.blocks ?? []).filter(({ kind }) => kind === 'picture');
    const declared = helpShots.filter((shot) => shot.article === article);
    return [
      ...(shown.length === 0 && !withoutPicture.includes(article) ? [`${article} shows no picture`] : []),
      ...declared.flatMap(({ name }) => (shown.some(({ shot }) => shot === name) ? [] : [`${article} does not show ${name}`])),
      ...shown.flatMap((block) => {
        const shot = declared.find(({ name }) => name === block.shot);
        if (!shot) return [`${article}: nobody takes ${block.shot}`];
        const named = sentencesIn(block).flatMap((sentence) => sentence.flatMap(({ control }) => control ?? []));
        return [
          ...(stops.some(({ name }) => name === shot.stop) ? [] : [`${article}: no stop ${shot.stop}`]),
          ...(named.includes(shot.control) ? [] : [`${article}: what ${shot.name} shows does not name ${shot.control}`]),
        ];
      }),
    ];
  });
  expect(wrong).toEqual([]);
  expect(helpShots.flatMap(({ article }) => (library.articles.has(article) ? [] : [article]))).toEqual([]);
});

test('every picture lies there in five languages, as WebP of 40 KB at most, and none that nothing shows', () => {
  const pictures = openPictures(shippedArticles);
  const missing = helpShots.flatMap(({ article, name }) =>
    locales.flatMap((locale) => {
      const found = pictures.find(article, name, locale);
      const file = `${article}/${name}.${locale}.webp`;
      if (!found) return [`${file} is not there, or no WebP`];
      return [
        ...(statSync(found.file).size > heaviest ? [`${file} is too large`] : []),
        ...(found.width > 200 && found.width <= 800 && found.height > 100 && found.height <= 700 ? [] : [`${file} is ${found.width} × ${found.height}`]),
      ];
    }),
  );
  const needless = articles.flatMap(({ article }) =>
    readdirSync(join(shippedArticles, article)).flatMap((name) => {
      const shot = pictureName.exec(name)?.[1];
      return name.endsWith('.md') || helpShots.some((each) => each.article === article && each.name === shot) ? [] : [`${article}/${name}`];
    }),
  );
  expect([...missing, ...needless]).toEqual([]);
});

test('no two articles of a language have one title', () => {
  for (const locale of locales) {
    const titles = articles.map(({ texts: all }) => all[locale]?.title);
    expect(titles.filter((title, at) => title && titles.indexOf(title) !== at)).toEqual([]);
  }
});

test('subjects, permissions and pages are those of the portal', () => {
  const head = (file: string) => readFileSync(join(shippedArticles, file, 'en.md'), 'utf8').split('\n---')[0] ?? '';
  const wrong = articles.flatMap(({ article, subject, page, rights }) => {
    const said = /^permission:\s*(\S+)/m.exec(head(article))?.[1];
    return [
      ...((subjects as readonly string[]).includes(subject) ? [] : [`${article}: subject ${subject}`]),
      ...(page === null || routes.has(page) ? [] : [`${article}: page ${page}`]),
      ...(said && !rights ? [`${article}: permission ${said}`] : []),
      ...(said && !/^[a-z_.]+(:(view|own|edit))?$/.test(said) ? [`${article}: permission ${said}`] : []),
      ...(rights && !(rights.permission in permissions) ? [`${article}: permission ${rights.permission}`] : []),
    ];
  });
  const pages = texts.flatMap(({ file, text }) =>
    linksIn(text.blocks).flatMap((href) => (href.startsWith('page:') && !routes.has(href.slice(5).split(/[?#]/)[0] ?? '') ? [`${file}: ${href}`] : [])),
  );
  expect([...wrong, ...pages]).toEqual([]);
});

/** Spacing and words that a language never has; the catalog's own test looks for the same. */
const barred: Readonly<Record<string, RegExp>> = {
  fr: /[a-zé]'[a-zé]|(?<!\u202f)[!?;](?=\s|$)|(?<!\u00a0):(?=\s|$)/i,
  'zh-CN': /[一-龥] [A-Za-z0-9]|[A-Za-z0-9] [一-龥]|你/,
  'zh-TW': /[一-龥] [A-Za-z0-9]|[A-Za-z0-9] [一-龥]|你|信息|默認/,
};
test('articles are spaced as their language is', () => {
  const wrong = texts.flatMap(({ file, locale, text }) =>
    [text.title, text.summary, ...text.blocks.flatMap((block) => (block.kind === 'code' ? [] : sentencesIn(block).map(plainText)))]
      .filter((sentence) => barred[locale]?.test(sentence))
      .map((sentence) => `${file}: ${sentence}`),
  );
  expect(wrong).toEqual([]);
});
