import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { question } from '../../../core/question.ts';

/** How a person signs in, and who they are, concerns every company that they belong to. */
const signIn = { toCompanies: true };

export const PersonAdded = announcement('identity.person_added', z.object({ email: z.string() }));
export const PasswordSet = announcement('identity.password_set', z.object({}), signIn);
export const PasswordChanged = announcement('identity.password_changed', z.object({}), signIn);
export const PasswordPaused = announcement('identity.password_paused', z.object({ failures: z.number() }), signIn);
export const PasskeyAdded = announcement('identity.passkey_added', z.object({ name: z.string() }), signIn);
export const PasskeyRemoved = announcement('identity.passkey_removed', z.object({ name: z.string() }), signIn);
export const PasskeyRenamed = announcement('identity.passkey_renamed', z.object({ name: z.string() }), signIn);
export const AuthenticatorAdded = announcement('identity.authenticator_added', z.object({}), signIn);
export const AuthenticatorRemoved = announcement('identity.authenticator_removed', z.object({}), signIn);
export const RecoveryCodesMade = announcement('identity.recovery_codes_made', z.object({}), signIn);
export const RecoveryCodeUsed = announcement('identity.recovery_code_used', z.object({ left: z.number() }), signIn);
/** Names and language of a person are kept elsewhere too; whoever does listens to this. */
export const ProfileChanged = announcement('identity.profile_changed', z.object({ name: z.string() }), signIn);
/** Somebody helps: by a mailed link, or by a password that is good once. In the person's own log only: a company has its own entry. */
const helped = z.object({ /** Who started it, and of which company. */ by: z.string(), company: z.string() });
export const ResetStarted = announcement('identity.reset_started', helped.extend({ why: z.enum(['admin', 'distributor', 'elevation']) }));
export const TemporaryPasswordGiven = announcement('identity.temporary_password_given', helped);
/** In the log of the company whose admin, `givenBy`, is told. */
export const TemporaryPasswordUsed = announcement('identity.temporary_password_used', z.object({ name: z.string(), givenBy: z.uuid() }));
export const SessionEnded = announcement('identity.session_ended', z.object({ count: z.number() }));

/** May this person be without a second factor? Each answer names the companies that stand against it. */
/** Asked of later features: pages of one's own that are there for this person only, such as the page of a directory. */
export const OwnPages = question<{ readonly personId: string }, readonly string[]>('identity.own_pages');
export const MayLoseSecondFactor = question<{ readonly personId: string }, readonly string[]>('identity.may_lose_second_factor');
