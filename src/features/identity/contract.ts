import { z } from 'zod';
import { permissionKeys } from '../../core/grants.ts';
import { operatorRoles } from '../../core/roles.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Email, Locale, PersonName } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { operators } from './contract/operators.ts';

export * from './contract/announcements.ts';

/** Long enough for every sentence one may want to remember; longer only costs time. */
export const PASSWORD_MAX = 200;
export const PASSWORD_MIN = { alone: 15, withSecondFactor: 8 } as const;
const Password = z.string().min(1).max(PASSWORD_MAX);
const [Code, Token, Nothing] = [z.string().trim().min(1).max(40), z.string().min(1).max(200), z.object({})] as const;

export const Theme = z.enum(['system', 'light', 'dark']);
/** Ways of showing who one is, first or second. */
export const Way = z.enum(['passkey', 'password', 'mail_code', 'totp', 'recovery_code']);
export type Way = z.output<typeof Way>;
/** The JSON of the browser's WebAuthn calls (W3C WebAuthn level 3, 5.1.8 and 5.1.10), checked whole by its verifier. */
const WebAuthnOptions = z.record(z.string(), z.unknown());
const WebAuthnResponse = z.looseObject({ id: z.string().max(2000), type: z.string().max(40), response: z.record(z.string(), z.unknown()) });

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
export const LinkNotUsable = defineProblem('identity.link_not_usable', 410, Nothing);
/** Without a second factor the password would be too short. */
export const PasswordNeedsSecondFactor = defineProblem('identity.password_needs_second_factor', 409, z.object({ minimum: z.number() }));
/** What would suffer if the person had no second factor any more; `accounts` are names of companies, for the sentence. */
export const SecondFactorNeeded = defineProblem('identity.second_factor_needed', 409, z.object({ accounts: z.string() }));
export const PasskeyKnown = defineProblem('identity.passkey_known', 409, Nothing);

const SecondStep = z.object({ /** Names the half-way sign-in. */ attempt: z.string(), ways: z.array(Way), passkey: WebAuthnOptions.nullable() });
/** Signed in (the browser has its cookie), or a second step is due. */
export const SignInAnswer = z.object({ signedIn: z.boolean(), second: SecondStep.nullable() });
export type SignInAnswer = z.output<typeof SignInAnswer>;

const Strength = z.object({
  score: z.number().int().min(0).max(4),
  /** Why it cannot be used (`fields.<code>`), or null when it can. */
  fault: z.string().nullable(),
});

const Device = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
const Session = z.object({
  sessionId: z.uuid(),
  device: Device,
  address: z.string().nullable(),
  createdAt: z.date(),
  lastUsedAt: z.date(),
  proofs: z.array(z.string()),
  current: z.boolean(),
});
const Passkey = z.object({ passkeyId: z.uuid(), name: z.string(), createdAt: z.date(), lastUsedAt: z.date().nullable() });

export const Me = PersonName.extend({
  personId: z.uuid(),
  email: z.string(),
  locale: Locale,
  theme: Theme,
  operator: z.object({ roles: z.array(z.enum(operatorRoles)), permissions: z.array(z.object({ permission: z.enum(permissionKeys), level: z.string() })) }),
  session: z.object({ sessionId: z.uuid(), proofs: z.array(z.string()), secondFactorAt: z.date().nullable(), hasSecondFactor: z.boolean() }),
});
export type Me = z.output<typeof Me>;

export const SecurityInfo = z.object({
  email: z.string(),
  hasSecondFactor: z.boolean(),
  password: z.object({ setAt: z.date(), paused: z.boolean() }).nullable(),
  passkeys: z.array(Passkey),
  authenticator: z.object({ addedAt: z.date() }).nullable(),
  recoveryCodes: z.object({ left: z.number() }).nullable(),
  /** How long a new password must at least be for this person. */
  passwordMinimum: z.number(),
});

