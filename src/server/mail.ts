import { z } from 'zod';
import { type Locale, type Translate } from '../core/locale.ts';
import { acrossAccounts } from './db.ts';
import { enqueue, enqueueMany, type Job, type JobContext, job } from './jobs.ts';
import { englishOf, linkToEnglish, withoutSecrets } from './mailSource.ts';
import { run, type Tx } from './tx.ts';

/** What a mail says, before it becomes text and HTML. `code` and the addresses are its secrets: they are blanked for readers of the mailbox. */
export interface MailContent {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly code?: string;
  readonly action?: { readonly label: string; readonly url: string };
  /** Smaller, below: who it is for, what if it was not you. */
  readonly notes?: readonly string[];
  /** Turns off mails like this one: a page with a button, and for mailbox providers one call (RFC 8058). */
  readonly unsubscribe?: { readonly label: string; readonly url: string };
  /** Leads to the same mail in English (`mailSource.ts`). */
  readonly english?: { readonly label: string; readonly url: string };
}
export interface MailRendering extends JobContext {
  readonly tx: Tx /** The address it goes to, as it was when the mail was asked for. */;
  readonly to: string;
  readonly t: Translate;
  readonly locale: Locale;
  readonly centerName: string;
  readonly deskEmail: string | null;
}
/** What a short message says; code and link stand at its end. They are its secrets, as a mail's are. */
export interface TextContent {
  readonly sentence: string;
  readonly code?: string;
  /** Only the address is sent; the label is for readers of the mailbox. */
  readonly action?: MailContent['action'];
}
export interface MailTemplate<Ids extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Ids only: the job carries them. */
  readonly ids: Ids;
  /** Makes the mail when it is sent; tokens are made here and only their hash is stored. Null: no longer wanted. */
  render(context: MailRendering, ids: z.output<Ids>): Promise<MailContent | null>;
  /** The same to a phone, for what is asked for by `askText`. */
  text?(context: MailRendering, ids: z.output<Ids>): Promise<TextContent | null>;
}
/** Declares a mail. Its words are `mails.<name>.…`. */
export function mailTemplate<Ids extends z.ZodType>(spec: MailTemplate<Ids>): MailTemplate<Ids> {
  return spec;
}

interface Wanted<Ids> {
  readonly to: string;
  readonly locale: Locale;
  readonly ids: Ids;
  readonly accountId?: string | null;
  readonly personId?: string | null;
}

const SendMail = z.object({ mailId: z.uuid(), ids: z.unknown() });

/** Asks for a mail in the caller's transaction: no commit, no mail. */
export const askMail = <Ids extends z.ZodType>(tx: Tx, now: Date, template: MailTemplate<Ids>, wanted: Wanted<z.input<Ids>>): Promise<void> =>
  ask(tx, now, 'mail', template, wanted);

/** As `askMail`, for a text message. @param wanted.to the phone number as E.164 @throws Error for a template that has no `text` */
export async function askText<Ids extends z.ZodType>(tx: Tx, now: Date, template: MailTemplate<Ids>, wanted: Wanted<z.input<Ids>>): Promise<void> {
  if (!template.text) throw new Error(`${template.name} has no words for a text message`);
  await ask(tx, now, 'text', template, wanted);
}

async function ask<Ids extends z.ZodType>(
  tx: Tx,
  now: Date,
  channel: 'mail' | 'text',
  template: MailTemplate<Ids>,
  wanted: Wanted<z.input<Ids>>,
): Promise<void> {
  const mailId = crypto.randomUUID();
  await tx
    .insertInto('mails')
    .values({
      mailId,
      channel,
      template: template.name,
      recipient: wanted.to,
      locale: wanted.locale,
      accountId: wanted.accountId ?? null,
      personId: wanted.personId ?? null,
      askedAt: now,
    })
    .execute();
  await enqueue(tx, sendMailName, { mailId, ids: wanted.ids });
}
/** As `askMail`, for many people of one account at once. */
export async function askMails<Ids extends z.ZodType>(
  tx: Tx,
  now: Date,
  template: MailTemplate<Ids>,
  accountId: string,
  wanted: readonly Pick<Wanted<z.input<Ids>>, 'to' | 'locale' | 'ids'>[],
): Promise<void> {
  const mails = wanted.map(({ to, locale, ids }) => ({ mailId: crypto.randomUUID(), to, locale, ids }));
  await run(
    tx,
    `insert into mails (mail_id, template, recipient, locale, account_id, asked_at)
     select x.mail_id, $2, x.recipient, x.locale, $3, $4 from jsonb_to_recordset($1::jsonb) as x(mail_id uuid, recipient text, locale text)`,
    [JSON.stringify(mails.map(({ mailId, to, locale }) => ({ mail_id: mailId, recipient: to, locale }))), template.name, accountId, now],
  );
  await enqueueMany(
    tx,
    sendMailName,
    mails.map(({ mailId, ids }) => ({ mailId, ids })),
  );
}
/** Only the name matters for queueing; the job itself is made at the door, where the templates are known. */
const sendMailName: Job<typeof SendMail> = { name: 'mails.send', input: SendMail, attempts: 8, async run() {} };

