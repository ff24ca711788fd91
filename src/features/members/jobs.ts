import { z } from 'zod';
import type { Locale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import { system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { acrossAccounts, enter, inAccount } from '../../server/db.ts';
import { job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import type { Tx } from '../../server/tx.ts';
import { EmailChanged, ProfileChanged } from '../identity/contract.ts';
import { getPerson } from '../identity/queries.ts';
import { searchTextOf } from './acts.ts';
import { bringToDesk } from './acts/joinRequests.ts';
import { JoinRequested, MemberPurged, restorableDays } from './contract.ts';
import { joinRequestForAdminsMail, joinRequestMail } from './mails.ts';
import { findJoinRequestForUpdate, listHolders } from './queries.ts';

const Announced = z.object({ announcementId: z.uuid() });
const findAnnouncement = (tx: Tx, announcementId: string) =>
  tx.selectFrom('announcements').select(['accountId', 'personId', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst();

/** Who is written to in which language; `tx` sees across accounts and is in the company's. */
async function listReaders(tx: Tx, now: Date, roles: readonly string[], limit: number) {
  const rows = await listHolders(tx, now, roles, limit);
  if (!rows.length) return [];
  const people = await tx
    .selectFrom('people')
    .select(['personId', 'email', 'locale'])
    .where(
      'personId',
      'in',
      rows.map((row) => row.personId),
    )
    .execute();
  return people.map((person) => ({ ...person, locale: person.locale as Locale }));
}

const tellOfJoinRequest = job({
  name: 'members.tell_of_join_request',
  input: Announced,
  attempts: 5,
  on: [JoinRequested.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell admins of a request to join', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId) return;
      await enter(tx, { accountId: told.accountId });
      const request = await findJoinRequestForUpdate(tx, told.subjectId);
      if (request?.state !== 'open') return;
      const ids = { accountId: request.accountId, requestId: request.requestId };
      for (const { email, locale, personId } of await listReaders(tx, now, ['global_admin', 'account_admin', 'user_admin'], 20)) {
        await askMail(tx, now, joinRequestForAdminsMail, { to: email, locale, accountId: ids.accountId, personId, ids });
      }
      await askMail(tx, now, joinRequestMail, { to: request.email, locale: request.locale as Locale, accountId: ids.accountId, ids });
    });
  },
});

const offerToDesk = job({
  name: 'members.offer_to_desk',
  input: z.object({}),
  attempts: 3,
  cron: '7 * * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'requests to join that are due', (tx) =>
      tx.selectFrom('joinRequests').select(['accountId', 'requestId']).where('state', '=', 'open').where('dueAt', '<=', now).execute(),
    );
    for (const { accountId, requestId } of due)
      await inAccount(db, accountId, (tx) => bringToDesk(tx, system('members.offer_to_desk', accountId), now, requestId));
  },
});

const purgeRemoved = job({
  name: 'members.purge_removed',
  input: z.object({}),
  attempts: 3,
  cron: '23 2 * * *',
  async run({ db, now }) {
    const before = new Date(now.getTime() - restorableDays * 86_400_000);
    const due = await acrossAccounts(db, 'people removed 30 days ago', (tx) =>
      tx.selectFrom('members').select(['accountId', 'personId']).where('state', '=', 'removed').where('removedAt', '<', before).execute(),
    );
    for (const { accountId, personId } of due) {
      await inAccount(db, accountId, async (tx) => {
        const row = await tx
          .deleteFrom('members')
          .where('accountId', '=', accountId)
          .where('personId', '=', personId)
          .where('state', '=', 'removed')
          .where('removedAt', '<', before)
          .returning(['givenName', 'familyName'])
          .executeTakeFirst();
        if (row)
          await announce(tx, system('members.purge_removed', accountId), now, MemberPurged, {
            personId,
            subjectId: personId,
            details: { name: fullName(row) },
          });
      });
    }
  },
});

/** Names and addresses stand with each membership, so that a list of 10,000 is one index; they follow the person. */
const copyNames = job({
  name: 'members.copy_names',
  input: Announced,
  attempts: 5,
  on: [ProfileChanged.name, EmailChanged.name],
  async run({ db }, { announcementId }) {
    await acrossAccounts(db, 'copy a changed name to memberships', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.personId) return;
      const { givenName, familyName, email } = await getPerson(tx, told.personId);
      await tx
        .updateTable('members')
        .set((eb) => ({ givenName, familyName, email, searchText: searchTextOf({ givenName, familyName, email }), version: eb('version', '+', 1) }))
        .where('personId', '=', told.personId)
        .where((eb) => eb.or([eb('givenName', '<>', givenName), eb('familyName', '<>', familyName), eb('email', '<>', email)]))
        .execute();
    });
  },
});

export const membersJobs = [tellOfJoinRequest, offerToDesk, purgeRemoved, copyNames];
