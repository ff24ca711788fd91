import { z } from 'zod';
import { type Inline, readInline } from './markdown.ts';

/** What articles of the help center are about, in the order of the center; each has words, `help.subject.<subject>`. */
export const subjects = [
  'sign-in',
  'account',
  'people',
  'programs',
  'profile',
  'taxes',
  'integrator',
  'learning',
  'business-profile',
  'catalog',
  'customers',
  'orders',
  'support',
  'api',
  'operator',
  // What was brought along from elsewhere and says no subject of ours.
  'more',
] as const;
export type Subject = (typeof subjects)[number];

/** A run of words of one look. Nothing in it is ever taken for code. */
export const Span = z.object({
  text: z.string(),
  look: z.enum(['strong', 'emphasis', 'code', 'control']).optional(),
  /** `article`, `article#heading`, `page:/a/:account/people` or an address outside. */
  href: z.string().optional(),
  /** The id of the words of a control. */
  control: z.string().optional(),
});
export type Span = z.output<typeof Span>;

export const blockKinds = ['heading', 'paragraph', 'list', 'steps', 'note', 'table', 'code', 'picture'] as const;
export const tones = ['note', 'tip', 'important', 'warning'] as const;
/**
 * A piece of an article. `groups` are its items, its cells (row by row) or, of anything else, the one text it is; each is made of
 * sentences, so that the same sentence is found in another language by its place.
 */
export const Block = z.object({
  kind: z.enum(blockKinds),
  groups: z.array(z.array(z.array(Span))),
  /** Of a heading. */
  level: z.number().int().optional(),
  slug: z.string().optional(),
  /** Of a note. */
  tone: z.enum(tones).optional(),
  /** Of steps that go on after something else: the number of the first. */
  start: z.number().int().optional(),
  /** How many items of lists it lies in, each the last that stands before it; nothing where it lies in none. */
  depth: z.number().int().optional(),
  /** Of a list: it is the same list as before, which something that lies in its last item has interrupted. */
  goesOn: z.boolean().optional(),
  /** Of a table. */
  columns: z.number().int().optional(),
  /** Of a picture: its name in the article; what it shows is its one sentence. */
  shot: z.string().optional(),
  /** Where the picture lies and how large it is; unknown until somebody has looked into the folder. */
  picture: z.object({ src: z.string(), width: z.number().int(), height: z.number().int() }).optional(),
});
export type Block = z.output<typeof Block>;
export type Sentence = readonly Span[];

/** What an article says of itself before its first line. */
export interface Head {
  readonly title: string;
  readonly summary: string;
  readonly related: readonly string[];
  readonly words: readonly string[];
  readonly subject: string;
  readonly permission: string;
  readonly page: string;
}
/** What is wrong in a file. */
export interface Mistake {
  readonly line: number;
  readonly code: 'no_head' | 'unknown_word' | 'no_title' | 'no_summary' | 'html' | 'level' | 'nested' | 'table';
  readonly at: string;
}
/** Where a sentence stands in its file, and what stands there; line 0 is the first. `cell`: of a row of a table, which one. */
export interface Written {
  readonly line: number;
  readonly text: string;
  readonly cell: number | null;
}
export interface ReadArticle {
  readonly head: Head;
  readonly blocks: readonly Block[];
  readonly mistakes: readonly Mistake[];
  /** Sentence by sentence as they stand in the file, those of all blocks one after the other; null: lines of code. */
  readonly written: readonly (Written | null)[];
}

interface Reading {
  readonly lines: readonly string[];
  readonly mistakes: Mistake[];
  readonly written: (Written | null)[];
}

/** Reads an article as it is written: one sentence a line. What it does not know is plain text and a mistake; HTML never is more than text. */
export function readArticle(text: string): ReadArticle {
  const reading: Reading = {
    lines: text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .split('\n'),
    mistakes: [],
    written: [],
  };
  const { head, end } = readHead(reading);
  const blocks: Block[] = [];
  for (let at = end; at < reading.lines.length; ) {
    const line = reading.lines[at] ?? '';
    const [block, taken] = line.trim() === '' ? [undefined, 1] : blockAt(reading, at);
    if (block) blocks.push(block);
    at += Math.max(1, taken);
  }
  return { head, blocks, mistakes: reading.mistakes, written: reading.written };
}

const wrong = ({ mistakes }: Reading, at: number, code: Mistake['code'], what = ''): void => {
  mistakes.push({ line: at + 1, code, at: what.slice(0, 80) });
};

