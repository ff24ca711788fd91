/** Two letters where names are written with an alphabet; one sign in Han, kana and hangul, where two would be a word. */
export function initials(name: string): string {
  const words = name
    .normalize('NFC')
    .trim()
    .split(/[\s·•・.,]+/u)
    .filter(Boolean);
  const [first = '?', last = ''] = [words[0], words.length > 1 ? words[words.length - 1] : ''];
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first)) return firstSign(first);
  return (firstSign(first) + firstSign(last)).toLocaleUpperCase();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** A whole grapheme: an accent or a joined sign is not torn apart. */
function firstSign(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}
