import { z } from 'zod';
import { permissionKeys } from '../../core/grants.ts';
import { operatorRoles } from '../../core/roles.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Email, Locale, PersonName } from '../../core/person.ts';
import { links } from './contract/credentialLinks.ts';
import { humanChecks } from './contract/humanChecks.ts';
import { operators } from './contract/operators.ts';
import {
  AttemptExpired,
  CodeExpired,
  CodeWrong,
  PasskeyKnown,
  PasskeyWrong,
  PasswordNeedsSecondFactor,
  SecondFactorNeeded,
  SecondFactorWrong,
  SignInWrong,
} from './contract/problems.ts';
import { Code, Nothing, Password, SignInAnswer, Token, Way, WebAuthnOptions, WebAuthnResponse } from './contract/shapes.ts';
import { sessions } from './contract/sessions.ts';
import { IdentityFrozen, ways } from './contract/ways.ts';

export * from './contract/announcements.ts';
export * from './contract/humanChecks.ts';
export * from './contract/problems.ts';
export { PASSWORD_MAX, PASSWORD_MIN, SignInAnswer, Way } from './contract/shapes.ts';
export * from './contract/ways.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
const Strength = z.object({
  score: z.number().int().min(0).max(4),
  /** Why it cannot be used (`fields.<code>`), or null when it can. */
  fault: z.string().nullable(),
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
    problems: [IdentityFrozen, PasskeyWrong],
  }),
  signInWithPassword: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/password',
    permission: 'public',
    summary: 'Sign in with a password',
    input: z.object({ email: Email, password: Password }),
    output: SignInAnswer,
    problems: [IdentityFrozen, SignInWrong],
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
    problems: [IdentityFrozen, CodeWrong, CodeExpired],
  }),
  signInWithTotp: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/totp',
    permission: 'public',
    summary: 'Second step: the code of the authenticator app',
    input: z.object({ attempt: Token, code: Code }),
    output: SignInAnswer,
    problems: [IdentityFrozen, SecondFactorWrong, AttemptExpired],
  }),
  signInWithRecoveryCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-in/recovery-code',
    permission: 'public',
    summary: 'Second step: a saved recovery code',
    input: z.object({ attempt: Token, code: Code }),
    output: SignInAnswer,
    problems: [IdentityFrozen, SecondFactorWrong, AttemptExpired],
  }),
  signOut: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-out',
    permission: 'public',
    bySignOn: true,
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
};

const me = {
  getMe: endpoint({
    within: 'person',
    method: 'GET',
    path: '/profile',
    permission: 'signed-in',
    whileSeeing: true,
    bySignOn: true,
    byToken: true,
    summary: 'Who I am, in which language, with which of the operator’s roles, and which pages are there for me alone',
    input: Nothing,
    output: Me.extend({ ownPages: z.array(z.string()) }),
  }),
  updateMe: endpoint({
    within: 'person',
    method: 'PATCH',
    path: '/profile',
    permission: 'signed-in',
    bySignOn: true,
    summary: 'Change my name, language or look',
    input: z.object({ ...PersonName.shape, locale: Locale, theme: Theme }).partial(),
    output: Me,
  }),
  ...sessions,
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
    bySignOn: true,
    summary: 'How I can show a second factor now',
    input: Nothing,
    output: z.object({ ways: z.array(Way), passkey: WebAuthnOptions.nullable() }),
  }),
  stepUpWithPasskey: endpoint({
    within: 'person',
    method: 'POST',
    path: '/step-up/passkey',
    permission: 'signed-in',
    bySignOn: true,
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
    bySignOn: true,
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
    bySignOn: true,
    summary: 'Use a recovery code as second factor',
    input: z.object({ code: Code }),
    output: Nothing,
    problems: [SecondFactorWrong],
  }),
};

export { LastRoot, OperatorAdded, OperatorKnown, OperatorRemoved } from './contract/operators.ts';
export const identity = { ...signIn, ...links, ...me, ...operators, ...ways, ...humanChecks };