const signIn = {
  startSignIn: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in',
    permission: 'public',
    summary: 'Begin to sign in; the answer is the same for every address',
    input: z.object({ email: Email }),
    output: z.object({ ways: z.array(Way), passkey: WebAuthnOptions }),
  }),
  passkeyOptions: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/passkey-options',
    permission: 'public',
    summary: 'What the browser needs to offer passkeys',
    input: Nothing,
    output: z.object({ passkey: WebAuthnOptions }),
  }),
  signInWithPasskey: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/passkey',
    permission: 'public',
    summary: 'Sign in with a passkey',
    input: z.object({ response: WebAuthnResponse }),
    output: SignInAnswer,
    problems: [PasskeyWrong],
  }),
  signInWithPassword: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/password',
    permission: 'public',
    summary: 'Sign in with a password',
    input: z.object({ email: Email, password: Password }),
    output: SignInAnswer,
    problems: [SignInWrong],
  }),
  requestMailCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/mail-code-request',
    permission: 'public',
    perMinute: 30,
    summary: 'Have a code mailed to sign in with; the answer is the same for every address',
    input: z.object({ email: Email }),
    output: z.object({ attempt: z.uuid(), resendAfterSeconds: z.number(), minutes: z.number() }),
  }),
  signInWithMailCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/mail-code',
    permission: 'public',
    summary: 'Sign in with the mailed code',
    input: z.object({ attempt: Id, code: Code }),
    output: SignInAnswer,
    problems: [CodeWrong, CodeExpired],
  }),
  signInWithTotp: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/totp',
    permission: 'public',
    summary: 'Second step: the code of the authenticator app',
    input: z.object({ attempt: Token, code: Code }),
    output: SignInAnswer,
    problems: [SecondFactorWrong, AttemptExpired],
  }),
  signInWithRecoveryCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/recovery-code',
    permission: 'public',
    summary: 'Second step: a saved recovery code',
    input: z.object({ attempt: Token, code: Code }),
    output: SignInAnswer,
    problems: [SecondFactorWrong, AttemptExpired],
  }),
  signOut: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-out',
    permission: 'public',
    summary: 'End this session',
    input: Nothing,
    output: Nothing,
  }),
  checkPassword: endpoint({
    within: 'public',
    method: 'POST',
    path: '/password-check',
    permission: 'public',
    perMinute: 120,
    summary: 'How strong a password would be, and whether it may be used',
    input: z.object({
      password: z.string().max(1000),
      email: z.string().max(254).optional(),
      /** Names that must not be guessed from it. */ words: z.array(z.string().max(200)).max(10).optional(),
    }),
    output: Strength,
  }),
  openCredentialLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/credential-link',
    permission: 'public',
    summary: 'Whom a link to set a password is for; does not use it up',
    input: z.object({ token: Token }),
    output: PersonName.extend({ email: z.string(), locale: Locale }),
    problems: [LinkNotUsable],
  }),
  setFirstPassword: endpoint({
    within: 'public',
    method: 'POST',
    path: '/credential-link/password',
    permission: 'public',
    summary: 'Set the first password by a mailed link, and sign in',
    input: z.object({ token: Token, password: Password }),
    output: SignInAnswer,
    problems: [LinkNotUsable],
  }),
};

