import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { MergeAccepted, MergeConfirmed, Merged, MergeInvited, MergeRejected, MergeStopped, MergeWithdrawn } from './contract.ts';

/** What both companies are written to about. */
export const toldByMail = [MergeInvited, MergeAccepted, MergeRejected, MergeWithdrawn, MergeConfirmed, MergeStopped, Merged];
const what = z.enum(['invited', 'accepted', 'rejected', 'withdrawn', 'confirmed', 'stopped', 'merged']);
const Details = z.object({ partner: z.string(), side: z.enum(['survivor', 'joining']), reason: z.string().optional() });

/** To all global admins and the primary contact: what happened to the merge, and that it cannot be undone. */
export const mergeMail = mailTemplate({
  name: 'merges.told',
  ids: z.object({ accountId: z.uuid(), announcementId: z.uuid() }),
  async render({ tx, t, config }, { accountId, announcementId }) {
    const [account, row] = await Promise.all([
      tx.selectFrom('accounts').select(['name', 'mergedInto']).where('accountId', '=', accountId).executeTakeFirst(),
      tx.selectFrom('announcements').select(['name', 'details', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst(),
    ]);
    const happened = what.safeParse(row?.name.slice('merges.'.length));
    const details = Details.safeParse(row?.details);
    if (!account || !row || !happened.success || !details.success) return null;
    const { partner, side, reason } = details.data;
    const values = { company: account.name, partner };
    const words = `mails.merges.told.${happened.data}.${side}` as const;
    return {
      subject: t(`${words}.subject`, values),
      paragraphs: [t(`${words}.text`, values), ...(reason ? [t('mails.merges.told.reason', { reason })] : [])],
      action: { label: t('mails.merges.told.action'), url: `${config.publicUrl}/a/${account.mergedInto ?? accountId}/merges/${row.subjectId}` },
      notes: happened.data === 'invited' || happened.data === 'accepted' ? [t('mails.merges.told.irreversible')] : [],
    };
  },
});

export const mergeMails = [mergeMail] as readonly MailTemplate[];
