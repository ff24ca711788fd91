import PDFDocument from 'pdfkit';
import type { Locale } from '../core/locale.ts';
import { type Block, type Inline, readMarkdown } from '../core/markdown.ts';
import { type Face, type FontPart, type FontWeight, faceOf } from './fonts.ts';

/** What a page is written with, from its top down. */
export interface Sheet {
  heading(text: string, level?: 1 | 2 | 3): void;
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

const margins = { top: 56, bottom: 64, left: 60, right: 60 };
const width = 595.28 - margins.left - margins.right;
const sizes = { 1: 17, 2: 12.5, 3: 11, text: 9.5, small: 8.5, unbroken: 7.5 } as const;
const ink = '#1a1d21';
const muted = '#5b6570';

type Doc = InstanceType<typeof PDFDocument>;
interface Run {
  readonly text: string;
  readonly weight: FontWeight;
}

/** Writes a document on A4 in any of our languages; its fonts are embedded, as far as they are used. */
export async function writePdf(about: About, write: (sheet: Sheet) => void): Promise<Buffer> {
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
  write(sheetOf(doc, about.locale));
  feet(doc, about);
  doc.end();
  await ended;
  return Buffer.concat(pieces);
}

/** In Chinese the fonts of its script come first, so that quotation marks have their full width; elsewhere the Latin one. */
const chains: Readonly<Record<'latin' | 'zh-CN' | 'zh-TW', readonly FontPart[]>> = {
  latin: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'zh-CN', 'zh-TW'],
  'zh-CN': ['zh-CN', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'zh-TW'],
  'zh-TW': ['zh-TW', 'zh-CN', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'],
};
const chainOf = (locale: Locale): readonly FontPart[] => (locale === 'zh-CN' || locale === 'zh-TW' ? chains[locale] : chains.latin);

/** Sign by sign, the first font that has it; what none has is named by its code, for a record may leave nothing out. */
function pieces(text: string, weight: FontWeight, chain: readonly FontPart[]): { face: Face; text: string }[] {
  const all: { face: Face; text: string }[] = [];
  // The narrow no-break space, which French has before its signs, is in no part of the family.
  for (const sign of text.normalize('NFC').replaceAll('\u202f', '\u00a0')) {
    const code = sign.codePointAt(0) ?? 0;
    const part = chain.find((each) => faceOf(each, weight).has(code));
    const face = faceOf(part ?? 'latin', weight);
    const written = part ? sign : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    const last = all.at(-1);
    if (last?.face === face) last.text += written;
    else all.push({ face, text: written });
  }
  return all;
}

interface Look {
  readonly size: number;
  readonly color?: string;
  readonly x?: number;
  readonly width?: number;
  readonly gapAfter?: number;
  /** Where it stands; below what was written last unless said. */
  readonly y?: number;
}

/** Writes runs as one paragraph, each piece in the font that has its signs. */
function put(doc: Doc, runs: readonly Run[], locale: Locale, look: Look): void {
  const all = runs.flatMap(({ text, weight }) => pieces(text, weight, chainOf(locale)));
  const options = { width: look.width ?? width, lineGap: look.size * 0.35, paragraphGap: look.gapAfter ?? look.size * 0.5 };
  doc.fillColor(look.color ?? ink).fontSize(look.size);
  for (const [at, piece] of all.entries()) {
    doc.registerFont(piece.face.name, piece.face.bytes as unknown as ArrayBuffer).font(piece.face.name);
    const continued = at < all.length - 1;
    if (at === 0) doc.text(piece.text, look.x ?? margins.left, look.y ?? doc.y, { ...options, continued });
    else doc.text(piece.text, { ...options, continued });
  }
}

const plain = (text: string): Run[] => [{ text, weight: 400 }];
const bold = (text: string): Run[] => [{ text, weight: 700 }];
/** Room for a line and one below it, so that no heading stands alone at the foot of a page. */
function keepRoom(doc: Doc, points: number): void {
  if (doc.y + points > doc.page.height - margins.bottom) doc.addPage();
}
/** Tagged for screen readers. */
function tag(doc: Doc, name: string, write: () => void): void {
  doc.addStructure(doc.struct(name, {}, write));
}

function sheetOf(doc: Doc, locale: Locale): Sheet {
  const heading: Sheet['heading'] = (text, level = 1) => headingIn(doc, bold(text), level, locale);
  return {
    heading,
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

function headingIn(doc: Doc, runs: readonly Run[], level: 1 | 2 | 3, locale: Locale): void {
  keepRoom(doc, 60);
  if (doc.y > margins.top) doc.y += level === 1 ? 0 : 8;
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
