import { z } from 'zod';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { about, noteEnding } from './acts.ts';
import { AgreementPublished, AgreementRenewed } from './contract.ts';
import { dayOf, noticeDays } from './policy.ts';
import { findText, listAccountsWith, listEndingAgreements } from './queries.ts';
import { lookAtAgreements } from './standing.ts';

/** Tells every company that accepted an earlier version, and for which the new one is meant. */
const tellOfNewVersion = job({
  name: 'agreements.tell_of_new_version',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 8,
  on: [AgreementPublished.name],
  async run({ db, now }, { announcementId }) {
    const { text, accounts } = await acrossAccounts(db, 'companies that accepted an earlier version', async (tx) => {
      const told = await tx.selectFrom('announcements').select('subjectId').where('announcementId', '=', announcementId).executeTakeFirst();
      const found = told?.subjectId ? await findText(tx, told.subjectId) : undefined;
      return { text: found, accounts: found ? await listAccountsWith(tx, found.agreement) : [] };
    });
    if (!text) return;
    for (const accountId of accounts)
      await inAccount(db, accountId, async (tx) => {
        const [standing] = await lookAtAgreements(tx, now, text.agreement);
        const next = standing && [standing.text, standing.upcoming].find((each) => each?.textId === text.textId);
        if (!next) return;
        const known = await tx
          .selectFrom('announcements')
          .select('announcementId')
          .where('accountId', '=', accountId)
          .where('name', '=', AgreementRenewed.name)
          .where('subjectId', '=', text.textId)
          .executeTakeFirst();
        // Told already, by a run that did not come to its end.
        if (known) return;
        await announce(tx, system('agreements.tell_of_new_version', accountId), now, AgreementRenewed, {
          subjectId: text.textId,
          details: { ...about(next), validFrom: next.validFrom },
        });
      });
  },
});

/** Tells companies whose acceptance runs out because a new version says so. Safe to run twice. */
export const watchEndings = job({
  name: 'agreements.watch_endings',
  input: z.object({}),
  attempts: 5,
  cron: '37 5 * * *',
  async run({ db, now }) {
    const until = dayOf(new Date(now.getTime() + noticeDays[0] * 86_400_000));
    const due = await acrossAccounts(db, 'acceptances that run out', async (tx) => {
      const ending = await listEndingAgreements(tx, until);
      return Promise.all(ending.map(async (agreement) => ({ agreement, accounts: await listAccountsWith(tx, agreement) })));
    });
    for (const { agreement, accounts } of due)
      for (const accountId of accounts) await inAccount(db, accountId, (tx) => noteEnding(tx, system('agreements.watch_endings', accountId), now, agreement));
  },
});

export const agreementsJobs: readonly Job[] = [tellOfNewVersion, watchEndings];
