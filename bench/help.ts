import { type Doc, openSearch } from '../src/features/help/search.ts';
import { alone, type Measure, median } from './measure.ts';

const articles = 10_000;
const syllables = 'ba ce di fo gu la me ni po ru sa te vi zo qua tri ston lar men dor'.split(' ');
/** A few thousand words, most of them rare, as in a language. */
const words = Array.from(
  { length: 6_000 },
  (_, n) => [n % 20, (n * 7 + 3) % 20, (n * n) % 20, n % 13].map((at) => syllables[at] ?? '').join('') + (n % 3 ? '' : String(n % 7)),
);
const sign = (n: number): string => String.fromCodePoint(0x4e00 + (n % 1_200));

/** The same numbers in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

function made(script: 'latin' | 'han'): Doc[] {
  const next = numbers(script.length);
  const word = () =>
    script === 'latin'
      ? (words[Math.floor(next() ** 3 * words.length)] ?? '')
      : Array.from({ length: 2 }, () => sign(Math.floor(next() ** 2 * 1_200))).join('');
  const text = (length: number) => Array.from({ length }, word).join(script === 'latin' ? ' ' : '');
  return Array.from({ length: articles }, (_, n) => ({
    id: `article-${n}`,
    title: text(5),
    words: [word(), word()],
    summary: text(12),
    headings: [text(3), text(4)],
    sentences: Array.from({ length: 20 }, () => text(12)),
  }));
}

/** Questions of three words: known ones, one with a mistake, one that is nowhere. */
function questions(docs: readonly Doc[]): string[] {
  return Array.from({ length: 200 }, (_, n) => {
    const doc = docs[(n * 47) % docs.length];
    const asked = (doc?.sentences[n % 20] ?? '').slice(0, 24);
    return n % 3 === 0 ? `${asked.slice(0, 3)}${asked.slice(4)}` : n % 7 === 0 ? `${asked} zzzzyyx` : asked;
  });
}

/** A search among 10,000 articles in memory: the slower of a language with spaces and of Chinese, at the 99th of 100. */
export const help: Measure = {
  name: 'help',
  about: 'A search in 10,000 articles of the help center, mistyped and Chinese too',
  async run({ quick, say }) {
    const slowest: number[] = [];
    for (const script of ['latin', 'han'] as const) {
      const docs = made(script);
      const begun = performance.now();
      const search = openSearch(docs);
      say(`  ${script}: made searchable in ${Math.round(performance.now() - begun)} ms`);
      const all = questions(docs).slice(0, quick ? 50 : 200);
      for (const each of all.slice(0, 20)) search(each);
      const times = all.map((each) => {
        const from = performance.now();
        search(each);
        return performance.now() - from;
      });
      say(`  ${script}: half of them within ${median(times).toFixed(1)} ms`);
      slowest.push(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99) - 1] ?? 0);
    }
    return [alone('help.search_p99', 'ms', Math.round(Math.max(...slowest) * 10) / 10, 30)];
  },
};
