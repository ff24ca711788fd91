import { z } from 'zod';
import type { Reply } from '../../server/call.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import { findAccount } from '../accounts/queries.ts';
import { listAdminsAndContact } from '../members/queries/readers.ts';
import { carryOut } from './acts/carryOut.ts';
import { MergeConfirmed } from './contract.ts';
import { mergeMail, toldByMail } from './mails.ts';

interface Replies {
  readonly effects: readonly Reply[];
  readonly into: readonly Reply[];
}

/**
 * The merge itself, and the mails about it.
 * @param replies the features' replies to `MergeEffects` and `MergeInto`; a function, because the door collects them later
 */
export function mergeJobs(replies: () => Replies): readonly Job[] {
  const carry = job({
    name: 'merges.carry_out',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 12,
    on: [MergeConfirmed.name],
    async run({ db, now }, { announcementId }) {
      const told = await acrossAccounts(db, 'which merge is to be carried out', (tx) =>
        tx.selectFrom('announcements').select(['accountId', 'subjectId', 'details']).where('announcementId', '=', announcementId).executeTakeFirst(),
      );
      // Said in both logs; the survivor's is the one that counts.
      if (!told?.accountId || !told.subjectId || (told.details as { side?: string }).side !== 'survivor') return;
      await carryOut({ db, now, ...replies() }, { accountId: told.accountId, mergeId: told.subjectId });
    },
  });
  const tell = job({
    name: 'merges.tell',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 5,
    on: toldByMail.map(({ name }) => name),
    async run({ db, now }, { announcementId }) {
      await acrossAccounts(db, 'tell companies of a merge', async (tx) => {
        const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
        if (!told?.accountId) return;
        await enter(tx, { accountId: told.accountId });
        const account = await findAccount(tx);
        if (!account) return;
        const { accountId } = account;
        for (const { email, locale, personId } of await listAdminsAndContact(tx, now, account))
          await askMail(tx, now, mergeMail, { to: email, locale, accountId, personId, ids: { accountId, announcementId } });
      });
    },
  });
  return [carry, tell] as readonly Job[];
}
