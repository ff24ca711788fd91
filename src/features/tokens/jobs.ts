import { z } from 'zod';
import { job, type Job } from '../../server/jobs.ts';
import { openTokens } from '../../server/tokens.ts';
import { sweepRecords } from './records.ts';

/** Forgets codes and refresh tokens that are over, and pairs whose last token is. */
const sweep = job({
  name: 'tokens.sweep',
  input: z.object({}),
  attempts: 3,
  cron: '41 * * * *',
  async run({ db, now, secrets, config }) {
    await sweepRecords(db);
    await openTokens({ db, secrets, publicUrl: config.publicUrl }).sweep(now);
  },
});

export const tokensJobs: readonly Job[] = [sweep];
