import pg from 'pg';
import { type Asked, committed, type Fare, type First, fly, gather, landWhole, type Load, named, readAlone, readShared, thrown } from './flights.ts';
import { sendTogether } from './pipeline.ts';
import { databaseOf, type Home, type Rows, run, type Statement, type Tx, txOf } from './tx.ts';

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
  // Connections end by their age, not by idling: a timer for each request costs more than a connection that waits.
  const pool = new pg.Pool({ ...config, types, max: size, idleTimeoutMillis: 0, maxLifetimeSeconds: 900, pipeline: true } as pg.PoolConfig);
  const plain = new pg.Pool({ ...config, types, max: 6, idleTimeoutMillis: 10_000 });
  // A broken idle connection is thrown away by the pool; the next request opens another. One that breaks in a request's hands
  // fails that request; without a listener of its own it would take the whole process along.
  for (const p of [pool, plain])
    p.on('error', () => {}).on('connect', (client) => {
      client.on('error', () => {});
    });
  const { rows } = await plain.query("select 1 from pg_extension where extname = 'citus'");
  return {
    pool,
    plain,
    onCitus: rows.length > 0,
    close: async () => {
      await Promise.all([pool.end(), plain.end()]);
    },
  };
}

/** What a transaction may see: the rows of one account, of one person, of nobody, or (named and logged) of all accounts. */
export interface Sight {
  readonly accountId?: string | null;
  readonly personId?: string | null;
  /** Why rows of every account must be seen; makes the transaction run as `entente_across`. */
  readonly across?: string;
}

