import { setImmediate } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { type Block, plainText, sentencesIn, type Sentence, type Subject, subjects } from '../../core/article.ts';
import { formatsFor, type Locale, type Translate } from '../../core/locale.ts';
import { type Sheet, writePdf } from '../../server/pdf.ts';
import type { Run } from '../../server/pdfInk.ts';
import { type Article, type Library, sayControls, textIn } from './library.ts';
import type { Pictures } from './pictures.ts';

export interface BookParts {
  readonly library: Library;
  readonly pictures: Pictures;
  readonly locale: Locale;
  readonly t: Translate;
  readonly now: Date;
  /** The name of the center. */
  readonly center: string;
}

/** All articles of a language in one PDF, with contents and pictures, by subject and title as the help center lists them. */
export function bookOf({ library, pictures, locale, t, now, center }: BookParts): Promise<Buffer> {
  const title = t('help.title');
  const foot = (page: number, pages: number) => t('help.pdf.foot', { title: `${center} · ${title}`, page, pages });
  return writePdf({ title: `${title} · ${center}`, author: center, locale, at: now, foot }, async (sheet) => {
    const parts = partsOf(library, locale);
    sheet.heading(title);
    sheet.paragraph(`${center} · ${formatsFor(locale, 'UTC').formatDate(now)}`, { small: true });
    for (const { subject, articles } of parts) {
      sheet.heading(t(`help.subject.${subject}`), 3);
      for (const article of articles) sheet.entry(textIn(article, locale).title, article.article);
    }
    for (const article of parts.flatMap(({ articles }) => articles)) {
      const written = new Map<Block, Awaited<ReturnType<typeof jpegOf>>>();
      const own = article.texts[locale] ? locale : 'en';
      const { title: name, summary, blocks } = textIn(article, locale);
      const said = sayControls(blocks, t);
      for (const block of said) {
        const found = block.shot && pictures.find(article.article, block.shot, own);
        if (found) written.set(block, await jpegOf(found.file));
      }
      sheet.newPage();
      sheet.moveIn(0);
      sheet.heading(name, 1, { name: article.article });
      sheet.paragraph(summary, { small: true });
      for (const block of said) {
        const picture = written.get(block);
        if (picture) sheet.picture(picture, plainText(sentencesIn(block)[0] ?? []));
        else write(sheet, block, { article: article.article, joint: locale.startsWith('zh') ? '' : ' ', t });
      }
      // Between two articles others are served.
      await setImmediate();
    }
  });
}

function partsOf({ articles }: Library, locale: Locale): { readonly subject: Subject; readonly articles: readonly Article[] }[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const all = [...articles.values()].toSorted((a, b) => compare(textIn(a, locale).title, textIn(b, locale).title));
  return subjects.flatMap((subject) => {
    const of = all.filter((each) => each.subject === subject);
    return of.length > 0 ? [{ subject, articles: of }] : [];
  });
}

/** PDF knows no WebP. */
async function jpegOf(file: string) {
  const image = await loadImage(await readFile(file));
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return { jpeg: await canvas.encode('jpeg', 86), width: image.width, height: image.height };
}

interface Where {
  readonly article: string;
  /** What stands between two sentences. */
  readonly joint: string;
  readonly t: Translate;
}

function write(sheet: Sheet, block: Block, { article, joint, t }: Where): void {
  const groups = block.groups.map((group) => runsOf(group, article, joint));
  const all = groups.flat();
  sheet.moveIn(block.depth ?? 0);
  switch (block.kind) {
    case 'heading':
      return sheet.heading(plainText(sentencesIn(block)[0] ?? []), block.level === 3 ? 3 : 2, { name: `${article}#${block.slug ?? ''}` });
    case 'paragraph':
      return sheet.words(all);
    case 'list':
    case 'steps':
      for (const [at, runs] of groups.entries()) sheet.item(block.kind === 'list' ? '•' : `${at + (block.start ?? 1)}.`, runs);
      return undefined;
    case 'note':
      return sheet.note([{ text: `${t(`help.tone.${block.tone ?? 'note'}`)}${joint}`, weight: 700 }, ...all]);
    case 'table':
      return sheet.table(block.columns ?? 1, groups);
    case 'code':
      return sheet.code(sentencesIn(block).map(plainText).join('\n'));
    case 'picture':
      return undefined; // it is not there in this language
  }
}

const runsOf = (sentences: readonly Sentence[], article: string, joint: string): Run[] =>
  sentences.flatMap((sentence, at) => [
    ...(at > 0 && joint ? [{ text: joint, weight: 400 as const }] : []),
    ...sentence.map(({ text, look, href }): Run => ({ text, weight: look === 'strong' || look === 'control' ? 700 : 400, ...leadOf(href, article) })),
  ]);

/** Pages of the portal are words: whoever reads this is not in it. */
function leadOf(href: string | undefined, article: string): Pick<Run, 'link' | 'goTo'> {
  if (!href || href.startsWith('page:')) return {};
  if (/^(https:|mailto:)/.test(href)) return { link: href };
  return { goTo: href.startsWith('#') ? article + href : href };
}
