import { compareMoney, isNoMoney, type Money } from '../../../../core/money.ts';
import { ChangedMeanwhile, NotFound } from '../../../../core/problems.ts';
import type { Actor } from '../../../../server/actor.ts';
import { enqueue } from '../../../../server/jobs.ts';
import type { Tx } from '../../../../server/tx.ts';
import { getAccount } from '../../../accounts/queries.ts';
import { findCustomerForUpdate } from '../../../customers/queries.ts';
import { AmountChanged } from '../../contract/subscriptions.ts';
import { TransferHindered, TransferNotInState } from '../../contract/transfers.ts';
import type { TransferKind, TransferState } from '../../contract/states.ts';
import { moveSubscriptions } from '../../jobs/moving.ts';
import { arrivingOf, partsOf, totalOf } from '../../movable.ts';
import { mayMove, movedTransfer, retryDays, sidesOf } from '../../policy/transfers.ts';
import { findTransferForUpdate, holdTransfer, listTransferLines, type TransferRow } from '../../queries/transfers.ts';
import type { Doer } from '../carts.ts';
import { chosenOf, insertLines } from './asking.ts';
import { faultHere } from './moving.ts';
import { forOther, leaveLines, onOtherSide, type Said, say, write, writeBoth } from './writing.ts';

const day = 86_400_000;
export const factsOfTransfer = (row: TransferRow) => ({
  state: row.state as TransferState,
  kind: row.kind as TransferKind,
  side: row.side as 'source' | 'target',
});

/** Locks a transfer for an event of the running company's side. @throws NotFound, TransferNotInState, ChangedMeanwhile */
export async function beginTransfer(tx: Tx, transferId: string, event: 'accept' | 'reject' | 'withdraw', version?: number): Promise<TransferRow> {
  await holdTransfer(tx, transferId);
  const row = await findTransferForUpdate(tx, transferId);
  if (!row) throw new NotFound({});
  const facts = factsOfTransfer(row);
  if (!mayMove(facts, event)) throw new TransferNotInState({ state: facts.state });
  if (version !== undefined && row.version !== version) throw new ChangedMeanwhile({});
  return row;
}

const tellBoth = async (tx: Tx, actor: Actor, now: Date, what: Said, row: TransferRow): Promise<void> => {
  await say(tx, actor, now, what, row.transferId);
  await onOtherSide(tx, row, ({ accountId }) => say(tx, forOther(accountId), now, what, row.transferId));
};

/** Accepts what a reseller hands over, at the prices that were shown. @throws NotFound, TransferNotInState, ChangedMeanwhile, TransferHindered, AmountChanged */
export async function acceptTransfer(
  tx: Tx,
  actor: Doer,
  now: Date,
  { transferId, version, shown }: { readonly transferId: string; readonly version: number; readonly shown: Money | null },
): Promise<void> {
  const row = await beginTransfer(tx, transferId, 'accept', version);
  if (row.kind !== 'handed_over') throw new TransferNotInState({ state: row.state as TransferState });
  const lines = await listTransferLines(tx, transferId);
  const arrivals = await arrivingOf(tx, now, row, lines);
  const fault = await faultHere(tx, row, arrivals);
  if (fault) throw new TransferHindered({ fault });
  const amount = totalOf(arrivals, row.currency);
  if (shown ? compareMoney(shown, amount) !== 0 : !isNoMoney(amount)) throw new AmountChanged({ shown: shown?.amount ?? '', amount });
  for (const { line, unit, retail, priceListId } of arrivals)
    await tx
      .updateTable('transferLines')
      .set({ unitPrice: unit?.amount ?? null, retailPrice: retail?.amount ?? null, priceListId })
      .where('accountId', '=', row.accountId)
      .where('transferId', '=', transferId)
      .where('lineNo', '=', line.lineNo)
      .execute();
  await underWay(tx, actor, now, row, { source: row.otherAccountId });
}