/** A look-up that leaves in the pipeline of the first statement; `verify` throws when what was assumed is not so. */
export interface Check {
  statement(readOnly: boolean): Statement;
  verify(rows: Rows['rows']): void;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const checked = (id: string | null | undefined): string => {
  if (id && !uuid.test(id)) throw new Error('a setting for row-level security must be a uuid');
  return id ?? '';
};

/** What fixes the sight of a transaction on an ordinary connection, as text. */
export const sightAsText = ({ accountId, across }: Pick<Sight, 'accountId' | 'across'>): string =>
  across ? 'set local role entente_across' : `set local entente.account_id = '${checked(accountId)}'`;

/** The statements that fix what the transaction sees. This file alone makes these settings. */
function sightStatements(db: Database, sight: Sight): Statement[] {
  const account = checked(sight.accountId),
    person = checked(sight.personId);
  const fixed: Statement[] = [];
  if (db.onCitus) {
    if (account) fixed.push({ text: `set local entente.account_id = '${account}'` });
    if (person) fixed.push({ text: `set local entente.person_id = '${person}'` });
    if (sight.across) fixed.push({ text: 'set local role entente_across' });
    return fixed;
  }
  if (account || person)
    fixed.push({
      name: 'sight',
      text: "select set_config('entente.account_id', $1, true), set_config('entente.person_id', $2, true)",
      values: [account, person],
    });
  if (sight.across) fixed.push({ name: 'sight_across', text: "select set_config('role', 'entente_across', true)" });
  return fixed;
}

/**
 * The session look-up that also makes the settings, so that no session means no rows: without one it answers a row of nulls and
 * leaves no setting of whoever came before on the connection. See session.ts.
 */
export function sessionCheck(db: Database, tokenHash: string, accountId: string | null, now: Date, readOnly: boolean): Statement {
  const settings = [
    "set_config('entente.person_id', coalesce(c.person_id::text, ''), true)",
    "set_config('entente.account_id', case when c.rights_version is null then '' else $2::text end, true)",
    ...(readOnly ? ["set_config('transaction_read_only', 'on', true)"] : []),
  ];
  // The settings as one column that nobody reads: each further column costs every request a little on both sides.
  const made = db.onCitus ? '' : `, length(${settings.join(' || ')})`;
  return {
    name: `session${db.onCitus ? '_citus' : readOnly ? '_read' : ''}`,
    asWritten: true,
    values: [tokenHash, accountId ?? '', now],
    text: `select c.session_version, c.rights_version, c.center_version, c.stale_use${made} from (values (1)) one left join check_session($1, nullif($2::text, '')::uuid, $3) c on true`,
  };
}

/** As `sessionCheck`, for a program that acts by a grant of one account; see grant.ts. */
export function grantCheck(
  db: Database,
  { accountId, grantId, seesAccount }: { readonly accountId: string; readonly grantId: string; readonly seesAccount: boolean },
  now: Date,
  readOnly: boolean,
): Statement {
  const settings = [
    "set_config('entente.person_id', coalesce(c.person_id::text, ''), true)",
    "set_config('entente.account_id', case when c.standing is null or not $4 then '' else $1::text end, true)",
    ...(readOnly ? ["set_config('transaction_read_only', 'on', true)"] : []),
  ];
  const made = db.onCitus ? ', $4::boolean as sees' : `, length(${settings.join(' || ')})`;
  return {
    name: `grant${db.onCitus ? '_citus' : readOnly ? '_read' : ''}`,
    asWritten: true,
    values: [accountId, grantId, now, seesAccount],
    text: `select c.standing, c.stale_use${made} from (values (1)) one left join check_grant($1::uuid, $2, $3) c on true`,
  };
}

export interface Opening {
  readonly sight: Sight;
  readonly check?: Check;
  /** Written with the first statement of a transaction that changes something; see idempotency.ts. */
  readonly claim?: Check;
}
export interface OpenTx {
  readonly tx: Tx;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

const readOnly: Statement = { name: 'read_only', text: "select set_config('transaction_read_only', 'on', true)" };

/** The check, which makes the settings itself (except on Citus and for the role), or the settings. */
function openingOf(db: Database, { sight, check, claim }: Opening, { reading }: { readonly reading: boolean }): First[] {
  const fixed: First[] = sightStatements(db, !check || db.onCitus ? sight : sight.across ? { across: sight.across } : {}).map((statement) => ({ statement }));
  if (claim && !reading) fixed.push({ statement: claim.statement(false), verify: claim.verify });
  if (check) return [{ statement: check.statement(reading), verify: check.verify }, ...fixed];
  return reading && !db.onCitus ? [{ statement: readOnly }, ...fixed] : fixed;
}

/** A transaction that begins with its first statement. */
export function openTx(db: Database, opening: Opening): OpenTx {
  const fare: Fare = { isSpoilt: false };
  let client: Promise<pg.PoolClient> | undefined;
  let isOver = false;
  let isLast = false;
  /** The flight that took the commit along. */
  let landed: Promise<void> | undefined;
  const { ask, flush } = gather(async (asked) => {
    // Drawn up before a connection is taken: a setting that is refused must not keep one.
    const first = client ? [] : openingOf(db, opening, { reading: false });
    // What the opening finds must be seen before anything is committed.
    const goesOn = !isLast || (!client && opening.check !== undefined);
    if (!goesOn && !client && !db.onCitus) {
      isOver = true;
      return (landed = landWhole(db.pool, { first, asked }, fare));
    }
    const load: Load = { first: client ? [] : [{ statement: named('begin') }, ...first], asked };
    client ??= db.pool.connect();
    if (goesOn) return fly(await client, load, fare, 'open');
    isOver = true;
    landed = client.then(async (connection) => {
      await fly(connection, load, fare, 'commit');
      connection.release(fare.isSpoilt);
      if (fare.refusal !== undefined) throw thrown(fare.refusal);
    });
    return landed;
  });
  const end = async (word: 'commit' | 'rollback') => {
    // What nobody waited for belongs to the transaction all the same.
    if (word === 'rollback') isLast = false;
    flush();
    isOver = true;
    if (landed || !client) return landed;
    const connection = await client;
    const { results, failure } = await sendTogether(connection, [named(word)]);
    connection.release(fare.isSpoilt || failure !== undefined);
    if (failure !== undefined) throw thrown(failure);
    if (word === 'commit') committed(results[0]);
  };
  const tx = txOf({
    home: db,
    run: (statement) => (isOver ? Promise.reject(new Error('the transaction is over')) : ask(statement)),
    lastly: () => {
      // What was answered is written last of all.
      isLast = !opening.claim;
    },
  });
  return { tx, commit: () => end('commit'), rollback: () => end('rollback').catch(() => {}) };
}

/**
 * A Tx for reading: what is asked for in one tick goes out in one piece, as a transaction of its own, so that an ordinary
 * read costs one round trip. Read committed sees each statement by itself anyway.
 */
export function openRead(db: Database, opening: Opening): Tx {
  const { ask } = gather(async (asked) => {
    const first = openingOf(db, opening, { reading: true });
    if (mayShare(db, opening, asked)) return readShared(db.pool, { first, asked });
    const whole = asked.some(({ statement }) => statement.isLong) ? [...first, { statement: plannedOnce }] : first;
    // `set local` has no effect but a warning outside of a transaction block.
    if (db.onCitus) return readAlone(db.pool, { first: [{ statement: named('begin read only') }, ...whole], asked }, 'commit');
    return readAlone(db.pool, { first: whole, asked });
  });
  return txOf({ home: db, run: ask });
}

/** A statement that takes milliseconds can take as many to plan: left to itself PostgreSQL would do so for every set of values. */
const plannedOnce: Statement = { name: 'planned_once', text: "select set_config('plan_cache_mode', 'force_generic_plan', true)" };

/**
 * What may share its flight: prepared statements alone, of those the quick ones, so that nobody waits long behind another;
 * and only behind a check, which makes all settings anew, so that nothing of the one before is left to the next.
 */
const mayShare = (db: Database, { sight, check }: Opening, asked: readonly Asked[]): boolean =>
  check !== undefined && !db.onCitus && !sight.across && asked.every(({ statement }) => statement.name && !statement.isLong);

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
export const inAccount = <T>(db: Database, accountId: string, work: (tx: Tx) => Promise<T>, personId?: string) =>
  within(db, { accountId, personId: personId ?? null }, work);
/** Runs `work` in a transaction that sees the rows of one person. */
export const inPerson = <T>(db: Database, personId: string, work: (tx: Tx) => Promise<T>) => within(db, { personId }, work);
/** Runs `work` in a transaction that sees shared tables only. */
export const inNobody = <T>(db: Database, work: (tx: Tx) => Promise<T>) => within(db, {}, work);
/** Runs `work` across all accounts; `why` is written to the log by whoever calls. */
export const acrossAccounts = <T>(db: Database, why: string, work: (tx: Tx) => Promise<T>) => within(db, { across: why }, work);

/** Narrows (or moves) a running transaction to another account or person, e.g. once an invitation's link has named them. */
export async function enter(tx: Tx, sight: { readonly accountId?: string; readonly personId?: string }): Promise<void> {
  const { onCitus } = databaseOf(tx) as Database;
  for (const [name, id] of [
    ['account_id', sight.accountId],
    ['person_id', sight.personId],
  ] as const) {
    if (!id) continue;
    if (onCitus) await run(tx, `set local entente.${name} = '${checked(id)}'`);
    else await run(tx, `select set_config('entente.${name}', $1, true)`, [checked(id)], `enter_${name}`);
  }
}

/**
 * Lets the commit of this transaction not wait for the disk. A power cut within the next 0.6 s (three times `wal_writer_delay`)
 * undoes it whole: only for what may simply be done again, never for what must not happen twice.
 */
export const needNotLast = (tx: Tx) => run(tx, "select set_config('synchronous_commit', 'off', true)", [], 'need_not_last');
