import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, type Mistake, plainText, type ReadArticle, readArticle, sentencesIn, skeletonOf } from '../../core/article.ts';
import { type Level, type Permission, permissions } from '../../core/grants.ts';
import { isLocale, type Locale, locales, type Translate } from '../../core/locale.ts';

/** An article in one language. */
export interface Text {
  readonly title: string;
  readonly summary: string;
  /** Other words that people search by. */
  readonly words: readonly string[];
  readonly blocks: readonly Block[];
  /** Of an imported one: its source, as the translator had it. */
  readonly source?: Text;
}
export interface Article {
  readonly article: string;
  readonly subject: string;
  /** Whose roles the article is for; null: everyone's. */
  readonly rights: { readonly permission: Permission; readonly needs: Level } | null;
  /** The pattern of the page that it is about. */
  readonly page: string | null;
  readonly related: readonly string[];
  /** English is always there. */
  readonly texts: Readonly<Partial<Record<Locale, Text>>>;
}
export interface Library {
  readonly articles: ReadonlyMap<string, Article>;
  /** What is wrong in the files, `article/locale.md:line`. */
  readonly mistakes: readonly (Mistake & { readonly file: string })[];
}

/** Where the articles lie that come with Entente. */
export const shippedArticles = join(import.meta.dirname, '../../../help');

/** Reads `<article>/<locale>.md` of a folder. An article without English is left out: it has nothing to be compared with. */
export function readLibrary(folder: string): Library {
  const articles = new Map<string, Article>();
  const mistakes: (Mistake & { file: string })[] = [];
  for (const article of foldersIn(folder)) {
    const read = new Map<Locale, ReadArticle>();
    for (const name of readdirSync(join(folder, article)).sort()) {
      const locale = name.replace(/\.md$/, '');
      if (!name.endsWith('.md') || !isLocale(locale)) continue;
      const found = readArticle(readFileSync(join(folder, article, name), 'utf8'));
      read.set(locale, found);
      mistakes.push(...found.mistakes.map((mistake) => ({ ...mistake, file: `${article}/${name}` })));
    }
    const english = read.get('en');
    if (english) articles.set(article, articleOf(article, english, read));
  }
  return { articles, mistakes };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
      .sort();
  } catch {
    return []; // a center without articles
  }
}

function articleOf(article: string, { head, blocks }: ReadArticle, read: ReadonlyMap<Locale, ReadArticle>): Article {
  const slugs = blocks.map(({ slug }) => slug);
  const textOf = (one: ReadArticle): Text => ({
    title: one.head.title,
    summary: one.head.summary,
    words: one.head.words,
    // A heading has one address in all languages.
    blocks: one.blocks.map((block, at) => (block.kind === 'heading' && slugs[at] ? { ...block, slug: slugs[at] } : block)),
  });
  return {
    article,
    subject: head.subject,
    rights: rightsOf(head.permission),
    page: head.page || null,
    related: head.related,
    texts: Object.fromEntries([...read].map(([locale, one]) => [locale, textOf(one)])),
  };
}

/** `users`, `users:view`; without a level the one that the task needs most often: changing. */
function rightsOf(said: string): Article['rights'] {
  const [permission = '', needs = 'edit'] = said.split(':');
  return permission in permissions ? { permission: permission as Permission, needs: needs === 'view' || needs === 'own' ? needs : 'edit' } : null;
}

/** The article as the language has it, else in English. */
export const textIn = ({ texts }: Article, locale: Locale): Text => texts[locale] ?? (texts.en as Text);

/** The blocks with the words of controls as the reader's catalog says them. */
export const sayControls = (blocks: readonly Block[], t: Translate): Block[] =>
  blocks.map((block) => ({
    ...block,
    groups: block.groups.map((group) => group.map((sentence) => sentence.map((span) => (span.control ? { ...span, text: t(span.control as never) } : span)))),
  }));

/** What does not fit together: a language that is missing or has another shape, and links that lead nowhere. */
export function faultsOf({ articles }: Library): string[] {
  const faults: string[] = [];
  for (const { article, texts, related } of articles.values()) {
    const shape = skeletonOf(texts.en?.blocks ?? []).join('\n');
    for (const locale of locales) {
      const text = texts[locale];
      if (!text) faults.push(`${article}: not in ${locale}`);
      else if (skeletonOf(text.blocks).join('\n') !== shape) faults.push(`${article}/${locale}.md: ${firstDifference(text.blocks, texts.en?.blocks ?? [])}`);
      for (const href of text ? linksIn(text.blocks) : [])
        if (!leadsSomewhere(articles, article, href)) faults.push(`${article}/${locale}.md: ${href} leads nowhere`);
    }
    for (const other of related) if (!articles.has(other) || other === article) faults.push(`${article}: related to ${other}`);
  }
  return faults;
}

function firstDifference(own: readonly Block[], english: readonly Block[]): string {
  const [mine, theirs] = [skeletonOf(own), skeletonOf(english)];
  const at = theirs.findIndex((each, n) => each !== mine[n]);
  const n = at === -1 ? theirs.length : at;
  const said = own[n] ? plainText(sentencesIn(own[n])[0] ?? []).slice(0, 40) : '';
  return `block ${n + 1} is ${mine[n] ?? 'missing'}, in English ${theirs[n] ?? 'there is none'} (${said})`;
}

export const linksIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => sentencesIn(block).flatMap((sentence) => sentence.flatMap(({ href }) => href ?? [])));

function leadsSomewhere(articles: Library['articles'], from: string, href: string): boolean {
  if (/^(https:|mailto:|page:)/.test(href)) return true; // pages are compared with the routes of the portal by a test
  const [name = '', heading] = href.split('#');
  const target = articles.get(name || from);
  return target !== undefined && (!heading || (target.texts.en?.blocks ?? []).some(({ slug }) => slug === heading));
}
