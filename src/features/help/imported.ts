import type { Block } from '../../core/article.ts';
import { skeletonOf } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import type { Layer } from '../../server/sentences.ts';
import type { Tx } from '../../server/tx.ts';
import { articleIn } from './bilingualSentences.ts';
import { type Article, type Library, type Text, textIn } from './library.ts';
import { reworded } from './policy.ts';
import { editionOf, type ImportedText, listImportedKeys, textsSince } from './queries.ts';

/** What was brought along, by article and language, as far as this process has read it. */
type Brought = ReadonlyMap<string, ImportedText>;

/** Keeps what was brought along in memory, beside what comes with the program. */
export function openImported() {
  let edition = 0;
  let brought: Brought = new Map();
  let reading: Promise<void> | null = null;
  const read = async (tx: Tx, newest: number): Promise<void> => {
    const next = new Map(brought);
    let after = '';
    for (;;) {
      const texts = await textsSince(tx, edition, after);
      for (const text of texts) next.set(keyOf(text), text);
      const last = texts.at(-1);
      if (!last) break;
      after = keyOf(last);
    }
    const present = new Set(await listImportedKeys(tx));
    for (const key of next.keys()) if (!present.has(key)) next.delete(key);
    [edition, brought] = [newest, next];
  };
  return {
    /** Reads what changed since the last time; one reads for all who ask meanwhile. */
    async refresh(tx: Tx): Promise<void> {
      const newest = await editionOf(tx);
      if (reading) await reading.catch(() => {});
      if (newest <= edition) return;
      const mine = read(tx, newest);
      reading = mine;
      await mine.finally(() => {
        if (reading === mine) reading = null;
      });
    },
    now: (): Brought => brought,
  };
}
const keyOf = ({ article, locale }: { readonly article: string; readonly locale: Locale }) => `${article} ${locale}`;

/** The library with what was brought along, in the center's own words; of one name the program's own counts. */
export function withImported(library: Library, brought: Brought, words: Layer['imported']): Library {
  if (brought.size === 0) return library;
  const byArticle = new Map<string, ImportedText[]>();
  for (const each of brought.values()) {
    if (library.articles.has(each.article)) continue;
    const text = reworded(each, words.get(`${each.article}/${each.locale}`));
    const known = byArticle.get(text.article);
    if (known) known.push(text);
    else byArticle.set(text.article, [text]);
  }
  const present = new Set([...library.articles.keys(), ...byArticle.keys()]);
  return { ...library, articles: new Map([...library.articles, ...[...byArticle].map(([name, texts]) => [name, articleOf(name, texts, present)] as const)]) };
}

function articleOf(article: string, texts: readonly ImportedText[], present: ReadonlySet<string>): Article {
  const newest = texts.toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime() || (a.locale < b.locale ? -1 : 1));
  const sourceOf = ({ source }: ImportedText): Text => ({ ...source, words: [], blocks: withoutLost(source.blocks, present) });
  const [first] = newest;
  return {
    article,
    subject: first?.subject ?? 'more',
    rights: null,
    page: null,
    related: [],
    texts: {
      ...(first ? { en: sourceOf(first) } : {}),
      ...Object.fromEntries(newest.map((text) => [text.locale, { ...text.own, blocks: withoutLost(text.own.blocks, present), source: sourceOf(text) }])),
    },
  };
}

/** Without links to articles that are not there, or not yet: their words stay. */
function withoutLost(blocks: readonly Block[], present: ReadonlySet<string>): readonly Block[] {
  const isLost = (href: string | undefined): boolean => {
    const article = articleIn(href);
    return article !== null && !present.has(article);
  };
  return blocks.map((block) =>
    block.groups.some((group) => group.some((sentence) => sentence.some(({ href }) => isLost(href))))
      ? {
          ...block,
          groups: block.groups.map((group) =>
            group.map((sentence) => sentence.map(({ href, ...span }) => (href === undefined || isLost(href) ? span : { ...span, href }))),
          ),
        }
      : block,
  );
}

/**
 * An article in a language, and the same sentences in another where it was asked for. Of imported articles the source is the one that
 * the translator had; two translations of which each has another source do not stand side by side.
 */
export function pairOf(
  article: Article,
  locale: Locale,
  beside: Locale | undefined,
): { readonly spoken: Locale; readonly text: Text; readonly other: Text | undefined } {
  const spoken = article.texts[locale] ? locale : 'en';
  const wanted = beside && beside !== spoken ? article.texts[beside] : undefined;
  const text = (spoken === 'en' && wanted?.source) || textIn(article, locale);
  const other = (beside === 'en' && beside !== spoken && text.source) || wanted;
  const fits = other && skeletonOf(other.blocks).join('\n') === skeletonOf(text.blocks).join('\n');
  return { spoken, text, other: fits ? other : undefined };
}
