import { z } from 'zod';
import { acrossAccounts } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { carryOutLocationImport } from '../acts/locationFiles.ts';

/** Days for which a file of locations is kept, with what became of its rows. */
const keptDays = 30;

/** After a crash it is begun anew, and goes on where it stopped. */
export const addLocationsOfFile = job({
  name: 'accounts.add_locations',
  input: z.object({ accountId: z.uuid(), importId: z.uuid() }),
  attempts: 5,
  run: ({ db, now }, place) => carryOutLocationImport(db, now, place),
});

/** Rows of a file hold people's addresses: they are not kept longer than they are of use. */
const purge = job({
  name: 'accounts.purge_location_imports',
  input: z.object({}),
  attempts: 3,
  cron: '47 2 * * *',
  async run({ db, now }) {
    const before = new Date(now.getTime() - keptDays * 86_400_000);
    await acrossAccounts(db, 'files of locations that are out of time', (tx) =>
      tx.deleteFrom('locationImports').where('state', '<>', 'adding').where('createdAt', '<', before).execute(),
    );
  },
});

export const locationFileJobs = [addLocationsOfFile, purge];
