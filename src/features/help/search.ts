import { fold } from '../../core/text.ts';

/** What is searched of an article in one language. */
export interface Doc {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly summary: string;
  readonly headings: readonly string[];
  readonly sentences: readonly string[];
}
export interface Found {
  readonly id: string;
  /** The sentence or heading that says most of what was looked for; null: title and summary do. */
  readonly sentence: string | null;
}
export interface Search {
  (text: string, limit?: number): Found[];
}

/** How much it says that a word stands there. */
const weights = { title: 8, words: 6, heading: 3, summary: 3, sentence: 1 } as const;
/** How much of what stands there was typed: all of it, its beginning, all but one letter. */
const qualities = { whole: 1, beginning: 0.75, mistyped: 0.5 } as const;
/** Of what was asked for, weighed by how rare it is, an article must have this much. */
const COVERED = 0.5;

/** Words that a question is made of and that say nothing of what is asked. Folded. */
const small = new Set(
  `a an and are as at be but by can do does for from get how i if in is it me my of on or our that the this to we what when where who why with you your
  au aux avec ce ces comment dans de des du elle en est et il je la le les leur ma mes mon ne nous on ou par pas pour quand que quel quelle qui quoi se ses si son sur un une vos votre vous
  al como con cual cuando de del donde el ella en es esta la las lo los mi mis no o para pero por que quien se si sin su sus un una unos usted y`.split(/\s+/),
);

