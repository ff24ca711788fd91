import { z } from 'zod';
import { warnedBefore, warningDue } from '../../core/credential.ts';
import { system } from '../../server/actor.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { job, type Job } from '../../server/jobs.ts';
import { endKeysOf, warnOfEnd } from './acts.ts';
import { listEndingKeys } from './queries.ts';

/** Tells people of keys of theirs that end within a week, and again on the last day. */
const warn = job({
  name: 'keys.warn',
  input: z.object({}),
  attempts: 3,
  cron: '17 6 * * *',
  async run({ db, now }) {
    const until = warnedBefore(now);
    const ending = await acrossAccounts(db, 'API keys that end soon', (tx) => listEndingKeys(tx, now, until));
    for (const key of ending) {
      const due = key.expiresAt ? warningDue({ expiresAt: key.expiresAt, warnedDays: key.warnedDays }, now) : undefined;
      // A month before is early for a key that is good for a month.
      if (due === undefined || due > 7) continue;
      await acrossAccounts(db, 'warn of the end of an API key', async (tx) => {
        await enter(tx, { accountId: key.accountId });
        await warnOfEnd(tx, now, key, due);
      });
    }
  },
});

/** Whoever leaves a company takes no key of it along. */
const leave = job({
  name: 'keys.end',
  on: ['members.removed'],
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'keys of someone who has left', async (tx) => {
      const left = await tx.selectFrom('announcements').select(['accountId', 'personId']).where('announcementId', '=', announcementId).executeTakeFirst();
      if (!left?.accountId || !left.personId) return;
      await enter(tx, { accountId: left.accountId });
      await endKeysOf(tx, system('keys.end', left.accountId), now, left.personId);
    });
  },
});

export const keysJobs: readonly Job[] = [warn, leave];
