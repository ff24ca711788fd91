import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as en from '@zxcvbn-ts/language-en';
import * as es from '@zxcvbn-ts/language-es-es';
import * as fr from '@zxcvbn-ts/language-fr';
import { fold } from '../../core/text.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from './contract.ts';
import { pinyin } from './pinyin.ts';

export interface Question {
  readonly password: string;
  readonly hasSecondFactor: boolean;
  readonly words: readonly string[];
}
export interface Verdict {
  /** 0 guessed at once … 4 not in our lifetime. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly fault: PasswordFault | null;
}
export type PasswordFault =
  | 'password_under_15'
  | 'password_under_8'
  | 'password_over_200'
  | 'password_common'
  | 'password_personal'
  | 'password_pattern'
  | 'password_guessable';

/** Beyond this the estimate costs seconds and says nothing new; the cost grows with the cube, and most beginnings say enough. */
const JUDGED = 64;
const BEGINNING = 24;

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...en.dictionary, ...fr.dictionary, ...es.dictionary, pinyin: [...pinyin] },
  graphs: common.adjacencyGraphs,
  maxLength: JUDGED,
});

/** NIST 800-63B-4, 3.1.1.2: long enough, not on a list of common ones, not made of the person's own names; no rules of composition. */
export function judge({ password, hasSecondFactor, words }: Question): Verdict {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  const own = ownWords(words);
  const { score, sequence } = estimate(text, own);
  const minimum = hasSecondFactor ? PASSWORD_MIN.withSecondFactor : PASSWORD_MIN.alone;
  const fault = ((): PasswordFault | null => {
    if (length < minimum) return hasSecondFactor ? 'password_under_8' : 'password_under_15';
    if (length > PASSWORD_MAX) return 'password_over_200';
    if (isOwn(text, own)) return 'password_personal';
    // Next to a second factor a password is tried through us only, a few times an hour; alone, it must also outlast a stolen database.
    if (score >= (hasSecondFactor ? 2 : 3)) return null;
    const [only] = sequence;
    if (sequence.some((s) => s.pattern === 'dictionary' && 'dictionaryName' in s && s.dictionaryName === 'userInputs')) return 'password_personal';
    if (sequence.length === 1 && only?.pattern === 'dictionary') return 'password_common';
    if (sequence.every((s) => s.pattern !== 'dictionary' && s.pattern !== 'bruteforce')) return 'password_pattern';
    return 'password_guessable';
  })();
  return { score: fault ? (Math.min(score, 2) as Verdict['score']) : score, fault };
}

/** What is strong as far as its beginning goes is strong. */
function estimate(text: string, own: readonly string[]) {
  const beginning = estimator.check(text.slice(0, BEGINNING), [...own]);
  return beginning.score === 4 || text.length <= BEGINNING ? beginning : estimator.check(text.slice(0, JUDGED), [...own]);
}

/** The words themselves and their parts: a mail address gives its name and its domain. */
function ownWords(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => [fold(word), ...fold(word).split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts)].filter((part) => part.length >= 3).slice(0, 60);
}

/** Whether little is left of a password once the person's own words are taken out of it. */
function isOwn(text: string, own: readonly string[]): boolean {
  const whole = fold(text);
  if (!own.some((word) => whole.includes(word))) return false;
  const rest = [...own].sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), whole);
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < 6;
}
