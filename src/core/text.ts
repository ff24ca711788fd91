/** Folds text for searching: no case, no accents, full-width forms as plain ones. Stored beside the text it folds. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim();

/** The one spelling under which a mail address is known as a sign-in name. */
export const foldEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** The part after the @ of a mail address, folded. */
export const domainOf = (email: string): string => foldEmail(email).split('@').at(-1) ?? '';

/**
 * The spelling in which two names that people would take for one are one. Unlike `fold` it leaves marks where they make another
 * letter (vowels of Thai and Hindi, が and か) and drops what cannot be seen.
 */
export const foldName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '')
    .replace(/[\p{Cf}\p{Cc}]+/gu, (found) => (/\s/.test(found) ? ' ' : ''))
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