/** Releases some of a customer's metered subscriptions to the partner who asked. @throws NotFound, TransferNotInState, ChangedMeanwhile, NotMovable */
export async function releaseSubscriptions(
  tx: Tx,
  actor: Doer,
  now: Date,
  { transferId, version, subscriptionIds }: { readonly transferId: string; readonly version: number; readonly subscriptionIds: readonly string[] },
): Promise<void> {
  const row = await beginTransfer(tx, transferId, 'accept', version);
  if (row.kind !== 'pulled') throw new TransferNotInState({ state: row.state as TransferState });
  await findCustomerForUpdate(tx, row.customerId);
  await forgetLines(tx, row);
  const chosen = chosenOf(await partsOf(tx, row.customerId, { kind: 'pulled', areRelated: false }), subscriptionIds, row.currency);
  await insertLines(tx, row, chosen);
  await underWay(tx, actor, now, row, { source: row.accountId });
}

/** What was chosen before and could not be moved. */
async function forgetLines(tx: Tx, row: TransferRow): Promise<void> {
  const forget = ({ accountId, transferId }: TransferRow) =>
    tx.deleteFrom('transferLines').where('accountId', '=', accountId).where('transferId', '=', transferId).execute();
  await forget(row);
  await onOtherSide(tx, row, forget);
}

/** Accepted: from here on the center moves it. Who pulled learns now who gives. */
async function underWay(tx: Tx, actor: Doer, now: Date, row: TransferRow, { source }: { readonly source: string }): Promise<void> {
  const { name } = await getAccount(tx);
  const set = {
    state: movedTransfer('open', 'accept') ?? row.state,
    answeredAt: now,
    retryUntil: new Date(now.getTime() + retryDays * day),
    fault: null,
    tries: 0,
  };
  await writeBoth(tx, row, set, { answeredByName: actor.name }, { otherName: name });
  await tellBoth(tx, actor, now, 'accepted', row);
  await enqueue(tx, moveSubscriptions, { accountId: source, transferId: row.transferId });
}

/** Says no. @throws NotFound, TransferNotInState, ChangedMeanwhile */
export async function rejectTransfer(
  tx: Tx,
  actor: Doer,
  now: Date,
  { transferId, version, reason }: { readonly transferId: string; readonly version: number; readonly reason?: string | undefined },
): Promise<void> {
  const row = await beginTransfer(tx, transferId, 'reject', version);
  const set = { state: movedTransfer('open', 'reject') ?? row.state, answeredAt: now, endedAt: now, reason: reason || null };
  await writeBoth(tx, row, set, { answeredByName: actor.name });
  await leaveBoth(tx, row);
  await tellBoth(tx, actor, now, 'rejected', row);
}

/** Takes back what is not answered. @throws NotFound, TransferNotInState, ChangedMeanwhile */
export async function withdrawTransfer(
  tx: Tx,
  actor: Actor,
  now: Date,
  { transferId, version }: { readonly transferId: string; readonly version?: number },
): Promise<void> {
  const row = await beginTransfer(tx, transferId, 'withdraw', version);
  await writeBoth(tx, row, { state: movedTransfer('open', 'withdraw') ?? row.state, endedAt: now });
  await leaveBoth(tx, row);
  await tellBoth(tx, actor, now, 'withdrawn', row);
}

/** Nobody answered in time. The running account is the one that asked. Safe to run twice. */
export async function expireTransfer(tx: Tx, now: Date, transferId: string): Promise<void> {
  await holdTransfer(tx, transferId);
  const row = await findTransferForUpdate(tx, transferId);
  const to = row && row.expiresAt <= now ? movedTransfer(row.state as TransferState, 'expire') : undefined;
  if (!row || !to || sidesOf[row.kind as TransferKind].asks !== row.side) return;
  await writeBoth(tx, row, { state: to, endedAt: now });
  await leaveBoth(tx, row);
  await tellBoth(tx, forOther(row.accountId), now, 'expired', row);
}

async function leaveBoth(tx: Tx, row: TransferRow): Promise<void> {
  await leaveLines(tx, row);
  await onOtherSide(tx, row, (theirs) => leaveLines(tx, theirs));
}

/** Ends what a company that closes has open with others; `tx` sees across accounts. */
export async function endTransfersOf(tx: Tx, now: Date, row: TransferRow): Promise<void> {
  const mine = sidesOf[row.kind as TransferKind].asks === row.side;
  const set = { state: mine ? 'withdrawn' : 'rejected', endedAt: now, retryUntil: null } as const;
  await write(tx, row, set);
  await leaveLines(tx, row);
  await onOtherSide(tx, row, async (theirs) => {
    await write(tx, theirs, set);
    await leaveLines(tx, theirs);
    await say(tx, forOther(theirs.accountId), now, set.state, row.transferId);
  });
}
