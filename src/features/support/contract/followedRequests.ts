import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { TooManyRequests } from '../../../core/problems.ts';
import {
  FileNotAllowed,
  FileTooBig,
  LinkUnknown,
  ReopenTooLate,
  RequestClosed,
  RequestFacts,
  RequestNotClosed,
  TooManyFiles,
  Upload,
  uploadBody,
  words,
} from './requestShapes.ts';

/** In the body, never in an address: addresses are written into logs. */
const byLink = z.object({ token: z.string().min(20).max(100) });

/** A request as whoever holds its private link sees it; files by name only. */
export const FollowedRequest = RequestFacts.omit({ requestId: true }).extend({
  reopenUntil: z.date().nullable(),
  can: z.object({ write: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
});
export type FollowedRequest = z.output<typeof FollowedRequest>;

const follower = { within: 'public', method: 'POST', permission: 'public' } as const;

export const followedEndpoints = {
  followRequest: endpoint({
    ...follower,
    path: '/service-requests/follow',
    perMinute: 30,
    summary: 'The service request that a private link leads to; reading it uses nothing up',
    input: byLink,
    output: FollowedRequest,
    problems: [LinkUnknown],
  }),
  writeFollowed: endpoint({
    ...follower,
    path: '/service-requests/messages',
    perMinute: 10,
    summary: 'Write to the support desk through a private link',
    input: byLink.extend({ text: words }),
    output: FollowedRequest,
    problems: [LinkUnknown, RequestClosed, TooManyRequests],
  }),
  addFollowedFile: endpoint({
    ...follower,
    path: '/service-requests/files',
    perMinute: 20,
    maxBody: uploadBody,
    summary: 'Attach a file through a private link',
    input: byLink.extend(Upload.shape),
    output: z.object({ fileId: z.uuid() }),
    problems: [LinkUnknown, FileNotAllowed, FileTooBig, TooManyFiles, RequestClosed],
  }),
  closeFollowed: endpoint({
    ...follower,
    path: '/service-requests/closing',
    perMinute: 10,
    summary: 'Close a service request through a private link',
    input: byLink.extend({ solved: z.boolean().default(true) }),
    output: FollowedRequest,
    problems: [LinkUnknown, RequestClosed],
  }),
  reopenFollowed: endpoint({
    ...follower,
    path: '/service-requests/reopening',
    perMinute: 10,
    summary: 'Take a closed service request up again through a private link',
    input: byLink.extend({ text: words }),
    output: FollowedRequest,
    problems: [LinkUnknown, RequestNotClosed, ReopenTooLate],
  }),
  resendRequestLink: endpoint({
    ...follower,
    path: '/service-requests/link',
    perMinute: 5,
    summary: 'Mail the private link once more to whoever opened the request; the answer is the same whether there is one',
    input: z.object({ number: z.string().trim().min(1).max(30), email: z.string().trim().max(254).pipe(z.email()) }),
    output: z.object({}),
    problems: [TooManyRequests],
  }),
};
