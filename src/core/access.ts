/**
 * Who may do what: three tables of data (permissions, grants, gives) and the few functions that read them.
 * API, screens, CLI, docs and tests all ask here. Deny unless said. See docs/decisions/0005-three-tables-of-rights.md.
 */

/** Roles of a partner company's people. More of them come with the programs. */
export const accountRoles = ['global_admin', 'account_admin', 'user_admin', 'billing_admin', 'default_user'] as const;
/** Roles of the operator's own people. */
export const operatorRoles = ['op_root', 'op_support_agent', 'op_verifier', 'op_program_manager', 'op_auditor'] as const;
export const roles = [...accountRoles, ...operatorRoles] as const;
export type AccountRole = (typeof accountRoles)[number];
export type OperatorRole = (typeof operatorRoles)[number];
export type Role = (typeof roles)[number];

/** How much of a permission: `edit` includes `view`; `own` and `scoped` are for the object-level rule to narrow. */
export type Level = 'view' | 'own' | 'scoped' | 'edit';
/** Where an assignment holds: in the whole company or at some locations only. */
export type Scope = 'company' | { readonly locations: readonly string[] };

/** Every permission and where it can be scoped. `side` says whose pages it opens. */
// biome-ignore format: a table is read by its columns
export const permissions = {
  users:            { side: 'account',  scope: 'company' },
  'users.admins':   { side: 'account',  scope: 'company' },
  'users.remove':   { side: 'account',  scope: 'company' },
  roles:            { side: 'account',  scope: 'company' },
  legal_profile:    { side: 'account',  scope: 'company' },
  support_profile:  { side: 'account',  scope: 'company' },
  tax_exemption:    { side: 'account',  scope: 'company' },
  verification:     { side: 'account',  scope: 'company' },
  sign_in_policy:   { side: 'account',  scope: 'company' },
  activity_log:     { side: 'account',  scope: 'company' },
  'op.center':      { side: 'operator', scope: 'company' },
  'op.accounts':    { side: 'operator', scope: 'company' },
  'op.verification':{ side: 'operator', scope: 'company' },
  'op.mailbox':     { side: 'operator', scope: 'company' },
  'op.jobs':        { side: 'operator', scope: 'company' },
  'op.news':        { side: 'operator', scope: 'company' },
  'op.staff':       { side: 'operator', scope: 'company' },
} as const satisfies Record<string, { side: 'account' | 'operator'; scope: 'company' | 'locations' | 'location_programs' | 'own' }>;
export type Permission = keyof typeof permissions;
export const permissionKeys = Object.keys(permissions) as readonly Permission[];

type Grants = Partial<Record<Permission, Level>>;

/** Role × permission → how much. An installation's changes (`grant_overrides`) are laid over it. */
// biome-ignore format: a table is read by its columns
export const grants: Record<Role, Grants> = {
  global_admin: {
    users: 'edit', 'users.admins': 'view', 'users.remove': 'edit', roles: 'edit', legal_profile: 'edit', support_profile: 'edit',
    tax_exemption: 'edit', verification: 'edit', sign_in_policy: 'edit', activity_log: 'view',
  },
  account_admin: {
    users: 'edit', 'users.admins': 'view', 'users.remove': 'edit', roles: 'edit', legal_profile: 'edit', support_profile: 'edit',
    verification: 'edit', sign_in_policy: 'view',
  },
  user_admin: { users: 'edit', 'users.admins': 'view', 'users.remove': 'edit', roles: 'edit', legal_profile: 'view', support_profile: 'view', activity_log: 'view' },
  billing_admin: { 'users.admins': 'view', support_profile: 'view', activity_log: 'view' },
  default_user: { 'users.admins': 'view', support_profile: 'view' },
  op_root: { 'op.center': 'edit', 'op.accounts': 'edit', 'op.verification': 'edit', 'op.mailbox': 'edit', 'op.jobs': 'edit', 'op.news': 'edit', 'op.staff': 'edit' },
  op_support_agent: { 'op.accounts': 'view', 'op.mailbox': 'view', 'op.jobs': 'view', 'op.news': 'view' },
  op_verifier: { 'op.accounts': 'view', 'op.verification': 'edit', 'op.news': 'view' },
  op_program_manager: { 'op.accounts': 'view', 'op.news': 'edit' },
  op_auditor: { 'op.center': 'view', 'op.accounts': 'view', 'op.verification': 'view', 'op.mailbox': 'view', 'op.jobs': 'view', 'op.news': 'view', 'op.staff': 'view' },
};

