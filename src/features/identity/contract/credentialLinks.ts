import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Locale, PersonName } from '../../../core/person.ts';
import { LinkNotUsable, PasskeyWrong, SecondFactorFirst, SecondFactorWrong } from './problems.ts';
import { IdentityFrozen } from './ways.ts';
import { Code, Password, SecondStep, SignInAnswer, Token, WebAuthnResponse } from './shapes.ts';

/** A password by a mailed link, or after a temporary one. */
export const links = {
  openCredentialLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/credential-link',
    permission: 'public',
    summary: 'Whom a link to set a password is for, and what must be shown first; does not use it up',
    input: z.object({ token: Token }),
    output: PersonName.extend({
      email: z.string(),
      locale: Locale,
      /** The ways of the second factor that is still to be shown. */
      second: SecondStep.omit({ attempt: true }).nullable(),
    }),
    problems: [LinkNotUsable],
  }),
  proveCredentialLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/credential-link/second-factor',
    permission: 'public',
    perMinute: 30,
    summary: 'Show the second factor that stands before a new password; the answer’s token takes the place of the link’s',
    input: z.object({
      token: Token,
      proof: z.discriminatedUnion('way', [
        z.object({ way: z.literal('totp'), code: Code }),
        z.object({ way: z.literal('recovery_code'), code: Code }),
        z.object({ way: z.literal('passkey'), response: WebAuthnResponse }),
      ]),
    }),
    output: z.object({ token: z.string() }),
    problems: [LinkNotUsable, SecondFactorWrong, PasskeyWrong],
  }),
  setFirstPassword: endpoint({
    within: 'public',
    method: 'POST',
    path: '/credential-link/password',
    permission: 'public',
    summary: 'Set a password by a mailed link or after a temporary one, and sign in; older sessions end',
    input: z.object({ token: Token, password: Password }),
    output: SignInAnswer,
    problems: [IdentityFrozen, LinkNotUsable, SecondFactorFirst],
  }),
};
