import type { Locale } from '../../core/locale.ts';
import type { NewsTexts } from './contract/news.ts';
import type { MailContentShown } from './contract/mailbox.ts';

/** How large a logo may be. */
export const logoLimit = 512 * 1024;

/** What a picture is, by its first bytes, never by what its sender says. */
export function pictureType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : undefined;
}

const DOTS = '••••••';

/** A kept mail for readers of the mailbox: what lets one in (the code, the link's own part) is dots. */
export function blanked(content: MailContentShown): MailContentShown {
  return {
    ...content,
    ...(content.code ? { code: DOTS } : {}),
    ...(content.action ? { action: { label: content.action.label, url: `${new URL(content.action.url).origin}/${DOTS}` } } : {}),
    ...(content.unsubscribe ? { unsubscribe: { label: content.unsubscribe.label, url: `${new URL(content.unsubscribe.url).origin}/${DOTS}` } } : {}),
  };
}

/** The offered languages in which a piece of news still lacks its title or its text. */
export const missingLocales = (texts: NewsTexts, offered: readonly Locale[]): Locale[] =>
  offered.filter((locale) => !texts[locale]?.title.trim() || !texts[locale]?.text.trim());
