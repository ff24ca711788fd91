import { z } from 'zod';
import { enter } from '../../server/db.ts';
import { hashToken, newToken } from '../../server/secrets.ts';
import { type MailRendering, mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { getAccount } from '../accounts/queries.ts';
import { renderCode } from '../identity/acts.ts';
import { findPersonByEmail, getPerson } from '../identity/queries.ts';
import { codeMinutes } from './contract.ts';
import { findSignUp } from './queries.ts';

const ids = z.object({ signUpId: z.uuid() });

/** Where the sign-up goes on. The token stands behind #, which browsers send to no server. */
async function continueUrl({ tx, config, now }: MailRendering, signUpId: string): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('signUpTokens')
    .values({ tokenHash: hashToken(token), signUpId, createdAt: now })
    .execute();
  return `${config.publicUrl}/sign-up#${token}`;
}

/** The code that proves the mailbox. To someone who has an identity already it says so: only the mailbox hears it, never the page. */
export const codeMail = mailTemplate({
  name: 'signup.code',
  ids: ids.extend({ challengeId: z.uuid() }),
  async render(context, { signUpId, challengeId }) {
    const { tx, t, centerName, secrets, config } = context;
    const signUp = await findSignUp(tx, signUpId);
    // Another code was asked for meanwhile: only the last one is good.
    if (signUp?.challengeId !== challengeId) return null;
    const isKnown = (await findPersonByEmail(tx, signUp.email)) !== undefined;
    const code = await renderCode(tx, secrets, challengeId);
    const known = isKnown ? [t('mails.signup.code.known', { center: centerName }), `${config.publicUrl}/sign-in`] : [];
    return {
      subject: t('mails.signup.code.subject', { center: centerName, code }),
      paragraphs: [t('mails.signup.code.text', { center: centerName, minutes: codeMinutes }), ...known],
      code,
      action: { label: t('mails.signup.code.continue'), url: await continueUrl(context, signUpId) },
      notes: [t('mails.signup.code.kept'), t('mails.signup.code.not_you')],
    };
  },
});

/** A way back into a sign-up that was left half done. */
export const linkMail = mailTemplate({
  name: 'signup.link',
  ids,
  async render(context, { signUpId }) {
    const { tx, t, locale, centerName, now } = context;
    const signUp = await findSignUp(tx, signUpId);
    if (!signUp || signUp.finishedAt || signUp.expiresAt <= now) return null;
    const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(signUp.expiresAt);
    return {
      subject: t('mails.signup.link.subject', { center: centerName }),
      paragraphs: [t('mails.signup.link.text', { center: centerName }), t('mails.signup.link.until', { date: until })],
      action: { label: t('mails.signup.link.continue'), url: await continueUrl(context, signUpId) },
      notes: [t('mails.signup.link.not_you')],
    };
  },
});

/** The account is there. */
export const welcomeMail = mailTemplate({
  name: 'signup.welcome',
  ids: z.object({ accountId: z.uuid(), personId: z.uuid() }),
  async render({ tx, t, centerName, config }, { accountId, personId }) {
    await enter(tx, { accountId });
    const account = await getAccount(tx);
    const person = await getPerson(tx, personId);
    return {
      subject: t('mails.signup.welcome.subject', { company: account.name, center: centerName }),
      paragraphs: [
        t('mails.signup.welcome.text', { name: person.name, company: account.name, center: centerName, partnerId: account.partnerId }),
        t('mails.signup.welcome.verification'),
        t('mails.signup.welcome.next'),
      ],
      action: { label: t('mails.signup.welcome.open'), url: `${config.publicUrl}/a/${accountId}` },
    };
  },
});

export const signupMails: readonly MailTemplate[] = [codeMail, linkMail, welcomeMail] as readonly MailTemplate[];
