import { z } from 'zod';
import { formatsFor, type MessageKey } from '../../../core/locale.ts';
import { mailTemplate, type MailRendering, type MailTemplate } from '../../../server/mail.ts';

async function asked({ tx, locale, centerName }: MailRendering, { accountId, requestId }: { accountId: string; requestId: string }) {
  const row = await tx
    .selectFrom('accessCases as c')
    .innerJoin('serviceRequests as r', 'r.requestId', 'c.requestId')
    .innerJoin('accounts as a', 'a.accountId', 'c.accountId')
    .select(['r.number', 'r.name', 'r.email', 'c.trouble', 'c.state', 'c.adminsUntil', 'a.name as company'])
    .where('c.requestId', '=', requestId)
    .where('c.accountId', '=', accountId)
    .executeTakeFirst();
  if (row?.state !== 'admins' || !row.adminsUntil) return null;
  const until = `${formatsFor(locale, 'UTC').formatDate(row.adminsUntil, 'moment')} UTC`;
  return { trouble: row.trouble, values: { number: row.number, name: row.name, email: row.email, company: row.company, until, center: centerName } };
}

/** To everyone of the company who can help: who asks, and what happens if nobody answers. Also to their phones. */
export const accessForAdminsMail = mailTemplate({
  name: 'recovery.access_for_admins',
  ids: z.object({ accountId: z.uuid(), requestId: z.uuid() }),
  async render(context, ids) {
    const { t, config } = context;
    const found = await asked(context, ids);
    if (!found) return null;
    const { values, trouble } = found;
    return {
      subject: t('mails.recovery.access_for_admins.subject', values),
      paragraphs: [
        t('mails.recovery.access_for_admins.text', values),
        t(`access_requests.trouble.${trouble}` as MessageKey),
        t('mails.recovery.access_for_admins.how', values),
      ],
      action: { label: t('mails.recovery.access_for_admins.action'), url: `${config.publicUrl}/a/${ids.accountId}/access-requests` },
      notes: [t('mails.recovery.access_for_admins.note')],
    };
  },
  async text(context, ids) {
    const { t, config } = context;
    const found = await asked(context, ids);
    if (!found) return null;
    return {
      sentence: t('mails.recovery.access_for_admins.short', found.values),
      action: { label: t('mails.recovery.access_for_admins.action'), url: `${config.publicUrl}/a/${ids.accountId}/access-requests` },
    };
  },
});

export const accessMails: readonly MailTemplate[] = [accessForAdminsMail] as readonly MailTemplate[];
