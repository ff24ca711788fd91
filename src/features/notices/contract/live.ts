import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';

export const liveEndpoints = {
  /** `changed`: something was told or read, look anew. `ended`: the session is over, and the stream with it. */
  streamNotices: endpoint({
    within: 'person',
    method: 'GET',
    path: '/notices/live',
    permission: 'signed-in',
    answers: 'events',
    bySignOn: true,
    summary: 'Says at once when there is something new for me, as server-sent events',
    input: z.object({}),
    output: z.unknown(),
  }),
};
