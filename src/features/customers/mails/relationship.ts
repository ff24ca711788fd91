import { z } from 'zod';
import { formatsFor, type Locale, type MessageKey } from '../../../core/locale.ts';
import { mailTemplate } from '../../../server/mail.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { renderCode } from '../../identity/acts.ts';

// A server's clock says nothing about the reader's time zone: days only.
const dayOf = (locale: Locale, at: Date): string => formatsFor(locale, 'UTC').formatDate(at, 'long');
const partnerOf = async (tx: Tx, accountId: string) =>
  (await tx.selectFrom('accounts').select('name').where('accountId', '=', accountId).executeTakeFirst())?.name ?? '';

/** A partner asks a customer for a relationship. Each mail makes a new link; the one before stops working. */
export const customerInvitationMail = mailTemplate({
  name: 'customers.invitation',
  ids: z.object({ accountId: z.uuid(), invitationId: z.uuid() }),
  async render({ tx, t, locale, now, config, centerName }, { accountId, invitationId }) {
    const row = await tx
      .selectFrom('customerInvitations')
      .selectAll()
      .where('accountId', '=', accountId)
      .where('invitationId', '=', invitationId)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.state !== 'open' || row.expiresAt <= now) return null;
    const token = newToken();
    await tx
      .updateTable('customerInvitations')
      .set({ tokenHash: hashToken(token), sentAt: now })
      .where('accountId', '=', accountId)
      .where('invitationId', '=', invitationId)
      .execute();
    const roles = formatsFor(locale).formatList(row.roles.map((role) => t(`customers.role.${role}` as MessageKey)));
    const values = {
      partner: await partnerOf(tx, accountId),
      inviter: row.invitedByName,
      company: row.company,
      center: centerName,
      day: dayOf(locale, row.expiresAt),
      roles,
      days: row.days ?? 0,
    };
    return {
      subject: t('mails.customers.invitation.subject', values),
      paragraphs: [
        t('mails.customers.invitation.greeting'),
        t('mails.customers.invitation.text', values),
        row.days ? t('mails.customers.invitation.rights', values) : t('mails.customers.invitation.no_rights', values),
        ...(row.message ? [t('mails.customers.invitation.message', { inviter: row.invitedByName, message: row.message })] : []),
      ],
      // After the #, so that neither the server's log nor a page's referrer ever holds it.
      action: { label: t('mails.customers.invitation.action'), url: `${config.publicUrl}/customer-invitation#${token}` },
      notes: [t('mails.customers.invitation.until', values), t('mails.customers.invitation.admin_only', values)],
    };
  },
});

/** The code that proves the mailbox of whoever accepts. */
export const customerCodeMail = mailTemplate({
  name: 'customers.invitation_code',
  ids: z.object({ challengeId: z.uuid(), accountId: z.uuid() }),
  async render({ tx, t, secrets, now }, { challengeId, accountId }) {
    const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
    if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
    const partner = await partnerOf(tx, accountId);
    return {
      subject: t('mails.customers.invitation_code.subject', { partner }),
      paragraphs: [t('mails.customers.invitation_code.text', { partner })],
      code: await renderCode(tx, secrets, challengeId),
      notes: [t('mails.customers.invitation_code.note')],
    };
  },
});

/** To the administrators of a customer's directory: a partner asks for rights, or has ended the relationship. */
export const customerNewsMail = mailTemplate({
  name: 'customers.news',
  ids: z.object({ accountId: z.uuid(), customerId: z.uuid(), what: z.enum(['asked', 'removed', 'agreement']), delegationId: z.uuid().nullable() }),
  async render({ tx, t, locale, config }, { accountId, customerId, what, delegationId }) {
    const customer = await tx
      .selectFrom('customers')
      .select(['tenantName', 'agreement'])
      .where('accountId', '=', accountId)
      .where('customerId', '=', customerId)
      .executeTakeFirst();
    const asked = delegationId
      ? await tx.selectFrom('customerDelegations').selectAll().where('accountId', '=', accountId).where('delegationId', '=', delegationId).executeTakeFirst()
      : undefined;
    // Whoever was asked and has agreed meanwhile is asked no more.
    if (!customer || (what === 'asked' && asked?.state !== 'asked') || (what === 'agreement' && customer.agreement !== 'none')) return null;
    const roles = formatsFor(locale).formatList((asked?.roles ?? []).map((role) => t(`customers.role.${role}` as MessageKey)));
    const values = { partner: await partnerOf(tx, accountId), company: customer.tenantName, roles, days: asked?.days ?? 0 };
    return {
      subject: t(`mails.customers.news.${what}.subject`, values),
      paragraphs: [t(`mails.customers.news.${what}.text`, values), ...(asked?.why ? [t('mails.customers.news.why', { why: asked.why })] : [])],
      action: { label: t('mails.customers.news.action'), url: `${config.publicUrl}/me/customer` },
    };
  },
});
