import { z } from 'zod';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { endTransfersOf, expireTransfer } from '../acts/transfers/answering.ts';
import { moveTransfer } from '../acts/transfers/moving.ts';
import { accountOfAnnouncement, findTransferForUpdate, holdTransfer, listOpenTransfers, listTransfersDue } from '../queries/transfers.ts';

/** Ends what nobody answered in time, and tries again what could not be moved; each in a transaction of its own. Safe to run twice. */
export const watchTransfers = job({
  name: 'orders.transfers',
  input: z.object({}),
  attempts: 5,
  cron: '23 * * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'transfers that nobody answered, or that wait to be moved', (tx) => listTransfersDue(tx, now));
    for (const { accountId, transferId, state } of due)
      await inAccount(db, accountId, (tx) => (state === 'open' ? expireTransfer(tx, now, transferId) : moveTransfer(tx, now, transferId)));
  },
});

/** A company that closes has nothing open with others any more. */
export const endTransfersOfClosed = job({
  name: 'orders.end_transfers',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: ['closings.closed'],
  async run({ db, now }, { announcementId }) {
    const accountId = await acrossAccounts(db, 'the company that was closed', (tx) => accountOfAnnouncement(tx, announcementId));
    if (!accountId) return;
    const open = await inAccount(db, accountId, listOpenTransfers);
    for (const { transferId } of open)
      await inAccount(db, accountId, async (tx) => {
        await holdTransfer(tx, transferId);
        const row = await findTransferForUpdate(tx, transferId);
        if (row && (row.state === 'open' || row.state === 'in_progress')) await endTransfersOf(tx, now, row);
      });
  },
});
