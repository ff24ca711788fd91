import type { Locale } from '../../../core/locale.ts';

/** A place in the list of people that one can jump to: what it is called, and the family name at which it begins. */
export interface Letter {
  readonly id: string;
  readonly kind: 'letter' | 'strokes' | 'latin';
  readonly start: string;
}

const letters = (text: string): Letter[] => [...text].map((id) => ({ id, kind: 'letter', start: id.toLowerCase() }));
/** CLDR's Chinese collations have a mark of their own before each group (https://cldr.unicode.org/translation/characters#index-characters). */
const mark = '\uFDD0';
const latin: Letter = { id: 'latin', kind: 'latin', start: 'a' };

/** By letters; in simplified Chinese by those of pinyin, in traditional by strokes, and Latin names after them, as the collations have it. */
export const lettersOf: Readonly<Record<Locale, readonly Letter[]>> = {
  en: letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  fr: letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  es: letters('ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'),
  'zh-CN': [...[...'ABCDEFGHJKLMNOPQRSTWXYZ'].map((id): Letter => ({ id, kind: 'letter', start: mark + id })), latin],
  'zh-TW': [...Array.from({ length: 25 }, (_, n): Letter => ({ id: String(n + 1), kind: 'strokes', start: mark + String.fromCharCode(0x2801 + n) })), latin],
};
