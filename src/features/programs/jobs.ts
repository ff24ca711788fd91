import { z } from 'zod';
import { system } from '../../server/actor.ts';
import type { Reply } from '../../server/call.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { getAccount } from '../accounts/queries.ts';
import { approve, lapse } from './acts.ts';
import { leftHeldBack } from './queries.ts';
import { lookAtPrograms } from './standing.ts';

/**
 * What happens to enrollments by itself.
 * @param replies the later features' replies to `RequirementStatus`; a function, because the door collects them later
 */
export function programsJobs(replies: () => readonly Reply[]): readonly Job[] {
  const afterVerification = job({
    name: 'programs.after_verification',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 8,
    on: ['verification.authorized'],
    async run({ db, now }, { announcementId }) {
      const announced = await acrossAccounts(db, 'a company was verified', (tx) =>
        tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst(),
      );
      if (!announced?.accountId) return;
      const actor = system('programs.after_verification', announced.accountId);
      await inAccount(db, announced.accountId, async (tx) => {
        if ((await getAccount(tx)).vettingStatus !== 'authorized') return;
        const ask = (_question: unknown, input: unknown) => Promise.all(replies().map((reply) => reply(tx, input as never, { actor, now })));
        // Everything else that these programs ask was met when the company applied.
        for (const { program, standing, agreement } of await lookAtPrograms(tx, ask as never, now))
          if (program.review === 'verification' && standing.state === 'applied' && !(await leftHeldBack(tx, program.program)))
            await approve(tx, actor, now, program.program, { isAgreed: agreement?.answer.met ?? false });
      });
    },
  });
  const lapseUnanswered = job({
    name: 'programs.lapse',
    input: z.object({}),
    attempts: 3,
    cron: '23 * * * *',
    async run({ db, now }) {
      const due = await acrossAccounts(db, 'applications that were never answered', (tx) =>
        tx.selectFrom('enrollments').select(['accountId', 'program']).where('state', '=', 'asked_back').where('dueAt', '<=', now).execute(),
      );
      for (const { accountId, program } of due) await inAccount(db, accountId, (tx) => lapse(tx, system('programs.lapse', accountId), now, program));
    },
  });
  return [afterVerification, lapseUnanswered];
}
