import { z } from 'zod';
import type { Locale, Translate } from '../../../core/locale.ts';
import { Problem } from '../../../core/problem.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { carryOutImport, failImport, keepRows } from '../acts/imports.ts';
import { cellsOf } from '../../../server/csvFile.ts';
import { importDraftDays, importUndoDays } from '../contract/imports.ts';
import { type ImportWords, importWords, readRows } from '../policy/imports.ts';

const Place = z.object({ accountId: z.uuid(), importId: z.uuid() });

/** Only its name matters to whoever queues it: it is made at the door, where the words of all languages are known. */
export const checkImport: Job<typeof Place> = { name: 'members.check_import', input: Place, attempts: 3, async run() {} };

/** After a crash it is begun anew, and goes on where it stopped. */
export const carryOut = job({
  name: 'members.carry_out_import',
  input: Place,
  attempts: 5,
  run: ({ db, now }, place) => carryOutImport(db, now, place),
});

/** What nobody confirmed, and what can no longer be undone: its rows are people's data. */
const purge = job({
  name: 'members.purge_imports',
  input: z.object({}),
  attempts: 3,
  cron: '41 2 * * *',
  async run({ db, now }) {
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    await acrossAccounts(db, 'files of people that are out of time', async (tx) => {
      await tx
        .deleteFrom('imports')
        .where((eb) =>
          eb.or([
            eb.and([eb('state', 'in', ['ready', 'failed']), eb('createdAt', '<', before(importDraftDays))]),
            eb.and([eb('state', 'in', ['done', 'undone']), eb('endedAt', '<', before(importUndoDays))]),
          ]),
        )
        .execute();
    });
  },
});

/** @param translator the words of headings, roles and languages that a file may use */
export function importJobs(translator: (locale: Locale) => Translate): Job[] {
  let words: ImportWords | undefined;
  const check = job({
    ...checkImport,
    async run({ db, now }, place) {
      const file = await inAccount(db, place.accountId, (tx) =>
        tx
          .selectFrom('imports')
          .select(['content', 'givable', 'state'])
          .where('accountId', '=', place.accountId)
          .where('importId', '=', place.importId)
          .executeTakeFirst(),
      );
      if (file?.state !== 'checking' || file.content === null) return;
      try {
        const read = readRows(cellsOf(file.content), (words ??= importWords(translator)), new Set(file.givable));
        if ('rows' in read) return await keepRows(db, now, place, read.rows);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
      // Whoever uploaded it was told at once what is wrong; a file comes here whole unless the words changed in between.
      await inAccount(db, place.accountId, (tx) => failImport(tx, now, place.importId));
    },
  });
  return [check, carryOut, purge];
}
