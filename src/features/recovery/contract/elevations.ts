import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { DomainProof } from '../../accounts/contract/domains.ts';

export const elevationStates = ['gathering', 'waiting', 'granted', 'ended', 'reverted', 'stopped', 'lapsed'] as const;
export type ElevationState = (typeof elevationStates)[number];
export const elevationSources = ['colleagues', 'desk', 'dns'] as const;
export type ElevationSource = (typeof elevationSources)[number];
/** Why someone does not count as one of the two. */
export const againstConfirming = ['not_member', 'guest', 'frozen', 'too_new', 'no_factor', 'factor_too_new', 'brought_by_named'] as const;
export type AgainstConfirming = (typeof againstConfirming)[number];

/** One at a time in a company, so that whoever is told knows what they are asked. */
export const ElevationOpen = defineProblem('recovery.elevation_open', 409, z.object({ state: z.string() }));
export const ElevationNotInState = defineProblem('recovery.elevation_not_in_state', 409, z.object({ state: z.string() }));
export const NotAConfirmer = defineProblem('recovery.not_a_confirmer', 403, z.object({ why: z.string() }));
/** The company has no two members who could; the desk and the DNS are open to it. */
export const TooFewColleagues = defineProblem('recovery.too_few_colleagues', 409, z.object({}));
export const NotYoursToStop = defineProblem('recovery.not_yours_to_stop', 403, z.object({}));
/** By proof of a domain somebody becomes an admin only where there is none, and only by a domain that the company stands under. */
export const DomainRouteClosed = defineProblem('recovery.domain_route_closed', 409, z.object({}));
export const ElevationLinkNotUsable = defineProblem('recovery.elevation_link_not_usable', 410, z.object({}));

const named = z.object({ name: z.string(), source: z.string() });
export const ElevationAsked = announcement('elevations.asked', named);
export const ElevationConfirmed = announcement('elevations.confirmed', named);
export const ElevationWaiting = announcement('elevations.waiting', named.extend({ until: z.string() }));
export const ElevationGranted = announcement('elevations.granted', named.extend({ until: z.string() }));
export const ElevationEnded = announcement('elevations.ended', named);
export const ElevationKept = announcement('elevations.kept', named);
export const ElevationStopped = announcement('elevations.stopped', named.extend({ by: z.string() }));
export const ElevationLapsed = announcement('elevations.lapsed', named);
export const ElevationReverted = announcement(
  'elevations.reverted',
  named.extend({ by: z.string(), roles: z.number(), people: z.number(), invitations: z.number(), ways: z.number() }),
);

const Someone = z.object({ personId: z.uuid(), name: z.string() });
const Against = z.enum(againstConfirming);

export const Elevation = z.object({
  elevationId: z.uuid(),
  person: Someone,
  isMe: z.boolean(),
  source: z.enum(elevationSources),
  state: z.enum(elevationStates),
  reason: z.string().nullable(),
  askedBy: z.string().nullable(),
  askedAt: z.date(),
  /** When it lapses without a second colleague. */
  expiresAt: z.date(),
  /** When it is granted unless somebody stops it. */
  waitsUntil: z.date().nullable(),
  grantedAt: z.date().nullable(),
  /** When it can no longer be undone. */
  windowUntil: z.date().nullable(),
  /** When the role runs out that the desk has given; null where it stands for good. */
  roleUntil: z.date().nullable(),
  closedAt: z.date().nullable(),
  closedBy: z.string().nullable(),
  closedReason: z.string().nullable(),
  confirmations: z.array(Someone.extend({ at: z.date() })),
  can: z.object({ confirm: z.boolean(), stop: z.boolean(), revert: z.boolean(), keep: z.boolean() }),
  /** Why the reader cannot confirm it; null where they can, or have, or where nothing is to be confirmed. */
  against: Against.nullable(),
});
export type Elevation = z.output<typeof Elevation>;

/** What goes when it is undone. */
export const Undoing = z.object({
  roles: z.array(z.object({ name: z.string(), role: z.string() })),
  people: z.array(z.string()),
  invitations: z.array(z.string()),
  /** Of the elevated person: passwords, passkeys, apps, codes and further ways that are younger than the grant. */
  ways: z.array(z.enum(['password', 'passkey', 'totp', 'recovery_code', 'email', 'phone', 'sign_in'])),
});
export type Undoing = z.output<typeof Undoing>;

const account = { within: 'account', permission: 'elevations' } as const;
const byElevation = z.object({ elevationId: Id });
const reason = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text || null)
  .nullable()
  .default(null);
const token = z.object({ token: z.string().min(20).max(100) });
const atDesk = { within: 'operator', permission: 'op.access' } as const;
const ofAccount = z.object({ accountId: Id });

