import { agreementTextEndpoints } from './contract/agreementText.ts';
import { bulkEndpoints } from './contract/bulk.ts';
import { customerEndpoints } from './contract/customers.ts';
import { mineEndpoints } from './contract/mine.ts';
import { openLinkEndpoints } from './contract/openLinks.ts';
import { relationshipEndpoints } from './contract/relationship.ts';
import { selfPurchaseEndpoints } from './contract/selfPurchase.ts';
import { tenantConsentEndpoints } from './contract/tenantConsents.ts';
import { userEndpoints } from './contract/users.ts';
import { validationCodeEndpoints } from './contract/validationCodes.ts';

export * from './contract/shapes.ts';
export * from './contract/roles.ts';
export {
  AgreementAccepted,
  AlreadyCustomer,
  CustomerInvitation,
  CustomerInvitationAccepted,
  CustomerInvitationDeclined,
  CustomerInvitationWithdrawn,
  CustomerInvited,
  CustomerInvitedAgain,
  CustomerRelationshipRemoved,
  DelegationAsked,
  DelegationDeclined,
  DelegationEnded,
  DelegationGiven,
  DelegationNotInState,
  InvitationGone,
  InvitationUnproved,
  invitationDays,
  invitationStates,
  longestDays,
  NotItsAdmin,
  OtherMarket,
  SignInFirst,
  StillUsed,
} from './contract/relationship.ts';

export {
  CustomerUser,
  CustomerUserAdded,
  CustomerUserChanged,
  CustomerUserDeleted,
  CustomerUserLinkSent,
  CustomerUserRestored,
  CustomerUsersImported,
  CustomerUsersImportUndone,
  customerUserStates,
  LicensesAsked,
  LicensesGiven,
  NoLicenseLeft,
  UserNotLicensable,
  LicensesReturn,
  RightsNotDelegated,
  type UserRow,
  userFileColumns,
  userFileRows,
  userRestorableDays,
} from './contract/users.ts';

export * from './contract/bulk.ts';
export { ApplicationLetIn, ApplicationShutOut, TenantConsentStands } from './contract/tenantConsents.ts';
export { AskedByOpenLink, OpenLinkEnded, OpenLinkMade } from './contract/openLinks.ts';
export * from './contract/selfPurchase.ts';
export * from './contract/validationCodes.ts';

export const customers = {
  ...customerEndpoints,
  ...bulkEndpoints,
  ...relationshipEndpoints,
  ...openLinkEndpoints,
  ...tenantConsentEndpoints,
  ...mineEndpoints,
  ...userEndpoints,
  ...agreementTextEndpoints,
  ...selfPurchaseEndpoints,
  ...validationCodeEndpoints,
};
