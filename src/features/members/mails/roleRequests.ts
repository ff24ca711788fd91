import { z } from 'zod';
import { formatsFor, type Locale, type MessageKey, type Translate } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import type { Role } from '../../../core/roles.ts';
import { mailTemplate } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';

const Ids = z.object({ accountId: z.uuid(), requestId: z.uuid() });
const roleIn = (t: Translate, role: string): string => t(`roles.${role as Role}`);
// A server's clock says nothing about the reader's time zone: days only.
const dayOf = (locale: Locale, at: Date): string => formatsFor(locale, 'UTC').formatDate(at, 'long');

const find = (tx: Tx, { accountId, requestId }: z.output<typeof Ids>) =>
  tx
    .selectFrom('roleRequests as r')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
    .innerJoin('accounts as a', 'a.accountId', 'r.accountId')
    .where('r.accountId', '=', accountId)
    .where('r.requestId', '=', requestId)
    .selectAll('r')
    .select(['m.givenName', 'm.familyName', 'm.email', 'a.name as company'])
    .executeTakeFirst();

/** To each of those who can give the role: a colleague asks for it. */
export const roleRequestForAdminsMail = mailTemplate({
  name: 'members.role_request_for_admins',
  ids: Ids,
  async render({ tx, t, locale, config }, ids) {
    const row = await find(tx, ids);
    if (row?.state !== 'open') return null;
    const values = { name: fullName(row), email: row.email, company: row.company, role: roleIn(t, row.role), day: dayOf(locale, row.expiresAt) };
    const wish = row.wishedDays
      ? t('mails.members.role_request_for_admins.days', { days: row.wishedDays })
      : row.wishedUntil
        ? t('mails.members.role_request_for_admins.until_day', { day: dayOf(locale, row.wishedUntil) })
        : t('mails.members.role_request_for_admins.for_good');
    return {
      subject: t('mails.members.role_request_for_admins.subject', values),
      paragraphs: [t('mails.members.role_request_for_admins.text', values), wish, t('mails.members.role_request_for_admins.reason', { reason: row.reason })],
      action: { label: t('mails.members.role_request_for_admins.action'), url: `${config.publicUrl}/a/${ids.accountId}/role-requests/${ids.requestId}` },
      notes: [t('mails.members.role_request_for_admins.until', values)],
    };
  },
});

/** To the asker: granted, refused, or left without an answer. */
export const roleRequestMail = mailTemplate({
  name: 'members.role_request',
  ids: Ids,
  async render({ tx, t, locale, config, deskEmail }, ids) {
    const row = await find(tx, ids);
    if (!row || row.state === 'open' || row.state === 'withdrawn') return null;
    const values = {
      name: fullName(row),
      company: row.company,
      role: roleIn(t, row.grantedRole ?? row.role),
      asked: roleIn(t, row.role),
      by: row.decidedByName ?? '',
      day: row.grantedUntil ? dayOf(locale, row.grantedUntil) : '',
    };
    const step = `mails.members.role_request.${row.state}`;
    const until = row.state === 'granted' && row.grantedUntil ? [t('mails.members.role_request.granted.until', values)] : [];
    const other = row.grantedRole && row.grantedRole !== row.role ? [t('mails.members.role_request.granted.other', values)] : [];
    return {
      subject: t(`${step}.subject` as MessageKey, values),
      paragraphs: [
        t('mails.members.role_request.greeting', values),
        t(`${step}.text` as MessageKey, values),
        ...other,
        ...until,
        ...(row.answer ? [t('mails.members.role_request.answer', { by: values.by, answer: row.answer })] : []),
      ],
      action: { label: t('mails.members.role_request.action'), url: `${config.publicUrl}/a/${ids.accountId}/role-requests/${ids.requestId}` },
      notes: deskEmail && row.state === 'expired' ? [t('mails.members.role_request.desk', { email: deskEmail })] : [],
    };
  },
});

export const roleRequestMails = [roleRequestForAdminsMail, roleRequestMail];
