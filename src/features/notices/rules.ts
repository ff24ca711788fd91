import type { Permission } from '../../core/grants.ts';
import type { NoticeKind } from './contract.ts';
import {
  adminsAndTheirs,
  arrived,
  companyAndContact,
  everyone,
  everyoneHere,
  givenUnasked,
  globalAdmins,
  inviter,
  noOne,
  operatorsWith,
  priceReaders,
  theirs,
  whoCanGive,
  whoMayEdit,
  whoMayReset,
  whoMustSetOneUp,
  whoWorksOnIt,
} from './recipients.ts';
import type { Rule } from './recipients.ts';

const elevations: Rule['link'] = ({ accountId }) => `/a/${accountId}/elevations`;

const roleRequest: Rule['link'] = ({ accountId, subjectId }) => `/a/${accountId}/role-requests/${subjectId}`;

/** Without a company it is followed by a private link only, which is mailed. */
const serviceRequest: Rule['link'] = ({ accountId, subjectId }) => (accountId ? `/a/${accountId}/requests/${subjectId}` : null);

const atDesk: Rule['link'] = ({ subjectId }) => `/operator/requests/${subjectId}`;

const home: Rule['link'] = ({ accountId }) => (accountId ? `/a/${accountId}` : null);

const people =
  (tab = ''): Rule['link'] =>
  ({ accountId }) =>
    `/a/${accountId}/people${tab}`;

const directory: Rule['link'] = ({ accountId, subjectId }) => `/a/${accountId}/directories/${subjectId}`;

const security: Rule['link'] = () => '/me/security';

const apiKeys: Rule['link'] = ({ accountId }) => `/a/${accountId}/api-keys`;

const credential: Rule = { to: theirs, link: security, tellsDoer: true };

const membership: Rule = { to: theirs, link: home };

const verification: Rule['link'] = ({ accountId }) => `/a/${accountId}/verification`;

const agreement: Rule['link'] = ({ accountId, details }) => `/a/${accountId}/agreements/${String(details['agreement'])}`;

const program: Rule['link'] = ({ accountId, details }) => `/a/${accountId}/programs/${String(details['program'])}`;

/** Told to who may enroll the company in programs. */
const enrollment: Rule = { to: whoMayEdit('programs.enroll'), link: program, mail: true };

const review: Rule = {
  // Where nobody looks at an application, nobody waits to hear of it.
  to: (happened, overrides) =>
    happened.details['review'] === 'operator' || happened.name === 'enrollments.answered' ? operatorsWith('op.enrollments')(happened, overrides) : noOne,
  link: ({ accountId, details }) => `/operator/accounts/${accountId}/enrollments/${String(details['program'])}`,
};

const exemption: Rule = { to: whoMayEdit('tax_exemption'), link: ({ accountId, subjectId }) => `/a/${accountId}/tax-exemption#${subjectId}`, mail: true };

const payout: Rule = { to: whoMayEdit('payout_accounts'), link: ({ accountId }) => `/a/${accountId}/payout-accounts`, mail: true };

const taxProfile: Rule = { to: whoMayEdit('tax_profiles'), link: ({ accountId }) => `/a/${accountId}/tax-profiles`, mail: true };

const exemptionCase: Rule['link'] = ({ accountId, subjectId }) => `/operator/tax-exemptions/${accountId}/${subjectId}`;

/** Told to those of the company who may answer it; in the company that did it, to none: they know. */
const relation: Rule = {
  to: (happened, overrides) => (happened.actorId && happened.details['by'] !== 'operator' ? noOne : whoMayEdit('relations')(happened, overrides)),
  link: ({ accountId }) => `/a/${accountId}/relations`,
};

/** Told in the company that did not do it itself. */
const helped: Rule = {
  to: (happened, overrides) => (happened.actorId ? noOne : whoMayEdit('relations')(happened, overrides)),
  link: ({ accountId, subjectId }) => `/a/${accountId}/relations/${subjectId}`,
};

/** Told to who may answer it, in both companies; all global admins and the primary contact are written to by the feature itself. */
const merge: Rule = {
  to: whoMayEdit('merges'),
  link: ({ accountId, subjectId }) => `/a/${accountId}/merges/${subjectId}`,
};