/** Role → the roles it may give to others. There is no rank: what is not listed cannot be given. */
// biome-ignore format: a table is read by its columns
export const gives: Record<Role, readonly Role[]> = {
  global_admin: accountRoles,
  account_admin: ['default_user'],
  user_admin: ['default_user'],
  billing_admin: [],
  default_user: [],
  op_root: operatorRoles,
  op_support_agent: [],
  op_verifier: [],
  op_program_manager: [],
  op_auditor: [],
};

/** Role → the roles its holder may give to themselves, with step-up and a log entry. */
export const selfGiven: Partial<Record<Role, readonly Role[]>> = {};

/** One role that a person holds, where, and until when. */
export interface Assignment {
  readonly role: Role;
  readonly scope: Scope;
  readonly endsAt: Date | null;
}
/** An installation's own value for one cell of `grants`; null takes the right away. */
export interface GrantOverride {
  readonly role: Role;
  readonly permission: Permission;
  readonly level: Level | null;
}

/** Rights evaluated once per version: what `may` reads. */
export interface Rights {
  readonly roles: ReadonlySet<Role>;
  readonly grants: ReadonlyMap<Permission, Level>;
  readonly gives: ReadonlySet<Role>;
  /** Roles these rights let their holder give to themselves. */
  readonly selfGives: ReadonlySet<Role>;
  /** When the first of the assignments ends; the evaluation is stale from then on. */
  readonly until: Date | null;
  /** What the installation changed in the tables, as of the same version. */
  readonly overrides: readonly GrantOverride[];
}
export const noRights: Rights = { roles: new Set(), grants: new Map(), gives: new Set(), selfGives: new Set(), until: null, overrides: [] };

const strength: Record<Level, number> = { own: 1, view: 2, scoped: 3, edit: 4 };

/** What a role holds of a permission in this installation, or undefined. */
export function levelHeld(role: Role, permission: Permission, overrides: readonly GrantOverride[] = []): Level | undefined {
  const override = overrides.find((o) => o.role === role && o.permission === permission);
  return (override ? override.level : grants[role][permission]) ?? undefined;
}

/** Evaluates assignments into rights, as of `now`. */
export function evaluate(assignments: readonly Assignment[], overrides: readonly GrantOverride[], now: Date): Rights {
  const live = assignments.filter((a) => !a.endsAt || a.endsAt > now);
  const held = new Map<Permission, Level>();
  for (const { role } of live) {
    for (const permission of permissionKeys) {
      const level = levelHeld(role, permission, overrides);
      const before = held.get(permission);
      if (level && (!before || strength[level] > strength[before])) held.set(permission, level);
    }
  }
  const ends = live.flatMap((a) => (a.endsAt ? [a.endsAt.getTime()] : []));
  return {
    roles: new Set(live.map((a) => a.role)),
    grants: held,
    gives: new Set(live.flatMap((a) => gives[a.role])),
    selfGives: new Set(live.flatMap((a) => selfGiven[a.role] ?? [])),
    until: ends.length ? new Date(Math.min(...ends)) : null,
    overrides,
  };
}

/** `edit` covers everything, `scoped` all but `edit`; a mere `view` does not cover changing one's own. */
const covers = (held: Level, needed: Level): boolean => held === needed || held === 'edit' || (held === 'scoped' && needed !== 'edit');

/** Whether the rights hold the permission at that level. Says nothing about a particular object. */
export function may(rights: Rights, permission: Permission, needs: Level = 'view'): boolean {
  const held = rights.grants.get(permission);
  return held !== undefined && covers(held, needs);
}

/** Why not: the permission that is missing and the roles that hold it, in this installation. Undefined when one may. */
export function whyNot(rights: Rights, permission: Permission, needs: Level, overrides: readonly GrantOverride[] = []) {
  if (may(rights, permission, needs)) return undefined;
  const holders = roles.filter((role) => {
    const level = levelHeld(role, permission, overrides);
    return level !== undefined && covers(level, needs);
  });
  return { permission, needs, roles: holders };
}
