import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email, Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { HumanCheckWrong, HumanProof } from '../../identity/contract/humanChecks.ts';
import { CodeExpired, CodeWrong, IdentityFrozen, PASSWORD_MAX, PasskeyWrong, SecondFactorWrong, SignInNameTaken } from '../../identity/contract.ts';

const Nothing = z.object({});
const Token = z.string().min(20).max(100);
const Code = z.string().trim().min(1).max(40);
const WebAuthnOptions = z.record(z.string(), z.unknown());
const WebAuthnResponse = z.looseObject({ id: z.string().max(2000), type: z.string().max(40), response: z.record(z.string(), z.unknown()) });

/** What happened, as people say it; those that a request is written for. `refused` is answered by the page alone. */
export const troubles = ['password', 'factor', 'mailbox', 'nobody'] as const;
export type Trouble = (typeof troubles)[number];

/** How long a request stands; each code by itself lives shorter. */
export const RECOVERY_MINUTES = 120;

/** Too old, used, overtaken by another one or by a changed password, or of another browser. */
export const RecoveryGone = defineProblem('recovery.gone', 410, Nothing);
/** What was shown does not suffice for this. */
export const RecoveryNotEnough = defineProblem('recovery.not_enough', 409, z.object({ missing: z.number() }));
/** Without the second factor that is taken away, the password is too short to stand alone. */
export const NewPasswordNeeded = defineProblem('recovery.new_password_needed', 409, Nothing);

export const AccessRegained = announcement('recovery.access_regained', z.object({ count: z.number() }), { toCompanies: true });

export const WayKind = z.enum(['email', 'phone', 'passkey', 'totp', 'recovery_code']);
/** `mailbox`: of the address that was typed at the start · `typed`: an address or a number typed in full · a number: one of the ways shown after the first proof. */
const CodeWay = z.union([z.literal('mailbox'), z.literal('typed'), z.string().regex(/^[0-9]{1,2}$/)]);
export type CodeWay = z.output<typeof CodeWay>;

const ShownWay = z.object({
  /** What to name it by in a further call: `mailbox`, a number, `totp`, `recovery_code`, `passkey`. */
  way: z.string(),
  kind: WayKind,
  hint: z.string(),
  /** `young`: it came after a change that is disputed, and counts for nothing. */
  state: z.enum(['open', 'shown', 'young']),
});

/** What can be done now that enough was shown. */
const Finish = z.object({
  givenName: z.string(),
  familyName: z.string(),
  /** Whether it goes without a new one. */
  password: z.enum(['needed', 'possible']),
  /** How long it must at least be while a second factor stays, and without. */
  minimum: z.object({ withSecondFactor: z.number(), alone: z.number(), now: z.number() }),
  /** What may have been lost, to be taken away. */
  authenticator: z.boolean(),
  passkeys: z.array(z.object({ passkeyId: z.uuid(), name: z.string() })),
  /** The password stands only beside a second factor. */
  passwordIsShort: z.boolean(),
  /** The sign-in name came with a disputed change: an older address must take its place. */
  mustChangeAddress: z.boolean(),
  /** Proved addresses that one could sign in with instead. */
  addresses: z.array(z.object({ way: z.string(), email: z.string() })),
});

/** Said only to whoever has shown one proof. */
const Opened = z.object({
  /** False: the mailbox is proved, and nobody signs in with its address. */
  known: z.boolean(),
  frozen: z.boolean(),
  ways: z.array(ShownWay),
  /** How many further ways of another kind it takes. */
  missing: z.number(),
  /** Whether the ways on file can suffice at all, given what happened. */
  reachable: z.boolean(),
  finish: Finish.nullable(),
  /** Whether somebody who may reset this person has been asked. */
  admins: z.enum(['to_ask', 'asked', 'none']),
});
export const Recovery = z.object({
  email: z.string(),
  trouble: z.enum(troubles),
  expiresAt: z.date(),
  /** The look-up is done; before, nothing can be proved. Says nothing of what was found. */
  ready: z.boolean(),
  codes: z.array(z.object({ way: z.string(), resendAt: z.date(), minutes: z.number() })),
  opened: Opened.nullable(),
});
export type Recovery = z.output<typeof Recovery>;
export type Opened = z.output<typeof Opened>;

