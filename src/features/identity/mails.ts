import { z } from 'zod';
import { formatsFor, type MessageKey } from '../../core/locale.ts';
import { askMail, askText, type MailRendering, mailTemplate, type MailTemplate } from '../../server/mail.ts';
import type { Tx } from '../../server/tx.ts';
import { insertChallenge, renderCode, renderToken } from './challenges.ts';
import { deviceOf, proofRules } from './policy.ts';
import { humanCodeMail } from './mails/humanChecks.ts';
import { getPerson, type PersonRow } from './queries.ts';
import { PersonFrozen } from './contract/ways.ts';
import { resetLinkMail } from './mails/resetLinks.ts';
import { listProvedWays } from './queries/ways.ts';

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

/** The code that proves a further way, or tests one; to a mailbox or to a phone. */
export const wayCodeMail = mailTemplate({
  name: 'identity.way_code',
  ids: z.object({ challengeId: z.uuid(), minutes: z.number() }),
  async render({ tx, t, secrets, centerName, now }, { challengeId, minutes }) {
    if (!(await isWaiting(tx, now, challengeId))) return null;
    return {
      subject: t('mails.identity.way_code.subject', { center: centerName }),
      paragraphs: [t('mails.identity.way_code.text', { minutes })],
      code: await renderCode(tx, secrets, challengeId),
      notes: [t('mails.identity.way_code.note')],
    };
  },
  async text({ tx, t, secrets, centerName, now }, { challengeId, minutes }) {
    if (!(await isWaiting(tx, now, challengeId))) return null;
    return { sentence: t('mails.identity.way_code.short', { center: centerName, minutes }), code: await renderCode(tx, secrets, challengeId) };
  },
});

async function isWaiting(tx: Tx, now: Date, challengeId: string): Promise<boolean> {
  const challenge = await tx.selectFrom('challenges').select(['usedAt', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
  return challenge !== undefined && !challenge.usedAt && challenge.expiresAt > now;
}

/** What a link in a mail about a change is good for: "this was not me". */
export const notMePurpose = 'not_me';

/** What the mail and the text about a change say; null when the announcement is not there any more. */
async function findChange({ tx, locale, centerName }: MailRendering, announcementId: string) {
  const row = await tx
    .selectFrom('announcements')
    .select(['name', 'at', 'personId', 'details', 'address', 'userAgent'])
    .where('announcementId', '=', announcementId)
    .executeTakeFirst();
  if (!row) return null;
  const { browser, system } = deviceOf(row.userAgent);
  return {
    ...row,
    words: `mails.identity.security.${row.name.replace(/^identity\./, '')}`,
    values: {
      ...(row.details as Record<string, string | number>),
      center: centerName,
      // A server's clock says nothing about the reader's time zone: UTC, and said so.
      at: `${formatsFor(locale, 'UTC').formatDate(row.at, 'moment')} UTC`,
      device: [browser, system].filter(Boolean).join(' · ') || '–',
      address: row.address ?? '–',
    },
  };
}

/**
 * The link by which whoever reads this says that the change was not theirs, for 72 hours from the change; each mail and each text
 * has one of its own. Undefined when it is too late, or when all there is to undo is that everything is shut.
 */
async function notMeUrl({ tx, config, now }: MailRendering, announcementId: string, change: { name: string; at: Date; personId: string | null }) {
  const until = change.at.getTime() + proofRules.notMe.hours * 3_600_000;
  if (!change.personId || change.name === PersonFrozen.name || until <= now.getTime()) return undefined;
  const challengeId = await insertChallenge(tx, now, {
    purpose: notMePurpose,
    email: '',
    data: { personId: change.personId, announcementId, changeAt: change.at },
    minutes: (until - now.getTime()) / 60_000,
  });
  return `${config.publicUrl}/not-me#${await renderToken(tx, challengeId)}`;
}

/** One mail for every change of a credential; its subject and text are `mails.identity.security.<what>.…`. */
export const securityMail = mailTemplate({
  name: 'identity.security',
  ids: z.object({ announcementId: z.uuid() }),
  async render(context, { announcementId }) {
    const { t, config } = context;
    const change = await findChange(context, announcementId);
    if (!change) return null;
    const url = await notMeUrl(context, announcementId, change);
    const isFrozen = change.name === PersonFrozen.name;
    return {
      subject: t(`${change.words}.subject` as MessageKey, change.values),
      paragraphs: [
        t(`${change.words}.text` as MessageKey, change.values),
        t('mails.identity.security.where', change.values),
        ...(url ? [t('mails.identity.security.not_me_text', { hours: proofRules.notMe.hours })] : []),
      ],
      action: url
        ? { label: t('mails.identity.security.not_me'), url }
        : isFrozen
          ? { label: t('mails.identity.security.recover'), url: `${config.publicUrl}/recover` }
          : { label: t('mails.identity.security.action'), url: `${config.publicUrl}/me/security` },
      notes: isFrozen ? [] : [t(url ? 'mails.identity.security.was_me' : 'mails.identity.security.note')],
    };
  },
  async text(context, { announcementId }) {
    const { t, config } = context;
    const change = await findChange(context, announcementId);
    if (!change) return null;
    const what = t(`${change.words}.subject` as MessageKey, change.values);
    const url = await notMeUrl(context, announcementId, change);
    if (url) return { sentence: t('mails.identity.security.short', { what }), action: { label: t('mails.identity.security.not_me'), url } };
    return {
      sentence: t('mails.identity.security.short_late', { what }),
      action: { label: t('mails.identity.security.recover'), url: `${config.publicUrl}/recover` },
    };
  },
});

interface Told {
  /** The way that was just added or put in place: whoever did it holds it, so it alone would tell nobody. */
  readonly except?: string;
  /** A way that was just removed: it may have been the owner's last one. */
  readonly removed?: { readonly kind: 'email' | 'phone'; readonly value: string };
}

/** Tells a person, by every proved way on file, what changed about signing in as them. The Tx must be theirs or across accounts. */
export async function tellPerson(tx: Tx, now: Date, person: PersonRow, announcementId: string, { except, removed }: Told = {}): Promise<void> {
  const ways = (await listProvedWays(tx, person.personId)).filter(({ key, value }) => key !== except && value !== null);
  for (const { kind, value } of removed ? [...ways, removed] : ways) {
    const wanted = { to: value ?? '', locale: person.locale, personId: person.personId, ids: { announcementId } };
    await (kind === 'phone' ? askText(tx, now, securityMail, wanted) : askMail(tx, now, securityMail, wanted));
  }
}

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

export const identityMails: readonly MailTemplate[] = [
  signInCodeMail,
  wayCodeMail,
  securityMail,
  credentialLinkMail,
  operatorAddedMail,
  humanCodeMail,
  resetLinkMail,
] as readonly MailTemplate[];
