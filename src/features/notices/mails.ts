import { z } from 'zod';
import type { MessageKey } from '../../core/locale.ts';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import type { NoticeKind } from './contract.ts';
import { valuesOf } from './present.ts';
import { wantsMails } from './queries.ts';

/** A notice by mail: its own sentence, where it leads, and how to have no more of them. */
export const noticeMail = mailTemplate({
  name: 'notices.notice',
  ids: z.object({ personId: z.uuid(), noticeId: z.uuid() }),
  async render({ tx, t, locale, config, centerName }, { personId, noticeId }) {
    if (!(await wantsMails(tx, personId))) return null;
    const notice = await tx.selectFrom('notices').selectAll().where('personId', '=', personId).where('noticeId', '=', noticeId).executeTakeFirst();
    if (!notice || notice.readAt) return null;
    const values = valuesOf(notice.details, locale);
    const role = typeof values['role'] === 'string' ? { role: t(`roles.${values['role']}` as MessageKey) } : {};
    const sentence = t(`notices.${notice.kind as NoticeKind}`, { ...values, ...role });
    return {
      subject: sentence,
      paragraphs: [t('mails.notices.notice.text', { center: centerName }), sentence],
      action: { label: t('mails.notices.notice.action'), url: `${config.publicUrl}${notice.link ?? '/me/notices'}` },
      notes: [t('mails.notices.notice.note')],
    };
  },
});

export const noticeMails: readonly MailTemplate[] = [noticeMail];
