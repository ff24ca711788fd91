import { z } from 'zod';
import { acrossAccounts } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { tell } from './acts.ts';
import { kinds } from './contract.ts';
import { digest } from './jobs/digest.ts';

/** How long a notice is kept, read or not. */
const keptDays = 180;

/** Turns what happened into a notice for everyone whom it concerns. */
const spread = job({
  name: 'notices.tell',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 8,
  on: [...kinds],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell people what happened', async (tx) => {
      const row = await tx.selectFrom('announcements').selectAll().where('announcementId', '=', announcementId).executeTakeFirst();
      if (row) await tell(tx, now, { ...row, details: row.details as Record<string, unknown> });
    });
  },
});

const forget = job({
  name: 'notices.forget',
  input: z.object({}),
  attempts: 3,
  cron: '11 4 * * *',
  async run({ db, now }) {
    const before = new Date(now.getTime() - keptDays * 86_400_000);
    await acrossAccounts(db, 'forget old notices', async (tx) => {
      await tx.deleteFrom('notices').where('at', '<', before).execute();
      await tx.deleteFrom('noticeUnsubscribes').where('createdAt', '<', before).execute();
    });
  },
});

export const noticeJobs: readonly Job[] = [spread, digest, forget];
