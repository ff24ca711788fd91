import { z } from 'zod';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { AccountReinstated, AccountSuspended, LegalProfileChanged, LocationChanged } from '../accounts/contract.ts';
import { VerificationAuthorized, VerificationRejected } from '../verification/contract.ts';
import { renewListing } from './acts/listing.ts';

/** The directory follows the company: its name and addresses, and whether it may be shown at all. */
const followCompany = job({
  name: 'profiles.follow_company',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 8,
  on: [LegalProfileChanged, LocationChanged, VerificationAuthorized, VerificationRejected, AccountSuspended, AccountReinstated].map(({ name }) => name),
  async run({ db }, { announcementId }) {
    const told = await acrossAccounts(db, 'the company of an announcement', (tx) =>
      tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst(),
    );
    if (told?.accountId) await inAccount(db, told.accountId, (tx) => renewListing(tx));
  },
});

export const profileJobs: readonly Job[] = [followCompany];
