import { z } from 'zod';
import { formatsFor } from '../../../core/locale.ts';
import { type MailRendering, mailTemplate } from '../../../server/mail.ts';
import { renderToken } from '../challenges.ts';
import { getPerson } from '../queries.ts';

const Data = z.object({ why: z.enum(['admin', 'distributor', 'elevation']), by: z.string(), company: z.string() });

/** What a link is about, while it may still be opened. */
async function wanted({ tx, locale, centerName, now }: MailRendering, { challengeId, personId }: { challengeId: string; personId: string }) {
  const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt', 'data']).where('challengeId', '=', challengeId).executeTakeFirst();
  if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
  const { why, by, company } = Data.parse(challenge.data);
  const { name, email } = await getPerson(tx, personId);
  return { why, values: { center: centerName, name, email, by, company, until: `${formatsFor(locale, 'UTC').formatDate(challenge.expiresAt, 'moment')} UTC` } };
}

/** The link by which someone who was helped sets a new password. */
export const resetLinkMail = mailTemplate({
  name: 'identity.reset_link',
  ids: z.object({ challengeId: z.uuid(), personId: z.uuid() }),
  async render(context, ids) {
    const { tx, t, config } = context;
    const link = await wanted(context, ids);
    if (!link) return null;
    const { why, values } = link;
    return {
      subject: t('mails.identity.reset_link.subject', values),
      paragraphs: [t('mails.identity.reset_link.greeting', values), t(`mails.identity.reset_link.${why}`, values), t('mails.identity.reset_link.how', values)],
      // Behind the #, where no server, log or Referer header sees it; opening it changes nothing until the button is pressed.
      action: { label: t('mails.identity.reset_link.action'), url: `${config.publicUrl}/set-password#${await renderToken(tx, ids.challengeId)}` },
      notes: [t('mails.identity.reset_link.until', values), t('mails.identity.reset_link.note')],
    };
  },
  async text(context, ids) {
    const { tx, t, config } = context;
    const link = await wanted(context, ids);
    if (!link) return null;
    const url = `${config.publicUrl}/set-password#${await renderToken(tx, ids.challengeId)}`;
    return { sentence: t('mails.identity.reset_link.short', link.values), action: { label: t('mails.identity.reset_link.action'), url } };
  },
});
