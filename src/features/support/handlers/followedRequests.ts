import { nobody } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { VisitorActor } from '../../../server/actor.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Tx } from '../../../server/tx.ts';
import { addMessage, attachFile, closeRequest, findRequestByToken, reopenRequest } from '../acts/requests.ts';
import type { FollowedRequest, followedEndpoints } from '../contract/followedRequests.ts';
import { LinkUnknown, RequestClosed } from '../contract/requestShapes.ts';
import type { SupportParts } from '../handlers.ts';
import { sendLink } from '../jobs/requests.ts';
import { canReopen } from '../policy/requests.ts';
import { presentFacts } from '../presentRequests.ts';
import { listFiles, listMessages, type RequestRow } from '../queries/requests.ts';
import { countAsking, markOf } from '../requestLinks.ts';

type Ctx = Context<VisitorActor>;
/** A stranger belongs to no company: only the link says which rows are theirs. */
const across = { across: 'support.follow' };

export const followedHandlers = ({ secrets, files }: SupportParts): HandlersOf<typeof followedEndpoints> => ({
  followRequest: (context, { token }) => through(context, token, async () => {}),
  writeFollowed: (context, { token, text }) =>
    through(context, token, (tx, { requestId }) => addMessage(tx, follower(context), context.now, { requestId, side: 'asker', text })),
  async addFollowedFile(context, { token, name, content, shows }) {
    const row = await context.apart((tx) => find(tx, token), across);
    if (row.state === 'closed') throw new RequestClosed({ number: row.number });
    const file = { requestId: row.requestId, shows, name, bytes: Buffer.from(content, 'base64') };
    return context.apart((tx) => attachFile(tx, files, context.now, file, follower(context)), across);
  },
  closeFollowed: (context, { token, solved }) =>
    through(context, token, (tx, { requestId }) =>
      closeRequest(tx, follower(context), context.now, { requestId, outcome: solved ? 'solved' : 'withdrawn', side: 'asker' }),
    ),
  reopenFollowed: (context, { token, text }) =>
    through(context, token, (tx, { requestId }) => reopenRequest(tx, follower(context), context.now, { requestId, text, side: 'asker' })),
  async resendRequestLink({ tx, apart, now, request }, { number, email }) {
    await apart((t) => countAsking(t, secrets, now, email, request.address));
    // Whether there is such a request is looked up by the job: here everything is the same for all of them.
    await enqueue(tx, sendLink, { number: number.toUpperCase(), mark: markOf(secrets, email) });
    return {};
  },
});

/** Whoever comes by a private link is the one who asked, even with a session of somebody's in the browser. */
const follower = ({ actor: { requestId, address, userAgent } }: Ctx) => nobody({ requestId, address, userAgent });

/** @throws LinkUnknown */
async function find(tx: Tx, token: string): Promise<RequestRow> {
  const row = await findRequestByToken(tx, token);
  if (!row) throw new LinkUnknown({});
  return row;
}

/** Finds the request of the link, does something with it, and shows it as it then is. @throws LinkUnknown */
const through = ({ apart, now }: Ctx, token: string, act: (tx: Tx, row: RequestRow) => Promise<unknown>): Promise<FollowedRequest> =>
  apart(async (tx) => {
    await act(tx, await find(tx, token));
    const row = await find(tx, token);
    const [messages, files] = await Promise.all([listMessages(tx, row.requestId, { notes: false }), listFiles(tx, row.requestId)]);
    const { requestId: _, ...facts } = presentFacts(row, messages, files);
    const isOver = row.state === 'closed';
    return { ...facts, can: { write: !isOver, close: !isOver && row.kind === 'question', reopen: row.kind === 'question' && canReopen(row, now) } };
  }, across);
