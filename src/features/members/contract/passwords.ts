import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { AccountRoleKey, MemberNotInState, NotToYourself, RoleNotYours } from './giving.ts';

/** Hours that the mailed link, or a temporary password, is good for. */
export const resetHours = 24;

const Against = z.enum(['gone', 'guest', 'domain', 'elsewhere']);
/** The company may not hand out a temporary password for this identity; a link always works. */
export const TemporaryPasswordNotOffered = defineProblem('members.temporary_password_not_offered', 409, z.object({ reason: Against }));

/** An admin has started it; what the new password is, only the person decides. `kind`: by a link, or by a temporary password. */
export const PasswordReset = announcement('members.password_reset', z.object({ name: z.string(), kind: z.enum(['link', 'temporary']) }));

export const ResetPreview = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  /** Why it would be refused. */
  refused: z.object({ code: z.string(), role: AccountRoleKey.nullable() }).nullable(),
  /** Where a link can go: proved to be the person's, and masked but for the sign-in name. */
  ways: z.array(z.object({ key: z.string(), kind: z.enum(['email', 'phone']), hint: z.string() })),
  temporary: z.object({ offered: z.boolean(), /** Why not. */ reason: Against.nullable(), domain: z.string() }),
  hours: z.number(),
});
export type ResetPreview = z.output<typeof ResetPreview>;

const byPerson = z.object({ personId: Id });

export const passwordEndpoints = {
  previewPasswordReset: endpoint({
    within: 'account',
    method: 'GET',
    path: '/members/:personId/password-reset',
    permission: 'users.password',
    needs: 'edit',
    summary: 'How someone’s password could be reset, and why not otherwise; changes nothing',
    input: byPerson,
    output: ResetPreview,
  }),
  resetPassword: endpoint({
    within: 'account',
    method: 'POST',
    path: '/members/:personId/password-reset',
    permission: 'users.password',
    stepUp: 10,
    perMinute: 20,
    summary: 'Start a password reset for someone: a link to a way of theirs, or a temporary password that is shown once',
    input: z.discriminatedUnion('how', [
      byPerson.extend({ how: z.literal('link'), way: z.string().max(60).default('sign_in') }),
      byPerson.extend({ how: z.literal('temporary') }),
    ]),
    output: z.object({
      /** Where the link went, masked. */
      hint: z.string().nullable(),
      /** Shown once; nothing keeps it. */
      temporaryPassword: z.string().nullable(),
      expiresAt: z.date(),
    }),
    problems: [RoleNotYours, NotToYourself, MemberNotInState, TemporaryPasswordNotOffered],
  }),
};
