import pg from 'pg';
import { system } from '../src/server/actor.ts';
import { acrossAccounts, type Database, openDatabase } from '../src/server/db.ts';
import { draftProduct, publishVersion } from '../src/features/catalog/acts/desk.ts';
import { addPiece, beginImport, readPriceFile } from '../src/features/catalog/acts/imports.ts';
import { publishList } from '../src/features/catalog/acts/priceDesk.ts';
import { findDraft } from '../src/features/catalog/queries/products.ts';
import { product, sku, ways } from '../src/features/catalog/testing.ts';
import { makePriceFile } from '../test/priceFile.ts';
import type { Center } from './center.ts';
import { company, idOf } from './people.ts';

export const by = system('bench');
export const markets = ['FR', 'US', 'ES', 'DE', 'GB', 'CA', 'TW', 'AU', 'SE', 'CH'] as const;
export const currencies: Readonly<Record<(typeof markets)[number], string>> = {
  FR: 'EUR',
  US: 'USD',
  ES: 'EUR',
  DE: 'EUR',
  GB: 'GBP',
  CA: 'CAD',
  TW: 'TWD',
  AU: 'AUD',
  SE: 'SEK',
  CH: 'CHF',
};
/** 2,500 offers of 25 products; each is sold in ten markets in two ways. */
export const offers = Array.from({ length: 2_500 }, (_, n) => `bench-${Math.floor(n / 100)}-${n % 100}.commercial`);
/** Those whose prices are asked for at once. */
export const pricedOffers = offers.slice(0, 50);
const priced = {
  offers,
  markets: markets.map((market) => [market, currencies[market]] as const),
  ways: [
    ['P1M', 'monthly'],
    ['P1Y', 'annual'],
  ] as const,
};
export const fileOf = (rows: number, seed = 1): Buffer => Buffer.from([...makePriceFile({ ...priced, rows, seed })].join(''));

let opened: Promise<Database> | undefined;
/** The app's own way to the center's database, with the catalog in it. */
export const stocked = (center: Center): Promise<Database> => (opened ??= stock(center));
async function stock(center: Center): Promise<Database> {
  const db = await openDatabase(center.database);
  const now = new Date();
  await acrossAccounts(db, 'bench', async (tx) => {
    for (let n = 0; n < 25; n++) {
      const skus = offers.slice(n * 100, n * 100 + 100).map((offer) => sku(offer.split('.')[0] as string, offer, { sold: ways('commercial', markets) }));
      await draftProduct(tx, by, now, `bench-product-${n}`, product(`Product ${n}`, skus), null);
    }
    const draft = await findDraft(tx);
    if (draft) await publishVersion(tx, by, now, { versionId: draft.versionId, version: draft.version, publishOn: null, note: null });
  });
  return db;
}

/** Hands a file in, without reading it. */
export async function handedIn(db: Database, content: Buffer, list: { readonly name: string; readonly validFrom: string; readonly groupId?: string | null }) {
  const now = new Date();
  return acrossAccounts(db, 'bench', async (tx) => {
    const importId = await beginImport(tx, by, now, { fileName: 'bench.csv', size: content.length, groupId: null, validTo: null, ...list });
    for (let at = 0; at < content.length; at += 3_145_728) await addPiece(tx, importId, at, content.subarray(at, at + 3_145_728));
    const { listId } = await tx.selectFrom('priceImports').select('listId').where('importId', '=', importId).executeTakeFirstOrThrow();
    return { importId, listId, fileName: 'bench.csv', listName: list.name };
  });
}

/** A published list of these rows; its id. */
export async function published(db: Database, content: Buffer, list: Parameters<typeof handedIn>[2]): Promise<string> {
  const file = await handedIn(db, content, list);
  await readPriceFile(db, new Date(), file);
  await acrossAccounts(db, 'bench', (tx) => publishList(tx, by, new Date(), file.listId, 1));
  return file.listId;
}

export async function asOwner<T>({ owner }: Center, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner);
  await client.connect();
  return work(client).finally(() => client.end());
}

/** The admin of the company sells. */
export const letSell = (center: Center): Promise<void> =>
  asOwner(center, async (owner) => {
    await owner.query(
      `insert into role_assignments (account_id, assignment_id, person_id, role, given_at) values ($1, gen_random_uuid(), $2, 'admin_agent', now()) on conflict do nothing`,
      [company, idOf('person 0 1')],
    );
    await owner.query(
      `insert into enrollments (account_id, program, state, changed_at, applied_at)
       select $1, program, 'active', now(), now() from programs where 'reseller' = any(sections) on conflict do nothing`,
      [company],
    );
    await owner.query('update members set rights_version = rights_version + 1 where account_id = $1', [company]);
  });

/** A customer of the company with so many subscriptions, spread over offers, markets and renewals of the next year. */
export async function sell(owner: pg.Client, count: number): Promise<void> {
  const tenant = '4d414e59-0000-4000-8000-00000000c057';
  await owner.query("insert into tenants values ($1, 'bench.example', 'Bench', 'FR', now()) on conflict do nothing", [tenant]);
  await owner.query(
    `insert into customers (account_id, customer_id, name, tenant_name, name_folded, search_text, domain, country, relationship, created_via, address, address_check, contact, locale, created_at, created_by_name)
     values ($1, $2, 'Bench', 'Bench', 'bench', 'bench', 'bench.example', 'FR', 'direct_reseller', 'creation', '{}', 'verified', '{}', 'fr', now(), 'bench') on conflict do nothing`,
    [company, tenant],
  );
  await owner.query(
    `insert into subscriptions (account_id, subscription_id, customer_id, customer_name, order_id, offer_id, sku_id, product_id, titles, publisher, unit, lifecycle, market, segment, state, quantity,
                                term, billing_cycle, currency, unit_price, retail_price, price_list_id, auto_renews, ordered_at, started_on, term_from, renews_on, search_text, changed_at)
     select $1, gen_random_uuid(), $2, 'Bench', gen_random_uuid(), o.offer, split_part(o.offer, '.', 1), 'bench', '{"en":"Bench"}', 'Bench', 'user', 'license', m.market, 'commercial', 'active', 1 + n % 50,
            case n % 2 when 0 then 'P1M' else 'P1Y' end, case n % 2 when 0 then 'monthly' else 'annual' end, m.currency, 10, 12, gen_random_uuid(), true, now(), current_date - n % 300,
            current_date - n % 300, current_date + 1 + n % 360, 'bench', now()
       from generate_series(1, $3::integer) n
      cross join lateral (select ($4::text[])[1 + n % 2500] as offer) o
      cross join lateral (select ($5::text[])[1 + n % 10] as market, ($6::text[])[1 + n % 10] as currency) m`,
    [company, tenant, count, offers, [...markets], markets.map((market) => currencies[market])],
  );
  await owner.query('analyze subscriptions');
}
