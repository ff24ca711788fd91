import type { z } from 'zod';
import { ChangedMeanwhile } from '../../core/problems.ts';
import type { Actor } from '../../server/actor.ts';
import { personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import type { Tx } from '../../server/tx.ts';
import { AlreadySetUp, type center, CenterChanged, CenterSetUp } from './contract.ts';
import { type CenterRow, getCenter, getCenterForUpdate } from './queries.ts';

type Changes = Omit<z.output<typeof center.updateSettings.input>, 'version'>;

/** Changes the settings. @throws ChangedMeanwhile when someone else did since `version` was read */
export async function changeCenter(tx: Tx, actor: Actor, now: Date, version: number, changes: Changes): Promise<CenterRow> {
  const before = await getCenterForUpdate(tx);
  if (before.version !== version) throw new ChangedMeanwhile({});
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  await tx
    .updateTable('center')
    .set({ ...set, version: version + 1 })
    .execute();
  const after = await getCenter(tx);
  await announce(tx, actor, now, CenterChanged, { accountId: null, details: { name: after.name }, before: pick(before, set), after: pick(after, set) });
  return after;
}

/** Marks the center as set up. @throws AlreadySetUp for all but the first */
export async function markSetUp(tx: Tx, now: Date): Promise<void> {
  const center = await getCenterForUpdate(tx);
  if (center.setUpAt) throw new AlreadySetUp({});
  await tx.updateTable('center').set({ setUpAt: now }).execute();
}

/** Sets up the center with what its operator chose. @throws AlreadySetUp for all but the first */
export async function setUpCenter(tx: Tx, actor: Actor, now: Date, changes: Changes): Promise<void> {
  await markSetUp(tx, now);
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const { name } = await tx
    .updateTable('center')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .returning('name')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, CenterSetUp, { accountId: null, details: { name } });
}

/** Notes the picture that was put into the file store, and makes it the logo. */
export async function changeLogo(
  tx: Tx,
  actor: Actor,
  now: Date,
  file: { id: string; type: string; bytes: number; sha256: string } | null,
): Promise<CenterRow> {
  if (file) {
    await tx
      .insertInto('files')
      .values({
        fileId: file.id,
        name: 'logo',
        type: file.type,
        bytes: file.bytes,
        sha256: file.sha256,
        isPublic: true,
        createdAt: now,
        createdBy: personIdOf(actor),
      })
      .execute();
  }
  await tx
    .updateTable('center')
    .set((eb) => ({ logoFileId: file?.id ?? null, version: eb('version', '+', 1) }))
    .execute();
  const after = await getCenter(tx);
  await announce(tx, actor, now, CenterChanged, { accountId: null, details: { name: after.name }, after: { logo: file !== null } });
  return after;
}

const pick = (row: object, keys: object) => Object.fromEntries(Object.entries(row).filter(([key]) => key in keys));

/** Everyone's rights are evaluated anew at their next request: for what the whole center agrees on (the table of rights, the catalog of programs). */
export const renewAllRights = (tx: Tx) =>
  tx
    .updateTable('center')
    .set((eb) => ({ rightsVersion: eb('rightsVersion', '+', 1) }))
    .execute();
