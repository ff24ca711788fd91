import type { Config } from '../../server/config.ts';
import { enter } from '../../server/db.ts';
import { type Secrets, sameText } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import type { Apart } from './challenges.ts';
import { PasskeyWrong } from './contract.ts';
import { findPasskey, findPersonByPasskey } from './queries.ts';
import { knock, type Knock } from './throttle.ts';

/** Brings the verifier when it is first needed: it weighs 27 MB, and many starts never meet a passkey. */
const webAuthn = () => import('@simplewebauthn/server');

type Options = Record<string, unknown>;
export interface PasskeyResponse {
  readonly id: string;
  readonly type: string;
  readonly response: Record<string, unknown>;
}
export interface NewPasskey {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly signCount: number;
  readonly transports: string[];
}

const MINUTES = 10;
/** What a challenge is good for; it cannot be carried from one to another, nor from one session to another. */
export type PasskeyPurpose = 'sign_in' | `step_up ${string}` | `add ${string}` | `link ${string}` | `recover ${string}`;

/**
 * WebAuthn (level 3) with user verification always, so that a passkey is a first and a second factor at once.
 * A challenge is signed and carries its end, so that the many that are made and never answered leave no rows; an answered
 * one leaves a row that bars a second answer.
 */
// oxlint-disable-next-line max-lines-per-function -- short functions over one configuration, not one long one
export function passkeysOf({ config, secrets }: { readonly config: Config; readonly secrets: Secrets }) {
  const { hostname: rpId, origin } = new URL(config.publicUrl);
  const { challenge, read } = challengesOf(secrets);

  return {
    /** What `navigator.credentials.get` needs. Without credentials any passkey of this center fits, and none is named. */
    askOptions: (purpose: PasskeyPurpose, now: Date, credentials: readonly { credentialId: string; transports: string[] }[] = []): Options => ({
      challenge: challenge(purpose, now),
      rpId,
      timeout: MINUTES * 60_000,
      userVerification: 'required',
      ...(credentials.length ? { allowCredentials: credentials.map((c) => ({ id: c.credentialId, type: 'public-key', transports: c.transports })) } : {}),
    }),

    /** What `navigator.credentials.create` needs. */
    makeOptions: (
      purpose: PasskeyPurpose,
      now: Date,
      who: { personId: string; email: string; name: string; center: string; known: readonly { credentialId: string; transports: string[] }[] },
    ): Options => ({
      challenge: challenge(purpose, now),
      rp: { id: rpId, name: who.center },
      timeout: MINUTES * 60_000,
      attestation: 'none',
      user: { id: Buffer.from(who.personId).toString('base64url'), name: who.email, displayName: who.name },
      // EdDSA, ES256, RS256 (COSE, RFC 9053): what authenticators of the last ten years sign with.
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' })),
      excludeCredentials: who.known.map((c) => ({ id: c.credentialId, type: 'public-key', transports: c.transports })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    }),

    /** Checks what the browser made. @throws PasskeyWrong */
    async verifyNew(purpose: PasskeyPurpose, now: Date, response: PasskeyResponse): Promise<NewPasskey> {
      const { verifyRegistrationResponse } = await webAuthn();
      // The library throws plain errors for what a browser may send: each means that this passkey cannot be used.
      const result = await verifyRegistrationResponse({
        response: response as unknown as Parameters<typeof verifyRegistrationResponse>[0]['response'],
        expectedChallenge: (text) => read(purpose, now, text) !== undefined,
        expectedOrigin: origin,
        expectedRPID: rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: [-8, -7, -257],
      }).catch(() => undefined);
      if (!result?.verified) throw new PasskeyWrong({});
      const { id, publicKey, counter } = result.registrationInfo.credential;
      const transports = response.response['transports'];
      return {
        credentialId: id,
        publicKey: Buffer.from(publicKey),
        signCount: counter,
        transports: Array.isArray(transports) ? transports.filter((t): t is string => typeof t === 'string').slice(0, 8) : [],
      };
    },

    /**
     * Checks a passkey that was shown. What is left is to `spend` it in the transaction that believes it.
     * @throws PasskeyWrong for one that is unknown, of another person, or not rightly signed
     */
    async verifyShown(apart: Apart, purpose: PasskeyPurpose, now: Date, response: PasskeyResponse, tried: Knock, of?: string): Promise<ShownPasskey> {
      const found = await apart(async (tx) => {
        await knock(tx, now, tried);
        const personId = await findPersonByPasskey(tx, response.id);
        if (!personId) return undefined;
        await enter(tx, { personId });
        return findPasskey(tx, personId, response.id);
      });
      const challengeId = read(purpose, now, answered(response));
      if (!found || !challengeId || (of && found.personId !== of)) throw new PasskeyWrong({});
      const { verifyAuthenticationResponse } = await webAuthn();
      const result = await verifyAuthenticationResponse({
        response: response as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
        expectedChallenge: (text) => read(purpose, now, text) === challengeId,
        expectedOrigin: origin,
        expectedRPID: rpId,
        requireUserVerification: true,
        credential: { id: found.credentialId, publicKey: new Uint8Array(found.publicKey), counter: found.signCount, transports: found.transports as never },
      }).catch(() => undefined);
      if (!result?.verified) throw new PasskeyWrong({});
      return { personId: found.personId, passkeyId: found.passkeyId, challengeId, signCount: result.authenticationInfo.newCounter };
    },

    /** Notes the use; the Tx must be the person's. @throws PasskeyWrong when the same answer was used before */
    async spend(tx: Tx, now: Date, shown: ShownPasskey): Promise<void> {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('challenges')
        .values({
          challengeId: shown.challengeId,
          purpose: 'passkey',
          emailFolded: '',
          createdAt: now,
          usedAt: now,
          expiresAt: new Date(now.getTime() + MINUTES * 60_000),
        })
        .onConflict((oc) => oc.doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) throw new PasskeyWrong({});
      await tx
        .updateTable('passkeys')
        .set({ signCount: shown.signCount, lastUsedAt: now })
        .where('personId', '=', shown.personId)
        .where('passkeyId', '=', shown.passkeyId)
        .execute();
    },
  };
}

/** Challenges that are signed instead of kept. */
function challengesOf(secrets: Secrets) {
  const signature = (purpose: PasskeyPurpose, id: string, until: string) => secrets.hash(`passkey ${purpose} ${id} ${until}`);

  function challenge(purpose: PasskeyPurpose, now: Date): string {
    const id = crypto.randomUUID(),
      until = String(now.getTime() + MINUTES * 60_000);
    return Buffer.from(`${id}.${until}.${signature(purpose, id, until)}`).toString('base64url');
  }
  /** The challenge's id when it is ours, for this purpose, and not too old. */
  function read(purpose: PasskeyPurpose, now: Date, text: string): string | undefined {
    const [id = '', until = '', signed = ''] = Buffer.from(text, 'base64url').toString().split('.');
    return sameText(signed, signature(purpose, id, until)) && Number(until) > now.getTime() ? id : undefined;
  }
  return { challenge, read };
}

/** The challenge that the browser says it answers. */
const answered = (response: PasskeyResponse): string => {
  try {
    const data: unknown = JSON.parse(Buffer.from(String(response.response['clientDataJSON']), 'base64url').toString());
    return typeof data === 'object' && data && 'challenge' in data ? String(data.challenge) : '';
  } catch {
    return '';
  }
};

export type Passkeys = ReturnType<typeof passkeysOf>;
export interface ShownPasskey {
  readonly personId: string;
  readonly passkeyId: string;
  readonly challengeId: string;
  readonly signCount: number;
}
