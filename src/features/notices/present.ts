import { type Locale, pickLocale } from '../../core/locale.ts';
import type { Notice, NoticeKind } from './contract.ts';
import type { NoticeRow } from './queries.ts';

/** The values of a notice's sentence, for a reader of this language: what was said in several languages is picked. */
export function valuesOf(details: unknown, locale: Locale): Record<string, string | number> {
  const { titles, ...plain } = details as Record<string, unknown> & { readonly titles?: Partial<Record<Locale, string>> };
  const values = Object.fromEntries(
    Object.entries(plain).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'),
  );
  if (!titles) return values;
  return { ...values, title: titles[pickLocale([locale], Object.keys(titles) as Locale[])] ?? values['title'] ?? '' };
}

export const presentNotice = (row: NoticeRow, locale: Locale): Notice => {
  const values = valuesOf(row.details, locale);
  return {
    noticeId: row.noticeId,
    kind: row.kind as NoticeKind,
    values,
    link: row.link,
    company: typeof values['company'] === 'string' ? values['company'] : null,
    at: row.at,
    readAt: row.readAt,
  };
};
