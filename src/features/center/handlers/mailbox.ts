import { may } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { noteReveal } from '../acts/mailbox.ts';
import type { mailboxEndpoints, mailChannels, MailContentShown, mailStates } from '../contract/mailbox.ts';
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
  async listMails({ tx }, { after, limit, state, channel, search }) {
    const rows = await listMails(tx, { limit: limit + 1, state, channel, search, after: instantKey(after) });
    return { ...page(rows, limit, (row) => [row.askedAt.toISOString(), row.mailId], present), isSending, isTexting };
  },
  async getMail({ tx, actor }, { mailId }) {
    const [mail, { isDemo }] = await Promise.all([findMail(tx, mailId), getCenter(tx)]);
    if (!mail) throw new NotFound({});
    const content = contentOf(secrets, mail.content);
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
    return { ...present(mail), content: contentOf(secrets, mail.content), isBlanked: false, can: { reveal: false } };
  },
});

const contentOf = (secrets: Secrets, sealed: Buffer | null): MailContentShown | null =>
  sealed ? (JSON.parse(secrets.open(sealed)) as MailContentShown) : null;

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
