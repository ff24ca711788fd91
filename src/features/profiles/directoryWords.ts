import { fold } from '../../core/text.ts';

/** The parts of a listing that a word can be asked for in by itself. Codes are whole: `c:fr` a country, `l:fr` a language spoken, `y:fr` written in it. */
export type Field = 'name' | 'place' | 'skill' | 'product';
export type CodeField = 'country' | 'language' | 'industry' | 'service' | 'locale';
const letters = { name: 'n', place: 'p', skill: 's', product: 'o', country: 'c', language: 'l', industry: 'i', service: 'v', locale: 'y' } as const;

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu;
/** A lexeme of PostgreSQL has room for 2,046 bytes; no word of a person is so long. */
const MOST_LETTERS = 60;

const runsOf = (text: string): string[] => (fold(text).match(runs) ?? []).map((run) => run.slice(0, MOST_LETTERS));
/** Chinese and Japanese have no spaces: every two neighbors are a word, and the last one by itself, so that one character finds it too. */
const pairsOf = (run: string): string[] => {
  const characters = [...run];
  return characters.map((each, at) => each + (characters[at + 1] ?? ''));
};

/** The words of a text as they are kept. */
export const wordsOf = (text: string): string[] => runsOf(text).flatMap((run) => (han.test(run) ? pairsOf(run) : [run]));

/** What the search reads of one field: its words, and the same with the letter of the field before them. */
export const lexemesOf = (field: Field, text: string): string[] => wordsOf(text).flatMap((word) => [word, `${letters[field]}:${word}`]);
export const codeOf = (field: CodeField, code: string): string => `${letters[field]}:${code.toLowerCase()}`;

/** As PostgreSQL reads it in a tsquery, whatever is in it. */
const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const begins = (lexeme: string): string => `${quoted(lexeme)}:*`;

/** Every word that was typed, each as one that must be found: begun with in Latin, its pairs in Chinese. */
const typedWords = (typed: string): string[][] =>
  runsOf(typed).map((run) => {
    const characters = [...run];
    return !han.test(run) || characters.length === 1 ? [run] : pairsOf(run).slice(0, -1);
  });

/** Codes that a typed word may mean as well: an industry by its label, a country by its name. */
export type Meant = (word: string) => readonly string[];

/** The tsquery of what was typed, or null when it has no word: all words, each in the field (anywhere without one) or as a code that it means. */
export function queryOf(typed: string, { field, meant }: { readonly field?: Field; readonly meant?: Meant } = {}): string | null {
  const parts = typedWords(typed)
    .slice(0, 12)
    .map((pieces) => {
      const words = pieces.map((piece) => begins(field ? `${letters[field]}:${piece}` : piece)).join(' & ');
      const codes = meant?.(pieces.join('')) ?? [];
      return codes.length ? `(${[`(${words})`, ...codes.map(quoted)].join(' | ')})` : `(${words})`;
    });
  return parts.length ? parts.join(' & ') : null;
}
/** The tsquery of a code. */
export const codeQuery = (field: CodeField, code: string): string => quoted(codeOf(field, code));

/** Labels are few and always the same; their words are taken apart once. */
const labels = new Map<string, { readonly folded: string; readonly words: readonly string[] }>();
function partsOf(label: string) {
  const known = labels.get(label) ?? { folded: fold(label), words: runsOf(label) };
  labels.set(label, known);
  return known;
}

/** Whether a label has a word that begins as what was typed: "santé" by "sant". Pieces of a Chinese word are joined again. */
export function isMeant(label: string, word: string): boolean {
  const typed = fold(word);
  if (han.test(typed)) {
    // Joined pairs say their middle characters twice; the label must have every pair.
    const pairs = typed.length === 1 ? [typed] : (typed.match(/../gu) ?? []);
    return pairs.every((pair) => partsOf(label).folded.includes(pair));
  }
  return typed.length >= 3 && partsOf(label).words.some((run) => run.startsWith(typed));
}
