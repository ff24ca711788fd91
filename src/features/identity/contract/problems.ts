import { z } from 'zod';
import { defineProblem } from '../../../core/problem.ts';

const Nothing = z.object({});

/** The same for a wrong password, a wrong name, and a name that nobody has. */
export const SignInWrong = defineProblem('identity.sign_in_wrong', 401, Nothing);
export const PasskeyWrong = defineProblem('identity.passkey_wrong', 422, Nothing);
export const CodeWrong = defineProblem('identity.code_wrong', 422, z.object({ triesLeft: z.number() }));
/** Too old, used already, or tried too often: only a new one helps. */
export const CodeExpired = defineProblem('identity.code_expired', 410, Nothing);
/** A code of the authenticator app or a recovery code that is not right, or was used before. */
export const SecondFactorWrong = defineProblem('identity.second_factor_wrong', 422, Nothing);
/** What was begun took too long; it begins anew. */
export const AttemptExpired = defineProblem('identity.attempt_expired', 410, Nothing);
export const SignInNameTaken = defineProblem('identity.sign_in_name_taken', 409, Nothing);
/** Whoever has a second factor shows it before a new password is set by a link or a temporary password. */
export const SecondFactorFirst = defineProblem('identity.second_factor_first', 403, Nothing);
export const LinkNotUsable = defineProblem('identity.link_not_usable', 410, Nothing);
/** Without a second factor the password would be too short. */
export const PasswordNeedsSecondFactor = defineProblem('identity.password_needs_second_factor', 409, z.object({ minimum: z.number() }));
/** What would suffer if the person had no second factor any more; `accounts` are names of companies, for the sentence. */
export const SecondFactorNeeded = defineProblem('identity.second_factor_needed', 409, z.object({ accounts: z.string() }));
export const PasskeyKnown = defineProblem('identity.passkey_known', 409, Nothing);
