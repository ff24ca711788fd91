import { z } from 'zod';
import type { Locale } from '../../core/locale.ts';
import { acrossAccounts } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import { linkMail } from './mails.ts';
import { listForgotten } from './queries.ts';

/** Long enough that nobody who only went to ask a colleague is written to. */
const quietHours = 20;

/** Reminds those who stopped in the middle, once, with a link to go on. */
export const remindForgotten = job({
  name: 'sign_ups.remind',
  input: z.object({}),
  attempts: 3,
  cron: '23 * * * *',
  async run({ db, now }) {
    await acrossAccounts(db, 'remind of sign-ups', async (tx) => {
      for (const row of await listForgotten(tx, now, new Date(now.getTime() - quietHours * 3_600_000))) {
        await tx.updateTable('signUps').set({ linkSentAt: now }).where('signUpId', '=', row.signUpId).execute();
        await askMail(tx, now, linkMail, { to: row.email, locale: row.locale as Locale, ids: { signUpId: row.signUpId } });
      }
    });
  },
});

/** Forgets sign-ups that were kept long enough, with everything typed in them. */
export const forgetSignUps = job({
  name: 'sign_ups.forget',
  input: z.object({}),
  attempts: 3,
  cron: '41 3 * * *',
  async run({ db, now }) {
    await acrossAccounts(db, 'forget sign-ups', (tx) => tx.deleteFrom('signUps').where('expiresAt', '<', now).execute());
  },
});

export const signupJobs: readonly Job[] = [remindForgotten, forgetSignUps];
