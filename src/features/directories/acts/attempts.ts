import type { Context } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { hashToken, newToken, type Secrets } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { SignOnExpired } from '../contract/signOn.ts';
import { type DirectoryRow, findDirectory } from '../queries/identities.ts';

/** How long somebody may take at the provider. */
const MINUTES = 15;

export interface NewAttempt {
  readonly accountId: string;
  readonly directoryId: string;
  readonly purpose: 'sign_in' | 'test';
  readonly personId?: string | null;
  /** What must come back as it went out: state, nonce, verifier, the id of a request. Sealed. */
  readonly kept: Readonly<Record<string, string>>;
  readonly next?: string | null;
}

/** Begins a sign-in at a provider; the token stays in the browser that began it, and only it can finish. `tx` must be in the account. */
export async function beginAttempt(tx: Tx, secrets: Secrets, now: Date, { kept, ...wanted }: NewAttempt): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('signOnAttempts')
    .values({
      ...wanted,
      tokenHash: hashToken(token),
      kept: secrets.seal(JSON.stringify(kept)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + MINUTES * 60_000),
    })
    .execute();
  return token;
}

export interface Attempt {
  readonly accountId: string;
  readonly purpose: 'sign_in' | 'test';
  readonly personId: string | null;
  readonly next: string | null;
  readonly kept: Readonly<Record<string, string>>;
  readonly directory: DirectoryRow;
  /** The directory's secret, opened. */
  readonly secret: string | null;
}

/**
 * Takes what was begun, once: used up whether or not it ends well, so that nothing that comes back can be brought twice.
 * @throws SignOnExpired
 */
export async function takeAttempt(apart: Context['apart'], secrets: Secrets, now: Date, token: string): Promise<Attempt> {
  const found = await apart(async (tx) => {
    const hash = hashToken(token);
    const { rows } = await run(tx, 'select account_id from find_sign_on_attempt($1)', [hash], 'directories.find_attempt');
    const accountId = rows[0]?.['account_id'] as string | undefined;
    if (!accountId) return undefined;
    await enter(tx, { accountId });
    const row = await tx
      .updateTable('signOnAttempts')
      .set({ usedAt: now })
      .where('accountId', '=', accountId)
      .where('tokenHash', '=', hash)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returningAll()
      .executeTakeFirst();
    const directory = row && (await findDirectory(tx, row.directoryId));
    return row && directory ? { row, directory } : undefined;
  });
  if (!found) throw new SignOnExpired({});
  const { row, directory } = found;
  return {
    accountId: row.accountId,
    purpose: row.purpose as Attempt['purpose'],
    personId: row.personId,
    next: row.next,
    kept: JSON.parse(secrets.open(row.kept)) as Record<string, string>,
    directory,
    secret: directory.secret && secrets.open(directory.secret),
  };
}
