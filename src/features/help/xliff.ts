import { DOMParser } from '@xmldom/xmldom';
import { type Sentence, type Span } from '../../core/article.ts';
import { isLocale, type Locale } from '../../core/locale.ts';
import type { Bilingual } from './bilingual.ts';
import { trimmed } from './bilingualSentences.ts';

// XLIFF 2.0 (OASIS, 2014): a file an article and language, a group a block, a unit a sentence.

export const xliffNamespace = 'urn:oasis:names:tc:xliff:document:2.0';

/** The article for a translator: each sentence with its id, its source and, where there is one, its translation. */
export function writeXliff({ article, locale, own, source, ids }: Bilingual): string {
  const title = unit({ id: ids.title ?? 'x-title', name: 'title', source: [{ text: source.title }], own: [{ text: own.title }] });
  const groups = source.blocks.map((block, b) => {
    const mine = own.blocks[b]?.groups.flat() ?? [];
    const units = block.groups.flat().map((sentence, s) => {
      const id = ids.blocks[b]?.[s] ?? null;
      return unit({ id: id ?? `x-${b + 1}.${s + 1}`, source: sentence, own: mine[s] ?? [], translate: id !== null });
    });
    return `    <group id="b${b + 1}" type="entente:${block.kind}">\n${units.join('\n')}\n    </group>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${xliffNamespace}" version="2.0" srcLang="en" trgLang="${locale}">
  <file id="f1" original="${escaped(`${article}/${locale}`)}" xml:space="preserve">
${[title, ...groups].join('\n')}
  </file>
</xliff>
`;
}

interface Unit {
  readonly id: string;
  readonly name?: string;
  readonly source: Sentence;
  readonly own: Sentence;
  readonly translate?: boolean;
}
function unit({ id, name, source, own, translate = true }: Unit): string {
  const hrefs = [...new Set([...source, ...own].flatMap(({ href }) => href ?? []))];
  const codes = codesOf(hrefs);
  const [from, to] = [codes(source), codes(own)];
  const data = hrefs.map((href, n) => `<data id="d${n + 1}">${escaped(href)}</data>`).join('');
  const state = translate && to ? ' state="translated"' : '';
  return [
    `      <unit id="${escaped(id)}"${name ? ` name="${name}"` : ''}${translate ? '' : ' translate="no"'}>`,
    ...(data ? [`        <originalData>${data}</originalData>`] : []),
    `        <segment id="s1"${state}>`,
    `          <source>${from}</source>`,
    ...(to ? [`          <target>${to}</target>`] : []),
    '        </segment>',
    '      </unit>',
  ].join('\n');
}

/** Writes sentences with their inline codes; the same code of the source has the same id in the translation. */
function codesOf(hrefs: readonly string[]): (sentence: Sentence) => string {
  let known: ReadonlyMap<string, readonly number[]> | null = null;
  let last = 0;
  return (sentence) => {
    const used = new Map<string, number[]>();
    const idOf = (key: string): number => {
      const mine = used.get(key) ?? [];
      const id = known?.get(key)?.[mine.length] ?? ++last;
      used.set(key, [...mine, id]);
      return id;
    };
    const runOf = ({ text, look, control }: Span): string => {
      if (control) return `<ph id="${idOf(`ph ${control}`)}" type="ui" subType="entente:control" equiv="${escaped(control)}" disp="${escaped(text)}"/>`;
      return look ? `<pc id="${idOf(look)}" type="fmt" subType="${subTypes[look]}">${escaped(text)}</pc>` : escaped(text);
    };
    let text = '';
    for (let at = 0; at < sentence.length; ) {
      const { href } = sentence[at] as Span;
      let end = at + 1;
      while (href !== undefined && sentence[end]?.href === href) end++;
      const id = href === undefined ? 0 : idOf(`link ${href}`);
      const inside = sentence.slice(at, end).map(runOf).join('');
      text += href === undefined ? inside : `<pc id="${id}" type="link" dataRefStart="d${hrefs.indexOf(href) + 1}">${inside}</pc>`;
      at = end;
    }
    known ??= used;
    return text;
  };
}
const subTypes = { strong: 'xlf:b', emphasis: 'xlf:i', code: 'entente:code', control: 'entente:control' } as const;

/** Signs that XML 1.0 does not know are left out. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

// What comes back from a translator.

export interface Translated {
  readonly article: string;
  readonly locale: Locale;
  /** What each unit says now, by its id. */
  readonly targets: ReadonlyMap<string, Sentence>;
}
/** Reads translations; null: it is no XLIFF 2 of ours. Addresses are those of the original: whoever translates changes words. */
export function readXliff(xml: string): Translated | null {
  const root = parsed(xml);
  if (root?.localName !== 'xliff' || !root.getAttribute('version')?.startsWith('2.')) return null;
  const [file] = elements(root, 'file');
  const [article = '', locale] = (file?.getAttribute('original') ?? '').split('/');
  if (!file || !article || !isLocale(locale)) return null;
  const targets = new Map<string, Sentence>();
  for (const each of elements(file, 'unit')) {
    const hrefs = new Map(elements(each, 'data').map((data) => [data.getAttribute('id') ?? '', data.textContent ?? '']));
    // A tool may have cut a sentence into segments, with spaces between them that are nobody's to change.
    const said = elements(each, 'target').flatMap((target) => spansIn(target, hrefs, {}));
    if (said.length > 0) targets.set(each.getAttribute('id') ?? '', trimmed(said));
  }
  return { article, locale, targets };
}

function parsed(xml: string): Element | null {
  // What a document type could define is nothing that a translation needs.
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return null;
  const stop = (message: string) => {
    throw new Error(message);
  };
  try {
    const { documentElement } = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } }).parseFromString(xml.trim(), 'text/xml');
    return documentElement as unknown as Element;
  } catch {
    return null;
  }
}
const elements = (within: Element, name: string): Element[] => Array.from(within.getElementsByTagNameNS(xliffNamespace, name) as unknown as ArrayLike<Element>);

