import { type Block, readSentence } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import type { Layer } from '../../server/sentences.ts';
import type { Article, Library, Text } from './library.ts';

/** The articles with the center's own words in the place of those that came with them. */
export function overlaid(library: Library, laid: Layer['articles']): Library {
  if (laid.size === 0) return library;
  return { ...library, articles: new Map([...library.articles].map(([name, article]) => [name, inOwnWords(article, laid)])) };
}

function inOwnWords(article: Article, laid: Layer['articles']): Article {
  const texts = Object.entries(article.texts).map(([locale, text]) => {
    const own = laid.get(`${article.article}/${locale}`);
    return [locale, own ? textWith(text, own) : text] as const;
  });
  return { ...article, texts: Object.fromEntries(texts) as Partial<Record<Locale, Text>> };
}

const textWith = (text: Text, own: ReadonlyMap<string, string>): Text => ({
  ...text,
  title: own.get('title') ?? text.title,
  summary: own.get('summary') ?? text.summary,
  blocks: text.blocks.map((block, at) => blockWith(block, at, own)),
});

/** A heading keeps its address: links to it stay good. */
function blockWith(block: Block, at: number, own: ReadonlyMap<string, string>): Block {
  let n = 0;
  const groups = block.groups.map((group) =>
    group.map((sentence) => {
      const said = own.get(`${at}.${n++}`);
      return said === undefined ? sentence : readSentence(said);
    }),
  );
  return { ...block, groups };
}

/** Made from what `of` answers, and made anew whenever that is another object. */
export function whileSame<Of, Made>(of: () => Of, make: (of: Of) => Made): () => Made {
  let held: { readonly of: Of; readonly made: Made } | undefined;
  return () => {
    const now = of();
    if (held?.of !== now) held = { of: now, made: make(now) };
    return held.made;
  };
}
