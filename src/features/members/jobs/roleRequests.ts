import { z } from 'zod';
import type { GrantOverride } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import type { AccountRole } from '../../../core/roles.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { endRoleRequest } from '../acts/roleRequests.ts';
import { MemberLeft, MemberRemoved, RoleRequested, RoleRequestExpired, RoleRequestGranted, RoleRequestRefused } from '../contract.ts';
import { roleRequestForAdminsMail, roleRequestMail } from '../mails/roleRequests.ts';
import { findRoleRequest, listGivers } from '../queries/roleRequests.ts';

const Announced = z.object({ announcementId: z.uuid() });
const findAnnouncement = (tx: Tx, announcementId: string) =>
  tx.selectFrom('announcements').select(['accountId', 'personId', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst();

/** How many are written to: the others find it on Home. */
const writtenTo = 20;

const tellAdmins = job({
  name: 'members.tell_of_role_request',
  input: Announced,
  attempts: 5,
  on: [RoleRequested.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell admins of a request for a role', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId) return;
      await enter(tx, { accountId: told.accountId });
      const request = await findRoleRequest(tx, told.subjectId);
      if (request?.state !== 'open') return;
      const overrides = (await tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute()) as GrantOverride[];
      const givers = await listGivers(tx, [request.role as AccountRole], { personId: request.personId, overrides, now }, writtenTo);
      const ids = { accountId: request.accountId, requestId: request.requestId };
      for (const reader of await listReaders(
        tx,
        givers.map((giver) => giver.personId),
      ))
        await askMail(tx, now, roleRequestForAdminsMail, {
          to: reader.email,
          locale: reader.locale as Locale,
          accountId: ids.accountId,
          personId: reader.personId,
          ids,
        });
    });
  },
});

const tellAsker = job({
  name: 'members.tell_of_role_answer',
  input: Announced,
  attempts: 5,
  on: [RoleRequestGranted.name, RoleRequestRefused.name, RoleRequestExpired.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell someone what became of their request for a role', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId || !told.personId) return;
      const ids = { accountId: told.accountId, requestId: told.subjectId };
      for (const reader of await listReaders(tx, [told.personId]))
        await askMail(tx, now, roleRequestMail, {
          to: reader.email,
          locale: reader.locale as Locale,
          accountId: ids.accountId,
          personId: reader.personId,
          ids,
        });
    });
  },
});

const listReaders = (tx: Tx, personIds: readonly string[]) =>
  personIds.length === 0
    ? []
    : tx
        .selectFrom('people')
        .select(['personId', 'email', 'locale'])
        .where('personId', 'in', [...personIds])
        .execute();

const endDue = job({
  name: 'members.end_role_requests',
  input: z.object({}),
  attempts: 3,
  cron: '37 * * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'requests for roles that nobody answered', (tx) =>
      tx.selectFrom('roleRequests').select(['accountId', 'requestId']).where('state', '=', 'open').where('expiresAt', '<=', now).execute(),
    );
    for (const { accountId, requestId } of due)
      await inAccount(db, accountId, (tx) => endRoleRequest(tx, system('members.end_role_requests', accountId), now, requestId, 'expired'));
  },
});

/** Who has left asks for nothing any more. */
const endOfLeavers = job({
  name: 'members.end_role_requests_of_leavers',
  input: Announced,
  attempts: 5,
  on: [MemberLeft.name, MemberRemoved.name],
  async run({ db, now }, { announcementId }) {
    const open = await acrossAccounts(db, 'requests for roles of someone who has left', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.personId) return [];
      return tx
        .selectFrom('roleRequests')
        .select(['accountId', 'requestId'])
        .where('accountId', '=', told.accountId)
        .where('personId', '=', told.personId)
        .where('state', '=', 'open')
        .execute();
    });
    for (const { accountId, requestId } of open)
      await inAccount(db, accountId, (tx) => endRoleRequest(tx, system('members.end_role_requests_of_leavers', accountId), now, requestId, 'left'));
  },
});

export const roleRequestJobs = [tellAdmins, tellAsker, endDue, endOfLeavers];
