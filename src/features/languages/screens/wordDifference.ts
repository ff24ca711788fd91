export interface Piece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const wordsOf = (text: string, lang: string): string[] => [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);

/** What of a text goes and what comes, word by word; Chinese has words, too. What goes stands before what comes. */
export function differenceOf(before: string, after: string, lang: string): Piece[] {
  const [old, fresh] = [wordsOf(before, lang), wordsOf(after, lang)];
  // For each pair of places how many words the rests have in common, in order.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  const at = (a: number, b: number): number => common[a]?.[b] ?? 0;
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = fresh.length - 1; b >= 0; b--)
      (common[a] as Uint16Array)[b] = old[a] === fresh[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  const pieces: Piece[] = [];
  const say = (kind: Piece['kind'], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text };
    else pieces.push({ kind, text });
  };
  let [a, b] = [0, 0];
  while (a < old.length || b < fresh.length) {
    if (a < old.length && b < fresh.length && old[a] === fresh[b]) {
      say('same', old[a++] ?? '');
      b++;
    } else if (b >= fresh.length || (a < old.length && at(a + 1, b) >= at(a, b + 1))) say('removed', old[a++] ?? '');
    else say('added', fresh[b++] ?? '');
  }
  return pieces;
}
