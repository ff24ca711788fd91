import { groupMost } from '../contract/scim.ts';
import { type Fault, isObject, type Json, valueIn } from './scimPatch.ts';

/** What is kept of a group resource. */
export interface WantedGroup {
  readonly displayName: string;
  readonly externalId: string | null;
  /** Ids of users, each once. */
  readonly members: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a group as a client writes it. */
export function groupOf(resource: Json): { readonly group: WantedGroup } | { readonly fault: Fault } {
  const wrong = (attribute: string) => ({ fault: { scimType: 'invalidValue' as const, attribute } });
  const displayName = valueIn(resource, 'displayName'),
    externalId = valueIn(resource, 'externalId') ?? null,
    members = valueIn(resource, 'members') ?? [];
  if (typeof displayName !== 'string' || !displayName.trim() || displayName.length > 200) return wrong('displayName');
  if (externalId !== null && (typeof externalId !== 'string' || externalId.length > 254)) return wrong('externalId');
  if (!Array.isArray(members)) return wrong('members');
  if (members.length > groupMost) return { fault: { scimType: 'tooMany', attribute: 'members' } };
  const ids = (members as unknown[]).map((member) => (isObject(member) ? String(valueIn(member, 'value')).toLowerCase() : ''));
  if (!ids.every((id) => uuid.test(id))) return wrong('members');
  return { group: { displayName: displayName.trim(), externalId: externalId || null, members: [...new Set(ids)] } };
}
