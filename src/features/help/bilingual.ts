import { type Block, type Head, plainText, slugOf, subjects, type Subject, tones } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import { readFront } from './bilingualHead.ts';
import { cleanLines, type Fault, isBeyond, words } from './bilingualLines.ts';
import { type Both, marks, type Reading, takePairs } from './bilingualPairs.ts';
import { nameOf, say } from './bilingualSentences.ts';

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

/** A block with its sentences in both languages. */
type Piece = Omit<Block, 'groups'> & { readonly groups: readonly (readonly Both[])[] };

/**
 * Reads the bilingual form: Markdown with a head, in which each sentence stands in a span with its id, followed by its source.
 * What comes out is words, looks and addresses, never markup. A pair is taken out of its line first and leaves a mark
 * (private-use letters), so that the block that it stands in is read once for both languages.
 */
export function readBilingual(path: string, text: string): ReadBilingual {
  const faults: Fault[] = [];
  const wrong: Reading['wrong'] = (at, code, what = '') => faults.push({ line: at + 1, code, at: what.replace(marks, '').trim().slice(0, 80) });
  const front = readFront(path, text, wrong);
  const reading: Reading = { path, lines: cleanLines(front.lines, front.end, wrong), pairs: [], faults, leads: [], wrong };
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

// Blocks.

const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const item = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const quoted = /^\s{0,3}>\s?(.*)$/;
const fence = /^\s*(?:```|~~~)/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const thematic = /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const isTable = (lines: readonly string[], at: number): boolean =>
  (lines[at] ?? '').includes('|') && (lines[at + 1] ?? '').includes('|') && tableRule.test(lines[at + 1] ?? '');

interface Pieces {
  title: Both | null;
  slug: string;
  readonly pieces: Piece[];
}

function piecesOf(reading: Reading, from: number): Pieces {
  const found: Pieces = { title: null, slug: '', pieces: [] };
  const { lines } = reading;
  for (let at = from; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || thematic.test(line)) at++;
    else if (heading.test(line)) headingAt(reading, at++, found);
    else {
      const [piece, taken] = pieceAt(reading, at);
      if (piece && piece.groups.flat().length > 0) add(found.pieces, piece);
      at += Math.max(1, taken);
    }
  }
  return found;
}

/** A list that only a picture interrupted, which is left out, goes on. */
function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  const goesOn =
    last && last.kind === piece.kind && (piece.kind === 'list' || (piece.kind === 'steps' && piece.start === last.groups.length + (last.start ?? 1)));
  if (goesOn) pieces[pieces.length - 1] = { ...last, groups: [...last.groups, ...piece.groups] };
  else pieces.push(piece);
}

const anchor = /<a\s+(?:name|id)="([^"<>]*)"\s*>(?:<\/a>)?/gi;
function headingAt(reading: Reading, at: number, found: Pieces): void {
  const [, signs = '##', said = ''] = heading.exec(reading.lines[at] ?? '') ?? [];
  const [named] = [...said.matchAll(anchor)].map(([, name = '']) => slugOf(name));
  const sentences = say(reading, at, said.replace(anchor, ''));
  const [first, ...more] = sentences;
  if (!first) return;
  const joined = more.length ? join(sentences) : first;
  const slug = named || slugOf(plainText(joined.source));
  if (signs.length === 1 && !found.title) {
    found.title = joined;
    found.slug = slug;
    return;
  }
  if (signs.length > 3) reading.wrong(at, 'level', said);
  found.pieces.push({ kind: 'heading', level: Math.min(3, Math.max(2, signs.length)), slug, groups: [sentences] });
}
const join = (all: readonly Both[]): Both => ({
  id: all.find(({ id }) => id)?.id ?? null,
  own: all.flatMap(({ own }, n) => (n ? [{ text: ' ' }, ...own] : own)),
  source: all.flatMap(({ source }, n) => (n ? [{ text: ' ' }, ...source] : source)),
});

function pieceAt(reading: Reading, at: number): [Piece | undefined, number] {
  const { lines } = reading;
  const line = lines[at] ?? '';
  if (fence.test(line)) return codeAt(reading, at);
  if (isTable(lines, at)) return tableAt(reading, at);
  if (quoted.test(line)) return noteAt(reading, at);
  if (item.test(line)) return listAt(reading, at);
  let end = at + 1;
  while (end < lines.length && !begins(lines, end)) end++;
  return [{ kind: 'paragraph', groups: [lines.slice(at, end).flatMap((each, n) => say(reading, at + n, each))] }, end - at];
}
const begins = (lines: readonly string[], at: number): boolean => {
  const line = lines[at] ?? '';
  return line.trim() === '' || isTable(lines, at) || [heading, item, quoted, fence].some((each) => each.test(line));
};

function codeAt({ lines, pairs }: Reading, at: number): [Piece, number] {
  let end = at + 1;
  while (end < lines.length && !fence.test(lines[end] ?? '')) end++;
  const code = (which: 'own' | 'source') => [
    {
      look: 'code' as const,
      text: lines
        .slice(at + 1, end)
        .join('\n')
        .replace(/\uE000(\d+)\uE001/g, (_, n: string) => pairs[Number(n)]?.[which] ?? ''),
    },
  ];
  return [{ kind: 'code', groups: [[{ id: null, own: code('own'), source: code('source') }]] }, end - at + 1];
}

function noteAt(reading: Reading, at: number): [Piece, number] {
  let end = at;
  while (end < reading.lines.length && quoted.test(reading.lines[end] ?? '')) end++;
  const inside = reading.lines.slice(at, end).map((line) => quoted.exec(line)?.[1] ?? '');
  const [, said = '', rest = ''] = /^\s*\[!(\w+)\](.*)$/.exec(inside[0] ?? '') ?? [];
  const word = said.toLowerCase() === 'caution' ? 'warning' : said.toLowerCase();
  const sentences = inside.flatMap((line, n) => say(reading, at + n, (n === 0 && said ? rest : line).replace(/^\s*[-*+]\s+/, '')));
  return [{ kind: 'note', tone: tones.find((each) => each === word) ?? 'note', groups: [sentences] }, end - at];
}

function tableAt(reading: Reading, at: number): [Piece | undefined, number] {
  const { lines } = reading;
  let end = at;
  while (end < lines.length && (lines[end] ?? '').includes('|')) end++;
  const cellsOf = (line: string): string[] =>
    line
      .trim()
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|$/, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const columns = cellsOf(lines[at] ?? '').length;
  const groups: Both[][] = [];
  for (let row = at; row < end; row++) {
    if (row === at + 1) continue;
    const cells = cellsOf(lines[row] ?? '');
    if (cells.length > columns) reading.wrong(row, 'table', lines[row]);
    for (let n = 0; n < columns; n++) groups.push(say(reading, row, cells[n] ?? ''));
  }
  return [{ kind: 'table', columns, groups }, end - at];
}

/** Items of one kind. What is moved in under an item, an item of its own even, is a further sentence of it. */
function listAt(reading: Reading, at: number): [Piece, number] {
  const { lines } = reading;
  const first = item.exec(lines[at] ?? '');
  const [margin, number] = [first?.[1]?.length ?? 0, first?.[2]];
  const kind = number === undefined ? 'list' : 'steps';
  const groups: Both[][] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const found = item.exec(line);
    const depth = /^\s*/.exec(line)?.[0].length ?? 0;
    if (line.trim() === '') {
      const after = lines[next + 1] ?? '';
      const goesOn = item.exec(after);
      if (fence.test(after) || !(goesOn ? (goesOn[2] !== undefined) === (kind === 'steps') || (goesOn[1]?.length ?? 0) > margin + 1 : /^\s{2,}\S/.test(after)))
        break;
    } else if (fence.test(line) || heading.test(line)) break;
    else if (found && depth <= margin + 1) {
      if ((found[2] !== undefined) !== (kind === 'steps')) break;
      groups.push(say(reading, next, found[3] ?? ''));
    } else if (found || depth > margin) {
      const inner = found?.[3] ?? line.replace(/^\s*>?\s*(\[!\w+\])?/, '');
      if (found || /^\s*>/.test(line)) reading.wrong(next, 'nested', inner);
      groups.at(-1)?.push(...say(reading, next, inner));
    } else if (begins(lines, next)) break;
    else groups.at(-1)?.push(...say(reading, next, line));
  }
  const start = Number(number ?? 1);
  return [{ kind, ...(start > 1 ? { start } : {}), groups: groups.filter((group) => group.length > 0) }, next - at];
}
