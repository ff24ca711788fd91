import { createHash } from 'node:crypto';
import type { Locale, MessageKey, Translate } from '../../core/locale.ts';
import type { Terms } from './contract.ts';

/** Grows when the meaning of a sentence of the terms changes; whoever is in the middle of a sign-up then reads them anew. */
export const termsVersion = '2026-11';

const sections = ['account', 'people', 'information', 'use', 'data', 'confidence', 'running', 'ending', 'changes'] as const;

/** The terms as a reader of one language sees them, with the hash under which this very wording is kept. */
export function termsIn(locale: Locale, t: Translate, centerName: string): Terms {
  const values = { center: centerName };
  const text = {
    introduction: t('terms.introduction', values),
    sections: sections.map((name) => ({ title: t(`terms.${name}.title` as MessageKey, values), text: t(`terms.${name}.text` as MessageKey, values) })),
  };
  const hash = createHash('sha256')
    .update(JSON.stringify([termsVersion, locale, text]))
    .digest('base64url');
  return { version: termsVersion, hash, locale, ...text };
}
