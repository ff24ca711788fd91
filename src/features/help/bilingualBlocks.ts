import { type Block, plainText, slugOf, tones } from '../../core/article.ts';
import type { Both, Reading } from './bilingualPairs.ts';
import { say } from './bilingualSentences.ts';

/** A block with its sentences in both languages. */
type Piece = Omit<Block, 'groups'> & { readonly groups: readonly (readonly Both[])[] };

const heading = /^\s*(#{1,6})\s+(.*?)\s*#*\s*$/;
const item = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const quoted = /^\s*>\s?(.*)$/;
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
/** What lies in items deeper than this becomes sentences of them. */
const DEPTH_MOST = 8;

/** The blocks from a line on; `depth` is how many items of lists they lie in. */
export function piecesOf(reading: Reading, from: number, depth = 0): Pieces {
  const found: Pieces = { title: null, slug: '', pieces: [] };
  const { lines } = reading;
  for (let at = from; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || thematic.test(line)) at++;
    else if (heading.test(line)) headingAt(reading, at++, found, depth);
    else if (item.test(line)) at = listAt(reading, at, found.pieces, depth);
    else {
      const [piece, taken] = pieceAt(reading, at);
      if (piece && piece.groups.flat().length > 0) found.pieces.push(lying(piece, depth));
      at += Math.max(1, taken);
    }
  }
  return found;
}
const lying = (piece: Piece, depth: number): Piece => (depth > 0 ? { ...piece, depth } : piece);

/** A list that only a picture interrupted, which is left out, goes on; behind what lies in its last item it is named so. */
function add(pieces: Piece[], piece: Piece): void {
  const before = pieces.findLastIndex(({ depth = 0 }) => depth <= (piece.depth ?? 0));
  const last = pieces[before];
  const same = last && last.kind === piece.kind && last.depth === piece.depth;
  const goesOn = same && (piece.kind === 'list' || piece.goesOn || piece.start === last.groups.length + (last.start ?? 1));
  if (!goesOn) pieces.push(withoutRest(piece));
  else if (before < pieces.length - 1) pieces.push({ ...piece, goesOn: true });
  else pieces[before] = { ...last, groups: [...last.groups, ...piece.groups] };
}

const withoutRest = ({ goesOn: _, ...piece }: Piece): Piece => piece;

const anchor = /<a\s+(?:name|id)="([^"<>]*)"\s*>(?:<\/a>)?/gi;
function headingAt(reading: Reading, at: number, found: Pieces, depth: number): void {
  const [, signs = '##', said = ''] = heading.exec(reading.lines[at] ?? '') ?? [];
  const [named] = [...said.matchAll(anchor)].map(([, name = '']) => slugOf(name));
  const sentences = say(reading, at, said.replace(anchor, ''));
  const [first, ...more] = sentences;
  if (!first) return;
  const joined = more.length ? join(sentences) : first;
  const slug = named || slugOf(plainText(joined.source));
  if (signs.length === 1 && !found.title && depth === 0) {
    found.title = joined;
    found.slug = slug;
    return;
  }
  if (signs.length > 3) reading.wrong(at, 'level', said);
  found.pieces.push(lying({ kind: 'heading', level: Math.min(3, Math.max(2, signs.length)), slug, groups: [sentences] }, depth));
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
  let end = at + 1;
  while (end < lines.length && !begins(lines, end)) end++;
  return [{ kind: 'paragraph', groups: [lines.slice(at, end).flatMap((each, n) => say(reading, at + n, each))] }, end - at];
}
const begins = (lines: readonly string[], at: number): boolean => {
  const line = lines[at] ?? '';
  return line.trim() === '' || isTable(lines, at) || [heading, item, quoted, fence].some((each) => each.test(line));
};

