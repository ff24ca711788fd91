import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { catalog } from '../../src/features/catalog/contract.ts';
import { product, publishCatalog, sku, ways } from '../../src/features/catalog/testing.ts';
import { makePriceFile } from '../priceFile.ts';
import { as, buildWorld, runJobs } from '../world.ts';

const rows = 150_000;
const offers = Array.from({ length: 100 }, (_, n) => `killed-${n}.commercial`);
const text = [
  ...makePriceFile({
    rows,
    offers,
    markets: [
      ['FR', 'EUR'],
      ['US', 'USD'],
    ],
    ways: [
      ['P1M', 'monthly'],
      ['P1Y', 'annual'],
    ],
  }),
].join('');

test('a reader that is killed in the middle of a price file leaves none of its rows, and the file is read whole by whoever comes next', async () => {
  const world = await buildWorld();
  const root = await publishCatalog(world, {
    killed: product(
      'Killed',
      offers.map((offer) => sku(offer.split('.')[0] as string, offer, { sold: ways() })),
    ),
  });
  const desk = as(world, catalog, root);
  const content = Buffer.from(text);
  const begun = await desk.beginPriceImport({
    fileName: 'killed.csv',
    size: content.length,
    name: 'Killed',
    groupId: null,
    validFrom: '2026-12-01',
    validTo: null,
  });
  for (let at = 0; at < content.length; at += 1_000_000)
    await desk.addPricePiece({ importId: begun.importId, at, content: content.subarray(at, at + 1_000_000).toString('base64') });

  // The first to take the job up is a process of its own, and its power is cut while its rows go in.
  const connection = { ...inject('postgres'), user: 'entente_app', password: 'test', database: world.database };
  const file = { importId: begun.importId, listId: begun.listId, fileName: 'killed.csv', listName: 'Killed' };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'readPrices.ts'), JSON.stringify(connection), JSON.stringify(file)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const copied = async () =>
    Number(
      (await world.admin.query('select coalesce(max(tuples_processed), 0) as n from pg_stat_progress_copy where datname = current_database()')).rows[0]?.n,
    );
  await expect.poll(copied, { interval: 5 }).toBeGreaterThan(10_000);
  child.kill('SIGKILL');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  await expect.poll(copied, { interval: 20 }).toBe(0);

  const visible = async () =>
    Number((await world.admin.query('select count(*)::int as n from price_list_lines where list_id = $1', [begun.listId])).rows[0]?.n);
  expect(await visible()).toBe(0);
  expect((await desk.getPriceImport({ importId: begun.importId })).state).toBe('reading');
  expect((await desk.getDeskList({ listId: begun.listId })).state).toBe('importing');
  // The database may look at its tables at any moment, and then takes the list for empty.
  await world.admin.query('analyze price_list_lines, offers, availabilities');

  await runJobs(world);
  expect(await visible()).toBe(rows);
  expect(await desk.getPriceImport({ importId: begun.importId })).toMatchObject({ state: 'done', progress: rows });
  expect((await desk.getDeskList({ listId: begun.listId })).lines).toBe(rows);
});
