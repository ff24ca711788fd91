import { type Block, type Head, plainText, slugOf, subjects, type Subject } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import { piecesOf } from './bilingualBlocks.ts';
import { readFront } from './bilingualHead.ts';
import { cleanLines, type Fault, isBeyond, words } from './bilingualLines.ts';
import { marks, type Reading, takePairs } from './bilingualPairs.ts';
import { nameOf } from './bilingualSentences.ts';

/** An article in a language, with the source of each of its sentences, as one file holds both. */
export interface Bilingual {
  readonly article: string;
  readonly locale: Locale;
  /** The file that it comes from. */
  readonly path: string;
  readonly subject: Subject;
  readonly own: BilingualText;
  readonly source: Omit<BilingualText, 'words'>;
  /** The ids of title and sentences, block by block; null: the same in both languages. */
  readonly ids: Ids;
  /** What stood before the first line, in its order. */
  readonly head: readonly (readonly [string, string])[];
}
export type BilingualText = Pick<Head, 'title' | 'summary' | 'words'> & { readonly blocks: readonly Block[] };
export interface Ids {
  readonly title: string | null;
  readonly blocks: readonly (readonly (string | null)[])[];
}
export interface ReadBilingual {
  /** Null: it cannot be read. */
  readonly text: Bilingual | null;
  readonly faults: readonly Fault[];
  /** The articles that it leads to, and where. */
  readonly leads: readonly { readonly line: number; readonly article: string }[];
}

/**
 * Reads the bilingual form: Markdown with a head, in which each sentence stands in a span with its id, followed by its source.
 * What comes out is words, looks and addresses, never markup. A pair is taken out of its line first and leaves a mark
 * (private-use letters), so that the block that it stands in is read once for both languages.
 */
export function readBilingual(path: string, text: string): ReadBilingual {
  const faults: Fault[] = [];
  const wrong: Reading['wrong'] = (at, code, what = '') => faults.push({ line: at + 1, code, at: what.replace(marks, '').trim().slice(0, 80) });
  const front = readFront(path, text, wrong);
  const reading: Reading = { path, from: 0, lines: cleanLines(front.lines, front.end, wrong), pairs: [], faults, leads: [], wrong };
  takePairs(reading, front.end);
  const { title, slug, pieces } = piecesOf(reading, front.end);
  const article = title ? nameOf(path, slug || slugOf(plainText(title.source))) : '';
  if (!article) wrong(Math.max(0, front.end), 'no_title');
  if (faults.some(({ code }) => isBeyond(code)) || !front.locale || !title)
    return { text: null, faults: faults.filter(({ code }) => isBeyond(code)), leads: [] };
  const side = (which: 'own' | 'source'): Block[] =>
    pieces.map(({ groups, ...piece }) => ({ ...piece, groups: groups.map((group) => group.map((both) => [...both[which]])) }));
  const source = side('source');
  return {
    faults,
    leads: reading.leads,
    text: {
      article,
      locale: front.locale,
      path,
      subject: subjects.find((each) => each === front.said('subject')) ?? 'more',
      own: {
        title: plainText(title.own),
        summary: front.said('description'),
        words: words(front.said('keywords')),
        blocks: side('own'),
      },
      source: { title: plainText(title.source), summary: firstSentence(source), blocks: source },
      ids: { title: title.id, blocks: pieces.map(({ groups }) => groups.flat().map(({ id }) => id)) },
      head: front.entries,
    },
  };
}

/** The form says what an article is about in its own language only. */
const firstSentence = (blocks: readonly Block[]): string => {
  const said = blocks.flatMap(({ kind, groups }) => (kind === 'paragraph' ? groups.flat().map(plainText) : []));
  return said.find((each) => each.length > 40 && each.length < 300) ?? '';
};
