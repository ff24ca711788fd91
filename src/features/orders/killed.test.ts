import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { buildWorld, runJobs } from '../../../test/world.ts';
import { buying, customerOf, filled, line, seller, stockShelf } from './testing.ts';
import { bought, providerOf } from './testingTransfers.ts';

const world = await buildWorld();
// The process that is killed has the clock of this machine.
world.now = new Date();
await stockShelf(world);
const workers: ChildProcess[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    if (worker.exitCode !== null || worker.signalCode !== null) continue;
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
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
const count = async (sql: string, ...values: unknown[]): Promise<number> => Number((await world.admin.query<{ n: string }>(sql, values)).rows[0]?.n);
const until = async (enough: () => Promise<boolean>): Promise<void> => {
  while (!(await enough())) await wait(3);
};
/** Lets a worker go half-way, kills it, and lets another one finish; answers how much the first had done. */
async function killedHalfWay(all: number, done: () => Promise<number>): Promise<number> {
  const first = await startWorker();
  await until(async () => (await done()) >= Math.ceil(all / 6));
  first.kill('SIGKILL');
  await once(first, 'exit');
  const half = await done();
  await startWorker();
  await until(async () => (await done()) >= all);
  return half;
}

test('orders whose provisioning is killed half-way are all provisioned, each once', { timeout: 120_000 }, async () => {
  const who = await seller(world);
  const customerId = await customerOf(world, who);
  await runJobs(world);
  const all = 40;
  for (let at = 0; at < all; at++) await who.shop.checkOut(buying(await filled(who, customerId, line('tide-basic', 2), line('reef-pro', 1))));
  const { accountId } = who.company;
  const done = () => count("select count(*) as n from orders where account_id = $1 and state = 'completed'", accountId);
  expect(await done()).toBe(0);
  expect(await killedHalfWay(all, done)).toBeLessThan(all);
  expect(await count("select count(*) as n from subscriptions where account_id = $1 and state = 'active'", accountId)).toBe(2 * all);
  expect(await count("select count(*) as n from order_lines where account_id = $1 and state = 'fulfilled'", accountId)).toBe(2 * all);
  // Said once for each, and never of one that is not.
  expect(await count("select count(*) as n from announcements where account_id = $1 and name = 'orders.completed'", accountId)).toBe(all);
  expect(await count("select count(distinct subject_id) as n from announcements where account_id = $1 and name = 'orders.completed'", accountId)).toBe(all);
});

test('terms whose renewal is killed half-way are all renewed, and charged once', { timeout: 120_000 }, async () => {
  const who = await seller(world);
  const customerId = await customerOf(world, who);
  const all = 60;
  await who.shop.checkOut(buying(await filled(who, customerId, ...Array.from({ length: all }, (_, at) => line('tide-basic', 3, { nickname: `Desk ${at}` })))));
  await runJobs(world);
  const { accountId } = who.company;
  await world.admin.query(
    "update subscriptions set started_on = current_date - interval '1 year', term_from = current_date - interval '1 year', renews_on = current_date where account_id = $1",
    [accountId],
  );
  await world.app.queue.boss.send('orders.watch', {});
  const done = () => count("select count(*) as n from subscription_changes where account_id = $1 and kind = 'renewed'", accountId);
  expect(await killedHalfWay(all, done)).toBeLessThan(all);
  expect(await done()).toBe(all);
  expect(await count("select count(distinct subscription_id) as n from subscription_changes where account_id = $1 and kind = 'renewed'", accountId)).toBe(all);
  expect(await count("select sum(amount) as n from subscription_changes where account_id = $1 and kind = 'renewed'", accountId)).toBe(all * 3 * 4);
  expect(await count('select count(*) as n from subscriptions where account_id = $1 and renews_on > current_date', accountId)).toBe(all);
  expect(await count("select count(*) as n from announcements where account_id = $1 and name = 'subscriptions.renewed'", accountId)).toBe(all);
});

test('transfers whose move is killed half-way are all moved, whole and once', { timeout: 120_000 }, async () => {
  const who = await seller(world);
  const provider = await providerOf(world, who);
  const all = 24;
  const wanted: { customerId: string; relationId: string; subscriptionIds: string[] }[] = [];
  for (let at = 0; at < all; at++) {
    const customerId = await customerOf(world, who);
    const subscriptionIds = await bought(world, who, customerId, line('tide-basic', 2), line('tide-plus', 1));
    wanted.push({ customerId, relationId: provider.relationId, subscriptionIds });
  }
  for (const each of wanted) {
    const { transferId } = await who.shop.startTransfer(each);
    const { version, outlook } = await provider.shop.getTransfer({ transferId });
    await provider.shop.acceptTransfer({ transferId, version, shown: outlook.amount });
  }
  const [here, there] = [who.company.accountId, provider.company.accountId];
  const done = () => count("select count(*) as n from transfers where account_id = $1 and state = 'completed'", here);
  const half = await killedHalfWay(all, done);
  expect(half).toBeLessThan(all);
  // Nothing stands with both, and nothing with neither.
  expect(await count("select count(*) as n from subscriptions where account_id = $1 and state = 'active'", here)).toBe(0);
  expect(await count("select count(*) as n from subscriptions where account_id = $1 and state = 'moved'", here)).toBe(2 * all);
  expect(await count("select count(*) as n from subscriptions where account_id = $1 and state = 'active'", there)).toBe(2 * all);
  expect(await count("select count(*) as n from transfer_lines where account_id = $1 and state = 'moved'", there)).toBe(2 * all);
  expect(await count("select count(*) as n from subscription_changes where account_id = $1 and kind = 'came_over'", there)).toBe(2 * all);
  expect(await count("select count(*) as n from announcements where account_id = $1 and name = 'transfers.completed'", there)).toBe(all);
});
