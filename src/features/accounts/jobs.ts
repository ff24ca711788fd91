import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import { system } from '../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { lookForTxt, resolversOf } from '../../server/dns.ts';
import { type Job, job } from '../../server/jobs.ts';
import { noteFindings } from './acts/domains.ts';
import { proofPrefix } from './contract/domains.ts';
import { locationFileJobs } from './jobs/locationFiles.ts';
import { listProofsToLookFor } from './queries/domains.ts';

/** Names looked up at the same time. */
const atOnce = 10;

const checkDomains = job({
  name: 'accounts.check_domains',
  input: z.object({}),
  attempts: 3,
  cron: '*/10 * * * *',
  async run({ db, now, config }) {
    const due = await acrossAccounts(db, 'domains to be proved', (tx) => listProofsToLookFor(tx, now));
    const resolvers = resolversOf(config);
    for (let at = 0; at < due.length; at += atOnce)
      await Promise.all(
        due.slice(at, at + atOnce).map(async ({ accountId, proofId, domain, value }) => {
          const seen = await lookForTxt(resolvers, domain, proofPrefix, value);
          await inAccount(db, accountId, (tx) => noteFindings(tx, system('accounts.check_domains', accountId), now, proofId, seen)).catch((error: unknown) => {
            // Removed, or over, since it was listed.
            if (!(error instanceof Problem)) throw error;
          });
        }),
      );
  },
});

export const accountsJobs: readonly Job[] = [checkDomains, ...locationFileJobs];
