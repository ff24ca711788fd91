import { isDeepStrictEqual } from 'node:util';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { CatalogReturned, VersionEmpty, VersionNotInState } from '../contract.ts';
import { type ChangeRow, findVersion, listChangesSince } from '../queries/products.ts';
import { checkTogether, draft, write } from './desk.ts';

/** What later versions have changed, turned back; what was changed and changed back is left out. @throws NotFound, VersionNotInState */
export async function changesBack(tx: Tx, versionId: string): Promise<ChangeRow[]> {
  const found = await findVersion(tx, versionId);
  if (!found) throw new NotFound({});
  if (found.state !== 'published') throw new VersionNotInState({ state: found.state });
  return (await listChangesSince(tx, found.number)).filter(({ before, after }) => !isDeepStrictEqual(before, after));
}

/**
 * Puts the catalog as it was after a version into the draft, product by product; what else is in the draft stays there.
 * @throws NotFound, VersionNotInState, VersionEmpty when nothing has changed since, CatalogFaulty
 */
export async function returnTo(tx: Tx, actor: Actor, now: Date, versionId: string): Promise<{ readonly draft: string; readonly changes: number }> {
  const changes = await changesBack(tx, versionId);
  if (!changes.length) throw new VersionEmpty({});
  const into = await draft(tx, actor, now);
  await checkTogether(tx, into, new Map(changes.flatMap(({ productId, after }) => (after ? [[productId, after] as const] : []))));
  await write(
    tx,
    now,
    into,
    changes.map(({ productId, after }) => ({ productId, definition: after })),
  );
  const version = await findVersion(tx, versionId);
  await announce(tx, actor, now, CatalogReturned, {
    accountId: null,
    subjectId: versionId,
    details: { number: version?.number ?? 0, changes: changes.length },
  });
  return { draft: into, changes: changes.length };
}
