import pg from 'pg';
import { camel, type Rows, type Statement } from './tx.ts';

/** What of pg's connection a submittable uses; pg-cursor leans on the same. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  /** Texts of the statements that this connection knows by name: confirmed, and on their way. */
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { readonly text: string; readonly name: string }): void;
  bind(values: { readonly statement: string; readonly values: readonly unknown[]; valueMapper(value: unknown): unknown }): void;
  describe(what: { readonly type: 'P' }): void;
  execute(): void;
  sync(): void;
}
interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly format: 'text';
}
/** How the rows of a statement are read. */
interface Shape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}
interface Result {
  readonly rows: Record<string, unknown>[];
  rowCount: number | null;
  command: string;
}

/** Shapes of prepared statements, by connection. Asked for once: PostgreSQL refuses to run one whose shape has changed. */
const shapes = new WeakMap<pg.ClientBase, Map<string, Shape>>();
const noRows: Shape = { names: [], parsers: [] };

const { prepareValue } = (pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } }).utils;
const valueMapper = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : prepareValue(value));

function write(wire: Wire, { text, values = [], name = '' }: Statement, isShapeKnown: boolean): void {
  const before = name && (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]);
  if (before && before !== text) throw new Error(`two statements are called ${name}`);
  if (!before) wire.parse({ text, name });
  if (name && !before) wire.submittedNamedStatements[name] = text;
  wire.bind({ statement: name, values, valueMapper });
  if (!isShapeKnown) wire.describe({ type: 'P' });
  wire.execute();
}

const shapeOf = (client: pg.ClientBase, fields: readonly Field[], asWritten: boolean): Shape => ({
  names: fields.map(({ name }) => (asWritten ? name : camel(name))),
  parsers: fields.map(({ dataTypeID, format }) => client.getTypeParser(dataTypeID, format) as (text: string) => unknown),
});

function rowOf({ names, parsers }: Shape, fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) {
    const field = fields[i];
    row[name] = field === null || field === undefined ? null : parsers[i]?.(field);
  }
  return row;
}

/**
 * Sends statements in one piece with one Sync behind them: one write here, one there, one wait. PostgreSQL carries them out
 * in order; one that fails takes those after it along. Without a `begin` among them they are one transaction, which is
 * committed before the first promise is kept. Where one has failed the connection must be thrown away: which statements
 * it knows by name is uncertain then.
 */
export function sendTogether(client: pg.PoolClient, statements: readonly Statement[]): Promise<Rows>[] {
  let own = shapes.get(client);
  if (!own) shapes.set(client, (own = new Map<string, Shape>()));
  const known = own;
  const answers = statements.map(() => Promise.withResolvers<Rows>());
  const results = statements.map((): Result => ({ rows: [], rowCount: null, command: '' }));
  let at = 0,
    shape: Shape | undefined;
  /** What broke on our side, and at which statement. */
  let fault: { readonly error: unknown; readonly at: number } | undefined;
  const current = (): Statement => statements[at] ?? { text: '' };
  const settle = (error: unknown) => {
    for (const [i, { resolve, reject }] of answers.entries())
      if (i < Math.min(at, fault?.at ?? at)) resolve(results[i] as Result);
      else reject(fault?.error ?? error);
  };
  const ended = (text = '') => {
    const { name } = current(),
      result = results[at++];
    if (name && !known.has(name)) known.set(name, shape ?? noRows);
    shape = undefined;
    if (!result) return;
    const [command = '', ...counts] = text.split(' ');
    result.command = command;
    result.rowCount = counts.length ? Number(counts.at(-1)) : null;
  };
  const flight = {
    submit(wire: Wire) {
      wire.stream.cork();
      for (const [i, statement] of statements.entries()) {
        try {
          write(wire, statement, known.has(statement.name ?? ''));
        } catch (error) {
          fault = { error, at: i };
          break;
        }
      }
      wire.sync();
      wire.stream.uncork();
      return null;
    },
    handleRowDescription({ fields }: { readonly fields: readonly Field[] }) {
      shape = shapeOf(client, fields, current().asWritten === true);
    },
    handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }) {
      try {
        results[at]?.rows.push(rowOf(shape ?? known.get(current().name ?? '') ?? noRows, fields));
      } catch (error) {
        fault ??= { error, at };
      }
    },
    handleCommandComplete: ({ text }: { readonly text: string }) => ended(text),
    handleEmptyQuery: () => ended(),
    handleError: settle,
    handleReadyForQuery: () => settle(new Error('the database answered fewer statements than it was sent')),
  };
  // An instance of Query in its looks only: a pipelined client takes no other, because others may keep a portal open from one
  // round trip to the next, which this never does.
  client.query(Object.assign(new pg.Query({ text: '' }, [], () => {}), flight));
  return answers.map(({ promise }) => promise);
}
