import pg from 'pg';
import { accounts } from '../src/features/accounts/contract.ts';
import { addressOf } from '../src/core/endpoint.ts';
import { CustomerAdded } from '../src/features/customers/contract.ts';
import { system } from '../src/server/actor.ts';
import { announceMany } from '../src/server/announce.ts';
import { inAccount, openDatabase } from '../src/server/db.ts';
import { asOwner } from './catalogData.ts';
import type { Center } from './center.ts';
import { against, alone, inTurn, type Measure } from './measure.ts';
import { company } from './people.ts';

const endpointId = '0a0a0a0a-0000-4000-8000-000000000001';

/** The company’s endpoint; nobody is at its address, so that what is measured is the queue and not the receiver. */
const putEndpoint = (center: Center) =>
  asOwner(center, async (owner) => {
    await owner.query(
      `insert into webhook_endpoints (account_id, endpoint_id, kind, name, url, events, secret, since, created_at, created_by)
       values ($1, $2, 'endpoint', 'Bench', 'http://127.0.0.1:9/', '{*}', '\\x00', now() - interval '1 hour', now(), 'bench') on conflict do nothing`,
      [company, endpointId],
    );
    await owner.query(
      'insert into webhook_followers (account_id, place) select $1, coalesce((select place from seal_chains where account_id = $1), 0) on conflict do nothing',
      [company],
    );
  });
const listens = (center: Center, yes: boolean) =>
  asOwner(center, (owner) =>
    owner.query('update webhook_endpoints set state = $2, next_at = null where endpoint_id = $1', [endpointId, yes ? 'active' : 'paused']).then(() => {}),
  );

/** Waits until everything that has been announced so far is queued; how long that took, in ms. */
async function untilQueued(owner: pg.Client, count: number): Promise<number> {
  const begun = performance.now();
  const { rows: before } = await owner.query<{ n: number }>('select count(*)::int as n from webhook_deliveries where account_id = $1', [company]);
  const wanted = (before[0]?.n ?? 0) + count;
  for (;;) {
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from webhook_deliveries where account_id = $1', [company]);
    if ((rows[0]?.n ?? 0) >= wanted) return performance.now() - begun;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** So many things happen at once, each to be told. */
async function announceAll(center: Center, count: number): Promise<void> {
  const db = await openDatabase(center.database, 1);
  const now = new Date();
  const actor = system('bench', company);
  await inAccount(db, company, (tx) =>
    announceMany(
      tx,
      actor,
      now,
      CustomerAdded,
      Array.from({ length: count }, () => {
        const customerId = crypto.randomUUID();
        return { subjectId: customerId, details: { customerId, customer: 'Bench', country: 'FR', domain: `${customerId}.example` } as never };
      }),
    ),
  );
  await db.close();
}

/** Changes of the company one after the other, over HTTP, each with an event; how many a second. */
async function requests(center: Center, count: number): Promise<number> {
  const url = (path: string) => center.url + path.replace(':account', company);
  const headers = { ...center.headers, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const seen = await fetch(url(addressOf(accounts.getCompany)), { headers });
  let { version } = (await seen.json()) as { version: number };
  const { method } = accounts.updateSupportDetails;
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    const body = JSON.stringify({ email: `desk${n}@bench.example`, phone: null, website: null, version });
    const answer = await fetch(url(addressOf(accounts.updateSupportDetails)), { method, headers, body });
    if (!answer.ok) throw new Error(`a change was refused: ${answer.status} ${await answer.text()}`);
    ({ version } = (await answer.json()) as { version: number });
  }
  return (count * 1_000) / (performance.now() - begun);
}

/** Events that are queued for an endpoint, from their commit on; and what a request that causes one loses by it. */
export const webhooksQueued: Measure = {
  name: 'webhooks',
  about: 'Webhooks queued, and the requests that cause them',
  async run({ center: started, quick }) {
    const center = await started();
    await putEndpoint(center);
    const owner = new pg.Client(center.owner);
    await owner.connect();
    try {
      const count = quick ? 5_000 : 20_000;
      await listens(center, true);
      const queued = untilQueued(owner, count);
      await announceAll(center, count);
      const perThousand = ((await queued) * 1_000) / count;
      await requests(center, 20);
      const [alike, told] = await inTurn(
        quick ? 3 : 9,
        async () => {
          await listens(center, false);
          return requests(center, 100);
        },
        async () => {
          await listens(center, true);
          return requests(center, 100);
        },
      );
      return [
        alone('webhooks, 1,000 queued', 'ms', Math.round(perThousand), 1_000),
        against('webhooks, request', 'a second', Math.round(told * 10) / 10, Math.round(alike * 10) / 10, 0.95),
      ];
    } finally {
      await owner.query('delete from webhook_endpoints where endpoint_id = $1', [endpointId]);
      await owner.end();
    }
  },
};
