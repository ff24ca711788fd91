import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A passkey in software (ES256, user verified), for tests in process; journeys use the browser's own virtual one. */
export interface SoftPasskey {
  readonly id: string;
  /** For `given.kept`: the same passkey in another process. */
  keep(): KeptPasskey;
  /** What `navigator.credentials.create` answers. */
  make(options: Record<string, unknown>): PasskeyAnswer;
  /** What `navigator.credentials.get` answers. */
  show(options: Record<string, unknown>): PasskeyAnswer;
}
/** A passkey as it can be handed on. Like one that is synchronized between devices it does not count its uses. */
export interface KeptPasskey {
  readonly id: string;
  readonly key: JsonWebKey;
  readonly owner: string;
}
export interface PasskeyAnswer {
  [key: string]: unknown;
  id: string;
  rawId: string;
  type: string;
  clientExtensionResults: object;
  response: Record<string, unknown>;
}

const flags = { present: 0x01, verified: 0x04, withKey: 0x40 };

/** @param given.verified false for one that does not ask its owner for a finger or a PIN */
export function softPasskey(
  given: { readonly origin?: string; readonly verified?: boolean; readonly kept?: KeptPasskey; readonly counts?: false } = {},
): SoftPasskey {
  const origin = given.origin ?? 'http://localhost:3000';
  const rpHash = createHash('sha256').update(new URL(origin).hostname).digest();
  const privateKey = given.kept ? createPrivateKey({ key: given.kept.key, format: 'jwk' }) : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const publicKey = createPublicKey(privateKey);
  const rawId = given.kept ? Buffer.from(given.kept.id, 'base64url') : randomBytes(32),
    id = rawId.toString('base64url');
  let uses = 0;
  let owner = given.kept?.owner ?? '';
  const client = (type: string, challenge: unknown) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (extra: number, tail: Buffer) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(given.kept || given.counts === false ? 0 : ++uses);
    return Buffer.concat([rpHash, Buffer.from([flags.present | (given.verified === false ? 0 : flags.verified) | extra]), count, tail]);
  };
  const answer = (response: Record<string, unknown>): PasskeyAnswer => ({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  return {
    id,
    keep: () => ({ id, key: privateKey.export({ format: 'jwk' }), owner }),
    make(options) {
      owner = (options['user'] as { id: string }).id;
      const authData = data(flags.withKey, Buffer.concat([Buffer.alloc(16), Buffer.from([0, rawId.length]), rawId, coseKey(publicKey)]));
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return answer({
        clientDataJSON: client('webauthn.create', options['challenge']).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    show(options) {
      const authData = data(0, Buffer.alloc(0)),
        clientData = client('webauthn.get', options['challenge']);
      const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(clientData).digest()]), privateKey);
      return answer({
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: owner,
      });
    },
  };
}

/** COSE_Key of an ES256 key (RFC 9053, 7.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

/** As much of CBOR (RFC 8949) as a passkey needs. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number) =>
    n < 24 ? Buffer.from([(major << 5) | n]) : n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])]);
  throw new Error('not needed for a passkey');
}
