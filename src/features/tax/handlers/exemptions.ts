import { may } from '../../../core/access.ts';
import { idKey, instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor, OperatorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Download } from '../../../server/http.ts';
import { bytesOfPaper } from '../../../server/papers.ts';
import type { Tx } from '../../../server/tx.ts';
import { WhoHolds } from '../../accounts/contract.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { findAccount, getAccount } from '../../accounts/queries.ts';
import { acceptExemption, askAboutExemption, fileExemption, mendExemption, refuseExemption, withdrawExemption } from '../acts/exemptions.ts';
import { type Exemption, type ExemptionCase, type exemptionEndpoints, type ExemptionState } from '../contract/exemptions.ts';
import type { TaxParts } from '../handlers.ts';
import { isRenewable, movedExemption, standingOf } from '../policy/exemptions.ts';
import { type CaseRow, type ExemptionRow, findExemption, listCases, listExemptions, listPapers, type PaperRow } from '../queries/exemptions.ts';

type Member = Context<MemberActor>;
type Operator = Context<OperatorActor>;

export const exemptionHandlers = ({ files }: TaxParts): HandlersOf<typeof exemptionEndpoints> => ({
  async listExemptions({ tx, actor, now, ask }) {
    const [account, rows, papers] = await Promise.all([getAccount(tx), listExemptions(tx), listPapers(tx)]);
    const canFile = may(actor.rights, 'tax_exemption', 'edit');
    const editors = editorsOf('tax_exemption', actor.rights);
    const helpers = canFile ? [] : (await ask(WhoHolds, { roles: editors })).flat().slice(0, 3);
    return {
      country: account.country,
      items: rows.map((row) => presentExemption(row, rows, papers, canFile, now)),
      editors,
      helpers: helpers.map(({ personId, name, email }) => ({ personId, name, email })),
      can: { file: canFile },
    };
  },
  async fileExemption(context, { paper, ...said }) {
    const row = await fileExemption(context.tx, files, context.actor, context.now, { ...said, paper: bytesOfPaper(paper) });
    return shown(context, row.exemptionId);
  },
  async mendExemption(context, { paper, ...said }) {
    await mendExemption(context.tx, files, context.actor, context.now, { ...said, paper: paper && bytesOfPaper(paper) });
    return shown(context, said.exemptionId);
  },
  async withdrawExemption(context, which) {
    await withdrawExemption(context.tx, context.actor, context.now, which);
    return shown(context, which.exemptionId);
  },
  getPaper: async ({ tx }, which) => download(files, await paperOf(tx, which)),
  async listExemptionCases({ tx, now }, { queue, search, after, limit }) {
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const place = instantKey(after);
    const rows = await listCases(tx, { queue, words, limit: limit + 1, after: place && { at: place.at, id: idKey(place.id) } });
    return page(
      rows,
      limit,
      (row) => [row.changedAt.toISOString(), row.exemptionId],
      (row: CaseRow) => ({
        ...factsOf(row, now),
        accountId: row.accountId,
        partnerId: row.partnerId,
        name: row.name,
      }),
    );
  },
  // A read sends each bundle of statements by itself: to stay in one account, they need a transaction of their own.
  getExemptionCase: (context, { accountId, exemptionId }) =>
    context.apart((tx) => caseOf({ ...context, tx }, exemptionId), { across: 'tax.getExemptionCase', accountId }),
  async getCasePaper({ apart }, { accountId, ...which }) {
    return download(files, await apart((tx) => paperOf(tx, which), { across: 'tax.getCasePaper', accountId }));
  },
  async decideExemption(context, { accountId, decision, reason, note, ...which }) {
    const { tx, actor, now } = context;
    await enter(tx, { accountId });
    if (decision === 'accept') await acceptExemption(tx, actor, now, which, note);
    else await refuseExemption(tx, actor, now, which, { reason: reason ?? 'other', note });
    return caseOf(context, which.exemptionId);
  },
  async askAboutExemption(context, { accountId, question, ...which }) {
    await enter(context.tx, { accountId });
    await askAboutExemption(context.tx, context.actor, context.now, which, question);
    return caseOf(context, which.exemptionId);
  },
});

/** @throws NotFound */
async function paperOf(tx: Tx, { exemptionId, fileId }: { readonly exemptionId: string; readonly fileId: string }): Promise<PaperRow> {
  const paper = (await listPapers(tx, exemptionId)).find((each) => each.fileId === fileId);
  if (!paper) throw new NotFound({});
  return paper;
}
const download = (files: TaxParts['files'], { fileId, type, name }: PaperRow) => ({ type, name, body: files.get(fileId), cache: 'private' }) satisfies Download;

async function shown({ tx, now }: Member, exemptionId: string): Promise<Exemption> {
  const [rows, papers] = await Promise.all([listExemptions(tx), listPapers(tx, exemptionId)]);
  const row = rows.find((each) => each.exemptionId === exemptionId);
  if (!row) throw new NotFound({});
  return presentExemption(row, rows, papers, true, now);
}

function factsOf(row: ExemptionRow, now: Date) {
  const { exemptionId, country, states, certificate, validFrom, validUntil, changedAt, dueAt, submittedAt } = row;
  return {
    exemptionId,
    country,
    states,
    certificate,
    validFrom,
    validUntil,
    standing: standingOf(row, now),
    changedAt,
    dueAt,
    submittedAt,
    submittedBy: row.submittedByName,
  };
}
const wordsOf = ({ reason, note, question, answer, decidedAt }: ExemptionRow) => ({ reason: reason as Exemption['reason'], note, question, answer, decidedAt });
const presentPaper = ({ fileId, name, bytes, addedAt }: PaperRow) => ({ fileId, name, bytes, addedAt });

function presentExemption(row: ExemptionRow, all: readonly ExemptionRow[], papers: readonly PaperRow[], mayEdit: boolean, now: Date): Exemption {
  const facts = factsOf(row, now);
  const can = (event: Parameters<typeof movedExemption>[1]) => mayEdit && movedExemption(row.state as ExemptionState, event) !== undefined;
  // What was refused or taken back has taken over nothing.
  const next = all.find(({ renews, state }) => renews === row.exemptionId && state !== 'withdrawn' && state !== 'refused');
  return {
    ...facts,
    ...wordsOf(row),
    papers: papers.filter(({ exemptionId }) => exemptionId === row.exemptionId).map(presentPaper),
    renews: row.renews,
    renewedBy: next?.exemptionId ?? null,
    version: row.version,
    can: { mend: can('mend'), renew: mayEdit && !next && isRenewable(facts.standing), withdraw: can('withdraw') },
  };
}

/** @throws NotFound */
async function caseOf({ tx, actor, now }: Pick<Operator, 'tx' | 'actor' | 'now'>, exemptionId: string): Promise<ExemptionCase> {
  const [account, row, papers] = await Promise.all([findAccount(tx), findExemption(tx, exemptionId), listPapers(tx, exemptionId)]);
  if (!account || !row) throw new NotFound({});
  const can = (event: Parameters<typeof movedExemption>[1]) =>
    may(actor.rights, 'op.tax', 'edit') && movedExemption(row.state as ExemptionState, event) !== undefined;
  return {
    ...factsOf(row, now),
    ...wordsOf(row),
    accountId: account.accountId,
    partnerId: account.partnerId,
    name: account.name,
    vatNumber: account.vatNumber,
    registrationNumber: account.registrationNumber,
    papers: papers.map(presentPaper),
    version: row.version,
    can: { accept: can('accept'), refuse: can('refuse'), ask: can('ask') },
  };
}
