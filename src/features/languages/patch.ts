import { readArticle } from '../../core/article.ts';
import { isOfArticle, placeOf } from './policy.ts';
import { placesOf } from './catalogue.ts';

/** What is to stand in a file instead of some of its lines; line 0 is the first. */
type Lines = ReadonlyMap<number, string>;
interface Wanted {
  readonly sentence: string;
  readonly text: string;
}

/** The lines of a catalogue (`locales/fr.json`) that say these sentences. */
export function linesOfCatalogue(file: string, wanted: readonly Wanted[]): Lines {
  const texts = new Map(wanted.filter(({ sentence }) => !isOfArticle(sentence)).map(({ sentence, text }) => [sentence, text]));
  return changed(file, (line) => {
    const [, before, id = '', comma] = /^(\s*"([^"]+)": )".*"(,?)$/.exec(line) ?? [];
    const text = texts.get(id);
    return text === undefined ? line : `${before}${JSON.stringify(text)}${comma}`;
  });
}

/** The lines of an article in one language (`help/sign-in/fr.md`) that say these sentences; those of other articles are passed over. */
export function linesOfArticle(article: string, file: string, wanted: readonly Wanted[]): Lines {
  const own = new Map(
    wanted.flatMap(({ sentence, text }) => (isOfArticle(sentence) && placeOf(sentence)[0] === article ? [[placeOf(sentence)[1], text]] : [])),
  );
  const lines = file.split('\n');
  const next = new Map<number, string>();
  for (const word of ['title', 'summary']) {
    const at = lines.findIndex((line) => line.startsWith(`${word}:`));
    const text = own.get(word);
    if (text !== undefined && at !== -1) next.set(at, `${word}: ${/^["']|\s#/.test(text) ? `"${text}"` : text}`);
  }
  for (const [place, { line, text: before, cell }] of placesOf(readArticle(file))) {
    const text = own.get(place);
    if (text === undefined) continue;
    const now = next.get(line) ?? lines[line] ?? '';
    next.set(line, cell === null ? replaceLast(now, before, text) : replaceCell(now, cell, text));
  }
  return next;
}

function replaceLast(line: string, before: string, text: string): string {
  const at = line.lastIndexOf(before);
  return line.slice(0, at) + text + line.slice(at + before.length);
}
function replaceCell(line: string, cell: number, text: string): string {
  const parts = line.split(/(?<!\\)\|/);
  // Before the first cell stands what is left of the first bar.
  parts[cell + 1] = ` ${text.replaceAll('|', '\\|')} `;
  return parts.join('|');
}

function changed(file: string, change: (line: string) => string): Lines {
  const next = new Map<number, string>();
  for (const [at, line] of file.split('\n').entries()) {
    const now = change(line);
    if (now !== line) next.set(at, now);
  }
  return next;
}

const AROUND = 3;

/** A unified diff of one file, as `git apply` takes it; nothing where no line is another. */
export function diffOf(path: string, file: string, wanted: Lines): string {
  const lines = file.split('\n');
  const endsWithNewline = lines.at(-1) === '';
  if (endsWithNewline) lines.pop();
  const places = [...wanted.keys()].filter((at) => at < lines.length && lines[at] !== wanted.get(at)).sort((a, b) => a - b);
  const hunks = new Array<[from: number, to: number]>();
  for (const at of places) {
    const last = hunks.at(-1);
    const to = Math.min(lines.length, at + AROUND + 1);
    // Two changes that share their surroundings are one piece.
    if (last && at - AROUND <= last[1]) last[1] = to;
    else hunks.push([Math.max(0, at - AROUND), to]);
  }
  if (hunks.length === 0) return '';
  const lastLine = (at: number): string => (!endsWithNewline && at === lines.length - 1 ? '\n\\ No newline at end of file' : '');
  const said = hunks.map(([from, to]) => {
    const size = `${from + 1},${to - from}`;
    return [`@@ -${size} +${size} @@`, ...inHunk(lines, from, to, new Set(places), wanted, lastLine)].join('\n');
  });
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${said.join('\n')}\n`;
}

/** What goes stands before what comes, as far as lines follow one another. */
function inHunk(lines: readonly string[], from: number, to: number, places: ReadonlySet<number>, wanted: Lines, lastLine: (at: number) => string): string[] {
  const said: string[] = [];
  for (let at = from; at < to; ) {
    let end = at;
    while (end < to && places.has(end)) end++;
    if (end === at) said.push(` ${lines[at] ?? ''}${lastLine(at)}`);
    const run = Array.from({ length: end - at }, (_, n) => at + n);
    said.push(...run.map((each) => `-${lines[each] ?? ''}${lastLine(each)}`), ...run.map((each) => `+${wanted.get(each) ?? ''}${lastLine(each)}`));
    at = Math.max(end, at + 1);
  }
  return said;
}
