import { z } from 'zod';
import { mailTemplate, type MailTemplate } from '../../server/mail.ts';
import { nameIn } from './facts.ts';

/** Subscriptions that a mail spells out; the rest are counted. */
const spelledOut = 20;

/** To the administrators of a customer: its subscriptions are to go from one partner to another, or have gone. */
export const transferMail = mailTemplate({
  name: 'orders.transfer',
  ids: z.object({ accountId: z.uuid(), transferId: z.uuid(), what: z.enum(['asked', 'completed']) }),
  async render({ tx, t, locale, config }, { accountId, transferId, what }) {
    const [row, lines] = await Promise.all([
      tx
        .selectFrom('transfers as t')
        .innerJoin('accounts as own', 'own.accountId', 't.accountId')
        .innerJoin('accounts as other', 'other.accountId', 't.otherAccountId')
        .innerJoin('tenants as n', 'n.tenantId', 't.customerId')
        .select(['t.kind', 't.side', 't.state', 'own.name as ownName', 'other.name as otherName', 'n.name as company'])
        .where('t.accountId', '=', accountId)
        .where('t.transferId', '=', transferId)
        .executeTakeFirst(),
      tx
        .selectFrom('transferLines')
        .select(['titles', 'quantity', 'state'])
        .where('accountId', '=', accountId)
        .where('transferId', '=', transferId)
        .orderBy('lineNo')
        .execute(),
    ]);
    // What was answered or withdrawn meanwhile is asked no more.
    if (!row || (what === 'asked' && row.state !== 'open')) return null;
    const [source, target] = row.side === 'source' ? [row.ownName, row.otherName] : [row.otherName, row.ownName];
    const values = { company: row.company, source, target };
    const said = lines.filter(({ state }) => what === 'asked' || state === 'moved');
    const items = said
      .slice(0, spelledOut)
      .map(({ titles, quantity }) => t('mails.orders.transfer.line', { product: nameIn(titles, locale), count: quantity }));
    const more = said.length - items.length;
    const step = what === 'completed' ? 'completed' : row.kind === 'pulled' ? 'pulled' : 'handed_over';
    return {
      subject: t(`mails.orders.transfer.${step}.subject`, values),
      paragraphs: [t(`mails.orders.transfer.${step}.text`, values), ...items, ...(more > 0 ? [t('mails.orders.transfer.more', { count: more })] : [])],
      action: { label: t('mails.orders.transfer.action'), url: `${config.publicUrl}/me/customer` },
      notes: [t('mails.orders.transfer.note', values)],
    };
  },
});

export const orderMails = [transferMail] as readonly MailTemplate[];