export const elevationsEndpoints = {
  getElevations: endpoint({
    ...account,
    method: 'GET',
    path: '/elevations',
    summary: 'How the company gets an administrator back: what is under way, and which ways are open to the reader',
    input: z.object({}),
    output: z.object({
      items: z.array(Elevation),
      /** Active global admins. */
      admins: z.number(),
      /** How long whoever is told has for stopping it. */
      waitHours: z.number(),
      /** Why the reader does not count as one of the two colleagues, for themselves. */
      against: Against.nullable(),
      /** Whether there are two who could bring the reader back, or anyone they name. */
      hasColleagues: z.boolean(),
      /** The domains by which the reader can become admin; empty as long as there is one. */
      domains: z.array(z.string()),
      proof: DomainProof.nullable(),
      can: z.object({ begin: z.boolean() }),
    }),
  }),
  beginElevation: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations',
    stepUp: 10,
    summary: 'Ask for a member to become an administrator; a second colleague confirms',
    input: z.object({
      /** Absent: the asker. */
      email: Email.nullable().default(null),
      reason: z.string().trim().min(10).max(500),
    }),
    output: Elevation,
    problems: [ElevationOpen, TooFewColleagues],
  }),
  confirmElevation: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/:elevationId/confirm',
    stepUp: 10,
    summary: 'Confirm, as a colleague, that this member should become an administrator',
    input: byElevation,
    output: Elevation,
    problems: [ElevationNotInState, NotAConfirmer],
  }),
  stopElevation: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/:elevationId/stop',
    summary: 'Stop an elevation that has not been granted',
    input: byElevation.extend({ reason }),
    output: Elevation,
    problems: [ElevationNotInState, NotYoursToStop],
  }),
  previewUndo: endpoint({
    ...account,
    method: 'GET',
    path: '/elevations/:elevationId/undo',
    summary: 'What goes when a granted elevation is undone',
    input: byElevation,
    output: Undoing,
    problems: [ElevationNotInState, NotYoursToStop],
  }),
  revertElevation: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/:elevationId/undo',
    summary: 'Undo a granted elevation with everything done under it',
    input: byElevation.extend({ reason }),
    output: Elevation,
    problems: [ElevationNotInState, NotYoursToStop],
  }),
  keepElevated: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/:elevationId/keep',
    stepUp: 10,
    summary: 'Stay an administrator for good after the desk has given the role for a time',
    input: byElevation,
    output: Elevation,
    problems: [ElevationNotInState],
  }),
  proveDomainForMe: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/domain',
    stepUp: 10,
    summary: 'Ask for the DNS value by which the asker becomes administrator of a company that has none',
    input: z.object({ domain: z.string().trim().toLowerCase().max(253) }),
    output: DomainProof,
    problems: [DomainRouteClosed],
  }),
  checkDomainForMe: endpoint({
    ...account,
    method: 'POST',
    path: '/elevations/domain/:proofId/check',
    summary: 'Look now whether the value stands in the DNS',
    input: z.object({ proofId: Id }),
    output: DomainProof,
    problems: [DomainRouteClosed],
  }),

  openElevationLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/elevation-links/open',
    permission: 'public',
    perMinute: 20,
    summary: 'What a mailed link to stop or undo an elevation is about; changes nothing',
    input: token,
    output: z.object({
      company: z.string(),
      name: z.string(),
      source: z.enum(elevationSources),
      state: z.enum(elevationStates),
      waitsUntil: z.date().nullable(),
      windowUntil: z.date().nullable(),
      undoing: Undoing.nullable(),
    }),
    problems: [ElevationLinkNotUsable],
  }),
  useElevationLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/elevation-links/stop',
    permission: 'public',
    perMinute: 20,
    summary: 'Stop an elevation, or undo it once it was granted, by the mailed link',
    input: token,
    output: z.object({ state: z.enum(elevationStates) }),
    problems: [ElevationLinkNotUsable, ElevationNotInState],
  }),

  listElevationsOf: endpoint({
    ...atDesk,
    method: 'GET',
    path: '/accounts/:accountId/elevations',
    summary: 'Elevations in a company, for the desk',
    input: ofAccount,
    output: z.object({ company: z.string(), items: z.array(Elevation.extend({ undoing: Undoing.nullable() })) }),
  }),
  revertElevationOf: endpoint({
    ...atDesk,
    method: 'POST',
    path: '/accounts/:accountId/elevations/:elevationId/undo',
    stepUp: 10,
    summary: 'Stop or undo an elevation in a company, by the desk',
    input: ofAccount.extend({ elevationId: Id, reason: z.string().trim().min(10).max(500) }),
    output: Elevation,
    problems: [ElevationNotInState],
  }),
};
