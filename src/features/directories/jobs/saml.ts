import { z } from 'zod';
import { acrossAccounts } from '../../../server/db.ts';
import { job, type Job } from '../../../server/jobs.ts';

/** An assertion that is too old to be taken need not be remembered. */
const clearAnswers = job({
  name: 'directories.clear_saml_answers',
  input: z.object({}),
  attempts: 3,
  cron: '41 * * * *',
  async run({ db, now }) {
    await acrossAccounts(db, 'SAML answers that are over', (tx) => tx.deleteFrom('samlAnswers').where('expiresAt', '<', now).execute());
  },
});

export const samlJobs: readonly Job[] = [clearAnswers];
