import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

/** One file of a family, as PDF writers want it, and what it can draw. */
export interface Face {
  readonly name: string;
  /** TrueType or OpenType, unpacked. */
  readonly bytes: Buffer;
  has(codePoint: number): boolean;
}

const require = createRequire(import.meta.url);
const parts = {
  latin: 'noto-sans/files/noto-sans-latin',
  'latin-ext': 'noto-sans/files/noto-sans-latin-ext',
  greek: 'noto-sans/files/noto-sans-greek',
  cyrillic: 'noto-sans/files/noto-sans-cyrillic',
  vietnamese: 'noto-sans/files/noto-sans-vietnamese',
  'zh-CN': 'noto-sans-sc/files/noto-sans-sc-chinese-simplified',
  'zh-TW': 'noto-sans-tc/files/noto-sans-tc-chinese-traditional',
} as const;
export type FontPart = keyof typeof parts;
export type FontWeight = 400 | 700;

const opened = new Map<string, Face>();
/** A part of the Noto Sans family; unpacked once in the life of the process, from our packages, whatever the machine has. */
export function faceOf(part: FontPart, weight: FontWeight): Face {
  const name = `${part}-${weight}`;
  const known = opened.get(name);
  if (known) return known;
  const bytes = sfntOf(readFileSync(require.resolve(`@fontsource/${parts[part]}-${weight}-normal.woff`)));
  const font = create(bytes) as Font;
  const face: Face = { name, bytes, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  opened.set(name, face);
  return face;
}

/** Length of the directories' heads and of their entries, in bytes (WOFF 1.0, https://www.w3.org/TR/WOFF/). */
const woffHead = 44;
const woffEntry = 20;
const sfntHead = 12;
const sfntEntry = 16;

/** A WOFF unpacked: reading it packed costs a PDF writer a hundred times as long. */
export function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(sfntHead + sfntEntry * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  const pieces: Buffer[] = [head];
  let at = head.length;
  for (let n = 0; n < count; n++) {
    const entry = woffHead + n * woffEntry;
    const [offset, packed, whole] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [number, number, number];
    const table = woff.subarray(offset, offset + packed);
    const data = packed < whole ? inflateSync(table) : table;
    const line = sfntHead + n * sfntEntry;
    head.writeUInt32BE(woff.readUInt32BE(entry), line);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), line + 4);
    head.writeUInt32BE(at, line + 8);
    head.writeUInt32BE(data.length, line + 12);
    // Tables begin at multiples of four.
    pieces.push(data, Buffer.alloc((4 - (data.length % 4)) % 4));
    at += data.length + ((4 - (data.length % 4)) % 4);
  }
  return Buffer.concat(pieces);
}
