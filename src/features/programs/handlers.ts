import { may, whyNot } from '../../core/access.ts';
import { fullName } from '../../core/person.ts';
import { AccessDenied, NotFound } from '../../core/problems.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import { getAccountForUpdate } from '../accounts/queries.ts';
import { listHolders } from '../members/queries.ts';
import { whoCanGive } from '../members/queries/roleRequests.ts';
import { answer, apply, leave, listNeeding, withdraw } from './acts.ts';
import { type CompanyProgram, NotInState, type programs } from './contract.ts';
import { catalogHandlers } from './handlers/catalog.ts';
import { publisherHandlers } from './handlers/publishers.ts';
import { resellerAccountHandlers } from './handlers/resellerAccounts.ts';
import { resourceHandlers } from './handlers/resources.ts';
import { reviewHandlers } from './handlers/review.ts';
import { enrollPermission, moved, rolesOf } from './policy.ts';
import { countHolders, countPeopleWith, findEnrollment, findProgram, listEnrollmentsHere, listProgramRows, wordsOf } from './queries.ts';
import { lookAtPrograms, type Presenter, presenter, presentMine, presentProgram, type ProgramStanding, unmetToApply } from './standing.ts';

type InAccount = Context<MemberActor>;

export const programsHandlers: HandlersOf<typeof programs> = {
  async myPrograms({ tx, request }) {
    const [catalog, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
    return { items: presentMine(catalog, enrollments, request.locale) };
  },
  async listPrograms(context) {
    const looked = (await lookAtPrograms(context.tx, context.ask, context.now)).filter(({ program, enrollment }) => program.isOpen || enrollment);
    const by = await presenterOf(context, looked);
    return { items: looked.map((each) => presentProgram(by, each)) };
  },
  async getProgram(context, { program }) {
    const { looked, by } = await one(context, program);
    const { tx, actor, now } = context;
    const roles = rolesOf(looked.program.sections);
    const holders = may(actor.rights, 'users') && roles.length ? await listHolders(tx, now, roles, 100) : [];
    return {
      ...presentProgram(by, looked),
      roles,
      people: holders.map((each) => ({
        personId: each.personId,
        name: fullName(each),
        email: each.email,
        roles: each.roles.filter((role) => roles.includes(role)),
      })),
      contact: {
        name: by.center.name,
        email: looked.program.contact.email ?? by.center.deskEmail,
        phone: looked.program.contact.phone ?? by.center.deskPhone,
      },
      leavingIsFinal: looked.program.leavingIsFinal,
    };
  },
  async applyToProgram(context, { program, statements }) {
    const { tx, actor, now } = context;
    await demandEnrolling(context, program);
    // What is still missing is told of the account as it is while nobody else changes it.
    await getAccountForUpdate(tx);
    const { looked } = await one(context, program);
    await apply(tx, actor, now, program, {
      missing: unmetToApply(looked).map(({ requirement }) => requirement.kind),
      statements,
      isAgreed: looked.agreement?.answer.met ?? false,
    });
    return shown(context, program);
  },
  async answerQuestion(context, { program, answer: text }) {
    await demandEnrolling(context, program);
    await answer(context.tx, context.actor, context.now, program, text);
    return shown(context, program);
  },
  async withdrawApplication(context, { program }) {
    await demandEnrolling(context, program);
    await withdraw(context.tx, context.actor, context.now, program);
    return shown(context, program);
  },
  async previewLeaving({ tx, now, request }, { program: key }) {
    const [program, enrollment, catalog, enrollments, held] = await Promise.all([
      findProgram(tx, key),
      findEnrollment(tx, key),
      listProgramRows(tx),
      listEnrollmentsHere(tx),
      countHolders(tx, now),
    ]);
    if (!program) throw new NotFound({});
    if (!moved(enrollment?.state ?? null, 'leave')) throw new NotInState({ state: enrollment?.state ?? 'none' });
    const others = new Set(
      enrollments.filter((row) => row.program !== key && (row.state === 'active' || row.state === 'restricted')).map((row) => row.program),
    );
    const kept = new Set(catalog.filter((each) => others.has(each.program)).flatMap((each) => each.sections));
    const sections = program.sections.filter((section) => !kept.has(section));
    const stays = rolesOf([...kept]);
    const roles = rolesOf(sections).filter((role) => !stays.includes(role) && held.has(role));
    const [people, needing] = await Promise.all([countPeopleWith(tx, now, roles), listNeeding(tx, key)]);
    return {
      program: key,
      name: wordsOf(program, request.locale).name,
      isFinal: program.leavingIsFinal,
      sections,
      roles: roles.map((role) => ({ role, people: held.get(role) ?? 0 })),
      people,
      neededBy: needing.map((each) => ({ program: each.program, name: wordsOf(each, request.locale).name })),
    };
  },
  async leaveProgram(context, { program }) {
    await demandEnrolling(context, program);
    await leave(context.tx, context.actor, context.now, program, context.request.locale);
    return shown(context, program);
  },
  ...catalogHandlers,
  ...reviewHandlers,
  ...resourceHandlers,
  ...resellerAccountHandlers,
  ...publisherHandlers,
};

const presenterOf = ({ tx, actor, now, request }: InAccount, looked: readonly ProgramStanding[]) =>
  presenter(tx, now, { personId: actor.personId, rights: actor.rights, locale: request.locale, side: 'account' }, looked);

/** One program for the company, with who is to be named. @throws NotFound also for a closed one that the company never was in */
async function one(context: InAccount, program: string): Promise<{ looked: ProgramStanding; by: Presenter }> {
  const [looked] = await lookAtPrograms(context.tx, context.ask, context.now, program);
  if (!looked || (!looked.program.isOpen && !looked.enrollment)) throw new NotFound({});
  return { looked, by: await presenterOf(context, [looked]) };
}

async function shown(context: InAccount, program: string): Promise<CompanyProgram> {
  const { looked, by } = await one(context, program);
  return presentProgram(by, looked);
}

/** Which permission enrolling takes depends on what the program brings. @throws NotFound, AccessDenied */
async function demandEnrolling({ tx, actor, now }: InAccount, key: string): Promise<void> {
  const program = await findProgram(tx, key);
  if (!program) throw new NotFound({});
  const permission = enrollPermission(program.sections);
  const refusal = whyNot(actor.rights, permission, 'edit');
  if (!refusal) return;
  throw new AccessDenied({
    permission,
    needs: 'edit',
    roles: [...refusal.roles],
    grantors: await whoCanGive(tx, 'account', refusal.roles, { personId: actor.personId, overrides: actor.rights.overrides, now }),
    sections: [...refusal.sections],
  });
}
