import { fullName } from '../../../core/person.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce, announceMany } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { endSessions } from '../../identity/acts.ts';
import { removeMember } from '../acts.ts';
import { InvitationWithdrawn } from '../contract.ts';
import { InvitationHandedOver, MemberTakenOut, type Owned } from '../contract/leaving.ts';
import { wouldGive } from '../policy.ts';
import { findMember, listOverrides, type MemberRow } from '../queries.ts';
import { belongsElsewhere, listInvitationsFrom, type OpenInvitationOf } from '../queries/leaving.ts';

export interface TakenOut {
  readonly personId: string;
  readonly version: number;
  readonly ownerId?: string | undefined;
  readonly invitations: 'withdraw' | 'hand_over';
  readonly handOver: readonly string[];
}

/** Of these invitations, those that the new owner could stand for: whoever stands for one must be able to give its roles. */
export async function splitInvitations(tx: Tx, now: Date, open: readonly OpenInvitationOf[], owner: MemberRow | undefined) {
  const overrides = await listOverrides(tx);
  const fits = (one: OpenInvitationOf) => owner?.state === 'active' && wouldGive(owner.roles, overrides, now, one.roles);
  return { given: open.filter(fits), left: open.filter((one) => !fits(one)) };
}

/**
 * Takes someone out with everything that hangs on them, in one go; their roles stay written down for the 30 days in which they can
 * be restored. @param owns what later features said belongs to them
 * @throws LastAdmin, RoleNotYours, NotToYourself, MemberNotInState, ChangedMeanwhile, NotFound, RequestInvalid
 */
export async function takeOut(tx: Tx, actor: MemberActor, now: Date, wanted: TakenOut, owns: readonly Owned[]) {
  const { personId, ownerId } = wanted;
  const { accountId } = await getAccountForUpdate(tx);
  const leaver = await findMember(tx, now, personId);
  if (!leaver) throw new NotFound({});
  if (leaver.version !== wanted.version) throw new ChangedMeanwhile({});
  const owner = ownerId === undefined ? undefined : await findMember(tx, now, ownerId);
  if (ownerId !== undefined && (owner?.state !== 'active' || ownerId === personId)) throw new RequestInvalid({ fields: { ownerId: 'not_active_here' } });
  const given = owns.filter(({ canHandOver, key, mustReassign }) => canHandOver && (mustReassign || wanted.handOver.includes(key)));
  if (!owner && (given.length || wanted.invitations === 'hand_over')) throw new RequestInvalid({ fields: { ownerId: 'required' } });
  const elsewhere = await belongsElsewhere(tx, now, personId);
  await removeMember(tx, actor, now, personId);
  const invitations = await settleInvitations(tx, actor, now, personId, wanted.invitations === 'hand_over' ? owner : undefined);
  const sessionsEnded = elsewhere ? 0 : await endTheirSessions(tx, actor, now, personId);
  await announce(tx, actor, now, MemberTakenOut, {
    accountId,
    personId,
    subjectId: personId,
    details: { name: fullName(leaver) },
    before: { state: leaver.state, roles: leaver.roles.map(({ role }) => role) },
    after: {
      state: 'removed',
      ...(owner ? { ownerId: owner.personId, owner: fullName(owner) } : {}),
      handedOver: given.map(({ key }) => key),
      sessionsEnded,
      invitationsWithdrawn: invitations.withdrawn,
      invitationsHandedOver: invitations.handedOver,
    },
  });
  return { name: fullName(leaver), sessionsEnded, invitationsWithdrawn: invitations.withdrawn, invitationsHandedOver: invitations.handedOver };
}

/** They can be in no other company of the center: signed out everywhere, from the commit on. */
export async function endTheirSessions(tx: Tx, actor: MemberActor, now: Date, personId: string): Promise<number> {
  await enter(tx, { personId });
  const ended = await endSessions(tx, now, personId, {});
  await enter(tx, { personId: actor.personId });
  return ended;
}

async function settleInvitations(tx: Tx, actor: MemberActor, now: Date, personId: string, owner: MemberRow | undefined) {
  const { given, left } = await splitInvitations(tx, now, await listInvitationsFrom(tx, personId, { locks: true }), owner);
  const ids = (some: readonly OpenInvitationOf[]) => some.map(({ invitationId }) => invitationId);
  if (owner) {
    const name = fullName(owner);
    await run(
      tx,
      'update invitations set invited_by = $2, invited_by_name = $3, version = version + 1 where account_id = current_account() and invitation_id = any($1)',
      [ids(given), owner.personId, name],
    );
    await announceMany(
      tx,
      actor,
      now,
      InvitationHandedOver,
      given.map(({ invitationId, email }) => ({
        subjectId: invitationId,
        details: { email, name },
        before: { invitedBy: personId },
        after: { invitedBy: owner.personId },
      })),
    );
  }
  await run(
    tx,
    "update invitations set state = 'withdrawn', ended_at = $2, proof_hash = null, proved_until = null, version = version + 1 where account_id = current_account() and invitation_id = any($1)",
    [ids(left), now],
  );
  await announceMany(
    tx,
    actor,
    now,
    InvitationWithdrawn,
    left.map(({ invitationId, email, roles }) => ({
      subjectId: invitationId,
      details: { email },
      before: { state: 'open', roles },
      after: { state: 'withdrawn' },
    })),
  );
  return { handedOver: given.length, withdrawn: left.length };
}
