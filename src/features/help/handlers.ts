import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { holdersOf } from '../../core/access.ts';
import { plainText, sentencesIn, type Subject, subjects } from '../../core/article.ts';
import { isLocale, type Locale, type Translate } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Layer } from '../../server/sentences.ts';
import { getCenter } from '../center/queries.ts';
import { forgetMiss, keepVote, noteMiss } from './acts.ts';
import type { ArticleLine, help } from './contract.ts';
import { keepCopies } from './copies.ts';
import { otherwiseIn } from './equalWords.ts';
import { importHandlers } from './handlers/imports.ts';
import { openImported, pairOf, withImported } from './imported.ts';
import { type Article, type Library, readLibrary, sayControls, shippedArticles, textIn } from './library.ts';
import { overlaid, whileSame } from './overlay.ts';
import { openPictures } from './pictures.ts';
import { listMisses, listOverrides, listVotes } from './queries.ts';
import { openSearch, type Search } from './search.ts';

interface HelpParts {
  readonly translator: (locale: Locale) => Translate;
  /** The center's own words, as of now. */
  readonly layer: () => Layer;
  readonly folder?: string;
}

/** The articles are read when the first of them is asked for, each language is made searchable when somebody searches in it. */
export function helpHandlers({ translator, layer, folder = shippedArticles }: HelpParts): HandlersOf<typeof help> {
  const shipped = once(() => readLibrary(folder));
  const own = whileSame(layer, ({ articles, imported: words }) => ({ articles, words, library: overlaid(shipped(), articles) }));
  const imported = openImported();
  const everything = whileSame(own, ({ articles, words, library: ours }) =>
    whileSame(imported.now, (brought) => ({
      library: brought.size === 0 ? ours : overlaid(withImported(shipped(), brought, words), articles),
      searches: new Map<Locale, Search>(),
    })),
  );
  const held = () => everything()();
  const library = () => held().library;
  const pictures = openPictures(folder);
  const copies = keepCopies({ library, pictures, translator });
  const searchIn = (locale: Locale): Search => {
    let search = held().searches.get(locale);
    if (!search) held().searches.set(locale, (search = openSearch(docsOf(library(), locale, translator(locale)), otherwiseIn(locale))));
    return search;
  };
  const get = (name: string): Article => {
    const article = library().articles.get(name);
    if (!article) throw new NotFound({});
    return article;
  };
  return {
    async listArticles({ tx }, { locale }) {
      await imported.refresh(tx);
      return { items: linesOf([...library().articles.values()], locale) };
    },
    async readArticle({ tx }, { article: name, locale, beside }) {
      await imported.refresh(tx);
      const article = get(name);
      const { spoken, text, other } = pairOf(article, locale, beside);
      const related = article.related.flatMap((each) => library().articles.get(each) ?? []);
      return {
        ...lineOf(article, locale),
        title: text.title,
        summary: text.summary,
        locale: spoken,
        blocks: pictures.place(name, spoken, sayControls(text.blocks, translator(locale))),
        beside:
          other && beside
            ? { title: other.title, summary: other.summary, blocks: pictures.place(name, beside, sayControls(other.blocks, translator(beside))) }
            : null,
        rights: article.rights && { ...article.rights, roles: holdersOf(article.rights.permission, article.rights.needs, await listOverrides(tx)) },
        related: related.map((each) => lineOf(each, locale)),
      };
    },
    async searchHelp({ tx }, { locale, text, limit }) {
      await imported.refresh(tx);
      return { items: searchIn(locale)(text, limit).map(({ id, sentence }) => ({ ...lineOf(get(id), locale), sentence })) };
    },
    async noteMiss({ tx, now }, { locale, text }) {
      await imported.refresh(tx);
      // Whoever says so must be right: only what finds nothing is a gap.
      if (searchIn(locale)(text, 1).length === 0) await noteMiss(tx, now, locale, text);
      return {};
    },
    async vote({ tx, now }, { article, locale, helped, reason, remark }) {
      await imported.refresh(tx);
      await keepVote(tx, now, { article: get(article).article, locale, helped, reason: (!helped && reason) || null, remark: remark || null });
      return {};
    },
    async readPicture(_context, { picture }): Promise<Download> {
      const [name = '', shot = '', locale, hash] = picture.split('.');
      const found = isLocale(locale) ? pictures.find(get(name).article, shot, locale) : undefined;
      if (!found) throw new NotFound({});
      // A page from before an update asks for what it knows of: today's picture serves it, but is kept by nobody.
      return { type: 'image/webp', name: null, body: createReadStream(found.file), cache: found.hash === hash ? 'public' : 'private' };
    },
    async downloadHelp({ apart, now }, { locale, as }): Promise<Download> {
      await apart((tx) => imported.refresh(tx));
      const bytes = await (as === 'pdf' ? copies.pdf(locale, { now, centerName: () => apart(async (tx) => (await getCenter(tx)).name) }) : copies.zip(locale));
      return { type: as === 'pdf' ? 'application/pdf' : 'application/zip', name: `help-${locale}.${as}`, body: Readable.from([bytes]) };
    },
    async getHelpReport({ tx }, { locale }) {
      await imported.refresh(tx);
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
    ...importHandlers({ shipped: () => own().library, words: () => own().words, translator }),
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
      sayControls(blocks, t).flatMap((block) =>
        block.kind !== 'picture' && (block.kind === 'heading') === (kind === 'heading') ? sentencesIn(block).map(plainText) : [],
      );
    return { id: article.article, title, words, summary, headings: said('heading'), sentences: said('text') };
  });
