import { z } from 'zod';
import { credentialStates } from '../../../core/credential.ts';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { type AccountRole, accountRoles, factsOf } from '../../../core/roles.ts';
import { LastAdmin, RoleNotYours } from '../../members/contract.ts';

/** Roles that manage people or the company: never given, nor brought back, by a directory. */
export const isProtected = (role: AccountRole): boolean =>
  (factsOf(role).kind === 'directory' && role !== 'default_user') || role === 'account_admin' || role === 'developer_owner';
/** What a group can be mapped to: everything else that is held in the whole company. */
export const groupRoles: readonly AccountRole[] = accountRoles.filter(
  (role) => !isProtected(role) && role !== 'default_user' && factsOf(role).scopes.includes('company'),
);
const GroupRole = z.enum(groupRoles as readonly [AccountRole, ...AccountRole[]]);

/** Tokens of one directory that work at the same time: a second one, so that the first can be replaced without a pause. */
export const tokensAtOnce = 2;
export const tokenMonths = [3, 6, 12] as const;
/** Resources in one answer of a list. */
export const scimPage = 200;
/** Operations in one PATCH, and people in one group. */
export const operationsAtOnce = 1_000;
export const groupMost = 10_000;

export const scimTypes = ['invalidFilter', 'invalidPath', 'invalidSyntax', 'invalidValue', 'mutability', 'noTarget', 'uniqueness', 'tooMany'] as const;
export const ScimInvalid = defineProblem('provisioning.invalid', 400, z.object({ scimType: z.enum(scimTypes), attribute: z.string() }));
export const ScimTaken = defineProblem('provisioning.taken', 409, z.object({ attribute: z.string() }));
/** The directory speaks only for addresses in domains that the company has proved, and that it was given. */
export const ForeignAddress = defineProblem('provisioning.foreign_address', 403, z.object({ domain: z.string() }));
export const ProvisioningOff = defineProblem('provisioning.off', 403, z.object({}));
/** Whoever keeps a local way in is not the directory's to shut out. */
export const KeptLocal = defineProblem('provisioning.kept_local', 409, z.object({}));
export const TooManyTokens = defineProblem('provisioning.too_many_tokens', 409, z.object({ most: z.number() }));

const ofDirectory = z.object({ directory: z.string() });
const ofUser = ofDirectory.extend({ name: z.string() });
export const TokenMade = announcement('provisioning.token_made', ofUser);
export const TokenEnded = announcement('provisioning.token_ended', ofUser);
export const TokenExpiring = announcement('provisioning.token_expiring', ofUser.extend({ days: z.number() }));
export const UserProvisioned = announcement('provisioning.user_added', ofUser);
export const UserAsked = announcement('provisioning.user_asked', ofUser);
export const UserLinked = announcement('provisioning.user_linked', ofUser);
export const UserChanged = announcement('provisioning.user_changed', ofUser);
export const UserRemoved = announcement('provisioning.user_removed', ofUser);
export const GroupAdded = announcement('provisioning.group_added', ofUser);
export const GroupChanged = announcement('provisioning.group_changed', ofUser);
export const GroupRemoved = announcement('provisioning.group_removed', ofUser);
export const GroupMapped = announcement('provisioning.group_mapped', ofUser);

// ── what a directory's program calls (RFC 7644) ──────────────────────────────────────────────────────────────────────

const wire = { within: 'public', permission: 'public', speaks: 'scim', perMinute: 1_500 } as const;
const root = '/scim/v2/:directoryId';
const place = { directoryId: Id };
const one = { ...place, id: Id };
/** What of a resource is asked for; names with commas between. */
const shown = { attributes: z.string().max(1_000).optional(), excludedAttributes: z.string().max(1_000).optional() };
const Version = z.number().or(z.nan()).optional();
/** An answer; the dialect writes status, place and version into its headers. */
const Answer = z.object({ status: z.union([z.literal(200), z.literal(201), z.literal(204)]), resource: z.unknown() });
const Operations = z
  .array(z.object({ op: z.string().max(20), path: z.string().max(300).optional(), value: z.unknown().optional() }))
  .min(1)
  .max(operationsAtOnce);
