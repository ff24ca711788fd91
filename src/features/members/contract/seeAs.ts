import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { AccountRoleKey, MemberNotInState, NotToYourself } from './giving.ts';

/** As whom the reader sees the portal; `name` is the colleague's, null for a role. */
export const SeenAs = z.object({ accountId: z.uuid(), name: z.string().nullable(), role: AccountRoleKey.nullable(), endsAt: z.date() });
export type SeenAs = z.output<typeof SeenAs>;

/** Someone sees the portal as a colleague: told to the colleague. */
export const SeenAsPerson = announcement('members.seen_as', z.object({ name: z.string(), endsAt: z.string() }));
export const SeenAsRole = announcement('members.seen_as_role', z.object({ role: AccountRoleKey, endsAt: z.string() }));
export const SeeingEnded = announcement('members.seeing_ended', z.object({}));

/** One of the two: a colleague or a role. */
const seen = z
  .object({ personId: Id.optional(), role: AccountRoleKey.optional() })
  .refine(({ personId, role }) => (personId === undefined) !== (role === undefined), { path: ['personId'], message: 'required' });

export const seeAsEndpoints = {
  seeAs: endpoint({
    within: 'account',
    method: 'POST',
    path: '/see-as',
    permission: 'users.see_as',
    // Whoever could be sitting at someone else's desk shows a second factor first.
    stepUp: 5,
    summary: 'See the portal as a role or as a colleague: reading only, for 30 minutes, never more than oneself may see',
    input: seen,
    output: SeenAs,
    problems: [NotToYourself, MemberNotInState],
  }),
  endSeeing: endpoint({
    within: 'person',
    method: 'POST',
    path: '/see-as/end',
    permission: 'signed-in',
    whileSeeing: true,
    summary: 'See the portal as oneself again',
    input: z.object({}),
    output: z.object({ accountId: z.uuid().nullable() }),
  }),
};
