import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../../core/locale.ts';
import type { AgreementTexts } from './contract.ts';

/** An agreement that the house brings: plain words in every language, for an operator's lawyer to replace. */
export interface ShippedAgreement {
  readonly agreement: string;
  readonly texts: AgreementTexts;
}

/** A file begins with its title, as Markdown has it. */
function read(agreement: string, locale: string) {
  const written = readFileSync(join(import.meta.dirname, 'texts', `${agreement}.${locale}.md`), 'utf8').replace(/\r\n?/g, '\n');
  const [, title = '', text = ''] = /^# (.+)\n([\s\S]*)$/.exec(written) ?? [];
  return { title: title.trim(), text: text.trim() };
}

export const shippedAgreements: readonly ShippedAgreement[] = ['partner', 'customer'].map((agreement) => ({
  agreement,
  texts: Object.fromEntries(locales.map((locale) => [locale, read(agreement, locale)])),
}));
