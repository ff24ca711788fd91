import pg from 'pg';
import { type Home, type Rows, run, type Runner, send, type Statement, type Tx, txOf } from './tx.ts';

// Dates without a time and exact numbers stay text; a count is a number (Entente counts below 2^53).
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE || oid === pg.types.builtins.NUMERIC) return (value: string) => value;
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface Database extends Home {
  /** Pipelined connections; one belongs to one request from begin to commit. */
  readonly pool: pg.Pool;
  /** Ordinary connections, for COPY, cursors and jobs' own needs. */
  readonly plain: pg.Pool;
  /** Citus passes `set local` on to its workers, `set_config` not. */
  readonly onCitus: boolean;
  close(): Promise<void>;
}

/** Opens the pools. `config` names the app's role, which owns nothing. */
export async function openDatabase(config: pg.PoolConfig, size = 10): Promise<Database> {
  const pool = new pg.Pool({ ...config, types, max: size, idleTimeoutMillis: 60_000, pipeline: true } as pg.PoolConfig);
  const plain = new pg.Pool({ ...config, types, max: 6, idleTimeoutMillis: 10_000 });
  // A broken idle connection is thrown away by the pool; the next request opens another.
  for (const p of [pool, plain]) p.on('error', () => {});
  const { rows } = await plain.query("select 1 from pg_extension where extname = 'citus'");
  return { pool, plain, onCitus: rows.length > 0, close: async () => { await Promise.all([pool.end(), plain.end()]); } };
}

/** What a transaction may see: the rows of one account, of one person, of nobody, or (named and logged) of all accounts. */
export interface Sight {
  readonly accountId?: string | null;
  readonly personId?: string | null;
  /** Why rows of every account must be seen; makes the transaction run as `entente_across`. */
  readonly across?: string;
}

/** A look-up that leaves in the pipeline of the first statement; `verify` throws when what was assumed is not so. */
export interface Check { readonly statement: Statement; verify(rows: Rows['rows']): void }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const checked = (id: string | null | undefined): string => {
  if (id && !uuid.test(id)) throw new Error('a setting for row-level security must be a uuid');
  return id ?? '';
};

/** The statements that fix what the transaction sees. This file alone makes these settings. */
function sightStatements(db: Database, sight: Sight): Statement[] {
  const account = checked(sight.accountId), person = checked(sight.personId);
  const fixed: Statement[] = [];
  if (db.onCitus) {
    if (account) fixed.push({ text: `set local entente.account_id = '${account}'` });
    if (person) fixed.push({ text: `set local entente.person_id = '${person}'` });
  } else if (account || person) {
    fixed.push({ name: 'sight', text: "select set_config('entente.account_id', $1, true), set_config('entente.person_id', $2, true)", values: [account, person] });
  }
  if (sight.across) fixed.push({ text: 'set local role entente_across' });
  return fixed;
}

/** The session look-up that also makes the settings, so that no session means no rows. See session.ts. */
export function sessionCheck(db: Database, tokenHash: string, accountId: string | null, now: Date): Statement {
  const settings = db.onCitus ? '' : `, set_config('entente.person_id', c.person_id::text, true), set_config('entente.account_id', case when c.rights_version is null then '' else $2::text end, true)`;
  return { name: db.onCitus ? 'session_citus' : 'session', text: `select c.*${settings} from check_session($1, nullif($2::text, '')::uuid, $3) c`, values: [tokenHash, accountId ?? '', now] };
}

export interface Opening { readonly sight: Sight; readonly check?: Check }
export interface OpenTx { readonly tx: Tx; commit(): Promise<void>; rollback(): Promise<void> }

/** A transaction that begins with its first statement. COMMIT must answer COMMIT: after a failed statement it would be ROLLBACK without an error. */
export function openTx(db: Database, opening: Opening): OpenTx {
  let client: Promise<pg.PoolClient> | undefined;
  let admitted: Promise<void> = Promise.resolve();
  const begin = async () => {
    // Drawn up before a connection is taken: a setting that is refused must not keep one.
    const fixed = openingStatements(db, opening);
    const connection = await db.pool.connect();
    admitted = sendOpening(connection, opening, fixed, 'begin');
    admitted.catch(() => {});
    return connection;
  };
  const runner: Runner = {
    home: db,
    async run(statement) {
      const connection = await (client ??= begin());
      const answer = send(connection, statement);
      answer.catch(() => {});
      await admitted;
      return answer;
    },
  };
  const end = async (word: 'commit' | 'rollback') => {
    if (!client) return;
    const connection = await client;
    client = undefined;
    const { command } = await connection.query(word).catch((error: Error) => {
      connection.release(error);
      throw error;
    });
    connection.release();
    if (word === 'commit' && command !== 'COMMIT') throw new Error('the transaction could not be committed: a statement in it had failed');
  };
  return { tx: txOf(runner), commit: () => end('commit'), rollback: () => end('rollback').catch(() => {}) };
}

