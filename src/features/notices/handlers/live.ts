import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Live } from '../../../server/live.ts';
import { run } from '../../../server/tx.ts';
import type { liveEndpoints } from '../contract/live.ts';

export const liveHandlers = (live: Live): HandlersOf<typeof liveEndpoints> => ({
  async streamNotices({ actor: { personId, sessionId }, tx }) {
    // No stream is opened for a session that the database has not confirmed: what memory says of it leaves with a statement.
    await run(tx, 'select 1', [], 'confirm_session');
    return { type: 'text/event-stream; charset=utf-8', name: null, body: live.open({ personId, sessionId }) } satisfies Download;
  },
});
