import { instantKey, page } from '../../core/page.ts';
import type { HandlersOf } from '../../server/call.ts';
import { markRead, setWantsMails } from './acts.ts';
import type { notices } from './contract.ts';
import { presentNotice } from './present.ts';
import { countUnread, listNotices, wantsMails } from './queries.ts';

export const noticesHandlers: HandlersOf<typeof notices> = {
  async listNotices({ tx, request }, { after, limit, only }) {
    const rows = await listNotices(tx, { limit: limit + 1, unread: only === 'unread', after: instantKey(after) });
    return page(
      rows,
      limit,
      (row) => [row.at.toISOString(), row.noticeId],
      (row) => presentNotice(row, request.locale),
    );
  },
  countUnread: async ({ tx }) => ({ unread: await countUnread(tx) }),
  async markRead({ tx, now }, { noticeId }) {
    await markRead(tx, now, { noticeId });
    return { unread: await countUnread(tx) };
  },
  async markAllRead({ tx, now }) {
    await markRead(tx, now, {});
    return { unread: 0 };
  },
  getNoticeSettings: async ({ tx, actor }) => ({ mails: await wantsMails(tx, actor.personId) }),
  async updateNoticeSettings({ tx, actor }, { mails }) {
    await setWantsMails(tx, actor.personId, mails);
    return { mails };
  },
};
