import { isLocale, type Locale } from '../../core/locale.ts';
import type { FaultCode } from './contract/imports.ts';

type Wrong = (at: number, code: FaultCode, what?: string) => void;
interface Front {
  readonly lines: readonly string[];
  /** The first line after the head. */
  readonly end: number;
  readonly entries: readonly (readonly [string, string])[];
  /** The value of a word, however it is spelled; empty without. */
  readonly said: (word: string) => string;
  readonly locale: Locale | null;
}

/** Reads what stands before the article: one `word: value` a line, and above all which language it is in. */
export function readFront(path: string, text: string, wrong: Wrong): Front {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/[\uE000-\uE002\uE100-\uE17F]/g, '')
    .split(/\r\n?|\n/);
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, at) => at > 0 && line.trim() === '---') : -1;
  if (end === -1) wrong(0, 'no_head', lines[0]);
  const entries: [string, string][] = [];
  for (let at = 1; at < end; at++) {
    const [, word = '', value = ''] = /^([\w.-]{1,60}):(?:\s+(.*))?$/.exec(lines[at] ?? '') ?? [];
    if (word) entries.push([word, unquoted(value.trim())]);
    else if (lines[at]?.trim() && !lines[at]?.startsWith('#')) wrong(at, 'head', lines[at]);
  }
  const said = (word: string) => entries.find(([each]) => each.toLowerCase() === word)?.[1] ?? '';
  const named = said('ms.contentlocale') || path.split(/[/\\]/).find((part) => /^(?:en|fr|es|zh)(?:-[a-z]{2,4})?$/i.test(part)) || '';
  const locale = localeOf(named);
  const line = lines.findIndex((each, at) => at < end && /^ms\.contentlocale:/i.test(each));
  if (end !== -1 && (locale === null || locale === 'en')) wrong(Math.max(0, line), 'locale', named);
  return { lines, end: end + 1, entries, said, locale };
}

const unquoted = (value: string): string => {
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'");
  return /^".*"$/.test(value) ? value.slice(1, -1).replaceAll('\\"', '"') : value;
};

/** `fr-FR`, `zh-hant`, `zh-HK`: the language of ours that it is in. */
function localeOf(tag: string): Locale | null {
  if (isLocale(tag)) return tag;
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    const ours = language === 'zh' ? (script === 'Hant' ? 'zh-TW' : 'zh-CN') : language;
    return isLocale(ours) ? ours : null;
  } catch {
    return null;
  }
}
