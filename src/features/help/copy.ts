import { readFileSync } from 'node:fs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { type Block, sentencesIn, type Sentence } from '../../core/article.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { type Library, sayControls, textIn } from './library.ts';
import type { Pictures } from './pictures.ts';

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

/** Where a picture lies in the copy. */
const pictureFile = (article: string, shot = ''): string => `pictures/${article}-${shot}.webp`;

function lines(block: Block, article: string): string {
  const groups = block.groups.map((group) => group.map(written));
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level ?? 2)} ${groups.flat().join(' ')}`;
    case 'list':
    case 'steps':
      return groups.map((group, at) => `${block.kind === 'list' ? '-' : `${at + (block.start ?? 1)}.`} ${group.join('\n   ')}`).join('\n');
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
    case 'picture':
      return block.picture ? `![${groups.flat().join(' ')}](${pictureFile(article, block.shot)})` : '';
    case 'paragraph':
      return groups.flat().join('\n');
  }
}

/** All articles of a language as files that need nothing but a reader of Markdown, with a list of them. */
export function zipOf({ articles }: Library, pictures: Pictures, locale: Locale, t: Translate): Uint8Array {
  const files: Record<string, Zippable[string]> = {};
  const index: string[] = [`# ${t('help.title')}`];
  for (const article of articles.values()) {
    const { article: name } = article;
    const { title, summary, blocks } = textIn(article, locale);
    const own = article.texts[locale] ? locale : 'en';
    const said = pictures.place(name, own, sayControls(blocks, t));
    files[`${name}.md`] = strToU8(
      `${[`# ${title}`, summary, ...said.map((block) => lines(block, name).replace(/^(?=.)/gm, ' '.repeat(4 * (block.depth ?? 0)))).filter(Boolean)].join('\n\n')}\n`,
    );
    for (const { shot = '' } of said) {
      const found = pictures.find(name, shot, own);
      // Small already.
      if (found) files[pictureFile(name, shot)] = [readFileSync(found.file), { level: 0 }];
    }
    index.push(`- [${title}](${name}.md)`);
  }
  files['README.md'] = strToU8(`${index.join('\n')}\n`);
  // The same articles are the same bytes, whenever they are asked for.
  return zipSync(files, { level: 6, mtime: new Date(2026, 0, 1) });
}
