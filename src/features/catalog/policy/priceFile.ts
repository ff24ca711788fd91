import { billingCycles, terms } from '../contract/products.ts';
import { type neededPriceColumns, type PriceColumn, priceColumns, type PriceFault } from '../contract/imports.ts';

// A price file has half a million rows: each is looked at once, character by character only where it is quoted, and nothing is kept of it.

type FileFault = { readonly code: 'no_heading' | 'unknown_heading' | 'heading_twice'; readonly at: string };

/** Where each column stands, and the mark between cells. */
export interface Layout {
  readonly mark: ',' | ';' | '\t';
  readonly places: Readonly<Partial<Record<PriceColumn, number>>>;
  readonly cells: number;
}

/** Reads the line of headings: ours, in any order, in any case. */
export function layoutOf(line: string, needed: typeof neededPriceColumns): Layout | FileFault {
  const marks = [',', ';', '\t'] as const;
  const mark = marks.reduce((best, each) => (line.split(each).length > line.split(best).length ? each : best));
  const places: Partial<Record<PriceColumn, number>> = {};
  const heads = cellsOf(line, mark) ?? [];
  for (const [at, head] of heads.entries()) {
    const word = head
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
    const column = priceColumns.find((known) => known === word);
    if (!column) return { code: 'unknown_heading', at: head.trim().slice(0, 60) };
    if (places[column] !== undefined) return { code: 'heading_twice', at: column };
    places[column] = at;
  }
  const missing = needed.find((column) => places[column] === undefined);
  return missing ? { code: 'no_heading', at: missing } : { mark, places, cells: heads.length };
}

/** The cells of a line; undefined where a quote is never closed. */
export function cellsOf(line: string, mark: string): string[] | undefined {
  if (!line.includes('"')) return line.split(mark);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(mark, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    for (at++; ; at++) {
      const end = line.indexOf('"', at);
      if (end < 0) return undefined;
      cell += line.slice(at, end);
      at = end + 1;
      if (line[at] !== '"') break;
      cell += '"';
    }
    cells.push(cell);
    if (at >= line.length) return cells;
    if (line[at] !== mark) return undefined;
    at++;
  }
  return cells;
}

const knownFlags: ReadonlySet<string> = new Set(['ADD', 'CHG', 'DEL', 'UNC']);
const knownTerms: ReadonlySet<string> = new Set(terms);
const knownCycles: ReadonlySet<string> = new Set(billingCycles);
const amount = /^\d{1,12}(?:\.\d{1,6})?$/;
const tier = /^[1-9]\d{0,6}$/;
const offer = /^[a-z0-9][a-z0-9.-]{1,60}$/;

/** What one line says, as COPY takes it (tab-separated, without the list and the row), or what is wrong with it. */
export function readLine(
  line: string,
  row: number,
  { mark, places, cells: width }: Layout,
  isMarket: (word: string) => boolean,
  isCurrency: (word: string) => boolean,
): string | PriceFault[] {
  const cells = cellsOf(line, mark);
  if (cells?.length !== width) return [{ row, column: null, code: 'cells', value: `${cells?.length ?? 0}/${width}` }];
  const at = (column: PriceColumn): string => {
    const place = places[column];
    return place === undefined ? '' : (cells[place] as string).trim();
  };
  const flag = at('flag'),
    id = at('offer'),
    market = at('market'),
    currency = at('currency'),
    term = at('term'),
    cycle = at('billing_cycle'),
    from = at('tier_from') || '1',
    suggested = at('suggested');
  // What ends needs no price; the table wants one.
  const price = at('price') || (flag === 'DEL' ? '0' : '');
  const isRight =
    knownFlags.has(flag) &&
    offer.test(id) &&
    isMarket(market) &&
    isCurrency(currency) &&
    knownTerms.has(term) &&
    knownCycles.has(cycle) &&
    tier.test(from) &&
    amount.test(price) &&
    (!suggested || amount.test(suggested));
  if (isRight) return `${market}\t${currency}\t${id}\t${term}\t${cycle}\t${from}\t${flag}\t${price}\t${suggested || '\\N'}\n`;
  return faultsOf(row, [
    ['flag', flag, knownFlags.has(flag), 'flag'],
    ['offer', id, offer.test(id), 'unknown_offer'],
    ['market', market, isMarket(market), 'market'],
    ['currency', currency, isCurrency(currency), 'currency'],
    ['term', term, knownTerms.has(term), 'term'],
    ['billing_cycle', cycle, knownCycles.has(cycle), 'billing_cycle'],
    ['tier_from', from, tier.test(from), 'tier'],
    ['price', price, amount.test(price), 'amount'],
    ['suggested', suggested, !suggested || amount.test(suggested), 'amount'],
  ]);
}

const faultsOf = (row: number, looked: readonly (readonly [PriceColumn, string, boolean, PriceFault['code']])[]): PriceFault[] =>
  looked.flatMap(([column, value, isRight, code]) =>
    isRight ? [] : [{ row, column, code: value ? code : ('required' as const), value: [...value].slice(0, 60).join('') }],
  );

/** Lines out of pieces of bytes, wherever they were cut. @throws TypeError when it is no UTF-8; RangeError for a line without end */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > 10_000) throw new RangeError('a line without end');
    yield lines;
  }
  rest += decoder.decode();
  if (rest) yield [rest];
}
