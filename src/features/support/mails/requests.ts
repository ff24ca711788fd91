import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../../server/mail.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';

/** What whoever asked is told of by mail. */
export const tolds = ['opened', 'answered', 'asked_back', 'closed', 'reopened', 'handed_over', 'link'] as const;
export type Told = (typeof tolds)[number];

/**
 * To whoever asked: what has become of the request, and the way to it: its page for a member of a company, a private link for
 * anyone else. Each mail has a link of its own.
 */
export const requestMail = mailTemplate({
  name: 'support.request_told',
  ids: z.object({ requestId: z.uuid(), told: z.enum(tolds), messageId: z.uuid().optional() }),
  async render({ tx, t, config, now, centerName, deskEmail }, { requestId, told, messageId }) {
    const [row, message] = await Promise.all([
      tx.selectFrom('serviceRequests').selectAll().where('requestId', '=', requestId).executeTakeFirst(),
      messageId ? tx.selectFrom('serviceMessages').select('text').where('messageId', '=', messageId).executeTakeFirst() : undefined,
    ]);
    if (!row) return null;
    const values = { number: row.number, subject: row.subject, name: row.name, center: centerName };
    const isPrivate = row.kind === 'access' || !row.accountId || !row.personId;
    const token = isPrivate ? newToken() : undefined;
    if (token)
      await tx
        .insertInto('serviceLinks')
        .values({ tokenHash: hashToken(token), requestId, madeAt: now })
        .execute();
    return {
      subject: t(`mails.support.request_told.${told}.subject`, values),
      paragraphs: [t(`mails.support.request_told.${told}.text`, values), ...(message ? [message.text] : [])],
      action: {
        label: t('mails.support.request_told.action'),
        url: token ? `${config.publicUrl}/request#${token}` : `${config.publicUrl}/a/${row.accountId}/requests/${requestId}`,
      },
      notes: [...(token ? [t('mails.support.request_told.private')] : []), ...(deskEmail ? [t('mails.support.request_told.desk', { email: deskEmail })] : [])],
    };
  },
});

export const requestsMails: readonly MailTemplate[] = [requestMail] as readonly MailTemplate[];
