import type { Tx } from '../../../server/tx.ts';
import type { Way } from '../contract.ts';
import type { PasskeyPurpose, Passkeys } from '../passkeys.ts';
import { countRecoveryCodes, findAuthenticator, listPasskeys } from '../queries.ts';

/** How a person can show a second factor, and what the browser needs for it. */
export interface SecondWays {
  readonly ways: Way[];
  readonly passkey: Record<string, unknown> | null;
}

/** The second factors that a person has; null when there is none. The Tx must be the person's. */
export async function waysOf(tx: Tx, passkeys: Passkeys, purpose: PasskeyPurpose, now: Date, personId: string): Promise<SecondWays | null> {
  const [keys, authenticator, codes] = await Promise.all([listPasskeys(tx, personId), findAuthenticator(tx, personId), countRecoveryCodes(tx, personId)]);
  if (!keys.length && !authenticator) return null;
  const ways: Way[] = [
    ...(keys.length ? ['passkey' as const] : []),
    ...(authenticator ? ['totp' as const] : []),
    ...(codes.left ? ['recovery_code' as const] : []),
  ];
  return { ways, passkey: keys.length ? passkeys.askOptions(purpose, now, keys) : null };
}
