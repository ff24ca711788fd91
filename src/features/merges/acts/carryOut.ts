import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Reply } from '../../../server/call.ts';
import { acrossAccounts, type Database, enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { closeMerged } from '../../accounts/acts/merging.ts';
import type { MergePart, Merging } from '../../accounts/contract.ts';
import { type AccountRow } from '../../accounts/queries.ts';
import { holdBoth, settle, tell } from '../acts.ts';
import { Merged, MergeStopped, PeopleArrived } from '../contract.ts';
import { planOf } from '../plan.ts';
import { findMerge, type MergeRow } from '../queries.ts';

export interface Work {
  readonly db: Database;
  readonly now: Date;
  /** What the features say of it, and what they do. */
  readonly effects: readonly Reply[];
  readonly into: readonly Reply[];
}

/**
 * Carries a confirmed merge out, all of it in one transaction, or says what stands in the way by now. Whoever begins anew after a
 * crash finds nothing done. How far it is is written beside it, for people to see. Run twice, it changes nothing.
 */
export async function carryOut(
  { db, now, effects, into }: Work,
  { accountId, mergeId }: { readonly accountId: string; readonly mergeId: string },
): Promise<void> {
  const mark = (step: number) =>
    acrossAccounts(db, 'how far a merge is', (tx) =>
      tx.updateTable('merges').set({ step, steps: into.length }).where('mergeId', '=', mergeId).where('state', '=', 'confirmed').execute(),
    );
  await mark(0);
  await acrossAccounts(db, 'carry out a merge', async (tx) => {
    await enter(tx, { accountId });
    const seen = await tx.selectFrom('merges').selectAll().where('accountId', '=', accountId).where('mergeId', '=', mergeId).executeTakeFirst();
    if (seen?.state !== 'confirmed') return;
    const { mine, other } = await holdBoth(tx, accountId, seen.otherAccountId);
    const actor = system('merges', accountId);
    const merging: Merging = { from: other.accountId, into: mine.accountId, locale: 'en' };
    const ask = async <T>(replies: readonly Reply[], step?: (n: number) => Promise<unknown>): Promise<T[]> => {
      const answers: T[] = [];
      for (const [n, reply] of replies.entries()) {
        answers.push((await reply(tx, merging as never, { actor, now })) as T);
        await step?.(n + 1);
      }
      return answers;
    };
    const { stops } = planOf(await ask<MergePart>(effects));
    // Somebody else may have been quicker, in another process. Not locked: how far it is is written from outside meanwhile; the
    // companies are held, and nobody changes a confirmed merge without.
    const row = await findMerge(tx, mergeId);
    if (row?.state !== 'confirmed') return;
    if (stops.length) return stop(tx, now, row, stops);
    await ask(into, mark);
    await finish(tx, now, row, { mine, other });
  });
}
async function stop(tx: Tx, now: Date, row: MergeRow, stops: readonly string[]): Promise<void> {
  await settle(tx, row, { state: 'stopped', endedAt: now, stoppedBy: [...stops] });
  await tell(tx, system('merges', row.accountId), now, MergeStopped, row, { before: { state: 'confirmed' }, after: { state: 'stopped' } });
}

async function finish(tx: Tx, now: Date, row: MergeRow, { mine, other }: { readonly mine: AccountRow; readonly other: AccountRow }): Promise<void> {
  await closeMerged(tx, { from: other.accountId, into: mine.accountId });
  await endOpenOnes(tx, now, other.accountId, row.mergeId);
  await settle(tx, row, { state: 'merged', endedAt: now });
  await bringHistory(tx, other, mine.accountId);
  await tell(tx, system('merges', mine.accountId), now, Merged, row, { before: { state: 'confirmed' }, after: { state: 'merged' } });
  await announce(tx, system('merges', mine.accountId), now, PeopleArrived, {
    accountId: mine.accountId,
    subjectId: row.mergeId,
    details: { partner: mine.name, former: other.name },
  });
  await enter(tx, { accountId: mine.accountId });
  // Programs and what they bring, the ways of signing in: everyone's rights are drawn anew.
  await run(tx, 'select renew_rights_of_members()');
}

/** Other invitations that the company that is no more had sent or got. */
const endOpenOnes = (tx: Tx, now: Date, accountId: string, besides: string) =>
  run(
    tx,
    `update merges set state = 'withdrawn', ended_at = $2, version = version + 1
      where merge_id <> $3 and state in ('invited', 'accepted') and (account_id = $1 or other_account_id = $1)`,
    [accountId, now, besides],
  );

/** What the company had merged before is kept by the survivor; what the two had tried with each other stands there already. */
const bringHistory = (tx: Tx, { accountId, partnerId }: AccountRow, into: string) =>
  run(
    tx,
    `update merges m set account_id = $2, came_with = coalesce(came_with, $3)
      where m.account_id = $1 and m.other_account_id <> $2 and not exists (select from merges o where o.account_id = $2 and o.merge_id = m.merge_id)`,
    [accountId, into, partnerId],
  );
