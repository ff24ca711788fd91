import { z } from 'zod';
import { NotFound } from '../../../core/problems.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter, inAccount } from '../../../server/db.ts';
import { lookForTxt, resolversOf } from '../../../server/dns.ts';
import { job, type Job } from '../../../server/jobs.ts';
import { DomainRemoved, proofPrefix } from '../../accounts/contract/domains.ts';
import { listProvedValues } from '../../accounts/queries/domains.ts';
import { noteLook, takeDomain } from '../acts/domains.ts';
import { listDomainsToLookFor } from '../queries/directories.ts';

/** Names looked up at the same time. */
const atOnce = 10;
const DAY = 86_400_000;

/** Looks every day whether the domains that directories speak for are still proved; forgets sign-ins that never came back. */
const lookDaily = job({
  name: 'directories.look_at_domains',
  input: z.object({}),
  attempts: 3,
  cron: '23 4 * * *',
  async run({ db, now, config }) {
    await acrossAccounts(db, 'forget sign-ins that never came back', async (tx) => {
      await tx
        .deleteFrom('signOnAttempts')
        .where('expiresAt', '<', new Date(now.getTime() - DAY))
        .execute();
      await tx
        .deleteFrom('externalIdentities')
        .where('state', '=', 'invited')
        .where('linkUntil', '<', new Date(now.getTime() - 30 * DAY))
        .execute();
    });
    const due = await acrossAccounts(db, 'domains that directories speak for', listDomainsToLookFor);
    const resolvers = resolversOf(config);
    for (let at = 0; at < due.length; at += atOnce)
      await Promise.all(
        due.slice(at, at + atOnce).map(async ({ accountId, domain }) => {
          const values = await inAccount(db, accountId, (tx) => listProvedValues(tx, domain));
          const looks = await Promise.all(values.map((value) => lookForTxt(resolvers, domain, proofPrefix, value)));
          const seen = looks.find((each) => each.every(({ said }) => said === 'right')) ?? looks[0] ?? [];
          await inAccount(db, accountId, (tx) => noteLook(tx, system('directories.look_at_domains', accountId), now, domain, seen));
        }),
      );
  },
});

/** A company gave a domain up: no directory of it speaks for it any more. */
const giveUp = job({
  name: 'directories.give_up_domain',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [DomainRemoved.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'a domain was given up', async (tx) => {
      const told = await tx.selectFrom('announcements').select(['accountId', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst();
      if (!told?.accountId || !told.subjectId) return;
      await enter(tx, { accountId: told.accountId });
      await takeDomain(tx, system('directories.give_up_domain', told.accountId), now, null, told.subjectId).catch((error: unknown) => {
        // No directory spoke for it, or it was taken in an earlier run.
        if (!(error instanceof NotFound)) throw error;
      });
    });
  },
});

export const directoryJobs: readonly Job[] = [lookDaily, giveUp] as readonly Job[];
