import type { Locale } from '../../core/locale.ts';
import type { Tx } from '../../server/tx.ts';
import { wordingsOf } from '../help/policy.ts';
import { findTexts, type ImportedText } from '../help/queries.ts';
import { type Catalogue, type Entry, entryOf } from './catalogue.ts';
import { sentenceMost } from './contract.ts';
import { isOfArticle, placeOf } from './policy.ts';

export interface Named {
  readonly locale: Locale;
  readonly sentence: string;
}

/** The sentences of an imported article. In English it is as its translator had it: there is nothing to translate. */
export const entriesOf = (text: ImportedText): Entry[] =>
  wordingsOf(text).flatMap(({ place, text: own, source }) =>
    own.length > sentenceMost ? [] : [{ ...entryOf(`${text.article}~${place}`, { en: source, [text.locale]: own }), isImported: true }],
  );

/** The catalogue with the sentences of those imported articles that some of `wanted` are of, as they are in the database now. */
export async function including(tx: Tx, shipped: Catalogue, wanted: readonly Named[]): Promise<Catalogue> {
  const keys = wanted.flatMap(({ locale, sentence }) => {
    const article = isOfArticle(sentence) ? placeOf(sentence)[0] : '';
    return article && locale !== 'en' && !shipped.holds(article) ? [{ article, locale }] : [];
  });
  if (keys.length === 0) return shipped;
  const texts = await findTexts(tx, [...new Map(keys.map((key) => [`${key.article} ${key.locale}`, key])).values()]);
  const entries = new Map(texts.map((text) => [`${text.article} ${text.locale}`, entriesOf(text)]));
  const entriesFor = (locale: Locale, sentence: string) => (isOfArticle(sentence) ? (entries.get(`${placeOf(sentence)[0]} ${locale}`) ?? []) : []);
  return {
    ...shipped,
    find(locale, sentence) {
      const { en, [locale]: text } = entriesFor(locale, sentence).find((entry) => entry.sentence === sentence)?.texts ?? {};
      return en === undefined || text === undefined ? shipped.find(locale, sentence) : { text, source: en, isImported: true };
    },
    findMoved(locale, sentence, wording) {
      const here = entriesFor(locale, sentence);
      if (here.length === 0) return shipped.findMoved(locale, sentence, wording);
      const same = here.filter(({ texts: said }) => said[locale] === wording);
      return same.length === 1 ? same[0]?.sentence : undefined;
    },
  };
}
