import {
  CalendarClock,
  AppWindow,
  Award,
  BadgeCheck,
  BadgePercent,
  Bell,
  Blocks,
  BookUser,
  Boxes,
  Building,
  Building2,
  CircleUserRound,
  ClipboardCheck,
  DoorClosed,
  DoorOpen,
  FileSignature,
  Fingerprint,
  Globe,
  GraduationCap,
  Handshake,
  Hash,
  Headset,
  History,
  House,
  IdCard,
  Inbox,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  LifeBuoy,
  Link2,
  MailOpen,
  Mails,
  MapPin,
  MapPinPlus,
  MapPinX,
  Megaphone,
  Merge,
  MessageSquarePlus,
  Newspaper,
  Percent,
  PlugZap,
  ReceiptText,
  ListChecks,
  RefreshCw,
  Settings,
  ShieldCheck,
  ShieldOff,
  ShoppingCart,
  SquareActivity,
  Tags,
  UserPlus,
  Users,
  UsersRound,
} from 'lucide-react';
import { lazy } from 'react';
import { wordParts } from './features/audit/contract/parts.ts';
import type { Role } from './core/roles.ts';
import { fullName } from './core/person.ts';
import { identity } from './features/identity/contract.ts';
import { StepUp } from './features/identity/screens/StepUp.tsx';
import { customers } from './features/customers/contract.ts';
import { members } from './features/members/contract.ts';
import { NoticesBell } from './features/notices/screens/NoticesBell.tsx';
import { api, callQuietly } from './web/api.ts';
import { needParts } from './web/catalog.ts';
import { makeApp } from './web/app.tsx';
import type { SignedInPage } from './web/pages.ts';
import type { SessionActs } from './web/session.tsx';
import type { ShellSlots } from './web/shell/slots.ts';

/**
 * The signed-in pages: address, sentences, code, and where they stand in the navigation. The order here is the order there.
 * `permission` is the one that the page's first question to the server needs. A page of a part of the portal names it in `program`
 * and stands in the part of the program that brings it: `program: ['reseller'], nav: { section: 'programs', … }`.
 */
