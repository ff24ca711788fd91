import type { Adapter, AdapterPayload } from 'oidc-provider';
import { acrossAccounts, type Database, inAccount, inNobody } from '../../server/db.ts';
import { hashToken, type Secrets } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import { audiencesOf } from '../../server/tokens.ts';

export interface RecordParts {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly publicUrl: string;
  now(): Date;
}

/** Days that a person's grant, and the refresh token that renews it, live without being used. */
export const idleDays = 90;
const idleSeconds = idleDays * 86_400;

/** A grant as the library names it: the company and the row. */
export const grantName = (accountId: string, grantId: string): string => `${accountId}.${grantId}`;
export function grantNamed(name: string | undefined): { readonly accountId: string; readonly grantId: string } | undefined {
  const [accountId, grantId] = name?.split('.') ?? [];
  return accountId && grantId ? { accountId, grantId } : undefined;
}

/** Words that every token for a resource has; what it may is in the grant, not in them. */
export const resourceScope = 'user_impersonation';
export const oidcScopes = 'openid profile email offline_access';

/** Everything that a token can be for, as programs write it. */
export const resourcesOf = (publicUrl: string): string[] => audiencesOf(publicUrl).flatMap((one) => [one, `${one}/`]);

/** Grants are our own rows: the library sees them, and may end them when a code or a refresh token comes twice. */
export function grantRecords({ db, publicUrl, now }: RecordParts): Adapter {
  return {
    ...nothing,
    async find(name) {
      const named = grantNamed(name);
      if (!named) return undefined;
      const { rows } = await db.pool.query<{ person: string | null; application: string | null }>(
        `select g.person_id as person, l.loaded #>> '{application,applicationId}' as application
           from check_grant($1, $2, $3) g, lateral (select load_grant($1, $2, null, $3) as loaded) l`,
        [named.accountId, named.grantId, now()],
      );
      const [row] = rows;
      if (!row?.person || !row.application) return undefined;
      const resources = resourcesOf(publicUrl).map((one) => [one, resourceScope] as const);
      return {
        jti: name,
        kind: 'Grant',
        accountId: row.person,
        clientId: row.application,
        openid: { scope: oidcScopes },
        resources: Object.fromEntries(resources),
      } as AdapterPayload;
    },
    async destroy(name) {
      const named = grantNamed(name);
      if (!named) return;
      await inAccount(db, named.accountId, (tx) =>
        run(
          tx,
          "update access_grants set ended_at = $2, ended_by = 'replayed', version = version + 1 where account_id = current_account() and grant_id = $1 and ended_at is null",
          [named.grantId, now()],
        ),
      );
    },
  };
}

const nothing: Adapter = {
  upsert: async () => {},
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {},
};
/** What the library wants to keep and we have no use for. */
export const unkept: Adapter = nothing;

const hashOf = (model: string, id: string): string => hashToken(`${model} ${id}`);
export interface KeptRecord {
  readonly keyHash: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
/** What is kept under a name, or a second name, as long as it is not over. */
export async function readRecord(
  db: Database,
  secrets: Secrets,
  model: 'Interaction' | 'DeviceCode',
  by: { readonly id: string } | { readonly other: string },
): Promise<KeptRecord | undefined> {
  const { rows } = await db.pool.query<{ key_hash: string; payload: Buffer }>(
    `select key_hash, payload from oauth_records where model = $1 and ${'id' in by ? 'key_hash' : 'other_hash'} = $2 and used_at is null and expires_at > clock_timestamp()`,
    [model, hashOf(model, 'id' in by ? by.id : by.other)],
  );
  const [row] = rows;
  return row && { keyHash: row.key_hash, payload: JSON.parse(secrets.open(row.payload)) as Record<string, unknown> };
}
/** Writes what a person answered, once: of two answers the first counts. Whether this was it. */
export async function answerRecord(
  tx: Tx,
  secrets: Secrets,
  model: 'Interaction' | 'DeviceCode',
  before: KeptRecord,
  payload: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { rows } = await run(
    tx,
    'select payload from oauth_records where model = $1 and key_hash = $2 and used_at is null and expires_at > clock_timestamp() for update',
    [model, before.keyHash],
  );
  const kept = rows[0]?.['payload'] as Buffer | undefined;
  if (!kept || secrets.open(kept) !== JSON.stringify(before.payload)) return false;
  await run(tx, 'update oauth_records set payload = $3 where model = $1 and key_hash = $2', [model, before.keyHash, secrets.seal(JSON.stringify(payload))]);
  return true;
}

/** What is kept of the protocol: under hashes, sealed, until it is over. The library counts by the clock of the machine, and so do they. */
export function keptRecords(model: string, { db, secrets, now }: RecordParts): Adapter {
  const hash = (id: string) => hashOf(model, id);
  const find = async (column: 'key_hash' | 'other_hash', id: string): Promise<AdapterPayload | undefined> => {
    const { rows } = await db.pool.query<{ payload: Buffer; used_at: Date | null }>(
      `select payload, used_at from oauth_records where model = $1 and ${column} = $2 and expires_at > clock_timestamp()`,
      [model, hash(id)],
    );
    const [row] = rows;
    if (!row) return undefined;
    return { ...(JSON.parse(secrets.open(row.payload)) as AdapterPayload), ...(row.used_at ? { consumed: Math.floor(row.used_at.getTime() / 1000) } : {}) };
  };
  return {
    async upsert(id, payload, expiresIn) {
      const other = payload.userCode ?? payload.uid;
      await inNobody(db, (tx) =>
        run(
          tx,
          `insert into oauth_records (model, key_hash, payload, grant_hash, other_hash, expires_at) values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))
           on conflict (model, key_hash) do update set payload = excluded.payload, grant_hash = excluded.grant_hash, expires_at = excluded.expires_at`,
          [model, hash(id), secrets.seal(JSON.stringify(payload)), payload.grantId ? hashToken(payload.grantId) : null, other ? hash(other) : null, expiresIn],
        ),
      );
      const named = model === 'RefreshToken' ? grantNamed(payload.grantId) : undefined;
      if (named)
        await inAccount(db, named.accountId, (tx) =>
          run(tx, 'update access_grants set expires_at = $2, last_used_at = $3 where account_id = current_account() and grant_id = $1 and ended_at is null', [
            named.grantId,
            new Date(now().getTime() + idleSeconds * 1000),
            now(),
          ]),
        );
    },
    find: (id) => find('key_hash', id),
    findByUserCode: (code) => find('other_hash', code),
    findByUid: (uid) => find('other_hash', uid),
    /** Of two who come with the same at once, one gets through. */
    async consume(id) {
      const { rowCount } = await inNobody(db, (tx) =>
        run(tx, 'update oauth_records set used_at = clock_timestamp() where model = $1 and key_hash = $2 and used_at is null', [model, hash(id)]),
      );
      if (rowCount) return;
      const { errors } = await import('oidc-provider');
      throw new errors.InvalidGrant('used already');
    },
    async destroy(id) {
      await inNobody(db, (tx) => run(tx, 'delete from oauth_records where model = $1 and key_hash = $2', [model, hash(id)]));
    },
    async revokeByGrantId(grantId) {
      await inNobody(db, (tx) => run(tx, 'delete from oauth_records where model = $1 and grant_hash = $2', [model, hashToken(grantId)]));
    },
  };
}

/** Forgets what is over. */
export const sweepRecords = (db: Database) =>
  acrossAccounts(db, 'codes and refresh tokens that are over', (tx) =>
    run(tx, "delete from oauth_records where expires_at < clock_timestamp() - interval '1 hour'"),
  );
