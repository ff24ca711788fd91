import { type AccountRole, accountRoles, factsOf, type OperatorRole, operatorRoles, type Role, type ScopeKind, type Section } from './roles.ts';

/**
 * Permissions and who holds how much of each. Seeing and changing one thing are two levels of one permission.
 * The letters of a cell: `F` sees and changes, `V` sees, `O` only what is one's own or assigned to one, `-` nothing,
 * `x` nothing, and nobody may change that. A `?` marks a cell on which the sources are silent or disagree: the operator may set it.
 */
interface PermissionFacts {
  readonly side: 'account' | 'operator';
  /** How far an assignment's scope narrows it. */
  readonly scope: ScopeKind | 'own';
  /** Absent: there in every company; otherwise only while a program brings one of these. */
  readonly sections?: readonly Section[];
}

const own = { side: 'account', scope: 'own' } as const;
const company = { side: 'account', scope: 'company' } as const;
const of = <S extends Section>(...sections: S[]) => ({ side: 'account', scope: 'company', sections }) as const;
const located = <S extends Section>(...sections: S[]) => ({ side: 'account', scope: 'locations', sections }) as const;
const perProgram = { side: 'account', scope: 'location_programs', sections: ['incentives'] } as const;
/** Held per location and program, but asked for before any program brings it: to join is what it allows. */
const perJoined = { side: 'account', scope: 'location_programs' } as const;
const published = of('marketplace', 'windows_xbox', 'office_store', 'edge');
const operator = { side: 'operator', scope: 'company' } as const;

const columns = [
  'global_admin',
  'user_admin',
  'billing_admin',
  'default_user',
  'admin_agent',
  'sales_agent',
  'helpdesk_agent',
  'membership_admin',
  'account_admin',
  'business_profile_admin',
  'referrals_admin',
  'referrals_user',
  'incentives_admin',
  'incentives_user',
  'executive_report_viewer',
  'report_viewer',
  'developer_owner',
  'developer_manager',
  'developer',
  'business_contributor',
  'financial_contributor',
  'marketer',
] as const satisfies readonly AccountRole[];

