import type PDFDocument from 'pdfkit';
import type { Locale } from '../core/locale.ts';
import { type Face, type FontPart, type FontWeight, faceOf } from './fonts.ts';

export const margins = { top: 56, bottom: 64, left: 60, right: 60 };
export const width = 595.28 - margins.left - margins.right;
export const sizes = { 1: 17, 2: 12.5, 3: 11, text: 9.5, small: 8.5, unbroken: 7.5 } as const;
export const ink = '#1a1d21';
export const muted = '#5b6570';
const leading = '#3551d0';

export type Doc = InstanceType<typeof PDFDocument>;
export interface Run {
  readonly text: string;
  readonly weight: FontWeight;
  /** An address outside. */
  readonly link?: string;
  /** A place in the document, as its heading is named. */
  readonly goTo?: string;
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
  readonly align?: 'right';
  /** Where it stands; below what was written last unless said. */
  readonly y?: number;
}

/** Writes runs as one paragraph, each piece in the font that has its signs. */
export function put(doc: Doc, runs: readonly Run[], locale: Locale, look: Look): void {
  const all = runs.flatMap(({ text, weight, ...leads }) => pieces(text, weight, chainOf(locale)).map((piece) => ({ ...piece, ...leads })));
  const options = {
    width: look.width ?? width,
    lineGap: look.size * 0.35,
    paragraphGap: look.gapAfter ?? look.size * 0.5,
    ...(look.align ? { align: look.align } : {}),
  };
  doc.fontSize(look.size);
  for (const [at, piece] of all.entries()) {
    const { link = null, goTo = null } = piece;
    doc.registerFont(piece.face.name, piece.face.bytes as unknown as ArrayBuffer).font(piece.face.name);
    doc.fillColor(link || goTo ? leading : (look.color ?? ink));
    // Null ends the address of the piece before; the types of the library know it of one of the two.
    const said = { ...options, link, goTo: goTo as string, continued: at < all.length - 1 };
    if (at === 0) doc.text(piece.text, look.x ?? margins.left, look.y ?? doc.y, said);
    else doc.text(piece.text, said);
  }
}

export const plain = (text: string): Run[] => [{ text, weight: 400 }];
export const bold = (text: string): Run[] => [{ text, weight: 700 }];
/** Room for a line and one below it, so that no heading stands alone at the foot of a page. */
export function keepRoom(doc: Doc, points: number): void {
  if (doc.y + points > doc.page.height - margins.bottom) doc.addPage();
}
/** Tagged for screen readers. */
export function tag(doc: Doc, name: string, write: () => void): void {
  doc.addStructure(doc.struct(name, {}, write));
}
