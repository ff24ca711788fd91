import { exportJWK, generateKeyPair, importJWK, importPKCS8, type JWK } from 'jose';
import { type Database, inNobody } from './db.ts';
import { newToken, type Secrets } from './secrets.ts';
import { run } from './tx.ts';

const DAY_MS = 86_400_000;
/** A pair signs for so long. */
const SIGNS_MS = 90 * DAY_MS;
/** What it signed last is over well before it is no longer published. */
const PUBLISHED_MS = SIGNS_MS + DAY_MS;
/** How long a process believes what it knows of the pairs. */
const KNOWN_MS = 5 * 60_000;
interface Pair {
  readonly kid: string;
  readonly jwk: JWK;
  readonly createdAt: Date;
  readonly publicKey: CryptoKey;
  /** Opened when it signs first. */
  privateKey(): Promise<CryptoKey>;
}

/** The pairs that sign: in the database, sealed; a new one is made when the last is 90 days old. */
export function openPairs(db: Database, secrets: Secrets) {
  let known: { readonly pairs: readonly Pair[]; readonly at: number } | undefined;

  async function load(now: Date): Promise<readonly Pair[]> {
    const rows = await inNobody(db, (tx) => tx.selectFrom('signingKeys').selectAll().orderBy('createdAt', 'desc').orderBy('kid').execute());
    const live = rows.filter(({ createdAt }, i) => i === 0 || now.getTime() - createdAt.getTime() < PUBLISHED_MS);
    const before = new Map(known?.pairs.map((pair) => [pair.kid, pair]));
    const pairs = await Promise.all(live.map(async (row) => before.get(row.kid) ?? pairOf(secrets, { ...row, jwk: row.publicJwk as JWK })));
    known = { pairs, at: now.getTime() };
    return pairs;
  }
  const isKnown = (now: Date) => known && Math.abs(now.getTime() - known.at) < KNOWN_MS;
  const all = async (now: Date): Promise<readonly Pair[]> => (isKnown(now) && known ? known.pairs : load(now));
  const young = (found: readonly Pair[], now: Date) => found.find(({ createdAt }) => now.getTime() - createdAt.getTime() < SIGNS_MS);
  async function signing(now: Date): Promise<Pair> {
    const found = young(await all(now), now);
    if (found) return found;
    await makePair(db, secrets, now);
    const made = young(await load(now), now);
    if (!made) throw new Error('no pair to sign with');
    return made;
  }

  return {
    signing,
    /** Those that are published, the newest first. */
    all,
    /** The public half that a token names; another process may have made it a moment ago. */
    async publicKey(kid: string | undefined, now: Date): Promise<CryptoKey | undefined> {
      const of = (found: readonly Pair[]) => found.find((pair) => pair.kid === kid)?.publicKey;
      return of(await all(now)) ?? of(await load(now));
    },
    /** Forgets pairs whose last token is over. */
    async sweep(now: Date): Promise<void> {
      await inNobody(db, (tx) =>
        run(tx, 'delete from signing_keys where created_at < $1 and kid <> (select kid from signing_keys order by created_at desc limit 1)', [
          new Date(now.getTime() - PUBLISHED_MS),
        ]),
      );
    },
  };
}

async function pairOf(secrets: Secrets, { kid, jwk, createdAt, private: sealed }: { kid: string; jwk: JWK; createdAt: Date; private: Buffer }): Promise<Pair> {
  let opened: Promise<CryptoKey> | undefined;
  return {
    kid,
    jwk,
    createdAt,
    publicKey: (await importJWK(jwk, 'RS256')) as CryptoKey,
    privateKey: () => (opened ??= importPKCS8(secrets.open(sealed), 'RS256', { extractable: true })),
  };
}

/** Of servers that see at once that a pair is due, one makes it. */
async function makePair(db: Database, secrets: Secrets, now: Date): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = newToken().slice(0, 22);
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  const pem = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey))
    .toString('base64')
    .replace(/.{64}/g, '$&\n');
  const sealed = secrets.seal(`-----BEGIN PRIVATE KEY-----\n${pem}\n-----END PRIVATE KEY-----`);
  await inNobody(db, async (tx) => {
    await run(tx, "select pg_advisory_xact_lock(hashtext('entente signing key'))");
    await run(
      tx,
      'insert into signing_keys (kid, public_jwk, private, created_at) select $1, $2, $3, $4 where not exists (select from signing_keys where created_at > $5)',
      [kid, JSON.stringify(jwk), sealed, now, new Date(now.getTime() - SIGNS_MS)],
    );
  });
}
