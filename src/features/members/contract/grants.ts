import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { areas } from '../../../core/areas.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { permissionKeys } from '../../../core/grants.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { roles, sections } from '../../../core/roles.ts';

const RoleKey = z.enum(roles);
const PermissionKey = z.enum(permissionKeys);
const LevelKey = z.enum(['view', 'own', 'edit']);
const Held = LevelKey.nullable();

/** What a role holds of a permission in this installation. */
const GrantCell = z.object({
  role: RoleKey,
  level: Held,
  shipped: Held,
  /** What it can be set to; empty when it cannot be changed. */
  choices: z.array(Held),
  changedAt: z.date().nullable(),
  changedBy: z.string().nullable(),
});
const GrantRow = z.object({
  permission: PermissionKey,
  side: z.enum(['account', 'operator']),
  area: z.enum(areas),
  sections: z.array(z.enum(sections)),
  /** Only what is held or can be changed. */
  cells: z.array(GrantCell),
});
const Grants = z.object({
  /** Roles with how many people hold them, in how many companies. */
  roles: z.array(z.object({ role: RoleKey, people: z.number(), companies: z.number() })),
  rows: z.array(GrantRow),
  can: z.object({ edit: z.boolean() }),
});

/** `was`: what the operator saw, so that two of them do not undo each other unseen. */
export const GrantChange = z.object({ role: RoleKey, permission: PermissionKey, was: Held, level: Held });
export type GrantChange = z.output<typeof GrantChange>;
const changes = z.array(GrantChange).min(1).max(500);

const Touched = z.object({ people: z.number(), companies: z.number() });
const GrantsPreview = z.object({
  /** Everyone for whom anything changes. */
  touched: Touched,
  abilities: z.array(z.object({ permission: PermissionKey, level: LevelKey, gain: Touched, lose: Touched })),
  /** Roles that people can give to others from then on, or no longer. */
  gives: z.array(z.object({ role: RoleKey, gain: Touched, lose: Touched })),
});

/** The sources agree on this one: nobody changes it. */
export const GrantFixed = defineProblem('grants.fixed', 409, z.object({ role: z.string(), permission: z.string() }));
export const GrantChanged = announcement('grants.changed', z.object({ role: z.string(), permission: z.string(), isShipped: z.boolean() }));

export const grantEndpoints = {
  listGrants: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/rights',
    permission: 'op.rights',
    summary: 'What each role may do in this installation, what was shipped, and who changed it',
    input: z.object({}),
    output: Grants,
  }),
  previewGrants: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/rights/preview',
    permission: 'op.rights',
    summary: 'How many people would gain or lose what; changes nothing',
    input: z.object({ changes }),
    output: GrantsPreview,
    problems: [GrantFixed, ChangedMeanwhile],
  }),
  setGrants: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/rights',
    permission: 'op.rights',
    stepUp: 10,
    summary: 'Change what roles may do; in force at the next request of everyone who holds them',
    input: z.object({ changes }),
    output: Grants,
    problems: [GrantFixed, ChangedMeanwhile],
  }),
};
