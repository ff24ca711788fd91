import { z } from 'zod';
import { system } from '../../server/actor.ts';
import type { Reply } from '../../server/call.ts';
import { acrossAccounts, enter, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import { findAccount } from '../accounts/queries.ts';
import { listAdminsAndContact } from '../members/queries/readers.ts';
import { lapseClosing, remindOfClosing } from './acts.ts';
import { carryOut } from './acts/carryOut.ts';
import { closingMail, toldByMail } from './mails.ts';

/**
 * Lets requests lapse, reminds, closes on the day, and writes to the company.
 * @param parts the later features' replies to `ClosingParts`; a function, because the door collects them later
 */
export function closingJobs(parts: () => readonly Reply[]): readonly Job[] {
  const watch = job({
    name: 'closing.watch',
    input: z.object({}),
    attempts: 5,
    cron: '*/20 * * * *',
    async run({ db, now }) {
      const open = await acrossAccounts(db, 'accounts that are about to close', (tx) =>
        tx.selectFrom('closings').select(['accountId', 'closingId', 'state', 'closesAt']).where('state', 'in', ['asked', 'waiting']).execute(),
      );
      for (const { accountId, closingId, state, closesAt } of open) {
        const actor = system('closing', accountId);
        if (state === 'asked') await inAccount(db, accountId, (tx) => lapseClosing(tx, actor, now, closingId));
        else if (closesAt && closesAt <= now) await carryOut({ db, now, parts: parts() }, { accountId, closingId });
        else await inAccount(db, accountId, (tx) => remindOfClosing(tx, actor, now, closingId));
      }
    },
  });
  const tell = job({
    name: 'closing.tell',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 5,
    on: toldByMail.map(({ name }) => name),
    async run({ db, now }, { announcementId }) {
      await acrossAccounts(db, 'tell a company how far its closing is', async (tx) => {
        const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
        if (!told?.accountId) return;
        await enter(tx, { accountId: told.accountId });
        const account = await findAccount(tx);
        if (!account) return;
        const { accountId } = account;
        for (const { email, locale, personId } of await listAdminsAndContact(tx, now, account))
          await askMail(tx, now, closingMail, { to: email, locale, accountId, personId, ids: { accountId, announcementId } });
      });
    },
  });
  return [watch, tell] as readonly Job[];
}