/**
 * A Tx for reading: what is asked for in one tick goes out as one pipeline with its own begin and commit,
 * so that an ordinary read costs one round trip. Read committed sees each statement by itself anyway.
 */
export function openRead(db: Database, opening: Opening): Tx {
  let batch: { readonly statements: { statement: Statement; answer: PromiseWithResolvers<Rows> }[] } | undefined;
  const leave = async (statements: { statement: Statement; answer: PromiseWithResolvers<Rows> }[]) => {
    let connection: pg.PoolClient | undefined;
    try {
      const fixed = openingStatements(db, opening);
      connection = await db.pool.connect();
      const admitted = sendOpening(connection, opening, fixed, 'begin read only');
      admitted.catch(() => {});
      const answers = statements.map(({ statement }) => send(connection as pg.PoolClient, statement));
      for (const answer of answers) answer.catch(() => {});
      const committed = connection.query('commit');
      committed.catch(() => {});
      await admitted.then(
        () => { for (const [i, answer] of answers.entries()) void answer.then(statements[i]?.answer.resolve, statements[i]?.answer.reject); },
        (error: unknown) => { for (const { answer } of statements) answer.reject(error); },
      );
      await committed;
      connection.release();
    } catch (error) {
      for (const { answer } of statements) answer.reject(error);
      connection?.release(error instanceof Error ? error : undefined);
    }
  };
  return txOf({
    home: db,
    run(statement) {
      if (!batch) {
        const fresh = { statements: [] as { statement: Statement; answer: PromiseWithResolvers<Rows> }[] };
        batch = fresh;
        process.nextTick(() => { batch = undefined; void leave(fresh.statements); });
      }
      const answer = Promise.withResolvers<Rows>();
      batch.statements.push({ statement, answer });
      return answer.promise;
    },
  });
}

/** The check makes the settings itself, except on Citus and for the role. */
const openingStatements = (db: Database, { sight, check }: Opening) => sightStatements(db, !check || db.onCitus ? sight : sight.across ? { across: sight.across } : {});

/** Sends begin, the check and the settings without waiting; the promise says whether the caller is admitted. */
function sendOpening(connection: pg.PoolClient, { check }: Opening, fixed: readonly Statement[], begin: 'begin' | 'begin read only'): Promise<void> {
  const sent: Promise<unknown>[] = [connection.query(begin)];
  const lookUp = check && send(connection, check.statement);
  for (const statement of fixed) sent.push(send(connection, statement));
  for (const s of sent) s.catch(() => {});
  return (async () => {
    await Promise.all(sent);
    if (lookUp) check.verify((await lookUp).rows);
  })();
}

async function within<T>(db: Database, sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = openTx(db, { sight });
  try {
    const result = await work(open.tx);
    await open.commit();
    return result;
  } catch (error) {
    await open.rollback();
    throw error;
  }
}

/** Runs `work` in a transaction that sees the rows of one account (and, if named, of one person). */
export const inAccount = <T>(db: Database, accountId: string, work: (tx: Tx) => Promise<T>, personId?: string) => within(db, { accountId, personId: personId ?? null }, work);
/** Runs `work` in a transaction that sees the rows of one person. */
export const inPerson = <T>(db: Database, personId: string, work: (tx: Tx) => Promise<T>) => within(db, { personId }, work);
/** Runs `work` in a transaction that sees shared tables only. */
export const inNobody = <T>(db: Database, work: (tx: Tx) => Promise<T>) => within(db, {}, work);
/** Runs `work` across all accounts; `why` is written to the log by whoever calls. */
export const acrossAccounts = <T>(db: Database, why: string, work: (tx: Tx) => Promise<T>) => within(db, { across: why }, work);

/** Narrows (or moves) a running transaction to another account or person, e.g. once an invitation's link has named them. */
export async function enter(tx: Tx, sight: { readonly accountId?: string; readonly personId?: string }): Promise<void> {
  if (sight.accountId) await run(tx, `set local entente.account_id = '${checked(sight.accountId)}'`);
  if (sight.personId) await run(tx, `set local entente.person_id = '${checked(sight.personId)}'`);
}