const han = /\p{Script=Han}/u;
const wordPattern = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** Words as they are compared: without case and accents; Chinese, which has no spaces, by pairs of signs and single ones. */
export function tokensOf(text: string): string[] {
  return [...fold(text).matchAll(wordPattern)].flatMap(([run]) => {
    if (!han.test(run)) return run.length > 1 || /\d/.test(run) ? [run] : [];
    const signs = [...run];
    return [...signs, ...signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`)];
  });
}

/** What is looked for: of Chinese the pairs only, unless a single sign was typed. */
function wantedOf(text: string): string[] {
  const all = [...new Set(tokensOf(text))];
  const pairs = all.some((token) => han.test(token) && [...token].length > 1);
  const meant = pairs ? all.filter((token) => !han.test(token) || [...token].length > 1) : all;
  const telling = meant.filter((token) => !small.has(token));
  return (telling.length ? telling : meant).slice(0, 12);
}

/** A word without one of its letters, each in turn: two words that share one differ by one mistake. */
const shortened = (word: string): string[] => [word, ...Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))];
const forgiving = (word: string): boolean => word.length >= 4 && !han.test(word) && !/^\d+$/.test(word);

/** One letter more, less, other, or two that changed places. */
export function isOneMistake(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return a === b;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

interface Index {
  /** For each word, sorted: the articles that have it, and how much it says there. */
  readonly terms: readonly string[];
  readonly places: readonly { readonly docs: Uint32Array; readonly weights: Float32Array }[];
  /** Words by what is left of them without a letter. */
  readonly near: ReadonlyMap<string, readonly number[]>;
}

/** The same text in other words that mean the same. */
type Otherwise = (text: string) => readonly string[];
/** The words of a text, and those that it could be said with as well. */
const allTokensOf = (text: string, otherwise: Otherwise): string[] => [text, ...otherwise(text)].flatMap(tokensOf);

function indexOf(docs: readonly Doc[], otherwise: Otherwise): Index {
  const all = new Map<string, Map<number, number>>();
  const add = (at: number, text: string, weight: number) => {
    for (const token of allTokensOf(text, otherwise)) {
      let places = all.get(token);
      if (!places) all.set(token, (places = new Map()));
      // Said again it says a little more, never as much as a title.
      const before = places.get(at);
      places.set(at, before === undefined ? weight : Math.max(before, weight) + 0.1);
    }
  };
  for (const [at, doc] of docs.entries()) {
    add(at, doc.title, weights.title);
    for (const word of doc.words) add(at, word, weights.words);
    add(at, doc.summary, weights.summary);
    for (const heading of doc.headings) add(at, heading, weights.heading);
    for (const sentence of doc.sentences) add(at, sentence, weights.sentence);
  }
  const terms = [...all.keys()].sort();
  const places = terms.map((term) => {
    const found = [...(all.get(term) ?? [])];
    return { docs: Uint32Array.from(found, ([doc]) => doc), weights: Float32Array.from(found, ([, weight]) => weight) };
  });
  const near = new Map<string, number[]>();
  for (const [at, term] of terms.entries()) {
    if (!forgiving(term)) continue;
    for (const rest of new Set(shortened(term))) {
      const known = near.get(rest);
      if (known) known.push(at);
      else near.set(rest, [at]);
    }
  }
  return { terms, places, near };
}

const MOST_BEGINNINGS = 60;

/** The words of the index that a typed one stands for, and how well. */
function meantBy({ terms, near }: Index, typed: string): Map<number, number> {
  const found = new Map<number, number>();
  const note = (at: number, quality: number) => found.set(at, Math.max(quality, found.get(at) ?? 0));
  if (forgiving(typed)) {
    for (const rest of new Set(shortened(typed))) for (const at of near.get(rest) ?? []) if (isOneMistake(terms[at] ?? '', typed)) note(at, qualities.mistyped);
  }
  let from = 0;
  for (let to = terms.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((terms[middle] ?? '') < typed) from = middle + 1;
    else to = middle;
  }
  if (terms[from] === typed) note(from, qualities.whole);
  if (!han.test(typed) && typed.length > 1)
    for (let at = from; at < from + MOST_BEGINNINGS && terms[at]?.startsWith(typed); at++) note(at, qualities.beginning);
  return found;
}

/** Articles of one language, searched in memory; the best first. */
export function openSearch(docs: readonly Doc[], otherwise: Otherwise = () => []): Search {
  const index = indexOf(docs, otherwise);
  const rarity = (having: number) => Math.log(1 + docs.length / (having + 0.5));
  return (text, limit = 20) => {
    const wanted = wantedOf(text);
    const scores = new Float64Array(docs.length);
    const covered = new Float64Array(docs.length);
    const touched = new Set<number>();
    let whole = 0;
    const meant = new Set<number>();
    // Of one typed word, by article; emptied after each.
    const best = new Float64Array(docs.length);
    for (const typed of wanted) {
      const having: number[] = [];
      for (const [term, quality] of meantBy(index, typed)) {
        meant.add(term);
        const { docs: places, weights: heavy } = index.places[term] ?? { docs: [], weights: [] };
        for (let n = 0; n < places.length; n++) {
          const doc = places[n] ?? 0;
          const before = best[doc] ?? 0;
          const score = (heavy[n] ?? 0) * quality;
          if (before === 0) having.push(doc);
          if (score > before) best[doc] = score;
        }
      }
      const rare = rarity(having.length);
      whole += rare;
      for (const doc of having) {
        scores[doc] = (scores[doc] ?? 0) + rare * (best[doc] ?? 0);
        covered[doc] = (covered[doc] ?? 0) + rare;
        best[doc] = 0;
        touched.add(doc);
      }
    }
    const words = new Set([...meant].map((term) => index.terms[term] ?? ''));
    return [...touched]
      .filter((doc) => (covered[doc] ?? 0) >= COVERED * whole)
      .sort((a, b) => (scores[b] ?? 0) * (covered[b] ?? 0) - (scores[a] ?? 0) * (covered[a] ?? 0) || a - b)
      .slice(0, limit)
      .flatMap((at) => (docs[at] ? [{ id: docs[at].id, sentence: tellingSentence(docs[at], words, otherwise) }] : []));
  };
}

/** The sentence with most of the words; nothing where title and summary have as many. */
function tellingSentence(doc: Doc, words: ReadonlySet<string>, otherwise: Otherwise): string | null {
  const count = (text: string) => new Set(allTokensOf(text, otherwise).filter((token) => words.has(token))).size;
  let most = count(`${doc.title} ${doc.summary}`);
  let found: string | null = null;
  for (const sentence of [...doc.headings, ...doc.sentences]) {
    const has = count(sentence);
    if (has > most) [most, found] = [has, sentence];
  }
  return found;
}
