import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Role } from '../../../core/roles.ts';
import type { Problem } from '../../../core/problem.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { sendResetLink } from '../../identity/acts/resetLinks.ts';
import { againstTemporaryPassword, giveTemporaryPassword } from '../../identity/acts/temporaryPasswords.ts';
import { MemberNotInState, NotToYourself, RoleNotYours } from '../contract.ts';
import { PasswordReset, resetHours, TemporaryPasswordNotOffered } from '../contract/passwords.ts';
import { roleBeyondReach } from '../policy.ts';
import { findMember, type MemberRow } from '../queries.ts';

/** Why this actor may not reset this person, or nothing. Whoever could not give all of someone's roles could become them by it. */
export function refusalOfReset(actor: MemberActor, member: MemberRow): Problem | undefined {
  if (member.personId === actor.personId) return new NotToYourself({});
  if (member.state !== 'active') return new MemberNotInState({ state: member.state });
  const beyond: Role | undefined = roleBeyondReach(
    actor,
    member.roles.map(({ role }) => role),
  );
  return beyond && new RoleNotYours({ role: beyond });
}

export type WantedReset = { readonly personId: string; readonly how: 'link'; readonly way: string } | { readonly personId: string; readonly how: 'temporary' };

/**
 * Starts a reset: a link to a way that is proved to be the person's (of a guest, to the sign-in name only), or a temporary password
 * where this company alone answers for the identity. From here on the Tx is that person's.
 * @throws RoleNotYours, NotToYourself, MemberNotInState, TemporaryPasswordNotOffered, NotFound
 */
export async function resetPassword(tx: Tx, actor: MemberActor, now: Date, secrets: Secrets, wanted: WantedReset) {
  const { accountId, name: company } = await getAccountForUpdate(tx);
  const { personId, how } = wanted;
  const member = await findMember(tx, now, personId);
  if (!member) throw new NotFound({});
  const refused = refusalOfReset(actor, member);
  if (refused) throw refused;
  const reason = how === 'temporary' ? await againstTemporaryPassword(tx, now, personId, accountId) : null;
  if (reason) throw new TemporaryPasswordNotOffered({ reason });
  if (how === 'link' && member.isGuest && wanted.way !== 'sign_in') throw new NotFound({});
  await announce(tx, actor, now, PasswordReset, { accountId, personId, subjectId: personId, details: { name: fullName(member), kind: how } });
  if (how === 'temporary') {
    const { password, expiresAt } = await giveTemporaryPassword(tx, actor, now, secrets, { personId, accountId, company, by: actor.name });
    return { hint: null, temporaryPassword: password, expiresAt };
  }
  const { hint, expiresAt } = await sendResetLink(tx, actor, now, personId, {
    minutes: resetHours * 60,
    why: 'admin',
    by: actor.name,
    company,
    way: wanted.way,
  });
  return { hint: wanted.way === 'sign_in' ? member.email : hint, temporaryPassword: null, expiresAt };
}
