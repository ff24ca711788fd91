import type { Tx } from '../../../server/tx.ts';

const shown = ['mailId', 'channel', 'template', 'recipient', 'locale', 'state', 'subject', 'askedAt', 'sentAt', 'failure'] as const;

interface MailsWanted {
  readonly limit: number;
  readonly state: string | undefined;
  readonly channel: string | undefined;
  readonly search: string | undefined;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}

/** Newest first. The Tx must be across accounts. */
export function listMails(tx: Tx, { limit, state, channel, search, after }: MailsWanted) {
  let query = tx.selectFrom('mails').select(shown).orderBy('askedAt', 'desc').orderBy('mailId').limit(limit);
  if (state) query = query.where('state', '=', state);
  if (channel) query = query.where('channel', '=', channel);
  // At most a week of mails lies here: reading through them is quick enough.
  if (search)
    query = query.where((eb) =>
      eb.or([
        // A number is found as it is shown, too: with spaces.
        eb('recipient', 'ilike', `%${search.replace(/\s/g, '').replace(/[\\%_]/g, '\\$&')}%`),
        eb('subject', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`),
      ]),
    );
  if (after) query = query.where((eb) => eb.or([eb('askedAt', '<', after.at), eb.and([eb('askedAt', '=', after.at), eb('mailId', '>', after.id)])]));
  return query.execute();
}
export type MailRow = Awaited<ReturnType<typeof listMails>>[number];

/** One mail with its sealed content. */
export const findMail = (tx: Tx, mailId: string) =>
  tx
    .selectFrom('mails')
    .select([...shown, 'content'])
    .where('mailId', '=', mailId)
    .executeTakeFirst();