// Names of attributes are the same in capitals; `Operations` is written so by everyone.
const Patch = z.object({ ...one, version: Version, Operations });
const Resource = z.looseObject({ ...place, version: Version });
const search = { ...place, ...shown, filter: z.string().max(500).optional(), startIndex: z.coerce.number().catch(1), count: z.coerce.number().catch(scimPage) };
const refusedUser = [ScimInvalid, ScimTaken, ForeignAddress, ProvisioningOff, KeptLocal, LastAdmin, ChangedMeanwhile];
const refusedGroup = [ScimInvalid, ScimTaken, ProvisioningOff, ChangedMeanwhile];

const wireEndpoints = {
  scimConfig: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/ServiceProviderConfig`,
    summary: 'SCIM: what of the protocol is offered',
    input: z.object(place),
    output: Answer,
  }),
  scimResourceTypes: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/ResourceTypes`,
    summary: 'SCIM: the kinds of resource',
    input: z.object(place),
    output: Answer,
  }),
  scimSchemas: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/Schemas`,
    summary: 'SCIM: what is kept of each kind',
    input: z.object(place),
    output: Answer,
  }),
  scimListUsers: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/Users`,
    summary: 'SCIM: users, by `userName`, `externalId`, `id` or address',
    input: z.object(search),
    output: Answer,
    problems: [ScimInvalid, ProvisioningOff],
  }),
  scimGetUser: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/Users/:id`,
    summary: 'SCIM: a user',
    input: z.object({ ...one, ...shown }),
    output: Answer,
    problems: [ProvisioningOff],
  }),
  scimCreateUser: endpoint({
    ...wire,
    method: 'POST',
    path: `${root}/Users`,
    summary: 'SCIM: bring somebody in; who is known here already is asked first',
    input: Resource,
    output: Answer,
    problems: refusedUser,
  }),
  scimReplaceUser: endpoint({
    ...wire,
    method: 'PUT',
    path: `${root}/Users/:id`,
    summary: 'SCIM: describe a user anew',
    input: Resource.extend({ id: Id }),
    output: Answer,
    problems: refusedUser,
  }),
  scimPatchUser: endpoint({
    ...wire,
    method: 'PATCH',
    path: `${root}/Users/:id`,
    summary: 'SCIM: change parts of a user; `active` keeps them out or lets them in',
    input: Patch,
    output: Answer,
    problems: refusedUser,
  }),
  scimRemoveUser: endpoint({
    ...wire,
    method: 'DELETE',
    path: `${root}/Users/:id`,
    summary: 'SCIM: the user is no longer there: their membership is deactivated',
    input: z.object({ ...one, version: Version }),
    output: Answer,
    problems: refusedUser,
  }),
  scimListGroups: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/Groups`,
    summary: 'SCIM: groups, by `displayName`, `externalId`, `id` or member',
    input: z.object(search),
    output: Answer,
    problems: [ScimInvalid, ProvisioningOff],
  }),
  scimGetGroup: endpoint({
    ...wire,
    method: 'GET',
    path: `${root}/Groups/:id`,
    summary: 'SCIM: a group with its members',
    input: z.object({ ...one, ...shown }),
    output: Answer,
    problems: [ProvisioningOff],
  }),
  scimCreateGroup: endpoint({
    ...wire,
    method: 'POST',
    path: `${root}/Groups`,
    summary: 'SCIM: a new group; which roles it gives is the company’s admins’ to say',
    input: Resource,
    output: Answer,
    problems: refusedGroup,
  }),
  scimReplaceGroup: endpoint({
    ...wire,
    method: 'PUT',
    path: `${root}/Groups/:id`,
    summary: 'SCIM: describe a group anew',
    input: Resource.extend({ id: Id }),
    output: Answer,
    problems: refusedGroup,
  }),
  scimPatchGroup: endpoint({
    ...wire,
    method: 'PATCH',
    path: `${root}/Groups/:id`,
    summary: 'SCIM: add, replace or remove members; rename the group',
    input: Patch,
    output: Answer,
    problems: refusedGroup,
  }),
  scimRemoveGroup: endpoint({
    ...wire,
    method: 'DELETE',
    path: `${root}/Groups/:id`,
    summary: 'SCIM: remove a group; the roles that it gave go with it',
    input: z.object({ ...one, version: Version }),
    output: Answer,
    problems: refusedGroup,
  }),
};

