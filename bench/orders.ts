import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { priceColumns } from '../src/features/catalog/contract.ts';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { addressOf, type Endpoint } from '../src/core/endpoint.ts';
import { type App, openApp } from '../src/main.server.ts';
import { readConfig } from '../src/server/config.ts';
import { openLog } from '../src/server/log.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import type { Center } from './center.ts';
import { asOwner, letSell, offers, published, stocked } from './catalogData.ts';
import { against, type Measure, median } from './measure.ts';
import { company } from './people.ts';

const linesOfCart = 10;

/** A statement as it went over the wire. */
interface Heard {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
interface Wire {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly submittedNamedStatements: Readonly<Record<string, string | undefined>>;
  parse(given: { readonly text: string; readonly name: string }): unknown;
  bind(given: { readonly statement: string; readonly values: readonly unknown[] }): unknown;
}

/** Writes down what the pool's connections send. */
function listen(pool: pg.Pool): { readonly heard: Heard[]; clear(): void } {
  const heard: Heard[] = [];
  const known = new WeakSet<Wire>();
  pool.on('acquire', (client) => {
    const { connection } = client as unknown as { connection: Wire };
    if (known.has(connection)) return;
    known.add(connection);
    let unnamed = '';
    const { parse, bind } = connection;
    connection.parse = (given) => {
      if (!given.name) unnamed = given.text;
      return parse.call(connection, given);
    };
    connection.bind = (given) => {
      const { statement: name, values } = given;
      heard.push({ name, values, text: name ? (connection.parsedStatements[name] ?? connection.submittedNamedStatements[name] ?? '') : unnamed });
      return bind.call(connection, given);
    };
  });
  return { heard, clear: () => heard.splice(0) };
}

/** Asks as the company's admin does, in this process: the session, the rights and row-level security are looked at for each. */
function asker({ http }: App, { headers }: Center) {
  return async <Answer>(endpoint: Endpoint, input: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const url = addressOf(endpoint)
      .replace(':account', company)
      .replace(/:(\w+)/g, (_, key: string) => String(input[key]));
    const answer = await http.inject({
      method: endpoint.method as 'POST',
      url: endpoint.method === 'GET' ? `${url}?${new URLSearchParams(input as Record<string, string>).toString()}` : url,
      headers: { ...headers, 'sec-fetch-site': 'same-origin', origin: new URL(readConfig({}).publicUrl).origin },
      ...(endpoint.method === 'GET' ? {} : { payload: input }),
    });
    if (answer.statusCode >= 300) throw new Error(`${endpoint.path}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  };
}
type Ask = ReturnType<typeof asker>;
interface CartSeen {
  readonly cartId: string;
  readonly quote: string;
  readonly version: number;
}

/** The admin of the company sells, and there is something to sell in France. */
async function openShop(center: Center): Promise<void> {
  await letSell(center);
  const cells = (offer: string) =>
    priceColumns
      .map(
        (column) =>
          ({ flag: 'UNC', market: 'FR', currency: 'EUR', offer, term: 'P1Y', billing_cycle: 'annual', tier_from: '1', price: '10.00' })[column as string] ?? '',
      )
      .join(',');
  const file = [priceColumns.join(','), ...offers.slice(0, linesOfCart).map(cells)].join('\r\n');
  await published(await stocked(center), Buffer.from(`${file}\r\n`), { name: 'Bench checkout', validFrom: '2020-01-01' });
}

/** A cart of ten lines for a customer of its own. */
async function fillCart(ask: Ask): Promise<CartSeen> {
  const mark = randomUUID().slice(0, 8);
  const { customerId } = await ask<{ customerId: string }>(customers.addCustomer, {
    name: `Bench ${mark}`,
    domain: `bench-${mark}.example`,
    address: { country: 'FR', line1: '4 rue de Sèvres', city: 'Paris', postalCode: '75006' },
    contact: { givenName: 'Zoé', familyName: 'Martin', middleName: null, email: 'zoe@bench.example', phone: '+33142602000' },
    registrationNumber: null,
    locale: 'fr',
    agreement: { givenName: 'Zoé', familyName: 'Martin', email: 'zoe@bench.example', agreedOn: '2026-11-01' },
    addressConfirmed: true,
  });
  const { cartId } = await ask<CartSeen>(orders.openCart, { customerId });
  let cart: CartSeen | undefined;
  for (const offerId of offers.slice(0, linesOfCart))
    cart = await ask<CartSeen>(orders.addCartLine, { cartId, offerId, term: 'P1Y', billingCycle: 'annual', quantity: 5 });
  if (!cart) throw new Error('nothing was put into the cart');
  return cart;
}

/** As it was before the checkouts, so that the same statements can be carried out once more. */
const undo = (center: Center, carts: readonly CartSeen[]) =>
  asOwner(center, async (owner) => {
    const ids = carts.map(({ cartId }) => cartId);
    const ours = 'select order_id from orders where account_id = $1 and cart_id = any($2::uuid[])';
    await owner.query(`delete from pgboss.job where name = 'orders.provision' and (data ->> 'orderId')::uuid in (${ours})`, [company, ids]);
    await owner.query(
      `delete from seal_queue where announcement_id in (select announcement_id from announcements where account_id = $1 and subject_id in (select x.order_id::text from (${ours}) x))`,
      [company, ids],
    );
    await owner.query(`delete from announcements where account_id = $1 and subject_id in (select x.order_id::text from (${ours}) x)`, [company, ids]);
    await owner.query(`delete from subscriptions where account_id = $1 and order_id in (${ours})`, [company, ids]);
    await owner.query('delete from orders where account_id = $1 and cart_id = any($2::uuid[])', [company, ids]);
    await owner.query('delete from checkouts where account_id = $1 and cart_id = any($2::uuid[])', [company, ids]);
    for (const { cartId, version } of carts)
      await owner.query("update carts set state = 'active', version = $3 where account_id = $1 and cart_id = $2", [company, cartId, version]);
  });

/** What the session asks and settles is the house's; the bare transaction is told its account and begins. */
const isHouse = ({ text }: Heard): boolean => /^(begin|commit|rollback)|check_session|set_config/.test(text);

/** A checkout of ten lines through the app, beside its very statements through `pg`, one after the other, as the owner role. */
export const checkout: Measure = {
  name: 'checkout',
  about: 'Checkout of a 10-line cart',
  async run({ center: started, quick, say }) {
    const center = await started();
    await openShop(center);
    const config = readConfig({ DATA_DIR: center.dataDir, LOG_LEVEL: 'silent', DATABASE_POOL: '2' });
    const app = await openApp({ config, database: center.database, secrets: loadSecrets(center.dataDir), log: openLog('silent'), now: () => new Date() });
    const bare = new pg.Client(center.owner);
    await bare.connect();
    try {
      const ask = asker(app, center);
      const wire = listen(app.db.pool);
      const carts: CartSeen[] = [];
      for (let n = 0; n < (quick ? 5 : 20); n++) carts.push(await fillCart(ask));
      const figures: [number[], number[]] = [[], []];
      for (let round = 0; round < (quick ? 2 : 7); round++) {
        const played: Heard[][] = [];
        let begun = performance.now();
        for (const { cartId, quote, version } of carts) {
          wire.clear();
          await ask(orders.checkOut, { cartId, quote, version, key: randomUUID() });
          played.push([...wire.heard]);
        }
        figures[0].push((carts.length * 1_000) / (performance.now() - begun));
        await undo(center, carts);
        begun = performance.now();
        for (const statements of played) {
          await bare.query('begin');
          await bare.query("select set_config('entente.account_id', $1, true)", [company]);
          for (const { name, text, values } of statements.filter((each) => !isHouse(each)))
            await bare.query({ text, values: [...values], ...(name ? { name } : {}) });
          await bare.query('commit');
        }
        figures[1].push((carts.length * 1_000) / (performance.now() - begun));
        await undo(center, carts);
        if (!round) say(`${played[0]?.length ?? 0} statements a checkout`);
      }
      const [ours, limit] = figures.map((each) => Math.round(median(each) * 10) / 10) as [number, number];
      return [against('checkout', 'a second', ours, limit, 0.5)];
    } finally {
      await bare.end();
      await app.close();
    }
  },
};