export interface MailParts {
  readonly templates: readonly MailTemplate[];
  translator(locale: Locale): Translate;
}

/** The jobs that render and send what was asked for, and that forget kept mails after 7 days. */
export function mailJobs({ templates, translator }: MailParts): Job[] {
  const byName = new Map(templates.map((m) => [m.name, m]));
  const send = job({
    ...sendMailName,
    async run(context, { mailId, ids }) {
      const mail = await acrossAccounts(context.db, 'send mail', async (tx) =>
        tx.selectFrom('mails').selectAll().where('mailId', '=', mailId).where('state', '=', 'queued').executeTakeFirst(),
      );
      if (!mail) return;
      const template = byName.get(mail.template);
      if (!template) throw new Error(`no mail is called ${mail.template}`);
      const locale = mail.locale as Locale;
      const render = async (tx: Tx, reader: Locale) => {
        const center = await tx.selectFrom('center').select(['name', 'deskEmail']).executeTakeFirstOrThrow();
        const place = { ...context, tx, to: mail.recipient, t: translator(reader), locale: reader, centerName: center.name, deskEmail: center.deskEmail };
        const parsed = template.ids.parse(ids);
        const rendered = mail.channel === 'text' ? asMail(await template.text?.(place, parsed)) : await template.render(place, parsed);
        return rendered && { ...rendered, centerName: center.name };
      };
      const inEnglish = mail.channel === 'text' || locale === 'en' ? null : await englishOf(context.db, (tx) => render(tx, 'en'));
      const own = await acrossAccounts(context.db, `render ${mail.template}`, (tx) => render(tx, locale));
      if (!own) {
        await settle(context, mailId, { state: 'failed', failure: 'no_longer_wanted' });
        return;
      }
      const content = { ...own, ...(inEnglish && { english: linkToEnglish(context, translator('en'), mailId) }) };
      const isSent = await deliver(context.config, { mailId, channel: mail.channel, to: mail.recipient, locale }, content);
      await settle(context, mailId, {
        state: isSent ? 'sent' : 'kept',
        subject: content.subject,
        sentAt: context.now,
        content: isSent && !inEnglish ? null : context.secrets.seal(JSON.stringify({ ...(isSent ? withoutSecrets(content) : content), inEnglish })),
      });
    },
  });
  const forget = job({
    name: 'mails.forget',
    input: z.object({}),
    attempts: 3,
    cron: '17 * * * *',
    async run({ db, now }) {
      await acrossAccounts(db, 'forget kept mails', (tx) =>
        tx
          .deleteFrom('mails')
          .where('askedAt', '<', new Date(now.getTime() - 7 * 86_400_000))
          .execute(),
      );
    },
  });
  return [send, forget];
}

/** A short message in the form in which it is kept, so that one mailbox page shows and blanks both. */
const asMail = (text: TextContent | null | undefined): MailContent | null =>
  text
    ? {
        subject: text.sentence,
        paragraphs: [text.sentence],
        ...(text.code && { code: text.code }),
        ...(text.action && { action: text.action }),
      }
    : null;

