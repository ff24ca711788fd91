import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { run } from '../../../server/tx.ts';
import { releaseLicenses } from '../acts/licenses.ts';

/** When the data of a subscription are gone, so are the licenses of a product of which nothing else is left. A second run finds none. */
export const releaseLicensesOfDeleted = job({
  name: 'licenses.release',
  on: ['subscriptions.data_deleted'],
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  async run({ db, now }, { announcementId }) {
    const [happened] = await acrossAccounts(db, 'whose data were deleted', async (tx) => {
      const { rows } = await run(
        tx,
        `select account_id as "accountId", details ->> 'customerId' as "customerId" from announcements where announcement_id = $1`,
        [announcementId],
      );
      return rows as unknown as { accountId: string; customerId: string }[];
    });
    if (!happened) return;
    await inAccount(db, happened.accountId, (tx) => releaseLicenses(tx, system('licenses.release', happened.accountId), now, happened.customerId));
  },
});