/** All global admins and the primary contact are written to by the feature itself. */
const closing: Rule = { to: globalAdmins, link: ({ accountId }) => `/a/${accountId}/closing` };

const standing: Rule['link'] = ({ accountId }) => `/a/${accountId}/standing`;

const accessCase: Rule['link'] = ({ subjectId }) => `/operator/requests/${subjectId}/access`;

/** Both sides are told, each at its own place: what was done in one's name, and what one may do elsewhere. */
const webhook: Rule = { to: whoMayEdit('webhooks'), link: ({ accountId, subjectId }) => `/a/${accountId}/webhooks/${subjectId}`, mail: true };
/** What works in the company from now on; many people may let many programs act for them, so only what works by itself is mailed. */
const letIn: Rule = { to: whoMayEdit('app_users'), link: ({ accountId }) => `/a/${accountId}/consents` };
const consent: Rule = {
  to: whoMayEdit('app_users'),
  link: ({ accountId, details }) => `/a/${accountId}/${details['side'] === 'partner' ? 'consents' : 'applications'}`,
};

/** Of an article, the article; words of the interface are seen on the next page. */
const suggestion: Rule = {
  to: theirs,
  link: ({ details }) => {
    const [article, place] = String(details['sentence']).split('~');
    return place ? `/help/${article}` : null;
  },
};

const bulkChange: Rule = { to: theirs, link: ({ accountId, subjectId }) => `/a/${accountId}/bulk-changes/${subjectId}` };

const ofSubscription: Rule = { to: whoMayEdit('subscriptions'), link: ({ accountId, subjectId }) => `/a/${accountId}/subscriptions/${subjectId}` };

/** Told in the company that did not do it itself, and in both where nobody did: to who may answer it. */
const transfer: Rule = {
  to: (happened, overrides) => {
    if (happened.actorId) return noOne;
    const answers = happened.details['kind'] === 'handed_over' && happened.details['direction'] === 'target';
    return whoMayEdit(answers ? 'subscriptions' : 'transfers')(happened, overrides);
  },
  link: ({ accountId, subjectId }) => `/a/${accountId}/transfers/${subjectId}`,
  mail: true,
};

/** Told to who looks after relationships with customers; not to whoever did it. */
const ofCustomer = (permission: Permission, tab = ''): Rule => ({
  to: whoMayEdit(permission),
  link: ({ accountId, details }) => `/a/${accountId}/customers/${String(details['customerId'])}${tab}`,
});

