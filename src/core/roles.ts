/** The roles: whose people hold them, which programs they belong to, where they can be held, and who may give them. */

/** Parts of the portal that a program brings. A permission or role that names some is of use only while one of them is there. */
export const sections = [
  'membership',
  'reseller',
  'distributor',
  'referrals',
  'incentives',
  'insights',
  'marketplace',
  'windows_xbox',
  'office_store',
  'edge',
  'integrator',
] as const;
export type Section = (typeof sections)[number];
/** The sections of those who publish products instead of reselling them. */
export const developerSections = ['marketplace', 'windows_xbox', 'office_store', 'edge'] as const satisfies readonly Section[];

/**
 * `directory`: manages the company's people and is given by global admins only. `agent`: works for customers.
 * `company`: everything else of the partner's programs. `developer`: of the developer programs. `operator`: of the operator's own people.
 */
export type RoleKind = 'directory' | 'agent' | 'company' | 'developer' | 'operator';
/** Where a role can be held: everywhere in the company, at some locations, or for some programs at some locations. */
export type ScopeKind = 'company' | 'locations' | 'location_programs';

interface RoleFacts {
  readonly kind: RoleKind;
  readonly scopes: readonly ScopeKind[];
  /** Absent: of use in every company. */
  readonly sections?: readonly Section[];
  /** Whether someone of another company may hold it here. */
  readonly guests?: true;
}

const anywhere = ['company'] as const;
const orAtLocations = ['company', 'locations'] as const;

// biome-ignore format: a table is read by its columns
export const roleFacts = {
  global_admin:               { kind: 'directory', scopes: anywhere },
  account_admin:              { kind: 'company',   scopes: anywhere },
  user_admin:                 { kind: 'directory', scopes: anywhere },
  billing_admin:              { kind: 'directory', scopes: anywhere },
  default_user:               { kind: 'directory', scopes: anywhere },
  admin_agent:                { kind: 'agent',     scopes: anywhere, sections: ['reseller'] },
  sales_agent:                { kind: 'agent',     scopes: anywhere, sections: ['reseller'] },
  helpdesk_agent:             { kind: 'agent',     scopes: anywhere, sections: ['reseller'] },
  membership_admin:           { kind: 'company',   scopes: anywhere, sections: ['membership'], guests: true },
  business_profile_admin:     { kind: 'company',   scopes: anywhere, sections: ['referrals'], guests: true },
  referrals_admin:            { kind: 'company',   scopes: orAtLocations, sections: ['referrals'], guests: true },
  referrals_user:             { kind: 'company',   scopes: orAtLocations, sections: ['referrals'] },
  incentives_admin:           { kind: 'company',   scopes: ['location_programs'], sections: ['incentives'] },
  incentives_user:            { kind: 'company',   scopes: ['location_programs'], sections: ['incentives'] },
  executive_report_viewer:    { kind: 'company',   scopes: orAtLocations, sections: ['insights'] },
  report_viewer:              { kind: 'company',   scopes: orAtLocations, sections: ['insights'] },
  developer_owner:            { kind: 'developer', scopes: anywhere, sections: developerSections },
  developer_manager:          { kind: 'developer', scopes: anywhere, sections: developerSections },
  developer:                  { kind: 'developer', scopes: anywhere, sections: developerSections },
  business_contributor:       { kind: 'developer', scopes: anywhere, sections: developerSections },
  financial_contributor:      { kind: 'developer', scopes: anywhere, sections: developerSections },
  marketer:                   { kind: 'developer', scopes: anywhere, sections: developerSections },
  op_root:                    { kind: 'operator',  scopes: anywhere },
  op_support_agent:           { kind: 'operator',  scopes: anywhere },
  op_verifier:                { kind: 'operator',  scopes: anywhere },
  op_program_manager:         { kind: 'operator',  scopes: anywhere },
  op_auditor:                 { kind: 'operator',  scopes: anywhere },
} as const satisfies Record<string, RoleFacts>;

export type Role = keyof typeof roleFacts;
export type OperatorRole = Extract<Role, `op_${string}`>;
export type AccountRole = Exclude<Role, OperatorRole>;
export const roles = Object.keys(roleFacts) as readonly Role[];
const isOperators = (role: Role): role is OperatorRole => roleFacts[role].kind === 'operator';
/** Roles of the operator's own people. */
export const operatorRoles = roles.filter(isOperators) as unknown as readonly [OperatorRole, ...OperatorRole[]];
/** Roles of a partner company's people. */
export const accountRoles = roles.filter((role) => !isOperators(role)) as unknown as readonly [AccountRole, ...AccountRole[]];

/** What is true of a role; with its optional parts. */
export const factsOf = (role: Role): RoleFacts => roleFacts[role];

/** Where an assignment holds: in the whole company, at some locations, or for some programs at some locations. */
export type Scope = 'company' | { readonly locations: readonly string[]; readonly programs?: readonly string[] | undefined };
export const scopeKindOf = (scope: Scope): ScopeKind => (scope === 'company' ? 'company' : scope.programs ? 'location_programs' : 'locations');
/** The same for two scopes that mean the same places, in whatever order they name them. */
export const scopeKey = (scope: Scope): string =>
  scope === 'company' ? scope : [[...new Set(scope.locations)].toSorted(), [...new Set(scope.programs)].toSorted()].map((ids) => ids.join(' ')).join(' × ');
/** Whether the role can be held there. */
export const scopeFits = (role: Role, scope: Scope): boolean => factsOf(role).scopes.includes(scopeKindOf(scope));

const ofKind = (kind: RoleKind) => accountRoles.filter((role) => roleFacts[role].kind === kind);
const agents = ofKind('agent');
const company = ofKind('company').filter((role) => role !== 'account_admin');
const developers = ofKind('developer');

/**
 * Role → the roles it may give to others. There is no rank: what is not listed cannot be given; what is, only by who may change
 * roles at all and the ones of that kind (`givingKeysOf`).
 */
export const gives: Record<Role, readonly Role[]> = {
  global_admin: accountRoles,
  account_admin: [...company, 'default_user'],
  user_admin: [...agents, 'default_user'],
  billing_admin: [],
  default_user: [],
  // Only where the operator opens it: as shipped these two see roles and give none.
  admin_agent: agents,
  sales_agent: [],
  helpdesk_agent: [],
  membership_admin: ['incentives_admin', 'incentives_user', 'executive_report_viewer', 'report_viewer'],
  business_profile_admin: [],
  referrals_admin: [],
  referrals_user: [],
  incentives_admin: [],
  incentives_user: [],
  executive_report_viewer: [],
  report_viewer: [],
  developer_owner: developers,
  developer_manager: developers.filter((role) => role !== 'developer_owner'),
  developer: [],
  business_contributor: [],
  financial_contributor: [],
  marketer: [],
  op_root: operatorRoles,
  op_support_agent: [],
  op_verifier: [],
  op_program_manager: [],
  op_auditor: [],
};

/** Role → the roles its holder may give to themselves, with step-up and a log entry. */
export const selfGiven: Partial<Record<Role, readonly Role[]>> = {
  global_admin: ['admin_agent', 'incentives_admin'],
  account_admin: ['incentives_admin'],
};
