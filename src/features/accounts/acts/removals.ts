import { sql } from 'kysely';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import type { LocationUse } from '../contract.ts';
import { LocationRemoved, RemovalAsked, RemovalMoved, RemovalRefused, type removalStates, RemovalWithdrawn } from '../contract/locationFiles.ts';
import { getAccountForUpdate } from '../queries.ts';
import { findLocation } from '../queries/locations.ts';
import { findRemoval, findRemovalForUpdate, type RemovalRow } from '../queries/locationFiles.ts';

const here = sql<string>`current_account()`;
const nameOf = (actor: Actor): string | null => ('name' in actor ? actor.name : null);

/** Asks the operator; nothing is removed yet. @throws NotFound, RemovalMoved */
export async function askRemoval(
  tx: Tx,
  actor: Actor,
  now: Date,
  locationId: string,
  { why, uses }: { readonly why: string; readonly uses: readonly LocationUse[] },
): Promise<RemovalRow> {
  const { accountId } = await getAccountForUpdate(tx);
  const location = await findLocation(tx, locationId);
  if (!location) throw new NotFound({});
  if ((await findRemoval(tx, locationId))?.state === 'open') throw new RemovalMoved({ state: 'open' });
  const row = await tx
    .insertInto('locationRemovals')
    .values({ accountId, locationId, name: location.name, why, uses: JSON.stringify(uses), askedAt: now, askedByName: nameOf(actor) })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, RemovalAsked, { subjectId: locationId, details: { locationId, name: location.name } });
  return row;
}

const decide = (
  tx: Tx,
  { accountId, removalId, version }: RemovalRow,
  values: { state: (typeof removalStates)[number]; decidedAt: Date; note?: string | null; decidedByName: string | null },
) =>
  tx
    .updateTable('locationRemovals')
    .set({ ...values, version: version + 1 })
    .where('accountId', '=', accountId)
    .where('removalId', '=', removalId)
    .execute();

/** @throws RemovalMoved */
export async function withdrawRemoval(tx: Tx, actor: Actor, now: Date, locationId: string): Promise<void> {
  await getAccountForUpdate(tx);
  const row = await findRemoval(tx, locationId);
  if (row?.state !== 'open') throw new RemovalMoved({ state: row?.state ?? 'withdrawn' });
  await decide(tx, row, { state: 'withdrawn', decidedAt: now, decidedByName: nameOf(actor) });
  await announce(tx, actor, now, RemovalWithdrawn, { subjectId: locationId, details: { locationId, name: row.name } });
}

/**
 * The operator removes the location for good, or refuses; `tx` must be in the account. Those that share its address keep the address
 * as their own; its id stays in the register and is never used again. @throws NotFound, RemovalMoved, ChangedMeanwhile
 */
export async function decideRemoval(
  tx: Tx,
  actor: Actor,
  now: Date,
  removalId: string,
  { decision, note, version }: { readonly decision: 'remove' | 'refuse'; readonly note: string | null; readonly version: number },
): Promise<void> {
  const row = await findRemovalForUpdate(tx, removalId);
  if (!row) throw new NotFound({});
  if (row.state !== 'open') throw new RemovalMoved({ state: row.state });
  if (row.version !== version) throw new ChangedMeanwhile({});
  const { accountId, locationId, name } = row;
  const told = { accountId, subjectId: locationId };
  if (decision === 'refuse') {
    await decide(tx, row, { state: 'refused', decidedAt: now, note, decidedByName: nameOf(actor) });
    await announce(tx, actor, now, RemovalRefused, { ...told, details: { locationId, name, note: note ?? '' } });
    return;
  }
  await getAccountForUpdate(tx);
  const location = await findLocation(tx, locationId);
  if (location?.address)
    await tx
      .updateTable('locations')
      .set({ address: JSON.stringify(location.address), sharesWith: null, version: sql<number>`version + 1` })
      .where('accountId', '=', here)
      .where('sharesWith', '=', locationId)
      .execute();
  await tx.deleteFrom('locations').where('accountId', '=', here).where('locationId', '=', locationId).execute();
  await decide(tx, row, { state: 'removed', decidedAt: now, note, decidedByName: nameOf(actor) });
  await announce(tx, actor, now, LocationRemoved, {
    ...told,
    details: { locationId, name },
    ...(location ? { before: { name, address: location.address, contact: location.contact, registrationNumber: location.registrationNumber } } : {}),
  });
}
