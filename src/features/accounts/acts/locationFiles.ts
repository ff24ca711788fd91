import { sql } from 'kysely';
import { Problem } from '../../../core/problem.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { type Database, inAccount } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { LocationImportMoved, LocationsImported } from '../contract/locationFiles.ts';
import { asFaults, type LocationRowRead } from '../policy/locationFile.ts';
import { findLocationImportForUpdate, listLocationImportRows } from '../queries/locationFiles.ts';
import { addLocation } from './locations.ts';

const rowsAtOnce = 500;
/** Locations that one transaction adds: few enough that a colleague's save does not wait for long. */
const addedAtOnce = 50;
const here = sql<string>`current_account()`;

/** Keeps a file that was read, row by row, until somebody says yes. */
export async function keepLocationImport(tx: Tx, actor: MemberActor, now: Date, fileName: string, rows: readonly LocationRowRead[]): Promise<string> {
  const { accountId, name } = actor;
  const { importId } = await tx
    .insertInto('locationImports')
    .values({ accountId, createdAt: now, createdByName: name, fileName, rowCount: rows.length })
    .returning('importId')
    .executeTakeFirstOrThrow();
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tx
      .insertInto('locationImportRows')
      .values(
        rows.slice(at, at + rowsAtOnce).map(({ row, name: called, said, faults, locationId }) => ({
          accountId,
          importId,
          row,
          name: called.slice(0, 300),
          said: said ? JSON.stringify(said) : null,
          faults: JSON.stringify(faults),
          locationId,
          isKnown: locationId !== null,
        })),
      )
      .execute();
  return importId;
}

/** @throws NotFound, LocationImportMoved */
async function lockReady(tx: Tx, importId: string) {
  const file = await findLocationImportForUpdate(tx, importId);
  if (!file) throw new NotFound({});
  if (file.state !== 'ready') throw new LocationImportMoved({ state: file.state });
  return file;
}

/** Says yes to a file. @throws NotFound, LocationImportMoved, ChangedMeanwhile */
export async function confirmLocationImport(tx: Tx, actor: MemberActor, importId: string, version: number): Promise<void> {
  const file = await lockReady(tx, importId);
  if (file.version !== version) throw new ChangedMeanwhile({});
  const { kind, accountId, personId, name, address, userAgent, requestId } = actor;
  await tx
    .updateTable('locationImports')
    .set({ state: 'adding', confirmed: JSON.stringify({ kind, accountId, personId, name, address, userAgent, requestId }), version: version + 1 })
    .where('accountId', '=', here)
    .where('importId', '=', importId)
    .execute();
}

/** @throws NotFound, LocationImportMoved */
export async function discardLocationImport(tx: Tx, importId: string): Promise<void> {
  await lockReady(tx, importId);
  await tx.deleteFrom('locationImports').where('accountId', '=', here).where('importId', '=', importId).execute();
}

/** Adds what a file says, some at a time. Whoever begins anew after a crash goes on where it stopped: a row is done with its location. */
export async function carryOutLocationImport(db: Database, now: Date, { accountId, importId }: { readonly accountId: string; readonly importId: string }) {
  while (await inAccount(db, accountId, (tx) => addNext(tx, now, importId)));
}

/** Whether there is more to do. */
async function addNext(tx: Tx, now: Date, importId: string): Promise<boolean> {
  const file = await findLocationImportForUpdate(tx, importId);
  if (file?.state !== 'adding') return false;
  // As whoever said yes; what they may was asked then.
  const actor = file.confirmed as Actor;
  const rows = await listLocationImportRows(tx, importId, { after: 0, limit: addedAtOnce, state: 'new' });
  for (const { row, said } of rows) {
    const values: { locationId?: string; faults?: string } = {};
    try {
      if (!said) continue;
      values.locationId = (await addLocation(tx, actor, now, said)).locationId;
    } catch (error) {
      // Refused before anything was written: somebody has taken the name meanwhile.
      if (!(error instanceof Problem) || !(error instanceof RequestInvalid)) throw error;
      values.faults = JSON.stringify(asFaults((error.details as { fields: Record<string, string> }).fields));
    }
    await tx.updateTable('locationImportRows').set(values).where('accountId', '=', here).where('importId', '=', importId).where('row', '=', row).execute();
  }
  if (rows.length === addedAtOnce) return true;
  const { count } = await tx
    .selectFrom('locationImportRows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', here)
    .where('importId', '=', importId)
    .where('locationId', 'is not', null)
    .where('isKnown', '=', false)
    .executeTakeFirstOrThrow();
  await tx.updateTable('locationImports').set({ state: 'done', endedAt: now }).where('accountId', '=', here).where('importId', '=', importId).execute();
  await announce(tx, actor, now, LocationsImported, { subjectId: importId, details: { file: file.fileName, count: Number(count) } });
  return false;
}
