import { z } from 'zod';
import { formatsFor, type Locale, type MessageKey } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { type MailTemplate, mailTemplate } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';

const Ids = z.object({ accountId: z.uuid(), requestId: z.uuid() });
// A server's clock says nothing about the reader's time zone: days only.
const dayOf = (locale: Locale, at: Date): string => formatsFor(locale, 'UTC').formatDate(at, 'long');

const find = (tx: Tx, { accountId, requestId }: z.output<typeof Ids>) =>
  tx
    .selectFrom('resetRequests as r')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
    .innerJoin('accounts as a', 'a.accountId', 'r.accountId')
    .where('r.accountId', '=', accountId)
    .where('r.requestId', '=', requestId)
    .selectAll('r')
    .select(['m.givenName', 'm.familyName', 'm.email', 'a.name as company'])
    .executeTakeFirst();

/** To each of those who may reset the person. */
export const resetRequestForAdminsMail = mailTemplate({
  name: 'recovery.reset_request_for_admins',
  ids: Ids,
  async render({ tx, t, locale, config, now }, ids) {
    const row = await find(tx, ids);
    if (row?.state !== 'open' || row.expiresAt <= now) return null;
    const values = { name: fullName(row), email: row.email, company: row.company, day: dayOf(locale, row.expiresAt) };
    const m = 'mails.recovery.reset_request_for_admins';
    return {
      subject: t(`${m}.subject`, values),
      paragraphs: [t(`${m}.text`, values), t(`${m}.check`, values)],
      action: { label: t(`${m}.action`), url: `${config.publicUrl}/a/${ids.accountId}/people/${row.personId}/password` },
      notes: [t(`${m}.until`, values)],
    };
  },
});

/** To the asker, when nobody helped. */
export const resetRequestMail = mailTemplate({
  name: 'recovery.reset_request',
  ids: Ids,
  async render({ tx, t, config }, ids) {
    const row = await find(tx, ids);
    if (row?.state !== 'refused' && row?.state !== 'expired') return null;
    const values = { name: fullName(row), company: row.company };
    const m = 'mails.recovery.reset_request';
    return {
      subject: t(`${m}.${row.state}.subject` as MessageKey, values),
      paragraphs: [
        t(`${m}.greeting`, values),
        t(`${m}.${row.state}.text` as MessageKey, values),
        ...(row.reason ? [t(`${m}.reason`, { reason: row.reason })] : []),
      ],
      action: { label: t(`${m}.action`), url: `${config.publicUrl}/recover` },
      notes: [],
    };
  },
});

/** To the reseller's other global admins: the distributor started a reset for one of them. */
export const helpUsedMail = mailTemplate({
  name: 'recovery.help_used',
  ids: z.object({ announcementId: z.uuid() }),
  async render({ tx, t, config }, ids) {
    const used = await findUse(tx, ids);
    if (!used) return null;
    return {
      subject: t('mails.recovery.help_used.subject', used.values),
      paragraphs: [t('mails.recovery.help_used.text', used.values)],
      action: { label: t('mails.recovery.help_used.action'), url: `${config.publicUrl}${used.path}` },
      notes: [t('mails.recovery.help_used.note')],
    };
  },
  async text({ tx, t, config }, ids) {
    const used = await findUse(tx, ids);
    if (!used) return null;
    return {
      sentence: t('mails.recovery.help_used.subject', used.values),
      action: { label: t('mails.recovery.help_used.action'), url: `${config.publicUrl}${used.path}` },
    };
  },
});

async function findUse(tx: Tx, { announcementId }: { announcementId: string }) {
  const row = await tx
    .selectFrom('announcements')
    .select(['accountId', 'subjectId', 'details'])
    .where('announcementId', '=', announcementId)
    .executeTakeFirst();
  return row && { path: `/a/${row.accountId}/relations/${row.subjectId}`, values: row.details as { partner: string; by: string; name: string } };
}

export const helpMails: readonly MailTemplate[] = [resetRequestForAdminsMail, resetRequestMail, helpUsedMail] as readonly MailTemplate[];
