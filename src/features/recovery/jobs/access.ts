import { join } from 'node:path';
import { z } from 'zod';
import { formatsFor, type Locale, type Translate } from '../../../core/locale.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter } from '../../../server/db.ts';
import { folderStore } from '../../../server/files.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { askMail, askText } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { listProvedWays } from '../../identity/queries/ways.ts';
import { addMessage } from '../../support/acts/requests.ts';
import { RequestEnded, RequestReopened, RequestReplied } from '../../support/contract.ts';
import { finish, follow, letPass, lookUp } from '../acts/access.ts';
import { listGuardians } from '../acts/accessCases.ts';
import { AccessAdminsAsked, AccessRequested, evidenceDays } from '../contract/access.ts';
import { ElevationGranted, ElevationLapsed, ElevationStopped } from '../contract/elevations.ts';
import { accessForAdminsMail } from '../mails/access.ts';
import { answerDays, reminderDays } from '../policy/access.ts';
import { findCase, findCaseByElevation, listApproved, listDue, listOldEvidence } from '../queries/access.ts';

const Announced = z.object({ announcementId: z.uuid() });
const findAnnouncement = (tx: Tx, announcementId: string) =>
  tx.selectFrom('announcements').select(['name', 'accountId', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst();
const actor = system('recovery.access');

/** Which company a new request is about is looked up here, so that whoever asks cannot tell by the answer or its time. */
const lookUpNew = job({
  name: 'recovery.look_up_access',
  input: Announced,
  attempts: 5,
  on: [AccessRequested.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'look up what a request for access is about', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (told?.subjectId) await lookUp(tx, actor, now, told.subjectId);
    });
  },
});

/** Everyone who can help is told by every way they have proved; also the one in whose name it is asked. */
const tellAdmins = job({
  name: 'recovery.tell_admins_of_access',
  input: Announced,
  attempts: 5,
  on: [AccessAdminsAsked.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell admins of a request for access', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (!told?.accountId || !told.subjectId) return;
      const { accountId, subjectId: requestId } = told;
      await enter(tx, { accountId });
      for (const { personId } of await listGuardians(tx, now)) {
        const { locale } = await tx.selectFrom('people').select('locale').where('personId', '=', personId).executeTakeFirstOrThrow();
        for (const { kind, value } of await listProvedWays(tx, personId)) {
          if (value === null) continue;
          const wanted = { to: value, locale: locale as Locale, accountId, personId, ids: { accountId, requestId } };
          await (kind === 'phone' ? askText(tx, now, accessForAdminsMail, wanted) : askMail(tx, now, accessForAdminsMail, wanted));
        }
      }
    });
  },
});

/** The asker wrote by the private link, or the request was ended by another hand. */
const followRequest = job({
  name: 'recovery.follow_access_request',
  input: Announced,
  attempts: 5,
  on: [RequestReplied.name, RequestReopened.name, RequestEnded.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'follow a request for access', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      if (told?.subjectId) await follow(tx, actor, now, told.subjectId, told.name === RequestEnded.name ? 'withdrawn' : 'asker_answers');
    });
  },
});

/** What came of an approved elevation. */
const afterElevation = job({
  name: 'recovery.after_elevation',
  input: Announced,
  attempts: 5,
  on: [ElevationGranted.name, ElevationStopped.name, ElevationLapsed.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'what an approved elevation came to', async (tx) => {
      const told = await findAnnouncement(tx, announcementId);
      const found = told?.subjectId ? await findCaseByElevation(tx, told.subjectId) : undefined;
      if (found) await finish(tx, actor, now, found.requestId, told?.name === ElevationGranted.name ? 'granted' : 'stopped');
    });
  },
});

/** Moves on what only waits: silent admins, silent askers, and what an approved elevation has come to. */
const byClock = (say: (locale: Locale) => Translate) =>
  job({
    name: 'recovery.access_by_clock',
    input: z.object({}),
    attempts: 3,
    cron: '*/5 * * * *',
    async run({ db, now }) {
      const across = <T>(work: (tx: Tx) => Promise<T>) => acrossAccounts(db, 'requests for access by the clock', work);
      const reminderBefore = new Date(now.getTime() + (answerDays - reminderDays) * 86_400_000);
      for (const { requestId } of await across((tx) => listDue(tx, now, reminderBefore)))
        await across(async (tx) => {
          if (!(await letPass(tx, actor, now, requestId))) await remind(tx, now, requestId, say);
        });
      for (const { requestId, state } of await across((tx) => listApproved(tx)))
        if (state !== 'waiting' && state !== 'gathering')
          await across((tx) => finish(tx, actor, now, requestId, state === 'granted' || state === 'ended' ? 'granted' : 'stopped'));
    },
  });

/** What was sent to show who somebody is lies here no longer than the page has said. */
const forgetEvidence = job({
  name: 'recovery.forget_evidence',
  input: z.object({}),
  attempts: 3,
  cron: '41 3 * * *',
  async run({ db, now, config }) {
    const across = <T>(work: (tx: Tx) => Promise<T>) => acrossAccounts(db, 'forget the evidence of requests that are over', work);
    const files = folderStore(join(config.DATA_DIR, 'files'));
    for (const { fileId } of await across((tx) => listOldEvidence(tx, new Date(now.getTime() - evidenceDays * 86_400_000)))) {
      // The bytes first: a row without them is tried again tomorrow, bytes without a row would stay for ever.
      await files.remove(fileId);
      await across((tx) => tx.deleteFrom('files').where('fileId', '=', fileId).execute());
    }
  },
});

async function remind(tx: Tx, now: Date, requestId: string, say: (locale: Locale) => Translate): Promise<void> {
  const row = await findCase(tx, requestId);
  if (row?.state !== 'asked' || !row.askedUntil || row.remindedAt) return;
  const { locale, name } = await tx
    .selectFrom('serviceRequests as r')
    .innerJoin('center as c', (on) => on.onTrue())
    .select(['r.locale', 'c.name'])
    .where('r.requestId', '=', requestId)
    .executeTakeFirstOrThrow();
  const until = formatsFor(locale as Locale, 'UTC').formatDate(row.askedUntil, 'long');
  await tx.updateTable('accessCases').set({ remindedAt: now }).where('requestId', '=', requestId).execute();
  const text = say(locale as Locale)('access_requests.say.reminder', { until });
  await addMessage(tx, { ...actor, name }, now, { requestId, side: 'desk', text, asksBack: true });
}

/** Jobs of requests for access; what they write to people is in their language. */
export const accessJobs = (say: (locale: Locale) => Translate): readonly Job[] =>
  [lookUpNew, tellAdmins, followRequest, afterElevation, byClock(say), forgetEvidence] as readonly Job[];
