import { z } from 'zod';
import { system } from '../../server/actor.ts';
import type { Reply } from '../../server/call.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { tellCompany } from '../members/acts/tellCompany.ts';
import { lapseClosing, remindOfClosing } from './acts.ts';
import { carryOut } from './acts/carryOut.ts';
import { closingMail, toldByMail } from './mails.ts';

/**
 * Lets requests lapse, reminds, closes on the day, and writes to the company.
 * @param parts the later features' replies to `ClosingParts`; a function, because the door collects them later
 */
export function closingJobs(parts: () => readonly Reply[]): readonly Job[] {
  const watch = job({
    name: 'closing.watch',
    input: z.object({}),
    attempts: 5,
    cron: '*/20 * * * *',
    async run({ db, now, log }) {
      const open = await acrossAccounts(db, 'accounts that are about to close', (tx) =>
        tx.selectFrom('closings').select(['accountId', 'closingId', 'state', 'closesAt']).where('state', 'in', ['asked', 'waiting']).execute(),
      );
      const step = ({ accountId, closingId, state, closesAt }: (typeof open)[number]): Promise<unknown> => {
        const actor = system('closing', accountId);
        if (state === 'asked') return inAccount(db, accountId, (tx) => lapseClosing(tx, actor, now, closingId));
        if (closesAt && closesAt <= now) return carryOut({ db, now, parts: parts() }, { accountId, closingId });
        return inAccount(db, accountId, (tx) => remindOfClosing(tx, actor, now, closingId));
      };
      for (const each of open)
        await step(each).catch((error: unknown) => {
          // One that cannot be taken now must not hold up the others; the next look tries again.
          log.error({ error, closingId: each.closingId }, 'the next step of a closing failed');
        });
    },
  });
  const tell = job({
    name: 'closing.tell',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 5,
    on: toldByMail.map(({ name }) => name),
    run: (context, { announcementId }) => tellCompany(context, announcementId, closingMail),
  });
  return [watch, tell] as readonly Job[];
}
