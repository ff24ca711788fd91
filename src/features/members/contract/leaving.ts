import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';
import { AccountRoleKey, HeldRole, LastAdmin, MemberNotInState, NotToYourself, NotYetAfterElevation, RoleNotYours } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** What someone who leaves has in hand; its sentence is `leaving.owns.<key>`. */
export const Owned = z.object({
  key: z.string(),
  count: z.number(),
  /** Where it is looked through; `:account` is filled in. */
  link: z.string().nullable(),
  /** It cannot be without an owner: somebody must be named. Otherwise giving it on is a choice, or done where it stands. */
  mustReassign: z.boolean(),
  /** Whether it goes to the named person by taking the leaver out; else it is changed at its link. */
  canHandOver: z.boolean(),
});
export type Owned = z.output<typeof Owned>;
/**
 * Asked of later features: what of theirs belongs to this person. Whoever answers with `canHandOver` listens to
 * `members.taken_out` and gives it to `after.ownerId` when its key is in `after.handedOver`.
 */
export const LeaverOwns = question<{ readonly personId: string }, Owned[]>('members.leaver_owns');

/** Someone was taken out with all that hangs on them. `after` names the new owner and what goes to them. */
export const MemberTakenOut = announcement('members.taken_out', z.object({ name: z.string() }));
export const InvitationHandedOver = announcement('invitations.handed_over', z.object({ email: z.string(), name: z.string() }));

export const Leaving = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  version: z.number().int(),
  roles: z.array(HeldRole),
  /** Roles that nobody else holds then; for a role at locations, those that are left without one. */
  sole: z.array(z.object({ role: AccountRoleKey, locations: z.array(z.object({ locationId: z.string(), name: z.string() })) })),
  /** Why it would be refused. */
  refused: z.object({ code: z.string(), role: AccountRoleKey.nullable() }).nullable(),
  /** `end`: signed out everywhere. `stay`: the sign-in is of use elsewhere too; only this company closes, at once. */
  sessions: z.enum(['end', 'stay']),
  /** Open invitations that they sent, and how many of them the new owner could stand for. */
  invitations: z.object({ open: z.number(), canHandOver: z.number() }),
  requests: z.object({ own: z.number(), waiting: z.number(), otherDeciders: z.number() }),
  owns: z.array(Owned),
});
export type Leaving = z.output<typeof Leaving>;

const byPerson = z.object({ personId: Id });
const ownerId = Id.optional();

export const leavingEndpoints = {
  previewLeaving: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/:personId/leaving',
    permission: 'users.remove',
    needs: 'edit',
    stepUp: protectedMinutes,
    summary: 'What taking someone out of the company would do; changes nothing',
    input: byPerson.extend({ ownerId }),
    output: Leaving,
  }),
  takeOut: endpoint({
    within: 'account',
    method: 'POST',
    path: '/members/:personId/leaving',
    permission: 'users.remove',
    stepUp: 10,
    summary: 'Take someone out: roles, sessions, invitations and requests at once; can be undone for 30 days',
    input: byPerson.extend({
      version: z.number().int(),
      /** Who takes over. */
      ownerId,
      invitations: z.enum(['withdraw', 'hand_over']),
      handOver: z.array(z.string().max(60)).max(50),
    }),
    output: z.object({ name: z.string(), sessionsEnded: z.number(), invitationsWithdrawn: z.number(), invitationsHandedOver: z.number() }),
    problems: [LastAdmin, RoleNotYours, NotToYourself, NotYetAfterElevation, MemberNotInState, ChangedMeanwhile],
  }),
};
