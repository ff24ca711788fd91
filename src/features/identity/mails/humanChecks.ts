import { z } from 'zod';
import { mailTemplate } from '../../../server/mail.ts';
import { renderCode } from '../challenges.ts';

/** The code that stands for a human check. It goes to people who are known here and to people who are not. */
export const humanCodeMail = mailTemplate({
  name: 'identity.human_code',
  ids: z.object({ challengeId: z.uuid() }),
  async render({ tx, t, secrets, centerName, now }, { challengeId }) {
    const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
    if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
    return {
      subject: t('mails.identity.human_code.subject', { center: centerName }),
      paragraphs: [t('mails.identity.human_code.text', { center: centerName })],
      code: await renderCode(tx, secrets, challengeId),
      notes: [t('mails.identity.human_code.note')],
    };
  },
});
