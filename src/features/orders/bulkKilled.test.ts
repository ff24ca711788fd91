import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, inject, test } from 'vitest';
import { buildWorld, runJobs } from '../../../test/world.ts';
import { buying, customerOf, filled, line, seller, stockShelf } from './testing.ts';

const world = await buildWorld();
// The process that is killed has the clock of this machine.
world.now = new Date();
await stockShelf(world);
const workers: ChildProcess[] = [];
afterAll(() => {
  for (const worker of workers) worker.kill('SIGKILL');
});

/** Another process that works through the queues as a server does; answers once it does. */
async function startWorker(): Promise<ChildProcess> {
  const database = { ...inject('postgres'), user: 'entente_app', password: 'test', database: world.database };
  const given = JSON.stringify({ database, dataDir: world.config.DATA_DIR });
  const worker = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../../test/kill/worker.ts'), given], { stdio: ['ignore', 'pipe', 'inherit'] });
  workers.push(worker);
  await once(worker.stdout as NonNullable<typeof worker.stdout>, 'data');
  return worker;
}

test('a bulk change whose process is killed half-way is gone on with by another, and nothing is done twice', { timeout: 180_000 }, async () => {
  const who = await seller(world);
  for (let customers = 0; customers < 3; customers++) {
    const customerId = await customerOf(world, who);
    const lines = Array.from({ length: 60 }, (_, at) => line('tide-basic', 1, { nickname: `Desk ${at}` }));
    await who.shop.checkOut(buying(await filled(who, customerId, ...lines)));
  }
  await runJobs(world);
  const rehearsed = await who.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 2 }, matching: {} });
  expect(rehearsed).toMatchObject({ rows: { ready: 180 }, totals: [{ charged: { amount: '1440.00' } }] });
  const first = await startWorker();
  const { bulkId } = await who.shop.confirmBulkChange({ bulkId: rehearsed.bulkId, version: rehearsed.version });
  const count = async (sql: string): Promise<number> => Number((await world.admin.query<{ n: string }>(sql, [bulkId])).rows[0]?.n);
  const done = () => count("select count(*) as n from bulk_change_rows where bulk_id = $1 and state = 'done'");
  while ((await done()) < 40) await wait(5);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const half = await done();
  expect(half).toBeLessThan(180);
  expect((await who.shop.getBulkChange({ bulkId })).state).toBe('running');
  // What is marked is what is changed, also in the moment of the kill.
  expect(await count('select count(*) as n from subscription_changes where bulk_id = $1')).toBe(half);

  await startWorker();
  for (let state = ''; state !== 'done'; ) {
    await wait(200);
    ({ state } = await who.shop.getBulkChange({ bulkId }));
  }
  const after = await who.shop.getBulkChange({ bulkId });
  expect(after.rows).toMatchObject({ ready: 0, done: 180, skipped: 0 });
  expect(await count('select count(*) as n from subscription_changes where bulk_id = $1')).toBe(180);
  expect(await count('select count(distinct subscription_id) as n from subscription_changes where bulk_id = $1')).toBe(180);
  expect(await count('select sum(amount) as n from subscription_changes where bulk_id = $1')).toBe(1440);
  expect(await count('select count(*) as n from subscriptions where quantity = 3 and $1::uuid is not null')).toBe(180);
  expect(await count("select count(*) as n from announcements where name = 'subscriptions.seats_changed' and $1::uuid is not null")).toBe(180);
  expect(await count("select count(*) as n from announcements where name = 'bulk_changes.done' and subject_id = $1")).toBe(1);
});
