import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';
import type { Delivery } from './contract.ts';

const here = sql<string>`current_account()`;
export type After = { readonly at: Date; readonly id: string } | undefined;

export function listEndpoints(tx: Tx, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = tx.selectFrom('webhookEndpoints').selectAll().where('accountId', '=', here);
  if (after) query = query.where(sql<boolean>`(created_at, endpoint_id) < (${after.at}, ${after.id})`);
  return query.orderBy('createdAt', 'desc').orderBy('endpointId', 'desc').limit(limit).execute();
}
export type EndpointRow = Awaited<ReturnType<typeof listEndpoints>>[number];

export const findEndpoint = (tx: Tx, endpointId: string) =>
  tx.selectFrom('webhookEndpoints').selectAll().where('accountId', '=', here).where('endpointId', '=', endpointId).executeTakeFirst();

/** Locks it until the transaction ends, so that two changes, or two tests, come one after the other. */
export const findEndpointForUpdate = (tx: Tx, endpointId: string) =>
  tx.selectFrom('webhookEndpoints').selectAll().where('accountId', '=', here).where('endpointId', '=', endpointId).forNoKeyUpdate().executeTakeFirst();

export const findRegistration = (tx: Tx) =>
  tx.selectFrom('webhookEndpoints').selectAll().where('accountId', '=', here).where('kind', '=', 'registration').executeTakeFirst();

export const countEndpoints = async (tx: Tx): Promise<number> => {
  const { count } = await tx
    .selectFrom('webhookEndpoints')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', here)
    .executeTakeFirstOrThrow();
  return count;
};

const deliveries = (tx: Tx) =>
  tx
    .selectFrom('webhookDeliveries as d')
    .innerJoin('webhookEndpoints as e', (on) => on.onRef('e.accountId', '=', 'd.accountId').onRef('e.endpointId', '=', 'd.endpointId'))
    .select([
      'd.endpointId',
      'e.name as endpoint',
      'e.kind',
      'd.eventId',
      'd.event',
      'd.isTest',
      'd.state',
      'd.createdAt',
      'd.attempts',
      'd.nextAt',
      'd.endedAt',
      'd.status',
      'd.failure',
    ])
    .where('d.accountId', '=', here);

export interface Wanted {
  readonly limit: number;
  /** The place after which the page begins; two endpoints may have been told of one event at one instant. */
  readonly after: { readonly at: Date; readonly eventId: string; readonly endpointId: string } | undefined;
  readonly endpointId?: string | undefined;
  readonly state?: Delivery['state'] | undefined;
  readonly event?: string | undefined;
}
export function listDeliveries(tx: Tx, { limit, after, endpointId, state, event }: Wanted) {
  let query = deliveries(tx);
  if (endpointId) query = query.where('d.endpointId', '=', endpointId);
  if (state) query = query.where('d.state', '=', state);
  if (event) query = query.where('d.event', '=', event);
  if (after) query = query.where(sql<boolean>`(d.created_at, d.event_id, d.endpoint_id) < (${after.at}, ${after.eventId}, ${after.endpointId})`);
  return query.orderBy('d.createdAt', 'desc').orderBy('d.eventId', 'desc').orderBy('d.endpointId', 'desc').limit(limit).execute();
}
export type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>[number];

export const findDelivery = (tx: Tx, endpointId: string, eventId: string) =>
  deliveries(tx).select(['d.body', 'e.url', 'e.state as standing']).where('d.endpointId', '=', endpointId).where('d.eventId', '=', eventId).executeTakeFirst();

export const listAttempts = (tx: Tx, endpointId: string, eventId: string) =>
  tx
    .selectFrom('webhookAttempts')
    .selectAll()
    .where('accountId', '=', here)
    .where('endpointId', '=', endpointId)
    .where('eventId', '=', eventId)
    .orderBy('attempt')
    .execute();
export type AttemptRow = Awaited<ReturnType<typeof listAttempts>>[number];

/** Tests that were sent to it since an instant, the newest first. */
export const listTestsSince = (tx: Tx, endpointId: string, since: Date) =>
  tx
    .selectFrom('webhookDeliveries')
    .select('createdAt')
    .where('accountId', '=', here)
    .where('endpointId', '=', endpointId)
    .where('isTest', '=', true)
    .where('createdAt', '>', since)
    .orderBy('createdAt', 'desc')
    .execute();

/** Events that did not get through and are not tried any more; tests are not among them. */
export const countFailed = async (tx: Tx, endpointId: string, since: Date): Promise<number> => {
  const { count } = await tx
    .selectFrom('webhookDeliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', here)
    .where('endpointId', '=', endpointId)
    .where('state', 'in', ['failed', 'parked'])
    .where('isTest', '=', false)
    .where('createdAt', '>=', since)
    .executeTakeFirstOrThrow();
  return count;
};
