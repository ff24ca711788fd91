import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id, LocationId } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';
import { protectedMinutes } from '../members/contract/joinRequests.ts';

/** Days that a reseller has to answer an invitation. */
export const invitationDays = 30;
export const sides = ['distributor', 'reseller'] as const;
export type Side = (typeof sides)[number];
export const relationStates = ['invited', 'active', 'declined', 'withdrawn', 'expired', 'ended'] as const;
export type RelationState = (typeof relationStates)[number];
/** `merge`: its two sides became one company, or it was there twice. */
export const enders = ['distributor', 'reseller', 'operator', 'merge'] as const;

const Words = z.string().trim().max(500);

export const Relation = z.object({
  relationId: z.uuid(),
  /** What the reader's company is in it. */
  side: z.enum(sides),
  state: z.enum(relationStates),
  /** The other company; a distributor learns name and country when the reseller accepts. */
  other: z.object({ partnerId: z.string(), name: z.string().nullable(), country: z.string().nullable() }),
  message: z.string().nullable(),
  invitedBy: z.string(),
  invitedAt: z.date(),
  expiresAt: z.date(),
  answeredAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedBy: z.enum(enders).nullable(),
  reason: z.string().nullable(),
  version: z.number().int(),
  can: z.object({ accept: z.boolean(), decline: z.boolean(), withdraw: z.boolean(), end: z.boolean() }),
});
export type Relation = z.output<typeof Relation>;

/** No company here has this PartnerId or LocationId, or it is not open for business. */
export const PartnerUnknown = defineProblem('relations.partner_unknown', 404, z.object({ partnerId: z.string() }));
/** Only a company in the program of distributors invites resellers. */
/** Who invited has left the program for distributors since. */
export const DistributorGone = defineProblem('relations.distributor_gone', 409, z.object({}));
export const NotDistributor = defineProblem('relations.not_distributor', 409, z.object({}));
export const NotWithOneself = defineProblem('relations.not_with_oneself', 409, z.object({}));
export const RelationExists = defineProblem('relations.exists', 409, z.object({ state: z.string() }));
export const RelationNotInState = defineProblem('relations.not_in_state', 409, z.object({ state: z.string() }));

/** `partner`: its name, or its PartnerId as long as it has not said who it is. */
const told = z.object({ partnerId: z.string(), partner: z.string() });
export const RelationInvited = announcement('relations.invited', told);
export const RelationAccepted = announcement('relations.accepted', told);
export const RelationDeclined = announcement('relations.declined', told);
export const RelationWithdrawn = announcement('relations.withdrawn', told);
export const RelationEnded = announcement('relations.ended', told.extend({ by: z.enum(enders) }));
/** The other company was merged into another one, with which the relation goes on. */
export const RelationMoved = announcement('relations.moved', told.extend({ former: z.string() }));

const one = z.object({ relationId: Id, version: z.number().int() });
const change = {
  within: 'account',
  method: 'POST',
  permission: 'relations',
  stepUp: protectedMinutes,
  output: Relation,
  problems: [ChangedMeanwhile, RelationNotInState],
} as const;

export const relations = {
  listRelations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/relations',
    permission: 'relations',
    summary: 'Distributors and resellers that the company works with, and invitations, the newest first',
    input: PageInput.extend({ side: z.enum(sides).optional(), state: z.enum(relationStates).optional() }),
    output: Page(Relation).extend({ can: z.object({ invite: z.boolean() }), isDistributor: z.boolean() }),
  }),
  getRelation: endpoint({
    within: 'account',
    method: 'GET',
    path: '/relations/:relationId',
    permission: 'relations',
    summary: 'One relation',
    input: z.object({ relationId: Id }),
    output: Relation,
  }),
  inviteReseller: endpoint({
    within: 'account',
    method: 'POST',
    path: '/relations',
    permission: 'relations',
    stepUp: protectedMinutes,
    perMinute: 20,
    summary: 'Invite a company to be this distributor’s reseller, by its PartnerId or a LocationId',
    input: z.object({ partnerId: LocationId, message: Words.optional() }),
    output: Relation,
    problems: [PartnerUnknown, NotDistributor, NotWithOneself, RelationExists],
  }),
  acceptRelation: endpoint({
    ...change,
    path: '/relations/:relationId/accept',
    summary: 'Accept a distributor’s invitation: both see each other’s name and country from then on',
    input: one,
    problems: [...change.problems, DistributorGone],
  }),
  declineRelation: endpoint({
    ...change,
    path: '/relations/:relationId/decline',
    summary: 'Decline a distributor’s invitation',
    input: one.extend({ reason: Words.optional() }),
  }),
  withdrawRelation: endpoint({ ...change, path: '/relations/:relationId/withdraw', summary: 'Withdraw an invitation that is not answered yet', input: one }),
  endRelation: endpoint({
    ...change,
    path: '/relations/:relationId/end',
    summary: 'End a relation; customers and what they have bought stay as they are',
    input: one.extend({ reason: Words.min(1) }),
  }),
  listAllRelations: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/relations',
    permission: 'op.relations',
    summary: 'Which distributors and resellers work together, the newest first',
    input: PageInput.extend({ state: z.enum(relationStates).optional() }),
    output: Page(
      z.object({
        relationId: z.uuid(),
        distributor: z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string() }),
        reseller: z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string() }),
        state: z.enum(relationStates),
        invitedAt: z.date(),
        answeredAt: z.date().nullable(),
        endedAt: z.date().nullable(),
        reason: z.string().nullable(),
        version: z.number().int(),
        can: z.object({ end: z.boolean() }),
      }),
    ),
  }),
  endRelationAsOperator: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/relations/:relationId/end',
    permission: 'op.relations',
    stepUp: protectedMinutes,
    summary: 'End a relation in the operator’s name; both companies are told the reason',
    input: one.extend({ reason: Words.min(1) }),
    output: z.object({}),
    problems: [ChangedMeanwhile, RelationNotInState],
  }),
};
