import { z } from 'zod';
import { inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { doNextRow } from '../acts/bulkRun.ts';

/**
 * Goes through a bulk change row by row, each in a transaction of its own. One that died half-way goes on with the row behind the
 * last that was committed; two that work on the same one follow each other.
 */
export const runBulkChange = job({
  name: 'orders.bulk',
  input: z.object({ accountId: z.uuid(), bulkId: z.uuid() }),
  attempts: 20,
  async run({ db, now }, { accountId, bulkId }) {
    while (await inAccount(db, accountId, (tx) => doNextRow(tx, now, bulkId)));
  },
});
