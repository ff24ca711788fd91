import { exportJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Database } from './db.ts';
import { hashToken, newToken, type Secrets } from './secrets.ts';
import { openPairs } from './signingPairs.ts';

/** Claims of a token that stands for a grant; further ones as clients of the documented service read them. */
export interface GrantClaims {
  readonly grantId: string;
  readonly accountId: string;
  readonly audience: string;
  readonly more?: JWTPayload;
}

/** What a program brings, as far as it can be believed before the database has been asked: a signed token, or a key. */
export type Bearer = { readonly accountId: string } & (
  | { readonly grantId: string; readonly hash?: never }
  | { readonly hash: string; readonly grantId?: never }
);

/** Seconds that an access token is good for; programs that know the documented service expect this figure. */
export const ACCESS_SECONDS = 3599;
const remembered = 20_000;

/** What programs of the documented service ask for, besides our own address. */
const documented = ['https://graph.windows.net', 'https://api.partnercenter.microsoft.com', 'https://api.partner.microsoft.com'];
/** Resources that a token can be for: one name for each, without the slash at its end. */
export const audiencesOf = (publicUrl: string): readonly string[] => [publicUrl, ...documented];

const keyForm = /^ent_([0-9a-f]{32})_[\w-]{43}$/;
/** An API key: 256 random bits behind the company that it is for, so that any door knows whose it is. */
export const newApiKey = (accountId: string): string => `ent_${accountId.replaceAll('-', '')}_${newToken()}`;
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const isUuid = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** Whose a bearer says that it is; nothing is proved by that. For doors whose address does not name the company. */
export function accountOfBearer(bearer: string): string | null {
  const key = keyForm.exec(bearer);
  if (key) return uuidOf(key[1] as string);
  try {
    const { tid } = JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString()) as { tid?: unknown };
    return isUuid(tid) ? tid : null;
  } catch {
    return null;
  }
}

/** Signs and reads the tokens of this installation. Its pairs stand in the database, sealed; a new one is made when the last is 90 days old. */
export function openTokens({ db, secrets, publicUrl }: { readonly db: Database; readonly secrets: Secrets; readonly publicUrl: string }) {
  const read = new Map<string, Bearer & { readonly endsAt: number }>();
  const pairs = openPairs(db, secrets);

  return {
    /** Signs claims as they are; the caller says who, for whom and until when. */
    async sign(claims: JWTPayload, now: Date, typ = 'JWT'): Promise<string> {
      const { kid, privateKey } = await pairs.signing(now);
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ, kid }).sign(await privateKey());
    },
    /** An access token for a grant. */
    async signAccess({ grantId, accountId, audience, more }: GrantClaims, now: Date): Promise<string> {
      const iat = Math.floor(now.getTime() / 1000);
      return this.sign(
        { aud: audience, iss: `${publicUrl}/${accountId}/v2.0`, iat, nbf: iat, exp: iat + ACCESS_SECONDS, tid: accountId, grant: grantId, ...more },
        now,
      );
    },
    /** What the world may know of the pairs (RFC 7517). There is always one. */
    async published(now: Date): Promise<JWK[]> {
      await pairs.signing(now);
      return (await pairs.all(now)).map(({ jwk }) => jwk);
    },
    /** The pairs with their private halves, for the library that speaks the protocol. */
    async privateJwks(now: Date): Promise<JWK[]> {
      await pairs.signing(now);
      return Promise.all((await pairs.all(now)).map(async ({ jwk, privateKey }) => ({ ...jwk, ...(await exportJWK(await privateKey())) })));
    },
    /** Reads what a program brings; undefined when it is none of ours, altered, over, or for somebody else. */
    async read(bearer: string, now: Date): Promise<Bearer | undefined> {
      const key = keyForm.exec(bearer);
      if (key) return { accountId: uuidOf(key[1] as string), hash: hashToken(bearer) };
      const found = read.get(bearer);
      if (found) return found.endsAt > now.getTime() ? found : undefined;
      const claims = await verified({ pairs, publicUrl }, bearer, now);
      if (!claims || !isUuid(claims['tid']) || !isUuid(claims['grant']) || typeof claims.exp !== 'number') return undefined;
      const bearing = { accountId: claims['tid'], grantId: claims['grant'], endsAt: claims.exp * 1000 };
      read.set(bearer, bearing);
      if (read.size > remembered) read.delete(read.keys().next().value as string);
      return bearing;
    },
    /** Forgets pairs whose last token is over. */
    sweep: pairs.sweep,
  };
}
export type Tokens = ReturnType<typeof openTokens>;

interface Signed {
  readonly pairs: ReturnType<typeof openPairs>;
  readonly publicUrl: string;
}
/** The claims of a token that one of our pairs signed, for one of our resources, and that is not over. */
async function verified({ pairs, publicUrl }: Signed, token: string, now: Date): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const publicKey = await pairs.publicKey(kid, now);
        if (!publicKey) throw new Error('signed by nobody we know');
        return publicKey;
      },
      { algorithms: ['RS256'], audience: audiencesOf(publicUrl).flatMap((name) => [name, `${name}/`]), currentDate: now },
    );
    return payload.iss?.startsWith(`${publicUrl}/${String(payload['tid'])}/`) ? payload : undefined;
  } catch {
    return undefined;
  }
}
