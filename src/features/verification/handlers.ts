import { levelHeld, may } from '../../core/access.ts';
import { idKey, instantKey, page } from '../../core/page.ts';
import { type Contact, fullName } from '../../core/person.ts';
import { NotFound } from '../../core/problems.ts';
import { operatorRoles } from '../../core/roles.ts';
import { fold } from '../../core/text.ts';
import type { MemberActor, OperatorActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import { enter } from '../../server/db.ts';
import type { FileStore } from '../../server/files.ts';
import type { Download } from '../../server/http.ts';
import { bytesOfPaper, withPapers } from '../../server/papers.ts';
import { WhoHolds } from '../accounts/contract.ts';
import { editorsOf } from '../accounts/policy.ts';
import { findAccount, getAccount, listDomains, listDuplicates } from '../accounts/queries.ts';
import { getCenter } from '../center/queries.ts';
import { answerVerifier, askCompany, authorize, compareCase, judgePaper, proposeRejection, reject, sendPaper, settleProposal } from './acts.ts';
import type { Case, Next, verification, VerificationShown } from './contract.ts';
import { moved, type NextStep, nextOf, stepsOf } from './policy.ts';
import { factsOf, presentCase, presentChecks, presentHappened, presentLine, presentPaper, presentStanding } from './present.ts';
import { findPaper, findVerification, isSecondThere, listCases, listFindings, listHappened, listPapers, type PaperRow } from './queries.ts';

type Member = Context<MemberActor>;
type Operator = Context<OperatorActor>;

export const verificationHandlers = ({ files }: { readonly files: FileStore }): HandlersOf<typeof verification> => ({
  getVerification: shown,
  async answerVerifier(context, { answer }) {
    await answerVerifier(context.tx, context.actor, context.now, answer);
    return shown(context);
  },
  async sendPaper(context, { kind, paper }) {
    const { tx, actor, now } = context;
    await withPapers(files, [bytesOfPaper(paper)], async ([kept]) => {
      if (kept) await sendPaper(tx, actor, now, kind, kept);
    });
    return shown(context);
  },
  getSentPaper: async ({ tx }, { fileId }) => download(files, await findPaper(tx, fileId)),
  async getCasePaper({ apart }, { accountId, fileId }) {
    return download(files, await apart((tx) => findPaper(tx, fileId), { across: 'verification.getCasePaper', accountId }));
  },
  async listCases({ tx, now }, { queue, search, after, limit }) {
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const place = instantKey(after);
    const rows = await listCases(tx, { queue, words, now, limit: limit + 1, after: place && { at: place.at, id: idKey(place.id) } });
    return page(rows, limit, (row) => [row.vettingChangedAt.toISOString(), row.accountId], presentLine);
  },
  // A read sends each bundle of statements by itself: to stay in one account, they need a transaction of their own.
  getCase: (context, { accountId }) => context.apart((tx) => caseOf({ ...context, tx }), { across: 'verification.getCase', accountId }),
  async decide(context, { accountId, version, decision, reason, note }) {
    const { tx, actor, now } = context;
    await enter(tx, { accountId });
    if (decision === 'authorize') await authorize(tx, actor, now, version, note);
    else {
      const act = (await needsSecond(context)) ? proposeRejection : reject;
      await act(tx, actor, now, version, { reason: reason ?? 'other', note });
    }
    return caseOf(context);
  },
  async settleProposal(context, { accountId, version, agree }) {
    await enter(context.tx, { accountId });
    await settleProposal(context.tx, context.actor, context.now, version, { agree });
    return caseOf(context);
  },
  async askCompany(context, { accountId, version, question }) {
    await enter(context.tx, { accountId });
    await askCompany(context.tx, context.actor, context.now, version, question);
    return caseOf(context);
  },
  async compareCase(context, { accountId, version, ...said }) {
    await enter(context.tx, { accountId });
    await compareCase(context.tx, context.actor, context.now, version, said);
    return caseOf(context);
  },
  async judgePaper(context, { accountId, fileId, ...verdict }) {
    await enter(context.tx, { accountId });
    await judgePaper(context.tx, context.actor, context.now, fileId, verdict);
    return caseOf(context);
  },
});

/** @throws NotFound */
function download(files: FileStore, paper: PaperRow | undefined): Download {
  if (!paper) throw new NotFound({});
  return { type: paper.type, name: paper.name, body: files.get(paper.fileId), cache: 'private' };
}

/** A rejection takes a second verifier, unless the operator has nobody else who could be one: then nothing would ever be decided. */
function needsSecond({ tx, actor, now }: Pick<Operator, 'tx' | 'actor' | 'now'>): Promise<boolean> {
  const roles = operatorRoles.filter((role) => levelHeld(role, 'op.verification', actor.rights.overrides) === 'edit');
  return isSecondThere(tx, now, roles, actor.personId);
}

/** @throws NotFound */
async function caseOf(context: Pick<Operator, 'tx' | 'actor' | 'now'>): Promise<Case> {
  const { tx, actor } = context;
  const row = await findAccount(tx);
  if (!row) throw new NotFound({});
  const [kept, domains, duplicates, happened, papers, findings, fourEyes] = await Promise.all([
    findVerification(tx),
    listDomains(tx),
    listDuplicates(tx, row),
    listHappened(tx),
    listPapers(tx),
    listFindings(tx),
    needsSecond(context),
  ]);
  return presentCase(
    row,
    {
      kept,
      domains,
      duplicates: duplicates.map((other) => ({ ...other, state: other.state as Case['duplicates'][number]['state'] })),
      happened,
      papers,
      findings,
      fourEyes,
    },
    actor,
  );
}

async function shown({ tx, actor, ask }: Member): Promise<VerificationShown> {
  const [row, kept, domains, happened, center, papers, findings] = await Promise.all([
    getAccount(tx),
    findVerification(tx),
    listDomains(tx),
    listHappened(tx),
    getCenter(tx),
    listPapers(tx),
    listFindings(tx),
  ]);
  const facts = factsOf(row, domains);
  const contact = row.primaryContact as Contact;
  const mayAnswer = may(actor.rights, 'verification', 'edit');
  return {
    company: row.name,
    ...presentStanding(row, kept),
    contact: { name: fullName(contact), email: contact.email, confirmedAt: row.primaryContactConfirmedAt },
    steps: stepsOf(facts),
    next: await presentNext(nextOf(facts), actor, ask),
    checks: presentChecks(row, findings),
    papers: papers.map(presentPaper),
    history: happened.flatMap(presentHappened),
    desk: { name: center.name, email: center.deskEmail, phone: center.deskPhone },
    can: {
      answer: mayAnswer && moved(facts.status, 'answer') !== undefined,
      send: mayAnswer && moved(facts.status, 'papers') !== undefined,
      resend: mayAnswer && !facts.contactConfirmed,
    },
  };
}

/** The next step, with who may do it when the reader may not. */
async function presentNext({ permission, ...next }: NextStep, { rights }: MemberActor, ask: Member['ask']): Promise<Next> {
  if (permission === null || may(rights, permission, 'edit')) return { ...next, can: permission !== null, roles: [], people: [] };
  const roles = editorsOf(permission, rights);
  const people = (await ask(WhoHolds, { roles })).flat().slice(0, 3);
  return { ...next, can: false, roles, people: people.map(({ personId, name, email }) => ({ personId, name, email })) };
}
