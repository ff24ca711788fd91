import { z } from 'zod';
import type { MessageKey } from '../../core/locale.ts';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { VerificationAsked, VerificationAuthorized, VerificationRejected } from './contract.ts';

const Told = z.union([
  z.object({ name: z.literal(VerificationAuthorized.name), details: VerificationAuthorized.details }),
  z.object({ name: z.literal(VerificationRejected.name), details: VerificationRejected.details }),
  z.object({ name: z.literal(VerificationAsked.name), details: VerificationAsked.details }),
]);

/** To the primary contact and those who may answer: what the operator decided or asked, and what to do. */
export const verificationMail = mailTemplate({
  name: 'verification.told',
  ids: z.object({ accountId: z.uuid(), announcementId: z.uuid() }),
  async render({ tx, t, config, centerName, deskEmail }, { accountId, announcementId }) {
    const [account, row] = await Promise.all([
      tx.selectFrom('accounts').select(['name', 'partnerId']).where('accountId', '=', accountId).executeTakeFirst(),
      tx.selectFrom('announcements').select(['name', 'details']).where('announcementId', '=', announcementId).executeTakeFirst(),
    ]);
    const told = Told.safeParse(row);
    if (!account || !told.success) return null;
    const { name, details } = told.data;
    const what = name.slice('verification.'.length) as 'authorized' | 'rejected' | 'asked';
    const values = { company: account.name, partnerId: account.partnerId, center: centerName };
    const [reason, note, question] = ['reason', 'note', 'question'].map((key) => (details as Record<string, string | null>)[key] ?? null);
    return {
      subject: t(`mails.verification.told.${what}.subject`, values),
      paragraphs: [
        t(`mails.verification.told.${what}.text`, values),
        ...(question ? [question] : []),
        ...(reason ? [t(`accounts.rejected.${reason}` as MessageKey), t(`accounts.satisfy.${reason}` as MessageKey)] : []),
        ...(note ? [t('mails.verification.told.note', { note })] : []),
      ],
      action: { label: t(`mails.verification.told.${what}.action`), url: `${config.publicUrl}/a/${accountId}/verification` },
      notes: deskEmail && what !== 'authorized' ? [t('mails.verification.told.desk', { email: deskEmail })] : [],
    };
  },
});

export const verificationMails: readonly MailTemplate[] = [verificationMail] as readonly MailTemplate[];
