import { expect, test } from 'vitest';
import simplified from '../locales/zh-CN.json' with { type: 'json' };
import traditional from '../locales/zh-TW.json' with { type: 'json' };

/** The browser sets the narrow space between the scripts by itself; a typed one makes it twice as wide, and the lines uneven. */
const typed = /\p{Script=Han} (?=[\p{Script=Latin}\d{#])|(?<=[\p{Script=Latin}\d}#%]) \p{Script=Han}/u;
/** Between the branches of a plural or a select stands no word. */
const words = (sentence: string) => sentence.replaceAll(/\{\w+, (?:plural|select),/g, '{').replaceAll(/\} (?:other|one|[a-z_]+) \{/g, '}{');

for (const [locale, sentences] of Object.entries({ 'zh-CN': simplified, 'zh-TW': traditional }))
  test(`no sentence of ${locale} has a typed space between Han and Latin letters or digits`, () => {
    expect(Object.entries(sentences).filter(([, sentence]) => typed.test(words(sentence)))).toEqual([]);
  });
