import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';

/** To the contact of the location that a visitor of the directory wrote to: who it is, and what they wrote. */
export const leadMail = mailTemplate({
  name: 'profiles.lead',
  ids: z.object({ leadId: z.uuid() }),
  async render({ tx, t, config, centerName }, { leadId }) {
    const lead = await tx
      .selectFrom('leads as l')
      .innerJoin('accounts as a', 'a.accountId', 'l.accountId')
      .selectAll('l')
      .select('a.name as partner')
      .where('l.leadId', '=', leadId)
      .executeTakeFirst();
    if (!lead) return null;
    const values = { name: lead.name, partner: lead.partner, center: centerName };
    const reach = [lead.email, lead.phone, lead.company].filter(Boolean).join(' · ');
    return {
      subject: t('mails.profiles.lead.subject', values),
      paragraphs: [t('mails.profiles.lead.text', values), lead.message, t('mails.profiles.lead.reach', { reach })],
      action: { label: t('mails.profiles.lead.action'), url: `${config.publicUrl}/a/${lead.accountId}/leads` },
      notes: [t('mails.profiles.lead.note', values)],
    };
  },
});
export const profileMails: readonly MailTemplate[] = [leadMail] as readonly MailTemplate[];
