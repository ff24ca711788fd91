import { ChangedMeanwhile } from '../../../core/problems.ts';
import type { Money } from '../../../core/money.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { OrderSettingsChanged } from '../contract/carts.ts';
import { findOrderSettings } from '../queries/carts.ts';

/** Sets from which first charge on a second person approves. @throws ChangedMeanwhile */
export async function changeOrderSettings(
  tx: Tx,
  actor: Actor,
  now: Date,
  { approvalAbove, version }: { readonly approvalAbove: Money | null; readonly version: number },
): Promise<void> {
  const before = await findOrderSettings(tx);
  if ((before?.version ?? 0) !== version) throw new ChangedMeanwhile({});
  const set = { approvalAbove: approvalAbove?.amount ?? null, approvalCurrency: approvalAbove?.currency ?? null };
  // Two who set it for the first time at once: the second finds a row of another version.
  const { numInsertedOrUpdatedRows: written } = await tx
    .insertInto('orderSettings')
    .values({ ...set, version: version + 1 })
    .onConflict((conflict) =>
      conflict
        .column('accountId')
        .doUpdateSet({ ...set, version: version + 1 })
        .where('orderSettings.version', '=', version),
    )
    .executeTakeFirstOrThrow();
  if (!written) throw new ChangedMeanwhile({});
  const said = (value: { readonly approvalAbove: string | null; readonly approvalCurrency: string | null } | undefined) =>
    value?.approvalAbove ? `${value.approvalAbove} ${value.approvalCurrency}` : null;
  await announce(tx, actor, now, OrderSettingsChanged, {
    details: { approvalAbove: said(set) },
    before: { approvalAbove: said(before) },
    after: { approvalAbove: said(set) },
  });
}
