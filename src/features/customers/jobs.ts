import { z } from 'zod';
import { acrossAccounts } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { userRestorableDays } from './contract/users.ts';
import { purgeDeletedUsers } from './queries/users.ts';

/** Deleted users of customers are forgotten once nobody can bring them back. */
const purgeUsers = job({
  name: 'customers.purge_users',
  input: z.object({}),
  attempts: 3,
  cron: '20 3 * * *',
  async run({ db, now }) {
    const before = new Date(now.getTime() - userRestorableDays * 86_400_000);
    await acrossAccounts(db, 'customer users deleted long ago', (tx) => purgeDeletedUsers(tx, before));
  },
});

export const customerJobs: readonly Job[] = [purgeUsers];
