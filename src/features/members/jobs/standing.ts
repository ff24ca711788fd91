import { z } from 'zod';
import { acrossAccounts, enter } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { askMail } from '../../../server/mail.ts';
import { AccountReinstated, AccountSuspended } from '../../accounts/contract.ts';
import { findAccount } from '../../accounts/queries.ts';
import { standingMail } from '../mails/standing.ts';
import { listAdminsAndContact } from '../queries/readers.ts';

/** All global admins and the primary contact are written to when their company is suspended, and when it is no longer. */
const tellOfStanding = job({
  name: 'members.tell_of_standing',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [AccountSuspended.name, AccountReinstated.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell a company of its standing', async (tx) => {
      const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
      if (!told?.accountId) return;
      await enter(tx, { accountId: told.accountId });
      const account = await findAccount(tx);
      if (!account) return;
      const { accountId } = account;
      for (const { email, locale, personId } of await listAdminsAndContact(tx, now, account))
        await askMail(tx, now, standingMail, { to: email, locale, accountId, personId, ids: { accountId, announcementId } });
    });
  },
});

export const standingJobs = [tellOfStanding] as readonly Job[];
