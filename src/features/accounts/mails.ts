import { z } from 'zod';
import { type Contact, fullName } from '../../core/person.ts';
import { foldEmail } from '../../core/text.ts';
import { mailTemplate } from '../../server/mail.ts';
import { hashToken, newToken } from '../../server/secrets.ts';

/** Asks the primary contact to show that the mailbox is read. Each mail makes a new link; the one before stops working. */
export const confirmContactMail = mailTemplate({
  name: 'accounts.confirm_contact',
  ids: z.object({ accountId: z.uuid() }),
  async render({ tx, to, t, config, centerName }, { accountId }) {
    const account = await tx
      .selectFrom('accounts')
      .select(['name', 'primaryContact', 'primaryContactConfirmedAt'])
      .where('accountId', '=', accountId)
      .executeTakeFirst();
    if (!account || account.primaryContactConfirmedAt) return null;
    const contact = account.primaryContact as Contact;
    // Someone else was named before this mail was made: its link would let the one before confirm for them.
    if (foldEmail(contact.email) !== foldEmail(to)) return null;
    const token = newToken();
    await tx
      .updateTable('accounts')
      .set({ primaryContactTokenHash: hashToken(token) })
      .where('accountId', '=', accountId)
      .execute();
    return {
      subject: t('mails.accounts.confirm_contact.subject', { company: account.name }),
      paragraphs: [
        t('mails.accounts.confirm_contact.greeting', { name: fullName(contact) }),
        t('mails.accounts.confirm_contact.named', { company: account.name, center: centerName }),
      ],
      // After the #, so that neither the server's log nor a page's referrer ever holds it.
      action: { label: t('mails.accounts.confirm_contact.action'), url: `${config.publicUrl}/contact#${token}` },
      notes: [t('mails.accounts.confirm_contact.notYou', { company: account.name })],
    };
  },
});

export const accountsMails = [confirmContactMail];
