import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Locale } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';

export const mailStates = ['queued', 'kept', 'sent', 'failed'] as const;
export const mailChannels = ['mail', 'text'] as const;

/** A mail or a text message as the list shows it. Kept ones lie here because nothing is set to send them; they are forgotten after 7 days. */
const Mail = z.object({
  mailId: z.uuid(),
  channel: z.enum(mailChannels),
  template: z.string(),
  /** A mail address, or a phone number as one dials it. */
  recipient: z.string(),
  locale: Locale,
  state: z.enum(mailStates),
  subject: z.string().nullable(),
  askedAt: z.date(),
  sentAt: z.date().nullable(),
  failure: z.string().nullable(),
});
const Content = z.object({
  subject: z.string(),
  paragraphs: z.array(z.string()),
  code: z.string().optional(),
  action: z.object({ label: z.string(), url: z.string() }).optional(),
  notes: z.array(z.string()).optional(),
  unsubscribe: z.object({ label: z.string(), url: z.string() }).optional(),
  /** Leads to the same mail in English, without its secrets. */
  english: z.object({ label: z.string(), url: z.string() }).optional(),
});
const OpenMail = Mail.extend({
  /** Null for mails that went out, are not made yet, or failed. */
  content: Content.nullable(),
  /** The code and the link are dots. */
  isBlanked: z.boolean(),
  can: z.object({ reveal: z.boolean() }),
});
export type MailContentShown = z.output<typeof Content>;

export const MailRevealed = announcement('mails.revealed', z.object({ recipient: z.string(), template: z.string() }));

/** A mail without what lets anyone in: no code, and no address that its button leads to. */
const Told = z.object({
  subject: z.string(),
  paragraphs: z.array(z.string()),
  /** The words on its button. */
  action: z.string().optional(),
  notes: z.array(z.string()),
});
export type Told = z.output<typeof Told>;

const byMail = z.object({ mailId: Id });

export const mailboxEndpoints = {
  readMailInEnglish: endpoint({
    within: 'public',
    method: 'GET',
    path: '/mails/english',
    permission: 'public',
    perMinute: 30,
    summary: 'What a mail says, in English and in its own language, for whoever has the link that stands in it; for 7 days',
    input: z.object({ token: z.string().max(200) }),
    output: z.object({ locale: Locale, own: Told, english: Told }),
    problems: [NotFound],
  }),
  listMails: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/mails',
    permission: 'op.mailbox',
    summary: 'Mails and text messages of the last 7 days, the newest first',
    input: PageInput.extend({ state: z.enum(mailStates).optional(), channel: z.enum(mailChannels).optional(), search: z.string().trim().max(100).optional() }),
    output: Page(Mail).extend({
      /** Mails leave through a mail server instead of staying here. */ isSending: z.boolean(),
      /** Text messages leave through a gateway. */ isTexting: z.boolean(),
    }),
  }),
  getMail: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/mails/:mailId',
    permission: 'op.mailbox',
    summary: 'One mail, with its code and link blanked',
    input: byMail,
    output: OpenMail,
  }),
  revealMail: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/mails/:mailId/reveal',
    permission: 'op.mailbox',
    stepUp: 10,
    summary: 'One mail with its code and link; every such look is logged',
    input: byMail,
    output: OpenMail,
  }),
};
