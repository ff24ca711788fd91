import { type Block, type Sentence, sentencesIn } from '../../core/article.ts';
import type { Reworded } from '../../server/sentences.ts';
import type { Bilingual } from './bilingual.ts';
import { written } from './bilingualCopy.ts';
import { readWords } from './bilingualSentences.ts';

/** A sentence of an imported article as one writes it in a field, and back: looks and links as signs, signs that are words behind a `\`. */
export const writeWording = (sentence: Sentence): string =>
  written(sentence, { words: (text) => text.replace(/[\\`*[\]]/g, (sign) => `\\${sign}`), address: (href) => href });
export const readWording = (text: string): Sentence => readWords(text);

export interface Wording {
  readonly place: string;
  readonly text: string;
  readonly source: string;
}
/** The sentences of an imported article that can be worded otherwise. Code, and what is the same in both languages, is nobody's to word. */
export function wordingsOf({ own, source, ids }: Bilingual): Wording[] {
  const blocks = own.blocks.flatMap((block, at) => {
    const english = source.blocks[at] ? sentencesIn(source.blocks[at]) : [];
    return sentencesIn(block).flatMap((sentence, n): Wording[] =>
      ids.blocks[at]?.[n] && english[n] ? [{ place: `${at}.${n}`, text: writeWording(sentence), source: writeWording(english[n]) }] : [],
    );
  });
  const head = [
    { place: 'title', text: own.title, source: source.title },
    { place: 'summary', text: own.summary, source: source.summary },
  ];
  return [...head, ...blocks].filter(({ text }) => text !== '');
}

/** The article in the center's own words; where it says something else than they were written for, its own stand. */
export function reworded<Text extends Bilingual>(article: Text, words: ReadonlyMap<string, Reworded> | undefined): Text {
  if (!words) return article;
  const { own } = article;
  const said = (place: string, now: string): string | undefined => {
    const word = words.get(place);
    return word?.instead === now ? word.text : undefined;
  };
  const inBlock = (block: Block, at: number): Block => {
    let n = 0;
    const sentence = (now: Sentence) => {
      const place = `${at}.${n++}`;
      const text = words.has(place) ? said(place, writeWording(now)) : undefined;
      return [...(text === undefined ? now : readWording(text))];
    };
    return { ...block, groups: block.groups.map((group) => group.map(sentence)) };
  };
  const [title, summary] = [said('title', own.title) ?? own.title, said('summary', own.summary) ?? own.summary];
  // What stands before the first line goes out again as it came in: it says the same as the article.
  const head = article.head.map(([word, value]) => {
    const isTitle = /^title$/i.test(word) && value === own.title;
    return [word, isTitle ? title : /^description$/i.test(word) ? summary : value] as const;
  });
  return { ...article, head, own: { ...own, title, summary, blocks: own.blocks.map(inBlock) } };
}
