import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import type { exemptionQueues } from '../contract/exemptions.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** The company's exemptions, the newest first. */
export const listExemptions = (tx: Tx) =>
  tx.selectFrom('taxExemptions').selectAll().where('accountId', '=', here).orderBy('submittedAt', 'desc').orderBy('exemptionId').limit(500).execute();
export type ExemptionRow = Awaited<ReturnType<typeof listExemptions>>[number];

export const findExemption = (tx: Tx, exemptionId: string) =>
  tx.selectFrom('taxExemptions').selectAll().where('accountId', '=', here).where('exemptionId', '=', exemptionId).executeTakeFirst();

/** Locks it until the transaction ends. */
export const findExemptionForUpdate = (tx: Tx, exemptionId: string) =>
  tx.selectFrom('taxExemptions').selectAll().where('accountId', '=', here).where('exemptionId', '=', exemptionId).forUpdate().executeTakeFirst();

/** Papers of the company's exemptions, or of one, in the order in which they came. */
export function listPapers(tx: Tx, exemptionId?: string) {
  let query = tx
    .selectFrom('taxPapers as p')
    .innerJoin('files as f', 'f.fileId', 'p.fileId')
    .select(['p.exemptionId', 'p.fileId', 'p.addedAt', 'f.name', 'f.type', 'f.bytes'])
    .where('p.accountId', '=', here);
  if (exemptionId) query = query.where('p.exemptionId', '=', exemptionId);
  return query.orderBy('p.addedAt').orderBy('p.fileId').execute();
}
export type PaperRow = Awaited<ReturnType<typeof listPapers>>[number];

interface CasesWanted {
  readonly queue: (typeof exemptionQueues)[number];
  readonly words: readonly string[];
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
}
const statesOf = { waiting: ['submitted'], asked: ['asked'], decided: ['accepted', 'refused', 'expired'] } as const;
const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Exemptions of a queue across accounts: those that wait from the longest on, those decided from the latest back. */
export function listCases(tx: Tx, { queue, words, limit, after }: CasesWanted) {
  const order = queue === 'decided' ? 'desc' : 'asc';
  let query = tx
    .selectFrom('taxExemptions as e')
    .innerJoin('accounts as a', 'a.accountId', 'e.accountId')
    .selectAll('e')
    .select(['a.partnerId', 'a.name'])
    .where('e.state', 'in', statesOf[queue])
    .where('a.state', '<>', 'closed');
  for (const word of words) query = query.where(sql<boolean>`a.search_text like ${part(word)}`);
  if (after)
    query = query.where(
      queue === 'decided'
        ? sql<boolean>`(e.changed_at, e.exemption_id) < (${after.at}, ${after.id})`
        : sql<boolean>`(e.changed_at, e.exemption_id) > (${after.at}, ${after.id})`,
    );
  return query.orderBy('e.changedAt', order).orderBy('e.exemptionId', order).limit(limit).execute();
}
export type CaseRow = Awaited<ReturnType<typeof listCases>>[number];

/** How many wait for the operator, counting no further than a thousand. */
export const countWaiting = async (tx: Tx): Promise<number> => (await listCases(tx, { queue: 'waiting', words: [], limit: 1000 })).length;

/** Accepted ones of every company whose last day is not after this one. */
export const listEnding = (tx: Tx, until: string) =>
  tx
    .selectFrom('taxExemptions')
    .select(['accountId', 'exemptionId'])
    .where('state', '=', 'accepted')
    .where('validUntil', '<=', until)
    .orderBy('accountId')
    .orderBy('exemptionId')
    .execute();
