// Written by `npm run docs` from the migrated database; not by hand.
import type { ColumnType, Generated } from 'kysely';

/** jsonb: read as a value, written as its text. */
type Json = ColumnType<unknown, string, string>;
type JsonWithDefault = ColumnType<unknown, string | undefined, string>;
type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>;

export interface AccessCasesTable {
  requestId: string;
  trouble: string;
  claims: Json;
  ticketHash: string | null;
  ticketUntil: Date | null;
  accountId: string | null;
  personId: string | null;
  adminsUntil: Date | null;
  answers: JsonWithDefault;
  checklist: JsonWithDefault;
  calledBack: MaybeJson;
  touchedBy: Generated<string[]>;
  state: Generated<string>;
  stateSince: Date;
  askedUntil: Date | null;
  remindedAt: Date | null;
  outcome: string | null;
  grounds: string | null;
  preparedBy: string | null;
  preparedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  refusal: string | null;
  elevationId: string | null;
  version: Generated<number>;
}

export interface AccessGrantsTable {
  accountId: Generated<string>;
  grantId: Generated<string>;
  kind: string;
  tokenHash: string | null;
  personId: string | null;
  applicationId: string | null;
  applicationAccountId: string | null;
  consentId: string | null;
  scopes: MaybeJson;
  name: string;
  hint: string | null;
  proofs: Generated<string[]>;
  secondFactorAt: Date | null;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  version: Generated<number>;
  warnedDays: number | null;
}

export interface AccessLooksTable {
  requestId: string;
  lookId: Generated<string>;
  byPerson: string;
  name: string;
  fileId: string | null;
  at: Date;
}

export interface AccountDomainsTable {
  domain: string;
  accountId: string;
  provedAt: Date | null;
  dnsProvedAt: Date | null;
}

export interface AccountFiguresTable {
  accountId: Generated<string>;
  revenueAmount: string | null;
  revenueCurrency: string | null;
  months: number | null;
  asOf: string | null;
  changedBy: string | null;
  changedAt: Date;
  version: Generated<number>;
}

export interface AccountRegistrationsTable {
  country: string;
  number: string;
  accountId: string;
}

export interface AccountsTable {
  accountId: Generated<string>;
  partnerId: string;
  name: string;
  nameFolded: string;
  searchText: Generated<string>;
  country: string;
  address: Json;
  registrationNumber: string | null;
  vatNumber: string | null;
  website: string | null;
  primaryContact: Json;
  primaryContactConfirmedAt: Date | null;
  primaryContactTokenHash: string | null;
  supportEmail: string | null;
  supportPhone: string | null;
  supportWebsite: string | null;
  taxExemption: string | null;
  acceptedProofs: Generated<string[]>;
  state: Generated<string>;
  vettingStatus: Generated<string>;
  vettingReason: string | null;
  vettingNote: string | null;
  vettingChangedAt: Generated<Date>;
  termsAcceptedAt: Date;
  termsAcceptedBy: string;
  createdAt: Date;
  version: Generated<number>;
  vettingFields: string[] | null;
  secondFactorFor: Generated<string>;
  secondFactorFrom: Date | null;
  secondFactorBefore: Generated<string>;
  mergedInto: string | null;
  vettingDueAt: Date | null;
}

export interface AgreementAcceptancesTable {
  accountId: Generated<string>;
  acceptanceId: Generated<string>;
  textId: string;
  agreement: string;
  region: string;
  number: number;
  sha256: string;
  readLocale: string;
  readSha256: string;
  acceptedAt: Date;
  acceptedBy: string;
  acceptedName: string;
  acceptedEmail: string;
  address: string | null;
  company: MaybeJson;
  roles: string[] | null;
  proofs: string[] | null;
  secondFactorAt: Date | null;
  reminded: number | null;
}

export interface AgreementTextsTable {
  textId: Generated<string>;
  agreement: string;
  region: string;
  number: number | null;
  texts: Json;
  sha256: MaybeJson;
  validFrom: string | null;
  isShipped: Generated<boolean>;
  createdAt: Date;
  createdBy: string | null;
  changedAt: Date;
  publishedAt: Date | null;
  publishedByName: string | null;
  version: Generated<number>;
  earlierUntil: string | null;
}

export interface AnnouncementsTable {
  announcementId: Generated<string>;
  at: Date;
  accountId: string | null;
  personId: string | null;
  name: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  subjectId: string | null;
  details: JsonWithDefault;
  before: MaybeJson;
  after: MaybeJson;
  searchText: Generated<string>;
  turn: Generated<number>;
  applicationId: string | null;
  applicationName: string | null;
}

export interface ApplicationConsentsTable {
  accountId: Generated<string>;
  consentId: string;
  side: string;
  applicationId: string;
  applicationName: string;
  otherAccountId: string;
  otherPartnerId: string;
  otherName: string;
  grants: Json;
  givenAt: Date;
  givenBy: string | null;
  endedAt: Date | null;
  endedBy: string | null;
  version: Generated<number>;
}

export interface ApplicationKeysTable {
  accountId: Generated<string>;
  keyId: Generated<string>;
  applicationId: string;
  kind: string;
  name: string;
  hint: string;
  valueHash: string | null;
  certificate: string | null;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
  endedAt: Date | null;
  warnedDays: number | null;
}

export interface ApplicationsTable {
  accountId: Generated<string>;
  applicationId: Generated<string>;
  name: string;
  description: string;
  redirects: string[];
  asks: Json;
  state: Generated<string>;
  createdAt: Date;
  createdBy: string;
  retiredAt: Date | null;
  version: Generated<number>;
}

export interface ArrangementGroupsTable {
  accountId: Generated<string>;
  arrangementId: string;
  groupId: string;
  position: number;
  name: string;
}

export interface ArrangementItemsTable {
  accountId: Generated<string>;
  arrangementId: string;
  productId: string;
  position: number;
  groupId: string | null;
  isPinned: Generated<boolean>;
  isHidden: Generated<boolean>;
  ownName: string | null;
}

export interface ArrangementsTable {
  accountId: Generated<string>;
  arrangementId: Generated<string>;
  name: string;
  market: string | null;
  personId: string | null;
  isDefault: Generated<boolean>;
  createdAt: Date;
  changedAt: Date;
  version: Generated<number>;
}

export interface AskedChangesTable {
  accountId: Generated<string>;
  subscriptionId: string;
  change: Json;
  amount: string;
  currency: string;
  askedBy: string | null;
  askedByName: string;
  askedAt: Date;
}

export interface AttemptsTable {
  door: string;
  keyHash: string;
  failures: number;
  lastAt: Date;
  freeAt: Date;
}

export interface AuthenticatorsTable {
  personId: string;
  secret: Buffer;
  createdAt: Date;
  confirmedAt: Date | null;
  lastStep: number | null;
}

export interface AvailabilitiesTable {
  offerId: string;
  market: string;
  term: string;
  billingCycle: string;
  isPurchasable: Generated<boolean>;
  isRenewable: Generated<boolean>;
}

export interface BillingProfilesTable {
  accountId: Generated<string>;
  address: MaybeJson;
  contact: MaybeJson;
  purchaseOrder: string | null;
  currency: string | null;
  currencyFixedAt: Date | null;
  currencyFixedByName: string | null;
  version: Generated<number>;
}

export interface BudgetsTable {
  accountId: Generated<string>;
  customerId: string;
  amount: string;
  currency: string;
  thresholds: number[];
  told: Generated<number>;
  toldMonth: string | null;
  changedAt: Date;
  changedByName: string;
  version: Generated<number>;
}

