import type { PersonActor, MemberActor, Seeing } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';

/** Minutes that one sees the portal as someone else before it ends by itself. */
export const seeingMinutes = 30;

/** From the commit on, the session sees the portal as this role or colleague (or as itself again), in every process. */
export async function setSeeing(tx: Tx, actor: PersonActor | MemberActor, seeing: Seeing | null): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((eb) => ({
      seeingAccount: seeing?.accountId ?? null,
      seeingPerson: seeing?.personId ?? null,
      seeingRole: seeing?.role ?? null,
      seeingUntil: seeing?.endsAt ?? null,
      version: eb('version', '+', 1),
    }))
    .where('sessionId', '=', actor.sessionId)
    .execute();
}
