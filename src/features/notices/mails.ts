import { z } from 'zod';
import type { MessageKey, Translate } from '../../core/locale.ts';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { makeUnsubscribe } from './acts/choices.ts';
import { factsOfTopic, type NoticeKind, topicOf } from './contract.ts';
import { valuesOf } from './present.ts';
import { type NoticeRow } from './queries.ts';
import { choiceOf, listChoiceRows } from './queries/choices.ts';

function sentenceOf(t: Translate, locale: Parameters<typeof valuesOf>[1], notice: Pick<NoticeRow, 'kind' | 'details'>): string {
  const values = valuesOf(notice.details, locale);
  const role = typeof values['role'] === 'string' ? { role: t(`roles.${values['role']}` as MessageKey) } : {};
  return t(`notices.${notice.kind as NoticeKind}`, { ...values, ...role });
}

/** A notice by mail: its own sentence, where it leads, and, unless it cannot be turned off, how to have no more of them. */
export const noticeMail = mailTemplate({
  name: 'notices.notice',
  ids: z.object({ personId: z.uuid(), noticeId: z.uuid() }),
  async render({ tx, t, now, locale, config, centerName }, { personId, noticeId }) {
    const notice = await tx.selectFrom('notices').selectAll().where('personId', '=', personId).where('noticeId', '=', noticeId).executeTakeFirst();
    if (!notice || notice.readAt) return null;
    const topic = topicOf(notice.kind as NoticeKind);
    const { fixed } = factsOfTopic(topic);
    // Turned off since it was asked for.
    if (!fixed && choiceOf(topic, await listChoiceRows(tx, personId)).mail === 'never') return null;
    const sentence = sentenceOf(t, locale, notice);
    return {
      subject: sentence,
      paragraphs: [t('mails.notices.notice.text', { center: centerName }), sentence],
      action: { label: t('mails.notices.notice.action'), url: `${config.publicUrl}${notice.link ?? '/me/notices'}` },
      notes: [t(fixed ? 'mails.notices.notice.note_fixed' : 'mails.notices.notice.note')],
      ...(!fixed && {
        unsubscribe: {
          label: t('mails.notices.notice.unsubscribe', { topic: t(`notice_topics.${topic}`) }),
          url: `${config.publicUrl}/unsubscribe?token=${await makeUnsubscribe(tx, now, personId, topic)}`,
        },
      }),
    };
  },
});

/** How many notices a digest spells out; the rest are counted. */
const spelledOut = 30;

/** What happened since the last digest, the newest first, in one mail a day. */
export const digestMail = mailTemplate({
  name: 'notices.digest',
  ids: z.object({ personId: z.uuid(), digestAt: z.iso.datetime() }),
  async render({ tx, t, now, locale, config, centerName }, { personId, digestAt }) {
    const rows = await tx
      .selectFrom('notices')
      .selectAll()
      .where('personId', '=', personId)
      .where('digestAt', '=', new Date(digestAt))
      .where('readAt', 'is', null)
      .orderBy('at', 'desc')
      .orderBy('noticeId')
      .execute();
    if (rows.length === 0) return null;
    const more = rows.length - spelledOut;
    return {
      subject: t('mails.notices.digest.subject', { count: rows.length, center: centerName }),
      paragraphs: [
        t('mails.notices.digest.text', { center: centerName }),
        ...rows.slice(0, spelledOut).map((row) => `• ${sentenceOf(t, locale, row)}`),
        ...(more > 0 ? [t('mails.notices.digest.more', { count: more })] : []),
      ],
      action: { label: t('mails.notices.digest.action'), url: `${config.publicUrl}/me/notices` },
      notes: [t('mails.notices.notice.note')],
      unsubscribe: {
        label: t('mails.notices.digest.unsubscribe'),
        url: `${config.publicUrl}/unsubscribe?token=${await makeUnsubscribe(tx, now, personId, 'digest')}`,
      },
    };
  },
});

export const noticeMails: readonly MailTemplate[] = [noticeMail, digestMail];
