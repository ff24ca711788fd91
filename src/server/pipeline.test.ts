import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { type Check, openRead, openTx, sessionCheck } from './db.ts';
import { type Flight, sendTogether } from './pipeline.ts';
import { lastly, run, type Statement, type Tx } from './tx.ts';

const world = await buildWorld();
const { db } = world.app;

async function together(...statements: Statement[]) {
  const client = await db.pool.connect();
  try {
    return await sendTogether(client, statements);
  } finally {
    client.release(true);
  }
}
const outcomes = ({ results, failure }: Flight) => [...results.map(({ rows }) => rows), ...(failure === undefined ? [] : [(failure as Error).message])];
const attempt = (door: string): Statement => ({
  text: "insert into attempts (door, key_hash, failures, last_at, free_at) values ($1, 'k', 1, now(), now())",
  values: [door],
});
const isThere = async (door: string) => (await world.admin.query('select 1 from attempts where door = $1', [door])).rowCount === 1;

test('each statement gets its own rows, with the names of TypeScript or as written', async () => {
  const answers = await together(
    { text: 'select 1 as first_one' },
    { name: 'probe.second', text: 'select $1::int as second_one, null as nothing', values: [2], asWritten: true },
    { text: 'select where false' },
  );
  expect(outcomes(answers)).toEqual([[{ firstOne: 1 }], [{ second_one: 2, nothing: null }], []]);
});

test('a prepared statement is described once and read rightly ever after', async () => {
  const client = await db.pool.connect();
  const statement = (n: number): Statement => ({
    name: 'probe.again',
    text: 'select $1::int as some_number, $2::timestamptz as some_time',
    values: [n, world.now],
  });
  for (const n of [1, 2, 3]) expect(outcomes(await sendTogether(client, [statement(n)]))).toEqual([[{ someNumber: n, someTime: world.now }]]);
  expect(outcomes(await sendTogether(client, [statement(4), statement(5)]))).toEqual([
    [{ someNumber: 4, someTime: world.now }],
    [{ someNumber: 5, someTime: world.now }],
  ]);
  client.release();
});

test('what is sent together is one transaction', async () => {
  await together(attempt('whole 1'), attempt('whole 2'));
  expect([await isThere('whole 1'), await isThere('whole 2')]).toEqual([true, true]);
  const failed = await together(attempt('half 1'), { text: 'select 1/0' }, attempt('half 2'));
  expect(outcomes(failed)).toEqual([[], 'division by zero']);
  expect([await isThere('half 1'), await isThere('half 2')]).toEqual([false, false]);
});

test('a value that cannot be sent fails its statement and those after it, and nothing hangs', async () => {
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  const answers = await together({ text: 'select 1 as n' }, { text: 'select $1::jsonb', values: [ring] }, { text: 'select 2 as n' });
  expect(outcomes(answers)).toEqual([[{ n: 1 }], expect.stringContaining('circular')]);
});

test('two statements of one name are refused', async () => {
  const answers = await together({ name: 'probe.twice', text: 'select 1 as n' }, { name: 'probe.twice', text: 'select 2 as n' });
  expect(outcomes(answers)).toEqual([[{ n: 1 }], 'two statements are called probe.twice']);
});

test('a database that goes away fails what was asked of it', async () => {
  const client = await db.pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const asleep = sendTogether(client, [{ text: 'select 1 as n' }, { text: 'select pg_sleep(30)' }]);
  await world.admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  expect((await asleep).failure).toBeInstanceOf(Error);
  client.release(true);
});

test('a read changes nothing, even where its role could', async () => {
  await expect(run(openRead(db, { sight: {} }), attempt('read').text, ['read'])).rejects.toThrow('read-only transaction');
  await expect(run(openRead(db, { sight: { across: 'a test' } }), attempt('read').text, ['read'])).rejects.toThrow('read-only transaction');
});

test('a read that fails costs its connection, not the next reader', async () => {
  for (let i = 0; i < 12; i++) await expect(run(openRead(db, { sight: {} }), 'select 1/0')).rejects.toThrow('division by zero');
  expect((await run(openRead(db, { sight: {} }), 'select 1 as n')).rows).toEqual([{ n: 1 }]);
});

test('a statement that nobody waited for belongs to the transaction, and none comes after its end', async () => {
  const open = openTx(db, { sight: {} });
  await run(open.tx, 'select 1');
  void run(open.tx, attempt('unawaited').text, ['unawaited']);
  await open.commit();
  expect(await isThere('unawaited')).toBe(true);
  await expect(run(open.tx, 'select 1')).rejects.toThrow('the transaction is over');
});

