import type { NoticeKind } from '../contract.ts';

/** What a page of choices is parted into. */
export const topicGroups = ['security', 'people', 'company', 'programs', 'partners', 'support', 'news', 'desk'] as const;
export type TopicGroup = (typeof topicGroups)[number];

export const mailChoices = ['at_once', 'daily', 'never'] as const;
export type MailChoice = (typeof mailChoices)[number];

interface TopicFacts {
  readonly group: TopicGroup;
  /** Cannot be turned off: about security, or asks the reader for an answer. */
  readonly fixed?: true;
  /** Whether it comes by mail as long as nothing else is chosen; `itself`: what it is about writes to the reader by itself. */
  readonly mail: 'at_once' | 'never' | 'itself';
}

/** What a person chooses about: kinds of notices that one would want or not want together. The order is that of the page. */
export const topicFacts = {
  sign_in: { group: 'security', fixed: true, mail: 'itself' },
  admin_rights: { group: 'security', fixed: true, mail: 'itself' },
  looks: { group: 'security', fixed: true, mail: 'at_once' },
  domains: { group: 'security', fixed: true, mail: 'at_once' },
  to_decide: { group: 'people', fixed: true, mail: 'itself' },
  membership: { group: 'people', mail: 'at_once' },
  my_roles: { group: 'people', mail: 'at_once' },
  my_requests: { group: 'people', mail: 'itself' },
  invitations: { group: 'people', mail: 'at_once' },
  verification: { group: 'company', fixed: true, mail: 'itself' },
  agreements_to_accept: { group: 'company', fixed: true, mail: 'at_once' },
  company_asked: { group: 'company', fixed: true, mail: 'at_once' },
  agreements: { group: 'company', mail: 'never' },
  applications: { group: 'company', fixed: true, mail: 'at_once' },
  company: { group: 'company', mail: 'at_once' },
  programs_asked: { group: 'programs', fixed: true, mail: 'at_once' },
  programs: { group: 'programs', mail: 'at_once' },
  relations_invited: { group: 'partners', fixed: true, mail: 'at_once' },
  relations: { group: 'partners', mail: 'at_once' },
  customers: { group: 'partners', mail: 'at_once' },
  prices: { group: 'partners', mail: 'at_once' },
  budgets: { group: 'partners', mail: 'never' },
  help: { group: 'partners', mail: 'at_once' },
  support_asked: { group: 'support', fixed: true, mail: 'itself' },
  support: { group: 'support', mail: 'itself' },
  news: { group: 'news', mail: 'never' },
  suggestions: { group: 'news', mail: 'never' },
  assigned: { group: 'desk', fixed: true, mail: 'at_once' },
  staff: { group: 'desk', fixed: true, mail: 'itself' },
  desk: { group: 'desk', mail: 'never' },
} as const satisfies Record<string, TopicFacts>;
export type Topic = keyof typeof topicFacts;
export const topics = Object.keys(topicFacts) as [Topic, ...Topic[]];
export const factsOfTopic = (topic: Topic): TopicFacts => topicFacts[topic];

/** By the announcement's whole name, or by its noun where the whole noun is about one thing. */
const topicsByName: Readonly<Record<string, Topic>> = {
  identity: 'sign_in',
  recovery: 'sign_in',
  'accounts.second_factor_policy_changed': 'sign_in',
  elevations: 'admin_rights',
  'members.seen_as': 'looks',
  'accounts.looked_at': 'looks',
  domains: 'domains',
  directories: 'domains',
  'directories.person_linked': 'sign_in',
  'role_requests.made': 'to_decide',
  'join_requests.made': 'to_decide',
  reset_requests: 'to_decide',
  'access_requests.admins_asked': 'to_decide',
  members: 'membership',
  roles: 'my_roles',
  role_requests: 'my_requests',
  invitations: 'invitations',
  verification: 'verification',
  'verification.answered': 'desk',
  'verification.paper_sent': 'desk',
  'verification.paper_refused': 'company_asked',
  customers: 'customers',
  customer_invitations: 'customers',
  delegations: 'customers',
  carts: 'customers',
  subscriptions: 'customers',
  licenses: 'customers',
  validation_codes: 'customers',
  transfers: 'customers',
  bulk_changes: 'customers',
  budgets: 'budgets',
  'customers.qualification_asked': 'desk',
  'locations.removal_asked': 'desk',
  locations: 'company',
  'verification.rejection_proposed': 'desk',
  'agreements.forwarded': 'agreements_to_accept',
  'agreements.renewed': 'agreements_to_accept',
  price_lists: 'prices',
  'agreements.expiring': 'agreements_to_accept',
  'agreements.expired': 'agreements_to_accept',
  agreements: 'agreements',
  'accounts.suspended': 'company_asked',
  'accounts.reinstated': 'company_asked',
  'closings.noted': 'desk',
  'closings.closed': 'desk',
  closings: 'company_asked',
  'merges.invited': 'company_asked',
  'merges.accepted': 'company_asked',
  'tax.exemption_asked': 'company_asked',
  'tax.exemption_refused': 'company_asked',
  'tax.exemption_expiring': 'company_asked',
  'tax.payout_questioned': 'company_asked',
  'tax.payout_expiring': 'company_asked',
  'tax.payout_expired': 'company_asked',
  'tax.profile_questioned': 'company_asked',
  'tax.profile_expiring': 'company_asked',
  'tax.profile_expired': 'company_asked',
  'tax.profile_filled': 'desk',
  applications: 'applications',
  keys: 'applications',
  consents: 'applications',
  webhooks: 'applications',
  programs_let_in: 'applications',
  'enrollments.invited': 'programs_asked',
  'enrollments.asked_back': 'programs_asked',
  'enrollments.applied': 'desk',
  'enrollments.answered': 'desk',
  enrollments: 'programs',
  reseller_accounts: 'programs',
  publishers: 'programs',
  'relations.invited': 'relations_invited',
  relations: 'relations',
  help_consents: 'help',
  'support.request_asked_back': 'support_asked',
  'support.request_opened': 'desk',
  'support.request_replied': 'desk',
  'support.request_assigned': 'assigned',
  'tax.exemption_filed': 'desk',
  'tax.exemption_mended': 'desk',
  support: 'support',
  access_requests: 'assigned',
  'join_requests.at_desk': 'desk',
  operators: 'staff',
  news: 'news',
  suggestions: 'suggestions',
};

/** The topic that a kind of notice belongs to; what nobody has sorted is a matter of the company. */
export const topicOf = (kind: NoticeKind): Topic => topicsByName[kind] ?? topicsByName[kind.split('.')[0] ?? ''] ?? 'company';
