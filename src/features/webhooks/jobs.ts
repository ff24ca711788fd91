import { z } from 'zod';
import { acrossAccounts, type Database } from '../../server/db.ts';
import { job, type Job } from '../../server/jobs.ts';
import { run } from '../../server/tx.ts';
import { dropEverything } from './acts.ts';
import { keptDays, testKeptDays } from './contract.ts';

const sweptAtOnce = 5_000;

/** Removes what was kept long enough, a part at a time; and secrets that sign no more. */
const sweep = job({
  name: 'webhooks.sweep',
  input: z.object({}),
  attempts: 3,
  cron: '37 * * * *',
  async run({ db, now }) {
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    for (let swept = sweptAtOnce; swept === sweptAtOnce; ) swept = await sweepOnce(db, before(keptDays), before(testKeptDays));
    await acrossAccounts(db, 'forget secrets of webhooks', (tx) =>
      run(tx, 'update webhook_endpoints set former_secret = null, former_until = null where former_until <= $1', [now]),
    );
  },
});

const sweepOnce = (db: Database, old: Date, oldTest: Date): Promise<number> =>
  acrossAccounts(db, 'sweep webhooks', async (tx) => {
    const { rowCount } = await run(
      tx,
      `delete from webhook_deliveries where ctid = any(array(
         select ctid from webhook_deliveries where created_at < $1 or (is_test and created_at < $2) order by created_at limit ${sweptAtOnce}))`,
      [old, oldTest],
    );
    return rowCount ?? 0;
  });

/** A closed account is told nothing more. */
const end = job({
  name: 'webhooks.end',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: ['closings.closed'],
  run: ({ db }, { announcementId }) =>
    acrossAccounts(db, 'end the webhooks of a closed account', async (tx) => {
      const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
      if (told?.accountId) await dropEverything(tx, told.accountId);
    }),
});

export const webhooksJobs: readonly Job[] = [sweep, end] as readonly Job[];
