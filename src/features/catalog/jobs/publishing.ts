import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts } from '../../../server/db.ts';
import { job, type Job } from '../../../server/jobs.ts';
import { publish } from '../acts/desk.ts';
import { listDueVersions } from '../queries/products.ts';

const nothing = z.object({});

/** Publishes the versions of the catalog whose day has come, the oldest first. */
export const publishDue: Job<typeof nothing> = job({
  name: 'catalog.publish_due',
  input: nothing,
  attempts: 6,
  cron: '7 * * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'versions of the catalog that are due', (tx) => listDueVersions(tx, now));
    for (const versionId of due)
      await acrossAccounts(db, 'publish a version of the catalog', (tx) => publish(tx, system('catalog.publish_due'), now, versionId));
  },
});
