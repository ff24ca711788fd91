import { holdersOf } from '../../../core/access.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { Contexts, HandlersOf } from '../../../server/call.ts';
import { splitInvitations, takeOut } from '../acts/leaving.ts';
import { LastAdmin, MemberNotInState, NotToYourself, RoleNotYours } from '../contract.ts';
import { type leavingEndpoints, LeaverOwns, type Owned } from '../contract/leaving.ts';
import { isLastAdmin, roleBeyondReach } from '../policy.ts';
import { soleRoles } from '../policy/leaving.ts';
import { findMember, listEffectiveAdmins, type MemberRow } from '../queries.ts';
import { belongsElsewhere, countContacts, countRequests, listInvitationsFrom, listPlacesOfOthers } from '../queries/leaving.ts';
import { listPlaceNames } from '../queries/roles.ts';

type Ctx = Contexts['account'];

export const leavingHandlers: HandlersOf<typeof leavingEndpoints> = {
  async previewLeaving(context, { personId, ownerId }) {
    const { tx, now, actor } = context;
    const [member, owner] = await Promise.all([findMember(tx, now, personId), ownerId ? findMember(tx, now, ownerId) : undefined]);
    if (!member) throw new NotFound({});
    const roles = member.roles.map(({ role }) => role);
    const deciders = holdersOf('users', 'edit', actor.rights.overrides);
    const [others, open, elsewhere, requests, owns, refused] = await Promise.all([
      listPlacesOfOthers(tx, now, personId, roles),
      listInvitationsFrom(tx, personId, { locks: false }),
      belongsElsewhere(tx, now, personId),
      countRequests(tx, now, personId, deciders),
      ownedBy(context, member),
      refusalOf(context, member),
    ]);
    const sole = soleRoles(member.roles, others);
    const places = await listPlaceNames(
      tx,
      actor.locale,
      sole.flatMap(({ locations }) => (locations.length ? [{ locations }] : [])),
    );
    const nameOf = new Map(places.locations.map(({ locationId, name }) => [locationId, name]));
    return {
      personId,
      name: fullName(member),
      email: member.email,
      version: member.version,
      roles: member.roles,
      sole: sole.map(({ role, locations }) => ({
        role,
        locations: locations.map((locationId) => ({ locationId, name: nameOf.get(locationId) ?? locationId })),
      })),
      refused,
      sessions: elsewhere ? ('stay' as const) : ('end' as const),
      invitations: { open: open.length, canHandOver: (await splitInvitations(tx, now, open, owner)).given.length },
      requests: { ...requests, waiting: roles.some((role) => deciders.includes(role)) ? requests.waiting : 0 },
      owns,
    };
  },
  async takeOut(context, wanted) {
    const { tx, actor, now } = context;
    const member = await findMember(tx, now, wanted.personId);
    if (!member) throw new NotFound({});
    return takeOut(tx, actor, now, wanted, await ownedBy(context, member));
  },
};

/** What the company itself has under this person's address, and what later features say. */
async function ownedBy({ tx, ask }: Ctx, { personId, email }: MemberRow): Promise<Owned[]> {
  const [{ primary, locations }, others] = await Promise.all([countContacts(tx, email), ask(LeaverOwns, { personId })]);
  const contact = (key: string, count: number, link: string): Owned => ({ key, count, link, mustReassign: false, canHandOver: false });
  return [contact('primary_contact', primary, '/a/:account/company'), contact('location_contact', locations, '/a/:account/locations'), ...others.flat()].filter(
    ({ count }) => count > 0,
  );
}

async function refusalOf({ tx, now, actor }: Ctx, { personId, roles, state }: MemberRow): Promise<{ code: string; role: AccountRole | null } | null> {
  const held = roles.map(({ role }) => role);
  if (personId === actor.personId) return { code: new NotToYourself({}).code, role: null };
  if (state === 'removed') return { code: new MemberNotInState({ state }).code, role: null };
  const beyond = roleBeyondReach(actor, held);
  if (beyond) return { code: new RoleNotYours({ role: beyond }).code, role: beyond as AccountRole };
  return isLastAdmin(await listEffectiveAdmins(tx, now), personId) ? { code: new LastAdmin({}).code, role: null } : null;
}
