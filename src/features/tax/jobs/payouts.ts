import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { notePayoutEnd } from '../acts/payouts.ts';
import { noteTaxProfileEnd } from '../acts/profiles.ts';
import { reminderDays } from '../contract/exemptions.ts';
import { listEndingForPayouts } from '../queries/profiles.ts';

/** Reminds of tax profiles and payout accounts that run out: either stops payouts. Safe to run twice: what was said is not said again. */
export const watchPayouts = job({
  name: 'tax.watch_payouts',
  input: z.object({}),
  attempts: 5,
  cron: '41 5 * * *',
  async run({ db, now }) {
    const until = new Date(now.getTime() + reminderDays[0] * 86_400_000).toISOString().slice(0, 10);
    const { profiles, payouts } = await acrossAccounts(db, 'what payouts need and runs out', (tx) => listEndingForPayouts(tx, until));
    for (const { accountId, profileId } of profiles)
      await inAccount(db, accountId, (tx) => noteTaxProfileEnd(tx, system('tax.watch_payouts', accountId), now, profileId));
    for (const { accountId, payoutId } of payouts)
      await inAccount(db, accountId, (tx) => notePayoutEnd(tx, system('tax.watch_payouts', accountId), now, payoutId));
  },
});

export const payoutJobs: readonly Job[] = [watchPayouts];