const looks: Readonly<Record<string, Span['look']>> = { 'xlf:b': 'strong', 'xlf:i': 'emphasis', 'entente:code': 'code' };
function spansIn(node: Element, hrefs: ReadonlyMap<string, string>, around: Omit<Span, 'text'>): Span[] {
  return Array.from(node.childNodes as unknown as ArrayLike<Element>).flatMap((child): Span[] => {
    if (child.nodeType === 3 || child.nodeType === 4) return [{ ...around, text: (child.textContent ?? '').replace(/\s+/g, ' ') }];
    if (child.localName === 'ph') {
      const control = child.getAttribute('equiv') ?? '';
      return control ? [{ ...around, look: 'control', control, text: child.getAttribute('disp') || control }] : [];
    }
    if (child.localName !== 'pc') return child.localName === 'mrk' ? spansIn(child, hrefs, around) : [];
    const href = hrefs.get(child.getAttribute('dataRefStart') ?? '');
    const look = looks[child.getAttribute('subType') ?? ''];
    return spansIn(child, hrefs, { ...around, ...(href === undefined ? {} : { href }), ...(look ? { look } : {}) });
  });
}

/** The article with the sentences that came back; null: one of them is not in it, or leads where the article does not lead. */
export function translatedInto(text: Bilingual, { targets }: Translated): Bilingual | null {
  const allowed = new Set(
    [...text.source.blocks, ...text.own.blocks].flatMap(({ groups }) => groups.flat(2).flatMap(({ href, control }) => [href ?? '', control ?? ''])),
  );
  const known = new Set([text.ids.title ?? 'x-title', ...text.ids.blocks.flatMap((ids, b) => ids.map((id, s) => id ?? `x-${b + 1}.${s + 1}`))]);
  for (const [id, sentence] of targets)
    if (!known.has(id) || sentence.some(({ href, control }) => !allowed.has(href ?? '') || !allowed.has(control ?? ''))) return null;
  const title = targets.get(text.ids.title ?? 'x-title');
  const blocks = text.own.blocks.map((block, b) => {
    let n = 0;
    const groups = block.groups.map((group) =>
      group.map((sentence) => {
        const id = text.ids.blocks[b]?.[n++];
        return [...((id && targets.get(id)) || sentence)];
      }),
    );
    return { ...block, groups };
  });
  return { ...text, own: { ...text.own, title: title?.map(({ text: words }) => words).join('') ?? text.own.title, blocks } };
}
