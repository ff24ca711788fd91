import { OperatorTasks } from './features/center/contract.ts';
import {
  DomainUses,
  FamilyPrograms,
  HomeFigures,
  HomePrograms,
  HomeTasks,
  LocationLinks,
  LocationUses,
  LookInto,
  MergeEffects,
  MergeInto,
  MoreIdentifiers,
  OpenClosing,
  WhoHolds,
} from './features/accounts/contract.ts';
import { MayLoseSecondFactor, OwnPages } from './features/identity/contract.ts';
import { companiesAgainstLosingFactor, deskToDo, figuresOfPeople, holders, peopleForLook, rolesAtLocation, tasksOfPeople } from './features/members/answers.ts';
import { RecordCounts } from './features/members/contract.ts';
import { LeaverOwns } from './features/members/contract/leaving.ts';
import { tasksOfRoleRequests } from './features/members/answers/roleRequests.ts';
import { identifiersOfPrograms, resellersAtLocation, resellersAtLocations } from './features/programs/answers/identifiers.ts';
import { enrollmentsToDo, programsAtHome, programsByFamily, tasksOfPrograms } from './features/programs/answers.ts';
import { RequirementStatus } from './features/programs/contract.ts';
import { tasksOfRelations, whetherRelated } from './features/relations/answers.ts';
import { mergeOfAgreements, agreementsInMerge } from './features/agreements/answers/merging.ts';
import { removalsToDo } from './features/accounts/answers/removals.ts';
import { companyInMerge, mergeOfCompany } from './features/accounts/answers/merging.ts';
import { mergeOfPeople, peopleInMerge } from './features/members/answers/merging.ts';
import { tasksOfMerges } from './features/merges/answers.ts';
import { mergeOfProfiles, profilesInMerge } from './features/profiles/answers/merging.ts';
import { mergeOfTax, taxInMerge } from './features/tax/answers/merging.ts';
import { mergeOfNotices } from './features/notices/answers/merging.ts';
import { linksInMerge, mergeOfPrograms, programsInMerge } from './features/programs/answers/merging.ts';
import { mergeOfRecovery, recoveryInMerge } from './features/recovery/answers/merging.ts';
import { mergeOfRelations, relationsInMerge } from './features/relations/answers/merging.ts';
import { mergeOfRequests, requestsInMerge } from './features/support/answers/merging.ts';
import { tasksOfAgreements, whetherAgreed } from './features/agreements/answers.ts';
import { tasksOfVerification, verificationToDo, whetherVerified } from './features/verification/answers.ts';
import { tasksOfResetRequests } from './features/recovery/answers/help.ts';
import { peopleAtDomain, tasksOfElevations } from './features/recovery/answers/elevations.ts';
import { accessToDo, tasksOfAccess } from './features/recovery/answers/access.ts';
import { CustomerUses, LicensesAsked, LicensesGiven, LicensesReturn } from './features/customers/contract.ts';
import { PriceEffects, PriceEffectTotals } from './features/catalog/contract.ts';
import { customersInMerge, mergeOfCustomers } from './features/customers/answers/merging.ts';
import { pagesOfDirectory } from './features/customers/answers/ownPages.ts';
import { usesOfCustomer } from './features/orders/answers.ts';
import { effectsOnSubscriptions, totalsOfEffects } from './features/orders/answers/priceEffects.ts';
import { licensesForNew, licensesOfReturned, licensesOfRows } from './features/orders/answers/licenses.ts';
import { transfersInClosing } from './features/orders/answers/closing.ts';
import { tasksOfChanges, tasksOfOrders, tasksOfTransfers } from './features/orders/answers/home.ts';
import { mergeOfOrders } from './features/orders/answers/merging.ts';
import { taxToDo, tasksOfTax } from './features/tax/answers.ts';
import { certificatesOfLeaver, countOfCertificates, learningInMerge, mergeOfLearning } from './features/learning/answers.ts';
import { identifiersOfLearner } from './features/learning/answers/identifiers.ts';
import { applicationsInMerge, mergeOfApplications } from './features/applications/answers.ts';
import { identifiersOfApplications } from './features/applications/answers/identifiers.ts';
import { identifiersOfDirectories } from './features/directories/answers/identifiers.ts';
import { directoriesAtDomain } from './features/directories/answers.ts';
import { mergeOfWebhooks, webhooksInClosing, webhooksInMerge } from './features/webhooks/answers.ts';
import { closingInMerge, closingOfAccount, closingsToDo, tasksOfClosing } from './features/closing/answers.ts';
import { ClosingParts } from './features/closing/contract.ts';
import { suggestionsToDo } from './features/languages/answers.ts';
import { requestsOfLeaver, requestsToDo, tasksOfRequests } from './features/support/answers/requests.ts';
import { type Reply } from './server/call.ts';

