import { Fault, invalid } from './fault.ts';
import { type Cell, type Cells, columnOf, compareCells, readTest } from './odata.ts';
import { numberOf } from './paging.ts';
import { type Answer, ok, type Request } from './row.ts';

/** A report as the documents print it: rows of cells, of which each can be asked for, and added up. */
export interface Table {
  /** Its address, whole: the next page lies there. */
  readonly path: `/${string}`;
  readonly columns: readonly string[];
  /** What is added up when rows are grouped. */
  readonly sums: readonly string[];
  /** How the number of rows in a group is called. */
  readonly count: string;
}
/** Rows of an answer when none are asked for, and at most. */
const most = 10_000;
/** Rows that are looked through for one answer. */
const looked = 100_000;

const levels = ['day', 'week', 'month'] as const;
type Level = (typeof levels)[number];
/** The first day of the day, week (from Monday) or month of an instant. */
function firstOf(level: Level, cell: Cell): Cell {
  if (typeof cell !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(cell)) return cell;
  const date = new Date(`${cell.slice(0, 10)}T00:00:00Z`);
  if (level === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (level === 'month') date.setUTCDate(1);
  return `${date.toISOString().slice(0, 10)}T00:00:00Z`;
}

function grouped(rows: readonly Cells[], { sums, count }: Table, names: readonly string[], level: Level | undefined): Cells[] {
  const keyed = rows.map((row) => ({ row, key: names.map((name) => (level ? firstOf(level, row[name] ?? null) : (row[name] ?? null))) }));
  return [...Map.groupBy(keyed, ({ key }) => JSON.stringify(key)).values()].map((group) => ({
    ...Object.fromEntries(names.map((name, i) => [name, group[0]?.key[i] ?? null])),
    [count]: group.length,
    ...Object.fromEntries(sums.map((name) => [name, group.reduce((sum, { row }) => sum + Number(row[name] ?? 0), 0)])),
  }));
}

function ordered(rows: Cells[], columns: readonly string[], said: string | undefined): Cells[] {
  if (!said?.trim()) return rows;
  const by = said.split(',').map((part) => {
    const [name = '', way = 'asc'] = part.trim().split(/\s+/);
    if (!/^(asc|desc)$/i.test(way)) throw invalid('orderby', 'must end in asc or desc');
    return { column: columnOf(columns, name, 'orderby'), sign: /^desc$/i.test(way) ? -1 : 1 };
  });
  return rows.toSorted((a, b) => {
    for (const { column, sign } of by) {
      const order = compareCells(a[column] ?? null, b[column] ?? null);
      if (order) return sign * order;
    }
    return 0;
  });
}

interface Wanted {
  readonly top: number;
  readonly skip: number;
  readonly names: readonly string[];
  readonly level: Level | undefined;
}
function wantedOf(request: Request, { columns }: Table): Wanted {
  const names = (request.query('groupby') ?? '').split(',').filter((name) => name.trim());
  const said = request.query('aggregationLevel')?.toLowerCase();
  const level = levels.find((each) => each === said);
  if (said && !level) throw invalid('aggregationLevel', `must be one of ${levels.join(', ')}`);
  if (level && !names.length) throw invalid('aggregationLevel', 'needs a groupby');
  const top = numberOf(request, 'top') || most;
  if (top > most) throw invalid('top', `is ${most} at most`);
  return { top, skip: numberOf(request, 'skip') ?? 0, names: names.map((name) => columnOf(columns, name, 'groupby')), level };
}

/** Answers a report: narrowed, grouped and sorted as asked for, from `skip` on. @param rows in their usual order, as far as they are read */
export async function tabular(request: Request, table: Table, rows: AsyncIterable<Cells>): Promise<Answer> {
  const { top, skip, names, level } = wantedOf(request, table);
  const orderBy = request.query('orderby');
  const isAll = names.length > 0 || Boolean(orderBy);
  const test = readTest(request.query('filter'), table.columns);
  const found: Cells[] = [];
  let read = 0;
  for await (const row of rows) {
    if (++read > looked) throw new Fault(400, 3000, `The report has more than ${looked} rows: ask for fewer at once, by skip and top alone.`);
    if (test(row)) found.push(row);
    if (!isAll && found.length > skip + top) break;
  }
  const shown = names.length ? [...names, table.count, ...table.sums] : table.columns;
  const all = ordered(names.length ? grouped(found, table, names, level) : found, shown, orderBy);
  const page = all.slice(skip, skip + top);
  const isMore = all.length > skip + top;
  return { ...ok({ Value: page, '@nextLink': isMore ? nextOf(table, request, skip + top) : null, TotalCount: page.length }), keepsNulls: true };
}

/** The address of the rows after these, as it was asked for. */
function nextOf({ path }: Table, { self }: Request, skip: number): string {
  const [, search = ''] = self.split('?', 2);
  const query = new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => name.toLowerCase() !== 'skip'));
  query.set('skip', String(skip));
  return `${path}?${query.toString()}`;
}
/** A report of what nobody has kept. */
export async function* noRows(): AsyncGenerator<Cells> {}
