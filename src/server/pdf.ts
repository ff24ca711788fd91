import PDFDocument from 'pdfkit';
import type { Locale } from '../core/locale.ts';
import { type Block, type Inline, readMarkdown } from '../core/markdown.ts';
import type { FontWeight } from './fonts.ts';
import { bookOf, type BookSheet, type Numbered } from './pdfBook.ts';
import { bold, type Doc, ink, keepRoom, margins, muted, plain, put, type Run, sizes, tag, width } from './pdfInk.ts';

/** What a page is written with, from its top down. */
export interface Sheet extends BookSheet {
  heading(text: string, level?: 1 | 2 | 3, look?: { /** By which contents and links find it. */ readonly name?: string }): void;
  paragraph(text: string, look?: { readonly small?: boolean }): void;
  /** What is said, and of what; long values wrap. */
  facts(rows: readonly (readonly [label: string, value: string])[]): void;
  /** A long text in a language of its own. */
  markdown(text: string, locale: Locale): void;
  newPage(): void;
}
interface About {
  readonly title: string;
  readonly author: string;
  readonly locale: Locale;
  readonly at: Date;
  /** At the foot of every page. */
  foot(page: number, pages: number): string;
}

/** Writes a document on A4 in any of our languages; its fonts are embedded, as far as they are used. */
export async function writePdf(about: About, write: (sheet: Sheet) => void | Promise<void>): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margins,
    lang: about.locale,
    displayTitle: true,
    tagged: true,
    pdfVersion: '1.7',
    bufferPages: true,
    info: { Title: about.title, Author: about.author, Creator: 'Entente', CreationDate: about.at, ModDate: about.at },
  });
  const pieces: Buffer[] = [];
  doc.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const book = bookOf(doc, about.locale);
  await write(sheetOf(doc, about.locale, book));
  book.number();
  feet(doc, about);
  doc.end();
  await ended;
  return Buffer.concat(pieces);
}

function sheetOf(doc: Doc, locale: Locale, book: BookSheet & Numbered): Sheet {
  return {
    ...book,
    heading(text, level = 1, { name } = {}) {
      if (level === 1 && name) doc.outline.addItem(text);
      headingIn(doc, bold(text), level, locale, () => name && book.found(name));
    },
    paragraph(text, { small = false } = {}) {
      tag(doc, 'P', () => put(doc, plain(text), locale, { size: small ? sizes.small : sizes.text, color: small ? muted : ink }));
    },
    facts(rows) {
      for (const [label, value] of rows) fact(doc, label, value, locale);
      doc.y += 6;
    },
    markdown(text, of) {
      for (const block of readMarkdown(text)) piece(doc, block, of);
    },
    newPage() {
      doc.addPage();
    },
  };
}

function headingIn(doc: Doc, runs: readonly Run[], level: 1 | 2 | 3, locale: Locale, arrived?: () => void): void {
  keepRoom(doc, 60);
  if (doc.y > margins.top) doc.y += level === 1 ? 0 : 8;
  arrived?.();
  tag(doc, `H${level}`, () => put(doc, runs, locale, { size: sizes[level], gapAfter: level === 1 ? 8 : 4 }));
}

function fact(doc: Doc, label: string, value: string, locale: Locale): void {
  keepRoom(doc, 34);
  const top = doc.y;
  const page = doc.page;
  tag(doc, 'P', () => put(doc, plain(label), locale, { size: sizes.small, color: muted, width: 150, y: top + 1, gapAfter: 3 }));
  const below = doc.page === page ? doc.y : margins.top;
  tag(doc, 'P', () =>
    put(doc, plain(value || '–'), locale, {
      size: /\S{60}/.test(value) ? sizes.unbroken : sizes.text,
      x: margins.left + 165,
      width: width - 165,
      y: top,
      gapAfter: 3,
    }),
  );
  doc.y = Math.max(below, doc.y);
}

function piece(doc: Doc, block: Block, locale: Locale): void {
  if (block.kind === 'rule') return;
  if (block.kind === 'heading') return headingIn(doc, runsOf(block.inside, 700), block.level <= 2 ? 2 : 3, locale);
  if (block.kind !== 'list') return tag(doc, 'P', () => put(doc, runsOf(block.inside, 400), locale, { size: sizes.text }));
  for (const [at, inside] of block.items.entries()) {
    keepRoom(doc, 24);
    const top = doc.y;
    tag(doc, 'P', () => {
      put(doc, plain(block.start === null ? '•' : `${block.start + at}.`), locale, { size: sizes.text, y: top, width: 22 });
      put(doc, runsOf(inside, 400), locale, { size: sizes.text, x: margins.left + 24, width: width - 24, y: top });
    });
  }
}

const runsOf = (inside: readonly Inline[], weight: FontWeight): Run[] =>
  inside.flatMap((part): Run[] => {
    if (part.kind === 'text' || part.kind === 'code') return [{ text: part.text, weight }];
    if (part.kind === 'link') return [...runsOf(part.inside, weight), { text: ` (${part.href})`, weight }];
    return part.kind === 'strong' || part.kind === 'emphasis' ? runsOf(part.inside, part.kind === 'strong' ? 700 : weight) : [];
  });

function feet(doc: Doc, { foot, locale }: About): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    // Below the margin: without this the foot would begin a page of its own.
    doc.page.margins.bottom = 0;
    put(doc, plain(foot(page + 1, count)), locale, { size: 7.5, color: muted, y: doc.page.height - 42 });
  }
}
