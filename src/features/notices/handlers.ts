import { instantKey, page } from '../../core/page.ts';
import { companyOfSignOn } from '../../core/signOn.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Live } from '../../server/live.ts';
import { markRead } from './acts.ts';
import type { notices } from './contract.ts';
import { choiceHandlers } from './handlers/choices.ts';
import { liveHandlers } from './handlers/live.ts';
import { presentNotice } from './present.ts';
import { countUnread, listNotices } from './queries.ts';

export const noticesHandlers = ({ live }: { readonly live: Live }): HandlersOf<typeof notices> => ({
  async listNotices({ tx, actor, request }, { after, limit, only }) {
    const rows = await listNotices(tx, { limit: limit + 1, unread: only === 'unread', after: instantKey(after), accountId: companyOfSignOn(actor.proofs) });
    return page(
      rows,
      limit,
      (row) => [row.at.toISOString(), row.noticeId],
      (row) => presentNotice(row, request.locale),
    );
  },
  countUnread: async ({ tx, actor }) => ({ unread: await countUnread(tx, companyOfSignOn(actor.proofs)) }),
  async markRead({ tx, actor, now }, { noticeId }) {
    await markRead(tx, now, actor.personId, { noticeId, accountId: companyOfSignOn(actor.proofs) });
    return { unread: await countUnread(tx, companyOfSignOn(actor.proofs)) };
  },
  async markAllRead({ tx, actor, now }) {
    await markRead(tx, now, actor.personId, { accountId: companyOfSignOn(actor.proofs) });
    return { unread: 0 };
  },
  ...choiceHandlers,
  ...liveHandlers(live),
});
