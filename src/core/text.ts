/** Folds text for searching: no case, no accents, full-width forms as plain ones. Stored beside the text it folds. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim();

/** The one spelling under which a mail address is known as a sign-in name. */
export const foldEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** The part after the @ of a mail address, folded. */
export const domainOf = (email: string): string => foldEmail(email).split('@').at(-1) ?? '';
