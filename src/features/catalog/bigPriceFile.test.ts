import { beforeAll, expect, test } from 'vitest';
import { as, buildWorld, type TestPerson, type World } from '../../../test/world.ts';
import { makePriceFile } from '../../../test/priceFile.ts';
import { readPriceFile } from './acts/imports.ts';
import { catalog } from './contract.ts';
import { handIn, product, publishCatalog, sku, ways } from './testing.ts';

let world: World;
let root: TestPerson;
const markets = ['FR', 'US', 'ES', 'DE'] as const;
const currencies = { FR: 'EUR', US: 'USD', ES: 'EUR', DE: 'EUR' } as const;
const offers = Array.from({ length: 40 }, (_, n) => `item-${n}.commercial`);
const wanted = {
  rows: 20_000,
  offers,
  markets: markets.map((market) => [market, currencies[market]] as const),
  ways: [
    ['P1M', 'monthly'],
    ['P1Y', 'annual'],
  ] as const,
};

beforeAll(async () => {
  world = await buildWorld();
  root = await publishCatalog(world, {
    many: product(
      'Many',
      offers.map((offer) => sku(offer.split('.')[0] as string, offer, { sold: ways('commercial', markets) })),
    ),
  });
});
const count = async (listId: string) =>
  Number((await world.admin.query('select count(*)::int as n from price_list_lines where list_id = $1', [listId])).rows[0]?.n);

test('a long file comes whole, piece by piece, each row in its place', async () => {
  const text = [...makePriceFile(wanted)].join('');
  const read = await handIn(world, root, text, { pieceBytes: 333_333 });
  expect(read).toMatchObject({ state: 'done', progress: 20_000, faultCount: 0 });
  expect(await count(read.listId)).toBe(20_000);
  const { items } = await as(world, catalog, root).listDeskLines({ listId: read.listId, limit: 1 });
  expect(items[0]).toMatchObject({ row: 2, offerId: 'item-0.commercial', market: 'FR', tierFrom: 1 });
  expect((await world.admin.query('select count(*)::int as n from price_import_pieces')).rows[0]?.n).toBe(0);
});

test('one wrong row among twenty thousand: none of them is taken over', async () => {
  const text = [...makePriceFile({ ...wanted, wrong: { 19_999: (cells) => cells.with(7, 'free') } })].join('');
  const read = await handIn(world, root, text);
  expect(read).toMatchObject({ state: 'faulty', faultCount: 1, faults: [{ row: 20_000, column: 'price', code: 'amount', value: 'free' }] });
  expect(await count(read.listId)).toBe(0);
});

test('a reader that is cut off leaves nothing, and whoever begins again takes over all of it, once', async () => {
  const text = [...makePriceFile({ ...wanted, rows: 5_000 })].join('');
  const desk = as(world, catalog, root);
  const content = Buffer.from(text);
  const begun = await desk.beginPriceImport({ fileName: 'cut.csv', size: content.length, name: 'Cut', groupId: null, validFrom: '2026-12-01', validTo: null });
  await desk.addPricePiece({ importId: begun.importId, at: 0, content: content.toString('base64') });
  const file = { importId: begun.importId, listId: begun.listId, fileName: 'cut.csv', listName: 'Cut' };
  // The connection that copies is ended in the middle, as by a crash.
  let isAsking = false;
  const watch = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    void world.admin
      .query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'copy price_list_lines%'")
      .finally(() => (isAsking = false));
  }, 1);
  const first = await readPriceFile(world.app.db, world.now, file).then(
    () => 'read',
    () => 'cut off',
  );
  clearInterval(watch);
  if (first === 'cut off') {
    expect(await count(begun.listId)).toBe(0);
    expect((await desk.getPriceImport({ importId: begun.importId })).state).toBe('reading');
    await readPriceFile(world.app.db, world.now, file);
  }
  expect(await count(begun.listId)).toBe(5_000);
  expect((await desk.getPriceImport({ importId: begun.importId })).state).toBe('done');
});
