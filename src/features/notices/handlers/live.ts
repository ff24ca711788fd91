import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Live } from '../../../server/live.ts';
import type { liveEndpoints } from '../contract/live.ts';

export const liveHandlers = (live: Live): HandlersOf<typeof liveEndpoints> => ({
  streamNotices: async ({ actor: { personId, sessionId } }) =>
    ({ type: 'text/event-stream; charset=utf-8', name: null, body: live.open({ personId, sessionId }) }) satisfies Download,
});