const headWords = ['title', 'summary', 'related', 'words', 'subject', 'permission', 'page'] as const;
function readHead(reading: Reading): { head: Head; end: number } {
  const { lines } = reading;
  const said: Record<string, string> = {};
  const end = lines[0]?.trim() === '---' ? lines.indexOf('---', 1) : -1;
  if (end === -1) wrong(reading, 0, 'no_head');
  for (let at = 1; at < end; at++) {
    const [, word = '', value = ''] = /^(\w+):\s*(.*)$/.exec(lines[at] ?? '') ?? [];
    if ((headWords as readonly string[]).includes(word)) said[word] = value.replace(/\s{2,}#.*$/, '').trim();
    else if (lines[at]?.trim()) wrong(reading, at, 'unknown_word', lines[at]);
  }
  const list = (word: string) =>
    (said[word] ?? '')
      .replace(/^\[|\]$/g, '')
      .split(/[,，、]/)
      .map(plainValue)
      .filter(Boolean);
  const one = (word: string) => plainValue(said[word] ?? '');
  if (end !== -1 && !said['title']) wrong(reading, 0, 'no_title');
  if (end !== -1 && !said['summary']) wrong(reading, 0, 'no_summary');
  const head = { title: one('title'), summary: one('summary'), subject: one('subject'), permission: one('permission'), page: one('page') };
  return { head: { ...head, related: list('related'), words: list('words') }, end: end + 1 };
}
const plainValue = (value: string): string => value.trim().replace(/^(["'])(.*)\1$/, '$2');

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const item = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const quoted = /^\s{0,3}>\s?(.*)$/;
const fence = /^\s{0,3}(?:```|~~~)/;
const row = /^\s*\|(.*)\|\s*$/;
const picture = /^!\[(.+)\]\(shot:([a-z0-9-]+)\)\s*$/;
const begins = (line: string): boolean => line.trim() === '' || [heading, item, quoted, fence, row, picture].some((each) => each.test(line));

function blockAt(reading: Reading, at: number): [Block | undefined, number] {
  const line = reading.lines[at] ?? '';
  const title = heading.exec(line);
  if (title) {
    const level = title[1]?.length ?? 2;
    if (level < 2 || level > 3) wrong(reading, at, 'level', line);
    const sentence = sentenceOf(reading, at, title[2] ?? '');
    return [{ kind: 'heading', level: Math.min(3, Math.max(2, level)), slug: slugOf(plainText(sentence)), groups: [[sentence]] }, 1];
  }
  if (fence.test(line)) return codeAt(reading, at);
  if (row.test(line)) return tableAt(reading, at);
  if (quoted.test(line)) return noteAt(reading, at);
  if (item.test(line)) return listAt(reading, at);
  const [, shows = '', shot] = picture.exec(line) ?? [];
  if (shot) return [{ kind: 'picture', shot, groups: [[sentenceOf(reading, at, shows)]] }, 1];
  const lines = runOf(reading.lines, at + 1, (each) => !begins(each));
  return [{ kind: 'paragraph', groups: [sentencesOf(reading, at, [line, ...lines])] }, lines.length + 1];
}

/** The lines from one on that belong together. */
function runOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): readonly string[] {
  let end = from;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return lines.slice(from, end);
}

function codeAt({ lines, written }: Reading, at: number): [Block, number] {
  written.push(null);
  const inside = runOf(lines, at + 1, (line) => !fence.test(line));
  return [{ kind: 'code', groups: [[[{ text: inside.join('\n'), look: 'code' }]]] }, inside.length + 2];
}

function noteAt(reading: Reading, at: number): [Block, number] {
  const lines = runOf(reading.lines, at, (line) => quoted.test(line)).map((line) => quoted.exec(line)?.[1] ?? '');
  const marked = /^\[!(\w+)\]\s*$/.exec(lines[0] ?? '')?.[1]?.toLowerCase();
  const tone = tones.find((each) => each === marked) ?? 'note';
  const said = lines.map((line, n) => (n === 0 && marked ? '' : line));
  return [{ kind: 'note', tone, groups: [sentencesOf(reading, at, said)] }, lines.length];
}

function tableAt(reading: Reading, at: number): [Block | undefined, number] {
  const lines = runOf(reading.lines, at, (line) => row.test(line));
  const cells = lines.map((line) => (row.exec(line)?.[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
  const isRule = (each: readonly string[]) => each.every((cell) => /^:?-+:?$/.test(cell));
  const columns = cells[0]?.length ?? 0;
  const said = cells.flatMap((each, n) => (isRule(each) ? [] : [{ each, line: at + n }]));
  for (const { each, line } of said) if (each.length !== columns) wrong(reading, line, 'table', lines[line - at]);
  const groups = said.flatMap(({ each, line }) => Array.from({ length: columns }, (_, n) => [sentenceOf(reading, line, each[n] ?? '', n)]));
  return [{ kind: 'table', columns, groups }, lines.length];
}

/** Items of one kind; a line that is moved in is a further sentence of its item. Blank lines may stand between. */
function listAt(reading: Reading, at: number): [Block, number] {
  const { lines } = reading;
  const isNumbered = (line: string) => item.exec(line)?.[2] !== undefined;
  const kind = isNumbered(lines[at] ?? '') ? 'steps' : 'list';
  const groups: Sentence[][] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const found = item.exec(line);
    if (line.trim() === '') {
      const after = lines[next + 1] ?? '';
      const goesOn = (item.test(after) && isNumbered(after) === (kind === 'steps')) || /^\s{2,}\S/.test(after);
      if (!goesOn) break;
    } else if (found) {
      const isInner = (found[1]?.length ?? 0) > 1;
      if (isInner) wrong(reading, next, 'nested', line);
      else if (isNumbered(line) !== (kind === 'steps')) break;
      groups.push([sentenceOf(reading, next, found[3] ?? '')]);
    } else if (/^\s{2,}\S/.test(line)) groups.at(-1)?.push(sentenceOf(reading, next, line.trim()));
    else break;
  }
  return [{ kind, groups: groups.map((group) => group.map((sentence) => [...sentence])) }, next - at];
}

const sentencesOf = (reading: Reading, at: number, lines: readonly string[]): Span[][] =>
  lines.flatMap((line, n) => (line.trim() ? [sentenceOf(reading, at + n, line.trim())] : []));

const allowed = { links: /^(https:\/\/|mailto:|page:\/[\w/:.?=&-]*$|[a-z0-9-]+(#[^\s]*)?$|#[^\s]+$)/, controls: true };

const hasHtml = (text: string): boolean => /<\/?[a-z!][^>]*>/i.test(text.replace(/`[^`]*`/g, ''));
function sentenceOf(reading: Reading, at: number, text: string, cell: number | null = null): Span[] {
  if (hasHtml(text)) wrong(reading, at, 'html', text);
  reading.written.push({ line: at, text, cell });
  return readSentence(text);
}

/** One sentence as it is written in the file of an article. */
export const readSentence = (text: string): Span[] => spansOf(readInline(text, allowed));

/** The pieces one after the other; of looks that lie in one another the innermost counts. */
export function spansOf(inside: readonly Inline[], around: Omit<Span, 'text'> = {}): Span[] {
  return inside.flatMap((part): Span[] => {
    switch (part.kind) {
      case 'text':
        return [{ ...around, text: part.text }];
      case 'code':
        return [{ ...around, look: 'code', text: part.text }];
      case 'control':
        return [{ ...around, look: 'control', control: part.text, text: part.text }];
      case 'link':
        return spansOf(part.inside, { ...around, href: part.href });
      default:
        return spansOf(part.inside, { ...around, look: part.kind });
    }
  });
}

export const plainText = (sentence: Sentence): string => sentence.map(({ text }) => text).join('');
/** The sentences of a block, one after the other. */
export const sentencesIn = (block: Block): readonly Sentence[] => block.groups.flat();
/** How a heading is named in an address. */
export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
/** The shape of an article: in two languages it must be the same, so that a sentence of one is found in the other. */
export const skeletonOf = (blocks: readonly Block[]): string[] =>
  blocks.map(({ kind, level, tone, columns, shot, depth = 0, goesOn = false, groups }) =>
    ['>'.repeat(depth), goesOn ? '+' : '', kind, level ?? tone ?? columns ?? shot ?? '', groups.map((group) => group.length).join(',')].join(' ').trim(),
  );

/** A block where it stands among the others, and of a list what lies in its items. */
export interface Branch {
  readonly block: Block;
  readonly at: number;
  /** What lies in the last item of the list, up to here. */
  readonly inside: Branch[];
  /** The rest of the list, after what lies in its items. */
  readonly rest: Branch[];
}
/** The blocks as they lie in one another. */
export function treeOf(blocks: readonly Block[]): Branch[] {
  const top: Branch[] = [];
  /** By depth the list that something can lie in, as far as it goes. */
  const open: { readonly first: Branch; last: Branch }[] = [];
  for (const [at, block] of blocks.entries()) {
    const branch: Branch = { block, at, inside: [], rest: [] };
    const isList = block.kind === 'list' || block.kind === 'steps';
    open.length = Math.min(open.length, (block.depth ?? 0) + 1);
    const same = open[block.depth ?? 0];
    if (same && block.goesOn && same.first.block.kind === block.kind) {
      same.first.rest.push(branch);
      same.last = branch;
      continue;
    }
    open.length = Math.min(open.length, block.depth ?? 0);
    (open.at(-1)?.last.inside ?? top).push(branch);
    if (isList) open.push({ first: branch, last: branch });
  }
  return top;
}
