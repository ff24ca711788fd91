import { z } from 'zod';

/** Long enough for every sentence one may want to remember; longer only costs time. */
export const PASSWORD_MAX = 200;
export const PASSWORD_MIN = { alone: 15, withSecondFactor: 8 } as const;
export const Password = z.string().min(1).max(PASSWORD_MAX);
export const [Code, Token, Nothing] = [z.string().trim().min(1).max(40), z.string().min(1).max(200), z.object({})] as const;

/** Ways of showing who one is, first or second. */
export const Way = z.enum(['passkey', 'password', 'mail_code', 'totp', 'recovery_code']);
export type Way = z.output<typeof Way>;
/** The JSON of the browser's WebAuthn calls (W3C WebAuthn level 3, 5.1.8 and 5.1.10), checked whole by its verifier. */
export const WebAuthnOptions = z.record(z.string(), z.unknown());
export const WebAuthnResponse = z.looseObject({ id: z.string().max(2000), type: z.string().max(40), response: z.record(z.string(), z.unknown()) });

export const SecondStep = z.object({ /** Names the half-way sign-in. */ attempt: z.string(), ways: z.array(Way), passkey: WebAuthnOptions.nullable() });
/** Signed in (the browser has its cookie), or a second step is due, or a new password must be set first (`/set-password#<token>`). */
export const SignInAnswer = z.object({ signedIn: z.boolean(), second: SecondStep.nullable(), newPassword: z.object({ token: z.string() }).nullable() });
export type SignInAnswer = z.output<typeof SignInAnswer>;
