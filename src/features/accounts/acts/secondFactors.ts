import { ChangedMeanwhile } from '../../../core/problems.ts';
import { asksAt, type SecondFactorAsks } from '../../../core/secondFactor.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../queries.ts';

/**
 * Of whom the running account asks a second factor from a moment on; until then, what holds now goes on holding. Every member's
 * rights are evaluated anew from this commit on. Whoever calls announces it. @throws ChangedMeanwhile
 */
export async function setSecondFactorPolicy(
  tx: Tx,
  now: Date,
  version: number,
  { asks, from }: { readonly asks: SecondFactorAsks; readonly from: Date | null },
): Promise<{ readonly before: SecondFactorAsks }> {
  const account = await getAccountForUpdate(tx);
  if (account.version !== version) throw new ChangedMeanwhile({});
  const { secondFactorFor, secondFactorFrom, secondFactorBefore } = await tx
    .selectFrom('accounts')
    .select(['secondFactorFor', 'secondFactorFrom', 'secondFactorBefore'])
    .where('accountId', '=', account.accountId)
    .executeTakeFirstOrThrow();
  const before = asksAt({ asks: secondFactorFor as SecondFactorAsks, from: secondFactorFrom, before: secondFactorBefore as SecondFactorAsks }, now);
  await tx
    .updateTable('accounts')
    .set({ secondFactorFor: asks, secondFactorFrom: from && from > now ? from : null, secondFactorBefore: before, version: version + 1 })
    .where('accountId', '=', account.accountId)
    .execute();
  await run(tx, 'select renew_rights_of_members()');
  return { before };
}
