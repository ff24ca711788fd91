import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { PasswordPaused } from '../contract.ts';
import { tellPerson } from '../mails.ts';
import { PAUSED_AFTER } from '../policy.ts';
import { getPerson } from '../queries.ts';

/** Counts a wrong password; the hundredth in a row puts it to sleep, and the person is told. For nobody's, the same statement. */
export async function countWrongPassword(tx: Tx, actor: Actor, now: Date, personId: string | null): Promise<void> {
  const { rows } = await run(tx, 'select fail_password($1, $2) as failures', [personId, now]);
  const failures = rows[0]?.['failures'] as number | null;
  if (!personId || failures !== PAUSED_AFTER) return;
  await enter(tx, { personId });
  const announcementId = await announce(tx, actor, now, PasswordPaused, { accountId: null, personId, subjectId: personId, details: { failures } });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
}

/** A right password: what was counted before it is forgotten. The Tx must be the person's. */
export const forgetWrongPasswords = (tx: Tx, personId: string) =>
  tx.updateTable('passwords').set({ failedInRow: 0 }).where('personId', '=', personId).execute();
