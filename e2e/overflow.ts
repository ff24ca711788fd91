import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { CompiledMessages } from '../src/core/locale.ts';

/**
 * English as a language that is two fifths longer, accented and in brackets: what stays plain on the page was never said by
 * `t`, and what has no room shows before a translator meets it. Made on the way to the browser; no catalog of it exists.
 */
export async function speakPseudo(context: BrowserContext): Promise<void> {
  await context.route('**/locales/en/*.json', async (route) => {
    const response = await route.fetch();
    const messages = (await response.json()) as CompiledMessages;
    await route.fulfill({ response, json: Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, pseudo(message)])) });
  });
}

type Compiled = CompiledMessages[string];

/** Vowels are doubled and accented, which makes a word longer where it cannot break. */
const twice: Readonly<Record<string, string>> = { a: 'áá', e: 'éé', i: 'ïï', o: 'ôô', u: 'üü', A: 'ÁÁ', E: 'ÉÉ', I: 'ÏÏ', O: 'ÔÔ', U: 'ÜÜ', y: 'ÿ', Y: 'Ÿ' };
const accented = (text: string): string => (text === '#' ? text : text.replace(/[aeiouy]/gi, (letter) => twice[letter] ?? letter));

/** What lingui compiled: texts, and values as `[name, kind, branches]`, nested. */
export function pseudo(message: Compiled): Compiled {
  return typeof message === 'string' ? `⟦${accented(message)}⟧` : ['⟦', ...partsOf(message), '⟧'];
}
const partsOf = (parts: Exclude<Compiled, string>): Exclude<Compiled, string> =>
  parts.map((part) => {
    if (typeof part === 'string') return accented(part);
    const [name, kind, format] = part;
    if (!['plural', 'select', 'selectordinal'].includes(kind ?? '') || typeof format !== 'object') return part;
    const branches = Object.entries(format as Record<string, Compiled | number>).map(([key, branch]) => [key, inBranch(branch)]);
    return [name, kind, Object.fromEntries(branches)];
  }) as Exclude<Compiled, string>;
const inBranch = (branch: Compiled | number): Compiled | number =>
  typeof branch === 'number' ? branch : typeof branch === 'string' ? accented(branch) : partsOf(branch);

export interface Measured {
  /** What is cut, overlaps or makes the page scroll sideways. */
  readonly problems: readonly string[];
  /** Every text of the page and of its labels that is not marked as the machine's own. */
  readonly shown: readonly string[];
}
const measuring = readFileSync(path.join(import.meta.dirname, 'measure.js'), 'utf8');
export const measure = async (page: Page): Promise<Measured> => (await page.evaluate(measuring)) as Measured;

/** Collects what the server answers: a text that came from there is data, and data is in nobody's language. */
export function rememberData(page: Page): { has(text: string): boolean; settled(): Promise<void> } {
  const values = new Set<string>();
  let reading = Promise.resolve();
  let whole = '';
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || !response.headers()['content-type']?.includes('json')) return;
    reading = Promise.all([reading, response.json().catch(() => null)]).then(([, body]) => collect(body));
  });
  const collect = (value: unknown): void => {
    // A sentence of an article comes in pieces, by their look; what a picture shows is said in one.
    if (Array.isArray(value) && value.length > 1 && value.every((piece: { text?: unknown } | null) => typeof piece?.text === 'string'))
      collect(value.map(({ text }: { text: string }) => text).join(''));
    if (typeof value === 'string' && !values.has(value)) {
      values.add(value);
      whole += `\n${value.toLowerCase()}`;
    } else if (value && typeof value === 'object') for (const each of Object.values(value)) collect(each);
  };
  const has = (text: string): boolean => whole.includes(text.toLowerCase());
  return {
    // Names of people come in two parts.
    has: (text) => has(text) || (/^\S+ \S+$/.test(text) && text.split(' ').every((part) => values.has(part))),
    async settled() {
      await reading;
      // The center's own name stands in the page.
      collect(JSON.parse(String(await page.evaluate("document.getElementById('boot')?.textContent ?? 'null'"))));
    },
  };
}

const regions = new Intl.DisplayNames('en', { type: 'region' });
const languages = new Intl.DisplayNames('en', { type: 'language' });
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Words that the platform says by itself in English: days, months, countries, currencies, languages. */
const platform = new Set(
  [
    ...letters.flatMap((a) => letters.map((b) => regions.of(a + b) ?? '')),
    ...Array.from({ length: 12 }, (_, month) => new Date(2026, month, 1)).flatMap((day) => [
      day.toLocaleDateString('en', { month: 'long' }),
      day.toLocaleDateString('en', { month: 'short' }),
    ]),
    ...Array.from({ length: 7 }, (_, day) => new Date(2026, 1, 1 + day)).flatMap((day) => [
      day.toLocaleDateString('en', { weekday: 'long' }),
      day.toLocaleDateString('en', { weekday: 'short' }),
    ]),
    ...letters.flatMap((a) => letters.map((b) => languages.of((a + b).toLowerCase()) ?? '')),
    ...Intl.supportedValuesOf('currency').map((code) => new Intl.DisplayNames('en', { type: 'currency' }).of(code) ?? ''),
  ].map((word) => word.toLowerCase()),
);
/** What the widgets of react-aria say by themselves, in each language that it knows. */
const widgets = new Set(['calendar', 'dismiss', 'click to start dragging', 'show suggestions', 'yyyy', 'mm', 'dd']);
/** Languages and tools that programs are written in. */
const tools = new Set(['curl', 'node', 'js', 'python', 'java']);
/** "3 days ago", "in 2 hours", "yesterday", and the names of languages in their own words. */
const spoken =
  /^(in|ago|and|or|at|am|pm|now|yesterday|today|tomorrow|(next|last|this) \w+|(seconds?|minutes?|hours?|days?|weeks?|months?|years?)( ago)?|english|français|español)$/i;

/** What of a page's texts is plain English that nobody said by `t`. */
export function untranslated(shown: readonly string[], isData: (text: string) => boolean): string[] {
  return shown.filter((text) => !text.includes('⟦') && !text.includes('⟧') && !isData(text) && piecesOf(text).some((piece) => !isKnown(piece, isData)));
}
const piecesOf = (text: string): string[] => text.split(/[\d·,;:()/|–—→+&…#.%]+|\s{2,}|\n| and | or /).map((piece) => piece.trim());
const isKnown = (piece: string, isData: (text: string) => boolean): boolean =>
  !/[a-z]{3}/.test(piece) ||
  isData(piece) ||
  platform.has(piece.toLowerCase()) ||
  widgets.has(piece.toLowerCase()) ||
  tools.has(piece.toLowerCase()) ||
  spoken.test(piece);
