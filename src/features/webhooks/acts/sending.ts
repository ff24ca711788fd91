import { sql } from 'kysely';
import { NotFound, TooManyRequests } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { toldOf } from '../acts.ts';
import { EndpointNotActive, NothingToRedeliver, OtherCount, testEvent, testsPerMinute, WebhookRedelivered } from '../contract.ts';
import { wireBody } from '../policy.ts';
import { countFailed, type EndpointRow, findDelivery, findEndpointForUpdate, listTestsSince } from '../queries.ts';

const here = sql<string>`current_account()`;

/** Locks the endpoint, so that whoever works on its deliveries sees what is queued. @throws NotFound, EndpointNotActive */
async function active(tx: Tx, endpointId: string): Promise<EndpointRow> {
  const row = await findEndpointForUpdate(tx, endpointId);
  if (!row) throw new NotFound({});
  if (row.state !== 'active') throw new EndpointNotActive({});
  return row;
}
const due = (tx: Tx, endpointId: string, now: Date) =>
  tx.updateTable('webhookEndpoints').set({ nextAt: now }).where('accountId', '=', here).where('endpointId', '=', endpointId).execute();

/** Queues a test. @throws NotFound, EndpointNotActive, TooManyRequests */
export async function sendTest(tx: Tx, now: Date, { endpointId, publicUrl }: { readonly endpointId: string; readonly publicUrl: string }): Promise<string> {
  const row = await active(tx, endpointId);
  const sent = await listTestsSince(tx, endpointId, new Date(now.getTime() - 60_000));
  const first = sent[testsPerMinute - 1];
  if (first) throw new TooManyRequests({ retryAfterSeconds: Math.max(1, Math.ceil((first.createdAt.getTime() + 60_000 - now.getTime()) / 1000)) });
  const eventId = crypto.randomUUID();
  const isWire = row.kind === 'registration';
  const body = isWire
    ? wireBody({ event: 'test-created', resource: 'test', uri: `${publicUrl}/webhooks/v1/registration/validationEvents/${eventId}`, at: now })
    : JSON.stringify({ id: eventId, type: testEvent, timestamp: now.toISOString(), data: { accountId: row.accountId, endpointId } });
  await tx
    .insertInto('webhookDeliveries')
    .values({ endpointId, eventId, event: isWire ? 'test-created' : testEvent, body, isTest: true, createdAt: now, nextAt: now })
    .execute();
  await due(tx, endpointId, now);
  return eventId;
}

/** Queues an event once more, with all its attempts before it. @throws NotFound, EndpointNotActive, NothingToRedeliver */
export async function redeliver(
  tx: Tx,
  actor: Actor,
  now: Date,
  { endpointId, eventId }: { readonly endpointId: string; readonly eventId: string },
): Promise<void> {
  const delivery = await findDelivery(tx, endpointId, eventId);
  if (!delivery) throw new NotFound({});
  const row = await active(tx, endpointId);
  const { rowCount } = await run(
    tx,
    `update webhook_deliveries set state = 'waiting', tries = 0, next_at = $3, ended_at = null
      where account_id = current_account() and endpoint_id = $1 and event_id = $2 and (state <> 'waiting' or next_at > $3)`,
    [endpointId, eventId, now],
  );
  if (!rowCount) throw new NothingToRedeliver({});
  await due(tx, endpointId, now);
  await announce(tx, actor, now, WebhookRedelivered, { ...toldOf(row), details: { ...toldOf(row).details, count: 1 } });
}

interface Since {
  readonly endpointId: string;
  readonly since: Date;
  /** As many as whoever asks has been told that it would be. */
  readonly count: number;
}
/** Queues everything again that did not get through. @throws NotFound, EndpointNotActive, OtherCount */
export async function redeliverFailed(tx: Tx, actor: MemberActor, now: Date, { endpointId, since, count }: Since): Promise<number> {
  const row = await active(tx, endpointId);
  const found = await countFailed(tx, endpointId, since);
  if (found !== count) throw new OtherCount({ count: found });
  if (!found) return 0;
  await run(
    tx,
    `update webhook_deliveries set state = 'waiting', tries = 0, next_at = $3, ended_at = null
      where account_id = current_account() and endpoint_id = $1 and state in ('failed', 'parked') and not is_test and created_at >= $2`,
    [endpointId, since, now],
  );
  await due(tx, endpointId, now);
  await announce(tx, actor, now, WebhookRedelivered, { ...toldOf(row), details: { ...toldOf(row).details, count: found } });
  return found;
}