// ── what the company's admins see ────────────────────────────────────────────────────────────────────────────────────

const Token = z.object({
  tokenId: z.uuid(),
  name: z.string(),
  hint: z.string(),
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  state: z.enum(credentialStates),
});
export type Token = z.output<typeof Token>;
const ProvisionedUser = z.object({
  userId: z.uuid(),
  /** Null as long as they have not agreed. */
  personId: z.uuid().nullable(),
  name: z.string(),
  userName: z.string(),
  /** `asked`: known here before, and has not accepted the invitation yet. `waiting`: the directory does not want them in. */
  state: z.enum(['active', 'inactive', 'asked', 'waiting']),
  groups: z.array(z.string()),
});
export type ProvisionedUser = z.output<typeof ProvisionedUser>;
const ProvisionedGroup = z.object({ groupId: z.uuid(), name: z.string(), people: z.number(), roles: z.array(z.enum(accountRoles)), version: z.number().int() });
export type ProvisionedGroup = z.output<typeof ProvisionedGroup>;

const read = { within: 'account', method: 'GET', permission: 'tenants' } as const;
const act = { within: 'account', permission: 'tenants', stepUp: 10 } as const;
const below = '/directories/:directoryId/provisioning';

const adminEndpoints = {
  getProvisioning: endpoint({
    ...read,
    path: below,
    summary: 'How a directory brings people in: its address, its tokens, its domains',
    input: z.object(place),
    output: z.object({
      directoryId: z.uuid(),
      directory: z.string(),
      address: z.string(),
      isOff: z.boolean(),
      domains: z.array(z.string()),
      tokens: z.array(Token),
      /** What the asker may map groups to. */
      givable: z.array(z.enum(accountRoles)),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  makeProvisioningToken: endpoint({
    ...act,
    method: 'POST',
    path: `${below}/tokens`,
    summary: 'Make a token for the directory’s program; it is in this answer and nowhere else',
    input: z.object({ ...place, name: z.string().trim().min(1).max(100), months: z.coerce.number().pipe(z.literal(tokenMonths)) }),
    output: z.object({ tokenId: z.uuid(), value: z.string(), expiresAt: z.date() }),
    problems: [TooManyTokens],
  }),
  endProvisioningToken: endpoint({
    ...act,
    method: 'POST',
    path: `${below}/tokens/:tokenId/end`,
    summary: 'End a token at once',
    input: z.object({ ...place, tokenId: Id }),
    output: z.object({}),
  }),
  listProvisionedUsers: endpoint({
    ...read,
    path: `${below}/users`,
    summary: 'People as the directory describes them, the newest first',
    input: PageInput.extend(place),
    output: Page(ProvisionedUser),
  }),
  listProvisionedGroups: endpoint({
    ...read,
    path: `${below}/groups`,
    summary: 'Groups of the directory, the newest first, with the roles that they give',
    input: PageInput.extend(place),
    output: Page(ProvisionedGroup),
  }),
  mapGroup: endpoint({
    ...act,
    method: 'PUT',
    path: `${below}/groups/:groupId/roles`,
    summary: 'Say which roles a group gives; people get them, and lose them, with the group',
    input: z.object({ ...place, groupId: Id, roles: z.array(GroupRole).max(groupRoles.length), version: z.number().int() }),
    output: z.object({ version: z.number().int() }),
    problems: [RoleNotYours, ChangedMeanwhile],
  }),
};

export const scimEndpoints = { ...wireEndpoints, ...adminEndpoints };
