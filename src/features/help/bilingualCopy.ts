import { type Block, plainText, sentencesIn, type Sentence, type Span } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import type { Bilingual } from './bilingual.ts';

/** How the form names our languages. */
export const contentLocales: Readonly<Record<Locale, string>> = { en: 'en-US', fr: 'fr-FR', es: 'es-ES', 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW' };

/** The article as one file of the bilingual form: what the reader makes of it is the same article again. */
export function writeBilingual(text: Bilingual): string {
  const { own, source, ids, locale, article } = text;
  const head = text.head.length
    ? text.head
    : ([
        ['title', own.title],
        ['ms.topic', 'article'],
        ['description', own.summary],
        ['ms.contentlocale', contentLocales[locale]],
      ] as const);
  const said = new Map(head.map(([word, value]) => [word, value]));
  if (!said.has('ms.contentlocale')) said.set('ms.contentlocale', contentLocales[locale]);
  if (text.subject !== 'more') said.set('subject', text.subject);
  const title = `# <a name="${article}"></a>${pairOf({ id: ids.title, own: [{ text: own.title }], source: [{ text: source.title }] })}`;
  const blocks = own.blocks.map((block, at) => movedIn(blockText(block, source.blocks[at] ?? block, ids.blocks[at] ?? []), block));
  return `---\n${[...said].map(([word, value]) => `${word}: ${quoted(value)}`).join('\n')}\n---\n${[title, ...blocks].join('\n\n')}\n`;
}

const quoted = (value: string): string => (/^$|^[\s"'[{&*!|>%@`#-]|:\s|\s#|\s$/.test(value) ? `'${value.replaceAll("'", "''")}'` : value);

interface Both {
  readonly id: string | null;
  readonly own: Sentence;
  readonly source: Sentence;
}
function pairOf({ id, own, source }: Both): string {
  // A sign that would begin something else.
  if (id === null) return written(own).replace(/^([#>|+-])|^(\d+)(?=[.)])/, (sign, _, number?: string) => number ?? `\\${sign}`);
  // A sentence that is one link in both languages stands in it, as the form has it.
  const href = own[0]?.href;
  if (href !== undefined && [...own, ...source].every((span) => span.href === href)) {
    const words = (sentence: Sentence) => sentence.map(({ href: _, ...span }) => span);
    return `[${pairOf({ id, own: words(own), source: words(source) })}](${hrefOf(href)})`;
  }
  return `<span data-ttu-id="${id}">${written(own)}</span><span class="sxs-lookup"><span data-stu-id="${id}">${written(source)}</span></span>`;
}

/** What lies in an item stands under its words, wherever they begin. */
const movedIn = (text: string, { depth = 0 }: Block): string => (depth > 0 ? text.replace(/^(?=.)/gm, ' '.repeat(4 * depth)) : text);

/** What has no id of its own begins a line: on one line with another it would be one sentence with it. */
const row = (all: readonly Both[], indent = ''): string =>
  all.map((each, n) => `${n === 0 ? '' : each.id === null || all[n - 1]?.id === null ? `\n${indent}` : ' '}${pairOf(each)}`).join('');

function blockText(block: Block, source: Block, ids: readonly (string | null)[]): string {
  let n = 0;
  const groups = block.groups.map((group, g) => group.map((own, s): Both => ({ own, source: source.groups[g]?.[s] ?? own, id: ids[n++] ?? null })));
  const all = groups.flat();
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level ?? 2)} <a name="${block.slug ?? ''}"></a>${all.map(pairOf).join(' ')}`;
    case 'list':
    case 'steps': {
      const first = block.start ?? 1;
      return groups
        .map((group, at) => {
          const sign = block.kind === 'list' ? '- ' : `${first + at}. `;
          return `${sign}${row(group, ' '.repeat(Math.max(3, sign.length)))}`;
        })
        .join('\n');
    }
    case 'note':
      return `>[!${(block.tone ?? 'note').toUpperCase()}]\n${row(all)
        .split('\n')
        .map((line) => `>${line}`)
        .join('\n')}`;
    case 'code':
      return `\`\`\`\n${sentencesIn(block).map(plainText).join('\n')}\n\`\`\``;
    case 'table': {
      const columns = block.columns ?? 1;
      const cells = groups.map((group) =>
        row(group)
          .replaceAll('\n', ' ')
          .replace(/(?<!\\)\|/g, '\\|'),
      );
      const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, at) => `|${cells.slice(at * columns, (at + 1) * columns).join('|')}|`);
      return [rows[0] ?? '', `|${'---|'.repeat(columns)}`, ...rows.slice(1)].join('\n');
    }
    case 'picture':
    case 'paragraph':
      return row(all);
  }
}

/** How words are written so that they mean nothing but themselves, and how addresses are. */
interface Writing {
  readonly words: (text: string) => string;
  readonly address: (href: string) => string;
}

/** A sentence as Markdown that reads as the same runs again: runs of one address stand in one link, those of one look in one pair of signs. */
export function written(sentence: Sentence, as: Writing = inFile): string {
  let text = '';
  for (let at = 0; at < sentence.length; ) {
    const first = sentence[at] as Span;
    const along = (same: (span: Span) => boolean): number => {
      let end = at + 1;
      while (end < sentence.length && same(sentence[end] as Span)) end++;
      return end;
    };
    const linked = first.href === undefined ? at : along(({ href }) => href === first.href);
    const looked = marked(first) ? along(({ look }) => look === first.look) : at;
    const end = Math.max(at + 1, linked, looked);
    const inside = sentence.slice(at, end);
    const within = (rest: (span: Span) => Span) => written(inside.map(rest), as);
    if (linked === end) text += `[${within(({ href: _, ...span }) => span)}](${as.address(first.href ?? '')})`;
    else if (looked === end && end > at + 1)
      text += wrapped(
        within(({ look: _, ...span }) => span),
        first,
      );
    else text += first.look === 'code' ? `\`${first.text}\`` : wrapped(as.words(first.text), first);
    at = end;
  }
  return text;
}
const marked = ({ look }: Span): boolean => look === 'strong' || look === 'emphasis' || look === 'control';
const signs = { strong: '**', control: '**', emphasis: '*' } as const;

/** Spaces stand outside of the signs: inside they would be no signs. */
function wrapped(text: string, { look }: Span): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
  const sign = look && look !== 'code' ? signs[look] : '';
  return inner ? `${before}${sign}${inner}${sign}${after}` : text;
}
const escaped = (text: string): string =>
  text
    .replace(/[\\`*[\]]/g, (sign) => `\\${sign}`)
    // Three of them begin what is no sentence.
    .replace(/:{3,}/g, (colons) => colons.replaceAll(':', '\\:'))
    .replace(/&(?=#?[a-z0-9]+;)/gi, '&amp;')
    .replaceAll('<', '&lt;');

/** Articles lead to the files that they become. */
const hrefOf = (href: string): string => (/^(https:|mailto:|page:|#)/i.test(href) ? href : href.replace(/^([^#]+)/, '$1.md'));
const inFile: Writing = { words: escaped, address: hrefOf };
