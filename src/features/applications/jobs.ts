import { z } from 'zod';
import { warnedBefore, warningDue } from '../../core/credential.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { job, type Job } from '../../server/jobs.ts';
import { KeyExpiring } from './contract.ts';
import { listEndingKeys } from './queries.ts';

/** Tells those who may renew it of a secret or certificate that ends soon; each warning once. */
const warn = job({
  name: 'applications.warn',
  input: z.object({}),
  attempts: 3,
  cron: '11 6 * * *',
  async run({ db, now }) {
    const until = warnedBefore(now);
    const ending = await acrossAccounts(db, 'secrets and certificates that end soon', (tx) => listEndingKeys(tx, now, until));
    for (const key of ending) {
      const due = warningDue(key, now);
      if (due === undefined) continue;
      await acrossAccounts(db, 'warn of the end of a secret', async (tx) => {
        await enter(tx, { accountId: key.accountId });
        const noted = await tx
          .updateTable('applicationKeys')
          .set({ warnedDays: due })
          .where('accountId', '=', key.accountId)
          .where('keyId', '=', key.keyId)
          .where('endedAt', 'is', null)
          .where((eb) => eb.or([eb('warnedDays', 'is', null), eb('warnedDays', '>', due)]))
          .returning('keyId')
          .executeTakeFirst();
        if (!noted) return;
        const details = { application: key.application, name: key.name, days: Math.ceil((key.expiresAt.getTime() - now.getTime()) / 86_400_000) };
        await announce(tx, system('applications.warn', key.accountId), now, KeyExpiring, { subjectId: key.applicationId, details });
      });
    }
  },
});

export const applicationsJobs: readonly Job[] = [warn];
