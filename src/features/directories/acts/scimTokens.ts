import { NotFound } from '../../../core/problems.ts';
import { monthsOn } from '../../../core/credential.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { TokenEnded, TokenMade, tokensAtOnce, TooManyTokens } from '../contract/scim.ts';
import { type DirectoryRow, findDirectory } from '../queries/identities.ts';
import { listTokens } from '../queries/scim.ts';

/** @throws NotFound */
export async function getDirectoryRow(tx: Tx, directoryId: string): Promise<DirectoryRow> {
  const directory = await findDirectory(tx, directoryId);
  if (!directory) throw new NotFound({});
  return directory;
}

/** A new token: the only time that it is seen. @throws NotFound, TooManyTokens */
export async function makeToken(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { directoryId, name, months }: { readonly directoryId: string; readonly name: string; readonly months: number },
) {
  const { accountId } = actor;
  // Two who make one at once: the second sees the first's.
  const directory = await tx
    .selectFrom('directories')
    .select(['name'])
    .where('accountId', '=', accountId)
    .where('directoryId', '=', directoryId)
    .forUpdate()
    .executeTakeFirst();
  if (!directory) throw new NotFound({});
  const live = (await listTokens(tx, directoryId)).filter((token) => !token.endedAt && token.expiresAt > now);
  if (live.length >= tokensAtOnce) throw new TooManyTokens({ most: tokensAtOnce });
  const value = `entd_${newToken()}`;
  const expiresAt = monthsOn(now, months);
  const { tokenId } = await tx
    .insertInto('scimTokens')
    .values({ accountId, directoryId, name, hint: value.slice(-4), tokenHash: hashToken(value), createdAt: now, createdBy: actor.name, expiresAt })
    .returning('tokenId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, TokenMade, { subjectId: directoryId, details: { directory: directory.name, name } });
  return { tokenId, value, expiresAt };
}

/** @throws NotFound */
export async function endToken(tx: Tx, actor: MemberActor, now: Date, { directoryId, tokenId }: { readonly directoryId: string; readonly tokenId: string }) {
  const directory = await getDirectoryRow(tx, directoryId);
  const ended = await tx
    .updateTable('scimTokens')
    .set((eb) => ({ endedAt: eb.fn.coalesce('endedAt', eb.val(now)) }))
    .where('accountId', '=', actor.accountId)
    .where('directoryId', '=', directoryId)
    .where('tokenId', '=', tokenId)
    .returning('name')
    .executeTakeFirst();
  if (!ended) throw new NotFound({});
  await announce(tx, actor, now, TokenEnded, { subjectId: directoryId, details: { directory: directory.name, name: ended.name } });
}
