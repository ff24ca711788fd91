import { z } from 'zod';
import { inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { moveTransfer } from '../acts/transfers/moving.ts';

/** Moves what was accepted, in one transaction: half of it never happens, and a second run finds it done. */
export const moveSubscriptions = job({
  name: 'orders.transfer',
  input: z.object({ accountId: z.uuid(), transferId: z.uuid() }),
  attempts: 10,
  run: ({ db, now }, { accountId, transferId }) => inAccount(db, accountId, (tx) => moveTransfer(tx, now, transferId)),
});
