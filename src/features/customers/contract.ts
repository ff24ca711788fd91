import { bulkEndpoints } from './contract/bulk.ts';
import { customerEndpoints } from './contract/customers.ts';
import { mineEndpoints } from './contract/mine.ts';
import { relationshipEndpoints } from './contract/relationship.ts';
import { userEndpoints } from './contract/users.ts';

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
  LicensesReturn,
  RightsNotDelegated,
  type UserRow,
  userFileColumns,
  userFileRows,
  userRestorableDays,
} from './contract/users.ts';

export * from './contract/bulk.ts';

export const customers = {
  ...customerEndpoints,
  ...bulkEndpoints,
  ...relationshipEndpoints,
  ...mineEndpoints,
  ...userEndpoints,
};
