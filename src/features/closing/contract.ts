import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';
import { question } from '../../core/question.ts';
import { protectedMinutes } from '../members/contract/joinRequests.ts';

/** Days in which a second global admin may agree. */
export const answerDays = 14;
/** Days between the last yes and the end, in which anyone entitled takes it back. */
export const waitingDays = 30;
/** Days before the end at which everybody concerned is reminded. */
export const remindedAt = [14, 7, 1] as const;

/**
 * `asked` waits for a second admin, `waiting` for its day. The others are ends: `closed` for good; taken back, declined, not answered in
 * time, or stopped because something stood in the way on its day: the company may ask again.
 */
export const closingStates = ['asked', 'waiting', 'closed', 'withdrawn', 'declined', 'lapsed', 'stopped'] as const;
export type ClosingState = (typeof closingStates)[number];
export const closingReasons = ['out_of_business', 'merged_elsewhere', 'no_longer_partner', 'by_mistake', 'other'] as const;
export type ClosingReason = (typeof closingReasons)[number];

/** `lost`: cannot be brought back. `ends`: is over with the account. `open`: not finished yet, to be looked at before. `stays`: is kept. */
export const effectKinds = ['open', 'ends', 'lost', 'stays'] as const;
/** One thing that closing does; its sentence is `closing.effect.<key>` with `count`. `link`: where it is looked at, below the center. */
export const Effect = z.object({
  key: z.string(),
  kind: z.enum(effectKinds),
  count: z.number(),
  names: z.array(z.string()),
  link: z.string().nullable(),
});
export type Effect = z.output<typeof Effect>;

/** What a later feature says of it; `stops`: what must be settled first, `closing.stop.<key>`. It ends its own when it hears of `closings.closed`. */
export interface ClosingPart {
  readonly effects?: readonly Effect[];
  readonly stops?: readonly string[];
}
export const ClosingParts = question<Record<string, never>, ClosingPart>('closing.parts');

const Words = z.string().trim().max(1000);
const Who = z.object({ personId: z.uuid(), name: z.string(), email: z.string() });
export const Closing = z.object({
  closingId: z.uuid(),
  state: z.enum(closingStates),
  reason: z.enum(closingReasons),
  words: z.string().nullable(),
  askedAt: z.date(),
  askedBy: z.string(),
  answerBy: z.date().nullable(),
  agreedAt: z.date().nullable(),
  agreedBy: z.string().nullable(),
  closesAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedBy: z.string().nullable(),
  stoppedBy: z.array(z.string()),
  version: z.number().int(),
  can: z.object({ agree: z.boolean(), decline: z.boolean(), takeBack: z.boolean() }),
});
export type Closing = z.output<typeof Closing>;

export const Overview = z.object({
  company: z.string(),
  /** The one that stands open. */
  closing: Closing.nullable(),
  past: z.array(Closing),
  effects: z.array(Effect),
  stops: z.array(z.string()),
  /** Global admins besides the reader: where there is one, one of them must agree. */
  others: z.array(Who),
  /** Exports of one's own that stand beside the one file with everything; each leads to an address below the center. */
  exports: z.array(z.object({ key: z.string(), link: z.string() })),
  can: z.object({ ask: z.boolean() }),
});
export type Overview = z.output<typeof Overview>;

/** A closing as the operator's people see it. */
export const DeskClosing = Closing.omit({ can: true, version: true }).extend({ accountId: z.uuid(), company: z.string(), partnerId: z.string() });
export type DeskClosing = z.output<typeof DeskClosing>;

export const ClosingExists = defineProblem('closings.exists', 409, z.object({}));
export const ClosingNotInState = defineProblem('closings.not_in_state', 409, z.object({ state: z.string() }));
/** What must be settled first; each has its sentence `closing.stop.<key>`. */
export const ClosingInTheWay = defineProblem('closings.in_the_way', 409, z.object({ stops: z.array(z.string()) }));
/** Who asked agrees to nothing: it takes another one. */
export const NotYourOwn = defineProblem('closings.not_your_own', 403, z.object({}));
/** Who asked is no global admin any more: what they asked for is asked again. */
export const AskerGone = defineProblem('closings.asker_gone', 409, z.object({}));

const about = z.object({ closesOn: z.iso.datetime().nullable() });
export const ClosingAsked = announcement('closings.asked', z.object({ reason: z.enum(closingReasons), words: z.string().nullable() }));
export const ClosingAgreed = announcement('closings.agreed', about);
export const ClosingDeclined = announcement('closings.declined', z.object({}));
export const ClosingTakenBack = announcement('closings.taken_back', about);
export const ClosingLapsed = announcement('closings.lapsed', z.object({}));
export const ClosingNear = announcement('closings.near', about.extend({ days: z.number().int() }));
export const ClosingStopped = announcement('closings.stopped', z.object({ stops: z.array(z.string()) }));
/** The account is closed; later features end what is theirs. */
export const AccountClosed = announcement('closings.closed', z.object({ name: z.string(), partnerId: z.string() }));
/** Told to the operator, in the center's own log. */
export const ClosingNoted = announcement('closings.noted', z.object({ name: z.string(), partnerId: z.string(), closesOn: z.iso.datetime() }));

const one = z.object({ closingId: Id, version: z.number().int() });
const own = { within: 'account', permission: 'closing' } as const;
const change = { ...own, method: 'POST', output: Overview, problems: [ChangedMeanwhile, ClosingNotInState] } as const;

export const closing = {
  getClosing: endpoint({
    ...own,
    method: 'GET',
    path: '/closing',
    summary: 'Whether the company closes its account, everything that would end with it, and what stands in the way',
    input: z.object({}),
    output: Overview,
  }),
  askClosing: endpoint({
    ...own,
    method: 'POST',
    path: '/closing',
    stepUp: protectedMinutes,
    summary: 'Ask to close the account; where there is a second global admin, one of them must agree, then 30 days pass',
    /** `name`: of the company, typed once more. */
    input: z.object({
      reason: z.enum(closingReasons),
      words: Words.transform((typed) => typed || null)
        .nullable()
        .default(null),
      name: z.string().trim().max(200),
    }),
    output: Overview,
    problems: [ClosingExists, ClosingInTheWay],
  }),
  agreeToClosing: endpoint({
    ...change,
    path: '/closing/:closingId/agree',
    stepUp: protectedMinutes,
    summary: 'Agree, as a second global admin; the account closes 30 days later',
    input: one,
    problems: [...change.problems, ClosingInTheWay, NotYourOwn, AskerGone],
  }),
  declineClosing: endpoint({
    ...change,
    path: '/closing/:closingId/decline',
    takesAway: true,
    summary: 'Decline what another admin has asked for; the account stays',
    input: one,
    problems: [...change.problems, NotYourOwn],
  }),
  takeBackClosing: endpoint({
    ...change,
    path: '/closing/:closingId/take-back',
    takesAway: true,
    summary: 'Take it back, before the account is closed; everything goes on as it was',
    input: one,
  }),
  exportCompany: endpoint({
    ...own,
    method: 'GET',
    path: '/closing/file',
    exports: true,
    answers: 'file',
    perMinute: 10,
    summary: 'What the company holds, as CSV files in one zip file, with the files that it has sent in',
    input: z.object({}),
    output: z.unknown(),
  }),
  listClosings: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/closings',
    permission: 'op.accounts',
    summary: 'Companies that close their account, the next to close first; or that have, or have not after all',
    input: PageInput.extend({ show: z.enum(['open', 'ended']).default('open') }),
    output: Page(DeskClosing),
  }),
};
