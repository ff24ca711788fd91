import { z } from 'zod';
import type { MessageKey } from '../../../core/locale.ts';
import { mailTemplate, type MailTemplate } from '../../../server/mail.ts';
import { AccountReinstated, AccountSuspended } from '../../accounts/contract.ts';

const Told = z.union([
  z.object({ name: z.literal(AccountSuspended.name), details: AccountSuspended.details }),
  z.object({ name: z.literal(AccountReinstated.name), details: AccountReinstated.details }),
]);

/** Why the company is suspended, in the operator's words, and the way back; or that it is over. */
export const standingMail = mailTemplate({
  name: 'members.standing',
  ids: z.object({ accountId: z.uuid(), announcementId: z.uuid() }),
  async render({ tx, t, config, centerName, deskEmail }, { accountId, announcementId }) {
    const [account, row] = await Promise.all([
      tx.selectFrom('accounts').select('name').where('accountId', '=', accountId).executeTakeFirst(),
      tx.selectFrom('announcements').select(['name', 'details']).where('announcementId', '=', announcementId).executeTakeFirst(),
    ]);
    const told = Told.safeParse(row);
    if (!account || !told.success) return null;
    const { name, details } = told.data;
    const values = { company: account.name, center: centerName };
    const what = name === AccountSuspended.name ? 'suspended' : 'reinstated';
    const cause = 'cause' in details ? details.cause : null;
    return {
      subject: t(`mails.members.standing.${what}.subject`, values),
      paragraphs: [
        t(`mails.members.standing.${what}.text`, values),
        ...(cause ? [t(`accounts.suspended_for.${cause}` as MessageKey), t(`accounts.way_back.${cause}` as MessageKey)] : []),
        t('mails.members.standing.words', { words: details.words }),
      ],
      action: { label: t(`mails.members.standing.${what}.action`), url: `${config.publicUrl}/a/${accountId}/standing` },
      notes: deskEmail && cause ? [t('mails.members.standing.desk', { email: deskEmail })] : [],
    };
  },
});

export const standingMails = [standingMail] as readonly MailTemplate[];
