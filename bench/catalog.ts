import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { acrossAccounts, inAccount } from '../src/server/db.ts';
import { readPriceFile } from '../src/features/catalog/acts/imports.ts';
import { discardList } from '../src/features/catalog/acts/priceDesk.ts';
import { countDifferences } from '../src/features/catalog/queries/prices.ts';
import { listEffects, sumEffects } from '../src/features/orders/queries/priceEffects.ts';
import type { Center } from './center.ts';
import { asOwner, by, fileOf, handedIn, letSell, pricedOffers, published, sell, stocked } from './catalogData.ts';
import { against, alone, inTurn, type Measure, median } from './measure.ts';
import { company } from './people.ts';
import { load, pin } from './processes.ts';

const lists = 100;
const groups = 10;

/** Lists of every partner and of groups that the company is in, month after month. */
async function makeLists(center: Center, db: Awaited<ReturnType<typeof stocked>>): Promise<void> {
  const groupIds = await asOwner(center, async (owner) => {
    const { rows } = await owner.query<{ group_id: string }>(
      "insert into price_groups (name, kind, rank, created_at) select 'Bench ' || n, 'group', 500 + n, now() from generate_series(1, $1::integer) n returning group_id",
      [groups],
    );
    await owner.query('insert into price_group_members (account_id, group_id, added_at) select $1, unnest($2::uuid[]), now()', [
      company,
      rows.map((row) => row.group_id),
    ]);
    return rows.map((row) => row.group_id);
  });
  const file = fileOf(4_000);
  for (let n = 0; n < lists; n++) {
    const validFrom = new Date(Date.UTC(2018, n % 90, 1)).toISOString().slice(0, 10);
    await published(db, file, { name: `Bench ${n}`, validFrom, groupId: n % 2 ? (groupIds[n % groups] ?? null) : null });
  }
  await asOwner(center, (owner) => owner.query('vacuum analyze'));
}

/** 50 offers priced over HTTP, with session, rights and row-level security, beside the same statement. */
export const prices: Measure = {
  name: 'prices',
  about: 'Effective price of 50 products under 100 price lists and 10 groups',
  async run(bench) {
    const center = await bench.center();
    await makeLists(center, await stocked(center));
    await letSell(center);
    await Promise.all([pin(center.pid, '0'), pin(center.limitPid, '0')]);
    const query = new URLSearchParams({ market: 'FR', currency: 'EUR', term: 'P1M', billingCycle: 'monthly', quantity: '5', offers: pricedOffers.join(',') });
    const [ours, bare] = [`${center.url}${center.companyPath}/prices/effective?${query.toString()}`, `${center.limitUrl}/prices`];
    const answer = await fetch(ours, { headers: center.headers });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${ours}: ${answer.status} ${body}`);
    if ((JSON.parse(body) as { items: unknown[] }).items.length !== pricedOffers.length) throw new Error('a product has no price');
    await fetch(bare, { method: 'PUT', body });
    const warm = { seconds: bench.quick ? 2 : 6 },
      amount = { seconds: bench.quick ? 1 : 3 };
    await load(ours, center.headers, warm);
    await load(bare, {}, warm);
    const [value, limit] = await inTurn(
      bench.quick ? 3 : 7,
      () => load(ours, center.headers, amount),
      () => load(bare, {}, amount),
    );
    return [against('prices', 'requests/s', Math.round(value * 10) / 10, Math.round(limit * 10) / 10, 0.5)];
  },
};

const columns = 'list_id, row_no, market, currency, offer_id, term, billing_cycle, tier_from, flag, price, suggested';
/** The same rows as COPY takes them, for a list of their own. */
function* copied(content: Buffer, listId: string): Generator<string> {
  let out = '',
    row = 1;
  for (const line of content.toString().split('\r\n').slice(1)) {
    row++;
    if (!line) continue;
    const [flag, offer, market, currency, term, cycle, tier, price, suggested] = line.split(',');
    out += `${[listId, row, market, currency, offer, term, cycle, tier, flag, price, suggested].join('\t')}\n`;
    if (out.length > 65_000) {
      yield out;
      out = '';
    }
  }
  yield out;
}

/** A price file with all of its checks beside a COPY of the same rows into the same table, ready made, checked by nobody. */
export const priceFile: Measure = {
  name: 'price-file',
  about: 'A price file of 500,000 rows, checked and imported',
  async run(bench) {
    const center = await bench.center();
    const db = await stocked(center);
    const rows = bench.quick ? 50_000 : 500_000;
    const content = fileOf(rows);
    const tidy = (listId: string) =>
      asOwner(center, async (owner) => {
        await owner.query('delete from price_list_lines where list_id = $1', [listId]);
        await owner.query('vacuum price_list_lines');
      });
    const ours = async () => {
      const file = await handedIn(db, content, { name: 'File', validFrom: '2030-01-01' });
      const begun = performance.now();
      await readPriceFile(db, new Date(), file);
      const seconds = (performance.now() - begun) / 1_000;
      await acrossAccounts(db, 'bench', (tx) => discardList(tx, by, new Date(), file.listId));
      await tidy(file.listId);
      return rows / seconds;
    };
    const bare = async () => {
      const listId = randomUUID();
      const ready = [...copied(content, listId)];
      const seconds = await asOwner(center, async (owner) => {
        const begun = performance.now();
        await owner.query('begin');
        await pipeline(Readable.from(ready), owner.query(copyFrom(`copy price_list_lines (${columns}) from stdin`)));
        await owner.query('commit');
        return (performance.now() - begun) / 1_000;
      });
      await tidy(listId);
      return rows / seconds;
    };
    const [value, limit] = await inTurn(bench.quick ? 1 : 3, ours, bare);
    return [against('price-file', 'rows/s', Math.round(value), Math.round(limit), 0.4)];
  },
};

/** Two lists of 100,000 rows laid side by side, and what that does to 10,000 subscriptions: counted, added up, the first page of it. */
export const difference: Measure = {
  name: 'difference',
  about: 'Difference of two lists of 100,000 rows and its effect on 10,000 subscriptions',
  async run(bench) {
    const center = await bench.center();
    const db = await stocked(center);
    const rows = bench.quick ? 20_000 : 100_000;
    const [from, to] = [
      await published(db, fileOf(rows, 1), { name: 'Before', validFrom: '2020-01-01' }),
      await published(db, fileOf(rows, 2), { name: 'After', validFrom: '2020-02-01' }),
    ];
    await asOwner(center, async (owner) => {
      await sell(owner, bench.quick ? 2_000 : 10_000);
      await owner.query('vacuum analyze price_list_lines');
    });
    const figures: number[] = [];
    for (let round = 0; round < (bench.quick ? 2 : 5); round++) {
      const begun = performance.now();
      const wanted = { from, to, now: new Date() };
      const [causes, totals, page] = await inAccount(db, company, async (tx) => [
        await countDifferences(tx, from, to),
        await sumEffects(tx, wanted),
        await listEffects(tx, { ...wanted, locale: 'en', limit: 51 }),
      ]);
      figures.push(performance.now() - begun);
      if (!causes.length || !totals.length || page.length !== 51) throw new Error('nothing differs');
    }
    return [alone('difference', 'ms', Math.round(median(figures)), 2_000)];
  },
};
