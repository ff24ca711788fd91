import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter, inAccount } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { PasswordReset } from '../../members/contract.ts';
import { findMember } from '../../members/queries.ts';
import { RelationEnded } from '../../relations/contract.ts';
import { closeResetRequest } from '../acts/help.ts';
import { closeBoth } from '../acts/helpConsents.ts';
import { ResetRequested, ResetRequestExpired, ResetRequestRefused } from '../contract/help.ts';
import { resetRequestForAdminsMail, resetRequestMail } from '../mails/help.ts';
import { listReaders, listResetters } from '../queries/help.ts';

const Announced = z.object({ announcementId: z.uuid() });
const findAnnouncement = (tx: Tx, announcementId: string) =>
  tx.selectFrom('announcements').select(['accountId', 'personId', 'subjectId', 'actorId']).where('announcementId', '=', announcementId).executeTakeFirst();

/** How many are written to: the others find it on Home. */
const writtenTo = 20;

const tellAdmins = job({
  name: 'recovery.tell_admins_of_reset_request',
  input: Announced,
  attempts: 5,
  on: [ResetRequested.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell admins who asks for a new password', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId || !told.personId) return;
      const { accountId, personId, subjectId: requestId } = told;
      await enter(tx, { accountId });
      const member = await findMember(tx, now, personId);
      if (!member) return;
      const able = await listResetters(
        tx,
        now,
        personId,
        member.roles.map(({ role }) => role),
      );
      for (const { email, locale, personId: reader } of await listReaders(tx, able.slice(0, writtenTo)))
        await askMail(tx, now, resetRequestForAdminsMail, { to: email, locale, accountId, personId: reader, ids: { accountId, requestId } });
    });
  },
});

const tellAsker = job({
  name: 'recovery.tell_asker_of_reset_request',
  input: Announced,
  attempts: 5,
  on: [ResetRequestRefused.name, ResetRequestExpired.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell someone what became of their request for a new password', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId || !told.personId) return;
      const { accountId, subjectId: requestId } = told;
      for (const { email, locale, personId } of await listReaders(tx, [told.personId]))
        await askMail(tx, now, resetRequestMail, { to: email, locale, accountId, personId, ids: { accountId, requestId } });
    });
  },
});

/** Whoever pressed Reset has answered the request. */
const closeAnswered = job({
  name: 'recovery.close_reset_request',
  input: Announced,
  attempts: 5,
  on: [PasswordReset.name],
  async run({ db, now }, { announcementId }) {
    const open = await acrossAccounts(db, 'close the request for a new password', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.personId) return undefined;
      return tx
        .selectFrom('resetRequests')
        .select(['accountId', 'requestId'])
        .where('accountId', '=', told.accountId)
        .where('personId', '=', told.personId)
        .where('state', '=', 'open')
        .executeTakeFirst();
    });
    if (open)
      await inAccount(db, open.accountId, (tx) =>
        closeResetRequest(tx, system('recovery.close_reset_request', open.accountId), now, open.requestId, { state: 'done' }),
      );
  },
});

const endDue = job({
  name: 'recovery.end_reset_requests',
  input: z.object({}),
  attempts: 3,
  cron: '11 * * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'requests for a new password that nobody answered', (tx) =>
      tx.selectFrom('resetRequests').select(['accountId', 'requestId']).where('state', '=', 'open').where('expiresAt', '<=', now).execute(),
    );
    for (const { accountId, requestId } of due)
      await inAccount(db, accountId, (tx) => closeResetRequest(tx, system('recovery.end_reset_requests', accountId), now, requestId, { state: 'expired' }));
  },
});

/** Without the relation there is no help, whichever side ended it. */
const endHelpOfEnded = job({
  name: 'recovery.end_help',
  input: Announced,
  attempts: 5,
  on: [RelationEnded.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'end the help of a distributor', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId) return;
      const row = await tx
        .selectFrom('relations')
        .selectAll()
        .where('accountId', '=', told.accountId)
        .where('relationId', '=', told.subjectId)
        .executeTakeFirst();
      if (row) await closeBoth(tx, now, row);
    });
  },
});

export const helpJobs: readonly Job[] = [tellAdmins, tellAsker, closeAnswered, endDue, endHelpOfEnded] as readonly Job[];
