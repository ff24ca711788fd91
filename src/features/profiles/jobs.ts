import { z } from 'zod';
import { acrossAccounts, inAccount } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { AccountReinstated, AccountSuspended, LegalProfileChanged, LocationChanged } from '../accounts/contract.ts';
import { VerificationAuthorized, VerificationRejected } from '../verification/contract.ts';
import { renewListing } from './acts/listing.ts';
import { TOWNS_EDITION } from './towns.ts';

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

/** Where partners are is said anew once the list of towns has changed; a company at a time, as its rows are locked meanwhile. */
const placeAnew = job({
  name: 'profiles.place_anew',
  input: z.object({}),
  attempts: 3,
  cron: '23 2 * * *',
  async run({ db }) {
    const companies = await acrossAccounts(db, 'partners who were placed by an older list of towns', (tx) =>
      tx.selectFrom('directoryEntries').select('accountId').distinct().where('townsEdition', '<', TOWNS_EDITION).execute(),
    );
    for (const { accountId } of companies) await inAccount(db, accountId, (tx) => renewListing(tx));
  },
});

export const profileJobs: readonly Job[] = [followCompany, placeAnew];
