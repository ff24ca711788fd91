import { cursor, cursorKey } from '../../core/page.ts';
import type { Locale } from '../../core/locale.ts';
import { fold } from '../../core/text.ts';
import type { Tx } from '../../server/tx.ts';
import { findTexts, textsWith } from '../help/queries.ts';
import { saidNow } from './acts.ts';
import { type Catalogue, type Entry, entryOf } from './catalogue.ts';
import type { SentenceLine } from './contract.ts';
import { entriesOf } from './imported.ts';
import { isOfArticle, placeOf, type Shipped, standingOf } from './policy.ts';
import type { OverrideRow } from './queries.ts';

interface Wanted {
  readonly locale: Locale;
  readonly after: string | undefined;
  readonly limit: number;
  readonly words: readonly string[];
  readonly only: 'own' | 'look' | undefined;
}
type OwnWords = ReadonlyMap<string, OverrideRow>;
/** Imported articles that are read at a time. */
const BATCH = 50;

/** Page by page the sentences of Entente, those of imported articles, and those that nobody says any longer. */
export async function findSentences(tx: Tx, catalogue: Catalogue, own: OwnWords, wanted: Wanted) {
  const [part = 0, last = ''] = cursorKey(wanted.after) ?? [];
  const parts = await partsOf(tx, catalogue, own, wanted);
  const items: SentenceLine[] = [];
  let reached: readonly [part: number, sentence: string] | undefined;
  for (const [at, entries] of parts.entries()) {
    if (at < Number(part)) continue;
    const from = at === Number(part) ? String(last) : '';
    for await (const entry of entries(from)) {
      const line = lineOf(entry, own.get(entry.sentence), wanted);
      if (!line) continue;
      if (items.length === wanted.limit && reached) return { items, next: cursor(...reached) };
      items.push(line);
      reached = [at, entry.sentence];
    }
  }
  return { items, next: null };
}

/** Each part after one of its sentences, or whole. */
async function partsOf(tx: Tx, { entries, holds }: Catalogue, own: OwnWords, { locale, words, only }: Wanted) {
  const isOfImported = (sentence: string) => isOfArticle(sentence) && !holds(placeOf(sentence)[0]);
  const articles = [...new Set([...own.keys()].filter(isOfImported).map((sentence) => placeOf(sentence)[0]))].sort();
  const worded = (
    await findTexts(
      tx,
      articles.map((article) => ({ article, locale })),
    )
  ).flatMap(entriesOf);
  const known = new Set([...entries, ...worded].map(({ sentence }) => sentence));
  const gone = [...own.values()].filter(({ sentence }) => !known.has(sentence)).map(({ sentence, source }) => entryOf(sentence, { en: source }));
  const behind = (all: readonly Entry[]) => (last: string) => all.slice(last ? all.findIndex(({ sentence }) => sentence === last) + 1 : 0);
  const imported = async function* (last: string) {
    const [article, place] = last ? placeOf(last) : ['', ''];
    // The rest of the article of which the page before showed the last sentence comes first.
    const rest = place ? (await findTexts(tx, [{ article, locale }])).flatMap(entriesOf) : [];
    yield* behind(rest)(last);
    for (let after = article; ; ) {
      const texts = await textsWith(tx, { locale, words: words.map(beforePlace), also: articles, after, most: BATCH });
      yield* texts.filter((text) => !holds(text.article)).flatMap(entriesOf);
      const end = texts.at(-1);
      if (!end) return;
      after = end.article;
    }
  };
  return [behind(entries), only ? behind(worded) : imported, behind(gone)];
}
/** Whoever names a place names an article, with a sign behind it. */
const beforePlace = (word: string): string => word.replace(/~.*/, '~');

function lineOf(entry: Entry, mine: OverrideRow | undefined, { locale, words, only }: Wanted): SentenceLine | null {
  if (only && !mine) return null;
  const folded = mine ? `${entry.folded} ${fold(mine.text)}` : entry.folded;
  if (!words.every((word) => folded.includes(word))) return null;
  const { en, [locale]: text } = entry.texts;
  const isImported = entry.isImported ?? false;
  const shipped: Shipped | undefined = en === undefined || text === undefined ? undefined : { text, source: en, isImported };
  if (!shipped && !mine) return null; // of an article that is not in this language
  const standing = mine ? standingOf(mine, shipped) : null;
  if (only === 'look' && standing === 'stands') return null;
  return { sentence: entry.sentence, source: en ?? '', now: saidNow(mine, shipped) ?? mine?.text ?? '', standing, isImported };
}
