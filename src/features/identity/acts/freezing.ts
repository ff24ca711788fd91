import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { endAllSessions } from '../acts.ts';
import { PersonFrozen, PersonThawed } from '../contract.ts';
import { tellPerson } from '../mails.ts';
import { getPerson } from '../queries.ts';

/**
 * "This was not me": every session ends, and none begins until the person is thawed. It gives nothing back. Of several disputed
 * changes the oldest counts. The Tx must be the person's or across accounts.
 * @param changeAt when the disputed change was made
 */
export async function freeze(tx: Tx, actor: Actor, now: Date, personId: string, changeAt: Date): Promise<void> {
  // Also against those who are just being let in: `openSession` holds the row until its session is there to be ended.
  const before = await tx.selectFrom('people').select(['frozenAt', 'frozenChangeAt']).where('personId', '=', personId).forUpdate().executeTakeFirstOrThrow();
  const oldest = before.frozenChangeAt && before.frozenChangeAt < changeAt ? before.frozenChangeAt : changeAt;
  await tx
    .updateTable('people')
    .set((eb) => ({ frozenAt: before.frozenAt ?? now, frozenChangeAt: oldest, version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .execute();
  await endAllSessions(tx, now, personId);
  if (before.frozenAt) return;
  const announcementId = await announce(tx, actor, now, PersonFrozen, { accountId: null, personId, subjectId: personId, details: {} });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
}

/** The person showed two ways that are older than the disputed change, or the desk knows them: signing in works again. */
export async function thaw(tx: Tx, actor: Actor, now: Date, personId: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('people')
    .set((eb) => ({ frozenAt: null, frozenChangeAt: null, version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .where('frozenAt', 'is not', null)
    .executeTakeFirst();
  if (!numUpdatedRows) return;
  const announcementId = await announce(tx, actor, now, PersonThawed, { accountId: null, personId, subjectId: personId, details: {} });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
}
