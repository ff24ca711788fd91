import { plainText, slugOf, type Span, spansOf } from '../../core/article.ts';
import { readInline } from '../../core/markdown.ts';
import { type Both, END, OPEN, type Reading } from './bilingualPairs.ts';

/** Everything that is not a space is taken for an address first, and then looked at. */
const everyLink = { links: /^\S+$/ };

/** The sentences of a line, in both languages. */
export function say(reading: Reading, at: number, line: string): Both[] {
  if (line.trim() === '') return [];
  const side = (which: 'own' | 'source') => {
    const whole = line.replace(/\uE000(\d+)\uE001/g, (mark, n: string) => `${mark}${reading.pairs[Number(n)]?.[which] ?? ''}${END}`);
    const plain = hideEscaped(whole)
      .replace(/<\/?(?:a|span)\b[^<>]*>/gi, '')
      .replace(/\]\(\s*<?([^\s()<>]+)>?(?:\s+"[^"]*")?\s*\)/g, ']($1)');
    return cut(spansOf(readInline(plain, everyLink))).map(({ pair, spans }) => ({ pair, spans: spans.map(shown) }));
  };
  const [own, source] = [side('own'), side('source')];
  const fits = own.length === source.length && own.every(({ pair }, n) => pair === source[n]?.pair);
  if (!fits || own.filter(({ pair }) => pair !== null).length !== [...line.matchAll(/\uE000/g)].length) {
    reading.wrong(at, 'pair', line);
    return [];
  }
  return own.flatMap(({ pair, spans }, n) => {
    const id = pair === null ? null : (reading.pairs[pair]?.id ?? null);
    const both = { id, own: led(reading, at, spans), source: led(reading, null, source[n]?.spans ?? []) };
    if (id === null) reading.wrong(at, 'no_source', plainText(spans));
    return both.own.length > 0 ? [both] : [];
  });
}

/** One sentence as it is written in a field, without markup of the form around it. */
export const readWords = (text: string): Span[] => trimmed(spansOf(readInline(hideEscaped(text), everyLink)).map(shown));

/** A sign that is written to mean itself hides, until everything else is read, behind one that nobody writes. */
const hideEscaped = (text: string): string =>
  text.replace(/`[^`]*`|\\([!-/:-@[-`{-~])/g, (whole, sign?: string) => (sign ? String.fromCharCode(HIDDEN + sign.charCodeAt(0)) : whole));
const HIDDEN = 0xe100;
const show = (text: string): string => text.replace(/[\uE100-\uE17F]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - HIDDEN));
const shown = (span: Span): Span => ({ ...span, text: show(span.text), ...(span.href === undefined ? {} : { href: show(span.href) }) });

interface Cut {
  readonly pair: number | null;
  readonly spans: Span[];
}
/** The runs of a line, cut where a pair begins and ends. Signs that stand alone belong to the sentence before them. */
function cut(spans: readonly Span[]): Cut[] {
  const cuts: Cut[] = [{ pair: null, spans: [] }];
  for (const span of spans)
    for (const part of span.text.split(/(\uE000\d+\uE001|\uE002)/)) {
      if (part.startsWith(OPEN)) cuts.push({ pair: Number(part.slice(1, -1)), spans: [] });
      else if (part === END) cuts.push({ pair: null, spans: [] });
      else if (part) cuts.at(-1)?.spans.push({ ...span, text: part });
    }
  const kept: Cut[] = [];
  for (const each of cuts) {
    const text = plainText(each.spans);
    if (each.pair !== null || /[\p{L}\p{N}]/u.test(text)) kept.push({ pair: each.pair, spans: [...each.spans] });
    else if (text.trim()) kept.at(-1)?.spans.push({ text: text.trim() });
  }
  return kept.map(({ pair, spans: all }) => ({ pair, spans: trimmed(all) }));
}

/** Without spaces at its ends; runs of one look are one. */
export function trimmed(spans: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last && last.look === span.look && last.href === span.href && last.control === span.control)
      runs[runs.length - 1] = { ...last, text: last.text + span.text };
    else runs.push(span);
  }
  const [first] = runs;
  if (first) runs[0] = { ...first, text: first.text.trimStart() };
  const last = runs.at(-1);
  if (last) runs[runs.length - 1] = { ...last, text: last.text.trimEnd() };
  return runs.filter(({ text }) => text !== '');
}

/** With the addresses that an article may lead to; of others the words stay. Told once: of the own language. */
function led({ path, from, wrong, leads }: Reading, at: number | null, spans: readonly Span[]): Span[] {
  return trimmed(
    spans.map(({ href, ...span }) => {
      if (href === undefined) return span;
      const target = addressOf(path, href);
      if (at !== null && target === null) wrong(at, 'link', href);
      const article = articleIn(target);
      if (at !== null && article) leads.push({ line: from + at + 1, article });
      return target === null ? span : { ...span, href: target };
    }),
  );
}

/** The article that an address of an article leads to. */
export const articleIn = (href: string | null | undefined): string | null =>
  href && /^[a-z0-9][a-z0-9-]*(#|$)/.test(href) ? (href.split('#')[0] ?? null) : null;

/** An address as articles have it: outside by https, a heading, or the article that a file becomes; null: none of these. */
function addressOf(path: string, href: string): string | null {
  if (/^(?:https:\/\/[^\s"'<>\\]+|mailto:[^\s"'<>\\]+|#[^\s"'<>]+|page:\/[\w/:.?=&-]*)$/i.test(href)) return href;
  const [, file = '', heading = ''] = /^([^#?:]+\.md)(?:\?[^#]*)?(#[^\s"'<>]+)?$/i.exec(href) ?? [];
  if (!file || file.startsWith('/') || file.startsWith('~')) return null;
  const folders = path.split('/').slice(0, -1);
  for (const part of file.split('/').slice(0, -1)) {
    if (part === '..') folders.pop();
    else if (part !== '.') folders.push(part);
  }
  const name = nameOf([...folders, file.split('/').at(-1) ?? ''].join('/'));
  return name ? `${name}${heading}` : null;
}

const localeFolder = /^(?:en|fr|es|zh)(?:-[a-z]{2,4})?$/i;
/** How a file is named as an article: by its place without the folder of its language; a file without a telling name by its heading. */
export function nameOf(path: string, heading = ''): string {
  const parts = path.split(/[/\\]/).filter((part) => part && part !== '.' && part !== '..');
  const at = parts.findIndex((part) => localeFolder.test(part));
  const name = parts.slice(at + 1).join('-');
  const said = /\.md$/i.test(name) || !heading ? name.replace(/\.[a-z]+$/i, '') : heading;
  return plainSlug(said) || plainSlug(heading);
}
const plainSlug = (text: string): string =>
  slugOf(text)
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/^-+/, '')
    .slice(0, 80);
