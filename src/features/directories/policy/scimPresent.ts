import { fullName } from '../../../core/person.ts';
import type { GroupRow, UserRow } from '../queries/scim.ts';
import { isObject, type Json } from './scimPatch.ts';
import { groupSchema, userSchema } from './scimSchemas.ts';

const meta = (kind: 'User' | 'Group', location: string, { createdAt, changedAt }: { readonly createdAt: Date; readonly changedAt: Date }, version: number) => ({
  resourceType: kind,
  created: createdAt.toISOString(),
  lastModified: changedAt.toISOString(),
  location,
  version: `W/"${version}"`,
});

/** Someone who is linked may come in when their membership says so; of someone who was only asked, the directory's own word stands. */
export const isActive = ({ personId, memberState, isActive: wanted }: UserRow): boolean => (personId ? memberState === 'active' : wanted);

export function presentUser(user: UserRow, address: string): Json {
  const location = `${address}/Users/${user.userId}`;
  const { givenName, familyName } = user;
  return {
    schemas: [userSchema],
    id: user.userId,
    ...(user.externalId === null ? {} : { externalId: user.externalId }),
    userName: user.userName,
    name: { givenName, familyName, formatted: fullName(user) },
    ...(user.displayName === null ? {} : { displayName: user.displayName }),
    emails: [{ value: user.email, type: 'work', primary: true }],
    ...(user.locale === null ? {} : { preferredLanguage: user.locale }),
    active: isActive(user),
    groups: user.groups.map((group) => ({ ...group, $ref: `${address}/Groups/${group.value}` })),
    meta: meta('User', location, user, user.version + (user.memberVersion ?? 0)),
  };
}

export interface GroupMember {
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string | null;
}
export function presentGroup(group: GroupRow, members: readonly GroupMember[], address: string): Json {
  return {
    schemas: [groupSchema],
    id: group.groupId,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.displayName,
    members: members.map(({ userId, userName, displayName }) => ({
      value: userId,
      display: displayName ?? userName,
      type: 'User',
      $ref: `${address}/Users/${userId}`,
    })),
    meta: meta('Group', `${address}/Groups/${group.groupId}`, group, group.version),
  };
}

const names = (text: string | undefined): Set<string> | undefined => {
  const read = text?.split(',').flatMap(
    (name) =>
      name
        .replace(/^urn:.*:/i, '')
        .trim()
        .toLowerCase() || [],
  );
  return read?.length ? new Set(read) : undefined;
};
/** Of an attribute with parts, `name.givenName`, the whole is given. */
const asksFor = (wanted: ReadonlySet<string>, key: string): boolean => [...wanted].some((name) => name.split('.')[0] === key.toLowerCase());
const always = new Set(['schemas', 'id', 'meta']);

/** Only the attributes that are asked for, or all but those that are not wanted (RFC 7644 3.9). */
export function projected(
  resource: Json,
  { attributes, excludedAttributes }: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined },
): Json {
  const [wanted, unwanted] = [names(attributes), names(excludedAttributes)];
  if (!isObject(resource) || (!wanted && !unwanted)) return resource;
  return Object.fromEntries(
    Object.entries(resource).filter(([key]) => always.has(key) || ((!wanted || asksFor(wanted, key)) && !unwanted?.has(key.toLowerCase()))),
  );
}
/** Members are looked up only when they are shown. */
export const showsMembers = (asked: Parameters<typeof projected>[1]): boolean => 'members' in projected({ members: [] }, asked);