// biome-ignore format: a table is read by its columns
const partner = {
  //                                        GA UM BA DU AA SA HA MA AC BP RA RU IA IU EV RV  DO DM DD BC FC MK
  my_profile:                     [own,     'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F   F  F  F  F  F  F'],
  'my_profile.learning':          [own,     'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F   F  F  F  F  F  F'],
  users:                          [company, 'F  F  -  -  x  -  -  V  F  -  -  -  -  -  -  -   V  V  -  -  -  -'],
  'users.admins':                 [company, 'V  V  V  V  V  V  V  V  V  V  V  V  V  V  V  V   V  V  V  V  V  V'],
  'users.remove':                 [company, 'F  F  -  -  x  -  -  -  F? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'users.password':               [company, 'F  F? -  -  x  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'users.second_factor':          [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'users.guests':                 [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'users.see_as':                 [company, 'F  -  -  -  x  -  -  -  F? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  roles:                          [company, 'F  F  -  O  O? O  O  V? F  O  O  O  O  O  O  O   F  F  O  O  O  O'],
  'roles.directory':              [company, 'F  x  -  -  x  -  -  x  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'roles.agent':                  [company, 'F  F  -  -  -? -  -  x  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'roles.company':                [company, 'F  -  -  -  -  -  -  -? F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'roles.developer':              [company, 'F  -  -  -  -  -  -  x  -  -  -  -  -  -  -  -   F  F  -  -  -  -'],
  sign_in_policy:                 [company, 'F  -  -  -  x  -  -  -  V  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  domains:                        [company, 'F  -  -  -  x  -  -  -  V  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  elevations:                     [own,     'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F   F  F  F  F  F  F'],
  tenants:                        [company, 'F  -  -  -  -  -  -  -  -? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  app_users:                      [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  webhooks:                       [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  sandbox:                        [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  security_report:                [company, 'V  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  second_factor_exception:        [company, 'F  -  -  -  F  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  activity_log:                   [company, 'V  V  V  -  V  V  V  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  legal_profile:                  [company, 'F  V  -  -  -  -  x  V  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'legal_profile.reseller':       [of('reseller', 'distributor'), 'F  -  -  -  -  -  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  support_profile:                [company, 'F  V  V  V  V  V  V  V  F  V  V  V  V  V  V  V   V  V  V  V  V  V'],
  country:                        [company, 'F  -  -  -  -  -  -  -  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  verification:                   [company, 'F  -  -  -  -  -  -  F  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  billing_profile:                [company, 'F  -  F  -  F  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'billing_profile.address':      [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'billing_profile.vat':          [company, 'F  -? F  -  F  -? -  -  -? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  tax_exemption:                  [company, 'F  -  -  -  -  -  -  -  F? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  locations:                      [company, 'F  -  -  -  -  -  -  V  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'locations.programs':           [perProgram, 'F? - -  -  -  -  -  -  F  -  -  -  F  -  -  -   -  -  -  -  -  -'],
  'locations.reseller':           [of('reseller', 'distributor'), 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  merges:                         [company, 'F? -  -  -  -  -  -  -  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  closing:                        [company, 'F  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x   x  x  x  x  x  x'],
  agreements:                     [company, 'F  x  x  x  x  x  x  x  x  x  x  x  x  x  x  x   x  x  x  x  x  x'],
  'agreements.status':            [company, 'V  -  -  -  V? V? -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  programs:                       [company, 'V  V  V  V  V  V  V  V  V  V  V  V  V  V  V  V   V  V  V  V  V  V'],
  'programs.enroll':              [company, 'F  -  -  -  -  -  -  -  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'programs.enroll.reseller':     [company, 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'programs.enroll.incentives':   [perJoined, '-? - -  -  -  -  -  -  -? -  -  -  F  -  -  -   -  -  -  -  -  -'],
  relations:                      [company, 'F  -  -  -  F  V  -  -  V  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'support.requests':             [company, 'O  O  O  O  O  O? O  F  O  O  O  O  O  O  O  O   O  O  O  O  O  O'],
  'support.customer_requests':    [of('reseller'), '-? - -  -  F  -  F  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'support.contacts':             [of('reseller'), 'F  -  -  -  F  -  F  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  pricing:                        [of('reseller', 'distributor'), 'V  V  V  -  V  V? x  V  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'pricing.retail':               [of('reseller', 'distributor'), 'F  -  F  -  F  V  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  catalog:                        [of('reseller', 'distributor'), 'F  -  V  -  F  V  V  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  customers:                      [of('reseller', 'distributor'), '-? - -  -  F  F  V  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.create':             [of('reseller', 'distributor'), '-? -? - -  F  F  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.details':            [of('reseller', 'distributor'), '-  -  -  -  F  F  F  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.billing':            [of('reseller', 'distributor'), '-  -  -  -  F  F  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.relationship':       [of('reseller', 'distributor'), 'F  -  -  -  F  F  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.relationship.remove':[of('reseller', 'distributor'), 'F  -  -  -  F  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.delegated_admin':    [of('reseller', 'distributor'), '-  -  -  -  F  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.act_on_behalf':      [of('reseller', 'distributor'), '-  -  -  -  F  x  F  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.agreements':         [of('reseller', 'distributor'), '-  -  -  -  F  V  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.agreements.attest':  [of('reseller', 'distributor'), '-  -  -  -  F  F  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.self_purchase':      [of('reseller', 'distributor'), '-  -  -  -  F  V  V  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'customers.users.import':       [of('reseller', 'distributor'), 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  subscriptions:                  [of('reseller', 'distributor'), '-  -  -  -  F  F  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  transfers:                      [of('reseller', 'distributor'), '-? -  -  -  F  V  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  devices:                        [of('reseller', 'distributor'), '-  -  -  -  F  F  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'devices.profiles':             [of('reseller', 'distributor'), '-  -  -  -  F  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  service_health:                 [of('reseller', 'distributor'), 'V  -  -  -  V  V? V  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'relations.value_added':        [of('reseller', 'distributor'), '-  -  -  -  F  F  x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  invoices:                       [of('reseller', 'distributor', 'membership'), 'F  -  F  -  F  -? x  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  own_use:                        [of('reseller', 'distributor'), 'F  -  -  -  F? F? -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  offers:                         [of('membership'), 'F  -  -  -  -  -  -  F  -? -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'offers.history':               [of('membership'), 'V  V  V  -  V  -  -  V  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  benefits:                       [of('membership'), 'V  V  V  V  V  V  V  V  V  V  V  V  V  V  V  V   V  V  V  V  V  V'],
  'benefits.keys':                [of('membership'), 'F  -  -  -  -  -  -  F  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'benefits.assign':              [of('membership'), 'F  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'benefits.vouchers':            [of('membership'), '-  -  -  -  -  -  -  F  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  competencies:                   [of('membership'), 'V  -  -  -  -  -  -  V  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'competencies.skills':          [of('membership'), 'V  -  -  -  -  -  -  V  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  specializations:                [of('membership'), 'F  -  -  -  -  -  -  -  F  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  contribution_indicators:        [of('membership'), 'V  -  -  -  -  -  -  V  V  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  'learning.analytics':           [of('membership'), 'V  -  -  -  -  -  -  V  -  -  -  -  -  -  -  -   -  -  -  -  -  -'],
  leads:                          [located('referrals'), '-  -  -  -  -  F  -  -? -  -  F  -  -  -  -  -   -  -  -  -  -  -'],
  'referrals.co_sell':            [located('referrals'), '-  -  -  -  -  -  -  -? -  -  F  O  -  -  -  -   -  -  -  -  -  -'],
  'referrals.team':               [located('referrals'), '-  -  -  -  -  -  -  -  -  -  F  -  -  -  -  -   -  -  -  -  -  -'],
  'referrals.deals':              [located('referrals'), '-  -  -  -  -  -  -  -  -  -  F  O  -  -  -  -   -  -  -  -  -  -'],
  business_profiles:              [located('referrals'), '-  -  -  -  -  -  -  V  -  F  F  -  -  -  -  -   -  -  -  -  -  -'],
  incentives:                     [perProgram, 'V  -  -  -  -  -  -  V  -  -  -  -  F  V  -  -   -  -  -  -  -  -'],
  'incentives.claims':            [perProgram, '-  -  -  -  -  -  -  -  -  -  -  -  F  F  -  -   -  -  -  -  -  -'],
  'incentives.bank_and_tax':      [perProgram, '-? -  -  -  -  -  -  -  -? -  -  -  F  x  -  -   -  -  -  -  -  -'],
  'incentives.payouts':           [perProgram, '-  -  -  -  -  -  -  -  -  -  -  -  V  V  -  -   -  -  -  -  -  -'],
  'incentives.disputes':          [perProgram, '-  -  -  -  -  -  -  -  -  -  -  -  F  -  -  -   -  -  -  -  -  -'],
  insights:                       [located('insights'), 'V? -  -  -  V? -  -  -  -? -  -  -  -  -  V  V   -  -  -  -  -  -'],
  'insights.sensitive':           [located('insights'), 'V? -  -  -  V? -  -  -  -? -  -  -  -  -  V  -   -  -  -  -  -  -'],
  'insights.api':                 [located('insights'), '-  -  -  -  -  -  -  -  -  -  -  -  -  -  F  -   -  -  -  -  -  -'],
  'reports.acquisition':          [published, '-  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   V  V  -  -  V  -'],
  'reports.feedback':             [published, '-  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   F  F  F  -  -  F'],
  'reports.health':               [published, '-  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   V  V  V  V  -  -'],
  'reports.usage':                [published, '-  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   V  V  V  V  -  -'],
  payout_accounts:                [published, '-? -  -  -  -  -  -  -  -? -  -  -  -  -  -  -   F  -  -  -  F  -'],
  tax_profiles:                   [published, '-? -  -  -  -  -  -  -  -? -  -  -  -  -  -  -   F  -  -  -  F  -'],
  payouts:                        [published, '-  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   V  -  -  -  V  -'],
} as const satisfies Record<string, readonly [PermissionFacts, string]>;

// biome-ignore format: a table is read by its columns
const operators = {
  //                  root  support  verifier  programs  auditor
  'op.center':       'F     -        -         -         V',
  'op.accounts':     'F     V        V         V         V',
  'op.verification': 'F     -        F         -         V',
  'op.mailbox':      'F     V        -         -         V',
  'op.jobs':         'F     V        -         -         V',
  'op.news':         'F     V        V         F         V',
  'op.staff':        'F     -        -         -         V',
  'op.rights':       'F     V        V         V         V',
  'op.programs':     'F     V        V         F         V',
  'op.enrollments':  'F     V        V         F         V',
  'op.agreements':   'F     V        V         F         V',
  'op.relations':    'F     V        V         F         V',
  'op.activity':     'V     -        -         -         V',
  'op.support':      'F     F        V         V         V',
  'op.access':       'F     F        -         -         V',
  'op.contacts':     'F     F        -         -         V',
  'op.catalog':      'F     V        -         F         V',
  'op.prices':       'F     V        -         F         V',
  'op.tax':          'F     V        F         -         V',
  'op.languages':    'F     V        -         F         V',
} as const satisfies Record<`op.${string}`, string>;

export type Permission = keyof typeof partner | keyof typeof operators;

/** How much of a permission: `edit` includes `view` and `own`; `own` is for the object-level rule to narrow. */
export type Level = 'view' | 'own' | 'edit';
/** One cell: what a role holds of a permission as shipped, and whether an installation may set it otherwise. */
export interface Cell {
  readonly level: Level | null;
  /** The sources are silent or disagree: the operator decides. */
  readonly open: boolean;
}

const levels: Readonly<Record<string, Level | null>> = { F: 'edit', V: 'view', O: 'own', '-': null, x: null };
const operatorColumns = operatorRoles;

const rowOf = (holders: readonly Role[], letters: string): readonly (readonly [Role, Cell])[] => {
  const cells = letters.trim().split(/\s+/);
  if (cells.length !== holders.length) throw new Error(`a row of grants has ${cells.length} cells instead of ${holders.length}: ${letters}`);
  return cells.map((cell, i) => {
    const level = levels[cell[0] as string];
    if (level === undefined) throw new Error(`no such cell: ${cell}`);
    return [holders[i] as Role, { level, open: cell.endsWith('?') }];
  });
};

/** Every permission and where it can be scoped. `side` says whose pages it opens. */
export const permissions: Readonly<Record<Permission, PermissionFacts>> = Object.freeze({
  ...(Object.fromEntries(Object.entries(partner).map(([key, [facts]]) => [key, facts])) as Record<keyof typeof partner, PermissionFacts>),
  ...(Object.fromEntries(Object.keys(operators).map((key) => [key, operator])) as Record<keyof typeof operators, PermissionFacts>),
});
export const permissionKeys = Object.keys(permissions) as readonly Permission[];

const cells = new Map<Permission, ReadonlyMap<Role, Cell>>([
  ...Object.entries(partner).map(([key, [, letters]]) => [key as Permission, new Map(rowOf(columns, letters))] as const),
  ...Object.entries(operators).map(([key, letters]) => [key as Permission, new Map(rowOf(operatorColumns as readonly OperatorRole[], letters))] as const),
]);
const nothing: Cell = { level: null, open: false };
/** The shipped cell of the table; a closed, empty one across the two sides. */
export const cellOf = (role: Role, permission: Permission): Cell => cells.get(permission)?.get(role) ?? nothing;

/** How much a role can hold of a permission at all: nobody changes a report, and one's own means something only where the table says it somewhere. */
export const levelsOf = (permission: Permission): Level[] => {
  const shipped = new Set([...(cells.get(permission)?.values() ?? [])].map((cell) => cell.level));
  // Whatever can be changed can be seen without.
  return (['view', 'own', 'edit'] as const).filter((level) => shipped.has(level) || (level === 'view' && shipped.has('edit')));
};

/** Role × permission → how much, as shipped. */
export const grants = Object.fromEntries(
  [...accountRoles, ...operatorRoles].map((role) => [
    role,
    Object.fromEntries(permissionKeys.flatMap((key) => (cellOf(role, key).level ? [[key, cellOf(role, key).level]] : []))),
  ]),
) as Readonly<Record<Role, Partial<Record<Permission, Level>>>>;

const givingKeys = {
  directory: 'roles.directory',
  agent: 'roles.agent',
  company: 'roles.company',
  developer: 'roles.developer',
  operator: 'op.staff',
} as const;
/** What giving this role takes, to be held for changing: roles at all, and those of its kind. To let a person in takes no more than managing people. */
export const givingKeysOf = (role: Role): readonly Permission[] => {
  const { kind } = factsOf(role);
  return kind === 'operator' ? [givingKeys.operator] : ['roles', role === 'default_user' ? 'users' : givingKeys[kind]];
};
