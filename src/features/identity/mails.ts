import { z } from 'zod';
import { formatsFor, type MessageKey } from '../../core/locale.ts';
import { askMail, mailTemplate, type MailTemplate } from '../../server/mail.ts';
import type { Tx } from '../../server/tx.ts';
import { renderCode, renderToken } from './challenges.ts';
import { deviceOf } from './policy.ts';
import { getPerson, type PersonRow } from './queries.ts';

/** The code to sign in with. */
export const signInCodeMail = mailTemplate({
  name: 'identity.sign_in_code',
  ids: z.object({ challengeId: z.uuid() }),
  async render({ tx, t, secrets, centerName, now }, { challengeId }) {
    const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
    if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
    return {
      subject: t('mails.identity.sign_in_code.subject', { center: centerName }),
      paragraphs: [t('mails.identity.sign_in_code.text')],
      code: await renderCode(tx, secrets, challengeId),
      notes: [t('mails.identity.sign_in_code.note')],
    };
  },
});

/** One mail for every change of a credential; its subject and text are `mails.identity.security.<what>.…`. */
export const securityMail = mailTemplate({
  name: 'identity.security',
  ids: z.object({ announcementId: z.uuid() }),
  async render({ tx, t, locale, centerName, config }, { announcementId }) {
    const row = await tx
      .selectFrom('announcements')
      .select(['name', 'at', 'details', 'address', 'userAgent'])
      .where('announcementId', '=', announcementId)
      .executeTakeFirst();
    if (!row) return null;
    const what = `mails.identity.security.${row.name.replace(/^identity\./, '')}`;
    const { browser, system } = deviceOf(row.userAgent);
    const values = {
      ...(row.details as Record<string, string | number>),
      center: centerName,
      // A server's clock says nothing about the reader's time zone: UTC, and said so.
      at: `${formatsFor(locale, 'UTC').formatDate(row.at, 'moment')} UTC`,
      device: [browser, system].filter(Boolean).join(' · ') || '–',
      address: row.address ?? '–',
    };
    return {
      subject: t(`${what}.subject` as MessageKey, values),
      paragraphs: [t(`${what}.text` as MessageKey, values), t('mails.identity.security.where', values)],
      action: { label: t('mails.identity.security.action'), url: `${config.publicUrl}/me/security` },
      notes: [t('mails.identity.security.note')],
    };
  },
});

/** Asks for the mail that tells a person what changed about signing in as them. */
export const tellPerson = (tx: Tx, now: Date, person: PersonRow, announcementId: string): Promise<void> =>
  askMail(tx, now, securityMail, { to: person.email, locale: person.locale, personId: person.personId, ids: { announcementId } });

/** The link by which someone new of the operator's own people sets a password. */
export const credentialLinkMail = mailTemplate({
  name: 'identity.credential_link',
  ids: z.object({ challengeId: z.uuid(), personId: z.uuid(), role: z.string() }),
  async render({ tx, t, config, centerName, now }, { challengeId, personId, role }) {
    const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
    if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
    const person = await getPerson(tx, personId);
    const values = { center: centerName, name: person.name, email: person.email, role: t(`roles.${role}` as MessageKey) };
    return {
      subject: t('mails.identity.credential_link.subject', values),
      paragraphs: [t('mails.identity.credential_link.text', values), t('mails.identity.credential_link.how', values)],
      // Behind the #, where no server, log or Referer header sees it.
      action: { label: t('mails.identity.credential_link.action'), url: `${config.publicUrl}/set-password#${await renderToken(tx, challengeId)}` },
      notes: [t('mails.identity.credential_link.note')],
    };
  },
});

/** Someone who can sign in already has got one of the operator's roles. */
export const operatorAddedMail = mailTemplate({
  name: 'identity.operator_added',
  ids: z.object({ personId: z.uuid(), role: z.string() }),
  async render({ tx, t, config, centerName }, { personId, role }) {
    const values = { center: centerName, name: (await getPerson(tx, personId)).name, role: t(`roles.${role}` as MessageKey) };
    return {
      subject: t('mails.identity.operator_added.subject', values),
      paragraphs: [t('mails.identity.operator_added.text', values)],
      action: { label: t('mails.identity.operator_added.action'), url: `${config.publicUrl}/operator` },
    };
  },
});

export const identityMails: readonly MailTemplate[] = [signInCodeMail, securityMail, credentialLinkMail, operatorAddedMail] as readonly MailTemplate[];
