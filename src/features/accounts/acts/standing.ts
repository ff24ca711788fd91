import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { AccountReinstated, AccountSuspended, type Standing, StandingNotInState, type SuspensionReason } from '../contract/standing.ts';
import { stood, type StandingEvent } from '../policy/standing.ts';
import { getAccountForUpdate } from '../queries.ts';

/** Moves the running account; every member's rights are drawn anew with the commit. @throws StandingNotInState */
async function move(tx: Tx, event: StandingEvent): Promise<{ readonly accountId: string; readonly before: Standing; readonly after: Standing }> {
  const { accountId, state } = await getAccountForUpdate(tx);
  const before = state as Standing;
  const after = stood(before, event);
  if (!after) throw new StandingNotInState({ state: before });
  await tx
    .updateTable('accounts')
    .set((eb) => ({ state: after, version: eb('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .execute();
  await run(tx, 'select renew_rights_of_members()');
  return { accountId, before, after };
}

/** Suspends the running account. @throws StandingNotInState */
export async function suspendAccount(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { reason, words }: { readonly reason: SuspensionReason; readonly words: string },
): Promise<void> {
  const { accountId, before, after } = await move(tx, 'suspend');
  const { suspensionId } = await tx
    .insertInto('suspensions')
    .values({ accountId, reason, words, suspendedAt: now, suspendedBy: actor.name })
    .returning('suspensionId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, AccountSuspended, {
    accountId,
    subjectId: suspensionId,
    details: { cause: reason, words },
    before: { state: before },
    after: { state: after },
  });
}

/** Lifts the suspension of the running account. @throws NotFound, StandingNotInState, ChangedMeanwhile */
export async function liftSuspension(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { suspensionId, version, words }: { readonly suspensionId: string; readonly version: number; readonly words: string },
): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const mine = () => tx.selectFrom('suspensions').selectAll().where('accountId', '=', accountId).where('suspensionId', '=', suspensionId);
  const row = await mine().forUpdate().executeTakeFirst();
  if (!row) throw new NotFound({});
  const { before, after } = await move(tx, 'lift');
  if (row.liftedAt || row.version !== version) throw new ChangedMeanwhile({});
  await tx
    .updateTable('suspensions')
    .set({ liftedAt: now, liftedBy: actor.name, liftedWords: words, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('suspensionId', '=', suspensionId)
    .execute();
  await announce(tx, actor, now, AccountReinstated, {
    accountId,
    subjectId: suspensionId,
    details: { words },
    before: { state: before },
    after: { state: after },
  });
}
