import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { noteEnd } from '../acts/exemptions.ts';
import { reminderDays } from '../contract/exemptions.ts';
import { listEnding } from '../queries/exemptions.ts';

/** Reminds of exemptions that run out, and ends those that have. Safe to run twice: what was said is not said again. */
export const watchExemptions = job({
  name: 'tax.watch_exemptions',
  input: z.object({}),
  attempts: 5,
  cron: '23 5 * * *',
  async run({ db, now }) {
    const until = new Date(now.getTime() + reminderDays[0] * 86_400_000).toISOString().slice(0, 10);
    const ending = await acrossAccounts(db, 'exemptions that run out', (tx) => listEnding(tx, until));
    for (const { accountId, exemptionId } of ending)
      await inAccount(db, accountId, (tx) => noteEnd(tx, system('tax.watch_exemptions', accountId), now, exemptionId));
  },
});

export const exemptionJobs: readonly Job[] = [watchExemptions];