export interface BulkChangeRowsTable {
  accountId: Generated<string>;
  bulkId: string;
  rowNo: number;
  subscriptionId: string | null;
  version: number | null;
  state: Generated<string>;
  reason: string | null;
  amount: string | null;
  before: MaybeJson;
  after: MaybeJson;
  lineNo: number | null;
  fileColumn: string | null;
  count: number | null;
  change: MaybeJson;
  undoReason: string | null;
  undoAmount: string | null;
  wish: MaybeJson;
}

export interface BulkChangesTable {
  accountId: Generated<string>;
  bulkId: Generated<string>;
  what: Json;
  state: Generated<string>;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  endedAt: Date | null;
  undoneAt: Date | null;
  version: Generated<number>;
  fileName: string | null;
  unchanged: Generated<number>;
  rehearsedAt: Date;
  confirmedBy: string | null;
  confirmedByName: string | null;
  confirmedAt: Date | null;
  undoneBy: string | null;
  undoneByName: string | null;
  askedBy: string | null;
  askedByName: string | null;
  askedAt: Date | null;
  sentBackByName: string | null;
  sentBackWhy: string | null;
}

export interface BusinessProfilesTable {
  accountId: Generated<string>;
  profileId: Generated<string>;
  country: string;
  locale: string;
  pageId: string;
  draft: Json;
  published: MaybeJson;
  publishedAt: Date | null;
  publishedVersion: number | null;
  createdAt: Date;
  changedAt: Date;
  version: Generated<number>;
}

export interface CartLinesTable {
  accountId: Generated<string>;
  cartId: string;
  lineId: Generated<string>;
  position: number;
  offerId: string;
  term: string;
  billingCycle: string;
  quantity: number;
  nickname: string | null;
  autoRenews: Generated<boolean>;
  parentLineId: string | null;
  parentSubscriptionId: string | null;
}

export interface CartsTable {
  accountId: Generated<string>;
  cartId: Generated<string>;
  customerId: string;
  market: string;
  currency: string;
  state: Generated<string>;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  changedAt: Date;
  expiresAt: Date;
  askedBy: string | null;
  askedByName: string | null;
  askedAt: Date | null;
  askedTotal: string | null;
  askedQuote: string | null;
  askedKey: string | null;
  sentBackByName: string | null;
  sentBackWhy: string | null;
  version: Generated<number>;
  isPrograms: Generated<boolean>;
}

export interface CatalogChangesTable {
  versionId: string;
  productId: string;
  definition: MaybeJson;
  before: MaybeJson;
  changedAt: Date;
}

export interface CatalogVersionsTable {
  versionId: Generated<string>;
  number: number;
  state: Generated<string>;
  note: string | null;
  publishOn: string | null;
  createdByName: string;
  createdAt: Date;
  publishedAt: Date | null;
  version: Generated<number>;
}

export interface CenterTable {
  onlyOne: Generated<boolean>;
  name: Generated<string>;
  accent: Generated<string>;
  logoFileId: string | null;
  locales: Generated<string[]>;
  refuseFreeMail: Generated<boolean>;
  deskEmail: string | null;
  deskPhone: string | null;
  isDemo: Generated<boolean>;
  rightsVersion: Generated<number>;
  version: Generated<number>;
  setUpAt: Date | null;
  mergedSettings: Generated<boolean>;
  deskTimeZone: Generated<string>;
  deskOpens: Generated<string>;
  deskCloses: Generated<string>;
  workingDays: Generated<string[]>;
  holidays: JsonWithDefault;
}

export interface CertificatesTable {
  personId: string;
  number: string;
  name: string;
  skill: string;
  competency: string;
  validFrom: string;
  validUntil: string | null;
}

