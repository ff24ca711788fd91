import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { locales } from '../../../core/locale.ts';

export const severities = ['critical', 'moderate', 'minimal'] as const;
export type Severity = (typeof severities)[number];
/** `open`: the desk's turn; `attention_needed`: the turn of whoever asked. */
export const requestStates = ['open', 'attention_needed', 'closed'] as const;
export type RequestState = (typeof requestStates)[number];
export const requestKinds = ['question', 'access'] as const;
/** How a request ended; its words are `support_requests.outcome.<outcome>`. The last four are of requests for access. */
export const outcomes = ['solved', 'not_solvable', 'duplicate', 'no_reply', 'withdrawn', 'granted', 'refused', 'redirected'] as const;
export type Outcome = (typeof outcomes)[number];
/** What a file is to show. */
export const shown = ['identity', 'company', 'other'] as const;
/** Days in which a closed request can be taken up again; then it is a new one. */
export const reopenDays = 30;
/** Requests that a person may open in a day, and messages that may be written to one in an hour: each is read by people. */
export const requestsADay = 20;
export const messagesAnHour = 30;

/** What happened to the request, between its messages; its words are `support_requests.happened.<what>`. */
export const happenings = ['closed', 'reopened', 'handed_over'] as const;
export const Happened = z.object({ what: z.enum(happenings), name: z.string().nullable().default(null) });
export type Happened = z.output<typeof Happened>;

export const Message = z.object({
  messageId: z.uuid(),
  side: z.enum(['asker', 'desk', 'note', 'system']),
  author: z.string(),
  at: z.date(),
  /** What was written; null for what happened. */
  text: z.string().nullable(),
  happened: Happened.nullable(),
});
export type Message = z.output<typeof Message>;
export const AttachedFile = z.object({
  fileId: z.uuid(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  shows: z.enum(shown),
  addedAt: z.date(),
});
export type AttachedFile = z.output<typeof AttachedFile>;

export const RequestLine = z.object({
  requestId: z.uuid(),
  number: z.string(),
  topic: z.string(),
  subject: z.string(),
  severity: z.enum(severities),
  state: z.enum(requestStates),
  outcome: z.string().nullable(),
  /** By when the desk has promised an answer; null: none is due. */
  promisedAt: z.date().nullable(),
  createdAt: z.date(),
  changedAt: z.date(),
  name: z.string(),
});
export const RequestFacts = RequestLine.extend({
  locale: z.enum(locales),
  closedAt: z.date().nullable(),
  messages: z.array(Message),
  files: z.array(AttachedFile),
});

/** Base64 of at most 5 MB. */
export const Upload = z.object({
  name: z.string().trim().min(1).max(200),
  content: z
    .string()
    .min(1)
    .max(Math.ceil((5 * 1024 * 1024 + 2) / 3) * 4, 'file_too_big')
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  shows: z.enum(shown).default('other'),
});
/** What the body of an upload may hold: 5 MB in base64, and the words around it. */
export const uploadBody = 7 * 1024 * 1024 + 64 * 1024;
export const words = z.string().trim().min(1).max(8000);
export const NewRequest = z.object({
  topic: z.string().max(60),
  subject: z.string().trim().min(3).max(150),
  text: words,
  severity: z.enum(severities),
  locale: Locale,
  /** Colleagues who may see requests see it, too. */
  forTeam: z.boolean().default(false),
});

export const FileNotAllowed = defineProblem('support.file_not_allowed', 422, z.object({ name: z.string() }));
export const FileTooBig = defineProblem('support.file_too_big', 422, z.object({ name: z.string(), megabytes: z.number() }));
export const TooManyFiles = defineProblem('support.too_many_files', 409, z.object({ name: z.string(), limit: z.number() }));
/** It is closed: it must be taken up again first. */
export const RequestClosed = defineProblem('support.request_closed', 409, z.object({ number: z.string() }));
export const RequestNotClosed = defineProblem('support.request_not_closed', 409, z.object({ number: z.string() }));
export const ReopenTooLate = defineProblem('support.reopen_too_late', 409, z.object({ number: z.string(), days: z.number() }));
/** The private link names no request, or one that is long over. */
export const LinkUnknown = defineProblem('support.link_unknown', 404, z.object({}));

/** The number of the request. */
const numbered = z.object({ request: z.string() });
export const RequestOpened = announcement('support.request_opened', numbered);
/** Whoever asked, or a colleague, wrote. */
export const RequestReplied = announcement('support.request_replied', numbered);
export const RequestAnswered = announcement('support.request_answered', numbered);
export const RequestAskedBack = announcement('support.request_asked_back', numbered);
export const RequestFileAdded = announcement('support.file_added', numbered.extend({ file: z.string() }));
export const RequestEnded = announcement('support.request_closed', numbered.extend({ outcome: z.string() }));
export const RequestReopened = announcement('support.request_reopened', numbered);
export const RequestHandedOver = announcement('support.request_handed_over', numbered.extend({ name: z.string() }));
export const RequestShared = announcement('support.request_shared', numbered);
export const RequestAssigned = announcement('support.request_assigned', numbered.extend({ name: z.string().nullable() }));
/** One of the operator's people opened the request; once a day each. */
export const RequestLookedAt = announcement('support.request_looked_at', numbered);
