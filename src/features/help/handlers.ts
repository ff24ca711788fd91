import { Readable } from 'node:stream';
import { holdersOf } from '../../core/access.ts';
import { plainText, sentencesIn, type Subject, subjects } from '../../core/article.ts';
import { type Locale, type Translate } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import { forgetMiss, keepVote, noteMiss } from './acts.ts';
import type { ArticleLine, help } from './contract.ts';
import { zipOf } from './copy.ts';
import { type Article, type Library, readLibrary, sayControls, shippedArticles, textIn } from './library.ts';
import { listMisses, listOverrides, listVotes } from './queries.ts';
import { openSearch, type Search } from './search.ts';

interface HelpParts {
  readonly translator: (locale: Locale) => Translate;
  readonly folder?: string;
}

/** The articles are read when the first of them is asked for, each language is made searchable when somebody searches in it. */
export function helpHandlers({ translator, folder = shippedArticles }: HelpParts): HandlersOf<typeof help> {
  const library = once(() => readLibrary(folder));
  const searches = new Map<Locale, Search>();
  const searchIn = (locale: Locale): Search => {
    let search = searches.get(locale);
    if (!search) searches.set(locale, (search = openSearch(docsOf(library(), locale, translator(locale)))));
    return search;
  };
  const zips = new Map<Locale, Uint8Array>();
  const get = (name: string): Article => {
    const article = library().articles.get(name);
    if (!article) throw new NotFound({});
    return article;
  };
  return {
    listArticles: async (_context, { locale }) => ({ items: linesOf([...library().articles.values()], locale) }),
    async readArticle({ tx }, { article: name, locale, beside }) {
      const article = get(name);
      const { blocks } = textIn(article, locale);
      const own = article.texts[locale] ? locale : 'en';
      const other = beside && beside !== own ? article.texts[beside] : undefined;
      const related = article.related.flatMap((each) => library().articles.get(each) ?? []);
      return {
        ...lineOf(article, locale),
        locale: own,
        blocks: sayControls(blocks, translator(locale)),
        beside: other && beside ? { title: other.title, summary: other.summary, blocks: sayControls(other.blocks, translator(beside)) } : null,
        rights: article.rights && { ...article.rights, roles: holdersOf(article.rights.permission, article.rights.needs, await listOverrides(tx)) },
        related: related.map((each) => lineOf(each, locale)),
      };
    },
    async searchHelp(_context, { locale, text, limit }) {
      return { items: searchIn(locale)(text, limit).map(({ id, sentence }) => ({ ...lineOf(get(id), locale), sentence })) };
    },
    async noteMiss({ tx, now }, { locale, text }) {
      // Whoever says so must be right: only what finds nothing is a gap.
      if (searchIn(locale)(text, 1).length === 0) await noteMiss(tx, now, locale, text);
      return {};
    },
    async vote({ tx, now }, { article, locale, helped, reason, remark }) {
      await keepVote(tx, now, { article: get(article).article, locale, helped, reason: (!helped && reason) || null, remark: remark || null });
      return {};
    },
    async downloadHelp(_context, { locale }): Promise<Download> {
      const zip = zips.get(locale) ?? zipOf(library(), locale, translator(locale));
      zips.set(locale, zip);
      return { type: 'application/zip', name: `help-${locale}.zip`, body: Readable.from([Buffer.from(zip)]) };
    },
    async getHelpReport({ tx }, { locale }) {
      const [votes, misses] = await Promise.all([listVotes(tx), listMisses(tx)]);
      const titleOf = (name: string) => {
        const article = library().articles.get(name);
        return article ? textIn(article, locale).title : null;
      };
      return {
        votes: votes.map(({ reasons, remarks, ...vote }) => ({
          ...vote,
          title: titleOf(vote.article),
          reasons: [...reasons],
          remarks: remarks.map((remark) => ({ ...remark, votedAt: new Date(remark.votedAt) })),
        })),
        misses: misses.map((miss) => ({ ...miss, locale: miss.locale as Locale })),
      };
    },
    async forgetMiss({ tx }, { locale, asked }) {
      await forgetMiss(tx, locale, asked);
      return {};
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const subjectOf = ({ subject }: Article): Subject => subjects.find((each) => each === subject) ?? 'support';

function lineOf(article: Article, locale: Locale): ArticleLine {
  const { title, summary } = textIn(article, locale);
  return { article: article.article, subject: subjectOf(article), title, summary, page: article.page };
}

/** By subject, in the order of the center, then by title as the language sorts. */
function linesOf(articles: readonly Article[], locale: Locale): ArticleLine[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return articles
    .map((article) => lineOf(article, locale))
    .sort((a, b) => subjects.indexOf(a.subject) - subjects.indexOf(b.subject) || compare(a.title, b.title));
}

const docsOf = ({ articles }: Library, locale: Locale, t: Translate) =>
  [...articles.values()].map((article) => {
    const { title, summary, words, blocks } = textIn(article, locale);
    const said = (kind: 'heading' | 'text') =>
      sayControls(blocks, t).flatMap((block) => ((block.kind === 'heading') === (kind === 'heading') ? sentencesIn(block).map(plainText) : []));
    return { id: article.article, title, words, summary, headings: said('heading'), sentences: said('text') };
  });
