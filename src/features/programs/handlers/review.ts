import { may, noRights } from '../../../core/access.ts';
import { cursorKey, instantKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { findAccount } from '../../accounts/queries.ts';
import { approve, askBack, changeStanding, invite, refuse, setFigures } from '../acts.ts';
import { Definition, type EnrollmentInFull, type EnrollmentState, RequirementsMissing, type reviewEndpoints } from '../contract.ts';
import { moved } from '../policy.ts';
import {
  type EnrollmentLineRow,
  findFigures,
  getEnrollmentLine,
  listEnrollmentLines,
  listEnrollmentLinesHere,
  listEnrollmentsHere,
  listHistory,
  listInvitationsHere,
  listProgramRows,
  wordsOf,
} from '../queries.ts';
import { lookAtPrograms, presenter, presentRequirement } from '../standing.ts';

type AtDesk = Context<OperatorActor>;

export const reviewHandlers: HandlersOf<typeof reviewEndpoints> = {
  async listEnrollments({ tx, request }, { after, limit, ...wanted }) {
    const place = instantKey(after);
    const from = place && { ...place, program: String(cursorKey(after)?.[2] ?? '') };
    const rows = await listEnrollmentLines(tx, { ...wanted, limit: limit + 1, after: from });
    return page(
      rows,
      limit,
      (row) => [((wanted.state === 'applied' ? row.dueAt : row.changedAt) ?? row.changedAt).toISOString(), row.accountId, row.program],
      (row) => presentLine(row, request.locale),
    );
  },
  async listEnrollmentsOf(context, { accountId }) {
    const { actor, request } = context;
    const [company, lines, catalog, enrollments, invitations, figures] = await lookInto(context, accountId, async ({ tx }, name) =>
      Promise.all([Promise.resolve(name), listEnrollmentLinesHere(tx), listProgramRows(tx), listEnrollmentsHere(tx), listInvitationsHere(tx), findFigures(tx)]),
    );
    const edit = may(actor.rights, 'op.enrollments', 'edit');
    const invitable = catalog.filter(
      (program) =>
        (program.leavingIsFinal || program.requirements.some(({ kind }) => kind === 'invitation')) &&
        moved(enrollments.find((row) => row.program === program.program)?.state ?? null, 'apply'),
    );
    return {
      company,
      items: lines.map((row) => presentLine(row, request.locale)),
      invitable: invitable.map((program) => {
        const invitation = invitations.find((each) => each.program === program.program);
        return {
          program: program.program,
          name: wordsOf(program, request.locale).name,
          invitedAt: invitation?.invitedAt ?? null,
          sponsor: invitation?.sponsor ?? null,
        };
      }),
      figures: presentFigures(figures),
      can: { invite: edit, figures: edit },
    };
  },
  async getEnrollment(context, { accountId, program }) {
    return lookInto(context, accountId, (at) => inFull(at, program));
  },
  async approveEnrollment(context, { accountId, program, note, version }) {
    await entered(context.tx, accountId);
    const [looked] = await lookAtPrograms(context.tx, context.ask, context.now, program);
    if (!looked) throw new NotFound({});
    const missing = looked.requirements.filter(({ answer }) => !answer.met).map(({ requirement }) => requirement.kind);
    if (missing.length && moved(looked.standing.state, 'approve')) throw new RequirementsMissing({ missing: [...new Set(missing)], count: missing.length });
    await approve(context.tx, context.actor, context.now, program, { isAgreed: looked.agreement?.answer.met ?? false, note, version });
    return inFull(context, program);
  },
  async refuseEnrollment(context, { accountId, program, ...because }) {
    await entered(context.tx, accountId);
    await refuse(context.tx, context.actor, context.now, program, because);
    return inFull(context, program);
  },
  async askBack(context, { accountId, program, question, version }) {
    await entered(context.tx, accountId);
    await askBack(context.tx, context.actor, context.now, program, question, version);
    return inFull(context, program);
  },
  async changeStanding(context, { accountId, program, ...standing }) {
    await entered(context.tx, accountId);
    await changeStanding(context.tx, context.actor, context.now, program, standing);
    return inFull(context, program);
  },
  async inviteCompany({ tx, actor, now }, { accountId, program, sponsor }) {
    await entered(tx, accountId);
    await invite(tx, actor, now, program, sponsor);
    return {};
  },
  async setFigures({ tx, actor, now }, { accountId, ...figures }) {
    await entered(tx, accountId);
    await setFigures(tx, actor, now, figures);
    return presentFigures(await findFigures(tx));
  },
};

/** Narrows the operator's transaction to one account; its name. @throws NotFound */
async function entered(tx: Tx, accountId: string): Promise<string> {
  await enter(tx, { accountId });
  const row = await findAccount(tx);
  if (!row) throw new NotFound({});
  return row.name;
}

/** Reads inside one account; a read's own transaction sees all of them. @throws NotFound */
const lookInto = <T>(context: AtDesk, accountId: string, work: (context: AtDesk, name: string) => Promise<T>): Promise<T> =>
  context.apart(
    async (tx) => {
      const account = await findAccount(tx);
      if (!account) throw new NotFound({});
      return work({ ...context, tx, ask: (question, input) => context.ask(question, input, tx) }, account.name);
    },
    { across: 'a company’s programs', accountId },
  );

const presentLine = ({ definition, state, ...row }: EnrollmentLineRow, locale: AtDesk['request']['locale']) => ({
  ...row,
  name: wordsOf(Definition.parse(definition), locale).name,
  state: state as EnrollmentState,
});

const presentFigures = (row: Awaited<ReturnType<typeof findFigures>>) => ({
  revenue: row?.revenueAmount && row.revenueCurrency ? { amount: row.revenueAmount.replace(/\.?0+$/, ''), currency: row.revenueCurrency } : null,
  months: row?.months ?? null,
  asOf: row?.asOf ?? null,
  version: row?.version ?? 0,
});

/** @throws NotFound when the company never applied */
async function inFull({ tx, ask, actor, now, request }: AtDesk, program: string): Promise<EnrollmentInFull> {
  const [looked] = await lookAtPrograms(tx, ask, now, program);
  const enrollment = looked?.enrollment;
  if (!looked || !enrollment) throw new NotFound({});
  const by = await presenter(tx, now, { personId: null, rights: noRights, locale: request.locale, side: 'operator' }, [looked]);
  const [line, history, figures, applicant] = await Promise.all([
    getEnrollmentLine(tx, program),
    listHistory(tx, program),
    findFigures(tx),
    enrollment.appliedBy
      ? tx.selectFrom('people').select(['givenName', 'familyName']).where('personId', '=', enrollment.appliedBy).executeTakeFirst()
      : undefined,
  ]);
  const edit = may(actor.rights, 'op.enrollments', 'edit');
  const { state } = enrollment;
  return {
    ...presentLine(line, request.locale),
    appliedBy: applicant ? fullName(applicant) : null,
    requirements: looked.requirements.map((each) => presentRequirement(by, each)),
    agreement: looked.agreement && presentRequirement(by, looked.agreement),
    statements: enrollment.statements,
    question: enrollment.question,
    answer: enrollment.answer,
    reason: enrollment.reason,
    note: enrollment.note,
    figures: presentFigures(figures),
    history: history.map(({ name, at, actorName, details }) => {
      const { reason, note, question } = details as { reason?: string; note?: string | null; question?: string };
      return { name, at, by: actorName, reason: reason ?? null, note: note ?? question ?? null };
    }),
    version: enrollment.version,
    can: {
      decide: edit && moved(state, 'approve') !== undefined,
      restrict: edit && moved(state, 'restrict') !== undefined,
      suspend: edit && moved(state, 'suspend') !== undefined,
      reinstate: edit && moved(state, 'reinstate') !== undefined,
      figures: edit,
    },
  };
}
