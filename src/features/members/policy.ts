import { evaluate, type GrantOverride, guestRoles, may, type Rights } from '../../core/access.ts';
import { type AccountRole, accountRoles, type Role, scopeFits, scopeKey } from '../../core/roles.ts';
import type { HeldRole, MemberState } from './contract.ts';

/** One gives (and takes) only the roles that one's own roles let one give; to oneself only the few that the table lists. */
export function mayGiveRole(actor: { readonly personId: string; readonly rights: Rights }, role: Role, to: { readonly personId: string }): boolean {
  return actor.rights.gives.has(role) && (to.personId !== actor.personId || actor.rights.selfGives.has(role));
}

/** One manages (deactivates, removes, restores) only people all of whose roles one could give: nobody brings down who stands outside their reach. */
export function roleBeyondReach(actor: { readonly rights: Rights }, held: readonly Role[]): Role | undefined {
  return held.find((role) => !actor.rights.gives.has(role));
}

/** Roles that the asker may give to (or take from) this person, in the order of the table. */
export const givableRoles = (
  actor: { readonly personId: string; readonly rights: Rights },
  to: { readonly personId: string; readonly isGuest: boolean },
): AccountRole[] => accountRoles.filter((role) => mayGiveRole(actor, role, to) && (!to.isGuest || guestRoles.includes(role)));

/** Roles that the asker may promise with an invitation: it says nothing of places, so they hold in the whole company. For guests nothing without the right to invite them. */
export const invitableRoles = ({ rights }: { readonly rights: Rights }, { isGuest }: { readonly isGuest: boolean }): AccountRole[] =>
  accountRoles.filter(
    (role) => rights.gives.has(role) && scopeFits(role, 'company') && (!isGuest || (guestRoles.includes(role) && may(rights, 'users.guests', 'edit'))),
  );

export interface RoleChange {
  readonly given: readonly HeldRole[];
  readonly taken: readonly HeldRole[];
}

/** The same for two assignments of which one would take the other's place. */
export const placeOf = ({ role, scope }: Pick<HeldRole, 'role' | 'scope'>): string => `${role} ${scopeKey(scope)}`;
const sameEnd = (a: Date | null, b: Date | null): boolean => (a?.getTime() ?? null) === (b?.getTime() ?? null);

/** What has to be given and taken to come from one set of roles to the other; another end date is both. */
export function roleChange(before: readonly HeldRole[], after: readonly HeldRole[]): RoleChange {
  const has = (set: readonly HeldRole[], one: HeldRole) => set.some((other) => placeOf(other) === placeOf(one) && sameEnd(other.endsAt, one.endsAt));
  return { given: after.filter((one) => !has(before, one)), taken: before.filter((one) => !has(after, one)) };
}

/** Someone who counts for "the last admin": who holds global_admin here, whether for good, and whether with a second factor. */
export interface AdminSeen {
  readonly personId: string;
  readonly forGood: boolean;
  readonly hasSecondFactor: boolean;
}

/**
 * The admins who count: those who hold the role for good, and of them those with a second factor; a narrower circle that
 * nobody is in is passed over. The database function `effective_admins` says the same in SQL.
 */
export function effectiveAdmins(admins: readonly AdminSeen[]): AdminSeen[] {
  const narrow = (circle: readonly AdminSeen[], is: (admin: AdminSeen) => boolean) => (circle.some(is) ? circle.filter(is) : [...circle]);
  return narrow(
    narrow(admins, (admin) => admin.forGood),
    (admin) => admin.hasSecondFactor,
  );
}

/** Whether taking this person's part away would leave the company without an admin that counts. */
export const isLastAdmin = (effective: readonly string[], personId: string): boolean => effective.length === 1 && effective[0] === personId;

/** What may be done with this person, by state and by reach; the endpoint asks the permission itself. */
export function canWith(
  actor: { readonly personId: string; readonly rights: Rights },
  person: { readonly personId: string; readonly isGuest: boolean; readonly state: MemberState; readonly roles: readonly HeldRole[] },
) {
  const { rights } = actor;
  const holds = (permission: 'users' | 'roles' | 'users.remove' | 'users.see_as' | 'users.password') => may(rights, permission, 'edit');
  const reached =
    person.personId !== actor.personId &&
    roleBeyondReach(
      actor,
      person.roles.map((held) => held.role),
    ) === undefined;
  const isSelf = person.personId === actor.personId;
  return {
    setRoles: holds('roles') && person.state === 'active' && (isSelf ? person.roles.length > 0 : givableRoles(actor, person).length > 0),
    seeAs: !isSelf && holds('users.see_as') && person.state === 'active',
    resetPassword: holds('users.password') && reached && person.state === 'active',
    deactivate: holds('users') && reached && person.state === 'active',
    activate: holds('users') && reached && person.state === 'inactive',
    remove: holds('users.remove') && reached && person.state !== 'removed',
    restore: holds('users.remove') && reached && person.state === 'removed',
  };
}

/** The invited address, known again by its owner, useless to anyone else: `a•••@contoso.example`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}•••${email.slice(at)}`;
}

/** Where an invitation stands for a reader: an open one past its time is expired, without anything having run. */
export const stateOfInvitation = (row: { readonly state: string; readonly expiresAt: Date }, now: Date): 'open' | 'expired' | 'accepted' | 'withdrawn' =>
  row.state === 'open' && row.expiresAt <= now ? 'expired' : (row.state as 'open' | 'accepted' | 'withdrawn');

/** Whether someone with these roles can give all of those, as of `now` in this installation; to a guest only who may invite guests. */
export function wouldGive(held: readonly HeldRole[], overrides: readonly GrantOverride[], now: Date, wanted: readonly Role[], isGuest = false): boolean {
  const rights = evaluate(held, overrides, now);
  return wanted.every((role) => rights.gives.has(role)) && (!isGuest || may(rights, 'users.guests', 'edit'));
}
