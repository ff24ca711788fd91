import { z } from 'zod';
import { ChangedMeanwhile, RequestInvalid } from '../core/problems.ts';
import { pickLocale } from '../core/locale.ts';
import { type CustomerUser, customers } from '../features/customers/contract.ts';
import { readWord, word } from './body.ts';
import { Fault, invalid } from './fault.ts';
import { readFilter, valueOf } from './filter.ts';
import { pageOf } from './paging.ts';
import { atOnce, created, nothing, ok, type Request, row } from './row.ts';
import { instantTo, link, resource } from './shapes.ts';

export const userMissing = { status: 404, code: 60_002 } as const;
export const tenantMissing = { status: 404, code: 60_003 } as const;
const paging = { size: 500, whole: 10_000, isSeek: true };

/** Whoever may not sign in is still there: only the deleted are what the documents call inactive. */
const isDeleted = ({ state }: Pick<CustomerUser, 'state'>): boolean => state === 'deleted';

const shown = (customerId: string, user: CustomerUser, more: object = {}) =>
  resource(
    'CustomerUser',
    {
      id: user.userId,
      userPrincipalName: user.userName,
      firstName: user.givenName,
      lastName: user.familyName,
      displayName: user.displayName,
      usageLocation: user.usageLocation,
      ...more,
      userDomainType: 'managed',
      state: isDeleted(user) ? 'inactive' : 'active',
      softDeletionTime: user.deletedAt ? instantTo(user.deletedAt) : undefined,
    },
    { links: { self: link(`/customers/${customerId}/users/${user.userId}`) } },
  );

async function listed(request: Request) {
  const customerId = request.param('customerId');
  const said = valueOf(readFilter(request.query('filter'), { UserState: ['equals'] }), 'UserState');
  const state = said === undefined ? 'active' : readWord(['active', 'inactive'], said);
  if (!state) throw invalid('filter', 'UserState is active or inactive');
  const field = request.query('sortField');
  if (field && !/^display_?name$/i.test(field)) throw invalid('sortField', 'must be DisplayName');
  const order = /^desc/i.test(request.query('sortDirection') ?? '') ? 'name_reversed' : 'name';
  const narrowed = { customerId, order, ...(state === 'inactive' ? { state: 'deleted' as const } : {}) } as const;
  return ok(
    await pageOf(
      request,
      paging,
      (after, limit) => request.call(customers.listCustomerUsers, { ...narrowed, after, limit }),
      (user) => shown(customerId, user),
    ),
  );
}

const here = (request: Request) => ({ customerId: request.param('customerId'), userId: request.param('userId') });
const found = (request: Request) => request.call(customers.getCustomerUser, here(request));

/** Nobody sets a password for somebody else: what is said of one is read, and a link goes to the user instead. */
const PasswordProfile = z.object({ password: z.string().optional(), forceChangePassword: z.boolean().optional() });
const passwordByLink = { passwordProfile: resource('PasswordProfile', { forceChangePassword: true }) };
const NewUser = z.object({
  userPrincipalName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  displayName: z.string().optional(),
  usageLocation: z.string(),
  passwordProfile: PasswordProfile.optional(),
});

async function add(request: Request) {
  const customerId = request.param('customerId');
  const user = request.body(NewUser);
  const [name = '', domain] = user.userPrincipalName.trim().split('@', 2);
  const { domain: theirs } = await request.call(customers.listCustomerUsers, { customerId, limit: 1 });
  if (domain !== undefined && domain.toLowerCase() !== theirs) throw invalid('userPrincipalName', `must end in @${theirs}`);
  try {
    const added = await request.call(customers.addCustomerUser, {
      customerId,
      name,
      givenName: user.firstName,
      familyName: user.lastName,
      displayName: user.displayName ?? '',
      usageLocation: user.usageLocation.toUpperCase(),
      locale: pickLocale(request.locale),
    });
    return created(shown(customerId, added, passwordByLink));
  } catch (error) {
    if (!(error instanceof RequestInvalid) || error.details.fields['name'] !== 'user_name_taken') throw error;
    throw new Fault(409, 3000, `userPrincipalName: ${user.userPrincipalName} is taken`, ['userPrincipalName']);
  }
}

const ChangedUser = z.object({
  userPrincipalName: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  displayName: z.string().optional(),
  usageLocation: z.string().optional(),
  passwordProfile: PasswordProfile.optional(),
  state: word('active', 'inactive').optional(),
});
type ChangedUser = z.output<typeof ChangedUser>;

/** One call may ask for several things: somebody is brought back, renamed, and mailed a link, in this order. */
async function change(request: Request) {
  const asked = request.body(ChangedUser);
  const which = here(request);
  const before = await found(request);
  if (asked.userPrincipalName && asked.userPrincipalName.toLowerCase() !== before.userName) throw invalid('userPrincipalName', 'cannot be changed');
  if (asked.state === 'inactive' && !isDeleted(before)) throw invalid('state', 'a user is deleted by DELETE');
  const standing = asked.state === 'active' && isDeleted(before) ? await request.call(customers.restoreCustomerUser, which) : before;
  const after = await renamed(request, standing, asked);
  if (!asked.passwordProfile) return ok(shown(which.customerId, after));
  await request.call(customers.sendCustomerUserLink, which);
  return ok(shown(which.customerId, after, passwordByLink));
}
async function renamed(request: Request, user: CustomerUser, asked: ChangedUser): Promise<CustomerUser> {
  const next = {
    givenName: asked.firstName ?? user.givenName,
    familyName: asked.lastName ?? user.familyName,
    displayName: asked.displayName ?? user.displayName,
    usageLocation: asked.usageLocation?.toUpperCase() ?? user.usageLocation,
  };
  if (Object.entries(next).every(([name, value]) => user[name as keyof typeof next] === value)) return user;
  return updateUser(request, user, next);
}

/** Changes some of what is said of a user; the rest stays as it was read. */
export async function updateUser(
  request: Request,
  user: CustomerUser,
  next: Partial<Pick<CustomerUser, 'givenName' | 'familyName' | 'displayName' | 'usageLocation' | 'roles'>>,
): Promise<CustomerUser> {
  const version = request.version() ?? user.version;
  if (version !== user.version) throw new ChangedMeanwhile({});
  const { givenName, familyName, displayName, usageLocation, roles, userId } = { ...user, ...next };
  return request.call(customers.updateCustomerUser, {
    customerId: request.param('customerId'),
    userId,
    givenName,
    familyName,
    displayName,
    usageLocation,
    roles,
    isActive: user.state === 'active',
    version,
  });
}

async function resetPassword(request: Request) {
  await request.call(customers.sendCustomerUserLink, here(request));
  return ok(shown(request.param('customerId'), await found(request), passwordByLink));
}
async function remove(request: Request) {
  await request.call(customers.deleteCustomerUser, here(request));
  return nothing;
}

const path = '/v1/customers/{customerId}/users';
const one = `${path}/{userId}` as const;
export const userRows = [
  row('GET', path, listed, { uses: [path, `${path}?filter=UserState`], missing: tenantMissing }),
  row('POST', path, add, { missing: tenantMissing }),
  row('GET', one, async (request) => ok(shown(request.param('customerId'), await found(request))), { missing: userMissing }),
  row('PATCH', one, atOnce(change), { uses: [one, `${one} (passwordProfile)`, `${one} (state)`], missing: userMissing }),
  row('PATCH', `${one}/resetpassword`, resetPassword, { missing: userMissing }),
  row('DELETE', one, remove, { missing: userMissing }),
];
