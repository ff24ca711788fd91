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
  /** All null. A copy of it is half the work and half the memory of a row that grows column by column. */
  readonly empty: Readonly<Record<string, unknown>>;
}

/** Shapes of prepared statements, by connection. Asked for once: PostgreSQL refuses to run one whose shape has changed. */
const shapes = new WeakMap<pg.ClientBase, Map<string, Shape>>();
const noRows: Shape = { names: [], parsers: [], empty: {} };

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

function shapeOf(client: pg.ClientBase, fields: readonly Field[], asWritten: boolean): Shape {
  const names = fields.map(({ name }) => (asWritten ? name : camel(name)));
  return {
    names,
    parsers: fields.map(({ dataTypeID, format }) => client.getTypeParser(dataTypeID, format) as (text: string) => unknown),
    empty: Object.fromEntries(names.map((name) => [name, null])),
  };
}

function rowOf({ names, parsers, empty }: Shape, fields: readonly (string | null)[]): Record<string, unknown> {
  const row = { ...empty };
  for (let i = 0; i < names.length; i++) {
    const field = fields[i];
    if (field !== null && field !== undefined) row[names[i] as string] = parsers[i]?.(field);
  }
  return row;
}

/** Whether the connection has prepared all of these: whoever sends them needs nothing of those before. */
export const knows = (client: pg.ClientBase, statements: readonly Statement[]): boolean =>
  statements.every(({ name }) => name !== undefined && shapes.get(client)?.has(name));

/** What is sent meanwhile leaves in one write. */
export function inOneWrite<T>(client: pg.ClientBase, send: () => T): T {
  const { stream } = (client as unknown as { readonly connection: Wire }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** What came of statements that were sent together: the results of those that were carried out, and why the one after them was not. */
export interface Flight {
  readonly results: readonly Rows[];
  readonly failure?: unknown;
}

/**
 * Sends statements in one piece with one Sync behind them: one write here, one there, one wait. PostgreSQL carries them out
 * in order; one that fails takes those after it along. Without a `begin` among them they are one transaction, which is
 * committed before the promise is kept. Where one has failed the connection must be thrown away: which statements it
 * knows by name is uncertain then. Never throws.
 */
export function sendTogether(client: pg.PoolClient, statements: readonly Statement[]): Promise<Flight> {
  let own = shapes.get(client);
  if (!own) shapes.set(client, (own = new Map<string, Shape>()));
  const known = own;
  const { promise, resolve } = Promise.withResolvers<Flight>();
  const results: Rows[] = [];
  let rows: Record<string, unknown>[] = [];
  let shape: Shape | undefined;
  /** What broke on our side, and how many statements were well before it. */
  let fault: { readonly failure: unknown; readonly well: number } | undefined;
  const ended = (text = '') => {
    const { name } = statements[results.length] ?? {};
    if (name && !known.has(name)) known.set(name, shape ?? noRows);
    const [command = '', ...counts] = text.split(' ');
    results.push({ rows, command, rowCount: counts.length ? Number(counts.at(-1)) : null });
    rows = [];
    shape = undefined;
  };
  const land = (failure?: unknown) =>
    resolve(fault ? { results: results.slice(0, fault.well), failure: fault.failure } : failure === undefined ? { results } : { results, failure });
  const flight = {
    submit(wire: Wire) {
      wire.stream.cork();
      let well = 0;
      try {
        for (; well < statements.length; well++) write(wire, statements[well] as Statement, known.has(statements[well]?.name ?? ''));
      } catch (failure) {
        fault = { failure, well };
        // What was sent before it must not be committed by the Sync: PostgreSQL understands this as little as it should.
        wire.parse({ text: 'take it back', name: '' });
      }
      wire.sync();
      wire.stream.uncork();
      return null;
    },
    handleRowDescription({ fields }: { readonly fields: readonly Field[] }) {
      shape = shapeOf(client, fields, statements[results.length]?.asWritten === true);
    },
    handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }) {
      try {
        rows.push(rowOf(shape ?? known.get(statements[results.length]?.name ?? '') ?? noRows, fields));
      } catch (failure) {
        fault ??= { failure, well: results.length };
      }
    },
    handleCommandComplete: ({ text }: { readonly text: string }) => ended(text),
    handleEmptyQuery: () => ended(),
    handleError: land,
    handleReadyForQuery: () => land(),
  };
  // An instance of Query in its looks only: a pipelined client takes no other, because others may keep a portal open from one
  // round trip to the next, which this never does.
  client.query(Object.assign(Object.create(pg.Query.prototype) as pg.Query, flight));
  return promise;
}
