import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { ClosingAgreed, ClosingAsked, ClosingDeclined, ClosingLapsed, ClosingNear, ClosingStopped, ClosingTakenBack } from './contract.ts';

/** What the company is written to about; that it is closed is written in the transaction that closes it. */
export const toldByMail = [ClosingAsked, ClosingAgreed, ClosingDeclined, ClosingTakenBack, ClosingLapsed, ClosingNear, ClosingStopped];
const what = z.enum(['asked', 'agreed', 'declined', 'taken_back', 'lapsed', 'near', 'stopped', 'closed']);
const Details = z.object({ closesOn: z.iso.datetime().nullable().optional(), days: z.number().optional() });

/** To all global admins and the primary contact: how far the closing is, until when it can be taken back, and where. */
export const closingMail = mailTemplate({
  name: 'closing.told',
  ids: z.object({ accountId: z.uuid(), announcementId: z.uuid() }),
  async render({ tx, t, locale, config, centerName }, { accountId, announcementId }) {
    const [account, row] = await Promise.all([
      tx.selectFrom('accounts').select(['name', 'partnerId']).where('accountId', '=', accountId).executeTakeFirst(),
      tx.selectFrom('announcements').select(['name', 'details', 'actorKind', 'actorName']).where('announcementId', '=', announcementId).executeTakeFirst(),
    ]);
    const happened = what.safeParse(row?.name.slice('closings.'.length));
    const details = Details.safeParse(row?.details);
    if (!account || !row || !happened.success || !details.success) return null;
    const { closesOn } = details.data;
    const day = closesOn ? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(closesOn)) : '';
    const by = row.actorKind === 'person' ? (row.actorName ?? centerName) : centerName;
    const values = { company: account.name, partnerId: account.partnerId, by, day, center: centerName };
    const words = `mails.closing.told.${happened.data}` as const;
    const isClosed = happened.data === 'closed';
    return {
      subject: t(`${words}.subject`, values),
      paragraphs: [t(`${words}.text`, values)],
      ...(isClosed ? {} : { action: { label: t('mails.closing.told.action'), url: `${config.publicUrl}/a/${accountId}/closing` } }),
      notes: happened.data === 'agreed' || happened.data === 'near' ? [t('mails.closing.told.irreversible')] : [],
    };
  },
});

export const closingMails = [closingMail] as readonly MailTemplate[];