test('statements of one tick all belong to the transaction', async () => {
  const doors = ['a', 'b', 'c'];
  const open = openTx(db, { sight: {} });
  await Promise.all(doors.map((door) => run(open.tx, attempt(`tick ${door}`).text, [`tick ${door}`])));
  await open.commit();
  for (const door of doors) expect(await isThere(`tick ${door}`), door).toBe(true);
});

const insert = (tx: Tx, door: string) => run(tx, attempt(door).text, [door]);

test('what is asked for last takes the commit along, and nothing comes after it', async () => {
  const open = openTx(db, { sight: {} });
  await insert(open.tx, 'last 1');
  const late = lastly(open.tx, () => Promise.all([insert(open.tx, 'last 2'), insert(open.tx, 'last 3')]));
  await late;
  for (const door of ['last 1', 'last 2', 'last 3']) expect(await isThere(door), door).toBe(true);
  await expect(run(open.tx, 'select 1')).rejects.toThrow('the transaction is over');
  await open.commit();
  await open.rollback();
});

test('a last statement that fails leaves nothing, and its connection is not used again', async () => {
  for (let i = 0; i < 12; i++) {
    const open = openTx(db, { sight: {} });
    await expect(lastly(open.tx, () => Promise.all([insert(open.tx, 'last half'), run(open.tx, 'select 1/0')]))).rejects.toThrow('division by zero');
    await expect(open.commit()).rejects.toThrow('division by zero');
    await open.rollback();
  }
  expect(await isThere('last half')).toBe(false);
});

test('a commit that fails is reported to those whose statements went well', async () => {
  const open = openTx(db, { sight: {} });
  await run(open.tx, 'create temporary table later (n int unique deferrable initially deferred) on commit drop');
  await expect(lastly(open.tx, () => Promise.all([insert(open.tx, 'last late'), run(open.tx, 'insert into later values (1), (1)')]))).rejects.toThrow('unique');
  await expect(open.commit()).rejects.toThrow('unique');
  expect(await isThere('last late')).toBe(false);
});

/** A transaction that is one flight, of statements that the connections have learned; where it ran, or why not. */
async function whole(door: string, more: (tx: Tx) => Promise<unknown> = () => Promise.resolve()): Promise<number | string> {
  const open = openTx(db, { sight: {} });
  try {
    const [ran] = await lastly(open.tx, () =>
      Promise.all([run(open.tx, 'select pg_backend_pid() as pid', [], 'probe.pid'), run(open.tx, attempt(door).text, [door], 'probe.insert'), more(open.tx)]),
    );
    await open.commit();
    return ran.rows[0]?.['pid'] as number;
  } catch (error) {
    await open.rollback();
    return (error as Error).message;
  }
}
const inOneTurn = <T>(work: readonly (() => Promise<T>)[]): Promise<T[]> => Promise.all(work.map((one) => one()));

test('whole transactions of one turn share a connection that knows their statements, and only that', async () => {
  // Those that come to connections which know nothing yet fly by themselves.
  const strange = await inOneTurn([1, 2, 3].map((n) => () => whole(`turn strange ${n}`)));
  expect(new Set(strange).size).toBe(3);
  const shared = await inOneTurn([1, 2, 3].map((n) => () => whole(`turn ${n}`)));
  expect(new Set(shared).size).toBe(1);
  for (const door of ['turn strange 1', 'turn strange 2', 'turn strange 3', 'turn 1', 'turn 2', 'turn 3']) expect(await isThere(door), door).toBe(true);
});

test('of whole transactions that share a connection each fails by itself, and leaves nothing', async () => {
  const divide = (tx: Tx) => run(tx, 'select 1 / $1::int', [0], 'probe.divide');
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  const unsendable = (tx: Tx) => run(tx, 'select $1::jsonb', [ring], 'probe.json');
  // Every connection learns them, whether they fail or not.
  for (let i = 0; i < 12; i++)
    await inOneTurn([() => whole(`learn a ${i}`), () => whole(`learn b ${i}`, (tx) => run(tx, 'select 1 / $1::int', [1], 'probe.divide'))]);
  const outcome = await inOneTurn([
    () => whole('by itself 1'),
    () => whole('by itself 2', divide),
    () => whole('by itself 3', unsendable),
    () => whole('by itself 4'),
  ]);
  expect(outcome).toEqual([expect.any(Number), 'division by zero', expect.stringContaining('circular'), expect.any(Number)]);
  for (const [n, stays] of [true, false, false, true].entries()) expect(await isThere(`by itself ${n + 1}`), `by itself ${n + 1}`).toBe(stays);
});

test('a transaction that has begun before keeps its connection', async () => {
  const open = openTx(db, { sight: {} });
  const { rows } = await run(open.tx, 'select pg_backend_pid() as pid');
  const [last, other] = await Promise.all([lastly(open.tx, () => run(open.tx, 'select pg_backend_pid() as pid')), whole('beside')]);
  expect(last.rows).toEqual(rows);
  expect(other).not.toBe(rows[0]?.['pid']);
  await open.commit();
});

