import { Readable } from 'node:stream';
import { may, mayTakeAway, type Rights } from '../../core/access.ts';
import { cursorKey, idKey, instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import { areaOf } from '../audit/contract.ts';
import { addEndpoint, changeEndpoint, type Parts, pauseEndpoint, removeEndpoint, replaceSecret, resumeEndpoint } from './acts.ts';
import { setRegistration } from './acts/registration.ts';
import { redeliver, redeliverFailed, sendTest } from './acts/sending.ts';
import type { WireSigner } from './certificate.ts';
import { type Attempt, type Delivery, type Endpoint, eventNames, type Registration, type webhooks, type WireName, wireOffered } from './contract.ts';
import {
  type AttemptRow,
  countFailed,
  type DeliveryRow,
  type EndpointRow,
  findDelivery,
  findEndpoint,
  findRegistration,
  listAttempts,
  listDeliveries,
  listEndpoints,
} from './queries.ts';

interface Given extends Parts {
  readonly publicUrl: string;
  readonly signer: () => WireSigner;
}
const edits = (rights: Rights): boolean => may(rights, 'webhooks', 'edit');

export const webhooksHandlers = ({ publicUrl, signer, ...parts }: Given): HandlersOf<typeof webhooks> => ({
  listEventTypes: async () => ({ items: eventNames.map((name) => ({ name, area: areaOf(name) ?? 'company' })) }),
  async listEndpoints({ tx, actor, now }, { after, limit }) {
    const rows = await listEndpoints(tx, { limit: limit + 1, after: instantKey(after) });
    const shown = page(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.endpointId],
      (row) => present(row, actor.rights, now),
    );
    return { ...shown, can: { add: edits(actor.rights) } };
  },
  getEndpoint: async ({ tx, actor, now }, { endpointId }) => present(found(await findEndpoint(tx, endpointId)), actor.rights, now),
  addEndpoint: ({ tx, actor, now }, input) => addEndpoint(tx, actor, now, parts, input),
  changeEndpoint: ({ tx, actor, now }, input) => changeEndpoint(tx, actor, now, parts, input),
  pauseEndpoint: ({ tx, actor, now }, input) => pauseEndpoint(tx, actor, now, input),
  resumeEndpoint: ({ tx, actor, now }, input) => resumeEndpoint(tx, actor, now, input),
  async removeEndpoint({ tx, actor, now }, input) {
    await removeEndpoint(tx, actor, now, input);
    return {};
  },
  replaceSecret: ({ tx, actor, now }, { endpointId }) => replaceSecret(tx, actor, now, parts, endpointId),
  sendTest: async ({ tx, now }, { endpointId }) => ({ eventId: await sendTest(tx, now, { endpointId, publicUrl }) }),

  async listDeliveries({ tx }, { after, limit, ...wanted }) {
    const place = instantKey(after);
    const [endpoint, rows] = await Promise.all([
      wanted.endpointId === undefined ? null : findEndpoint(tx, wanted.endpointId),
      listDeliveries(tx, { ...wanted, limit: limit + 1, after: place && { at: place.at, eventId: place.id, endpointId: idKey(cursorKey(after)?.[2]) } }),
    ]);
    if (endpoint !== null) found(endpoint);
    return page(rows, limit, (row) => [row.createdAt.toISOString(), row.eventId, row.endpointId], presentDelivery);
  },
  async getDelivery({ tx, actor, now }, { endpointId, eventId }) {
    const [row, tried] = await Promise.all([findDelivery(tx, endpointId, eventId), listAttempts(tx, endpointId, eventId)]);
    const { body, standing, ...delivery } = found(row);
    const redeliver = edits(actor.rights) && standing === 'active' && (delivery.nextAt === null || delivery.nextAt > now);
    return { ...presentDelivery(delivery), body, tried: tried.map(presentAttempt), can: { redeliver } };
  },
  async redeliver({ tx, actor, now }, input) {
    await redeliver(tx, actor, now, input);
    return {};
  },
  async countFailed({ tx }, { endpointId, since }) {
    const [row, count] = await Promise.all([findEndpoint(tx, endpointId), countFailed(tx, endpointId, since)]);
    found(row);
    return { count };
  },
  redeliverFailed: async ({ tx, actor, now }, input) => ({ count: await redeliverFailed(tx, actor, now, input) }),

  listWireEvents: async () => ({ items: [...wireOffered] }),
  getRegistration: async ({ tx }) => presentRegistration(found(await findRegistration(tx))),
  setRegistration: ({ tx, actor, now }, input) => setRegistration(tx, actor, now, parts, input),
  async sendValidationEvent({ tx, now }) {
    const { endpointId } = found(await findRegistration(tx));
    return { correlationId: await sendTest(tx, now, { endpointId, publicUrl }) };
  },
  async getValidationEvent({ tx, actor }, { correlationId }) {
    const { endpointId } = found(await findRegistration(tx));
    const [row, tried] = await Promise.all([findDelivery(tx, endpointId, correlationId), listAttempts(tx, endpointId, correlationId)]);
    const { isTest, state, url } = found(row);
    if (!isTest) throw new NotFound({});
    const attempts = tried.map(presentAttempt).map(({ at, status, failure, answer }) => ({ at, status, failure, answer }));
    return { correlationId, accountId: actor.accountId, state: state as Delivery['state'], url, attempts };
  },
  async getCertificate(_context, { file }) {
    const bytes = file === 'root.cer' ? signer().root : signer().signing;
    return { type: 'application/pkix-cert', name: null, body: Readable.from([bytes]), cache: 'public' } satisfies Download;
  },
});

/** @throws NotFound */
function found<Row>(row: Row | undefined): Row {
  if (!row) throw new NotFound({});
  return row;
}

function present(row: EndpointRow, rights: Rights, now: Date): Endpoint {
  const { endpointId, name, url, events, failingSince, createdAt, createdBy, version } = row;
  return {
    endpointId,
    name,
    url,
    events,
    failingSince,
    formerUntil: row.formerUntil && row.formerUntil > now ? row.formerUntil : null,
    createdAt,
    createdBy,
    version,
    kind: row.kind as Endpoint['kind'],
    state: row.state as Endpoint['state'],
    reason: row.reason as Endpoint['reason'],
    can: { edit: edits(rights), end: mayTakeAway(rights, 'webhooks') },
  };
}

function presentDelivery({ state, failure, ...row }: DeliveryRow): Delivery {
  const { endpointId, endpoint, eventId, event, isTest, createdAt, attempts, nextAt, endedAt, status } = row;
  return {
    endpointId,
    endpoint,
    eventId,
    event,
    isTest,
    createdAt,
    attempts,
    nextAt,
    endedAt,
    status,
    state: state as Delivery['state'],
    failure: failure as Delivery['failure'],
  };
}

const presentAttempt = ({ attempt, at, durationMs, status, failure, answer }: AttemptRow): Attempt => ({
  attempt,
  at,
  durationMs,
  status,
  failure: failure as Attempt['failure'],
  answer,
});

const presentRegistration = ({ endpointId, url, events, inOwnHeader, state }: EndpointRow): Registration => ({
  subscriberId: endpointId,
  url,
  events: events as WireName[],
  inOwnHeader,
  state: state as Registration['state'],
});
