import type { z } from 'zod';
import { acrossAccounts, enter } from '../../../server/db.ts';
import type { JobContext } from '../../../server/jobs.ts';
import { askMail, type MailTemplate } from '../../../server/mail.ts';
import { findAccount } from '../../accounts/queries.ts';
import { listAdminsAndContact } from '../queries/readers.ts';

type Ids = z.ZodObject<{ accountId: z.ZodUUID; announcementId: z.ZodUUID }>;

/** Writes to all global admins and the primary contact of the company that an announcement is about; to nobody when there is none. */
export async function tellCompany({ db, now }: Pick<JobContext, 'db' | 'now'>, announcementId: string, mail: MailTemplate<Ids>): Promise<void> {
  await acrossAccounts(db, `write to a company: ${mail.name}`, async (tx) => {
    const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
    if (!told?.accountId) return;
    await enter(tx, { accountId: told.accountId });
    const account = await findAccount(tx);
    if (!account) return;
    const { accountId } = account;
    for (const { email, locale, personId } of await listAdminsAndContact(tx, now, account))
      await askMail(tx, now, mail, { to: email, locale, accountId, personId, ids: { accountId, announcementId } });
  });
}
