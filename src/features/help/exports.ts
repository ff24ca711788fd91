import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { Block } from '../../core/article.ts';
import { sentencesIn, subjects } from '../../core/article.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import type { Bilingual } from './bilingual.ts';
import { writeBilingual } from './bilingualCopy.ts';
import type { ExportFormat } from './contract/imports.ts';
import { type Article, sayControls } from './library.ts';
import { writeXliff } from './xliff.ts';

interface ExportParts {
  /** Those that come with the program. */
  readonly shipped: Iterable<Article>;
  /** Those that were brought along in the language. */
  readonly brought: readonly Bilingual[];
  readonly locale: Locale;
  readonly format: ExportFormat;
  readonly translator: (locale: Locale) => Translate;
}

/** A file an article of a language, `<locale>/<article>.md` or `.xlf`, in the order of their names. */
export function* exportFiles({ shipped, brought, locale, format, translator }: ExportParts): Generator<{ readonly path: string; readonly text: string }> {
  const names = new Set<string>();
  for (const article of shipped) {
    names.add(article.article);
    const text = bilingualOf(article, locale);
    if (text) yield fileOf(format === 'bilingual' ? spoken(text, translator) : text, format);
  }
  for (const text of brought) if (!names.has(text.article)) yield fileOf(text, format);
}
const fileOf = (text: Bilingual, format: ExportFormat) => ({
  path: `${text.locale}/${text.article}.${format === 'xliff' ? 'xlf' : 'md'}`,
  text: format === 'xliff' ? writeXliff(text) : writeBilingual(text),
});

/** An article of ours in the same form. Its sentences have no ids but their place; the form wants some, the same every time. */
export function bilingualOf({ article, subject, texts }: Article, locale: Locale): Bilingual | null {
  const [own, source] = [texts[locale], texts.en];
  if (!own || !source || locale === 'en') return null;
  const prefix = createHash('sha256').update(article).digest('hex').slice(0, 5);
  // The form begins to count behind what stands in the head.
  let n = 103;
  const nextId = () => `${prefix}-${n++}`;
  return {
    article,
    locale,
    path: `${locale}/${article}.md`,
    subject: subjects.find((each) => each === subject) ?? 'more',
    own,
    source,
    ids: { title: nextId(), blocks: source.blocks.map((block) => sentencesIn(block).map(() => (block.kind === 'code' ? null : nextId()))) },
    head: [],
  };
}

/** Names of controls are words there: nothing else reads ours. */
function spoken(text: Bilingual, translator: ExportParts['translator']): Bilingual {
  const say = (blocks: readonly Block[], locale: Locale) => sayControls(blocks, translator(locale));
  return {
    ...text,
    own: { ...text.own, blocks: say(text.own.blocks, text.locale) },
    source: { ...text.source, blocks: say(text.source.blocks, 'en') },
  };
}

/** The same articles are the same bytes, whenever they are asked for. */
export const zipFiles = (files: Iterable<{ readonly path: string; readonly text: string }>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(({ path, text }) => [path, strToU8(text)])), { level: 6, mtime: new Date(2026, 0, 1) });
