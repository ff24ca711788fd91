import { sql } from 'kysely';
import { domainOf } from '../../../core/text.ts';
import { run, type Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

export const findDirectory = (tx: Tx, directoryId: string) =>
  tx.selectFrom('directories').selectAll().where('accountId', '=', here).where('directoryId', '=', directoryId).executeTakeFirst();
export type DirectoryRow = NonNullable<Awaited<ReturnType<typeof findDirectory>>>;

/** The domain of an address when this directory speaks for it now: turned on, proved by the DNS, and still so at the last look. */
export async function speaksFor(tx: Tx, directoryId: string, email: string): Promise<string | undefined> {
  const { rows } = await run(
    tx,
    'select domain from speaking_domains where account_id = current_account() and directory_id = $1 and domain = $2',
    [directoryId, domainOf(email)],
    'directories.speaks_for',
  );
  return rows[0]?.['domain'] as string | undefined;
}

/** The one whom a provider means; locked, so that two sign-ins of one person make one link. */
export const findIdentityForUpdate = (tx: Tx, directoryId: string, issuer: string, subject: string) =>
  tx
    .selectFrom('externalIdentities')
    .selectAll()
    .where('accountId', '=', here)
    .where('directoryId', '=', directoryId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
export type IdentityRow = NonNullable<Awaited<ReturnType<typeof findIdentityForUpdate>>>;

/** Whether this directory means the person by some subject already. */
export const findLinkOf = (tx: Tx, directoryId: string, personId: string) =>
  tx
    .selectFrom('externalIdentities')
    .selectAll()
    .where('accountId', '=', here)
    .where('directoryId', '=', directoryId)
    .where('personId', '=', personId)
    .where('state', '=', 'linked')
    .executeTakeFirst();
