import type { Locale } from '../core/locale.ts';
import { type Doc, ink, keepRoom, margins, muted, plain, put, type Run, sizes, tag, width } from './pdfInk.ts';

/** What a book has besides headings and paragraphs. */
export interface BookSheet {
  words(runs: readonly Run[], look?: { readonly small?: boolean }): void;
  /** An item of a list, after its sign or number. */
  item(sign: string, runs: readonly Run[]): void;
  /** What comes lies in so many items of lists. */
  moveIn(items: number): void;
  /** Something to mind: its kind in bold, a bar at its side. */
  note(runs: readonly Run[]): void;
  /** The first cells are the heads of the columns. */
  table(columns: number, cells: readonly (readonly Run[])[]): void;
  code(text: string): void;
  /** A JPEG, no wider than the page. */
  picture(image: { readonly jpeg: Buffer; readonly width: number; readonly height: number }, alt: string): void;
  /** A line of the contents; the page of what it names is written when all pages are there. */
  entry(text: string, name: string): void;
}
export interface Numbered {
  /** Here begins what is called so. */
  found(name: string): void;
  /** Writes the pages into the contents. */
  number(): void;
}

/** Points a picture is given for each of its pixels: words in it are a little smaller than those around it. */
const perPixel = 0.52;

export function bookOf(doc: Doc, locale: Locale): BookSheet & Numbered {
  const pages = new Map<string, number>();
  const entries: { readonly page: number; readonly y: number; readonly name: string }[] = [];
  /** Points from the margin at which words begin. */
  let inset = 0;
  const here = () => doc.bufferedPageRange().count - 1;
  return {
    words(runs, { small = false } = {}) {
      tag(doc, 'P', () =>
        put(doc, runs, locale, { size: small ? sizes.small : sizes.text, color: small ? muted : ink, x: margins.left + inset, width: width - inset }),
      );
    },
    item: (sign, runs) => itemIn(doc, sign, runs, locale, inset),
    moveIn(items) {
      inset = 24 * items;
    },
    note: (runs) => noteIn(doc, runs, locale, inset),
    table: (columns, cells) => tableIn(doc, columns, cells, locale),
    code(text) {
      for (const line of text.split('\n'))
        tag(doc, 'P', () => put(doc, plain(line || ' '), locale, { size: sizes.small, x: margins.left + 12 + inset, width: width - 12 - inset, gapAfter: 1 }));
      doc.y += 6;
    },
    picture: (image, alt) => pictureIn(doc, image, alt),
    entry(text, name) {
      keepRoom(doc, 18);
      entries.push({ page: here(), y: doc.y, name });
      tag(doc, 'P', () => put(doc, [{ text, weight: 400, goTo: name }], locale, { size: sizes.text, width: width - 40, gapAfter: 3 }));
    },
    found(name) {
      pages.set(name, here());
      doc.addNamedDestination(name, 'XYZ', margins.left, Math.max(0, doc.y - 10), null);
    },
    number() {
      for (const { page, y, name } of entries) {
        doc.switchToPage(page);
        put(doc, plain(String((pages.get(name) ?? 0) + 1)), locale, {
          size: sizes.text,
          color: muted,
          x: margins.left + width - 36,
          width: 36,
          y,
          align: 'right',
        });
      }
    },
  };
}

function itemIn(doc: Doc, sign: string, runs: readonly Run[], locale: Locale, inset: number): void {
  keepRoom(doc, 24);
  const top = doc.y;
  tag(doc, 'P', () => {
    put(doc, plain(sign), locale, { size: sizes.text, x: margins.left + inset, y: top, width: 22 });
    put(doc, runs, locale, { size: sizes.text, x: margins.left + 24 + inset, width: width - 24 - inset, y: top });
  });
}

function pictureIn(doc: Doc, { jpeg, width: wide, height: high }: Parameters<BookSheet['picture']>[0], alt: string): void {
  const scale = Math.min(perPixel, width / wide);
  keepRoom(doc, high * scale + 12);
  const y = doc.y + 4;
  doc.addStructure(
    doc.struct('Figure', { alt }, () => {
      doc.image(jpeg, margins.left, y, { width: wide * scale });
      doc
        .rect(margins.left, y, wide * scale, high * scale)
        .lineWidth(0.5)
        .stroke('#d5d9e0');
    }),
  );
  doc.y = y + high * scale + 10;
}

function noteIn(doc: Doc, runs: readonly Run[], locale: Locale, inset: number): void {
  keepRoom(doc, 40);
  doc.y += 3;
  const [top, page] = [doc.y, doc.page];
  tag(doc, 'P', () => put(doc, runs, locale, { size: sizes.text, x: margins.left + 14 + inset, width: width - 14 - inset, gapAfter: 2 }));
  // One that goes on overleaf has its bar where it ends.
  const from = doc.page === page ? top : margins.top;
  doc.rect(margins.left + 2 + inset, from, 2.5, doc.y - from - 4).fill('#c3daf3');
  doc.y += 8;
}

function tableIn(doc: Doc, columns: number, cells: readonly (readonly Run[])[], locale: Locale): void {
  const gap = 14;
  const wide = (width - gap * (columns - 1)) / columns;
  const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, at) => cells.slice(at * columns, (at + 1) * columns));
  const lines = (runs: readonly Run[]) => Math.ceil((runs.reduce((sum, { text }) => sum + breadth(text), 0) * sizes.small) / wide) || 1;
  const row = (each: readonly (readonly Run[])[], at: number) => {
    const isHead = at === 0;
    let [top, bottom] = [0, 0];
    const cell = (runs: readonly Run[], column: number) =>
      doc.struct(isHead ? 'TH' : 'TD', {}, () => {
        if (column === 0) {
          keepRoom(doc, Math.max(...each.map(lines)) * sizes.small * 1.6 + 10);
          top = doc.y;
          bottom = top;
        }
        const said = isHead ? runs.map((run) => ({ ...run, weight: 700 as const })) : runs;
        put(doc, said, locale, { size: sizes.small, x: margins.left + column * (wide + gap), width: wide, y: top + 4, gapAfter: 4 });
        bottom = Math.max(bottom, doc.y);
        doc.y = bottom;
        if (column === columns - 1)
          doc
            .moveTo(margins.left, bottom)
            .lineTo(margins.left + width, bottom)
            .lineWidth(0.5)
            .stroke('#d5d9e0');
      });
    return doc.struct('TR', {}, each.map(cell));
  };
  doc.addStructure(doc.struct('Table', {}, rows.map(row)));
  doc.y += 10;
}

/** How broad a text is, about, in widths of a Chinese sign. */
const breadth = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 1 : 0.56), 0);
