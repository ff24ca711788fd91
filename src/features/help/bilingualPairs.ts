import type { Sentence } from '../../core/article.ts';
import type { Fault } from './bilingualLines.ts';
import type { FaultCode } from './contract/imports.ts';

export interface Pair {
  readonly id: string;
  readonly own: string;
  readonly source: string;
}
/** A sentence in both languages. */
export interface Both {
  readonly id: string | null;
  readonly own: Sentence;
  readonly source: Sentence;
}
export interface Reading {
  readonly path: string;
  /** Which line of the file the first one is. */
  readonly from: number;
  readonly lines: string[];
  readonly pairs: Pair[];
  readonly faults: Fault[];
  readonly leads: { line: number; article: string }[];
  readonly wrong: (at: number, code: FaultCode, what?: string) => void;
}

export const [OPEN, SHUT, END] = ['\uE000', '\uE001', '\uE002'] as const;
export const marks = /[\uE000\uE001]\d*|\uE002/g;
const spanOpen = /<span\s+data-ttu-id="([^"<>]{0,64})"\s*>/g;
const lookup = /\s*<span\s+class="sxs-lookup"\s*><span\s+data-stu-id="([^"<>]{0,64})"\s*>/y;
const shut = '</span>';
const idForm = /^[\w.-]+$/;

/** Takes the pairs out of each line from left to right; what is left of their markup belongs to none, and the file is not read. */
export function takePairs(reading: Reading, from: number): void {
  const known = new Map<string, number>();
  for (let at = from; at < reading.lines.length; at++) {
    const line = reading.lines[at] ?? '';
    if (!line.includes('<span')) {
      if (/data-[ts]tu-id|sxs-lookup/.test(line)) reading.wrong(at, 'pair', line);
      continue;
    }
    let rest = '';
    let done = 0;
    spanOpen.lastIndex = 0;
    for (let open = spanOpen.exec(line); open; open = spanOpen.exec(line)) {
      const pair = pairAt(line, spanOpen.lastIndex);
      if (!pair || pair.id !== open[1] || !idForm.test(pair.id)) break;
      const before = known.get(pair.id);
      if (before !== undefined) reading.wrong(at, 'same_id', `${pair.id} (${before + 1})`);
      known.set(pair.id, at);
      rest += `${line.slice(done, open.index)}${OPEN}${reading.pairs.length}${SHUT}`;
      reading.pairs.push(pair);
      spanOpen.lastIndex = done = pair.end;
    }
    rest += line.slice(done);
    if (/data-[ts]tu-id|sxs-lookup/.test(rest)) reading.wrong(at, 'pair', /data-[ts]tu-id="?([^">]*)/.exec(rest)?.[1] ?? rest);
    reading.lines[at] = rest;
  }
}

/** The pair whose own sentence begins here. */
function pairAt(line: string, from: number): (Pair & { end: number }) | null {
  const ownEnd = line.indexOf(shut, from);
  if (ownEnd === -1) return null;
  lookup.lastIndex = ownEnd + shut.length;
  const source = lookup.exec(line);
  const begin = lookup.lastIndex;
  const sourceEnd = source ? line.indexOf(shut, begin) : -1;
  if (!source || sourceEnd === -1 || !line.startsWith(shut, sourceEnd + shut.length)) return null;
  const pair = { id: source[1] ?? '', own: line.slice(from, ownEnd), source: line.slice(begin, sourceEnd), end: sourceEnd + 2 * shut.length };
  return pair.own.includes('<span') || pair.source.includes('<span') ? null : pair;
}
