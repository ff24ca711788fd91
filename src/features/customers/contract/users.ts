import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { CsvFile, ImportFileWrong } from '../../../core/csvFile.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import type { Locale as LocaleName } from '../../../core/locale.ts';
import { Locale, PersonName } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { question } from '../../../core/question.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { delegableRoles } from './roles.ts';
import { country, CustomerId, CustomerRemoved, version } from './shapes.ts';

/** Days for which a deleted user can be brought back. */
export const userRestorableDays = 30;
/** Rows that a file of users may have. */
export const userFileRows = 200;
export const userFileColumns = ['given_name', 'family_name', 'display_name', 'email', 'licenses'] as const;
export type UserFileColumn = (typeof userFileColumns)[number];
export const customerUserStates = ['active', 'inactive', 'deleted'] as const;
/** By the name that others see, from either end. */
export const customerUserOrders = ['name', 'name_reversed'] as const;
export type CustomerUserOrder = (typeof customerUserOrders)[number];
export const userImportStates = ['ready', 'done', 'undone'] as const;

export const CustomerUser = z.object({
  userId: z.uuid(),
  /** What they sign in with. */
  userName: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  displayName: z.string(),
  usageLocation: country,
  roles: z.array(z.enum(delegableRoles)),
  state: z.enum(customerUserStates),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  restorableUntil: z.date().nullable(),
  version,
  can: z.object({ edit: z.boolean(), delete: z.boolean(), restore: z.boolean(), sendLink: z.boolean() }),
});
export type CustomerUser = z.output<typeof CustomerUser>;

/** The rights that the customer has delegated do not reach so far. */
export const RightsNotDelegated = defineProblem('customer_users.rights_not_delegated', 403, z.object({ customerId: z.string() }));
export const UserRoleBeyond = defineProblem('customer_users.role_beyond', 403, z.object({}));
/** Somebody else was quicker: nobody was given anything. */
export const NoLicenseLeft = defineProblem('licenses.none_left', 409, z.object({ product: z.string(), available: z.number(), wanted: z.number() }));
/** One of the users cannot have what was asked for any more; nothing was changed. */
export const UserNotLicensable = defineProblem('licenses.user_not_licensable', 409, z.object({ user: z.string(), product: z.string() }));
export const LastTenantAdmin = defineProblem('customer_users.last_admin', 409, z.object({}));
export const UserNotInState = defineProblem('customer_users.not_in_state', 409, z.object({ state: z.string() }));
export const UserImportNotInState = defineProblem('customer_users.import_not_in_state', 409, z.object({ state: z.string() }));

const told = z.object({ customerId: z.string(), customer: z.string(), email: z.string() });
export const CustomerUserAdded = announcement('customer_users.added', told.extend({ roles: z.array(z.string()) }));
export const CustomerUserChanged = announcement('customer_users.changed', told);
export const CustomerUserDeleted = announcement('customer_users.deleted', told);
export const CustomerUserRestored = announcement('customer_users.restored', told);
export const CustomerUserLinkSent = announcement('customer_users.link_sent', told);
const counted = z.object({ customerId: z.string(), customer: z.string(), count: z.number() });
export const CustomerUsersImported = announcement('customer_users.imported', counted);
export const CustomerUsersImportUndone = announcement('customer_users.import_undone', counted);

const byCustomer = z.object({ customerId: CustomerId });
const one = byCustomer.extend({ userId: Id });
const said = {
  ...PersonName.shape,
  /** As others see it; made of the two names when it is empty. */
  displayName: z.string().trim().max(100).default(''),
  usageLocation: country,
  roles: z.array(z.enum(delegableRoles)).max(delegableRoles.length).default([]),
};
const Fault = z.object({ column: z.enum(userFileColumns).nullable(), code: z.string() });
export type UserRowFault = z.output<typeof Fault>;
export const UserRow = z.object({
  row: z.number().int(),
  givenName: z.string(),
  familyName: z.string(),
  displayName: z.string(),
  userName: z.string(),
  /** What the user is to get: as it was written, and the products that it means. */
  licenses: z.array(z.string()).default([]),
  skuIds: z.array(z.string()).default([]),
  faults: z.array(Fault),
});
export type UserRow = z.output<typeof UserRow>;
export const UserImport = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  usageLocation: country,
  state: z.enum(userImportStates),
  rows: z.array(UserRow),
  wrong: z.number().int(),
  createdAt: z.date(),
  createdBy: z.string(),
  endedAt: z.date().nullable(),
  version,
  can: z.object({ confirm: z.boolean(), undo: z.boolean() }),
});

/** Asked of later features when somebody is back: which licenses came with them, and which are not to be had any more. */
export const LicensesReturn = question<
  { readonly customerId: string; readonly userId: string; readonly locale: LocaleName },
  { readonly returned: readonly string[]; readonly missing: readonly string[] }
>('customers.licenses_return');
/** What the rows of a file ask for: whether it is known, may be used there and is left for all of them; the same rows, with what is wrong. */
export const LicensesAsked = question<{ readonly customerId: string; readonly usageLocation: string; readonly rows: readonly UserRow[] }, UserRow[]>(
  'customers.licenses_asked',
);
/** Gives new users the licenses that are asked for them, all or none. `locale` is the asker’s, for what is refused. */
export const LicensesGiven = question<
  {
    readonly customerId: string;
    readonly users: readonly { readonly userId: string; readonly skuIds: readonly string[] }[];
    readonly locale?: LocaleName;
  },
  void
>('customers.licenses_given');