/** What later features answer to the questions of earlier ones: each in its own words, in the order in which they are to act. */
export const replies = new Map<string, Reply[]>([
  [OpenClosing.name, [closingOfAccount]],
  [FamilyPrograms.name, [programsByFamily]],
  [MoreIdentifiers.name, [identifiersOfPrograms, identifiersOfDirectories, identifiersOfApplications, identifiersOfLearner]],
  [MayLoseSecondFactor.name, [companiesAgainstLosingFactor]],
  [
    HomeTasks.name,
    [
      tasksOfClosing,
      tasksOfElevations,
      tasksOfVerification,
      tasksOfRelations,
      tasksOfMerges,
      tasksOfRoleRequests,
      tasksOfPeople,
      tasksOfPrograms,
      tasksOfAgreements,
      tasksOfTax,
      tasksOfRequests,
      tasksOfAccess,
      tasksOfResetRequests,
      tasksOfOrders,
      tasksOfTransfers,
      tasksOfChanges,
    ],
  ],
  [HomeFigures.name, [figuresOfPeople]],
  [HomePrograms.name, [programsAtHome]],
  [WhoHolds.name, [holders]],
  [LeaverOwns.name, [requestsOfLeaver, certificatesOfLeaver]],
  [RecordCounts.name, [countOfCertificates]],
  [OwnPages.name, [pagesOfDirectory]],
  [CustomerUses.name, [usesOfCustomer]],
  [LicensesAsked.name, [licensesOfRows]],
  [LicensesGiven.name, [licensesForNew]],
  [LicensesReturn.name, [licensesOfReturned]],
  [PriceEffects.name, [effectsOnSubscriptions]],
  [PriceEffectTotals.name, [totalsOfEffects]],
  [LookInto.name, [peopleForLook]],
  [DomainUses.name, [peopleAtDomain, directoriesAtDomain]],
  [LocationUses.name, [rolesAtLocation, resellersAtLocation]],
  [LocationLinks.name, [resellersAtLocations]],
  [OperatorTasks.name, [removalsToDo, closingsToDo, verificationToDo, deskToDo, enrollmentsToDo, taxToDo, requestsToDo, accessToDo, suggestionsToDo]],
  [
    MergeEffects.name,
    [
      closingInMerge,
      companyInMerge,
      peopleInMerge,
      programsInMerge,
      agreementsInMerge,
      relationsInMerge,
      learningInMerge,
      profilesInMerge,
      applicationsInMerge,
      taxInMerge,
      requestsInMerge,
      recoveryInMerge,
      customersInMerge,
      webhooksInMerge,
    ],
  ],
  [ClosingParts.name, [transfersInClosing, webhooksInClosing]],
  // Links before their locations, people before whatever names them.
  [
    MergeInto.name,
    [
      linksInMerge,
      mergeOfCompany,
      mergeOfPeople,
      mergeOfPrograms,
      mergeOfAgreements,
      mergeOfRelations,
      mergeOfNotices,
      mergeOfLearning,
      mergeOfProfiles,
      mergeOfApplications,
      mergeOfTax,
      mergeOfRequests,
      mergeOfRecovery,
      mergeOfCustomers,
      mergeOfOrders,
      mergeOfWebhooks,
    ],
  ],
  [RequirementStatus.name, [whetherRelated, whetherVerified, whetherAgreed]],
]);