/** Sends it, if there is something set to send it with; false: it stays in the operator's mailbox. */
async function deliver(
  config: JobContext['config'],
  { mailId, channel, to, locale }: { readonly mailId: string; readonly channel: string; readonly to: string; readonly locale: Locale },
  content: MailContent & { readonly centerName: string },
): Promise<boolean> {
  if (channel === 'text') {
    if (config.SMS_URL) await sendText(config, to, content);
    return config.SMS_URL !== undefined;
  }
  if (!config.SMTP_URL) return false;
  const host = new URL(config.publicUrl).hostname;
  const { text, html } = dress(content, locale);
  // Not needed by a center that keeps its mails, nor by any start.
  const { createTransport } = await import('nodemailer');
  await createTransport(config.SMTP_URL).sendMail({
    from: { name: content.centerName, address: config.MAIL_FROM ?? `no-reply@${host}` },
    to,
    // The same when it is sent once more, because the process died before it could note that it was: mailboxes show one.
    messageId: `<${mailId}@${host}>`,
    subject: content.subject,
    text,
    html,
    headers: {
      'Content-Language': locale,
      'Auto-Submitted': 'auto-generated',
      ...(content.unsubscribe && { 'List-Unsubscribe': `<${content.unsubscribe.url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  });
  return true;
}

const TEXT_SECONDS = 15;
/** Hands a short message to the operator's gateway. @throws Error, for the job to try again; what it says names no secret */
async function sendText(config: JobContext['config'], to: string, { subject, code, action }: MailContent): Promise<void> {
  const answer = await fetch(config.SMS_URL ?? '', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(config.SMS_TOKEN && { Authorization: `Bearer ${config.SMS_TOKEN}` }) },
    body: JSON.stringify({ to, text: [subject, code, action?.url].filter(Boolean).join(' ') }),
    redirect: 'error',
    signal: AbortSignal.timeout(TEXT_SECONDS * 1000),
  });
  // What the gateway says may repeat the text: only its number is kept.
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the gateway for text messages answered ${answer.status}`);
}

const settle = (context: JobContext, mailId: string, values: { state: string; failure?: string; subject?: string; sentAt?: Date; content?: Buffer | null }) =>
  acrossAccounts(context.db, 'note mail', (tx) => tx.updateTable('mails').set(values).where('mailId', '=', mailId).execute());

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
/** HTML with every value escaped. */
export function html(strings: TemplateStringsArray, ...values: (string | readonly Safe[] | Safe)[]): Safe {
  const say = (value: string | readonly Safe[] | Safe): string =>
    typeof value === 'string' ? escaped(value) : 'safe' in value ? value.safe : value.map((v) => v.safe).join('');
  return { safe: strings.reduce((out, part, i) => out + say(values[i - 1] ?? '') + part) };
}
export interface Safe {
  readonly safe: string;
}

/** A mail as text and as HTML, one column, readable without pictures. */
export function dress(content: MailContent & { readonly centerName: string }, locale: Locale): { text: string; html: string } {
  const { paragraphs, code, action, notes = [], unsubscribe, english, centerName } = content;
  const links = (link: typeof action) => (link ? [`${link.label}\n${link.url}`] : []);
  const text = [...paragraphs, ...(code ? [code] : []), ...links(action), ...notes, ...links(unsubscribe), ...links(english), `— ${centerName}`].join('\n\n');
  const page = html`<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${content.subject}</title>
<body style="margin:0;background:#f4f6f9;font:16px/1.6 system-ui,-apple-system,'Segoe UI','PingFang SC','PingFang TC','Noto Sans',sans-serif;color:#1b2330">
<div style="max-width:560px;margin:0 auto;padding:32px 24px"><div style="background:#fff;border:1px solid #e1e6ee;border-radius:10px;padding:32px">
<p style="margin:0 0 24px;font-weight:600">${centerName}</p>
${paragraphs.map((p) => html`<p style="margin:0 0 16px">${p}</p>`)}
${code ? [html`<p style="margin:24px 0;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:4px">${code}</p>`] : []}
${action ? [html`<p style="margin:24px 0"><a href="${action.url}" style="display:inline-block;background:#2450b8;color:#fff;text-decoration:none;padding:12px 20px;border-radius:6px;font-weight:600">${action.label}</a></p><p style="margin:0 0 16px;font-size:13px;color:#5a6577;word-break:break-all">${action.url}</p>`] : []}
${notes.map((n) => html`<p style="margin:16px 0 0;font-size:13px;color:#5a6577">${n}</p>`)}
${unsubscribe ? [html`<p style="margin:16px 0 0;font-size:13px"><a href="${unsubscribe.url}" style="color:#5a6577">${unsubscribe.label}</a></p>`] : []}
${english ? [html`<p lang="en" style="margin:16px 0 0;font-size:13px"><a href="${english.url}" style="color:#5a6577">${english.label}</a></p>`] : []}
</div></div></body></html>`;
  return { text, html: page.safe };
}
