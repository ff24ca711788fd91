import { sql, type Updateable } from 'kysely';
import type { Announcement } from '../../core/announcement.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../core/problems.ts';
import type { MemberActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { Outgoing } from '../../server/outgoing.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { Tables } from '../../server/tables.ts';
import { run, type Tx } from '../../server/tx.ts';
import {
  bothSecretsHours,
  EndpointNotActive,
  endpointsAtMost,
  TooManyEndpoints,
  WebhookAdded,
  WebhookChanged,
  WebhookPaused,
  WebhookRemoved,
  WebhookResumed,
  WebhookSecretReplaced,
} from './contract.ts';
import { hostOf, wrongWith } from './policy.ts';
import { countEndpoints, type EndpointRow, findEndpointForUpdate } from './queries.ts';
import { newSecret } from './signature.ts';

const here = sql<string>`current_account()`;

export interface Parts {
  readonly secrets: Secrets;
  readonly outgoing: Outgoing;
}
export interface Described {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
}
/** What is written of one, and the version that was read. */
export interface Versioned {
  readonly endpointId: string;
  readonly version: number;
}

/** @throws RequestInvalid */
export function checkAddress({ outgoing }: Parts, url: string): void {
  const wrong = wrongWith(url, outgoing.allows(url));
  if (wrong) throw new RequestInvalid({ fields: { url: wrong } });
}

/** From the end of the log as it is now: what was before is not told. */
export const followLog = (tx: Tx) =>
  run(
    tx,
    `insert into webhook_followers (account_id, place)
     select current_account(), coalesce((select place from seal_chains where account_id = current_account()), 0) on conflict (account_id) do nothing`,
  );

export const toldOf = ({ endpointId, name, url }: Pick<EndpointRow, 'endpointId' | 'name' | 'url'>) => ({
  subjectId: endpointId,
  details: { name, host: hostOf(url) },
});

/** Makes an endpoint; the secret is in the answer and, sealed, in the table. @throws RequestInvalid, TooManyEndpoints */
export async function addEndpoint(tx: Tx, actor: MemberActor, now: Date, parts: Parts, { name, url, events }: Described) {
  checkAddress(parts, url);
  // Two at once would both find room.
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('webhooks of ' || current_account()::text, 0))");
  if ((await countEndpoints(tx)) >= endpointsAtMost) throw new TooManyEndpoints({ most: endpointsAtMost });
  const value = newSecret();
  const endpointId = crypto.randomUUID();
  await followLog(tx);
  await tx
    .insertInto('webhookEndpoints')
    .values({
      endpointId,
      kind: 'endpoint',
      name,
      url,
      events: [...events],
      secret: parts.secrets.seal(value),
      since: now,
      createdAt: now,
      createdBy: actor.name,
    })
    .execute();
  await announce(tx, actor, now, WebhookAdded, { ...toldOf({ endpointId, name, url }), after: { name, events: [...events] } });
  return { endpointId, value };
}

/** @throws NotFound, ChangedMeanwhile */
async function locked(tx: Tx, { endpointId, version }: Versioned): Promise<EndpointRow> {
  const row = await findEndpointForUpdate(tx, endpointId);
  if (!row) throw new NotFound({});
  if (row.version !== version) throw new ChangedMeanwhile({});
  return row;
}

/** Writes what differs, as the next version. */
export async function write(tx: Tx, { endpointId, version: read }: Pick<EndpointRow, 'endpointId' | 'version'>, set: Updateable<Tables['webhookEndpoints']>) {
  const version = read + 1;
  await tx
    .updateTable('webhookEndpoints')
    .set({ ...set, version })
    .where('accountId', '=', here)
    .where('endpointId', '=', endpointId)
    .execute();
  return { version };
}

export async function changeEndpoint(tx: Tx, actor: MemberActor, now: Date, parts: Parts, { name, url, events, ...which }: Versioned & Described) {
  checkAddress(parts, url);
  const row = await locked(tx, which);
  // The registration is what a program of the company's has made of it: its words for events are others.
  if (row.kind === 'registration') throw new NotFound({});
  const written = await write(tx, row, { name, url, events: [...events] });
  await announce(tx, actor, now, WebhookChanged, {
    ...toldOf({ ...row, name, url }),
    before: { name: row.name, host: hostOf(row.url), events: row.events },
    after: { name, host: hostOf(url), events: [...events] },
  });
  return written;
}

/** @throws EndpointNotActive */
export async function pauseEndpoint(tx: Tx, actor: MemberActor, now: Date, which: Versioned) {
  const row = await locked(tx, which);
  if (row.state !== 'active') throw new EndpointNotActive({});
  const written = await write(tx, row, { state: 'paused' });
  await tell(tx, actor, now, WebhookPaused, row, 'paused');
  return written;
}

/** Sends again, also what still waits; what happened meanwhile is not told. */
export async function resumeEndpoint(tx: Tx, actor: MemberActor, now: Date, which: Versioned) {
  const row = await locked(tx, which);
  if (row.state === 'active') return { version: row.version };
  const written = await write(tx, row, { state: 'active', reason: null, since: now, failingSince: null, nextAt: now });
  await tell(tx, actor, now, WebhookResumed, row, 'active');
  return written;
}

export async function removeEndpoint(tx: Tx, actor: MemberActor, now: Date, which: Versioned): Promise<void> {
  const row = await locked(tx, which);
  await tx.deleteFrom('webhookEndpoints').where('accountId', '=', here).where('endpointId', '=', row.endpointId).execute();
  await announce(tx, actor, now, WebhookRemoved, toldOf(row));
}

/** Makes a new secret; the one before signs beside it for a day. @throws NotFound */
export async function replaceSecret(tx: Tx, actor: MemberActor, now: Date, { secrets }: Parts, endpointId: string) {
  const row = await findEndpointForUpdate(tx, endpointId);
  if (!row) throw new NotFound({});
  const value = newSecret();
  const formerUntil = new Date(now.getTime() + bothSecretsHours * 3_600_000);
  await write(tx, row, { secret: secrets.seal(value), formerSecret: row.secret, formerUntil });
  await announce(tx, actor, now, WebhookSecretReplaced, toldOf(row));
  return { value, formerUntil };
}

/** Every endpoint of the running account, with what was sent to it: the account closes or becomes part of another. */
export async function dropEverything(tx: Tx, accountId: string): Promise<void> {
  for (const table of ['webhook_endpoints', 'webhook_followers']) await run(tx, `delete from ${table} where account_id = $1`, [accountId]);
}

const tell = (tx: Tx, actor: MemberActor, now: Date, what: Announcement<(typeof WebhookPaused)['details']>, row: EndpointRow, state: string) =>
  announce(tx, actor, now, what, { ...toldOf(row), before: { state: row.state }, after: { state } });
