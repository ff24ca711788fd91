import { z } from 'zod';
import { acrossAccounts } from '../../../server/db.ts';
import { job, type Job } from '../../../server/jobs.ts';
import { readPriceFile } from '../acts/imports.ts';
import { discardAbandoned, tellOfLists } from '../acts/priceDesk.ts';
import { findImport } from '../queries/imports.ts';
import { findDeskList, listListsToTell } from '../queries/priceDesk.ts';

const Read = z.object({ importId: z.uuid() });
const nothing = z.object({});
/** Days for which a file that was not handed in whole, or has faults, is kept. */
const keptDays = 7;

/** Reads a price file that has come whole. */
export const readPrices: Job<typeof Read> = job({
  name: 'catalog.read_prices',
  input: Read,
  attempts: 5,
  async run({ db, now }, { importId }) {
    const file = await acrossAccounts(db, 'a price file to read', async (tx) => {
      const found = await findImport(tx, importId);
      const list = found && (await findDeskList(tx, found.listId));
      return found?.state === 'reading' && list ? { importId, listId: list.listId, fileName: found.fileName, listName: list.name } : undefined;
    });
    if (file) await readPriceFile(db, now, file);
  },
});

/** Tells partners of lists that they can see from now on. */
export const tellOfPrices: Job<typeof nothing> = job({
  name: 'catalog.tell_prices',
  input: nothing,
  attempts: 6,
  cron: '11 * * * *',
  async run({ db, now }) {
    const lists = await acrossAccounts(db, 'price lists to tell of', (tx) => listListsToTell(tx, now));
    for (const listId of lists) await acrossAccounts(db, 'tell of a price list', (tx) => tellOfLists(tx, now, listId));
  },
});

export const tidyPriceFiles: Job<typeof nothing> = job({
  name: 'catalog.tidy_price_files',
  input: nothing,
  attempts: 3,
  cron: '23 4 * * *',
  async run({ db, now }) {
    await acrossAccounts(db, 'price files that nobody finished', (tx) => discardAbandoned(tx, new Date(now.getTime() - keptDays * 86_400_000)));
  },
});
