import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id, LocationId } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';
import { effectKinds } from '../accounts/contract/merging.ts';
import { protectedMinutes } from '../members/contract/joinRequests.ts';

/** Days that the invited company has to answer, and then the inviting one to begin. */
export const answerDays = 30;
export const sides = ['survivor', 'joining'] as const;
export type Side = (typeof sides)[number];
export const mergeStates = ['invited', 'accepted', 'confirmed', 'merged', 'rejected', 'withdrawn', 'expired', 'stopped'] as const;
export type MergeState = (typeof mergeStates)[number];

const Words = z.string().trim().max(500);
const Effect = z.object({ key: z.string(), kind: z.enum(effectKinds), count: z.number(), names: z.array(z.string()) });

/** Everything that a merge does, and what each side has; `seal` changes with any of it. */
export const Plan = z.object({
  figures: z.array(z.object({ key: z.string(), survivor: z.number(), joining: z.number() })),
  effects: z.array(Effect),
  /** What has to be out of the way first; its sentence is `merges.stop.<key>`. */
  stops: z.array(z.string()),
  seal: z.string(),
});
export type Plan = z.output<typeof Plan>;

const Company = z.object({ partnerId: z.string(), name: z.string().nullable(), country: z.string().nullable() });

export const MergeLine = z.object({
  mergeId: z.uuid(),
  /** What the reader's company is in it: it keeps its account, or becomes a location of the other. */
  side: z.enum(sides),
  state: z.enum(mergeStates),
  /** The survivor learns name and country when the other accepts. */
  other: Company,
  invitedAt: z.date(),
  endedAt: z.date().nullable(),
  /** The PartnerId of the company that brought it along when it was merged itself. */
  cameWith: z.string().nullable(),
});
export type MergeLine = z.output<typeof MergeLine>;

export const Merge = MergeLine.extend({
  own: Company,
  message: z.string().nullable(),
  invitedBy: z.string(),
  expiresAt: z.date(),
  answeredAt: z.date().nullable(),
  answeredBy: z.string().nullable(),
  reason: z.string().nullable(),
  confirmedAt: z.date().nullable(),
  confirmedBy: z.string().nullable(),
  stoppedBy: z.array(z.string()),
  progress: z.object({ step: z.number(), steps: z.number() }),
  /** Null as long as the other side has not agreed to be looked at, and where nothing will happen any more. */
  plan: Plan.nullable(),
  version: z.number().int(),
  can: z.object({ accept: z.boolean(), reject: z.boolean(), withdraw: z.boolean(), confirm: z.boolean() }),
});
export type Merge = z.output<typeof Merge>;

/** No company here has this PartnerId, or it is not open for business. */
export const MergePartnerUnknown = defineProblem('merges.partner_unknown', 404, z.object({ partnerId: z.string() }));
/** A LocationId was given: only whole companies are merged. */
export const NotALocation = defineProblem('merges.not_a_location', 409, z.object({}));
export const NotWithItself = defineProblem('merges.not_with_itself', 409, z.object({}));
export const MergeExists = defineProblem('merges.exists', 409, z.object({ state: z.string() }));
/** Either company is on its way into another merge. */
export const OtherMergeUnderWay = defineProblem('merges.other_under_way', 409, z.object({ whose: z.enum(['own', 'other']) }));
export const MergeNotInState = defineProblem('merges.not_in_state', 409, z.object({ state: z.string() }));
/** The preview is not what it was when it was read. */
export const PlanChanged = defineProblem('merges.plan_changed', 409, z.object({}));
export const MergeInTheWay = defineProblem('merges.in_the_way', 409, z.object({ stops: z.array(z.string()) }));
/** Whoever says yes must be able to give every role that changes hands. */
export const RolesBeyondReach = defineProblem('merges.roles_beyond_reach', 403, z.object({ role: z.string() }));

/** `partner`: its name, or its PartnerId as long as it has not said who it is. */
const told = z.object({ partnerId: z.string(), partner: z.string(), side: z.enum(sides) });
export const MergeInvited = announcement('merges.invited', told);
export const MergeAccepted = announcement('merges.accepted', told);
export const MergeRejected = announcement('merges.rejected', told.extend({ reason: z.string() }));
export const MergeWithdrawn = announcement('merges.withdrawn', told);
export const MergeConfirmed = announcement('merges.confirmed', told);
export const MergeStopped = announcement('merges.stopped', told);
export const Merged = announcement('merges.merged', told);
/** Told to those who came with the other company. */
export const PeopleArrived = announcement('merges.people_arrived', z.object({ partner: z.string(), former: z.string() }));

const one = z.object({ mergeId: Id, version: z.number().int() });
const reviewed = one.extend({ seal: z.string().min(1).max(100) });
const change = {
  within: 'account',
  method: 'POST',
  permission: 'merges',
  stepUp: protectedMinutes,
  output: Merge,
  problems: [ChangedMeanwhile, MergeNotInState],
} as const;
const yes = [...change.problems, PlanChanged, MergeInTheWay, OtherMergeUnderWay, RolesBeyondReach];

export const merges = {
  listMerges: endpoint({
    within: 'account',
    method: 'GET',
    path: '/merges',
    permission: 'merges',
    summary: 'Merges with other companies, under way and past, the newest first',
    input: PageInput,
    output: Page(MergeLine).extend({ can: z.object({ invite: z.boolean() }) }),
  }),
  getMerge: endpoint({
    within: 'account',
    method: 'GET',
    path: '/merges/:mergeId',
    permission: 'merges',
    summary: 'One merge: what each company has, everything that would happen, and how far it is',
    input: z.object({ mergeId: Id }),
    output: Merge,
  }),
  inviteToMerge: endpoint({
    within: 'account',
    method: 'POST',
    path: '/merges',
    permission: 'merges',
    stepUp: protectedMinutes,
    perMinute: 20,
    summary: 'Invite another company, by its PartnerId, to become a location of this one',
    input: z.object({ partnerId: LocationId, message: Words.optional() }),
    output: Merge,
    problems: [MergePartnerUnknown, NotALocation, NotWithItself, MergeExists, OtherMergeUnderWay],
  }),
  acceptMerge: endpoint({
    ...change,
    path: '/merges/:mergeId/accept',
    summary: 'Agree to become a location of the company that invites; it may begin from then on',
    input: reviewed,
    problems: yes,
  }),
  rejectMerge: endpoint({
    ...change,
    takesAway: true,
    path: '/merges/:mergeId/reject',
    summary: 'Reject the invitation, or take the agreement back before the other company has begun',
    input: one.extend({ reason: Words.min(1) }),
  }),
  withdrawMerge: endpoint({
    ...change,
    takesAway: true,
    path: '/merges/:mergeId/withdraw',
    summary: 'Withdraw the invitation before the merge has begun',
    input: one,
  }),
  confirmMerge: endpoint({
    ...change,
    path: '/merges/:mergeId/confirm',
    summary: 'Begin the merge, for good: it cannot be undone by anyone',
    /** `partnerId`: of the other company, typed once more. */
    input: reviewed.extend({ partnerId: LocationId }),
    problems: yes,
  }),
};
