import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { areas } from '../../../core/areas.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { type Permission, permissionKeys } from '../../../core/grants.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { question } from '../../../core/question.ts';
import { sections } from '../../../core/roles.ts';
import { AccountRoleKey, GuestRole, HeldRole, LastAdmin, MemberNotInState, NotToYourself, NotYetAfterElevation, RoleNotYours, Scope } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** A role as it is to be given; without an end it stays until it is taken. */
export const WantedRole = z.object({
  role: AccountRoleKey,
  scope: Scope.default('company'),
  endsAt: z.coerce.date().max(new Date('9999-12-31')).nullable().default(null),
});

const PermissionKey = z.enum(permissionKeys);
const LevelKey = z.enum(['view', 'own', 'edit']);
const SectionKey = z.enum(sections);
const Where = z.union([z.literal('company'), z.array(z.object({ location: LocationId, program: z.string().optional() }))]);
/** So much of a permission, everywhere or at these places; its words are `permission_words.<permission>.<level>`. */
export const AbilityShown = z.object({ permission: PermissionKey, level: LevelKey, at: Where });
export type AbilityShown = z.output<typeof AbilityShown>;

/** Places by name, for the ids in an answer. */
const PlaceNames = z.object({
  locations: z.array(z.object({ locationId: LocationId, name: z.string() })),
  programs: z.array(z.object({ program: z.string(), name: z.string() })),
});

const RoleShown = z.object({
  role: AccountRoleKey,
  kind: z.enum(['directory', 'agent', 'company', 'developer']),
  scopes: z.array(z.enum(['company', 'locations', 'location_programs'])),
  forGuests: z.boolean(),
  /** Empty: of use in every company; otherwise only with a program that brings one of these. */
  sections: z.array(SectionKey),
  /** Whether a program of this company brings what the role is for. */
  works: z.boolean(),
  /** Active people who hold it here. */
  people: z.number(),
  /** Roles whose holders can give it. */
  givenBy: z.array(AccountRoleKey),
  can: z.object({ give: z.boolean(), seeAs: z.boolean() }),
});
const PermissionShown = z.object({
  permission: PermissionKey,
  area: z.enum(areas),
  sections: z.array(SectionKey),
  works: z.boolean(),
  holders: z.array(z.object({ role: AccountRoleKey, level: LevelKey })),
  /** Active people here who hold it through any of their roles. */
  people: z.number(),
});

/** A role that someone holds, and since when through whom. */
const RoleHeld = HeldRole.extend({ givenAt: z.date(), givenBy: z.string().nullable() });
const Holder = z.object({
  personId: z.uuid(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  isGuest: z.boolean(),
  held: z.array(RoleHeld),
});

const PersonRights = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  isGuest: z.boolean(),
  state: z.enum(['active', 'inactive', 'removed']),
  held: z.array(RoleHeld.extend({ works: z.boolean(), sections: z.array(SectionKey) })),
  can: z.array(AbilityShown.extend({ area: z.enum(areas), through: z.array(HeldRole) })),
  gives: z.array(AccountRoleKey),
  places: PlaceNames,
});

/** What saving would mean for one person. */
const PersonPreview = z.object({
  personId: z.uuid(),
  name: z.string(),
  gains: z.array(AbilityShown),
  loses: z.array(AbilityShown),
  /** Roles that this person could give to others from then on, or no longer. */
  givesMore: z.array(AccountRoleKey),
  givesLess: z.array(AccountRoleKey),
  /** Roles among the new ones that have no effect until the company joins a program that brings one of these. */
  waits: z.array(z.object({ role: AccountRoleKey, sections: z.array(SectionKey) })),
  /** Why saving would be refused; its sentence is `problems.<code>`. */
  refused: z.object({ code: z.string(), role: AccountRoleKey.nullable() }).nullable(),
});
export const RolesPreview = z.object({
  people: z.array(PersonPreview),
  /** How many records a permission is about here, where it is known; its sentence is `record_counts.<permission>`. */
  counts: z.array(z.object({ permission: PermissionKey, count: z.number() })),
  places: PlaceNames,
});
export type RolesPreview = z.output<typeof RolesPreview>;

/** Asked of later features: how many records each of these permissions is about in the running account. */
export const RecordCounts = question<{ readonly permissions: readonly Permission[] }, { readonly permission: Permission; readonly count: number }[]>(
  'members.record_counts',
);

export const RoleEnded = announcement('roles.ended', z.object({ name: z.string(), role: z.string() }));

/** People who are given roles at once. */
export const mostAtOnce = 100;
const several = z.array(Id).min(1).max(mostAtOnce);

export const roleEndpoints = {
  listRoles: endpoint({
    within: 'account',
    method: 'GET',
    path: '/roles',
    permission: 'roles',
    summary: 'Every role and permission: who holds what, and whether the company’s programs bring it',
    input: z.object({}),
    output: z.object({ roles: z.array(RoleShown), permissions: z.array(PermissionShown) }),
  }),
  listRoleHolders: endpoint({
    within: 'account',
    method: 'GET',
    path: '/roles/people',
    permission: 'roles',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Active people with the roles they hold: all, those with one role, or those who hold a permission through some role',
    input: PageInput.extend({ role: AccountRoleKey.optional(), permission: PermissionKey.optional(), search: z.string().trim().max(100).optional() }),
    output: Page(Holder),
  }),
  getPersonRights: endpoint({
    within: 'account',
    method: 'GET',
    path: '/roles/people/:personId',
    permission: 'roles',
    stepUp: protectedMinutes,
    summary: 'What one person can do here: through which role, where, until when',
    input: z.object({ personId: Id }),
    output: PersonRights,
  }),
  exportRoles: endpoint({
    within: 'account',
    method: 'GET',
    path: '/roles/export',
    permission: 'roles',
    stepUp: protectedMinutes,
    answers: 'file',
    summary: 'Roles and permissions, or who holds which role, as CSV in the reader’s language',
    input: z.object({ what: z.enum(['permissions', 'people']) }),
    output: z.unknown(),
  }),
  listRolePlaces: endpoint({
    within: 'account',
    method: 'GET',
    path: '/roles/places',
    permission: 'roles',
    summary: 'Where a role can be held: the company’s locations and the programs it takes part in',
    input: z.object({}),
    output: PlaceNames,
  }),
  previewRoles: endpoint({
    within: 'account',
    method: 'POST',
    path: '/roles/preview',
    permission: 'roles',
    stepUp: protectedMinutes,
    summary: 'What people could do after a change of roles, and what no longer; changes nothing',
    input: z
      .object({
        personIds: several,
        /** In place of all roles that they have … */
        set: z.array(WantedRole).max(50).optional(),
        /** … or besides them. */
        give: z.array(WantedRole).min(1).max(50).optional(),
      })
      .refine(({ set, give }) => (set === undefined) !== (give === undefined), { path: ['give'], message: 'required' }),
    output: RolesPreview,
  }),
  giveRoles: endpoint({
    within: 'account',
    method: 'POST',
    path: '/roles/give',
    permission: 'roles',
    stepUp: 10,
    summary: 'Give roles to several people besides those they have; all or none',
    input: z.object({ personIds: several, roles: z.array(WantedRole).min(1).max(50) }),
    output: z.object({ people: z.number() }),
    problems: [RoleNotYours, GuestRole, NotToYourself, NotYetAfterElevation, MemberNotInState, LastAdmin],
  }),
};
