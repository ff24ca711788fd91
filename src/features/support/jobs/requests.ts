import { join } from 'node:path';
import { z } from 'zod';
import type { Locale } from '../../../core/locale.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter } from '../../../server/db.ts';
import { folderStore } from '../../../server/files.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { askMail } from '../../../server/mail.ts';
import { MemberTakenOut } from '../../members/contract/leaving.ts';
import { handOverRequest } from '../acts/requests.ts';
import { requestMail } from '../mails/requests.ts';
import { listOpenOf } from '../queries/requestLists.ts';
import { markOf } from '../requestLinks.ts';

/** Mails the private link once more, if the number and the mail address belong together. */
export const sendLink = job({
  name: 'support.send_link',
  input: z.object({ number: z.string(), mark: z.string() }),
  attempts: 5,
  async run({ db, now, secrets }, { number, mark }) {
    await acrossAccounts(db, 'mail the link of a service request', async (tx) => {
      const row = await tx.selectFrom('serviceRequests').selectAll().where('number', '=', number).executeTakeFirst();
      if (!row || markOf(secrets, row.email) !== mark) return;
      const { email, locale, accountId, personId, requestId } = row;
      await askMail(tx, now, requestMail, { to: email, locale: locale as Locale, accountId, personId, ids: { requestId, told: 'link' } });
    });
  },
});

/** Under this key the requests of somebody who leaves are listed, and handed over; see `requestsOfLeaver`. */
export const leaverKey = 'service_requests';
const HANDED_AT_ONCE = 200;
const Handed = z.object({ ownerId: z.uuid(), handedOver: z.array(z.string()) });

/** Somebody left, and their requests go to the colleague who was named for that. */
const handOver = job({
  name: 'support.hand_over',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [MemberTakenOut.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'hand over the requests of a leaver', async (tx) => {
      const told = await tx
        .selectFrom('announcements')
        .select(['accountId', 'personId', 'after'])
        .where('announcementId', '=', announcementId)
        .executeTakeFirst();
      const handed = Handed.safeParse(told?.after);
      if (!told?.accountId || !told.personId || !handed.success || !handed.data.handedOver.includes(leaverKey)) return;
      await enter(tx, { accountId: told.accountId });
      for (const { requestId } of await listOpenOf(tx, told.personId, HANDED_AT_ONCE))
        await handOverRequest(tx, system('support.hand_over', told.accountId), now, { requestId, personId: handed.data.ownerId });
    });
  },
});

const DAY = 86_400_000;
/** Days after closing for which files, private links and the requests themselves are kept. */
export const keptDays = { files: 180, links: 90, requests: 730 } as const;
const FORGOTTEN_AT_ONCE = 500;

const forget = job({
  name: 'support.forget',
  input: z.object({}),
  attempts: 3,
  cron: '41 2 * * *',
  async run({ db, now, config }) {
    const before = (days: number) => new Date(now.getTime() - days * DAY);
    const store = folderStore(join(config.DATA_DIR, 'files'));
    const gone = await acrossAccounts(db, 'forget old service requests', async (tx) => {
      const closed = (days: number) => tx.selectFrom('serviceRequests').select('requestId').where('state', '=', 'closed').where('closedAt', '<', before(days));
      await tx.deleteFrom('serviceLinks').where('requestId', 'in', closed(keptDays.links)).execute();
      const files = await tx
        .deleteFrom('files')
        .where('fileId', 'in', (eb) =>
          eb.selectFrom('serviceFiles').select('serviceFiles.fileId').where('requestId', 'in', closed(keptDays.files)).limit(FORGOTTEN_AT_ONCE),
        )
        .returning('fileId')
        .execute();
      // A request for access belongs to the elevation that came of it.
      await tx.deleteFrom('serviceRequests').where('kind', '=', 'question').where('requestId', 'in', closed(keptDays.requests)).execute();
      return files;
    });
    await Promise.all(gone.map(({ fileId }) => store.remove(fileId)));
  },
});

export const requestsJobs: readonly Job[] = [sendLink, handOver, forget];