// biome-ignore format: a page a line, so that the table can be read as one
const pages: readonly SignedInPage[] = [
  // The company.
  {
    path: '/a/:account', parts: ['accounts', 'members'], nav: { section: 'work', label: 'shell.home', icon: House },
    page: () => Promise.all([import('./features/accounts/screens/HomePage.tsx'), import('./features/members/screens/AdminsCard.tsx')]).then(([home, admins]) => home.homePage(admins.AdminsCard)),
  },
  { path: '/a/:account/people', parts: ['members', 'imports', 'rights', 'role_requests', 'views'], permission: 'users', page: () => import('./features/members/screens/PeoplePage.tsx').then((m) => m.PeoplePage), nav: { section: 'company', label: 'shell.people', icon: Users }, settings: { label: 'shell.people', icon: Users } },
  { path: '/a/:account/people/invite', parts: ['members'], permission: 'users', page: () => import('./features/members/screens/InvitePage.tsx').then((m) => m.InvitePage), action: { label: 'shell.invite_people', icon: UserPlus } },
  { path: '/a/:account/people/import', parts: ['members', 'imports'], permission: 'users', page: () => import('./features/members/screens/imports/ImportPage.tsx').then((m) => m.ImportPage) },
  { path: '/a/:account/people/import/:importId', parts: ['members', 'imports'], permission: 'users', page: () => import('./features/members/screens/imports/ImportedPage.tsx').then((m) => m.ImportedPage) },
  { path: '/a/:account/people/:personId', parts: ['members', 'leaving', 'rights', 'permission_words', 'record_counts', 'sections'], permission: 'users', page: () => import('./features/members/screens/PersonPage.tsx').then((m) => m.PersonPage) },
  { path: '/a/:account/people/:personId/leave', parts: ['members', 'leaving'], permission: 'users.remove', page: () => import('./features/members/screens/leaving/LeavingPage.tsx').then((m) => m.LeavingPage) },
  {
    path: '/a/:account/people/:personId/password', parts: ['members', 'reset_password', 'reset_requests'], permission: 'users.password',
    page: () => Promise.all([import('./features/members/screens/passwords/ResetPasswordPage.tsx'), import('./features/recovery/screens/help/AskedCard.tsx')]).then(([m, asked]) => m.resetPasswordPage(asked.AskedCard)),
  },
  { path: '/a/:account/access-requests', parts: ['access_requests'], permission: 'users', page: () => import('./features/recovery/screens/access/AccessRequestsPage.tsx').then((m) => m.AccessRequestsPage) },
  { path: '/a/:account/reset-requests', parts: ['reset_requests'], permission: 'users.password', page: () => import('./features/recovery/screens/help/ResetRequestsPage.tsx').then((m) => m.ResetRequestsPage) },
  { path: '/a/:account/roles', parts: ['rights', 'members', 'role_words', 'permission_words', 'permission_areas', 'record_counts', 'sections'], permission: 'roles', page: () => import('./features/members/screens/roles/RolesPage.tsx').then((m) => m.RolesPage), nav: { section: 'company', label: 'shell.roles', icon: KeySquare } },
  { path: '/a/:account/roles/give', parts: ['rights', 'members', 'permission_words', 'record_counts', 'sections'], permission: 'roles', page: () => import('./features/members/screens/roles/GiveRolesPage.tsx').then((m) => m.GiveRolesPage), action: { label: 'shell.give_roles', icon: KeySquare } },
  { path: '/a/:account/role-requests', parts: ['role_requests', 'members'], page: () => import('./features/members/screens/roleRequests/MyRoleRequestsPage.tsx').then((m) => m.MyRoleRequestsPage) },
  { path: '/a/:account/role-requests/:requestId', parts: ['role_requests', 'members', 'role_words', 'permission_words'], page: () => import('./features/members/screens/roleRequests/RoleRequestPage.tsx').then((m) => m.RoleRequestPage) },
  { path: '/a/:account/catalog', parts: ['catalog', 'country'], permission: 'catalog', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/CatalogPage.tsx').then((m) => m.CatalogPage), nav: { section: 'programs', label: 'shell.catalog', icon: Boxes } },
  { path: '/a/:account/catalog/compare', parts: ['catalog', 'country'], permission: 'catalog', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/ComparePage.tsx').then((m) => m.ComparePage) },
  { path: '/a/:account/catalog/arrangements', parts: ['catalog', 'country'], permission: 'catalog', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/ArrangementsPage.tsx').then((m) => m.ArrangementsPage) },
  { path: '/a/:account/catalog/arrangements/:arrangementId', parts: ['catalog'], permission: 'catalog', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/ArrangementPage.tsx').then((m) => m.ArrangementPage) },
  { path: '/a/:account/catalog/products/:productId', parts: ['catalog', 'orders', 'carts', 'country'], permission: 'catalog', program: ['reseller', 'distributor'], page: () => Promise.all([import('./features/catalog/screens/ProductPage.tsx'), import('./features/orders/screens/OrderThis.tsx')]).then(([product, order]) => product.productPage(order.OrderThis)) },
  { path: '/a/:account/prices', parts: ['catalog', 'country'], permission: 'pricing', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/PricesPage.tsx').then((m) => m.PricesPage), nav: { section: 'programs', label: 'shell.prices', icon: Tags } },
  { path: '/a/:account/retail', parts: ['catalog', 'country'], permission: 'pricing.retail', program: ['reseller', 'distributor'], page: () => import('./features/catalog/screens/RetailPage.tsx').then((m) => m.RetailPage), nav: { section: 'programs', label: 'shell.retail', icon: Percent } },
  { path: '/a/:account/customers', parts: ['customers', 'country', 'members', 'views'], permission: 'customers', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/CustomersPage.tsx').then((m) => m.CustomersPage), nav: { section: 'programs', label: 'shell.customers', icon: Building } },
  { path: '/a/:account/customers/add', parts: ['customers', 'country', 'accounts'], permission: 'customers.create', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/CustomerAddPage.tsx').then((m) => m.CustomerAddPage), action: { label: 'shell.add_customer', icon: Building } },
  { path: '/a/:account/customers/invitations', parts: ['customers'], permission: 'customers.relationship', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/InvitationsPage.tsx').then((m) => m.InvitationsPage) },
  { path: '/a/:account/customers/invitations/new', parts: ['customers'], permission: 'customers.relationship', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/InviteCustomerPage.tsx').then((m) => m.InviteCustomerPage) },
  { path: '/a/:account/customers/:customerId', parts: ['customers', 'country', 'accounts', 'licenses'], permission: 'customers', program: ['reseller', 'distributor'], page: () => Promise.all([import('./features/customers/screens/CustomerPage.tsx'), import('./features/orders/screens/licenses/LicensesTab.tsx'), import('./features/orders/screens/licenses/UserLicenses.tsx')]).then(([m, tab, users]) => m.customerPage({ Licenses: tab.LicensesTab, UserActs: users.UserActs })) },
  { path: '/a/:account/orders', parts: ['orders', 'carts', 'catalog', 'views'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/OrdersPage.tsx').then((m) => m.OrdersPage), nav: { section: 'programs', label: 'shell.orders', icon: ShoppingCart } },
  { path: '/a/:account/orders/new', parts: ['orders', 'carts', 'catalog'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/NewOrderPage.tsx').then((m) => m.NewOrderPage), action: { label: 'shell.new_order', icon: ShoppingCart } },
  { path: '/a/:account/orders/:orderId', parts: ['orders', 'catalog'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/OrderPage.tsx').then((m) => m.OrderPage) },
  { path: '/a/:account/carts/:cartId', parts: ['orders', 'carts', 'catalog'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/CartPage.tsx').then((m) => m.CartPage) },
  { path: '/a/:account/subscriptions', parts: ['subscriptions', 'bulk_changes', 'orders', 'catalog', 'views'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/SubscriptionsPage.tsx').then((m) => m.SubscriptionsPage), nav: { section: 'programs', label: 'shell.subscriptions', icon: RefreshCw } },
  { path: '/a/:account/bulk-changes', parts: ['bulk_changes', 'subscriptions', 'imports'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/BulkChangesPage.tsx').then((m) => m.BulkChangesPage) },
  { path: '/a/:account/bulk-changes/:bulkId', parts: ['bulk_changes', 'subscriptions'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/BulkChangePage.tsx').then((m) => m.BulkChangePage) },
  { path: '/a/:account/subscriptions/:subscriptionId', parts: ['subscriptions', 'orders', 'carts', 'catalog', 'licenses'], permission: 'subscriptions', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/SubscriptionPage.tsx').then((m) => m.SubscriptionPage) },
  { path: '/a/:account/order-approval', parts: ['order_approval'], permission: 'billing_profile', program: ['reseller', 'distributor'], page: () => import('./features/orders/screens/ApprovalPage.tsx').then((m) => m.ApprovalPage), settings: { label: 'shell.order_approval', icon: ListChecks, groups: ['partner'] } },
  { path: '/a/:account/customers/:customerId/users/new', parts: ['customers', 'country', 'accounts'], permission: 'customers.act_on_behalf', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/users/UserAddPage.tsx').then((m) => m.UserAddPage) },
  { path: '/a/:account/customers/:customerId/users/import', parts: ['customers', 'imports'], permission: 'customers.users.import', program: ['reseller', 'distributor'], page: () => import('./features/customers/screens/users/UserImportPage.tsx').then((m) => m.UserImportPage) },
  { path: '/a/:account/customers/:customerId/users/:userId', parts: ['customers', 'country', 'accounts', 'licenses'], permission: 'customers.details', program: ['reseller', 'distributor'], page: () => Promise.all([import('./features/customers/screens/users/UserPage.tsx'), import('./features/orders/screens/licenses/UserLicenses.tsx')]).then(([m, own]) => m.userPage(own.UserLicenses)) },
  { path: '/a/:account/company', parts: ['accounts', 'country'], permission: 'legal_profile', page: () => import('./features/accounts/screens/CompanyPage.tsx').then((m) => m.CompanyPage), nav: { section: 'company', label: 'shell.company', icon: Building2 }, settings: { label: 'shell.company', icon: Building2 } },
  { path: '/a/:account/company/history', parts: [...wordParts, 'company_history'], permission: 'legal_profile', page: () => import('./features/audit/screens/CompanyHistoryPage.tsx').then((m) => m.CompanyHistoryPage) },
  { path: '/a/:account/identifiers', parts: ['identifiers', 'accounts', 'publishers'], permission: 'legal_profile', page: () => Promise.all([import('./features/accounts/screens/IdentifiersPage.tsx'), import('./features/programs/screens/PublisherCards.tsx')]).then(([m, p]) => m.identifiersPage(p.PublisherCards)), settings: { label: 'shell.identifiers', icon: Hash } },
  { path: '/a/:account/relations', parts: ['relations'], permission: 'relations', page: () => import('./features/relations/screens/RelationsPage.tsx').then((m) => m.RelationsPage), nav: { section: 'company', label: 'shell.relations', icon: Handshake } },
  { path: '/a/:account/relations/invite', parts: ['relations'], permission: 'relations', page: () => import('./features/relations/screens/InviteResellerPage.tsx').then((m) => m.InviteResellerPage) },
  {
    path: '/a/:account/relations/:relationId', parts: ['relations', 'country', 'partner_help'], permission: 'relations',
    page: () => Promise.all([import('./features/relations/screens/RelationPage.tsx'), import('./features/recovery/screens/help/HelpCard.tsx')]).then(([m, help]) => m.relationPage(help.HelpCard)),
  },
  { path: '/a/:account/locations', parts: ['locations', 'accounts', 'country'], permission: 'locations', page: () => import('./features/accounts/screens/locations/LocationsPage.tsx').then((m) => m.LocationsPage), nav: { section: 'company', label: 'shell.locations', icon: MapPin }, settings: { label: 'shell.locations', icon: MapPin, groups: ['partner'] } },
  { path: '/a/:account/locations/add', parts: ['locations', 'accounts', 'country'], permission: 'locations', page: () => import('./features/accounts/screens/locations/LocationAddPage.tsx').then((m) => m.LocationAddPage), action: { label: 'shell.add_location', icon: MapPinPlus } },
  { path: '/a/:account/locations/import', parts: ['locations', 'imports'], permission: 'locations', page: () => import('./features/accounts/screens/locations/LocationImportPage.tsx').then((m) => m.LocationImportPage) },
  { path: '/a/:account/locations/import/:importId', parts: ['locations', 'imports'], permission: 'locations', page: () => import('./features/accounts/screens/locations/LocationImportedPage.tsx').then((m) => m.LocationImportedPage) },
  { path: '/a/:account/locations/:locationId', parts: ['locations', 'accounts', 'country'], permission: 'locations', page: () => import('./features/accounts/screens/locations/LocationPage.tsx').then((m) => m.LocationPage) },
  { path: '/a/:account/activity', parts: wordParts, permission: 'activity_log', page: () => import('./features/audit/screens/ActivityPage.tsx').then((m) => m.ActivityPage), settings: { label: 'shell.activity', icon: History, groups: ['partner'] } },
  { path: '/a/:account/activity/proof', parts: wordParts, permission: 'activity_log', page: () => import('./features/audit/screens/ActivityProofPage.tsx').then((m) => m.ActivityProofPage) },
  { path: '/a/:account/activity/entries/:entryId', parts: wordParts, permission: 'activity_log', page: () => import('./features/audit/screens/ActivityEntryPage.tsx').then((m) => m.ActivityEntryPage) },
  { path: '/a/:account/programs', parts: ['programs', 'sections', 'relations', 'verification', 'agreements'], permission: 'programs', page: () => import('./features/programs/screens/ProgramsPage.tsx').then((m) => m.ProgramsPage), nav: { section: 'company', label: 'shell.programs', icon: Blocks } },
  { path: '/a/:account/programs/groups', parts: ['programs'], permission: 'programs', page: () => import('./features/programs/screens/GroupsPage.tsx').then((m) => m.GroupsPage) },
  { path: '/a/:account/programs/:program', parts: ['programs', 'sections', 'relations', 'verification', 'agreements', 'reseller_accounts', 'publishers', 'locations', 'accounts'], permission: 'programs', page: () => import('./features/programs/screens/ProgramPage.tsx').then((m) => m.ProgramPage) },
  { path: '/a/:account/resources', parts: ['programs'], permission: 'programs', page: () => import('./features/programs/screens/ResourcesPage.tsx').then((m) => m.ResourcesPage), nav: { section: 'company', label: 'shell.resources', icon: Link2 } },
  { path: '/a/:account/standing', parts: ['accounts'], page: () => import('./features/accounts/screens/StandingPage.tsx').then((m) => m.StandingPage) },
  { path: '/a/:account/merges', parts: ['merges'], permission: 'merges', page: () => import('./features/merges/screens/MergesPage.tsx').then((m) => m.MergesPage), settings: { label: 'shell.merges', icon: Merge, groups: ['partner'] } },
  { path: '/a/:account/merges/invite', parts: ['merges'], permission: 'merges', page: () => import('./features/merges/screens/MergeInvitePage.tsx').then((m) => m.MergeInvitePage) },
  { path: '/a/:account/merges/:mergeId', parts: ['merges', 'country'], permission: 'merges', page: () => import('./features/merges/screens/MergePage.tsx').then((m) => m.MergePage) },
  { path: '/a/:account/closing', parts: ['closing'], permission: 'closing', page: () => import('./features/closing/screens/ClosingPage.tsx').then((m) => m.ClosingPage), settings: { label: 'shell.closing', icon: DoorClosed } },
  { path: '/a/:account/verification', parts: ['verification', 'accounts'], permission: 'verification', page: () => import('./features/verification/screens/VerificationPage.tsx').then((m) => m.VerificationPage), settings: { label: 'shell.verification', icon: BadgeCheck } },
  { path: '/a/:account/applications', parts: ['applications'], permission: 'app_users', program: ['integrator'], page: () => import('./features/applications/screens/ApplicationsPage.tsx').then((m) => m.ApplicationsPage), nav: { section: 'programs', label: 'shell.applications', icon: AppWindow } },
  { path: '/a/:account/applications/new', parts: ['applications', 'permissions'], permission: 'app_users', page: () => import('./features/applications/screens/ApplicationForm.tsx').then((m) => m.ApplicationNewPage) },
  { path: '/a/:account/applications/:applicationId', parts: ['applications', 'consents', 'permissions'], permission: 'app_users', page: () => import('./features/applications/screens/ApplicationPage.tsx').then((m) => m.ApplicationPage) },
  { path: '/a/:account/applications/:applicationId/edit', parts: ['applications', 'permissions'], permission: 'app_users', page: () => import('./features/applications/screens/ApplicationForm.tsx').then((m) => m.ApplicationEditPage) },
  { path: '/a/:account/consents', parts: ['applications', 'consents', 'permissions'], permission: 'app_users', page: () => import('./features/applications/screens/ConsentsPage.tsx').then((m) => m.ConsentsPage), settings: { label: 'shell.consents', icon: PlugZap } },
  { path: '/a/:account/consents/new', parts: ['applications', 'consents', 'permissions'], permission: 'app_users', page: () => import('./features/applications/screens/ConsentNewPage.tsx').then((m) => m.ConsentNewPage) },
  { path: '/a/:account/directories', parts: ['directories'], permission: 'tenants', page: () => import('./features/directories/screens/DirectoriesPage.tsx').then((m) => m.DirectoriesPage), settings: { label: 'shell.directories', icon: DoorOpen, groups: ['partner'] } },
  { path: '/a/:account/directories/new/saml', parts: ['saml', 'provisioning'], permission: 'tenants', page: () => import('./features/directories/screens/SamlNewPage.tsx').then((m) => m.SamlNewPage) },
  { path: '/a/:account/directories/new', parts: ['directories', 'saml'], permission: 'tenants', page: () => import('./features/directories/screens/DirectoryNewPage.tsx').then((m) => m.DirectoryNewPage) },
  { path: '/a/:account/directories/:directoryId', parts: ['directories', 'provisioning', 'saml'], permission: 'tenants', page: () => import('./features/directories/screens/DirectoryPage.tsx').then((m) => m.DirectoryPage) },
  { path: '/a/:account/directories/:directoryId/saml', parts: ['saml', 'provisioning'], permission: 'tenants', page: () => import('./features/directories/screens/SamlPage.tsx').then((m) => m.SamlPage) },
  { path: '/a/:account/directories/:directoryId/provisioning', parts: ['provisioning', 'roles'], permission: 'tenants', page: () => import('./features/directories/screens/provisioning/ProvisioningPage.tsx').then((m) => m.ProvisioningPage) },
  { path: '/a/:account/learning', parts: ['learning'], permission: 'learning.analytics', program: ['membership'], page: () => import('./features/learning/screens/LearningPage.tsx').then((m) => m.LearningPage), nav: { section: 'programs', label: 'shell.learning', icon: Award } },
  { path: '/a/:account/agreements', parts: ['agreements'], permission: 'agreements.status', page: () => import('./features/agreements/screens/AgreementsPage.tsx').then((m) => m.AgreementsPage), settings: { label: 'shell.agreements', icon: FileSignature } },
  { path: '/a/:account/agreements/:agreement', parts: ['agreements', 'country'], permission: 'agreements', page: () => import('./features/agreements/screens/AgreementPage.tsx').then((m) => m.AgreementPage) },
  { path: '/a/:account/support-details', parts: ['accounts'], permission: 'support_profile', page: () => import('./features/accounts/screens/SupportDetailsPage.tsx').then((m) => m.SupportDetailsPage), settings: { label: 'shell.support_details', icon: Headset, groups: ['partner'] } },
  { path: '/a/:account/billing-profile', parts: ['tax', 'accounts', 'country'], permission: 'billing_profile', page: () => import('./features/tax/screens/billing/BillingPage.tsx').then((m) => m.BillingPage), settings: { label: 'shell.billing_profile', icon: ReceiptText, groups: ['partner'] } },
  { path: '/a/:account/payout-accounts', parts: ['tax', 'accounts', 'country'], permission: 'payout_accounts', page: () => import('./features/tax/screens/payouts/PayoutsPage.tsx').then((m) => m.PayoutsPage), settings: { label: 'shell.payout_accounts', icon: ReceiptText, groups: ['developer'] } },
  { path: '/a/:account/tax-profiles', parts: ['tax', 'accounts', 'country'], permission: 'tax_profiles', page: () => import('./features/tax/screens/profiles/TaxProfilesPage.tsx').then((m) => m.TaxProfilesPage), settings: { label: 'shell.tax_profiles', icon: ReceiptText, groups: ['developer'] } },
  { path: '/a/:account/tax-exemption', parts: ['tax', 'accounts', 'country'], permission: 'tax_exemption', page: () => import('./features/tax/screens/ExemptionsPage.tsx').then((m) => m.ExemptionsPage), settings: { label: 'shell.tax_exemption', icon: ReceiptText, groups: ['partner'] } },
  { path: '/a/:account/domains', parts: ['domains'], permission: 'domains', page: () => import('./features/accounts/screens/domains/DomainsPage.tsx').then((m) => m.DomainsPage), settings: { label: 'shell.domains', icon: Globe, groups: ['partner'] } },
  {
    path: '/a/:account/elevations', parts: ['elevations', 'domains'], permission: 'elevations',
    page: () => Promise.all([import('./features/recovery/screens/elevations/ElevationsPage.tsx'), import('./features/accounts/screens/domains/ProofCard.tsx')]).then(([page, { ProofCard }]) => page.elevationsPage(ProofCard)),
  },
  { path: '/a/:account/security-report', parts: ['second_factor', 'members'], permission: 'security_report', page: () => import('./features/members/screens/security/SecurityReportPage.tsx').then((m) => m.SecurityReportPage), settings: { label: 'shell.security_report', icon: ShieldCheck, groups: ['partner'] } },
  { path: '/a/:account/second-factor', parts: ['second_factor'], permission: 'sign_in_policy', page: () => import('./features/members/screens/security/SecondFactorPage.tsx').then((m) => m.SecondFactorPage), settings: { label: 'shell.second_factor', icon: Fingerprint, groups: ['partner'] } },
  { path: '/a/:account/second-factor/exceptions', parts: ['second_factor'], permission: 'second_factor_exception', page: () => import('./features/members/screens/security/ExceptionsPage.tsx').then((m) => m.ExceptionsPage), settings: { label: 'shell.second_factor_exceptions', icon: ShieldOff, groups: ['partner'] } },
  { path: '/a/:account/sign-in', parts: ['accounts'], permission: 'sign_in_policy', page: () => import('./features/accounts/screens/SignInPolicyPage.tsx').then((m) => m.SignInPolicyPage), settings: { label: 'shell.sign_in_policy', icon: KeyRound, groups: ['partner'] } },

  { path: '/a/:account/profiles', parts: ['profiles', 'country'], permission: 'business_profiles', program: ['referrals'], page: () => import('./features/profiles/screens/ProfilesPage.tsx').then((m) => m.ProfilesPage), nav: { section: 'programs', label: 'shell.profiles', icon: IdCard } },
  { path: '/a/:account/profiles/new', parts: ['profiles', 'country'], permission: 'business_profiles', program: ['referrals'], page: () => import('./features/profiles/screens/ProfileNewPage.tsx').then((m) => m.ProfileNewPage) },
  { path: '/a/:account/profiles/:profileId', parts: ['profiles', 'center', 'country'], permission: 'business_profiles', program: ['referrals'], page: () => import('./features/profiles/screens/ProfilePage.tsx').then((m) => m.ProfilePage) },
  { path: '/a/:account/leads', parts: ['leads', 'country'], permission: 'leads', program: ['referrals'], page: () => import('./features/profiles/screens/LeadsPage.tsx').then((m) => m.LeadsPage), nav: { section: 'programs', label: 'shell.leads', icon: MailOpen } },
  { path: '/a/:account/requests', parts: ['support_requests'], permission: 'support.requests', forOwn: true, page: () => import('./features/support/screens/requests/RequestsPage.tsx').then((m) => m.RequestsPage), nav: { section: 'company', label: 'shell.requests', icon: LifeBuoy } },
  { path: '/a/:account/requests/new', parts: ['support_requests'], permission: 'support.requests', forOwn: true, page: () => import('./features/support/screens/requests/NewRequestPage.tsx').then((m) => m.NewRequestPage), action: { label: 'shell.open_request', icon: MessageSquarePlus } },
  { path: '/a/:account/requests/:requestId', parts: ['support_requests'], permission: 'support.requests', forOwn: true, page: () => import('./features/support/screens/requests/RequestPage.tsx').then((m) => m.RequestPage) },

  // One's own.
  { path: '/me/profile', parts: ['profile'], page: () => import('./features/identity/screens/ProfilePage.tsx').then((m) => m.ProfilePage), nav: { section: 'me', label: 'shell.nav.profile', icon: CircleUserRound } },
  { path: '/me/security', parts: ['security', 'signin'], page: () => Promise.all([import('./features/identity/screens/SecurityPage.tsx'), import('./features/accounts/screens/PhoneCountryField.tsx')]).then(([m, country]) => m.securityPage(country.PhoneCountryField)), nav: { section: 'me', label: 'shell.nav.security', icon: ShieldCheck } },
  { path: '/me/customer', parts: ['my_customer', 'customers', 'customer_invitation'], page: () => import('./features/customers/screens/MyCustomerPage.tsx').then((m) => m.MyCustomerPage), nav: { section: 'me', label: 'shell.my_customer', icon: Building } },
  { path: '/me/learning', parts: ['learning'], page: () => import('./features/learning/screens/MyLearningPage.tsx').then((m) => m.MyLearningPage), nav: { section: 'me', label: 'shell.nav.learning', icon: GraduationCap } },
  { path: '/me/companies', parts: ['members'], page: () => import('./features/members/screens/CompaniesPage.tsx').then((m) => m.CompaniesPage), nav: { section: 'me', label: 'shell.companies', icon: Building2 } },
  { path: '/me/notices', parts: [], page: () => import('./features/notices/screens/NoticesPage.tsx').then((m) => m.NoticesPage), nav: { section: 'me', label: 'notices.title', icon: Bell } },
  { path: '/me/notices/choices', parts: ['notice_topics'], page: () => import('./features/notices/screens/ChoicesPage.tsx').then((m) => m.ChoicesPage) },
  { path: '/me/news', parts: ['news'], page: () => import('./features/center/screens/PublishedNewsPage.tsx').then((m) => m.PublishedNewsPage), nav: { section: 'me', label: 'shell.news', icon: Newspaper } },

  // The operator's console.
  { path: '/operator', parts: ['overview'], permission: 'op.news', page: () => import('./features/center/screens/OverviewPage.tsx').then((m) => m.OverviewPage), nav: { section: 'work', label: 'shell.overview', icon: LayoutDashboard } },
  { path: '/operator/accounts', parts: ['accounts', 'country'], permission: 'op.accounts', page: () => import('./features/accounts/screens/operator/AccountsPage.tsx').then((m) => m.AccountsPage), nav: { section: 'desk', label: 'shell.op_accounts', icon: BookUser } },
  { path: '/operator/accounts/:accountId/suspension', parts: ['accounts'], permission: 'op.accounts', page: () => import('./features/accounts/screens/operator/SuspensionPage.tsx').then((m) => m.SuspensionPage) },
  { path: '/operator/accounts/:accountId', parts: ['accounts', 'country', 'locations'], permission: 'op.accounts', page: () => import('./features/accounts/screens/operator/AccountLookPage.tsx').then((m) => m.AccountLookPage) },
  { path: '/operator/relations', parts: ['relations'], permission: 'op.relations', page: () => import('./features/relations/screens/operator/AllRelationsPage.tsx').then((m) => m.AllRelationsPage), nav: { section: 'desk', label: 'shell.op_relations', icon: Handshake } },
  { path: '/operator/verification', parts: ['verification', 'accounts', 'country'], permission: 'op.verification', page: () => import('./features/verification/screens/QueuePage.tsx').then((m) => m.QueuePage), nav: { section: 'desk', label: 'shell.op_vetting', icon: BadgeCheck } },
  { path: '/operator/customer-qualifications', parts: ['customers', 'country'], permission: 'op.verification', page: () => import('./features/customers/screens/operator/QualificationsPage.tsx').then((m) => m.QualificationsPage), nav: { section: 'desk', label: 'shell.op_qualifications', icon: GraduationCap } },
  { path: '/operator/verification/:accountId', parts: ['verification', 'accounts', 'country'], permission: 'op.verification', page: () => import('./features/verification/screens/CasePage.tsx').then((m) => m.CasePage) },
  { path: '/operator/enrollments', parts: ['programs', 'country'], permission: 'op.enrollments', page: () => import('./features/programs/screens/operator/EnrollmentsPage.tsx').then((m) => m.EnrollmentsPage), nav: { section: 'desk', label: 'shell.op_enrollments', icon: ClipboardCheck } },
  { path: '/operator/accounts/:accountId/enrollments/:program', parts: ['programs', 'relations', 'verification', 'agreements'], permission: 'op.enrollments', page: () => import('./features/programs/screens/operator/EnrollmentPage.tsx').then((m) => m.EnrollmentPage) },
  { path: '/operator/accounts/:accountId/elevations', parts: ['elevations'], permission: 'op.access', page: () => import('./features/recovery/screens/elevations/DeskElevationsPage.tsx').then((m) => m.DeskElevationsPage) },
  { path: '/operator/accounts/:accountId/programs', parts: ['programs'], permission: 'op.enrollments', page: () => import('./features/programs/screens/operator/CompanyProgramsPage.tsx').then((m) => m.CompanyProgramsPage) },
  { path: '/operator/programs', parts: ['programs'], permission: 'op.programs', page: () => import('./features/programs/screens/operator/CatalogPage.tsx').then((m) => m.CatalogPage), nav: { section: 'desk', label: 'shell.op_programs', icon: Blocks } },
  { path: '/operator/programs/import', parts: ['programs'], permission: 'op.programs', page: () => import('./features/programs/screens/operator/CatalogImportPage.tsx').then((m) => m.CatalogImportPage) },
  { path: '/operator/programs/:program', parts: ['programs', 'sections', 'roles'], permission: 'op.programs', page: () => import('./features/programs/screens/operator/CatalogProgramPage.tsx').then((m) => m.CatalogProgramPage) },
  { path: '/operator/resources', parts: ['programs'], permission: 'op.programs', page: () => import('./features/programs/screens/operator/KeptResourcesPage.tsx').then((m) => m.KeptResourcesPage), nav: { section: 'desk', label: 'shell.op_resources', icon: Link2 } },
  { path: '/operator/agreements', parts: ['agreements', 'country'], permission: 'op.agreements', page: () => import('./features/agreements/screens/operator/TextsPage.tsx').then((m) => m.TextsPage), nav: { section: 'desk', label: 'shell.op_agreements', icon: FileSignature } },
  { path: '/operator/agreements/new', parts: ['agreements', 'country'], permission: 'op.agreements', page: () => import('./features/agreements/screens/operator/TextNewPage.tsx').then((m) => m.TextNewPage) },
  { path: '/operator/agreements/:textId', parts: ['agreements', 'country'], permission: 'op.agreements', page: () => import('./features/agreements/screens/operator/TextPage.tsx').then((m) => m.TextPage) },
  { path: '/operator/tax-exemptions', parts: ['tax', 'accounts', 'country'], permission: 'op.tax', page: () => import('./features/tax/screens/operator/ExemptionQueuePage.tsx').then((m) => m.ExemptionQueuePage), nav: { section: 'desk', label: 'shell.op_tax', icon: ReceiptText } },
  { path: '/operator/payout-accounts', parts: ['tax', 'country'], permission: 'op.tax', page: () => import('./features/tax/screens/operator/PayoutCasesPage.tsx').then((m) => m.PayoutCasesPage), nav: { section: 'desk', label: 'shell.payout_accounts', icon: ReceiptText } },
  { path: '/operator/tax-profiles', parts: ['tax', 'country'], permission: 'op.tax', page: () => import('./features/tax/screens/operator/TaxProfileCasesPage.tsx').then((m) => m.TaxProfileCasesPage), nav: { section: 'desk', label: 'shell.tax_profiles', icon: ReceiptText } },
  { path: '/operator/tax-exemptions/:accountId/:exemptionId', parts: ['tax', 'accounts', 'country'], permission: 'op.tax', page: () => import('./features/tax/screens/operator/ExemptionCasePage.tsx').then((m) => m.ExemptionCasePage) },
  { path: '/operator/requests', parts: ['support_requests', 'country'], permission: 'op.support', page: () => import('./features/support/screens/requests/DeskQueuePage.tsx').then((m) => m.DeskQueuePage), nav: { section: 'desk', label: 'shell.op_requests', icon: Inbox } },
  { path: '/operator/requests/:requestId', parts: ['support_requests', 'accounts', 'country'], permission: 'op.support', page: () => import('./features/support/screens/requests/DeskRequestPage.tsx').then((m) => m.DeskRequestPage) },
  { path: '/operator/requests/:requestId/access', parts: ['access_requests', 'support_requests'], permission: 'op.access', page: () => import('./features/recovery/screens/access/AccessCasePage.tsx').then((m) => m.AccessCasePage) },
  { path: '/operator/location-removals', parts: ['locations'], permission: 'op.support', page: () => import('./features/accounts/screens/operator/RemovalsPage.tsx').then((m) => m.RemovalsPage), nav: { section: 'desk', label: 'shell.op_removals', icon: MapPinX } },
  { path: '/operator/closings', parts: ['closing'], permission: 'op.accounts', page: () => import('./features/closing/screens/operator/ClosingsPage.tsx').then((m) => m.ClosingsPage), nav: { section: 'desk', label: 'shell.op_closings', icon: DoorClosed } },
  { path: '/operator/join-requests', parts: ['members'], permission: 'op.accounts', page: () => import('./features/members/screens/operator/DeskPage.tsx').then((m) => m.DeskPage), nav: { section: 'desk', label: 'shell.op_desk', icon: DoorOpen } },
  { path: '/operator/support-contacts', parts: ['contacts', 'support', 'programs'], permission: 'op.contacts', page: () => import('./features/support/screens/operator/ContactsPage.tsx').then((m) => m.ContactsPage), nav: { section: 'desk', label: 'shell.op_contacts', icon: Headset } },
  { path: '/operator/support-contacts/new', parts: ['contacts', 'support'], permission: 'op.contacts', page: () => import('./features/support/screens/operator/ContactEditPage.tsx').then((m) => m.ContactEditPage) },
  { path: '/operator/support-contacts/import', parts: ['contacts', 'support', 'imports'], permission: 'op.contacts', page: () => import('./features/support/screens/operator/ContactsImportPage.tsx').then((m) => m.ContactsImportPage) },
  { path: '/operator/support-contacts/:contactId', parts: ['contacts', 'support'], permission: 'op.contacts', page: () => import('./features/support/screens/operator/ContactEditPage.tsx').then((m) => m.ContactEditPage) },
  { path: '/operator/catalog', parts: ['catalog'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/DeskPage.tsx').then((m) => m.DeskPage), nav: { section: 'desk', label: 'shell.op_catalog', icon: Boxes } },
  { path: '/operator/catalog/import', parts: ['catalog', 'imports'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/ProductsImportPage.tsx').then((m) => m.ProductsImportPage) },
  { path: '/operator/catalog/new', parts: ['catalog'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/NewProductPage.tsx').then((m) => m.NewProductPage) },
  { path: '/operator/catalog/versions', parts: ['catalog'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/VersionsPage.tsx').then((m) => m.VersionsPage) },
  { path: '/operator/catalog/versions/:versionId', parts: ['catalog'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/VersionPage.tsx').then((m) => m.VersionPage) },
  { path: '/operator/catalog/products/:productId', parts: ['catalog', 'country'], permission: 'op.catalog', page: () => import('./features/catalog/screens/operator/DeskProductPage.tsx').then((m) => m.DeskProductPage) },
  { path: '/operator/price-lists', parts: ['catalog', 'price_imports'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/ListsPage.tsx').then((m) => m.ListsPage), nav: { section: 'desk', label: 'shell.op_price_lists', icon: Tags } },
  { path: '/operator/price-lists/import', parts: ['catalog', 'price_imports'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/PriceImportPage.tsx').then((m) => m.PriceImportPage) },
  { path: '/operator/price-lists/import/:importId', parts: ['catalog', 'price_imports'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/PriceImportedPage.tsx').then((m) => m.PriceImportedPage) },
  { path: '/operator/price-lists/:listId', parts: ['catalog', 'country'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/ListPage.tsx').then((m) => m.ListPage) },
  { path: '/operator/partner-prices', parts: ['catalog'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/PartnerPricesPage.tsx').then((m) => m.PartnerPricesPage) },
  { path: '/operator/price-groups', parts: ['catalog'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/GroupsPage.tsx').then((m) => m.GroupsPage), nav: { section: 'desk', label: 'shell.op_price_groups', icon: UsersRound } },
  { path: '/operator/promotions', parts: ['catalog', 'price_imports'], permission: 'op.prices', page: () => import('./features/catalog/screens/operator/PromotionsPage.tsx').then((m) => m.PromotionsPage), nav: { section: 'desk', label: 'shell.op_promotions', icon: BadgePercent } },
  { path: '/operator/news', parts: ['news'], permission: 'op.news', page: () => import('./features/center/screens/NewsPage.tsx').then((m) => m.NewsPage), nav: { section: 'desk', label: 'shell.op_news', icon: Megaphone } },
  { path: '/operator/news/new', parts: ['news'], permission: 'op.news', page: () => import('./features/center/screens/NewsEditPage.tsx').then((m) => m.NewsNewPage), action: { label: 'shell.write_news', icon: Megaphone } },
  { path: '/operator/news/:newsId', parts: ['news'], permission: 'op.news', page: () => import('./features/center/screens/NewsEditPage.tsx').then((m) => m.NewsEditPage) },
  { path: '/operator/roles', parts: ['rights', 'members', 'permission_words', 'permission_areas'], permission: 'op.rights', page: () => import('./features/members/screens/operator/GrantsPage.tsx').then((m) => m.GrantsPage), nav: { section: 'house', label: 'shell.op_rights', icon: KeySquare } },
  { path: '/operator/staff', parts: ['staff'], permission: 'op.staff', page: () => import('./features/identity/screens/StaffPage.tsx').then((m) => m.StaffPage), nav: { section: 'house', label: 'shell.staff', icon: UsersRound } },
  { path: '/operator/staff/new', parts: ['staff'], permission: 'op.staff', page: () => import('./features/identity/screens/StaffNewPage.tsx').then((m) => m.StaffNewPage) },
  { path: '/operator/mailbox', parts: ['mailbox'], permission: 'op.mailbox', page: () => import('./features/center/screens/MailboxPage.tsx').then((m) => m.MailboxPage), nav: { section: 'house', label: 'shell.mailbox', icon: Mails } },
  { path: '/operator/mailbox/:mailId', parts: ['mailbox'], permission: 'op.mailbox', page: () => import('./features/center/screens/MailPage.tsx').then((m) => m.MailPage) },
  { path: '/operator/jobs', parts: ['jobs'], permission: 'op.jobs', page: () => import('./features/center/screens/JobsPage.tsx').then((m) => m.JobsPage), nav: { section: 'house', label: 'shell.jobs', icon: SquareActivity } },
  { path: '/operator/activity', parts: wordParts, permission: 'op.activity', page: () => import('./features/audit/screens/ActivityPage.tsx').then((m) => m.ActivityPage), nav: { section: 'house', label: 'shell.op_activity', icon: History } },
  { path: '/operator/activity/proof', parts: wordParts, permission: 'op.activity', page: () => import('./features/audit/screens/ActivityProofPage.tsx').then((m) => m.ActivityProofPage) },
  { path: '/operator/activity/entries/:entryId', parts: wordParts, permission: 'op.activity', page: () => import('./features/audit/screens/ActivityEntryPage.tsx').then((m) => m.ActivityEntryPage) },
  { path: '/operator/calendar', parts: ['center'], permission: 'op.center', page: () => import('./features/center/screens/CalendarPage.tsx').then((m) => m.CalendarPage), nav: { section: 'house', label: 'shell.op_calendar', icon: CalendarClock } },
  { path: '/operator/settings', parts: ['center'], permission: 'op.center', page: () => import('./features/center/screens/CenterSettingsPage.tsx').then((m) => m.CenterSettingsPage), nav: { section: 'house', label: 'shell.settings', icon: Settings }, settings: { label: 'shell.settings.center', icon: Settings } },
];

const me = api(identity);
const mine = api(members);
const own = api(customers);

const acts: SessionActs = {
  async read() {
    const [person, { items, seeing }] = await Promise.all([me.getMe({}), mine.listMyAccounts({})]);
    const { permissions, roles } = person.operator;
    // Only who has no other place is asked for by a customer's directory.
    const isCustomer = items.length === 0 && roles.length === 0 && (await own.listMyTenants({}).catch(() => ({ items: [] }))).items.length > 0;
    return {
      personId: person.personId,
      name: fullName(person),
      email: person.email,
      locale: person.locale,
      theme: person.theme,
      accounts: items.map((account) => ({ ...account, roles: account.roles as Role[] })),
      seeing,
      ...(isCustomer ? { home: '/me/customer' } : {}),
      operator: roles.length > 0 && !seeing ? { roles, permissions: permissions.map(({ permission }) => permission) } : null,
    };
  },
  signOut: () => me.signOut({}),
  endSeeing: () => mine.endSeeing({}),
  keepLocale: (locale) => me.updateMe({ locale }),
  keepTheme: (theme) => me.updateMe({ theme }),
  async findPeople(accountId, text) {
    const { items } = (await callQuietly(members.listMembers, { search: text, limit: 6, state: 'active' }, accountId)) as {
      items: { personId: string; givenName: string; familyName: string; email: string }[];
    };
    return items.map((person) => ({ name: fullName(person), detail: person.email, href: `/a/${accountId}/people/${person.personId}` }));
  },
};

/** Places in the shell that features fill. */
const slots: ShellSlots = {
  Bell: NoticesBell,
  StepUp,
  Standing: lazy(() =>
    Promise.all([import('./features/accounts/screens/StandingBanner.tsx'), needParts(['accounts'])]).then(([m]) => ({ default: m.StandingBanner })),
  ),
  refusal: {
    explain: members.explain,
    explainToOperator: members.explainToOperator,
    whereMay: members.whereMay,
    AskDialog: lazy(() =>
      Promise.all([import('./features/members/screens/roleRequests/AskDialog.tsx'), needParts(['role_requests', 'members'])]).then(([m]) => ({
        default: m.AskDialog,
      })),
    ),
    Admins: lazy(() => Promise.all([import('./features/members/screens/AdminsCard.tsx'), needParts(['members'])]).then(([m]) => ({ default: m.AdminsCard }))),
  },
};

export const app = makeApp({ pages, acts, slots });
