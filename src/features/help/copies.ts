import { createHash } from 'node:crypto';
import type { Locale, Translate } from '../../core/locale.ts';
import { zipOf } from './copy.ts';
import { type Library, sayControls, textIn } from './library.ts';
import type { Pictures } from './pictures.ts';

interface Parts {
  readonly library: () => Library;
  readonly pictures: Pictures;
  readonly translator: (locale: Locale) => Translate;
}
interface Made {
  readonly of: string;
  readonly bytes: Promise<Uint8Array>;
}

/** Offline copies, made when the first reader asks and kept until an article or the words of a control are others. */
export function keepCopies({ library, pictures, translator }: Parts) {
  const kept = new Map<string, Made>();
  const keep = (name: string, of: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const before = kept.get(name);
    // Whoever asks while it is made waits for the same one.
    if (before?.of === of) return before.bytes;
    const made = { of, bytes: make() };
    kept.set(name, made);
    made.bytes.catch(() => kept.get(name) === made && kept.delete(name));
    return made.bytes;
  };
  return {
    zip(locale: Locale): Promise<Uint8Array> {
      const t = translator(locale);
      return keep(`${locale}.zip`, digestOf(library(), locale, t), async () => zipOf(library(), pictures, locale, t));
    },
    async pdf(locale: Locale, { now, centerName }: { readonly now: Date; readonly centerName: () => Promise<string> }): Promise<Uint8Array> {
      const t = translator(locale);
      const center = await centerName();
      return keep(`${locale}.pdf`, digestOf(library(), locale, t) + center, async () => {
        // With it come the writer and its fonts, 50 MB: only where one is asked for.
        const { bookOf } = await import('./book.ts');
        return bookOf({ library: library(), pictures, locale, t, now, center });
      });
    },
  };
}

/** What the copy would say. */
function digestOf({ articles }: Library, locale: Locale, t: Translate): string {
  const hash = createHash('sha256');
  for (const article of articles.values()) {
    const { title, summary, blocks } = textIn(article, locale);
    hash.update(JSON.stringify([title, summary, sayControls(blocks, t)]));
  }
  return hash.digest('hex');
}
