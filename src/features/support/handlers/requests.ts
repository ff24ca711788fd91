import { may } from '../../../core/access.ts';
import { fullName } from '../../../core/person.ts';
import { idKey, instantKey, page } from '../../../core/page.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { findMember, listMembers } from '../../members/queries.ts';
import { addMessage, attachFile, closeRequest, handOverRequest, openRequest, reopenRequest, shareRequest } from '../acts/requests.ts';
import { type MyRequest, RequestClosed, type requestsEndpoints, severities } from '../contract/requests.ts';
import { isTopic } from '../contract/topics.ts';
import type { SupportParts } from '../handlers.ts';
import { canReopen, mayDecide, maySee } from '../policy/requests.ts';
import { getWorkingCalendar } from '../../center/queries/calendar.ts';
import { promisedAt } from '../policy/promise.ts';
import { presentFacts, presentLine } from '../presentRequests.ts';
import { listOwnRequests } from '../queries/requestLists.ts';
import { findRequest, listFiles, listLooks, listMessages, type RequestRow } from '../queries/requests.ts';
import { deskHandlers } from './deskRequests.ts';
import { followedHandlers } from './followedRequests.ts';

type Ctx = Context<MemberActor>;
const HEIRS = 20;

export const requestsHandlers = (parts: SupportParts): HandlersOf<typeof requestsEndpoints> => ({
  async listRequests({ tx, actor }, { show, after, limit }) {
    const place = instantKey(after);
    const seeAll = may(actor.rights, 'support.requests', 'view');
    const rows = await listOwnRequests(tx, {
      personId: actor.personId,
      all: seeAll,
      closed: show === 'closed',
      limit: limit + 1,
      after: place && { at: place.at, id: idKey(place.id) },
    });
    const keyOf = (row: RequestRow) => [row.changedAt.toISOString(), row.requestId];
    const listed = page(rows, limit, keyOf, (row) => ({ ...presentLine(row), isMine: row.personId === actor.personId, forTeam: row.forTeam }));
    return { ...listed, can: { open: true, seeAll } };
  },
  async promiseAnswers({ tx, now }, { locale }) {
    const calendar = await getWorkingCalendar(tx);
    const [critical, moderate, minimal] = severities.map((severity) => promisedAt(now, { locale, severity }, calendar));
    const { zone, opens, closes, days } = calendar;
    return { critical: critical ?? now, moderate: moderate ?? now, minimal: minimal ?? now, zone, opens, closes, days: [...days] };
  },
  async openRequest({ tx, actor, now }, { topic, ...wanted }) {
    if (!isTopic(topic)) throw new RequestInvalid({ fields: { topic: 'invalid_value' } });
    const { accountId, personId, name, email } = actor;
    const phone = (await findMember(tx, now, personId))?.phone ?? null;
    const opened = await openRequest(tx, actor, now, { ...wanted, kind: 'question', topic, accountId, personId, name, email, phone });
    const row = await findRequest(tx, opened.requestId);
    return { ...opened, promisedAt: row?.promisedAt ?? now };
  },
  getRequest: (context, { requestId }) => shown(context, requestId),
  async writeToRequest(context, { requestId, text }) {
    await see(context.tx, context.actor, requestId);
    await addMessage(context.tx, context.actor, context.now, { requestId, side: 'asker', text });
    return shown(context, requestId);
  },
  async addRequestFile({ tx, apart, actor, now }, { requestId, name, content, shows }) {
    const row = await apart((t) => see(t, actor, requestId));
    if (row.state === 'closed') throw new RequestClosed({ number: row.number });
    return attachFile(tx, parts.files, now, { requestId, shows, name, bytes: Buffer.from(content, 'base64') }, actor);
  },
  async getRequestFile({ tx, actor }, { requestId, fileId }) {
    await see(tx, actor, requestId);
    const file = (await listFiles(tx, requestId)).find((each) => each.fileId === fileId);
    if (!file) throw new NotFound({});
    return { type: file.type, name: file.name, body: parts.files.get(fileId), cache: 'private' } satisfies Download;
  },
  async closeRequest(context, { requestId, solved }) {
    await decide(context, requestId);
    await closeRequest(context.tx, context.actor, context.now, { requestId, outcome: solved ? 'solved' : 'withdrawn', side: 'asker' });
    return shown(context, requestId);
  },
  async reopenRequest(context, { requestId, text }) {
    await decide(context, requestId);
    await reopenRequest(context.tx, context.actor, context.now, { requestId, text, side: 'asker' });
    return shown(context, requestId);
  },
  async listRequestHeirs({ tx, actor, now }, { requestId, search }) {
    const row = await see(tx, actor, requestId);
    if (!mayDecide(actor, row)) throw new NotFound({});
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const found = await listMembers(tx, { now, locale: actor.locale, limit: HEIRS + 1, words, state: 'active' });
    const others = found.filter(({ personId }) => personId !== row.personId).slice(0, HEIRS);
    return { items: others.map((member) => ({ personId: member.personId, name: fullName(member), email: member.email })) };
  },
  async handOverRequest(context, { requestId, personId }) {
    const { tx, actor, now } = context;
    await decide(context, requestId);
    return { name: await handOverRequest(tx, actor, now, { requestId, personId }) };
  },
  async shareRequest(context, { requestId, forTeam }) {
    await decide(context, requestId);
    await shareRequest(context.tx, context.actor, context.now, { requestId, forTeam });
    return shown(context, requestId);
  },
  ...followedHandlers(parts),
  ...deskHandlers(parts),
});

/** @throws NotFound for what is somebody else's, as for what never was */
async function see(tx: Tx, actor: MemberActor, requestId: string): Promise<RequestRow> {
  const row = await findRequest(tx, requestId);
  if (!row || !maySee(actor, row)) throw new NotFound({});
  return row;
}
/** @throws NotFound */
async function decide({ tx, actor }: Ctx, requestId: string): Promise<void> {
  if (!mayDecide(actor, await see(tx, actor, requestId))) throw new NotFound({});
}

async function shown({ tx, actor, now }: Ctx, requestId: string): Promise<MyRequest> {
  const [row, messages, files, looks] = await Promise.all([
    see(tx, actor, requestId),
    listMessages(tx, requestId, { notes: false }),
    listFiles(tx, requestId),
    listLooks(tx, requestId),
  ]);
  const decides = mayDecide(actor, row);
  const isOver = row.state === 'closed';
  return {
    ...presentFacts(row, messages, files),
    isMine: row.personId === actor.personId,
    forTeam: row.forTeam,
    looks,
    can: { write: !isOver, close: decides && !isOver, reopen: decides && canReopen(row, now), share: decides, handOver: decides && !isOver },
  };
}