export interface ChallengesTable {
  challengeId: Generated<string>;
  purpose: string;
  emailFolded: string;
  secretHash: string | null;
  tries: Generated<number>;
  data: JsonWithDefault;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface CheckoutsTable {
  accountId: Generated<string>;
  key: string;
  cartId: string;
  orderIds: Generated<string[]>;
  at: Date;
}

export interface ClosingsTable {
  accountId: Generated<string>;
  closingId: Generated<string>;
  state: string;
  reason: string;
  words: string | null;
  askedAt: Date;
  askedBy: string;
  askedByName: string;
  answerBy: Date | null;
  agreedAt: Date | null;
  agreedBy: string | null;
  agreedByName: string | null;
  closesAt: Date | null;
  remindedDays: number | null;
  endedAt: Date | null;
  endedByName: string | null;
  effects: MaybeJson;
  stoppedBy: Generated<string[]>;
  version: Generated<number>;
}

export interface CompanyDetailsTable {
  accountId: Generated<string>;
  legalContact: MaybeJson;
  languages: Generated<string[]>;
  duns: string | null;
  business: JsonWithDefault;
  version: Generated<number>;
}

export interface ContactWaysTable {
  personId: string;
  wayId: Generated<string>;
  kind: string;
  value: string;
  valueFolded: string;
  createdAt: Date;
  verifiedAt: Date | null;
  lastTestedAt: Date | null;
  lostAt: Date | null;
}

export interface CountedLearnersTable {
  accountId: Generated<string>;
  personId: string;
  since: Date;
}

export interface CustomerAgreementsTable {
  accountId: Generated<string>;
  customerId: string;
  agreementId: Generated<string>;
  template: Generated<string>;
  mode: string;
  givenName: string;
  familyName: string;
  email: string;
  phone: string | null;
  agreedOn: string;
  attestedByName: string | null;
  createdAt: Date;
  textId: string | null;
  textNumber: number | null;
}

export interface CustomerDelegationsTable {
  accountId: Generated<string>;
  customerId: string;
  delegationId: Generated<string>;
  roles: string[];
  days: number;
  state: Generated<string>;
  why: string | null;
  askedAt: Date;
  askedByName: string;
  startsAt: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  version: Generated<number>;
}

export interface CustomerInvitationsTable {
  accountId: Generated<string>;
  invitationId: Generated<string>;
  relationship: string;
  company: string;
  email: string;
  locale: string;
  message: string | null;
  roles: Generated<string[]>;
  days: number | null;
  tokenHash: string | null;
  state: Generated<string>;
  invitedByName: string;
  createdAt: Date;
  sentAt: Date | null;
  openedAt: Date | null;
  expiresAt: Date;
  endedAt: Date | null;
  reason: string | null;
  customerId: string | null;
  provedEmail: string | null;
  proofHash: string | null;
  provedUntil: Date | null;
  version: Generated<number>;
  byOpenLink: Generated<boolean>;
}

export interface CustomerOpenLinksTable {
  accountId: Generated<string>;
  tokenHash: string;
  sealed: Buffer;
  relationship: string;
  madeAt: Date;
  madeByName: string;
}

export interface CustomerUserImportsTable {
  accountId: Generated<string>;
  customerId: string;
  importId: Generated<string>;
  fileName: string;
  usageLocation: string;
  state: Generated<string>;
  rows: Json;
  createdAt: Date;
  createdByName: string;
  endedAt: Date | null;
  version: Generated<number>;
}

export interface CustomerUsersTable {
  tenantId: string;
  userId: Generated<string>;
  personId: string;
  userName: string;
  givenName: string;
  familyName: string;
  displayName: string;
  searchText: string;
  usageLocation: string;
  roles: Generated<string[]>;
  state: Generated<string>;
  createdAt: Date;
  deletedAt: Date | null;
  importId: string | null;
  version: Generated<number>;
}

export interface CustomersTable {
  accountId: Generated<string>;
  customerId: string;
  name: string;
  tenantName: string;
  nameFolded: string;
  searchText: string;
  domain: string;
  country: string;
  relationship: string;
  createdVia: string;
  state: Generated<string>;
  qualification: Generated<string>;
  qualificationState: Generated<string>;
  qualificationGround: string | null;
  qualificationReason: string | null;
  qualificationAt: Date | null;
  address: Json;
  addressCheck: string;
  contact: Json;
  registrationNumber: string | null;
  locale: string;
  agreement: Generated<string>;
  agreedOn: string | null;
  otherAccountId: string | null;
  otherPartnerId: string | null;
  otherName: string | null;
  createdAt: Date;
  createdByName: string;
  removedAt: Date | null;
  removedReason: string | null;
  version: Generated<number>;
  responsibleId: string | null;
  responsibleName: string | null;
  remindedAt: Date | null;
  qualificationCodeId: string | null;
}

export interface DefaultViewsTable {
  accountId: Generated<string>;
  personId: string;
  list: string;
  viewId: string;
}

export interface DirectoriesTable {
  accountId: Generated<string>;
  directoryId: Generated<string>;
  name: string;
  kind: string;
  state: Generated<string>;
  settings: Json;
  secret: Buffer | null;
  checksSecondFactor: Generated<boolean>;
  admitsNew: Generated<boolean>;
  testedAt: Date | null;
  testedBy: string | null;
  testResult: MaybeJson;
  createdAt: Date;
  createdBy: string | null;
  turnedOnAt: Date | null;
  version: Generated<number>;
}

export interface DirectoryDomainsTable {
  accountId: Generated<string>;
  directoryId: string;
  domain: string;
  isRequired: Generated<boolean>;
  addedAt: Date;
  checkedAt: Date | null;
  lostAt: Date | null;
}

export interface DirectoryEntriesTable {
  accountId: Generated<string>;
  profileId: string;
  pageId: string;
  country: string;
  locale: string;
  shownIn: number;
  spokenIn: number;
  nameFolded: string;
  standing: number;
  answerDays: string | null;
  isListed: boolean;
  words: string;
  publishedAt: Date;
  standsAt: string | null;
  alsoAt: string[] | null;
  townsEdition: Generated<number>;
}

export interface DirectoryPagesTable {
  accountId: Generated<string>;
  profileId: string;
  content: Json;
}

export interface DomainProofsTable {
  accountId: Generated<string>;
  proofId: Generated<string>;
  domain: string;
  value: string;
  personId: string | null;
  askedAt: Date;
  askedBy: string | null;
  expiresAt: Date;
  checkedAt: Date | null;
  findings: JsonWithDefault;
  verifiedAt: Date | null;
}

export interface ElevationConfirmationsTable {
  accountId: Generated<string>;
  elevationId: string;
  personId: string;
  confirmedAt: Date;
}

export interface ElevationLinksTable {
  accountId: Generated<string>;
  elevationId: string;
  linkId: Generated<string>;
  personId: string | null;
  email: string;
  tokenHash: string | null;
  usedAt: Date | null;
}

export interface ElevationsTable {
  accountId: Generated<string>;
  elevationId: Generated<string>;
  personId: string;
  personName: string;
  source: string;
  state: string;
  reason: string | null;
  originId: string | null;
  askedBy: string | null;
  askedAt: Date;
  expiresAt: Date;
  waitsUntil: Date | null;
  grantedAt: Date | null;
  windowUntil: Date | null;
  roleUntil: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  closedReason: string | null;
  version: Generated<number>;
}

export interface EnrollmentsTable {
  accountId: Generated<string>;
  program: string;
  state: string;
  appliedAt: Date;
  appliedBy: string | null;
  dueAt: Date | null;
  changedAt: Date;
  reason: string | null;
  note: string | null;
  question: string | null;
  answer: string | null;
  statements: Generated<string[]>;
  activeSince: Date | null;
  version: Generated<number>;
}

export interface ExternalIdentitiesTable {
  accountId: Generated<string>;
  identityId: Generated<string>;
  directoryId: string;
  issuer: string;
  subject: string;
  personId: string;
  email: string;
  domain: string;
  state: string;
  linkHash: string | null;
  linkUntil: Date | null;
  createdAt: Date;
  linkedAt: Date | null;
  lastUsedAt: Date | null;
}

export interface FilesTable {
  fileId: Generated<string>;
  accountId: string | null;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  isPublic: Generated<boolean>;
  createdAt: Date;
  createdBy: string | null;
}

export interface GrantOverridesTable {
  role: string;
  permission: string;
  level: string | null;
  changedBy: string;
  changedAt: Date;
}

export interface HelpConsentsTable {
  accountId: Generated<string>;
  consentId: string;
  relationId: string;
  side: string;
  otherAccountId: string;
  otherName: string;
  givenBy: string;
  givenAt: Date;
  endsAt: Date;
  endedAt: Date | null;
}

export interface HelpEditionTable {
  onlyOne: Generated<boolean>;
  edition: Generated<number>;
}

export interface HelpMissesTable {
  locale: string;
  askedFolded: string;
  asked: string;
  times: Generated<number>;
  firstAt: Date;
  lastAt: Date;
}

export interface HelpTextsTable {
  article: string;
  locale: string;
  path: string;
  head: Json;
  subject: string;
  title: string;
  summary: string;
  words: string[];
  blocks: Json;
  sourceTitle: string;
  sourceSummary: string;
  sourceBlocks: Json;
  ids: Json;
  importedAt: Date;
  edition: number;
}

export interface HelpVotesTable {
  voteId: Generated<string>;
  article: string;
  locale: string;
  helped: boolean;
  reason: string | null;
  remark: string | null;
  votedAt: Date;
}

export interface HumanChecksTable {
  checkId: Generated<string>;
  answer: Buffer;
  locale: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface IdempotentAnswersTable {
  accountId: Generated<string>;
  keyHash: string;
  askedHash: string;
  at: Date;
  answer: Buffer | null;
}

export interface ImportRowsTable {
  accountId: Generated<string>;
  importId: string;
  row: number;
  givenName: string;
  familyName: string;
  email: string;
  emailFolded: string;
  rolesText: string;
  roles: string[];
  locale: string | null;
  localeText: string;
  outcome: string;
  faults: JsonWithDefault;
  invitationId: string | null;
  mailed: Generated<boolean>;
  undone: string | null;
}

export interface ImportsTable {
  accountId: Generated<string>;
  importId: Generated<string>;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  fileName: string;
  locale: string;
  givable: string[];
  content: string | null;
  state: Generated<string>;
  rowCount: Generated<number>;
  progress: Generated<number>;
  confirmed: MaybeJson;
  confirmedAt: Date | null;
  addedAt: Date | null;
  endedAt: Date | null;
  undoneAt: Date | null;
  undoneByName: string | null;
  version: Generated<number>;
}

export interface InvitationsTable {
  accountId: Generated<string>;
  invitationId: Generated<string>;
  email: string;
  emailFolded: string;
  givenName: string;
  familyName: string;
  roles: string[];
  locale: string;
  tokenHash: string | null;
  state: Generated<string>;
  invitedBy: string;
  invitedByName: string;
  createdAt: Date;
  sentAt: Date | null;
  expiresAt: Date;
  endedAt: Date | null;
  proofHash: string | null;
  provedUntil: Date | null;
  version: Generated<number>;
  isGuest: Generated<boolean>;
  elevationId: string | null;
}

export interface JoinRequestsTable {
  accountId: Generated<string>;
  requestId: Generated<string>;
  email: string;
  emailFolded: string;
  givenName: string;
  familyName: string;
  message: string | null;
  locale: string;
  state: Generated<string>;
  createdAt: Date;
  dueAt: Date;
  deskAt: Date | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
}

export interface LeadsTable {
  accountId: Generated<string>;
  leadId: Generated<string>;
  source: Generated<string>;
  country: string;
  locationId: string | null;
  name: string;
  company: string | null;
  email: string;
  phone: string | null;
  message: string;
  locale: string;
  state: Generated<string>;
  receivedAt: Date;
  answeredAt: Date | null;
  answeredBy: string | null;
  answeredByName: string | null;
}

export interface LearningProfilesTable {
  profileId: string;
  personId: string;
  countsFor: string | null;
  linkedAt: Date;
  fetchedAt: Date | null;
  failedAt: Date | null;
}

export interface LearningStartsTable {
  personId: string;
  startId: Generated<string>;
  startedAt: Date;
  countsFor: string;
}

export interface LicenseAssignmentsTable {
  tenantId: string;
  userId: string;
  skuId: string;
  excludedPlans: Generated<string[]>;
  assignedAt: Date;
}

export interface LicensePoolsTable {
  tenantId: string;
  skuId: string;
}

export interface LocalWaysTable {
  accountId: Generated<string>;
  personId: string;
  namedAt: Date;
  namedBy: string | null;
}

export interface LocationImportRowsTable {
  accountId: Generated<string>;
  importId: string;
  row: number;
  name: string;
  said: MaybeJson;
  faults: JsonWithDefault;
  locationId: string | null;
  isKnown: Generated<boolean>;
}

export interface LocationImportsTable {
  accountId: Generated<string>;
  importId: Generated<string>;
  createdAt: Date;
  createdByName: string;
  fileName: string;
  state: Generated<string>;
  rowCount: number;
  confirmed: MaybeJson;
  endedAt: Date | null;
  version: Generated<number>;
}

export interface LocationRemovalsTable {
  accountId: Generated<string>;
  removalId: Generated<string>;
  locationId: string;
  name: string;
  why: string;
  uses: Json;
  state: Generated<string>;
  askedAt: Date;
  askedByName: string | null;
  decidedAt: Date | null;
  decidedByName: string | null;
  note: string | null;
  version: Generated<number>;
}

export interface LocationsTable {
  accountId: Generated<string>;
  locationId: string;
  name: string;
  nameFolded: string;
  searchText: string;
  country: string;
  address: MaybeJson;
  sharesWith: string | null;
  contact: Json;
  registrationNumber: string | null;
  createdAt: Date;
  version: Generated<number>;
}

export interface MailsTable {
  mailId: Generated<string>;
  template: string;
  recipient: string;
  locale: string;
  accountId: string | null;
  personId: string | null;
  askedAt: Date;
  sentAt: Date | null;
  state: Generated<string>;
  failure: string | null;
  subject: string | null;
  content: Buffer | null;
  channel: Generated<string>;
}

export interface MembersTable {
  accountId: Generated<string>;
  personId: string;
  givenName: string;
  familyName: string;
  email: string;
  phone: string | null;
  searchText: string;
  state: Generated<string>;
  isGuest: Generated<boolean>;
  joinedAt: Date;
  lastUsedAt: Date | null;
  removedAt: Date | null;
  rightsVersion: Generated<number>;
  version: Generated<number>;
  elevationId: string | null;
  broughtBy: string | null;
  broughtByAdmin: Generated<boolean>;
}

export interface MergesTable {
  accountId: Generated<string>;
  mergeId: string;
  side: string;
  otherAccountId: string;
  otherPartnerId: string;
  otherName: string | null;
  otherCountry: string | null;
  state: string;
  message: string | null;
  invitedAt: Date;
  invitedBy: string;
  expiresAt: Date;
  answeredAt: Date | null;
  answeredBy: string | null;
  reason: string | null;
  confirmedAt: Date | null;
  confirmedBy: string | null;
  step: Generated<number>;
  steps: Generated<number>;
  endedAt: Date | null;
  stoppedBy: Generated<string[]>;
  plan: MaybeJson;
  cameWith: string | null;
  version: Generated<number>;
}

export interface NewsTable {
  newsId: Generated<string>;
  texts: Json;
  publishedAt: Date | null;
  createdAt: Date;
  createdBy: string;
}

export interface NoticeChoicesTable {
  personId: string;
  topic: string;
  inPortal: boolean;
  mail: string;
  changedAt: Date;
}

export interface NoticeUnsubscribesTable {
  tokenHash: string;
  personId: string;
  topic: string;
  createdAt: Date;
}

export interface NoticesTable {
  personId: string;
  noticeId: Generated<string>;
  accountId: string | null;
  announcementId: string;
  kind: string;
  details: JsonWithDefault;
  link: string | null;
  at: Date;
  readAt: Date | null;
  shown: Generated<boolean>;
  waitsForDigest: Generated<boolean>;
  digestAt: Date | null;
}

export interface OauthRecordsTable {
  model: string;
  keyHash: string;
  payload: Buffer;
  grantHash: string | null;
  otherHash: string | null;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface OffersTable {
  offerId: string;
  skuId: string;
  productId: string;
  segment: string;
  isSold: Generated<boolean>;
  code: Generated<string>;
  guid: Generated<string>;
}

export interface OperatorsTable {
  personId: string;
  role: string;
  endsAt: Date | null;
  givenBy: string | null;
  givenAt: Date;
}

export interface OrderLinesTable {
  accountId: Generated<string>;
  orderId: string;
  lineNo: number;
  subscriptionId: string;
  parentSubscriptionId: string | null;
  offerId: string;
  titles: Json;
  term: string;
  quantity: number;
  listPrice: string;
  unitPrice: string;
  retailPrice: string;
  priceListId: string;
  reason: Json;
  firstCharge: string;
  state: Generated<string>;
}

export interface OrderSettingsTable {
  accountId: Generated<string>;
  approvalAbove: string | null;
  approvalCurrency: string | null;
  version: Generated<number>;
}

export interface OrdersTable {
  accountId: Generated<string>;
  orderId: Generated<string>;
  number: string;
  cartId: string;
  customerId: string;
  customerName: string;
  billingCycle: string;
  currency: string;
  state: Generated<string>;
  firstCharge: string;
  placedAt: Date;
  placedByName: string;
  approvedByName: string | null;
  pricedAt: Date;
  searchText: string;
  version: Generated<number>;
}

export interface PartnerIdsTable {
  partnerId: string;
  accountId: string;
}

export interface PasskeysTable {
  personId: string;
  passkeyId: Generated<string>;
  credentialId: string;
  publicKey: Buffer;
  signCount: number;
  transports: Generated<string[]>;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface PasswordsTable {
  personId: string;
  hash: string;
  setAt: Date;
  needsSecondFactor: Generated<boolean>;
  failedInRow: Generated<number>;
  lastFailedAt: Date | null;
}

export interface PayoutAccountsTable {
  accountId: Generated<string>;
  payoutId: Generated<string>;
  name: string;
  holder: string;
  country: string;
  currency: string;
  bank: string;
  sealedNumber: Buffer;
  masked: string;
  contactEmail: string;
  state: string;
  reason: string | null;
  heldUntil: Date;
  validUntil: string | null;
  changedAt: Date;
  reminded: number | null;
  version: Generated<number>;
}

export interface PayoutChangesTable {
  accountId: Generated<string>;
  changeId: Generated<string>;
  kind: string;
  payoutId: string | null;
  sealedWanted: Buffer | null;
  masked: string | null;
  contactEmail: string | null;
  state: string;
  askedAt: Date;
  askedBy: string;
  askedByName: string;
  endsAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
}

export interface PeopleTable {
  personId: Generated<string>;
  givenName: string;
  familyName: string;
  email: string;
  locale: string;
  theme: Generated<string>;
  createdAt: Date;
  version: Generated<number>;
  emailChangedAt: Date | null;
  emailTestedAt: Date | null;
  frozenAt: Date | null;
  frozenChangeAt: Date | null;
}

export interface PriceEffectNoticesTable {
  accountId: Generated<string>;
  listId: string;
  subscriptions: number;
  toldAt: Date;
}

export interface PriceGroupMembersTable {
  accountId: Generated<string>;
  groupId: string;
  addedAt: Date;
}

export interface PriceGroupsTable {
  groupId: Generated<string>;
  name: string;
  kind: string;
  rank: number;
  createdAt: Date;
  version: Generated<number>;
}

export interface PriceImportPiecesTable {
  importId: string;
  number: number;
  content: Buffer;
}

export interface PriceImportsTable {
  importId: Generated<string>;
  listId: string;
  fileName: string;
  state: Generated<string>;
  size: number;
  received: Generated<number>;
  progress: Generated<number>;
  faults: JsonWithDefault;
  faultCount: Generated<number>;
  fileFault: MaybeJson;
  createdByName: string;
  createdAt: Date;
  endedAt: Date | null;
}

export interface PriceListLinesTable {
  listId: string;
  rowNo: number;
  market: string;
  currency: string;
  offerId: string;
  term: string;
  billingCycle: string;
  tierFrom: Generated<number>;
  flag: string;
  price: string;
  suggested: string | null;
}

export interface PriceListsTable {
  listId: Generated<string>;
  name: string;
  groupId: string | null;
  validFrom: string;
  validTo: string | null;
  state: Generated<string>;
  knownFrom: Date | null;
  knownTo: Date | null;
  toldAt: Date | null;
  lineCount: Generated<number>;
  createdByName: string;
  createdAt: Date;
  version: Generated<number>;
}

export interface ProductsTable {
  productId: string;
  publisher: string;
  isOperators: boolean;
  category: string;
  definition: Json;
  searchText: string;
  isSold: Generated<boolean>;
  changedAt: Date;
  versionId: string | null;
  code: Generated<string>;
}

export interface ProgramInvitationsTable {
  accountId: Generated<string>;
  program: string;
  sponsor: string;
  invitedBy: string | null;
  invitedAt: Date;
}

export interface ProgramsTable {
  program: string;
  position: number;
  isOpen: Generated<boolean>;
  settingsGroup: string;
  sections: string[];
  definition: Json;
  changedBy: string | null;
  changedAt: Date;
  version: Generated<number>;
}

export interface PromotionOffersTable {
  promotionId: string;
  offerId: string;
}

export interface PromotionsTable {
  promotionId: Generated<string>;
  name: string;
  percent: string;
  markets: string[] | null;
  groupId: string | null;
  startsOn: string;
  endsOn: string;
  state: Generated<string>;
  knownFrom: Date | null;
  knownTo: Date | null;
  createdByName: string;
  createdAt: Date;
  version: Generated<number>;
}

export interface PublishersTable {
  accountId: Generated<string>;
  publisherId: string;
  program: string;
  contact: MaybeJson;
  givenAt: Date;
  version: Generated<number>;
}

export interface RecoveriesTable {
  recoveryId: Generated<string>;
  tokenHash: string;
  email: string;
  emailFolded: string;
  trouble: string;
  locale: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  expiresAt: Date;
  lookedUpAt: Date | null;
  foundPersonId: string | null;
  proofs: JsonWithDefault;
  challenges: JsonWithDefault;
  adminsAskedAt: Date | null;
  adminsAsked: number | null;
  usedAt: Date | null;
}

export interface RecoveryCodesTable {
  personId: string;
  codeHash: string;
  usedAt: Date | null;
  createdAt: Generated<Date>;
}

export interface RelationsTable {
  accountId: Generated<string>;
  relationId: string;
  side: string;
  otherAccountId: string;
  otherPartnerId: string;
  otherName: string | null;
  otherCountry: string | null;
  state: string;
  message: string | null;
  invitedAt: Date;
  invitedBy: string;
  expiresAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  reason: string | null;
  version: Generated<number>;
}

export interface ResellerAccountsTable {
  accountId: Generated<string>;
  kind: string;
  locationId: string;
  linkedAt: Date;
  linkedByName: string | null;
  version: Generated<number>;
}

export interface ResetRequestsTable {
  accountId: Generated<string>;
  requestId: Generated<string>;
  personId: string;
  askedAt: Date;
  expiresAt: Date;
  state: Generated<string>;
  reason: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
}

export interface ResourcesTable {
  resourceId: Generated<string>;
  position: number;
  titles: Json;
  address: string;
  audience: Generated<string[]>;
  version: Generated<number>;
}

export interface RetailRulesTable {
  accountId: Generated<string>;
  ruleId: Generated<string>;
  customerId: string | null;
  productId: string | null;
  segment: string | null;
  market: string | null;
  method: string;
  value: string;
  currency: string | null;
  mayGoBelow: Generated<boolean>;
  createdByName: string;
  changedAt: Date;
  version: Generated<number>;
}

export interface RetailSettingsTable {
  accountId: Generated<string>;
  floorPercent: Generated<string>;
  rounding: Generated<string>;
  version: Generated<number>;
}

export interface RoleAssignmentsTable {
  accountId: Generated<string>;
  assignmentId: Generated<string>;
  personId: string;
  role: string;
  scope: JsonWithDefault;
  endsAt: Date | null;
  givenBy: string | null;
  givenAt: Date;
  elevationId: string | null;
}

export interface RoleRequestsTable {
  accountId: Generated<string>;
  requestId: Generated<string>;
  personId: string;
  role: string;
  scope: MaybeJson;
  permission: string | null;
  needs: string | null;
  reason: string;
  wishedDays: number | null;
  wishedUntil: Date | null;
  state: Generated<string>;
  createdAt: Date;
  expiresAt: Date;
  closedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  grantedRole: string | null;
  grantedScope: MaybeJson;
  grantedUntil: Date | null;
  answer: string | null;
}

export interface SamlAnswersTable {
  accountId: Generated<string>;
  directoryId: string;
  assertionHash: string;
  tokenHash: string;
  requestId: string;
  said: Buffer;
  receivedAt: Date;
  expiresAt: Date;
  takenAt: Date | null;
}

export interface SavedViewsTable {
  accountId: Generated<string>;
  viewId: Generated<string>;
  list: string;
  personId: string;
  madeByName: string;
  name: string;
  nameFolded: string;
  isShared: Generated<boolean>;
  narrowed: Json;
  hidden: Generated<string[]>;
  createdAt: Date;
  version: Generated<number>;
}

export interface ScheduledChangesTable {
  accountId: Generated<string>;
  subscriptionId: string;
  quantity: number | null;
  term: string | null;
  billingCycle: string | null;
  offerId: string | null;
  ends: Generated<boolean>;
  byName: string;
  at: Date;
}

export interface ScimGroupMembersTable {
  accountId: Generated<string>;
  groupId: string;
  userId: string;
}

export interface ScimGroupsTable {
  accountId: Generated<string>;
  groupId: Generated<string>;
  directoryId: string;
  externalId: string | null;
  displayName: string;
  roles: Generated<string[]>;
  createdAt: Date;
  changedAt: Date;
  version: Generated<number>;
}

export interface ScimRolesTable {
  accountId: Generated<string>;
  personId: string;
  role: string;
}

export interface ScimTokensTable {
  accountId: Generated<string>;
  tokenId: Generated<string>;
  directoryId: string;
  name: string;
  hint: string;
  tokenHash: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
  endedAt: Date | null;
  lastUsedAt: Date | null;
  warnedDays: number | null;
}

export interface ScimUsersTable {
  accountId: Generated<string>;
  userId: Generated<string>;
  directoryId: string;
  externalId: string | null;
  userName: string;
  userNameFolded: string;
  email: string;
  emailFolded: string;
  givenName: string;
  familyName: string;
  displayName: string | null;
  locale: string | null;
  isActive: boolean;
  personId: string | null;
  invitationId: string | null;
  createdAt: Date;
  changedAt: Date;
  removedAt: Date | null;
  version: Generated<number>;
}

export interface SealChainsTable {
  accountId: string;
  place: number;
  link: string;
  sealedAt: Date;
  signedPlace: Generated<number>;
  signedOn: Generated<string>;
}

export interface SealHeadsTable {
  accountId: string;
  day: string;
  place: number;
  link: string;
  signedAt: Date;
  keyId: string;
  statement: string;
  signature: string;
}

export interface SealKeysTable {
  keyId: string;
  publicKey: string;
  since: Date;
}

export interface SealQueueTable {
  turn: Generated<number>;
  announcementId: string;
  at: Date;
  xact: Generated<string>;
}

export interface SealsTable {
  accountId: string;
  place: number;
  announcementId: string;
  at: Date;
  line: string;
  salts: Json;
  link: string;
  sealedAt: Date;
}

export interface SecondFactorExceptionsTable {
  accountId: Generated<string>;
  personId: string;
  reason: string;
  endsAt: Date;
  givenBy: string;
  givenAt: Date;
}

export interface SelfPurchasesTable {
  accountId: Generated<string>;
  customerId: string;
  resources: Generated<string[]>;
  allowedAt: Date;
  allowedByName: string;
  version: Generated<number>;
}

export interface SentenceChangesTable {
  changeId: Generated<string>;
  locale: string;
  sentence: string;
  text: string | null;
  before: string;
  suggestionId: string | null;
  changedAt: Date;
  changedByName: string;
}

export interface SentenceOverridesTable {
  locale: string;
  sentence: string;
  text: string;
  shipped: string;
  source: string;
  setAt: Date;
  setByName: string;
  version: Generated<number>;
}

export interface ServiceFilesTable {
  requestId: string;
  fileId: string;
  messageId: string | null;
  shows: Generated<string>;
  addedAt: Date;
}

export interface ServiceLinksTable {
  tokenHash: string;
  requestId: string;
  madeAt: Date;
}

export interface ServiceLooksTable {
  requestId: string;
  personId: string;
  day: string;
  name: string;
  at: Date;
}

export interface ServiceMessagesTable {
  requestId: string;
  messageId: Generated<string>;
  side: string;
  personId: string | null;
  author: string;
  text: string;
  at: Date;
  place: Generated<number>;
}

export interface ServicePlansTable {
  skuId: string;
  planId: string;
  position: number;
  titles: Json;
  requires: Generated<string[]>;
}

export interface ServiceRequestsTable {
  requestId: Generated<string>;
  number: string;
  kind: string;
  accountId: string | null;
  personId: string | null;
  name: string;
  email: string;
  phone: string | null;
  locale: string;
  topic: string;
  subject: string;
  severity: string;
  forTeam: Generated<boolean>;
  state: string;
  outcome: string | null;
  createdAt: Date;
  changedAt: Date;
  promisedAt: Date | null;
  answeredAt: Date | null;
  closedAt: Date | null;
  assignedTo: string | null;
  searchText: Generated<string>;
  version: Generated<number>;
}

export interface SessionsTable {
  tokenHash: string;
  sessionId: Generated<string>;
  personId: string;
  proofs: string[];
  secondFactorAt: Date | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  idleMinutes: number;
  endedAt: Date | null;
  address: string | null;
  userAgent: string | null;
  version: Generated<number>;
  seeingAccount: string | null;
  seeingPerson: string | null;
  seeingRole: string | null;
  seeingUntil: Date | null;
}

export interface ShippedAgreementsTable {
  agreement: string;
}

export interface ShippedProgramsTable {
  program: string;
}

export interface SignInNamesTable {
  emailFolded: string;
  personId: string;
}

export interface SignOnAttemptsTable {
  accountId: Generated<string>;
  attemptId: Generated<string>;
  directoryId: string;
  tokenHash: string;
  purpose: string;
  personId: string | null;
  kept: Buffer;
  next: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface SignUpTokensTable {
  tokenHash: string;
  signUpId: string;
  createdAt: Date;
}

export interface SignUpsTable {
  signUpId: Generated<string>;
  email: string;
  emailFolded: string;
  locale: string;
  challengeId: string | null;
  codeSentAt: Date;
  codesSent: Generated<number>;
  answers: JsonWithDefault;
  confirmedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  linkSentAt: Date | null;
  finishedAt: Date | null;
  finishedAccountId: string | null;
  finishedPersonId: string | null;
}

export interface SigningKeysTable {
  kid: string;
  publicJwk: Json;
  private: Buffer;
  createdAt: Date;
}

export interface SkuLinksTable {
  fromSku: string;
  kind: string;
  toSku: string;
}

export interface SkusTable {
  skuId: string;
  productId: string;
  position: number;
  kind: string;
  billing: string;
  titles: Json;
  unit: string;
  minQuantity: Generated<number>;
  maxQuantity: number | null;
  limitKind: Generated<string>;
  limitCount: number | null;
  isSold: Generated<boolean>;
  code: Generated<string>;
}

export interface SubscriptionChangesTable {
  accountId: Generated<string>;
  subscriptionId: string;
  changeId: Generated<string>;
  kind: string;
  at: Date;
  byName: string | null;
  before: Json;
  after: Json;
  amount: Generated<string>;
  currency: string;
  lines: JsonWithDefault;
  bulkId: string | null;
}

export interface SubscriptionsTable {
  accountId: Generated<string>;
  subscriptionId: string;
  customerId: string;
  customerName: string;
  orderId: string;
  offerId: string;
  skuId: string;
  productId: string;
  titles: Json;
  publisher: string;
  unit: string;
  nickname: string | null;
  lifecycle: string;
  market: string;
  segment: string;
  parentSubscriptionId: string | null;
  cameFrom: string | null;
  state: Generated<string>;
  quantity: number;
  term: string;
  billingCycle: string;
  currency: string;
  unitPrice: string;
  retailPrice: string;
  priceListId: string;
  autoRenews: boolean;
  orderedAt: Date;
  startedOn: string;
  termFrom: string;
  renewsOn: string | null;
  meterFrom: string | null;
  meterPosted: Generated<string>;
  meterSeatDays: Generated<number>;
  meterOn: string | null;
  suspendedAt: Date | null;
  suspensionReason: string | null;
  endedAt: Date | null;
  dataDeletedOn: string | null;
  warned: number | null;
  supportPartnerId: string | null;
  supportName: string | null;
  searchText: string;
  changedAt: Date;
  version: Generated<number>;
}

export interface SuggestionsTable {
  personId: string;
  suggestionId: Generated<string>;
  locale: string;
  sentence: string;
  text: string;
  reason: string | null;
  present: string;
  page: string | null;
  personName: string;
  state: Generated<string>;
  suggestedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  answer: string | null;
  accepted: string | null;
}

export interface SupportContactsTable {
  contactId: Generated<string>;
  country: string;
  product: string;
  purpose: string;
  kind: string;
  value: string;
  label: JsonWithDefault;
  costNote: JsonWithDefault;
  tollFree: Generated<boolean>;
  languages: string[];
  timeZone: string;
  hours: JsonWithDefault;
  sort: Generated<number>;
  checkedOn: string | null;
  version: Generated<number>;
}

export interface SuspensionsTable {
  accountId: Generated<string>;
  suspensionId: Generated<string>;
  reason: string;
  words: string;
  suspendedAt: Date;
  suspendedBy: string;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftedWords: string | null;
  version: Generated<number>;
}

export interface TaxExemptionsTable {
  accountId: Generated<string>;
  exemptionId: Generated<string>;
  country: string;
  states: Generated<string[]>;
  certificate: string;
  validFrom: string;
  validUntil: string | null;
  renews: string | null;
  state: string;
  changedAt: Date;
  reason: string | null;
  note: string | null;
  question: string | null;
  answer: string | null;
  decidedAt: Date | null;
  decidedByName: string | null;
  reminded: number | null;
  submittedAt: Date;
  submittedBy: string | null;
  submittedByName: string;
  version: Generated<number>;
  dueAt: Date | null;
}

export interface TaxIdsTable {
  accountId: Generated<string>;
  country: string;
  number: string;
  changedAt: Date;
  changedByName: string;
  online: string | null;
  onlineAt: Date | null;
  onlineReference: string | null;
}

export interface TaxPapersTable {
  accountId: Generated<string>;
  exemptionId: string;
  fileId: string;
  addedAt: Date;
}

export interface TaxProfilesTable {
  accountId: Generated<string>;
  profileId: Generated<string>;
  form: string;
  legalName: string;
  country: string;
  sealedNumber: Buffer;
  masked: string;
  claimsTreaty: boolean;
  state: string;
  reason: string | null;
  note: string | null;
  withheld: number | null;
  validUntil: string | null;
  reminded: number | null;
  filledAt: Date;
  filledBy: string;
  filledByName: string;
  decidedAt: Date | null;
  decidedByName: string | null;
  version: Generated<number>;
}

export interface TemporaryPasswordsTable {
  personId: string;
  secretHash: string;
  accountId: string;
  givenBy: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface TenantConsentsTable {
  accountId: Generated<string>;
  customerId: string;
  applicationId: string;
  name: string;
  grants: Json;
  givenAt: Date;
  givenByName: string;
}

export interface TenantsTable {
  tenantId: string;
  domain: string;
  name: string;
  country: string;
  createdAt: Date;
}

export interface TermsAcceptancesTable {
  accountId: Generated<string>;
  textHash: string;
  version: string;
  acceptedBy: string;
  acceptedAt: Date;
}

export interface TermsTextsTable {
  textHash: string;
  version: string;
  locale: string;
  text: Json;
}

export interface TransferLinesTable {
  accountId: Generated<string>;
  transferId: string;
  lineNo: number;
  parentLineNo: number | null;
  subscriptionId: string | null;
  offerId: string;
  titles: Json;
  unit: string;
  nickname: string | null;
  quantity: number;
  term: string;
  billingCycle: string;
  termFrom: string;
  renewsOn: string | null;
  autoRenews: boolean;
  unitPrice: string | null;
  retailPrice: string | null;
  priceListId: string | null;
  amount: string | null;
  state: Generated<string>;
  fault: string | null;
}

export interface TransfersTable {
  accountId: Generated<string>;
  transferId: string;
  kind: string;
  side: string;
  state: Generated<string>;
  otherAccountId: string;
  otherPartnerId: string;
  otherName: string | null;
  relationId: string | null;
  customerId: string;
  customerName: string;
  market: string;
  currency: string;
  segment: string;
  agreement: Generated<string>;
  message: string | null;
  askedByName: string | null;
  answeredByName: string | null;
  askedAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  reason: string | null;
  fault: string | null;
  tries: Generated<number>;
  retryUntil: Date | null;
  amount: string | null;
  version: Generated<number>;
}

export interface ValidationCodesTable {
  accountId: Generated<string>;
  codeId: Generated<string>;
  code: string;
  organization: string;
  quantity: number;
  remaining: number;
  createdAt: Date;
  createdByName: string;
  withdrawnAt: Date | null;
  version: Generated<number>;
}

export interface VerificationFindingsTable {
  accountId: Generated<string>;
  field: string;
  claimed: string;
  found: string;
  outcome: string;
  source: string;
  foundAt: Date;
  foundByName: string | null;
}

export interface VerificationPapersTable {
  accountId: Generated<string>;
  fileId: string;
  kind: string;
  addedAt: Date;
  addedByName: string | null;
  verdict: string | null;
  reason: string | null;
  note: string | null;
  judgedAt: Date | null;
  judgedByName: string | null;
}

export interface VerificationsTable {
  accountId: Generated<string>;
  question: string | null;
  askedAt: Date | null;
  askedBy: string | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  proposedReason: string | null;
  proposedNote: string | null;
  proposedOf: string | null;
  proposedAt: Date | null;
  proposedBy: string | null;
  proposedByName: string | null;
}

export interface WebhookAttemptsTable {
  accountId: Generated<string>;
  endpointId: string;
  eventId: string;
  attempt: number;
  at: Date;
  durationMs: number;
  status: number | null;
  failure: string | null;
  answer: string | null;
}

export interface WebhookDeliveriesTable {
  accountId: Generated<string>;
  endpointId: string;
  eventId: string;
  event: string;
  body: string;
  isTest: Generated<boolean>;
  state: Generated<string>;
  createdAt: Date;
  attempts: Generated<number>;
  tries: Generated<number>;
  nextAt: Date | null;
  endedAt: Date | null;
  status: number | null;
  failure: string | null;
}

export interface WebhookEndpointsTable {
  accountId: Generated<string>;
  endpointId: Generated<string>;
  kind: string;
  name: string;
  url: string;
  events: string[];
  secret: Buffer;
  formerSecret: Buffer | null;
  formerUntil: Date | null;
  inOwnHeader: Generated<boolean>;
  state: Generated<string>;
  reason: string | null;
  since: Date;
  failingSince: Date | null;
  nextAt: Date | null;
  claimedUntil: Date | null;
  version: Generated<number>;
  createdAt: Date;
  createdBy: string;
}

export interface WebhookFollowersTable {
  accountId: Generated<string>;
  place: number;
}

export interface Tables {
  accessCases: AccessCasesTable;
  accessGrants: AccessGrantsTable;
  accessLooks: AccessLooksTable;
  accountDomains: AccountDomainsTable;
  accountFigures: AccountFiguresTable;
  accountRegistrations: AccountRegistrationsTable;
  accounts: AccountsTable;
  agreementAcceptances: AgreementAcceptancesTable;
  agreementTexts: AgreementTextsTable;
  announcements: AnnouncementsTable;
  applicationConsents: ApplicationConsentsTable;
  applicationKeys: ApplicationKeysTable;
  applications: ApplicationsTable;
  arrangementGroups: ArrangementGroupsTable;
  arrangementItems: ArrangementItemsTable;
  arrangements: ArrangementsTable;
  askedChanges: AskedChangesTable;
  attempts: AttemptsTable;
  authenticators: AuthenticatorsTable;
  availabilities: AvailabilitiesTable;
  billingProfiles: BillingProfilesTable;
  budgets: BudgetsTable;
  bulkChangeRows: BulkChangeRowsTable;
  bulkChanges: BulkChangesTable;
  businessProfiles: BusinessProfilesTable;
  cartLines: CartLinesTable;
  carts: CartsTable;
  catalogChanges: CatalogChangesTable;
  catalogVersions: CatalogVersionsTable;
  center: CenterTable;
  certificates: CertificatesTable;
  challenges: ChallengesTable;
  checkouts: CheckoutsTable;
  closings: ClosingsTable;
  companyDetails: CompanyDetailsTable;
  contactWays: ContactWaysTable;
  countedLearners: CountedLearnersTable;
  customerAgreements: CustomerAgreementsTable;
  customerDelegations: CustomerDelegationsTable;
  customerInvitations: CustomerInvitationsTable;
  customerOpenLinks: CustomerOpenLinksTable;
  customerUserImports: CustomerUserImportsTable;
  customerUsers: CustomerUsersTable;
  customers: CustomersTable;
  defaultViews: DefaultViewsTable;
  directories: DirectoriesTable;
  directoryDomains: DirectoryDomainsTable;
  directoryEntries: DirectoryEntriesTable;
  directoryPages: DirectoryPagesTable;
  domainProofs: DomainProofsTable;
  elevationConfirmations: ElevationConfirmationsTable;
  elevationLinks: ElevationLinksTable;
  elevations: ElevationsTable;
  enrollments: EnrollmentsTable;
  externalIdentities: ExternalIdentitiesTable;
  files: FilesTable;
  grantOverrides: GrantOverridesTable;
  helpConsents: HelpConsentsTable;
  helpEdition: HelpEditionTable;
  helpMisses: HelpMissesTable;
  helpTexts: HelpTextsTable;
  helpVotes: HelpVotesTable;
  humanChecks: HumanChecksTable;
  idempotentAnswers: IdempotentAnswersTable;
  importRows: ImportRowsTable;
  imports: ImportsTable;
  invitations: InvitationsTable;
  joinRequests: JoinRequestsTable;
  leads: LeadsTable;
  learningProfiles: LearningProfilesTable;
  learningStarts: LearningStartsTable;
  licenseAssignments: LicenseAssignmentsTable;
  licensePools: LicensePoolsTable;
  localWays: LocalWaysTable;
  locationImportRows: LocationImportRowsTable;
  locationImports: LocationImportsTable;
  locationRemovals: LocationRemovalsTable;
  locations: LocationsTable;
  mails: MailsTable;
  members: MembersTable;
  merges: MergesTable;
  news: NewsTable;
  noticeChoices: NoticeChoicesTable;
  noticeUnsubscribes: NoticeUnsubscribesTable;
  notices: NoticesTable;
  oauthRecords: OauthRecordsTable;
  offers: OffersTable;
  operators: OperatorsTable;
  orderLines: OrderLinesTable;
  orderSettings: OrderSettingsTable;
  orders: OrdersTable;
  partnerIds: PartnerIdsTable;
  passkeys: PasskeysTable;
  passwords: PasswordsTable;
  payoutAccounts: PayoutAccountsTable;
  payoutChanges: PayoutChangesTable;
  people: PeopleTable;
  priceEffectNotices: PriceEffectNoticesTable;
  priceGroupMembers: PriceGroupMembersTable;
  priceGroups: PriceGroupsTable;
  priceImportPieces: PriceImportPiecesTable;
  priceImports: PriceImportsTable;
  priceListLines: PriceListLinesTable;
  priceLists: PriceListsTable;
  products: ProductsTable;
  programInvitations: ProgramInvitationsTable;
  programs: ProgramsTable;
  promotionOffers: PromotionOffersTable;
  promotions: PromotionsTable;
  publishers: PublishersTable;
  recoveries: RecoveriesTable;
  recoveryCodes: RecoveryCodesTable;
  relations: RelationsTable;
  resellerAccounts: ResellerAccountsTable;
  resetRequests: ResetRequestsTable;
  resources: ResourcesTable;
  retailRules: RetailRulesTable;
  retailSettings: RetailSettingsTable;
  roleAssignments: RoleAssignmentsTable;
  roleRequests: RoleRequestsTable;
  samlAnswers: SamlAnswersTable;
  savedViews: SavedViewsTable;
  scheduledChanges: ScheduledChangesTable;
  scimGroupMembers: ScimGroupMembersTable;
  scimGroups: ScimGroupsTable;
  scimRoles: ScimRolesTable;
  scimTokens: ScimTokensTable;
  scimUsers: ScimUsersTable;
  sealChains: SealChainsTable;
  sealHeads: SealHeadsTable;
  sealKeys: SealKeysTable;
  sealQueue: SealQueueTable;
  seals: SealsTable;
  secondFactorExceptions: SecondFactorExceptionsTable;
  selfPurchases: SelfPurchasesTable;
  sentenceChanges: SentenceChangesTable;
  sentenceOverrides: SentenceOverridesTable;
  serviceFiles: ServiceFilesTable;
  serviceLinks: ServiceLinksTable;
  serviceLooks: ServiceLooksTable;
  serviceMessages: ServiceMessagesTable;
  servicePlans: ServicePlansTable;
  serviceRequests: ServiceRequestsTable;
  sessions: SessionsTable;
  shippedAgreements: ShippedAgreementsTable;
  shippedPrograms: ShippedProgramsTable;
  signInNames: SignInNamesTable;
  signOnAttempts: SignOnAttemptsTable;
  signUpTokens: SignUpTokensTable;
  signUps: SignUpsTable;
  signingKeys: SigningKeysTable;
  skuLinks: SkuLinksTable;
  skus: SkusTable;
  subscriptionChanges: SubscriptionChangesTable;
  subscriptions: SubscriptionsTable;
  suggestions: SuggestionsTable;
  supportContacts: SupportContactsTable;
  suspensions: SuspensionsTable;
  taxExemptions: TaxExemptionsTable;
  taxIds: TaxIdsTable;
  taxPapers: TaxPapersTable;
  taxProfiles: TaxProfilesTable;
  temporaryPasswords: TemporaryPasswordsTable;
  tenantConsents: TenantConsentsTable;
  tenants: TenantsTable;
  termsAcceptances: TermsAcceptancesTable;
  termsTexts: TermsTextsTable;
  transferLines: TransferLinesTable;
  transfers: TransfersTable;
  validationCodes: ValidationCodesTable;
  verificationFindings: VerificationFindingsTable;
  verificationPapers: VerificationPapersTable;
  verifications: VerificationsTable;
  webhookAttempts: WebhookAttemptsTable;
  webhookDeliveries: WebhookDeliveriesTable;
  webhookEndpoints: WebhookEndpointsTable;
  webhookFollowers: WebhookFollowersTable;
}