const byImport = byCustomer.extend({ importId: Id });
const act = { within: 'account', permission: 'customers.act_on_behalf', needs: 'edit', stepUp: protectedMinutes, byToken: true } as const;
const bulk = { within: 'account', permission: 'customers.users.import', needs: 'edit' } as const;

export const userEndpoints = {
  listCustomerUsers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/users',
    permission: 'customers.details',
    summary: 'People of a customer’s directory, by the name that others see',
    input: PageInput.extend({
      customerId: CustomerId,
      search: z.string().trim().max(100).optional(),
      state: z.enum(customerUserStates).optional(),
      order: z.enum(customerUserOrders).default('name'),
      role: z.enum(delegableRoles).optional(),
    }),
    output: Page(CustomerUser).extend({
      domain: z.string(),
      can: z.object({ add: z.boolean(), import: z.boolean() }),
      givable: z.array(z.enum(delegableRoles)),
    }),
  }),
  getCustomerUser: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/users/:userId',
    permission: 'customers.details',
    versioned: true,
    summary: 'One user of a customer',
    input: one,
    output: CustomerUser.extend({ givable: z.array(z.enum(delegableRoles)) }),
  }),
  addCustomerUser: endpoint({
    ...act,
    method: 'POST',
    path: '/customers/:customerId/users',
    summary: 'Add a user of a customer, with licenses if there are any; a link to set a password goes to the user’s own mailbox',
    input: byCustomer.extend({
      ...said,
      /** The part before the @; the domain is the customer’s. */ name: z.string().trim().toLowerCase().max(64),
      locale: Locale,
      /** Products of which the user gets a license in the same act: with all of them, or not at all. */
      licenses: z
        .array(z.string().max(100))
        .max(60)
        .refine((all) => new Set(all).size === all.length, 'named_twice')
        .default([]),
    }),
    output: CustomerUser,
    problems: [RightsNotDelegated, UserRoleBeyond, CustomerRemoved, NoLicenseLeft, UserNotLicensable],
  }),
  updateCustomerUser: endpoint({
    ...act,
    method: 'PUT',
    path: '/customers/:customerId/users/:userId',
    versioned: true,
    summary: 'Change a user’s names, place, roles, and whether they may sign in to the directory',
    input: one.extend({ ...said, isActive: z.boolean(), version }),
    output: CustomerUser,
    problems: [RightsNotDelegated, UserRoleBeyond, LastTenantAdmin, UserNotInState, ChangedMeanwhile, CustomerRemoved],
  }),
  deleteCustomerUser: endpoint({
    ...act,
    method: 'DELETE',
    path: '/customers/:customerId/users/:userId',
    summary: 'Delete a user; can be undone for 30 days',
    input: one,
    output: CustomerUser,
    problems: [RightsNotDelegated, UserRoleBeyond, LastTenantAdmin, UserNotInState, CustomerRemoved],
  }),
  restoreCustomerUser: endpoint({
    ...act,
    method: 'POST',
    path: '/customers/:customerId/users/:userId/restore',
    summary: 'Bring back a deleted user with the roles and licenses they had; says which licenses are not to be had any more',
    input: one,
    output: CustomerUser.extend({ licenses: z.object({ returned: z.array(z.string()), missing: z.array(z.string()) }) }),
    problems: [RightsNotDelegated, UserRoleBeyond, UserNotInState, CustomerRemoved],
  }),
  sendCustomerUserLink: endpoint({
    ...act,
    method: 'POST',
    path: '/customers/:customerId/users/:userId/link',
    summary: 'Mail the user a link to set a password; nobody else gets it',
    input: one,
    output: z.object({}),
    problems: [RightsNotDelegated, UserNotInState, CustomerRemoved],
  }),
  exportUserTemplate: endpoint({
    ...bulk,
    method: 'GET',
    path: '/customers/:customerId/user-template',
    answers: 'stream',
    summary: 'An empty file of users, with its headings in the reader’s language',
    input: byCustomer,
    output: z.unknown(),
  }),
  uploadCustomerUsers: endpoint({
    ...bulk,
    method: 'POST',
    path: '/customers/:customerId/user-imports',
    stepUp: protectedMinutes,
    summary: 'Hand in a file of users; says row by row what is wrong, adds nobody',
    input: CsvFile.extend({ customerId: CustomerId, usageLocation: country }),
    output: UserImport,
    problems: [ImportFileWrong, RightsNotDelegated, CustomerRemoved],
  }),
  getUserImport: endpoint({
    ...bulk,
    method: 'GET',
    path: '/customers/:customerId/user-imports/:importId',
    versioned: true,
    summary: 'A file of users, row by row',
    input: byImport,
    output: UserImport,
  }),
  confirmUserImport: endpoint({
    ...bulk,
    method: 'POST',
    path: '/customers/:customerId/user-imports/:importId/confirm',
    stepUp: protectedMinutes,
    summary: 'Add the users of a file whose rows are all right, all or none; each is mailed a link',
    input: byImport.extend({ version }),
    output: UserImport,
    problems: [UserImportNotInState, RightsNotDelegated, ChangedMeanwhile, CustomerRemoved],
  }),
  undoUserImport: endpoint({
    ...bulk,
    method: 'POST',
    path: '/customers/:customerId/user-imports/:importId/undo',
    stepUp: protectedMinutes,
    summary: 'Delete the users that a file added; each can be brought back for 30 days',
    input: byImport.extend({ version }),
    output: UserImport,
    problems: [UserImportNotInState, RightsNotDelegated, ChangedMeanwhile, CustomerRemoved],
  }),
};
