import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/**
 * A transaction, already narrowed to what its caller may see. It begins with its first statement.
 * Statements that are asked for in one tick leave in one pipeline.
 */
export type Tx = Kysely<Tables>;

/** A statement with its values; `name` makes it a prepared one. Columns get their TypeScript names, or keep those of SQL `asWritten`. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
  readonly asWritten?: boolean;
  /** Takes milliseconds: no other request’s reading waits behind it in a shared flight, and it is planned once for all values. */
  readonly isLong?: boolean;
}
export interface Rows {
  readonly rows: Record<string, unknown>[];
  readonly rowCount: number | null;
  readonly command: string;
}

/** What the transactions of one database share: the queue that jobs and announcements go to. */
export interface Home {
  queue?: Queue;
}
/** See jobs.ts. */
export interface Queue {
  send(tx: Tx, job: string, data: object, startAfter?: Date): Promise<void>;
  announced(tx: Tx, name: string, announcementId: string): Promise<void>;
  /** As `send` and `announced`, for many at once: one statement for a thousand. */
  sendMany(tx: Tx, job: string, data: readonly object[]): Promise<void>;
  announcedMany(tx: Tx, name: string, announcementIds: readonly string[]): Promise<void>;
}
/** What carries out the statements of one Tx. */
export interface Runner {
  readonly home: Home;
  run(statement: Statement): Promise<Rows>;
  /** What leaves next takes the commit along. */
  lastly?(): void;
}

/**
 * Where a Tx keeps its runner. Not in a WeakMap: what hangs in one outlives its request until the next full collection, and to
 * carry that along made every other collection ten times as long.
 */
const running = Symbol('runner');
function runnerOf(tx: Tx): Runner {
  const { [running]: runner } = tx as { readonly [running]?: Runner };
  if (!runner) throw new Error('not a running Tx');
  return runner;
}

/** The database that a Tx runs in. */
export const databaseOf = (tx: Tx): Home => runnerOf(tx).home;

/**
 * The last statements of a transaction, all asked for in one tick: they and the commit leave in one piece, one round trip
 * instead of two. Only for what nothing can be refused after; where the opening has something to check, the commit waits for it.
 * A transaction that is nothing else shares its connection with others of the same turn, and waits for the locks that they wait
 * for: not for a request that holds locks in another one.
 */
export function lastly<T>(tx: Tx, ask: () => Promise<T>): Promise<T> {
  runnerOf(tx).lastly?.();
  return ask();
}

const camelCase = new CamelCasePlugin();
/** Names are camelCase in TypeScript, snake_case in SQL. Rows come with their TypeScript names already. */
const camelQueries: KyselyPlugin = { transformQuery: (args) => camelCase.transformQuery(args), transformResult: async ({ result }) => result };
const props = (() => {
  const dialect = new PostgresDialect({
    pool: async () => {
      throw new Error('statements run inside a Tx only');
    },
  });
  const executor = new DefaultQueryExecutor(
    new PostgresQueryCompiler(),
    new PostgresAdapter(),
    {
      provideConnection: () => {
        throw new Error('statements run inside a Tx only');
      },
    },
    [camelQueries],
  );
  return { config: { dialect }, driver: dialect.createDriver(), dialect, executor };
})();
/** Compiles, never runs. */
const drawing: Tx = new Kysely<Tables>(props);

const names = new Map<string, string>();
/** The TypeScript name of a column. */
export const camel = (name: string): string => {
  let known = names.get(name);
  if (known === undefined) names.set(name, (known = name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())));
  return known;
};

/** Makes the Tx that a runner carries out. */
export function txOf(runner: Runner): Tx {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await runner.run({ text: query.sql, values: query.parameters });
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery() {
      throw new Error('stream through db.stream: cursors have a pool of their own');
    },
  };
  const tx: Tx = new Kysely<Tables>({ ...props, executor: props.executor.withConnectionProvider({ provideConnection: (use) => use(connection) }) });
  return Object.assign(tx, { [running]: runner });
}

/**
 * Runs plain SQL in a Tx; for what neither Kysely nor a feature's query can say. Columns keep their SQL names.
 * @param name makes it a prepared statement, for the hot path; unique in the installation
 * @param how `isLong`: it takes milliseconds, so that it flies alone
 */
export function run(tx: Tx, text: string, values: readonly unknown[] = [], name?: string, how: Pick<Statement, 'isLong'> = {}): Promise<Rows> {
  return runnerOf(tx).run({ text, values, asWritten: true, ...(name ? { name } : {}), ...how });
}

interface Hole {
  readonly hole: string;
}
const isHole = (value: unknown): value is Hole => typeof value === 'object' && value !== null && 'hole' in value;
interface Prepared {
  readonly text: string;
  /** What each run gives, by the places of the statement. */
  readonly places: readonly string[];
}

/** Writes what never changes into the statement: of a value PostgreSQL knows nothing when it makes the plan that it keeps. */
function prepared({ sql: text, parameters }: CompiledQuery): Prepared {
  const places: string[] = [];
  const written = text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = parameters[Number(place) - 1];
    if (isHole(value)) return `$${places.push(value.hole)}`;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string') return pg.escapeLiteral(value);
    throw new Error(`a statement of the hot path can hold no ${typeof value} that never changes`);
  });
  return { text: written, places };
}

/**
 * A statement on the hot path: compiled once, prepared on each connection under its name.
 *
 * @param name   unique in the installation, e.g. `accounts.find`
 * @param build  the query; `p('limit')` stands for a value given at each run
 */
export function hot<Values extends object, Row>(
  name: string,
  build: (db: Tx, p: <K extends keyof Values & string>(key: K) => RawBuilder<Values[K]>) => { compile(): CompiledQuery<Row> },
): (tx: Tx, values: Values) => Promise<Row[]> {
  let statement: Prepared | undefined;
  return async (tx, values) => {
    statement ??= prepared(build(drawing, (key) => sql`${{ hole: key }}`).compile());
    const given = statement.places.map((place) => (values as Record<string, unknown>)[place]);
    return (await runnerOf(tx).run({ name, text: statement.text, values: given })).rows as Row[];
  };
}
