import type { Actor } from '../../../../server/actor.ts';
import { system } from '../../../../server/actor.ts';
import { announce } from '../../../../server/announce.ts';
import { enter } from '../../../../server/db.ts';
import type { Tx } from '../../../../server/tx.ts';
import type { TransferFault, TransferKind } from '../../contract/states.ts';
import {
  TransferAccepted,
  TransferAsked,
  TransferCompleted,
  TransferExpired,
  TransferGivenBack,
  TransferRejected,
  type TransferSide,
  TransferWithdrawn,
} from '../../contract/transfers.ts';
import { findTransfer, findTransferForUpdate, listTransferLines, type TransferRow } from '../../queries/transfers.ts';

/** In the other company's log nobody stands by name, address or browser: it is told by the center. */
export const forOther = (accountId: string) => system('transfers', accountId);

const plain = {
  asked: TransferAsked,
  accepted: TransferAccepted,
  rejected: TransferRejected,
  withdrawn: TransferWithdrawn,
  completed: TransferCompleted,
  expired: TransferExpired,
} as const;
export type Said = keyof typeof plain;

/** Says in the running account what became of its side of a transfer. */
export async function say(tx: Tx, actor: Actor, now: Date, what: Said | { readonly fault: TransferFault }, transferId: string): Promise<void> {
  const [row, lines] = await Promise.all([findTransfer(tx, transferId), listTransferLines(tx, transferId)]);
  if (!row) return;
  const details = {
    customerId: row.customerId,
    customer: row.customerName,
    partner: row.otherName ?? `PartnerId ${row.otherPartnerId}`,
    kind: row.kind as TransferKind,
    direction: row.side as TransferSide,
    count: lines.filter(({ state }) => what !== 'completed' || state === 'moved').length,
  };
  const told = { accountId: row.accountId, subjectId: transferId };
  if (typeof what === 'string') await announce(tx, actor, now, plain[what], { ...told, details });
  else await announce(tx, actor, now, TransferGivenBack, { ...told, details: { ...details, fault: what.fault } });
}

export type TransferSet = Partial<
  Pick<TransferRow, 'state' | 'answeredAt' | 'endedAt' | 'reason' | 'fault' | 'tries' | 'retryUntil' | 'expiresAt' | 'otherName' | 'answeredByName' | 'amount'>
>;
/** Writes the running account's side. */
export const write = (tx: Tx, { accountId, transferId }: Pick<TransferRow, 'accountId' | 'transferId'>, set: TransferSet) =>
  tx
    .updateTable('transfers')
    .set((old) => ({ ...set, version: old('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('transferId', '=', transferId)
    .execute();

/** Does something on the other side, where there is one (see `askForTransfer`), and comes back. */
export async function onOtherSide(tx: Tx, row: TransferRow, act: (theirs: TransferRow) => Promise<unknown>): Promise<void> {
  await enter(tx, { accountId: row.otherAccountId });
  const theirs = await findTransferForUpdate(tx, row.transferId);
  if (theirs) await act(theirs);
  await enter(tx, { accountId: row.accountId });
}

/** Writes one change to both sides; what one side alone may read is given for it alone. */
export async function writeBoth(tx: Tx, row: TransferRow, set: TransferSet, mine: TransferSet = {}, others: TransferSet = {}): Promise<void> {
  await write(tx, row, { ...set, ...mine });
  await onOtherSide(tx, row, (theirs) => write(tx, theirs, { ...set, ...others }));
}

/** What never moved is left where it is. */
export const leaveLines = (tx: Tx, { accountId, transferId }: TransferRow) =>
  tx
    .updateTable('transferLines')
    .set({ state: 'left' })
    .where('accountId', '=', accountId)
    .where('transferId', '=', transferId)
    .where('state', '=', 'waiting')
    .execute();
