import { z } from 'zod';
import { LocationId } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { accountRoles } from '../../../core/roles.ts';

export const AccountRoleKey = z.enum(accountRoles);
export const Scope = z.union([
  z.literal('company'),
  z.object({ locations: z.array(LocationId).min(1).max(500), programs: z.array(z.string().max(40)).min(1).max(100).optional() }),
]);
/** A role that someone holds: where, and until when (null: until it is taken). */
export const HeldRole = z.object({ role: AccountRoleKey, scope: Scope, endsAt: z.date().nullable() });
export type HeldRole = z.output<typeof HeldRole>;
export const LastAdmin = defineProblem('members.last_admin', 409, z.object({}));
/** The asker's own roles do not let them give or take this role, or manage someone who holds it. */
export const RoleNotYours = defineProblem('members.role_not_yours', 403, z.object({ role: z.string() }));
export const GuestRole = defineProblem('members.guest_role', 409, z.object({ role: z.string() }));
/** Whoever was brought back by an elevation adds only, until it can no longer be undone. */
export const NotYetAfterElevation = defineProblem('members.not_yet_after_elevation', 403, z.object({ opensAt: z.date() }));
export const NotToYourself = defineProblem('members.not_to_yourself', 409, z.object({}));
export const MemberNotInState = defineProblem('members.not_in_state', 409, z.object({ state: z.string() }));
