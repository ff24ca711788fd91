import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { checkAddress, followLog, type Parts, toldOf, write } from '../acts.ts';
import { type Registration, WebhookAdded, WebhookChanged, type WireName } from '../contract.ts';
import { hostOf } from '../policy.ts';
import { findEndpointForUpdate, findRegistration } from '../queries.ts';
import { newSecret } from '../signature.ts';

interface Registered {
  readonly url: string;
  readonly events: readonly WireName[];
  readonly inOwnHeader: boolean;
  /** Replaces only: there must be one. */
  readonly onlyIfThere: boolean;
}

/**
 * Makes the one registration of the company, or puts these words in its place; a disabled or paused one goes on with it.
 * @throws RequestInvalid, NotFound
 */
export async function setRegistration(tx: Tx, actor: MemberActor, now: Date, parts: Parts, { onlyIfThere, ...wanted }: Registered): Promise<Registration> {
  checkAddress(parts, wanted.url);
  // Two programs that register at once: the second one replaces.
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('webhooks of ' || current_account()::text, 0))");
  const found = await findRegistration(tx);
  if (!found && onlyIfThere) throw new NotFound({});
  const events = [...new Set(wanted.events)];
  const subscriberId = found?.endpointId ?? crypto.randomUUID();
  const { url, inOwnHeader } = wanted;
  const host = hostOf(url);
  const registration = { subscriberId, url, events, inOwnHeader, state: 'active' as const };
  if (found) {
    const row = (await findEndpointForUpdate(tx, subscriberId)) ?? found;
    const again = row.state === 'active' ? {} : { state: 'active', reason: null, since: now, failingSince: null, nextAt: now };
    await write(tx, row, { url, events, inOwnHeader, ...again });
    await announce(tx, actor, now, WebhookChanged, {
      ...toldOf({ ...row, url }),
      before: { host: hostOf(row.url), events: row.events },
      after: { host, events },
    });
    return registration;
  }
  await followLog(tx);
  await tx
    .insertInto('webhookEndpoints')
    .values({
      endpointId: subscriberId,
      kind: 'registration',
      name: host,
      url,
      events,
      inOwnHeader,
      secret: parts.secrets.seal(newSecret()),
      since: now,
      createdAt: now,
      createdBy: actor.name,
    })
    .execute();
  await announce(tx, actor, now, WebhookAdded, { ...toldOf({ endpointId: subscriberId, name: host, url }), after: { events } });
  return registration;
}
