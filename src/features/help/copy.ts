import { strToU8, zipSync } from 'fflate';
import { type Block, sentencesIn, type Sentence } from '../../core/article.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { type Library, sayControls, textIn } from './library.ts';

/** A sentence as plain Markdown; links to articles lead to their files, those to pages of the portal are words. */
const written = (sentence: Sentence): string =>
  sentence
    .map(({ text, look, href }) => {
      const marked = look === 'code' ? `\`${text}\`` : look === 'emphasis' ? `*${text}*` : look ? `**${text}**` : text;
      if (!href || href.startsWith('page:')) return marked;
      const [article = '', heading] = href.split('#');
      const target = /^(https:|mailto:)/.test(href) ? href : `${article ? `${article}.md` : ''}${heading ? `#${heading}` : ''}`;
      return `[${marked}](${target})`;
    })
    .join('');

function lines(block: Block): string {
  const groups = block.groups.map((group) => group.map(written));
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level ?? 2)} ${groups.flat().join(' ')}`;
    case 'list':
    case 'steps':
      return groups.map((group, at) => `${block.kind === 'list' ? '-' : `${at + 1}.`} ${group.join('\n   ')}`).join('\n');
    case 'note':
      return [`[!${(block.tone ?? 'note').toUpperCase()}]`, ...groups.flat()].map((line) => `> ${line}`).join('\n');
    case 'code':
      return `\`\`\`\n${sentencesIn(block)
        .map((sentence) => sentence.map(({ text }) => text).join(''))
        .join('\n')}\n\`\`\``;
    case 'table': {
      const columns = block.columns ?? 1;
      const cells = groups.map((group) => group.join(' ').replaceAll('|', '\\|'));
      const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, at) => `| ${cells.slice(at * columns, (at + 1) * columns).join(' | ')} |`);
      return [rows[0] ?? '', `|${'---|'.repeat(columns)}`, ...rows.slice(1)].join('\n');
    }
    case 'paragraph':
      return groups.flat().join('\n');
  }
}

/** All articles of a language as files that need nothing but a reader of Markdown, with a list of them. */
export function zipOf({ articles }: Library, locale: Locale, t: Translate): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const index: string[] = [`# ${t('help.title')}`];
  for (const article of articles.values()) {
    const { title, summary, blocks } = textIn(article, locale);
    files[`${article.article}.md`] = strToU8(`${[`# ${title}`, summary, ...sayControls(blocks, t).map(lines)].join('\n\n')}\n`);
    index.push(`- [${title}](${article.article}.md)`);
  }
  files['README.md'] = strToU8(`${index.join('\n')}\n`);
  // The same articles are the same bytes, whenever they are asked for.
  return zipSync(files, { level: 6, mtime: new Date(2026, 0, 1) });
}
