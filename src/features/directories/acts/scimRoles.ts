import { guestRoles } from '../../../core/access.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { setRoles } from '../../members/acts.ts';
import type { HeldRole } from '../../members/contract.ts';
import { findMember } from '../../members/queries.ts';
import { groupRoles, isProtected } from '../contract/scim.ts';
import { rolesByGroups } from '../queries/scim.ts';

const forGood = (role: AccountRole): HeldRole => ({ role, scope: 'company', endsAt: null });
const isHeld = (held: readonly HeldRole[], role: AccountRole): boolean => held.some((one) => one.role === role && one.scope === 'company' && !one.endsAt);

/**
 * Brings what someone holds in line with their groups. What an admin gave by hand stays; what came by a group goes with it. Run
 * twice, it changes nothing. `tx` must be in the account.
 */
export async function applyGroupRoles(tx: Tx, actor: Actor, now: Date, personId: string): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const [member, byGroups] = [await findMember(tx, now, personId), await rolesByGroups(tx, personId)];
  if (!member) return;
  if (member.state === 'removed') {
    // Whoever comes back begins anew.
    await tx.deleteFrom('scimRoles').where('accountId', '=', accountId).where('personId', '=', personId).execute();
    return;
  }
  const able = new Set<string>(member.isGuest ? groupRoles.filter((role) => guestRoles.includes(role)) : groupRoles);
  // Nobody who is kept out is given more.
  const wanted = (member.state === 'active' ? byGroups.wanted.filter((role) => able.has(role)) : []) as AccountRole[];
  const given = wanted.filter((role) => !isHeld(member.roles, role));
  const gone = byGroups.held.filter((role) => !(wanted as string[]).includes(role)) as AccountRole[];
  const taken = gone.filter((role) => isHeld(member.roles, role));
  if (given.length || taken.length) {
    const left = member.roles.filter(({ role, scope }) => !(scope === 'company' && (taken.includes(role) || given.includes(role))));
    await setRoles(tx, actor, now, personId, member.version, [...left, ...given.map(forGood)]);
  }
  for (const role of gone)
    await tx.deleteFrom('scimRoles').where('accountId', '=', accountId).where('personId', '=', personId).where('role', '=', role).execute();
  for (const role of given)
    await tx
      .insertInto('scimRoles')
      .values({ accountId, personId, role })
      .onConflict((on) => on.doNothing())
      .execute();
}

/** Roles that manage people or the company do not come back with somebody whom a directory lets in again. */
export async function dropProtected(tx: Tx, actor: Actor, now: Date, personId: string): Promise<void> {
  const member = await findMember(tx, now, personId);
  if (member?.roles.some(({ role }) => isProtected(role)))
    await setRoles(
      tx,
      actor,
      now,
      personId,
      member.version,
      member.roles.filter(({ role }) => !isProtected(role)),
    );
}
