import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../../core/article.ts';
import { isLocale, type Locale } from '../../core/locale.ts';

/** A picture of a page, in one language, as it lies beside the article that shows it. */
export interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Of its content: part of its address, so that it can be kept for ever. */
  readonly hash: string;
}
export interface Pictures {
  /** What lies in `<article>/<shot>.<locale>.webp`. */
  find(article: string, shot: string, locale: Locale): Picture | undefined;
  /** The blocks with the pictures where they lie and as large as they are; one that is not there has no place. */
  place(article: string, locale: Locale, blocks: readonly Block[]): Block[];
}

export const pictureName = /^([a-z0-9-]+)\.([a-z]{2}(?:-[A-Z]{2})?)\.webp$/;

/** The pictures of a folder of articles; an article's are looked at when it is first read. */
export function openPictures(folder: string): Pictures {
  const known = new Map<string, ReadonlyMap<string, Picture>>();
  const of = (article: string): ReadonlyMap<string, Picture> => {
    let found = known.get(article);
    if (!found) known.set(article, (found = picturesIn(join(folder, article))));
    return found;
  };
  const find: Pictures['find'] = (article, shot, locale) => of(article).get(`${shot}.${locale}`);
  return {
    find,
    place: (article, locale, blocks) =>
      blocks.map((block) => {
        const found = block.shot ? find(article, block.shot, locale) : undefined;
        if (!found) return block;
        const src = `/api/public/help/pictures/${article}.${block.shot}.${locale}.${found.hash}.webp`;
        return { ...block, picture: { src, width: found.width, height: found.height } };
      }),
  };
}

function picturesIn(folder: string): ReadonlyMap<string, Picture> {
  const found = new Map<string, Picture>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, shot, locale] = pictureName.exec(name) ?? [];
    if (!shot || !isLocale(locale)) continue;
    const file = join(folder, name);
    const bytes = readFileSync(file);
    const size = sizeOf(bytes);
    if (size) found.set(`${shot}.${locale}`, { file, ...size, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 12) });
  }
  return found;
}

/** Width and height of a WebP (RFC 9649): lossy, lossless or extended; undefined of anything else. */
export function sizeOf(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
