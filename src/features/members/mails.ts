import { z } from 'zod';
import type { AccountRole } from '../../core/roles.ts';
import { formatsFor, type Locale, type MessageKey, type Translate } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import { mailTemplate } from '../../server/mail.ts';
import { hashToken, newToken } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { renderCode } from '../identity/acts.ts';

// A server's clock says nothing about the reader's time zone: days only.
const dayOf = (locale: Locale, at: Date): string => formatsFor(locale, 'UTC').formatDate(at, 'long');
const rolesIn = (t: Translate, locale: Locale, roles: readonly string[]): string =>
  formatsFor(locale).formatList(roles.map((role) => t(`roles.${role as AccountRole}`)));
const companyOf = async (tx: Tx, accountId: string) =>
  (await tx.selectFrom('accounts').select('name').where('accountId', '=', accountId).executeTakeFirst())?.name ?? '';

/** The link into a company. Each mail makes a new one; the one before stops working. */
export const invitationMail = mailTemplate({
  name: 'members.invitation',
  ids: z.object({ accountId: z.uuid(), invitationId: z.uuid() }),
  async render({ tx, t, locale, now, config, centerName }, { accountId, invitationId }) {
    const row = await tx
      .selectFrom('invitations')
      .selectAll()
      .where('accountId', '=', accountId)
      .where('invitationId', '=', invitationId)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.state !== 'open' || row.expiresAt <= now) return null;
    const token = newToken();
    await tx
      .updateTable('invitations')
      .set({ tokenHash: hashToken(token), sentAt: now })
      .where('accountId', '=', accountId)
      .where('invitationId', '=', invitationId)
      .execute();
    const values = {
      name: fullName(row),
      inviter: row.invitedByName,
      company: await companyOf(tx, accountId),
      center: centerName,
      roles: rolesIn(t, locale, row.roles),
      day: dayOf(locale, row.expiresAt),
    };
    return {
      subject: t('mails.members.invitation.subject', values),
      paragraphs: [t('mails.members.invitation.greeting', values), t('mails.members.invitation.text', values), t('mails.members.invitation.roles', values)],
      // After the #, so that neither the server's log nor a page's referrer ever holds it.
      action: { label: t('mails.members.invitation.action'), url: `${config.publicUrl}/invitation#${token}` },
      notes: [t('mails.members.invitation.until', values), t('mails.members.invitation.notYou')],
    };
  },
});

/** The code that proves the invited mailbox. */
export const invitationCodeMail = mailTemplate({
  name: 'members.invitation_code',
  ids: z.object({ challengeId: z.uuid(), accountId: z.uuid() }),
  async render({ tx, t, secrets, now }, { challengeId, accountId }) {
    const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
    if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
    const company = await companyOf(tx, accountId);
    return {
      subject: t('mails.members.invitation_code.subject', { company }),
      paragraphs: [t('mails.members.invitation_code.text', { company })],
      code: await renderCode(tx, secrets, challengeId),
      notes: [t('mails.members.invitation_code.note')],
    };
  },
});

const request = (tx: Tx, { accountId, requestId }: { accountId: string; requestId: string }) =>
  tx.selectFrom('joinRequests').selectAll().where('accountId', '=', accountId).where('requestId', '=', requestId).executeTakeFirst();
const RequestIds = z.object({ accountId: z.uuid(), requestId: z.uuid() });

/** To each of the company's admins: someone asks to be let in. */
export const joinRequestForAdminsMail = mailTemplate({
  name: 'members.join_request_for_admins',
  ids: RequestIds,
  async render({ tx, t, locale, config }, ids) {
    const row = await request(tx, ids);
    if (row?.state !== 'open') return null;
    const values = { name: fullName(row), email: row.email, company: await companyOf(tx, ids.accountId), day: dayOf(locale, row.dueAt) };
    return {
      subject: t('mails.members.join_request_for_admins.subject', values),
      paragraphs: [
        t('mails.members.join_request_for_admins.text', values),
        ...(row.message ? [t('mails.members.join_request_for_admins.message', { message: row.message })] : []),
      ],
      action: { label: t('mails.members.join_request_for_admins.action'), url: `${config.publicUrl}/a/${ids.accountId}/people?tab=requests` },
      notes: [t('mails.members.join_request_for_admins.until', values), t('mails.members.join_request_for_admins.unknown')],
    };
  },
});

/** To the asker, at each step: asked, at the operator's desk, let in, refused. */
export const joinRequestMail = mailTemplate({
  name: 'members.join_request',
  ids: RequestIds,
  async render({ tx, t, locale, config, centerName, deskEmail }, ids) {
    const row = await request(tx, ids);
    if (!row || row.state === 'withdrawn') return null;
    const values = { name: fullName(row), company: await companyOf(tx, ids.accountId), center: centerName, day: dayOf(locale, row.dueAt) };
    const step = `mails.members.join_request.${row.state}`;
    return {
      subject: t(`${step}.subject` as MessageKey, values),
      paragraphs: [
        t('mails.members.join_request.greeting', values),
        t(`${step}.text` as MessageKey, values),
        ...(row.state === 'refused' && row.reason ? [t('mails.members.join_request.refused.reason', { reason: row.reason })] : []),
      ],
      ...(row.state === 'accepted'
        ? { action: { label: t('mails.members.join_request.accepted.action'), url: `${config.publicUrl}/a/${ids.accountId}` } }
        : {}),
      notes: deskEmail && row.state !== 'accepted' ? [t('mails.members.join_request.desk', { email: deskEmail })] : [],
    };
  },
});

export const membersMails = [invitationMail, invitationCodeMail, joinRequestForAdminsMail, joinRequestMail];
