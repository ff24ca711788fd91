import { z } from 'zod';
import { isBrought, levelHeld, may, type Rights } from './access.ts';
import { permissionKeys } from './grants.ts';
import { Helper } from './problems.ts';
import { factsOf, type Role, type ScopeKind } from './roles.ts';

/** Why someone may not, in full: what `AccessDenied` carries, and what they can do about it. */
export const Explained = z.object({
  permission: z.string(),
  needs: z.string(),
  /** The roles that hold it; any one is enough. */
  roles: z.array(z.string()),
  /** Who can give one of them; never the asker. */
  grantors: z.array(Helper),
  /** Not empty when the company lacks a program first: one that brings any of these parts of the portal. */
  sections: z.array(z.string()),
  /** Whether a role is missing too, besides a program. */
  lacksRole: z.boolean(),
  /** Not null: the asker holds it, and it opens then; see `AccessDenied`. */
  opensAt: z.date().nullable(),
  /** The asker holds it, and the company is suspended. */
  suspended: z.boolean(),
  /** Those of the roles that the asker may give to themselves. */
  selfGiven: z.array(z.string()),
  /** What the asker has asked for already and waits for. */
  request: z.object({ requestId: z.uuid(), role: z.string(), createdAt: z.date(), expiresAt: z.date() }).nullable(),
});
export type Explained = z.output<typeof Explained>;

/** One of the asker's own accounts in which they may what they may not here. */
export const Elsewhere = z.object({ accountId: z.uuid(), name: z.string(), partnerId: z.string() });
export type Elsewhere = z.output<typeof Elsewhere>;

/** A role that can be asked for. */
export interface AskableRole {
  readonly role: Role;
  /** Permissions that it would add to what is held: the fewer, the nearer to what was asked. */
  readonly adds: number;
  readonly scopes: readonly ScopeKind[];
}

/** How many permissions the role would add to these rights, counting only what the company's programs bring. */
export const permissionsAdded = (rights: Rights, role: Role): number =>
  permissionKeys.filter((key) => {
    const level = levelHeld(role, key, rights.overrides);
    return level !== undefined && isBrought(key, rights.sections) && !may(rights, key, level);
  }).length;

/** The roles, the one that gives least besides what is wanted first. */
export const smallestFirst = (rights: Rights, roles: readonly Role[]): AskableRole[] =>
  roles.map((role) => ({ role, adds: permissionsAdded(rights, role), scopes: factsOf(role).scopes })).toSorted((a, b) => a.adds - b.adds);
