import type pg from 'pg';
import { type Flight, inOneWrite, knows, sendTogether } from './pipeline.ts';
import type { Rows, Statement } from './tx.ts';

/** A statement of the opening; `verify` looks at what it answered, and throws when that will not do. */
export interface First {
  readonly statement: Statement;
  verify?(rows: Rows['rows']): void;
}
export interface Asked {
  readonly statement: Statement;
  readonly answer: PromiseWithResolvers<Rows>;
}
/** What one transaction sends at once: its opening, when it begins with it, and what was asked for in one tick. */
export interface Load {
  readonly first: readonly First[];
  readonly asked: readonly Asked[];
}
/** How a transaction fares: why it was refused, and whether its connection can serve another one. */
export interface Fare {
  refusal?: unknown;
  isSpoilt: boolean;
}
/** How a flight ends: the transaction goes on, a `commit` leaves with it, or it is the whole transaction and its Sync commits. */
type Ending = 'open' | 'commit' | 'sync';

/** A statement of the house, prepared under its own words. */
export const named = (text: string): Statement => ({ name: text.replaceAll(' ', '_'), text });
export const thrown = (failure: unknown): Error => (failure instanceof Error ? failure : new Error(String(failure)));

export function refuse({ asked }: Pick<Load, 'asked'>, error: unknown): void {
  for (const { answer } of asked) answer.reject(error);
}
const statementsOf = ({ first, asked }: Load): Statement[] => [...first, ...asked].map(({ statement }) => statement);

/** Gathers what is asked for in one tick, so that it leaves in one piece. */
export function gather(leave: (asked: readonly Asked[]) => Promise<void>) {
  let waiting: Asked[] = [];
  const flush = () => {
    const asked = waiting;
    waiting = [];
    if (asked.length) leave(asked).catch((error: unknown) => refuse({ asked }, error));
  };
  return {
    flush,
    ask(statement: Statement): Promise<Rows> {
      const answer = Promise.withResolvers<Rows>();
      if (waiting.push({ statement, answer }) === 1) process.nextTick(flush);
      return answer.promise;
    },
  };
}

/** Sends the opening and what was asked for in one piece; hands the answers over unless the opening is refused, or the commit behind them not made. */
export async function fly(connection: pg.PoolClient, load: Load, fare: Fare, ending: Ending): Promise<void> {
  handOver(await sendTogether(connection, [...statementsOf(load), ...(ending === 'commit' ? [named('commit')] : [])]), load, fare, ending);
}

function handOver({ results, failure }: Flight, { first, asked }: Load, fare: Fare, ending: Ending): void {
  if (failure !== undefined) fare.isSpoilt = true;
  try {
    for (const [i, { verify }] of first.entries()) if (results[i]) verify?.(results[i].rows);
    if (ending === 'commit' && failure === undefined) committed(results.at(-1));
  } catch (error) {
    fare.refusal ??= error;
  }
  if (ending !== 'open' && failure !== undefined) fare.refusal ??= failure;
  for (const [i, { answer }] of asked.entries()) {
    const result = results[first.length + i];
    if (fare.refusal !== undefined) answer.reject(fare.refusal);
    else if (result) answer.resolve(result);
    else answer.reject(failure ?? new Error('the database did not answer'));
  }
}

/** COMMIT must answer COMMIT: after a failed statement it would be ROLLBACK without an error. */
export function committed(answer: Pick<Rows, 'command'> | undefined): void {
  if (answer?.command !== 'COMMIT') throw new Error('the transaction could not be committed: a statement in it had failed');
}

/** Transactions in one piece. The more there are, the longer the first waits for the last. */
const AT_MOST = 16;

/** Gathers what comes within one turn of the event loop, so that it departs together. */
function boarding<T>(depart: (pool: pg.Pool, together: readonly T[]) => Promise<void>): (pool: pg.Pool, one: T) => void {
  const aboard = new WeakMap<pg.Pool, T[]>();
  return (pool, one) => {
    const before = aboard.get(pool);
    if (before && before.length < AT_MOST) return void before.push(one);
    const together = [one];
    aboard.set(pool, together);
    setImmediate(() => {
      if (aboard.get(pool) === together) aboard.delete(pool);
      void depart(pool, together);
    });
  };
}

/** Readings that come in one turn of the event loop leave in one piece, each behind its own check: one write and one wait for all. */
export const readShared = boarding<Load>(async (pool, loads) => {
  const alone = (load: Load) => void readAlone(pool, load).catch((error: unknown) => refuse(load, error));
  if (loads.length === 1) return loads.forEach(alone);
  try {
    const connection = await pool.connect();
    const { results, failure } = await sendTogether(connection, loads.flatMap(statementsOf));
    connection.release(failure !== undefined);
    let at = 0;
    for (const load of loads) {
      const from = at;
      at += load.first.length + load.asked.length;
      // One that failed took those behind it along: they are asked once more, by themselves.
      if (from > results.length) alone(load);
      else handOver({ results: results.slice(from, at), ...(at > results.length ? { failure } : {}) }, load, { isSpoilt: false }, 'open');
    }
  } catch (error) {
    for (const load of loads) refuse(load, error);
  }
});

/** A reading by itself; `commit` where it has a `begin` of its own. */
export async function readAlone(pool: pg.Pool, load: Load, ending: 'open' | 'commit' = 'open'): Promise<void> {
  const connection = await pool.connect();
  const fare: Fare = { isSpoilt: false };
  await fly(connection, load, fare, ending);
  connection.release(fare.isSpoilt);
}

/** A transaction that is one flight from its beginning to its end. */
interface Whole {
  readonly load: Load;
  readonly fare: Fare;
  readonly landed: PromiseWithResolvers<void>;
}

/** Carries out whole transactions over one connection, in one write; each ends by its own Sync. */
async function land(wholes: readonly Whole[], connected: Promise<pg.PoolClient>): Promise<void> {
  try {
    const connection = await connected;
    const flights = inOneWrite(connection, () =>
      wholes.map(async ({ load, fare, landed }) => {
        await fly(connection, load, fare, 'sync');
        if (fare.refusal === undefined) landed.resolve();
        else landed.reject(thrown(fare.refusal));
      }),
    );
    await Promise.all(flights);
    connection.release(wholes.some(({ fare }) => fare.isSpoilt));
  } catch (error) {
    for (const { load, landed } of wholes) {
      refuse(load, error);
      landed.reject(thrown(error));
    }
  }
}

/**
 * Whole transactions that come in one turn of the event loop go one behind the other over one connection, each with a commit and a
 * failure of its own: one write, one wake-up of one PostgreSQL process that is still warm from the one before.
 */
const landShared = boarding<Whole>(async (pool, wholes) => {
  // What is wrong with the address of the database may be thrown at once.
  const connect = async () => pool.connect();
  const connected = connect();
  // Where the one before may fail, what it would have prepared is not there for those behind it: each of these flies by itself.
  const known = await connected.then((connection) => wholes.filter(({ load }) => knows(connection, statementsOf(load)))).catch(() => []);
  const aboard = known.length ? known : wholes.slice(0, 1);
  const others = wholes.filter((whole) => !aboard.includes(whole));
  await Promise.all([land(aboard, connected), ...others.map((whole) => land([whole], connect()))]);
});

/** Carries out a transaction that is all there. @throws what it was refused for, or could not be committed for */
export function landWhole(pool: pg.Pool, load: Load, fare: Fare): Promise<void> {
  const landed = Promise.withResolvers<void>();
  landShared(pool, { load, fare, landed });
  return landed.promise;
}
