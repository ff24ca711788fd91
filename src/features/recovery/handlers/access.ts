import { foldEmail } from '../../../core/text.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor, OperatorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Sight } from '../../../server/db.ts';
import type { Download } from '../../../server/http.ts';
import { parsePhone } from '../../../server/phone.ts';
import { hashToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { knock, knockAt, proveHuman } from '../../identity/acts/proving.ts';
import { attachFile } from '../../support/acts/requests.ts';
import { findRequest } from '../../support/queries/requests.ts';
import { viewAsked, viewCase } from '../presentAccess.ts';
import * as acts from '../acts/access.ts';
import { claimsOf } from '../acts/accessCases.ts';
import * as desk from '../acts/accessDesk.ts';
import { type AccessCase, type accessEndpoints, AccessNotOnFile, AccessTicketOver, type AskedAdmin } from '../contract/access.ts';
import type { RecoveryParts } from '../handlers.ts';
import { cluesOf, findCase, findCaseByTicket, listCandidates, listCasesOf, listPeopleNamed } from '../queries/access.ts';

type Agent = Context<OperatorActor>;
type Admin = Context<MemberActor>;
const across = (why: string): Sight => ({ across: why });

export const accessHandlers = (parts: RecoveryParts): HandlersOf<typeof accessEndpoints> => ({
  ...strangers(parts),
  ...admins(parts),
  ...reading(parts),
  ...deciding(parts),
});

type Part<Name extends keyof typeof accessEndpoints> = Pick<HandlersOf<typeof accessEndpoints>, Name>;

const strangers = ({ secrets, files }: RecoveryParts): Part<'requestAccess' | 'addAccessEvidence'> => ({
  async requestAccess(context, { human, givenName, familyName, email, phone: typed, ...wanted }) {
    const { apart, actor, now, request } = context;
    const phone = typed ? parsePhone(typed, wanted.claims.country) : undefined;
    if (typed && !phone) throw new RequestInvalid({ fields: { phone: 'phone' } });
    await proveHuman(context, secrets, human, email);
    await apart((tx) => knock(tx, now, knockAt(secrets, 'recovery', `access ${foldEmail(email)}`, request.address)));
    // Nothing here depends on what is claimed: a job looks the company up.
    const { number, ticket } = await apart(
      (tx) => acts.openAccessRequest(tx, actor, now, { ...wanted, name: { givenName, familyName }, email, phone: phone?.e164 ?? null }),
      across('a request for access'),
    );
    return { number, ticket };
  },
  async addAccessEvidence({ apart, now }, { ticket, shows, name, content }) {
    const found = await apart((tx) => findCaseByTicket(tx, hashToken(ticket)), across('the ticket of a request'));
    if (!found?.ticketUntil || found.ticketUntil <= now || found.state === 'done') throw new AccessTicketOver({});
    const bytes = Buffer.from(content, 'base64');
    return apart((tx) => attachFile(tx, files, now, { requestId: found.requestId, shows, name, bytes }), across('evidence for a request'));
  },
});

/** A member's transaction sees no case; what is shown of one is chosen here. */
const company = ({ actor }: Admin): Sight => ({ accountId: actor.accountId, personId: actor.personId, across: 'requests for access to a company' });

const admins = ({ translator }: RecoveryParts): Part<'listAccessRequests' | 'answerAccessRequest'> => ({
  listAccessRequests: (context, { after, limit }) =>
    context.apart(async (tx) => {
      const rows = await listCasesOf(tx, context.actor.accountId, limit + 1, instantKey(after));
      const people = await listPeopleNamed(
        tx,
        context.actor.accountId,
        rows.map(({ email }) => email),
      );
      const personOf = (email: string) => people.find((person) => foldEmail(person.email) === foldEmail(email))?.personId ?? null;
      return page(
        rows,
        limit,
        (row) => [row.createdAt.toISOString(), row.requestId],
        (row) => viewAsked(row, context.actor, row.personId ?? personOf(row.email)),
      );
    }, company(context)),
  answerAccessRequest: (context, { requestId, answer }) =>
    context.apart(async (tx): Promise<AskedAdmin> => {
      await acts.answerForCompany(tx, context.actor, context.now, { requestId, answer }, translator);
      const row = (await listCasesOf(tx, context.actor.accountId, 500)).find((each) => each.requestId === requestId);
      if (!row) throw new NotFound({});
      const [person] = await listPeopleNamed(tx, context.actor.accountId, [row.email]);
      return viewAsked(row, context.actor, row.personId ?? person?.personId ?? null);
    }, company(context)),
});

/** @throws NotFound */
async function caseRows(tx: Tx, requestId: string) {
  const [row, request] = await Promise.all([findCase(tx, requestId), findRequest(tx, requestId)]);
  if (!row || !request) throw new NotFound({});
  return { row, request };
}
async function shown({ actor, now }: Agent, tx: Tx, requestId: string): Promise<AccessCase> {
  const { row, request } = await caseRows(tx, requestId);
  return viewCase(tx, actor, now, row, request);
}

const reading = ({ files }: RecoveryParts): Part<'getAccessCase' | 'findCompanies' | 'getAccessFile'> => ({
  // The look is kept with the answer, or there is no answer.
  getAccessCase: (context, { requestId }) =>
    context.apart(async (tx) => {
      const locked = await caseRows(tx, requestId);
      await desk.noteLook(tx, context.actor, context.now, locked, null);
      return shown(context, tx, requestId);
    }, across('recovery.getAccessCase')),
  findCompanies: ({ apart }, { requestId, search }) =>
    apart(async (tx) => {
      const { row, request } = await caseRows(tx, requestId);
      return { items: await listCandidates(tx, cluesOf(claimsOf(row), request.email), search) };
    }, across('recovery.findCompanies')),
  async getAccessFile({ apart, actor, now }, { requestId, fileId }) {
    const { name } = await apart((tx) => desk.openFile(tx, actor, now, requestId, fileId), across('recovery.getAccessFile'));
    // Whatever it is, the browser saves it and opens nothing.
    return { type: 'application/octet-stream', name, body: files.get(fileId), cache: 'private' } satisfies Download;
  },
});

type Deciding =
  | 'matchCompany'
  | 'checkItem'
  | 'noteCallBack'
  | 'addAccessNote'
  | 'askAsker'
  | 'refuseAccess'
  | 'redirectAccess'
  | 'prepareAccess'
  | 'sendBackAccess'
  | 'approveAccess';
const deciding = ({ translator }: RecoveryParts): Part<Deciding> => {
  const after = async (context: Agent, requestId: string, act: (tx: Tx) => Promise<unknown>): Promise<AccessCase> => {
    await act(context.tx);
    return shown(context, context.tx, requestId);
  };
  return {
    matchCompany: (context, input) => after(context, input.requestId, (tx) => acts.match(tx, context.actor, context.now, input)),
    checkItem: (context, input) => after(context, input.requestId, (tx) => desk.check(tx, context.actor, context.now, input)),
    async noteCallBack(context, { key, ...input }) {
      const { row, request } = await caseRows(context.tx, input.requestId);
      const { onFile } = await viewCase(context.tx, context.actor, context.now, row, request);
      const called = onFile.find((each) => each.key === key && each.hasStood);
      // Without old data there is nobody to call; with it, one of them was.
      if ((key === null) !== (input.result === 'none_on_file') || (key !== null && !called) || (key === null && onFile.some(({ hasStood }) => hasStood)))
        throw new AccessNotOnFile({});
      return after(context, input.requestId, (tx) => desk.callBack(tx, context.actor, context.now, { ...input, value: called?.value ?? null }));
    },
    addAccessNote: (context, input) => after(context, input.requestId, (tx) => desk.writeNote(tx, context.actor, context.now, input)),
    askAsker: (context, input) => after(context, input.requestId, (tx) => desk.askAsker(tx, context.actor, context.now, input)),
    refuseAccess: (context, input) => after(context, input.requestId, (tx) => desk.refuse(tx, context.actor, context.now, input, translator)),
    redirectAccess: (context, input) => after(context, input.requestId, (tx) => desk.redirect(tx, context.actor, context.now, input, translator)),
    prepareAccess: (context, input) => after(context, input.requestId, (tx) => desk.prepare(tx, context.actor, context.now, input)),
    sendBackAccess: (context, input) => after(context, input.requestId, (tx) => desk.sendBack(tx, context.actor, context.now, input)),
    approveAccess: (context, input) => after(context, input.requestId, (tx) => desk.approve(tx, context.actor, context.now, input, translator)),
  };
};
