import { holdersOf, may } from '../../../core/access.ts';
import { fullName } from '../../../core/person.ts';
import { idKey, instantKey, page } from '../../../core/page.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { factsOf } from '../../../core/roles.ts';
import { fold } from '../../../core/text.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { addMessage, assignRequest, closeRequest, noteLook, reopenRequest } from '../acts/requests.ts';
import type { deskEndpoints, DeskRequest } from '../contract/deskRequests.ts';
import type { SupportParts } from '../handlers.ts';
import { canReopen } from '../policy/requests.ts';
import { presentDeskFacts, presentDeskLine, presentFacts } from '../presentRequests.ts';
import { findDeskRequest, listAgents, listDeskRequests, listRecent, listRolesOf } from '../queries/requestLists.ts';
import { findRequest, listFiles, listMessages } from '../queries/requests.ts';

type Ctx = Context<OperatorActor>;

export const deskHandlers = ({ files }: SupportParts): HandlersOf<typeof deskEndpoints> => ({
  async listDeskRequests({ tx, actor }, { search, after, limit, ...wanted }) {
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const place = instantKey(after);
    const rows = await listDeskRequests(tx, {
      ...wanted,
      words,
      personId: actor.personId,
      limit: limit + 1,
      after: place && { at: place.at, id: idKey(place.id) },
    });
    return page(rows, limit, (row) => [row.place.toISOString(), row.requestId], presentDeskLine);
  },
  async getDeskRequest(context, { requestId }) {
    await context.apart((tx) => look({ ...context, tx }, requestId));
    return shown(context, requestId);
  },
  async getDeskFile(context, { requestId, fileId }) {
    await context.apart((tx) => look({ ...context, tx }, requestId));
    const file = (await listFiles(context.tx, requestId)).find((each) => each.fileId === fileId);
    if (!file) throw new NotFound({});
    return { type: file.type, name: file.name, body: files.get(fileId), cache: 'private' } satisfies Download;
  },
  async listAgents({ tx, actor, now }) {
    const found = await listAgents(tx, agentRoles(actor), now);
    return { items: found.map((one) => ({ personId: one.personId, name: fullName(one) })) };
  },
  async assignRequest(context, { requestId, from, to }) {
    const { tx, actor, now } = context;
    await look(context, requestId);
    const agent = to === null ? null : (await listAgents(tx, agentRoles(actor), now)).find(({ personId }) => personId === to);
    if (agent === undefined) throw new RequestInvalid({ fields: { to: 'not_active_here' } });
    await assignRequest(tx, actor, now, { requestId, from, to: agent && { personId: agent.personId, name: fullName(agent) } });
    return shown(context, requestId);
  },
  async answerRequest(context, { requestId, text, as }) {
    const { tx, actor, now } = context;
    await look(context, requestId);
    await addMessage(tx, actor, now, { requestId, side: as === 'note' ? 'note' : 'desk', text, asksBack: as === 'question' });
    return shown(context, requestId);
  },
  async closeDeskRequest(context, { requestId, outcome, text }) {
    await look(context, requestId);
    await closeRequest(context.tx, context.actor, context.now, { requestId, outcome, text, side: 'desk' });
    return shown(context, requestId);
  },
  async reopenDeskRequest(context, { requestId, text }) {
    await look(context, requestId);
    await reopenRequest(context.tx, context.actor, context.now, { requestId, text, side: 'desk' });
    return shown(context, requestId);
  },
});

/** Finds the request and notes that the agent has seen it. Requests for access have a page and rules of their own. @throws NotFound */
async function look({ tx, actor, now }: Pick<Ctx, 'tx' | 'actor' | 'now'>, requestId: string): Promise<void> {
  const row = await findRequest(tx, requestId);
  if (row?.kind !== 'question') throw new NotFound({});
  await noteLook(tx, actor, now, row);
}
const agentRoles = ({ rights }: OperatorActor) => holdersOf('op.support', 'edit', rights.overrides).filter((role) => factsOf(role).kind === 'operator');

async function shown({ tx, actor, now }: Ctx, requestId: string): Promise<DeskRequest> {
  const row = await findDeskRequest(tx, requestId);
  if (!row) throw new NotFound({});
  const [messages, files, roles, recent] = await Promise.all([
    listMessages(tx, requestId, { notes: true }),
    listFiles(tx, requestId),
    row.accountId && row.personId ? listRolesOf(tx, row.accountId, row.personId, now) : [],
    listRecent(tx, row),
  ]);
  const works = may(actor.rights, 'op.support', 'edit');
  const isOver = row.state === 'closed';
  const { reopenUntil: _, ...facts } = presentFacts(row, messages, files);
  return {
    ...facts,
    ...presentDeskFacts(row),
    roles: roles.map(({ role }) => role),
    recent,
    can: { work: works, write: works && !isOver, close: works && !isOver, reopen: works && canReopen(row, now) },
  };
}
