import { z } from 'zod';
import type { Reply } from '../../server/call.ts';
import { acrossAccounts } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { tellCompany } from '../members/acts/tellCompany.ts';
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
    run: (context, { announcementId }) => tellCompany(context, announcementId, mergeMail),
  });
  return [carry, tell] as readonly Job[];
}
