/**
 * What a company’s programs may be told of: announcements in its own account, by the names that its activity log knows them by.
 * What concerns how people sign in, what the operator does for itself and what two companies tell apart is not among them.
 */
const published = {
  customers: [
    'added',
    'changed',
    'assigned',
    'unassigned',
    'agreement_accepted',
    'agreement_attested',
    'qualification_asked',
    'qualification_decided',
    'relationship_removed',
  ],
  customer_invitations: ['sent', 'accepted', 'declined', 'withdrawn'],
  customer_users: ['added', 'changed', 'deleted', 'restored', 'imported', 'import_undone'],
  delegations: ['asked', 'given', 'declined', 'ended'],
  licenses: ['changed', 'moved', 'released', 'locked_out'],
  orders: ['placed', 'completed', 'settings_changed'],
  carts: ['approval_asked', 'sent_back', 'discarded'],
  subscriptions: [
    'seats_changed',
    'cycle_changed',
    'renamed',
    'renewal_switched',
    'change_scheduled',
    'schedule_dropped',
    'upgraded',
    'trial_converted',
    'suspended',
    'reactivated',
    'canceled',
    'ending',
    'renewed',
    'expired',
    'data_deleted',
    'support_changed',
  ],
  transfers: ['asked', 'accepted', 'rejected', 'withdrawn', 'completed', 'expired', 'given_back'],
  self_purchases: ['allowed', 'stopped'],
  budgets: ['set', 'reached'],
  bulk_changes: ['confirmed', 'done', 'undo_asked', 'undone'],
  price_lists: ['affects'],
  retail: ['rule_set', 'rule_removed', 'floor_set'],
  accounts: ['details_changed', 'legal_profile_changed', 'support_details_changed', 'suspended', 'reinstated'],
  verification: ['asked', 'authorized', 'rejected'],
  agreements: ['accepted', 'renewed', 'expiring', 'expired'],
  locations: ['added', 'changed', 'removed'],
  relations: ['invited', 'accepted', 'declined', 'withdrawn', 'moved', 'ended'],
  merges: ['invited', 'accepted', 'rejected', 'withdrawn', 'confirmed', 'stopped', 'merged'],
  tax: ['exemption_accepted', 'exemption_refused', 'exemption_expiring', 'exemption_expired', 'billing_address_changed', 'tax_id_changed'],
  support: ['request_opened', 'request_answered', 'request_asked_back', 'request_replied', 'request_closed', 'request_reopened'],
  leads: ['received', 'answered'],
  business_profiles: ['published', 'withdrawn'],
  members: ['added', 'activated', 'deactivated', 'left', 'removed', 'restored'],
  invitations: ['sent', 'accepted', 'withdrawn'],
  join_requests: ['made', 'decided'],
  roles: ['given', 'taken', 'ended'],
  role_requests: ['made', 'granted', 'refused', 'expired', 'withdrawn'],
  enrollments: [
    'applied',
    'invited',
    'asked_back',
    'answered',
    'qualified',
    'activated',
    'refused',
    'restricted',
    'suspended',
    'reinstated',
    'left',
    'withdrawn',
  ],
  applications: ['registered', 'changed', 'withdrawn', 'key_added', 'key_ended', 'key_expiring'],
  consents: ['given', 'ended'],
  domains: ['proved', 'removed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Published = typeof published;
export type EventName = { [Noun in keyof Published]: `${Noun & string}.${Published[Noun][number] & string}` }[keyof Published];
export const eventNames: readonly EventName[] = Object.entries(published).flatMap(([noun, all]) => all.map((what) => `${noun}.${what}` as EventName));
const known: ReadonlySet<string> = new Set(eventNames);
export const isEvent = (name: string): name is EventName => known.has(name);
/** Chosen instead of names: every event, also those that come later. */
export const everyEvent = '*';
/** What a test is called. */
export const testEvent = 'webhooks.test';

/** Announcements that are told to no program, by their first word; a new noun belongs here or into the table above. */
export const untold = [
  'access_requests',
  'activity',
  'arrangements',
  'articles',
  'catalog',
  'center',
  'closings',
  'directories',
  'elevations',
  'figures',
  'grants',
  'help_consents',
  'identity',
  'imports',
  'jobs',
  'keys',
  'learning',
  'mails',
  'news',
  'operators',
  'price_groups',
  'programs',
  'programs_let_in',
  'promotions',
  'provisioning',
  'publishers',
  'recovery',
  'reseller_accounts',
  'reset_requests',
  'resources',
  'sentences',
  'suggestions',
  'support_contacts',
  'terms',
  'validation_codes',
  'views',
  'webhooks',
] as const;
export const publishedNouns: ReadonlySet<string> = new Set(Object.keys(published));

/** Every documented name: a client may register for each, in any spelling of its letters. */
export const wireNames = [
  'test-created',
  'subscription-updated',
  'usagerecords-thresholdExceeded',
  'referral-created',
  'referral-updated',
  'invoice-ready',
] as const;
export type WireName = (typeof wireNames)[number];
/** Those that something in the center causes by now. */
export const wireOffered: readonly WireName[] = ['test-created', 'subscription-updated', 'usagerecords-thresholdExceeded'];

/** The documented event that an announcement is, if any. */
export function wireNameOf(announced: string): WireName | undefined {
  // A reminder: nothing has changed yet.
  if (announced === 'subscriptions.ending') return undefined;
  if (announced.startsWith('subscriptions.')) return 'subscription-updated';
  return announced === 'budgets.reached' ? 'usagerecords-thresholdExceeded' : undefined;
}