/** Who is told of what, and where it leads. */
export const rules: Readonly<Record<NoticeKind, Rule>> = {
  'invitations.accepted': { to: inviter, link: people(), mail: true },
  'roles.given': { to: givenUnasked, link: home, mail: true },
  'roles.taken': { to: theirs, link: home, mail: true },
  'roles.ended': { to: theirs, link: home },
  'members.deactivated': { ...membership, link: () => null, mail: true },
  'members.activated': { ...membership, mail: true },
  'members.removed': { ...membership, link: () => null, mail: true },
  'members.restored': { ...membership, mail: true },
  'members.seen_as': { to: theirs, link: home, mail: true },
  'relations.invited': { ...relation, mail: true },
  'relations.accepted': { ...relation, mail: true },
  'relations.declined': relation,
  'relations.withdrawn': relation,
  'relations.ended': { ...relation, mail: true },
  'relations.moved': { ...relation, mail: true },
  'merges.invited': merge,
  'merges.accepted': merge,
  'merges.rejected': merge,
  'merges.withdrawn': merge,
  'merges.confirmed': merge,
  'merges.stopped': merge,
  'merges.merged': merge,
  'merges.people_arrived': { to: arrived, link: home, mail: true },
  'closings.asked': closing,
  'closings.agreed': { to: everyoneHere, link: closing.link },
  'closings.noted': { to: operatorsWith('op.accounts'), link: () => '/operator/closings' },
  'closings.declined': closing,
  'closings.taken_back': { to: everyoneHere, link: ({ accountId }) => `/a/${accountId}` },
  'closings.lapsed': closing,
  'closings.near': { to: everyoneHere, link: closing.link },
  'closings.stopped': { to: everyoneHere, link: closing.link },
  // Nobody belongs to the company any more: they are written to by the feature itself.
  'closings.closed': { to: operatorsWith('op.accounts'), link: () => '/operator/closings?show=ended' },
  'role_requests.made': { to: whoCanGive, link: roleRequest },
  'role_requests.granted': { to: theirs, link: roleRequest },
  'role_requests.refused': { to: theirs, link: roleRequest },
  'role_requests.expired': { to: theirs, link: roleRequest },
  'join_requests.made': { to: whoMayEdit('users'), link: people('?tab=requests') },
  'join_requests.at_desk': { to: operatorsWith('op.accounts'), link: () => '/operator/join-requests' },
  // Their mails are the feature's own: by every way on file.
  'access_requests.admins_asked': { to: whoMayEdit('users'), link: ({ accountId }) => `/a/${accountId}/access-requests` },
  'access_requests.prepared': { to: operatorsWith('op.access'), link: accessCase, mail: true },
  'access_requests.sent_back': { to: operatorsWith('op.access'), link: accessCase },
  'support.request_opened': { to: (happened, overrides) => (happened.accountId ? operatorsWith('op.support')(happened, overrides) : noOne), link: atDesk },
  'support.request_replied': { to: whoWorksOnIt, link: atDesk },
  'support.request_assigned': { to: whoWorksOnIt, link: atDesk },
  'support.request_answered': { to: theirs, link: serviceRequest },
  'support.request_asked_back': { to: theirs, link: serviceRequest },
  'support.request_closed': { to: theirs, link: serviceRequest },
  'support.request_handed_over': { to: theirs, link: serviceRequest },
  'verification.authorized': { to: companyAndContact, link: verification },
  'verification.rejected': { to: companyAndContact, link: verification },
  'verification.asked': { to: companyAndContact, link: verification },
  'verification.paper_refused': { to: companyAndContact, link: verification },
  'verification.paper_sent': { to: operatorsWith('op.verification'), link: ({ accountId }) => `/operator/verification/${accountId}` },
  'verification.rejection_proposed': { to: operatorsWith('op.verification'), link: ({ subjectId }) => `/operator/verification/${subjectId}` },
  'locations.removal_asked': { to: operatorsWith('op.support'), link: () => '/operator/location-removals' },
  'locations.removal_refused': { to: whoMayEdit('locations'), link: ({ accountId, subjectId }) => `/a/${accountId}/locations/${subjectId}`, mail: true },
  'locations.removed': { to: whoMayEdit('locations'), link: ({ accountId }) => `/a/${accountId}/locations`, mail: true },
  'verification.answered': { to: operatorsWith('op.verification'), link: ({ accountId }) => `/operator/verification/${accountId}` },
  'agreements.accepted': { to: whoMayEdit('agreements'), link: agreement },
  'agreements.forwarded': { to: whoMayEdit('agreements'), link: agreement, mail: true },
  'price_lists.told': { to: priceReaders, link: ({ accountId }) => `/a/${accountId}/prices?show=difference`, mail: true },
  'price_lists.affects': {
    to: whoMayEdit('subscriptions'),
    link: ({ accountId, subjectId, details }) => `/a/${accountId}/prices?show=difference&from=${String(details['fromListId'])}&to=${subjectId}`,
    mail: true,
  },
  'agreements.renewed': { to: whoMayEdit('agreements'), link: agreement, mail: true },
  'agreements.expiring': { to: whoMayEdit('agreements'), link: agreement, mail: true },
  'agreements.expired': { to: whoMayEdit('agreements'), link: agreement, mail: true },
  'tax.payout_change_asked': payout,
  'tax.payout_change_confirmed': payout,
  'tax.payout_change_refused': payout,
  'tax.payout_approved': payout,
  'tax.payout_questioned': payout,
  'tax.payout_expiring': payout,
  'tax.payout_expired': payout,
  'tax.profile_filled': { to: operatorsWith('op.tax'), link: () => '/operator/tax-profiles' },
  'tax.profile_approved': taxProfile,
  'tax.profile_questioned': taxProfile,
  'tax.profile_expiring': taxProfile,
  'tax.profile_expired': taxProfile,
  'tax.exemption_accepted': exemption,
  'tax.exemption_refused': exemption,
  'tax.exemption_asked': exemption,
  'tax.exemption_expiring': exemption,
  'tax.exemption_expired': exemption,
  'tax.exemption_filed': { to: operatorsWith('op.tax'), link: exemptionCase },
  'tax.exemption_mended': { to: operatorsWith('op.tax'), link: exemptionCase },
  'keys.made': { to: theirs, link: apiKeys, tellsDoer: true, mail: true },
  'keys.expiring': { to: theirs, link: apiKeys, mail: true },
  'applications.key_expiring': { to: whoMayEdit('app_users'), link: ({ accountId, subjectId }) => `/a/${accountId}/applications/${subjectId}`, mail: true },
  'programs_let_in.application': { ...letIn, mail: true },
  'programs_let_in.person': letIn,
  'webhooks.added': webhook,
  'webhooks.disabled': webhook,
  'consents.given': consent,
  'consents.ended': consent,
  'learning.certificates_changed': { to: theirs, link: () => '/me/learning' },
  'customer_invitations.accepted': { ...ofCustomer('customers.relationship'), mail: true },
  'customer_invitations.declined': { to: whoMayEdit('customers.relationship'), link: ({ accountId }) => `/a/${accountId}/customers/invitations` },
  'delegations.given': ofCustomer('customers.delegated_admin', '?tab=relationship'),
  'delegations.declined': ofCustomer('customers.delegated_admin', '?tab=relationship'),
  // One's own company knows what it gave back.
  'delegations.ended': {
    ...ofCustomer('customers.delegated_admin', '?tab=relationship'),
    to: (happened, overrides) => (happened.details['by'] === 'customer' ? whoMayEdit('customers.delegated_admin')(happened, overrides) : noOne),
  },
  'customers.qualification_asked': {
    to: (happened, overrides) => (happened.details['qualification'] === 'none' ? noOne : operatorsWith('op.verification')(happened, overrides)),
    link: () => '/operator/customer-qualifications',
  },
  'customers.qualification_decided': { ...ofCustomer('customers.details'), mail: true },
  'validation_codes.given': { to: whoMayEdit('customers.details'), link: ({ accountId }) => `/a/${accountId}/customers`, mail: true },
  'validation_codes.withdrawn': { to: whoMayEdit('customers.details'), link: ({ accountId }) => `/a/${accountId}/customers` },
  'customers.agreement_accepted': ofCustomer('customers.agreements'),
  'carts.approval_asked': { to: whoMayEdit('subscriptions'), link: ({ accountId, subjectId }) => `/a/${accountId}/carts/${subjectId}`, mail: true },
  'carts.sent_back': { to: theirs, link: ({ accountId, subjectId }) => `/a/${accountId}/carts/${subjectId}`, mail: true },
  'transfers.asked': transfer,
  'transfers.accepted': transfer,
  'transfers.rejected': transfer,
  'transfers.withdrawn': transfer,
  'transfers.completed': transfer,
  'transfers.expired': transfer,
  'transfers.given_back': transfer,
  'subscriptions.ending': { ...ofSubscription, mail: true },
  'subscriptions.expired': ofSubscription,
  'subscriptions.change_asked': { ...ofSubscription, mail: true },
  'subscriptions.change_approved': { ...ofSubscription, to: theirs },
  'subscriptions.change_sent_back': { ...ofSubscription, to: theirs, mail: true },
  'bulk_changes.approval_asked': { ...bulkChange, to: whoMayEdit('subscriptions'), mail: true },
  'bulk_changes.sent_back': { ...bulkChange, to: theirs, mail: true },
  'licenses.locked_out': { ...ofCustomer('customers.act_on_behalf', '?tab=licenses'), mail: true },
  'bulk_changes.done': bulkChange,
  'bulk_changes.undone': bulkChange,
  'budgets.reached': { to: whoMayEdit('invoices'), link: ({ accountId }) => `/a/${accountId}/budgets` },
  'leads.received': { to: whoMayEdit('leads'), link: ({ accountId }) => `/a/${accountId}/leads`, mail: true },
  'accounts.second_factor_policy_changed': { to: whoMustSetOneUp, link: security, mail: true },
  // All global admins are written to as well.
  'accounts.suspended': { to: everyoneHere, link: standing },
  'accounts.reinstated': { to: everyoneHere, link: standing },
  'accounts.looked_at': { to: globalAdmins, link: ({ accountId }) => `/a/${accountId}/company` },
  'enrollments.applied': review,
  'enrollments.answered': review,
  'enrollments.invited': enrollment,
  'enrollments.asked_back': enrollment,
  'enrollments.qualified': enrollment,
  'enrollments.activated': enrollment,
  'reseller_accounts.linked': { to: whoMayEdit('locations'), link: ({ accountId, subjectId }) => `/a/${accountId}/locations/${subjectId}` },
  'publishers.given': { to: whoMayEdit('programs.enroll'), link: ({ accountId }) => `/a/${accountId}/identifiers` },
  'enrollments.refused': enrollment,
  'enrollments.restricted': enrollment,
  'enrollments.suspended': enrollment,
  'enrollments.reinstated': enrollment,
  'enrollments.left': { ...enrollment, mail: false },
  // Whoever can stop it is written to by every way of theirs.
  'elevations.waiting': { to: adminsAndTheirs, link: elevations },
  'elevations.granted': { to: adminsAndTheirs, link: elevations },
  'elevations.stopped': { to: adminsAndTheirs, link: elevations },
  'elevations.reverted': { to: adminsAndTheirs, link: elevations },
  'elevations.kept': { to: adminsAndTheirs, link: elevations },
  'provisioning.token_expiring': {
    to: whoMayEdit('tenants'),
    link: ({ accountId, subjectId }) => `/a/${accountId}/directories/${subjectId}/provisioning`,
    mail: true,
  },
  'directories.domain_lost': { to: whoMayEdit('tenants'), link: directory, mail: true },
  'directories.domain_found': { to: whoMayEdit('tenants'), link: directory },
  'directories.turned_on': { to: whoMayEdit('tenants'), link: directory },
  'directories.turned_off': { to: whoMayEdit('tenants'), link: directory, mail: true },
  'directories.removed': { to: whoMayEdit('tenants'), link: ({ accountId }) => `/a/${accountId}/directories`, mail: true },
  'directories.required': { to: whoMayEdit('tenants'), link: directory, mail: true },
  'directories.local_ways_changed': { to: globalAdmins, link: ({ accountId }) => `/a/${accountId}/directories`, mail: true },
  // Whoever is linked has a new way in, and should hear of it.
  'directories.person_linked': { to: theirs, link: home, tellsDoer: true },
  'domains.proved': { to: whoMayEdit('domains'), link: ({ accountId }) => `/a/${accountId}/domains`, mail: true },
  // Those who may help are mailed by themselves.
  'reset_requests.made': { to: whoMayReset, link: ({ accountId, personId }) => `/a/${accountId}/people/${personId}/password` },
  'help_consents.given': { ...helped, mail: true },
  'help_consents.ended': helped,
  'help_consents.used': helped,
  'identity.temporary_password_used': {
    to: ({ details }) => ({ text: 'select $1::uuid as person_id', values: [details['givenBy']] }),
    link: ({ accountId, personId }) => `/a/${accountId}/people/${personId}`,
    mail: true,
  },
  'identity.password_changed': credential,
  'identity.password_paused': credential,
  'identity.passkey_added': credential,
  'identity.passkey_removed': credential,
  'identity.authenticator_added': credential,
  'identity.authenticator_removed': credential,
  'identity.recovery_codes_made': credential,
  'identity.recovery_code_used': credential,
  'identity.way_added': credential,
  'identity.way_removed': credential,
  'identity.email_changed': credential,
  'identity.person_frozen': credential,
  'identity.person_thawed': credential,
  'recovery.access_regained': credential,
  // The first administrator was there when it happened.
  'operators.added': { to: (happened, overrides) => theirs(happened.actorId ? happened : { ...happened, personId: null }, overrides), link: () => '/operator' },
  'news.published': { to: everyone, link: () => '/me/news' },
  'suggestions.accepted': suggestion,
  'suggestions.refused': suggestion,
};