const at = { within: 'public', method: 'POST', permission: 'public' } as const;
export const funnelEndpoints = {
  startRecovery: endpoint({
    ...at,
    path: '/recovery',
    perMinute: 20,
    summary: 'Say that one cannot get in; the answer is the same for every address',
    input: z.object({ email: Email, trouble: z.enum(troubles), human: HumanProof, locale: Locale }),
    output: z.object({ token: z.string(), expiresAt: z.date() }),
    problems: [HumanCheckWrong],
  }),
  getRecovery: endpoint({
    ...at,
    path: '/recovery/status',
    perMinute: 120,
    summary: 'Where one’s recovery stands; whose it is shows after the first proof only',
    input: z.object({ token: Token }),
    output: Recovery,
    problems: [RecoveryGone],
  }),
  sendRecoveryCode: endpoint({
    ...at,
    path: '/recovery/code',
    perMinute: 30,
    summary: 'Have a code sent; the answer is the same whether or not one is on its way',
    input: z.object({
      token: Token,
      way: CodeWay,
      /** For `typed`: a mail address, or a number with its country code. */ value: z.string().trim().max(254).optional(),
    }),
    output: Recovery,
    problems: [RecoveryGone, RecoveryNotEnough],
  }),
  proveByCode: endpoint({
    ...at,
    path: '/recovery/proofs/code',
    perMinute: 60,
    summary: 'Show a code that was sent',
    input: z.object({ token: Token, way: CodeWay, code: Code }),
    output: Recovery,
    problems: [RecoveryGone, CodeWrong, CodeExpired],
  }),
  proveByTotp: endpoint({
    ...at,
    path: '/recovery/proofs/totp',
    perMinute: 60,
    summary: 'Show a code of the authenticator app',
    input: z.object({ token: Token, code: Code }),
    output: Recovery,
    problems: [RecoveryGone, SecondFactorWrong],
  }),
  proveByRecoveryCode: endpoint({
    ...at,
    path: '/recovery/proofs/recovery-code',
    perMinute: 60,
    summary: 'Use up a saved code as proof',
    input: z.object({ token: Token, code: Code }),
    output: Recovery,
    problems: [RecoveryGone, SecondFactorWrong],
  }),
  recoveryPasskeyOptions: endpoint({
    ...at,
    path: '/recovery/proofs/passkey-options',
    perMinute: 60,
    summary: 'What the browser needs to ask for a passkey',
    input: z.object({ token: Token }),
    output: z.object({ passkey: WebAuthnOptions }),
    problems: [RecoveryGone],
  }),
  proveByPasskey: endpoint({
    ...at,
    path: '/recovery/proofs/passkey',
    perMinute: 60,
    summary: 'Show a passkey',
    input: z.object({ token: Token, response: WebAuthnResponse }),
    output: Recovery,
    problems: [RecoveryGone, PasskeyWrong],
  }),
  askMyAdmins: endpoint({
    ...at,
    path: '/recovery/ask-admins',
    perMinute: 10,
    summary: 'Ask whoever may reset one’s access, without knowing who that is',
    input: z.object({ token: Token }),
    output: Recovery,
    problems: [RecoveryGone, RecoveryNotEnough],
  }),
  finishRecovery: endpoint({
    ...at,
    path: '/recovery/finish',
    perMinute: 20,
    summary: 'Set a new password, take lost things away, or sign in with another address; ends every session',
    input: z.object({
      token: Token,
      password: z.string().min(1).max(PASSWORD_MAX).optional(),
      lost: z.object({ authenticator: z.boolean(), passkeys: z.array(Id).max(50) }).optional(),
      /** One of the addresses to sign in with from now on. */ signInWay: z.string().max(3).optional(),
    }),
    output: z.object({
      signedIn: z.boolean(),
      /** Nothing but a password protects this person now. */ lacksSecondFactor: z.boolean(),
    }),
    problems: [RecoveryGone, RecoveryNotEnough, NewPasswordNeeded, SignInNameTaken, IdentityFrozen],
  }),
};
