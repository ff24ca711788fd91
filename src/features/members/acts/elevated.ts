import type { AccountRole } from '../../../core/roles.ts';
import { fullName } from '../../../core/person.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { InvitationWithdrawn, MemberRemoved, RoleTaken } from '../contract.ts';
import { listGivenUnderElevation } from '../queries/elevated.ts';
import { touch } from './roles.ts';

/**
 * Undoes what was given, invited and let in under an elevation, also when no admin is left by it. Whoever had something by it is
 * named in the answer. `tx` must be in the account.
 */
export async function undoElevated(tx: Tx, actor: Actor, now: Date, elevationId: string): Promise<{ personIds: string[] }> {
  const { accountId } = await getAccountForUpdate(tx);
  const { roles, members, invitations } = await listGivenUnderElevation(tx, elevationId);
  const here = { accountId };
  await tx.deleteFrom('roleAssignments').where('accountId', '=', accountId).where('elevationId', '=', elevationId).execute();
  for (const held of roles)
    await announce(tx, actor, now, RoleTaken, {
      ...here,
      personId: held.personId,
      subjectId: held.personId,
      details: { name: fullName(held), role: held.role as AccountRole },
      before: { role: held.role, scope: held.scope, endsAt: held.endsAt },
    });
  for (const member of members) {
    await touch(tx, accountId, member.personId, { state: 'removed', removedAt: now });
    await announce(tx, actor, now, MemberRemoved, {
      ...here,
      personId: member.personId,
      subjectId: member.personId,
      details: { name: fullName(member) },
      before: { state: member.state },
      after: { state: 'removed' },
    });
  }
  const gone = new Set(members.map(({ personId }) => personId));
  for (const personId of new Set(roles.map((held) => held.personId))) if (!gone.has(personId)) await touch(tx, accountId, personId, {});
  await withdrawAll(tx, actor, now, accountId, invitations);
  // A file of people that was said yes to and is not carried out yet.
  await run(
    tx,
    "update imports set state = 'failed', ended_at = $2 where account_id = current_account() and state = 'adding' and confirmed ->> 'elevationId' = $1",
    [elevationId, now],
  );
  return { personIds: [...new Set([...roles, ...members].map(({ personId }) => personId))] };
}

async function withdrawAll(
  tx: Tx,
  actor: Actor,
  now: Date,
  accountId: string,
  invitations: Awaited<ReturnType<typeof listGivenUnderElevation>>['invitations'],
) {
  for (const { invitationId, email, roles, version } of invitations) {
    await tx
      .updateTable('invitations')
      .set({ state: 'withdrawn', endedAt: now, proofHash: null, provedUntil: null, version: version + 1 })
      .where('accountId', '=', accountId)
      .where('invitationId', '=', invitationId)
      .execute();
    await announce(tx, actor, now, InvitationWithdrawn, {
      accountId,
      subjectId: invitationId,
      details: { email },
      before: { state: 'open', roles },
      after: { state: 'withdrawn' },
    });
  }
}
