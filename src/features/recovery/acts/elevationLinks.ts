import { enter } from '../../../server/db.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { type ElevationRow, findElevation, findElevationForUpdate, findElevationLink, findLink } from '../queries/elevations.ts';

interface Opened {
  readonly row: ElevationRow;
  /** Who was sent it. */
  readonly by: string;
}

/** What a mailed link is about; enters its account. `uses`: it is pressed, and good no more. `tx` must be across accounts. */
export async function enterLink(tx: Tx, token: string, { uses }: { readonly uses?: Date } = {}): Promise<Opened | undefined> {
  const found = await findElevationLink(tx, hashToken(token));
  if (!found) return undefined;
  await enter(tx, { accountId: found.accountId });
  if (uses) await getAccountForUpdate(tx);
  const row = await (uses ? findElevationForUpdate(tx, found.elevationId) : findElevation(tx, found.elevationId));
  const link = await findLink(tx, found.linkId);
  if (!row || !link || (uses && link.usedAt)) return undefined;
  if (uses) await set(tx, found.accountId, found.linkId, { usedAt: uses });
  return { row, by: link.email };
}

const set = (tx: Tx, accountId: string, linkId: string, values: { usedAt?: Date; tokenHash?: string }) =>
  tx.updateTable('elevationLinks').set(values).where('accountId', '=', accountId).where('linkId', '=', linkId).execute();

/** Makes room for a link to somebody who is told; its token is made with the mail. `tx` must be in the account. */
export async function addLink(
  tx: Tx,
  { accountId, elevationId }: Pick<ElevationRow, 'accountId' | 'elevationId'>,
  to: { readonly personId: string | null; readonly email: string },
): Promise<string> {
  const { linkId } = await tx
    .insertInto('elevationLinks')
    .values({ accountId, elevationId, ...to })
    .returning('linkId')
    .executeTakeFirstOrThrow();
  return linkId;
}

/** The token of a link for the mail that is being rendered; a second rendering makes a new one. */
export async function renderLink(tx: Tx, accountId: string, linkId: string): Promise<string> {
  const token = newToken();
  await set(tx, accountId, linkId, { tokenHash: hashToken(token) });
  return token;
}
