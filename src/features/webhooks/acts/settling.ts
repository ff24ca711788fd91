import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { acrossAccounts, type Database, enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { toldOf } from '../acts.ts';
import { WebhookDisabled } from '../contract.ts';
import { endOf, failingAtMost, isGone, isThrough, nextTry, type Outcome } from '../policy.ts';
import type { EndpointRow } from '../queries.ts';

/** An endpoint whose deliveries one server sends. */
export type Claimed = Pick<
  EndpointRow,
  'accountId' | 'endpointId' | 'kind' | 'name' | 'url' | 'secret' | 'formerSecret' | 'formerUntil' | 'inOwnHeader' | 'failingSince'
>;
export interface Due {
  readonly eventId: string;
  readonly body: string;
  readonly tries: number;
}
/** How an attempt went. */
export interface Tried extends Outcome {
  readonly answer: string | null;
  readonly durationMs: number;
}

/**
 * Writes down how an attempt went, and what follows from it: the next one, the end, or the end of the endpoint.
 * @returns whether it got through
 */
export async function settle({ db }: { readonly db: Database }, endpoint: Claimed, { eventId, tries }: Due, at: Date, tried: Tried): Promise<boolean> {
  const through = isThrough(tried);
  const { accountId, endpointId } = endpoint;
  const next = through || isGone(tried) ? null : nextTry(at, tries + 1, Math.random());
  const state = through ? 'delivered' : next ? 'waiting' : endOf(endpoint.kind);
  await acrossAccounts(db, 'send webhooks', async (tx) => {
    await enter(tx, { accountId });
    // Always the endpoint before its deliveries: two that fail side by side must not wait for each other.
    if (!through || endpoint.failingSince)
      await run(tx, 'select 1 from webhook_endpoints where account_id = $1 and endpoint_id = $2 for no key update', [accountId, endpointId]);
    const { rows } = await run(
      tx,
      `update webhook_deliveries set state = $4, attempts = attempts + 1, tries = tries + 1, next_at = $5, ended_at = $6, status = $7, failure = $8
        where account_id = $1 and endpoint_id = $2 and event_id = $3 and state = 'waiting' and tries = $9 returning attempts`,
      [accountId, endpointId, eventId, state, next, next ? null : at, tried.status, tried.failure, tries],
    );
    // Removed meanwhile; or this server was thought dead, and another one sent it.
    if (!rows[0]) return;
    await run(
      tx,
      `insert into webhook_attempts (account_id, endpoint_id, event_id, attempt, at, duration_ms, status, failure, answer) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [accountId, endpointId, eventId, rows[0]['attempts'], at, tried.durationMs, tried.status, tried.failure, tried.answer],
    );
    if (through) {
      if (endpoint.failingSince)
        await run(tx, 'update webhook_endpoints set failing_since = null where account_id = $1 and endpoint_id = $2', [accountId, endpointId]);
      return;
    }
    await noteFailure(tx, endpoint, at, isGone(tried));
  });
  return through;
}

/** The first failure is noted; whoever fails for days, or says to be gone, is disabled, and the company is told. */
async function noteFailure(tx: Tx, { accountId, endpointId, name, url }: Claimed, at: Date, gone: boolean): Promise<void> {
  const { rows } = await run(
    tx,
    `update webhook_endpoints set failing_since = coalesce(failing_since, $3) where account_id = $1 and endpoint_id = $2 and state <> 'disabled' returning failing_since`,
    [accountId, endpointId, at],
  );
  const since = rows[0]?.['failing_since'] as Date | undefined;
  if (!since || !(gone || at.getTime() - since.getTime() >= failingAtMost)) return;
  const why = gone ? 'gone' : 'failing';
  await run(
    tx,
    `update webhook_endpoints set state = 'disabled', reason = $3, next_at = null, version = version + 1 where account_id = $1 and endpoint_id = $2`,
    [accountId, endpointId, why],
  );
  // What still waited did not get through either: it can be sent again when the endpoint is active once more.
  await run(
    tx,
    `update webhook_deliveries d set state = case when e.kind = 'registration' then 'parked' else 'failed' end, next_at = null, ended_at = $3
       from webhook_endpoints e
      where d.account_id = $1 and d.endpoint_id = $2 and d.state = 'waiting' and e.account_id = d.account_id and e.endpoint_id = d.endpoint_id`,
    [accountId, endpointId, at],
  );
  const told = toldOf({ endpointId, name, url });
  await announce(tx, system('webhooks', accountId), at, WebhookDisabled, { ...told, details: { ...told.details, why }, after: { state: 'disabled' } });
}
