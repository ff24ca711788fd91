import { may } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import { mailOfToken, withoutSecrets } from '../../../server/mailSource.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { noteReveal } from '../acts/mailbox.ts';
import type { mailboxEndpoints, mailChannels, MailContentShown, mailStates, Told } from '../contract/mailbox.ts';
import { blanked } from '../policy.ts';
import { getCenter } from '../queries.ts';
import { findMail, listMails, type MailRow } from '../queries/mailbox.ts';

interface MailboxParts {
  readonly secrets: Secrets;
  /** A mail server is set. */
  readonly isSending: boolean;
  /** A gateway for text messages is set. */
  readonly isTexting: boolean;
}

export const mailboxHandlers = ({ secrets, isSending, isTexting }: MailboxParts): HandlersOf<typeof mailboxEndpoints> => ({
  async readMailInEnglish({ apart }, { token }) {
    // Before the database is asked: only who has the mail knows the word.
    const mailId = mailOfToken(secrets, token);
    const mail = mailId && (await apart((tx) => findMail(tx, mailId), { across: 'a mail in English' }));
    const told = mail && mail.content && toldOf(secrets, mail.state, mail.content);
    if (!told) throw new NotFound({});
    return { locale: mail.locale as Locale, ...told };
  },
  async listMails({ tx }, { after, limit, state, channel, search }) {
    const rows = await listMails(tx, { limit: limit + 1, state, channel, search, after: instantKey(after) });
    return { ...page(rows, limit, (row) => [row.askedAt.toISOString(), row.mailId], present), isSending, isTexting };
  },
  async getMail({ tx, actor }, { mailId }) {
    const [mail, { isDemo }] = await Promise.all([findMail(tx, mailId), getCenter(tx)]);
    if (!mail) throw new NotFound({});
    const content = contentOf(secrets, mail);
    const hides = content !== null && !isDemo && Boolean(content.code ?? content.action);
    return {
      ...present(mail),
      content: content && hides ? blanked(content) : content,
      isBlanked: hides,
      can: { reveal: hides && may(actor.rights, 'op.mailbox', 'edit') },
    };
  },
  async revealMail({ tx, actor, now }, { mailId }) {
    const mail = await findMail(tx, mailId);
    if (!mail) throw new NotFound({});
    await noteReveal(tx, actor, now, mail);
    return { ...present(mail), content: contentOf(secrets, mail), isBlanked: false, can: { reveal: false } };
  },
});

/** What a kept mail says. Of one that went out only its words are here, for the link to its English; they are its reader's. */
function contentOf(secrets: Secrets, { state, content }: MailRow & { readonly content: Buffer | null }): MailContentShown | null {
  if (!content || state !== 'kept') return null;
  const { inEnglish: _, ...shown } = JSON.parse(secrets.open(content)) as MailContentShown & { readonly inEnglish?: Told | null };
  return shown;
}

/** Both languages of a mail; null where it was written in English. A kept one has its secrets with it: they stay here. */
function toldOf(secrets: Secrets, state: string, content: Buffer): { readonly own: Told; readonly english: Told } | null {
  const { inEnglish, ...own } = JSON.parse(secrets.open(content)) as (MailContentShown | Told) & { readonly inEnglish?: Told | null };
  if (!inEnglish) return null;
  const words = state === 'kept' ? withoutSecrets(own as MailContentShown) : (own as Told);
  return { own: { ...words, paragraphs: [...words.paragraphs], notes: [...words.notes] }, english: inEnglish };
}

const present = (row: MailRow) => ({
  mailId: row.mailId,
  channel: row.channel as (typeof mailChannels)[number],
  template: row.template,
  recipient: row.channel === 'text' ? showPhone(row.recipient, '001') : row.recipient,
  locale: row.locale as Locale,
  state: row.state as (typeof mailStates)[number],
  subject: row.subject,
  askedAt: row.askedAt,
  sentAt: row.sentAt,
  failure: row.failure,
});
