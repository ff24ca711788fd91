import { fullName } from '../../../core/person.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { SecondFactorAsks } from '../../../core/secondFactor.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { setSecondFactorPolicy } from '../../accounts/acts/secondFactors.ts';
import { NotToYourself, RoleNotYours } from '../contract.ts';
import { announcedDays, exceptionDays, SecondFactorExcepted, SecondFactorExceptionEnded, SecondFactorPolicyChanged } from '../contract/secondFactors.ts';
import { findMember } from '../queries.ts';
import { findActiveByEmail, findException } from '../queries/secondFactors.ts';

const DAY_MS = 86_400_000;

/** Chooses of whom the company asks a second factor. @throws ChangedMeanwhile, RequestInvalid */
export async function choosePolicy(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { asks, from, version }: { readonly asks: SecondFactorAsks; readonly from: Date | null; readonly version: number },
): Promise<void> {
  if (from && from.getTime() > now.getTime() + announcedDays * DAY_MS) throw new RequestInvalid({ fields: { from: 'too_late' } });
  const { before } = await setSecondFactorPolicy(tx, now, version, { asks, from });
  const since = from && from > now ? from.toISOString() : null;
  await announce(tx, actor, now, SecondFactorPolicyChanged, { details: { asks, from: since }, before: { asks: before }, after: { asks } });
}

/** Changes of one member's rights take effect with the commit. */
const renew = (tx: Tx, accountId: string, personId: string) =>
  tx
    .updateTable('members')
    .set((eb) => ({ rightsVersion: eb('rightsVersion', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .execute();

/** Global admins are excepted by global admins only: nobody makes the strongest door weaker than their own. @throws RoleNotYours */
function refuseStronger(actor: MemberActor, roles: readonly { readonly role: string }[]): void {
  if (roles.some(({ role }) => role === 'global_admin') && !actor.rights.roles.has('global_admin')) throw new RoleNotYours({ role: 'global_admin' });
}

/** Lets someone in without a second factor for a while; a second exception takes the place of the first. @throws RequestInvalid, NotToYourself, RoleNotYours */
export async function except(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { email, reason, endsAt }: { readonly email: string; readonly reason: string; readonly endsAt: Date },
): Promise<{ personId: string }> {
  const { accountId } = actor;
  const found = await findActiveByEmail(tx, email);
  const member = found && (await findMember(tx, now, found.personId));
  if (!member) throw new RequestInvalid({ fields: { email: 'not_active_here' } });
  if (endsAt <= now) throw new RequestInvalid({ fields: { endsAt: 'past' } });
  if (endsAt.getTime() > now.getTime() + exceptionDays * DAY_MS) throw new RequestInvalid({ fields: { endsAt: 'too_late' } });
  const { personId } = member;
  if (personId === actor.personId) throw new NotToYourself({});
  refuseStronger(actor, member.roles);
  const values = { reason, endsAt, givenBy: actor.personId, givenAt: now };
  await tx
    .insertInto('secondFactorExceptions')
    .values({ accountId, personId, ...values })
    .onConflict((oc) => oc.columns(['accountId', 'personId']).doUpdateSet(values))
    .execute();
  await renew(tx, accountId, personId);
  await announce(tx, actor, now, SecondFactorExcepted, { personId, details: { name: fullName(member), reason, endsAt: endsAt.toISOString() } });
  return { personId };
}

/** An exception goes with the membership, or with a role that only a global admin excepts. */
export const dropException = (tx: Tx, accountId: string, personId: string) =>
  tx.deleteFrom('secondFactorExceptions').where('accountId', '=', accountId).where('personId', '=', personId).execute();

/** Ends an exception before its time. @throws NotFound */
export async function endException(tx: Tx, actor: MemberActor, now: Date, personId: string): Promise<void> {
  const [exception, member] = [await findException(tx, personId), await findMember(tx, now, personId)];
  if (!exception || exception.endsAt <= now || !member) throw new NotFound({});
  await dropException(tx, actor.accountId, personId);
  await renew(tx, actor.accountId, personId);
  await announce(tx, actor, now, SecondFactorExceptionEnded, { personId, details: { name: fullName(member) } });
}