const me = {
  getMe: endpoint({
    within: 'person',
    method: 'GET',
    path: '/profile',
    permission: 'signed-in',
    whileSeeing: true,
    summary: 'Who I am, in which language, with which of the operator’s roles',
    input: Nothing,
    output: Me,
  }),
  updateMe: endpoint({
    within: 'person',
    method: 'PATCH',
    path: '/profile',
    permission: 'signed-in',
    summary: 'Change my name, language or look',
    input: z.object({ ...PersonName.shape, locale: Locale, theme: Theme }).partial(),
    output: Me,
  }),
  listSessions: endpoint({
    within: 'person',
    method: 'GET',
    path: '/sessions',
    permission: 'signed-in',
    summary: 'Where I am signed in',
    input: Nothing,
    output: z.object({ items: z.array(Session) }),
  }),
  endSession: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/sessions/:sessionId',
    permission: 'signed-in',
    summary: 'Sign out one of my devices',
    input: z.object({ sessionId: Id }),
    output: Nothing,
  }),
  endOtherSessions: endpoint({
    within: 'person',
    method: 'POST',
    path: '/sessions/end-others',
    permission: 'signed-in',
    summary: 'Sign out all my devices but this one',
    input: Nothing,
    output: z.object({ ended: z.number() }),
  }),
  getSecurityInfo: endpoint({
    within: 'person',
    method: 'GET',
    path: '/security',
    permission: 'signed-in',
    summary: 'My ways of signing in',
    input: Nothing,
    output: SecurityInfo,
  }),
  setPassword: endpoint({
    within: 'person',
    method: 'PUT',
    path: '/security/password',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Set or change my password; my other devices are signed out',
    input: z.object({ password: Password }),
    output: Nothing,
  }),
  startPasskey: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/passkey-options',
    permission: 'signed-in',
    summary: 'What the browser needs to make a passkey',
    input: Nothing,
    output: z.object({ passkey: WebAuthnOptions }),
  }),
  addPasskey: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/passkeys',
    permission: 'signed-in',
    summary: 'Add the passkey that the browser made',
    input: z.object({ response: WebAuthnResponse, name: z.string().trim().min(1).max(60).optional() }),
    output: Passkey,
    problems: [PasskeyWrong, PasskeyKnown],
  }),
  renamePasskey: endpoint({
    within: 'person',
    method: 'PATCH',
    path: '/security/passkeys/:passkeyId',
    permission: 'signed-in',
    summary: 'Name a passkey',
    input: z.object({ passkeyId: Id, name: z.string().trim().min(1).max(60) }),
    output: Passkey,
  }),
  removePasskey: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/security/passkeys/:passkeyId',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Remove a passkey',
    input: z.object({ passkeyId: Id }),
    output: Nothing,
    problems: [SecondFactorNeeded, PasswordNeedsSecondFactor],
  }),
  startAuthenticator: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/authenticator-secret',
    permission: 'signed-in',
    summary: 'A new secret for an authenticator app',
    input: Nothing,
    output: z.object({ attempt: z.string(), secret: z.string(), uri: z.string() }),
  }),
  confirmAuthenticator: endpoint({
    within: 'person',
    method: 'PUT',
    path: '/security/authenticator',
    permission: 'signed-in',
    summary: 'Add the authenticator app by a code that it shows',
    input: z.object({ attempt: z.string().max(1000), code: Code }),
    output: Nothing,
    problems: [SecondFactorWrong, AttemptExpired],
  }),
  removeAuthenticator: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/security/authenticator',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Remove the authenticator app',
    input: Nothing,
    output: Nothing,
    problems: [SecondFactorNeeded, PasswordNeedsSecondFactor],
  }),
  makeRecoveryCodes: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/recovery-codes',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Ten new recovery codes, shown once; older ones stop working',
    input: Nothing,
    output: z.object({ codes: z.array(z.string()) }),
  }),
  stepUpOptions: endpoint({
    within: 'person',
    method: 'POST',
    path: '/step-up',
    permission: 'signed-in',
    summary: 'How I can show a second factor now',
    input: Nothing,
    output: z.object({ ways: z.array(Way), passkey: WebAuthnOptions.nullable() }),
  }),
  stepUpWithPasskey: endpoint({
    within: 'person',
    method: 'POST',
    path: '/step-up/passkey',
    permission: 'signed-in',
    summary: 'Show a passkey as second factor',
    input: z.object({ response: WebAuthnResponse }),
    output: Nothing,
    problems: [PasskeyWrong],
  }),
  stepUpWithTotp: endpoint({
    within: 'person',
    method: 'POST',
    path: '/step-up/totp',
    permission: 'signed-in',
    summary: 'Show a code of the authenticator app as second factor',
    input: z.object({ code: Code }),
    output: Nothing,
    problems: [SecondFactorWrong],
  }),
  stepUpWithRecoveryCode: endpoint({
    within: 'person',
    method: 'POST',
    path: '/step-up/recovery-code',
    permission: 'signed-in',
    summary: 'Use a recovery code as second factor',
    input: z.object({ code: Code }),
    output: Nothing,
    problems: [SecondFactorWrong],
  }),
};

export { LastRoot, OperatorAdded, OperatorKnown, OperatorRemoved } from './contract/operators.ts';
export const identity = { ...signIn, ...me, ...operators };
