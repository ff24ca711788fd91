import { z } from 'zod';
import { defineProblem } from './problem.ts';

/** Someone the asker may turn to: only people of the asker's own account, or the operator's desk. */
export const Helper = z.object({ personId: z.uuid(), name: z.string(), email: z.string() });
export type Helper = z.output<typeof Helper>;

export const SignInRequired = defineProblem('access.sign_in', 401, z.object({}));
/** Says which permission is missing, which roles hold it, and who can give one of them. */
export const AccessDenied = defineProblem(
  'access.denied',
  403,
  z.object({
    permission: z.string(),
    needs: z.string(),
    roles: z.array(z.string()),
    grantors: z.array(Helper),
    /** Not empty when the company lacks a program first: one that brings any of these parts of the portal. */
    sections: z.array(z.string()),
    /** Held already, and open from then on: an elevation can be undone until then, so what could not be undone waits. */
    opensAt: z.date().nullable().default(null),
    /** Held already, and open again when the operator lifts the company's suspension. */
    suspended: z.boolean().default(false),
  }),
);
/** The session is good, but this account asks for another way of signing in. */
export const ProofNotAccepted = defineProblem('access.proof_not_accepted', 403, z.object({ accepted: z.array(z.string()) }));
/** A second factor is due: `enrolled` says whether the person has one to show or must add one first. */
export const StepUpRequired = defineProblem('access.step_up', 403, z.object({ enrolled: z.boolean(), withinMinutes: z.number() }));
/** The company asks a second factor of this person, on each of its pages, and this session has shown none. */
export const SecondFactorRequired = defineProblem('access.second_factor', 403, z.object({ enrolled: z.boolean() }));
/** What a program may never do by a token, whoever let it in: an act that asks for a fresh second factor, or what is a person's own. */
export const NotByToken = defineProblem('tokens.not_by_token', 403, z.object({}));
/** The token was not given for this: its scopes do not hold so much of the permission. */
export const ScopeMissing = defineProblem('tokens.scope_missing', 403, z.object({ permission: z.string(), needs: z.string() }));
/** The portal is being seen as a role or a colleague: one reads only, in one company, and nothing that is one's own. */
export const SeeingAs = defineProblem('access.seeing_as', 403, z.object({ endsAt: z.date() }));
/** `fields` maps the path of each wrong field to a code whose sentence is `fields.<code>`. */
export const RequestInvalid = defineProblem('request.invalid', 422, z.object({ fields: z.record(z.string(), z.string()) }));
/** Also thrown for things that exist in another account: the caller cannot tell the two apart. */
export const NotFound = defineProblem('not_found', 404, z.object({}));
/** The thing was changed by someone else since it was read. */
export const ChangedMeanwhile = defineProblem('request.changed_meanwhile', 409, z.object({}));
/** The body is not the JSON that it says to be. */
export const NotReadable = defineProblem('request.not_readable', 400, z.object({}));
/** The caller's key for doing something once came with another call before. */
export const IdempotencyKeyTaken = defineProblem('request.idempotency_key_taken', 422, z.object({}));
export const TooManyRequests = defineProblem('request.too_many', 429, z.object({ retryAfterSeconds: z.number() }));
export const TooLarge = defineProblem('request.too_large', 413, z.object({ limitBytes: z.number() }));

/** What `call` itself may answer for any endpoint, besides what the endpoint lists. */
export const everywhere = [
  SignInRequired,
  AccessDenied,
  ProofNotAccepted,
  StepUpRequired,
  SecondFactorRequired,
  SeeingAs,
  NotByToken,
  ScopeMissing,
  RequestInvalid,
  NotFound,
  IdempotencyKeyTaken,
  TooManyRequests,
  TooLarge,
] as const;
