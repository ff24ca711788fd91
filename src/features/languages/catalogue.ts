import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadArticle, readArticle, sentencesIn, type Written } from '../../core/article.ts';
import { isLocale, type Locale, locales } from '../../core/locale.ts';
import { fold } from '../../core/text.ts';
import { writtenSentences } from '../../server/sentences.ts';
import { isOfArticle, placeOf, type Shipped } from './policy.ts';

/** One sentence in all languages, as it comes with Entente. */
export interface Entry {
  readonly sentence: string;
  readonly texts: Readonly<Partial<Record<Locale, string>>>;
  /** What a search reads of it: its id and its words in every language. */
  readonly folded: string;
  /** Of an article that was imported. */
  readonly isImported?: boolean;
}
/** Every sentence that comes with Entente: those of the interface, then those of the help; each in the order of its ids. */
export interface Catalogue {
  readonly entries: readonly Entry[];
  find(locale: Locale, sentence: string): Shipped | undefined;
  /** Whether an article comes with Entente. */
  holds(article: string): boolean;
  /** Where a sentence of this wording stands now in the same article; nothing where none does, or several. */
  findMoved(locale: Locale, sentence: string, wording: string): string | undefined;
}

/** Reads the files when somebody asks for the first time: a center without words of its own never does. */
export function openCatalogue(articles: string): () => Catalogue {
  let made: Catalogue | undefined;
  return () => (made ??= catalogueOf([...interfaceEntries(), ...articleEntries(articles)]));
}

function catalogueOf(entries: readonly Entry[]): Catalogue {
  const byId = new Map(entries.map((entry) => [entry.sentence, entry]));
  const articles = new Set(entries.flatMap(({ sentence }) => (isOfArticle(sentence) ? [placeOf(sentence)[0]] : [])));
  return {
    entries,
    find(locale, sentence) {
      const { en, [locale]: text } = byId.get(sentence)?.texts ?? {};
      return en === undefined || text === undefined ? undefined : { text, source: en };
    },
    holds: (article) => articles.has(article),
    findMoved(locale, sentence, wording) {
      const [article] = placeOf(sentence);
      const same = entries.filter((entry) => entry.sentence.startsWith(`${article}~`) && entry.texts[locale] === wording);
      return same.length === 1 ? same[0]?.sentence : undefined;
    },
  };
}

export const entryOf = (sentence: string, texts: Entry['texts']): Entry => ({ sentence, texts, folded: fold([sentence, ...Object.values(texts)].join('\n')) });

function interfaceEntries(): Entry[] {
  const all = locales.map((locale) => [locale, writtenSentences(locale)] as const);
  const ids = Object.keys(all[0]?.[1] ?? {}).sort();
  return ids.map((id) => entryOf(id, Object.fromEntries(all.flatMap(([locale, said]) => (said[id] === undefined ? [] : [[locale, said[id]]])))));
}

function articleEntries(folder: string): Entry[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort()
    .flatMap((article) => {
      const texts = new Map<string, Partial<Record<Locale, string>>>();
      for (const name of readdirSync(join(folder, article))) {
        const locale = name.replace(/\.md$/, '');
        if (!name.endsWith('.md') || !isLocale(locale)) continue;
        for (const [place, text] of wordingOf(readArticle(readFileSync(join(folder, article, name), 'utf8')))) {
          const said = texts.get(place) ?? {};
          said[locale] = text;
          texts.set(place, said);
        }
      }
      return [...texts].map(([place, said]) => entryOf(`${article}~${place}`, said));
    });
}

/** An article's sentences by their places: block and sentence in it, as the page counts them. */
function wordingOf(read: ReadArticle): [place: string, text: string][] {
  const { title, summary } = read.head;
  return [['title', title], ['summary', summary], ...placesOf(read).map(([place, { text }]): [string, string] => [place, text])];
}

/** Where each sentence stands in the file; lines of code are nobody's to word. */
export function placesOf({ blocks, written }: ReadArticle): [place: string, Written][] {
  let next = 0;
  return blocks.flatMap((block, at) =>
    sentencesIn(block).flatMap((_, n): [string, Written][] => {
      const found = written[next++];
      return found?.text ? [[`${at}.${n}`, found]] : [];
    }),
  );
}
