import { may } from '../../core/access.ts';
import { idKey, instantKey, page } from '../../core/page.ts';
import { type Contact, fullName } from '../../core/person.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import { enter } from '../../server/db.ts';
import type { Tx } from '../../server/tx.ts';
import { WhoHolds } from '../accounts/contract.ts';
import { editorsOf } from '../accounts/policy.ts';
import { findAccount, getAccount, listDomains, listDuplicates } from '../accounts/queries.ts';
import { getCenter } from '../center/queries.ts';
import { answerVerifier, askCompany, authorize, reject } from './acts.ts';
import type { Case, Next, verification, VerificationShown } from './contract.ts';
import { moved, type NextStep, nextOf, stepsOf } from './policy.ts';
import { factsOf, presentCase, presentHappened, presentLine, presentStanding } from './present.ts';
import { findVerification, listCases, listHappened } from './queries.ts';

type Member = Context<MemberActor>;

export const verificationHandlers: HandlersOf<typeof verification> = {
  getVerification: shown,
  async answerVerifier(context, { answer }) {
    await answerVerifier(context.tx, context.actor, context.now, answer);
    return shown(context);
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
  getCase: ({ apart, actor }, { accountId }) => apart((tx) => caseOf(tx, actor.rights), { across: 'verification.getCase', accountId }),
  async decide({ tx, actor, now }, { accountId, version, decision, reason, note }) {
    await enter(tx, { accountId });
    if (decision === 'authorize') await authorize(tx, actor, now, version, note);
    else await reject(tx, actor, now, version, { reason: reason ?? 'other', note });
    return caseOf(tx, actor.rights);
  },
  async askCompany({ tx, actor, now }, { accountId, version, question }) {
    await enter(tx, { accountId });
    await askCompany(tx, actor, now, version, question);
    return caseOf(tx, actor.rights);
  },
};

/** @throws NotFound */
async function caseOf(tx: Tx, rights: Parameters<typeof presentCase>[2]): Promise<Case> {
  const row = await findAccount(tx);
  if (!row) throw new NotFound({});
  const [kept, domains, duplicates, happened] = await Promise.all([findVerification(tx), listDomains(tx), listDuplicates(tx, row), listHappened(tx)]);
  return presentCase(
    row,
    { kept, domains, duplicates: duplicates.map((other) => ({ ...other, state: other.state as Case['duplicates'][number]['state'] })), happened },
    rights,
  );
}

async function shown({ tx, actor, ask }: Member): Promise<VerificationShown> {
  const [row, kept, domains, happened, center] = await Promise.all([getAccount(tx), findVerification(tx), listDomains(tx), listHappened(tx), getCenter(tx)]);
  const facts = factsOf(row, domains);
  const contact = row.primaryContact as Contact;
  const mayAnswer = may(actor.rights, 'verification', 'edit');
  return {
    company: row.name,
    ...presentStanding(row, kept),
    contact: { name: fullName(contact), email: contact.email, confirmedAt: row.primaryContactConfirmedAt },
    steps: stepsOf(facts),
    next: await presentNext(nextOf(facts), actor, ask),
    history: happened.flatMap(presentHappened),
    desk: { name: center.name, email: center.deskEmail, phone: center.deskPhone },
    can: { answer: mayAnswer && moved(facts.status, 'answer') !== undefined, resend: mayAnswer && !facts.contactConfirmed },
  };
}

/** The next step, with who may do it when the reader may not. */
async function presentNext({ permission, ...next }: NextStep, { rights }: MemberActor, ask: Member['ask']): Promise<Next> {
  if (permission === null || may(rights, permission, 'edit')) return { ...next, can: permission !== null, roles: [], people: [] };
  const roles = editorsOf(permission, rights);
  const people = (await ask(WhoHolds, { roles })).flat().slice(0, 3);
  return { ...next, can: false, roles, people: people.map(({ personId, name, email }) => ({ personId, name, email })) };
}
