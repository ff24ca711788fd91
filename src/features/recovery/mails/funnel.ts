import { z } from 'zod';
import { formatsFor } from '../../../core/locale.ts';
import { type MailRendering, mailTemplate, type MailTemplate } from '../../../server/mail.ts';
import { renderCode } from '../../identity/acts.ts';
import { deviceOf } from '../../identity/policy.ts';

const ids = z.object({ challengeId: z.uuid(), recoveryId: z.uuid() });

async function isWanted({ tx, now }: MailRendering, { challengeId, recoveryId }: z.output<typeof ids>) {
  const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
  const recovery = await tx.selectFrom('recoveries').selectAll().where('recoveryId', '=', recoveryId).executeTakeFirst();
  return challenge && !challenge.usedAt && challenge.expiresAt > now && recovery && !recovery.usedAt ? recovery : undefined;
}

/** The code by which somebody shows that a mailbox or a phone is theirs. It carries no link: what a mail opens, a mail scanner opens too. */
export const recoveryCodeMail = mailTemplate({
  name: 'recovery.code',
  ids,
  async render(context, given) {
    const { tx, t, secrets, locale, centerName } = context;
    const recovery = await isWanted(context, given);
    if (!recovery) return null;
    const { browser, system } = deviceOf(recovery.userAgent);
    return {
      subject: t('mails.recovery.code.subject', { center: centerName }),
      paragraphs: [t('mails.recovery.code.text', { center: centerName })],
      code: await renderCode(tx, secrets, given.challengeId),
      notes: [
        t('mails.recovery.code.where', {
          at: `${formatsFor(locale, 'UTC').formatDate(recovery.createdAt, 'moment')} UTC`,
          device: [browser, system].filter(Boolean).join(' · ') || '–',
          address: recovery.address ?? '–',
        }),
        t('mails.recovery.code.note'),
      ],
    };
  },
  async text(context, given) {
    const { tx, t, secrets, centerName } = context;
    if (!(await isWanted(context, given))) return null;
    return { sentence: t('mails.recovery.code.short', { center: centerName }), code: await renderCode(tx, secrets, given.challengeId) };
  },
});

export const funnelMails: readonly MailTemplate[] = [recoveryCodeMail] as readonly MailTemplate[];
