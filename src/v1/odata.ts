import { invalid } from './fault.ts';

export type Cell = string | number | boolean | null;
export type Cells = Readonly<Record<string, Cell>>;
type Test = (row: Cells) => boolean;
type Value = (row: Cells) => Cell;

const token = /\s*(\(|\)|,|'(?:[^']|'')*'|[^\s(),']+)/y;
/** Deep enough for every filter that a program writes. */
const DEEPEST = 16;

const day = /^\d{4}-\d\d-\d\d/;
/** Which of two comes first: numbers as numbers, instants as instants, everything else as text in any case. */
export function compareCells(one: Cell, other: Cell): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other);
  const [a, b] = [String(one), String(other)];
  if (day.test(a) && day.test(b)) return new Date(a).getTime() - new Date(b).getTime();
  return a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase());
}
const operators: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  lt: (order) => order < 0,
  ge: (order) => order >= 0,
  le: (order) => order <= 0,
};

/** The column that a program names, in any case. @throws Fault */
export function columnOf(columns: readonly string[], said: string, member: string): string {
  const found = columns.find((each) => each.toLowerCase() === said.trim().toLowerCase());
  if (!found) throw invalid(member, `must name one of ${columns.join(', ')}`);
  return found;
}

/** Goes through the words of a filter. @throws Fault where another word should stand */
function openWords(text: string) {
  const words = wordsOf(text);
  let at = 0;
  const next = (): string => {
    const word = words[at++];
    if (word === undefined) throw invalid('filter', 'ends too early');
    return word;
  };
  return {
    next,
    expect(word: string) {
      if (next().toLowerCase() !== word) throw invalid('filter', `“${word}” is missing before “${words.slice(at - 1).join(' ')}”`);
    },
    isNext: (word: string): boolean => words[at]?.toLowerCase() === word && ++at > 0,
    end() {
      if (at < words.length) throw invalid('filter', `cannot be read from “${words.slice(at).join(' ')}”`);
    },
  };
}

/** Reads a filter of the tabular reports: `eq ne gt lt ge le`, `contains()`, `cast()`, joined by `and` and `or`. @throws Fault */
export function readTest(text: string | undefined, columns: readonly string[]): Test {
  if (!text?.trim()) return () => true;
  const { next, expect, isNext, end } = openWords(text);

  function value(): Value {
    const word = next();
    const said = literal(word);
    if (said !== undefined) return () => said;
    if (word.toLowerCase() === 'cast') return cast();
    const column = columnOf(columns, word, 'filter');
    return (row) => row[column] ?? null;
  }
  function cast(): Value {
    expect('(');
    const inner = value();
    if (!isNext(',')) expect('as');
    const isDay = /date(?!time)/i.test(next());
    expect(')');
    return (row) => {
      const cell = inner(row);
      return isDay && typeof cell === 'string' ? cell.slice(0, 10) : cell;
    };
  }
  function one(depth: number): Test {
    if (isNext('(')) {
      const inner = either(depth + 1);
      expect(')');
      return inner;
    }
    if (isNext('contains')) {
      expect('(');
      const whole = value();
      expect(',');
      const part = value();
      expect(')');
      return (row) =>
        String(whole(row) ?? '')
          .toLowerCase()
          .includes(String(part(row)).toLowerCase());
    }
    const left = value();
    const holds = operators[next().toLowerCase()];
    if (!holds) throw invalid('filter', `must compare by one of ${Object.keys(operators).join(', ')}`);
    const right = value();
    return (row) => holds(compareCells(left(row), right(row)));
  }
  function both(depth: number): Test {
    const all = [one(depth)];
    while (isNext('and')) all.push(one(depth));
    return (row) => all.every((test) => test(row));
  }
  function either(depth: number): Test {
    if (depth > DEEPEST) throw invalid('filter', 'is nested too deeply');
    const all = [both(depth)];
    while (isNext('or')) all.push(both(depth));
    return (row) => all.some((test) => test(row));
  }
  const test = either(0);
  end();
  return test;
}

/** What a word says by itself; undefined for the name of something. */
function literal(word: string): Cell | undefined {
  if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  if (day.test(word)) return word;
  if (/^(true|false)$/i.test(word)) return /^true$/i.test(word);
  return /^null$/i.test(word) ? null : undefined;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex;
    const word = token.exec(text)?.[1];
    if (word === undefined) throw invalid('filter', `cannot be read from “${text.slice(from)}”`);
    words.push(word);
  }
  return words;
}