test('what the opening has to check is seen before anything is committed', async () => {
  const check = {
    statement: () => ({ text: 'select 1 as n' }),
    verify() {
      throw new Error('stale');
    },
  };
  const open = openTx(db, { sight: {}, check });
  await expect(lastly(open.tx, () => insert(open.tx, 'last stale'))).rejects.toThrow('stale');
  await open.rollback();
  expect(await isThere('last stale')).toBe(false);
});

/** A check that finds an account, as the session's does, or what a test wants it to come to. */
const checkOf = (account: string, { sql = 'true', stale = false } = {}): Check => ({
  statement: () => ({
    name: `probe.check ${sql}`,
    text: `select set_config('entente.account_id', $1, true), ${sql}`,
    values: [account],
    asWritten: true,
  }),
  verify() {
    if (stale) throw new Error('stale');
  },
});
const seen = (check: Check, sql = '1') =>
  run(
    openRead(db, { sight: {}, check }),
    `select current_account() as account, pg_backend_pid() as pid, now() as at, ${sql} as n`,
    [],
    `probe.seen ${sql}`,
  ).then(({ rows: [row] }) => row);
const [ida, noa, lea] = [randomUUID(), randomUUID(), randomUUID()];

test('what requests read in one turn leaves in one flight, and each sees what its own check allows', async () => {
  const rows = await Promise.all([ida, noa, lea].map((account) => seen(checkOf(account))));
  expect(rows.map((row) => row?.['account'])).toEqual([ida, noa, lea]);
  expect(new Set(rows.map((row) => String(row?.['at']))).size, 'one transaction').toBe(1);
  const many = await Promise.all(Array.from({ length: 40 }, (_, i) => seen(checkOf([ida, noa, lea][i % 3] as string))));
  expect(many.map((row) => row?.['account'])).toEqual(many.map((_, i) => [ida, noa, lea][i % 3]));
});

test('one that fails is refused alone; those behind it in the flight are asked once more', async () => {
  const outcome = await Promise.allSettled([
    seen(checkOf(ida)),
    seen(checkOf(noa), '1/0'),
    seen(checkOf(lea)),
    seen(checkOf(noa), "'x'::int"),
    seen(checkOf(ida)),
  ]);
  expect(outcome.map((each) => (each.status === 'fulfilled' ? each.value?.['account'] : (each.reason as Error).message))).toEqual([
    ida,
    'division by zero',
    lea,
    'invalid input syntax for type integer: "x"',
    ida,
  ]);
});

test('whose check no longer holds is refused alone, and so is whose check fails', async () => {
  const outcome = await Promise.allSettled([
    seen(checkOf(ida)),
    seen(checkOf(noa, { stale: true })),
    seen(checkOf(lea)),
    seen(checkOf(noa, { sql: '1/0' })),
    seen(checkOf(lea)),
  ]);
  expect(outcome.map((each) => (each.status === 'fulfilled' ? each.value?.['account'] : (each.reason as Error).message))).toEqual([
    ida,
    'stale',
    lea,
    'division by zero',
    lea,
  ]);
});

test('a session that is gone leaves nothing of the one before it in the flight to be seen', async () => {
  const gone = { ...checkOf(''), statement: () => sessionCheck(db, 'there is none', ida, world.now, true) };
  const rows = await Promise.all([seen(checkOf(noa)), seen(gone), seen(checkOf(lea))]);
  expect(rows.map((row) => row?.['account'])).toEqual([noa, null, lea]);
});

test('what is asked for last and then rolled back in the same turn leaves nothing', async () => {
  const open = openTx(db, { sight: {} });
  const asked = lastly(open.tx, () => insert(open.tx, 'last undone'));
  await open.rollback();
  await asked;
  expect(await isThere('last undone')).toBe(false);
});

test.each([
  ['is refused', () => Promise.reject(new Error('no connection'))],
  [
    'cannot even be asked for',
    () => {
      throw new Error('no connection');
    },
  ],
])('a connection that %s refuses everyone who was to share it', async (_, connect) => {
  const none = { ...db, pool: { connect } as unknown as typeof db.pool };
  const read = () => run(openRead(none, { sight: {}, check: checkOf(ida) }), 'select 1', [], 'probe.none');
  const write = async () => {
    const { tx, commit } = openTx(none, { sight: {} });
    await Promise.all([lastly(tx, () => run(tx, 'select 1', [], 'probe.none')), commit()]);
  };
  const outcome = await Promise.allSettled([read(), read(), read(), write(), write()]);
  expect(outcome.map((each) => each.status === 'rejected' && (each.reason as Error).message)).toEqual(Array(5).fill('no connection'));
});