function codeAt({ lines, pairs }: Reading, at: number): [Piece, number] {
  const end = endOfCode(lines, at);
  const margin = indentOf(lines[at] ?? '');
  const code = (which: 'own' | 'source') => [
    {
      look: 'code' as const,
      text: lines
        .slice(at + 1, end)
        .map((line) => outdent(line, margin))
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

// Lists.

/** A tab leads to the next fourth place. */
const indentOf = (line: string): number => {
  let width = 0;
  for (const sign of line) {
    if (sign === '\t') width += 4 - (width % 4);
    else if (sign === ' ') width++;
    else break;
  }
  return width;
};
const outdent = (line: string, by: number): string => {
  const [space = ''] = /^[ \t]*/.exec(line) ?? [];
  return by > 0 && space ? ' '.repeat(Math.max(0, indentOf(line) - by)) + line.slice(space.length) : line;
};
/** The line that ends the code that begins here, or the end of everything. */
function endOfCode(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && !fence.test(lines[end] ?? '')) end++;
  return end;
}

interface Marker {
  readonly kind: 'list' | 'steps';
  readonly margin: number;
  /** Where its words begin. */
  readonly words: number;
  readonly number: number;
  readonly said: string;
}
function markerOf(line: string): Marker | null {
  const [, space = '', number, said] = item.exec(line) ?? [];
  if (said === undefined) return null;
  const margin = indentOf(space);
  return {
    kind: number === undefined ? 'list' : 'steps',
    margin,
    words: margin + (number?.length ?? 0) + 2,
    number: Number(number ?? 1),
    said,
  };
}

/** Items of one kind, and what lies in them: what is moved in under an item, as blocks of their own. @returns the line behind them */
function listAt(reading: Reading, at: number, pieces: Piece[], depth: number): number {
  const { lines } = reading;
  const first = markerOf(lines[at] ?? '') as Marker;
  let piece: Piece = lying({ kind: first.kind, ...(first.number > 1 ? { start: first.number } : {}), groups: [] }, depth);
  let count = first.number;
  let next = at;
  for (let marker: Marker | null = first; marker && isSibling(marker, first); ) {
    const end = endOfItem(lines, next, marker);
    const inner: Reading = within(reading, next, end, marker);
    // Code may begin where its words would.
    let lead = fence.test(marker.said) ? 0 : 1;
    while (lead < inner.lines.length && !begins(inner.lines, lead)) lead++;
    const sentences = inner.lines.slice(0, lead).flatMap((line, n) => say(inner, n, line));
    if (depth === DEPTH_MOST) sentences.push(...flat(inner, lead));
    const inside = depth < DEPTH_MOST ? piecesOf(inner, lead, depth + 1).pieces : [];
    if (sentences.length > 0 || inside.length > 0) {
      piece = { ...piece, groups: [...piece.groups, sentences] };
      count++;
    }
    if (inside.length > 0) {
      add(pieces, piece);
      pieces.push(...inside);
      piece = lying({ kind: first.kind, ...(count > 1 && first.kind === 'steps' ? { start: count } : {}), goesOn: true, groups: [] }, depth);
    }
    next = end;
    while (next < lines.length && (lines[next] ?? '').trim() === '') next++;
    marker = markerOf(lines[next] ?? '');
  }
  if (piece.groups.length > 0) add(pieces, piece);
  return next;
}
const isSibling = ({ kind, margin }: Marker, first: Marker): boolean => kind === first.kind && margin <= first.margin + 1;

/** Where an item ends: before its next sibling, or before what stands no further in than the list. */
function endOfItem(lines: readonly string[], at: number, { margin, said }: Marker): number {
  let next = fence.test(said) ? behindCode(lines, at) : at + 1;
  while (next < lines.length) {
    const line = lines[next] ?? '';
    const indent = indentOf(line);
    if (line.trim() === '') {
      let after = next + 1;
      while (after < lines.length && (lines[after] ?? '').trim() === '') after++;
      // Behind a blank line only what is moved in belongs to it.
      if (after >= lines.length || indentOf(lines[after] ?? '') < margin + 2) return next;
      next = after;
    } else if (indent <= margin + 1 && item.test(line)) return next;
    else if (indent <= margin && begins(lines, next)) return next;
    else next = fence.test(line) ? behindCode(lines, next) : next + 1;
  }
  return next;
}

/** The line behind the code that begins here; behind its first line when it is never ended. */
function behindCode(lines: readonly string[], at: number): number {
  const end = endOfCode(lines, at);
  return end < lines.length ? end + 1 : at + 1;
}

/** Sentences of what lies too deep to be what it is. */
function flat(reading: Reading, from: number): Both[] {
  const rest = reading.lines.slice(from).map((line) => markerOf(line)?.said ?? line.replace(/^\s*(?:>\s*(?:\[!\w+\])?|#+\s)?/, ''));
  if (rest.some(Boolean)) reading.wrong(from, 'nested', rest.find(Boolean));
  return rest.flatMap((line, n) => say(reading, from + n, line));
}

/** The lines of an item as if they stood alone. */
function within(reading: Reading, at: number, end: number, { said, words, margin }: Marker): Reading {
  const rest = reading.lines.slice(at + 1, end);
  // Not everybody moves in as far as the words of the item.
  const least = rest.reduce((min, line) => (line.trim() !== '' && indentOf(line) > margin + 1 ? Math.min(min, indentOf(line)) : min), words);
  return {
    ...reading,
    from: reading.from + at,
    lines: [said, ...rest.map((line) => outdent(line, least))],
    wrong: (line, code, what) => reading.wrong(line + at, code, what),
  };
}
