import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { findChange } from './queries/payouts.ts';

/** To the contacts of a payout account, the old one and the new one: what was asked for or changed, by whom. Never a number. */
export const payoutMail = mailTemplate({
  name: 'tax.payout',
  ids: z.object({ accountId: z.uuid(), changeId: z.uuid(), what: z.enum(['asked', 'confirmed']) }),
  async render({ tx, t, config, centerName, deskEmail }, { accountId, changeId, what }) {
    const [account, change] = await Promise.all([
      tx.selectFrom('accounts').select('name').where('accountId', '=', accountId).executeTakeFirst(),
      findChange(tx, accountId, changeId),
    ]);
    if (!account || !change) return null;
    const values = {
      company: account.name,
      center: centerName,
      account: change.masked ?? '',
      by: change.askedByName,
      second: change.decidedByName ?? '',
      change: change.kind,
    };
    return {
      subject: t(`mails.tax.payout.${what}.subject`, values),
      paragraphs: [t(`mails.tax.payout.${what}.text`, values), t('mails.tax.payout.not_you', values)],
      action: { label: t('mails.tax.payout.action'), url: `${config.publicUrl}/a/${accountId}/payout-accounts` },
      notes: deskEmail ? [t('mails.tax.payout.desk', { email: deskEmail })] : [],
    };
  },
});

export const taxMails: readonly MailTemplate[] = [payoutMail] as readonly MailTemplate[];
