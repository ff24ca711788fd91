import { type Comparison, filterOf } from './scimFilter.ts';

/** A resource as it is on the wire. */
export type Json = Record<string, unknown>;
export type ScimType = 'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'mutability' | 'noTarget' | 'uniqueness' | 'tooMany';
/** What is wrong with a request, and where. */
export interface Fault {
  readonly scimType: ScimType;
  readonly attribute: string;
}
export interface Operation {
  readonly op: string;
  readonly path?: string | undefined;
  readonly value?: unknown;
}

interface Path {
  /** The schema of an extension, whose attributes stand in an object of their own. */
  readonly extension: string | null;
  readonly attribute: string;
  readonly filter: readonly Comparison[] | null;
  readonly sub: string | null;
}

const pathShape = /^(?:(urn:[\w.:-]+?:2\.0:\w+):)?([A-Za-z$][\w$-]*)(?:\[([^\]]+)\])?(?:\.([A-Za-z$][\w$-]*))?$/;
const whole = /^urn:[\w.:-]+:2\.0:\w+$/i;
const ours = /^urn:ietf:params:scim:schemas:core:2\.0:/i;
const lists = new Set(['emails', 'members', 'phonenumbers', 'addresses', 'roles', 'entitlements', 'photos', 'ims', 'x509certificates']);
/** The server's own word; a client that sends it along is not refused, one that means it is. */
const readOnly = new Set(['id', 'meta', 'groups']);

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Names of attributes are the same in capitals. */
export const keyIn = (object: Json, name: string): string => Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
export const valueIn = (object: Json, name: string): unknown => object[keyIn(object, name)];

function pathOf(text: string): Path | null {
  const [, schema, attribute = '', filter, sub = null] = pathShape.exec(text.trim()) ?? [];
  if (!attribute) return null;
  const extension = schema && !ours.test(schema) ? schema : null;
  if (filter === undefined) return { extension, attribute, filter: null, sub };
  const read = filterOf(filter);
  return read && { extension, attribute, filter: read, sub };
}

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : JSON.stringify(a) === JSON.stringify(b);
/** What makes two entries of a list the same: their value, or all of them where they have none. Compared by a set: lists are long. */
const keyOf = (entry: unknown): string => {
  const value = isObject(entry) ? valueIn(entry, 'value') : undefined;
  return value === undefined ? JSON.stringify(entry) : String(value).toLowerCase();
};
const matches = (entry: unknown, filter: readonly Comparison[]): boolean =>
  isObject(entry) &&
  filter.every(({ attribute, value }) => same(typeof value === 'boolean' ? (valueIn(entry, attribute) ?? false) : valueIn(entry, attribute), value));
const listed = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value]);

/**
 * Applies the operations of a PATCH (RFC 7644 3.5.2) to a copy, as Entra ID and Okta write them: `Add` in capitals, no path and an
 * object of paths, a filter that finds nothing yet, members to remove in `value`.
 */
export function patched(resource: Json, operations: readonly Operation[]): { readonly resource: Json } | { readonly fault: Fault } {
  const copy = structuredClone(resource);
  for (const { op, path, value } of operations) {
    const kind = op.toLowerCase();
    if (kind !== 'add' && kind !== 'replace' && kind !== 'remove') return { fault: { scimType: 'invalidSyntax', attribute: 'op' } };
    const fault = path === undefined ? applyAll(copy, kind, value) : applyAt(copy, kind, path, value);
    if (fault) return { fault };
  }
  return { resource: copy };
}

type Kind = 'add' | 'replace' | 'remove';

function applyAll(resource: Json, kind: Kind, value: unknown): Fault | undefined {
  if (kind === 'remove') return { scimType: 'noTarget', attribute: 'path' };
  if (!isObject(value)) return { scimType: 'invalidSyntax', attribute: 'value' };
  for (const [key, each] of Object.entries(value)) {
    if (readOnly.has(key.toLowerCase()) || key === 'schemas') continue;
    const fault = applyAt(resource, kind, key, each);
    if (fault) return fault;
  }
  return undefined;
}

function applyExtension(resource: Json, kind: Kind, schema: string, value: unknown): Fault | undefined {
  if (kind === 'remove') {
    delete resource[keyIn(resource, schema)];
    return undefined;
  }
  if (!isObject(value)) return { scimType: 'invalidValue', attribute: schema };
  const key = keyIn(resource, schema);
  resource[key] = { ...(isObject(resource[key]) ? resource[key] : {}), ...value };
  return undefined;
}

function applyAt(resource: Json, kind: Kind, text: string, value: unknown): Fault | undefined {
  if (text.length <= 300 && whole.test(text)) return applyExtension(resource, kind, text, value);
  const path = text.length > 300 ? null : pathOf(text);
  if (!path) return { scimType: 'invalidPath', attribute: text };
  if (readOnly.has(path.attribute.toLowerCase()) && !path.extension) return { scimType: 'mutability', attribute: path.attribute };
  const holder = path.extension ? extensionOf(resource, path.extension) : resource;
  const key = keyIn(holder, path.attribute);
  const isList = path.filter !== null || lists.has(key.toLowerCase()) || Array.isArray(holder[key]);
  if (isList) holder[key] = entriesAfter(listed(holder[key]), kind, path, value);
  else if (path.sub) applySub(holder, key, kind, path.sub, value);
  else if (kind === 'remove') delete holder[key];
  else holder[key] = isObject(value) && isObject(holder[key]) ? { ...holder[key], ...value } : value;
  return undefined;
}

function extensionOf(resource: Json, schema: string): Json {
  const key = keyIn(resource, schema);
  if (!isObject(resource[key])) resource[key] = {};
  return resource[key] as Json;
}

function applySub(holder: Json, key: string, kind: Kind, sub: string, value: unknown): void {
  const inner: Json = isObject(holder[key]) ? holder[key] : {};
  if (kind === 'remove') delete inner[keyIn(inner, sub)];
  else inner[keyIn(inner, sub)] = value;
  holder[key] = inner;
}

function entriesAfter(entries: readonly unknown[], kind: Kind, { filter, sub }: Path, value: unknown): unknown[] {
  const met = (entry: unknown) => filter === null || matches(entry, filter);
  if (kind === 'remove') {
    if (sub)
      return entries.map((entry) =>
        met(entry) && isObject(entry) ? Object.fromEntries(Object.entries(entry).filter(([key]) => key.toLowerCase() !== sub.toLowerCase())) : entry,
      );
    const named = filter === null ? listed(value) : [];
    if (!named.length) return entries.filter((entry) => !met(entry));
    const gone = new Set(named.map(keyOf));
    return entries.filter((entry) => !gone.has(keyOf(entry)));
  }
  if (filter === null && !sub) {
    const given = listed(value);
    const anew = new Set(given.map(keyOf));
    return kind === 'replace' ? given : [...entries.filter((entry) => !anew.has(keyOf(entry))), ...given];
  }
  const change = (entry: unknown): unknown =>
    isObject(entry) ? { ...entry, ...(sub ? { [keyIn(entry, sub)]: value } : isObject(value) ? value : {}) } : entry;
  // A filter that finds nothing describes the entry that is wanted.
  const fresh = Object.fromEntries((filter ?? []).map((each) => [each.attribute, each.value]));
  return entries.some(met) ? entries.map((entry) => (met(entry) ? change(entry) : entry)) : [...entries, change(fresh)];
}
