import { closedAfterElevation } from './elevated.ts';
import { cellOf, givingKeysOf, type Level, type Permission, permissionKeys, permissions } from './grants.ts';
import { closedWhileSuspended } from './suspended.ts';
import { type AccountRole, accountRoles, factsOf, gives, type Role, roles, type Scope, type Section, selfGiven } from './roles.ts';

/**
 * Who may do what: assignments and the tables of `roles.ts` and `grants.ts`, evaluated into rights, and the few functions that read them.
 * API, screens, CLI, docs and tests all ask here. Deny unless said. See docs/decisions/0005-three-tables-of-rights.md.
 */

/** One role that a person holds, where, and until when. */
export interface Assignment {
  readonly role: Role;
  readonly scope: Scope;
  readonly endsAt: Date | null;
  /** Given under an elevation; until then what could not be undone is left out of it, and it can be taken back with all that came of it. */
  readonly elevationId?: string | null;
  readonly provisionalUntil?: Date | null;
}
/** An installation's own value for one cell of the grants; null takes the right away. */
export interface GrantOverride {
  readonly role: Role;
  readonly permission: Permission;
  readonly level: Level | null;
}

/** Levels as bits: `edit` includes both others, `view` and one's own stand side by side. */
const bits: Record<Level, number> = { own: 1, view: 2, edit: 7 };
/** A place where something may be done: a location, or one program at it. */
export interface Place {
  readonly location: string;
  readonly program?: string | undefined;
}
/** What is held of one permission, and where. */
export interface Held {
  /** In the whole company. */
  readonly everywhere: number;
  /** At places that are held on their own: location → program (or `*`) → bits. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Rights that hold under an elevation which can still be undone. */
export interface Provisional {
  readonly elevationId: string;
  readonly until: Date;
  /** What the roles hold and the elevation leaves closed until then, with the level held. */
  readonly closed: ReadonlyMap<Permission, Level>;
}

/** Rights evaluated once per version: what `may` reads. */
export interface Rights {
  readonly roles: ReadonlySet<Role>;
  readonly held: ReadonlyMap<Permission, Held>;
  readonly gives: ReadonlySet<Role>;
  /** Roles these rights let their holder give to themselves. */
  readonly selfGives: ReadonlySet<Role>;
  /** When the first of the assignments ends; the evaluation is stale from then on. */
  readonly until: Date | null;
  /** What the installation changed in the tables, as of the same version. */
  readonly overrides: readonly GrantOverride[];
  /** What the company's programs bring. */
  readonly sections: ReadonlySet<Section>;
  /** Null: none of the roles is held under an elevation that can still be undone. */
  readonly provisional: Provisional | null;
  /** What the roles would let one change, were the company not suspended. */
  readonly suspended: ReadonlySet<Permission>;
}
export const noRights: Rights = {
  roles: new Set(),
  held: new Map(),
  gives: new Set(),
  selfGives: new Set(),
  until: null,
  overrides: [],
  sections: new Set(),
  provisional: null,
  suspended: new Set(),
};

/** What a role holds of a permission in this installation, or undefined. Whether a program brings it is another question. */
export function levelHeld(role: Role, permission: Permission, overrides: readonly GrantOverride[] = []): Level | undefined {
  const shipped = cellOf(role, permission);
  const override = shipped.open ? overrides.find((o) => o.role === role && o.permission === permission) : undefined;
  return (override ? override.level : shipped.level) ?? undefined;
}

/** Whether the company's programs bring what the permission is about. */
export const isBrought = (permission: Permission, sections: ReadonlySet<Section>): boolean =>
  permissions[permission].sections?.some((section) => sections.has(section)) ?? true;

/** Evaluates assignments into rights, as of `now`, with what the company's programs bring, and what a suspension closes. */
export function evaluate(
  assignments: readonly Assignment[],
  overrides: readonly GrantOverride[],
  now: Date,
  sections: Iterable<Section> = [],
  { isSuspended = false }: { readonly isSuspended?: boolean } = {},
): Rights {
  const live = assignments.filter((a) => !a.endsAt || a.endsAt > now);
  const brought = new Set(sections);
  const held = new Map<Permission, { everywhere: number; places: Map<string, Map<string, number>> }>();
  const provisional = provisionalOf(live, now);
  const closed = new Map<Permission, Level>();
  const suspended = new Set<Permission>();
  for (const { role, scope, provisionalUntil } of live) {
    const opensLater = provisionalUntil !== undefined && provisionalUntil !== null && provisionalUntil > now;
    for (const permission of permissionKeys) {
      const shipped = levelHeld(role, permission, overrides);
      if (!shipped || !isBrought(permission, brought)) continue;
      const left = opensLater ? levelLeft(permission, shipped) : shipped;
      if (left !== shipped) closed.set(permission, shipped);
      if (!left) continue;
      const stands = isSuspended && left === 'edit' && closedWhileSuspended.has(permission);
      if (stands) suspended.add(permission);
      const level = stands ? 'view' : left;
      let entry = held.get(permission);
      if (!entry) held.set(permission, (entry = { everywhere: 0, places: new Map() }));
      addAt(entry, permission, scope, bits[level]);
    }
  }
  const ends = [...live.flatMap((a) => (a.endsAt ? [a.endsAt.getTime()] : [])), ...(provisional ? [provisional.until.getTime()] : [])];
  const changes = (permission: Permission) => ((held.get(permission)?.everywhere ?? 0) & bits.edit) === bits.edit;
  return {
    roles: new Set(live.map((a) => a.role)),
    held,
    gives: new Set(live.flatMap((a) => gives[a.role].filter((role) => givingKeysOf(role).every(changes)))),
    selfGives: new Set(live.flatMap((a) => selfGiven[a.role] ?? [])),
    until: ends.length ? new Date(Math.min(...ends)) : null,
    overrides,
    sections: brought,
    provisional: provisional && { ...provisional, closed },
    suspended,
  };
}

/** Whether something that stands may be ended: by whom may change it, and by whom only a suspension keeps from changing it. */
export const mayTakeAway = (rights: Rights, permission: Permission): boolean => may(rights, permission, 'edit') || rights.suspended.has(permission);

/** The elevation under which assignments are held, the one that can be undone longest. */
function provisionalOf(live: readonly Assignment[], now: Date): Pick<Provisional, 'elevationId' | 'until'> | null {
  let found: Pick<Provisional, 'elevationId' | 'until'> | null = null;
  for (const { elevationId, provisionalUntil: until } of live)
    if (elevationId && until && until > now && (!found || until > found.until)) found = { elevationId, until };
  return found;
}

/** What an elevation leaves of a level for as long as it can be undone. */
function levelLeft(permission: Permission, level: Level): Level | null {
  const closed = closedAfterElevation.get(permission);
  if (!closed) return level;
  return closed === 'all' ? null : level === 'edit' ? 'view' : level;
}

/** A scope narrows only what can be narrowed: a role held at two locations still sees the one list of admins. */
function addAt(entry: { everywhere: number; places: Map<string, Map<string, number>> }, permission: Permission, scope: Scope, level: number): void {
  const kind = permissions[permission].scope;
  if (scope === 'company' || kind === 'company' || kind === 'own') {
    entry.everywhere |= level;
    return;
  }
  for (const location of scope.locations) {
    const programs = entry.places.get(location) ?? new Map<string, number>();
    entry.places.set(location, programs);
    for (const program of kind === 'location_programs' ? (scope.programs ?? ['*']) : ['*']) programs.set(program, (programs.get(program) ?? 0) | level);
  }
}

/**
 * Whether the rights hold the permission at that level: somewhere at all, or at one place.
 * Says nothing about a particular object; what is one's own (`own`) is for the feature's policy to tell.
 */
export function may(rights: Rights, permission: Permission, needs: Level = 'view', at?: Place | 'company'): boolean {
  const held = rights.held.get(permission);
  if (!held) return false;
  const wanted = needs === 'edit' ? bits.edit : bits[needs];
  const covers = (level: number) => (level & wanted) === wanted;
  if (covers(held.everywhere)) return true;
  if (at === 'company') return false;
  if (at) {
    const programs = held.places.get(at.location);
    return covers(held.everywhere | (programs?.get('*') ?? 0) | (at.program === undefined ? 0 : (programs?.get(at.program) ?? 0)));
  }
  for (const programs of held.places.values()) for (const level of programs.values()) if (covers(held.everywhere | level)) return true;
  return false;
}

/** Where the permission is held at that level: in the whole company, or at these locations; for lists. */
export function placesOf(rights: Rights, permission: Permission, needs: Level = 'view'): 'company' | readonly string[] {
  const held = rights.held.get(permission);
  if (may(rights, permission, needs, 'company')) return 'company';
  return [...(held?.places.keys() ?? [])].filter((location) =>
    [...(held?.places.get(location)?.keys() ?? [])].some((program) => may(rights, permission, needs, { location, program })),
  );
}

/** One permission that a program was let in for, and how much of it. */
export interface Scoped {
  readonly permission: Permission;
  readonly level: 'view' | 'edit';
}
/** What scopes hold by themselves: everywhere in the company, no role, nothing to be given on. */
export function rightsOfScopes(
  scopes: readonly Scoped[],
  overrides: readonly GrantOverride[],
  sections: Iterable<Section>,
  { isSuspended = false }: { readonly isSuspended?: boolean } = {},
): Rights {
  const brought = new Set(sections);
  const held = new Map<Permission, Held>();
  const suspended = new Set<Permission>();
  for (const { permission, level } of scopes) {
    if (!(permission in permissions) || !isBrought(permission, brought)) continue;
    const stands = isSuspended && level === 'edit' && closedWhileSuspended.has(permission);
    if (stands) suspended.add(permission);
    const before = held.get(permission)?.everywhere ?? 0;
    // Who sees all of it also sees what is one's own.
    held.set(permission, { everywhere: before | (level === 'edit' && !stands ? bits.edit : bits.view | bits.own), places: new Map() });
  }
  return { ...noRights, held, overrides, sections: brought, suspended };
}

/** What two people both may, with the roles of the second: never more than either. Nothing of it can be given on. */
export function meet(viewer: Rights, seen: Rights): Rights {
  const held = new Map<Permission, Held>();
  for (const [permission, theirs] of seen.held) {
    const mine = viewer.held.get(permission);
    if (!mine) continue;
    const everywhere = mine.everywhere & theirs.everywhere;
    const places = new Map<string, Map<string, number>>();
    for (const location of new Set([...mine.places.keys(), ...theirs.places.keys()])) {
      const programs = new Set(['*', ...(mine.places.get(location)?.keys() ?? []), ...(theirs.places.get(location)?.keys() ?? [])]);
      const at = [...programs].map((program) => [program, heldAt(mine, location, program) & heldAt(theirs, location, program)] as const);
      places.set(location, new Map(at.filter(([, level]) => level !== 0)));
    }
    if (everywhere || [...places.values()].some((programs) => programs.size)) held.set(permission, { everywhere, places });
  }
  const ends = [viewer.until, seen.until].flatMap((until) => (until ? [until.getTime()] : []));
  return {
    ...noRights,
    roles: seen.roles,
    held,
    until: ends.length ? new Date(Math.min(...ends)) : null,
    overrides: viewer.overrides,
    sections: viewer.sections,
    provisional: viewer.provisional,
    suspended: viewer.suspended,
  };
}
const heldAt = (held: Held, location: string, program: string): number =>
  held.everywhere | (held.places.get(location)?.get('*') ?? 0) | (held.places.get(location)?.get(program) ?? 0);

/** The highest level held anywhere; for menus and for showing. */
export const levelOfHeld = (rights: Rights, permission: Permission): Level | undefined =>
  (['edit', 'view', 'own'] as const).find((level) => may(rights, permission, level));

/** Every permission held somewhere, at its highest level. */
export const heldLevels = (rights: Rights): { readonly permission: Permission; readonly level: Level }[] =>
  [...rights.held.keys()].flatMap((permission) => {
    const level = levelOfHeld(rights, permission);
    return level ? [{ permission, level }] : [];
  });

export interface Refusal {
  readonly permission: Permission;
  readonly needs: Level;
  /** The roles that hold it, in this installation. */
  readonly roles: readonly Role[];
  /** Not empty when the company lacks a program first: one that brings any of these. */
  readonly sections: readonly Section[];
  /** Held already, and open from then on: what could not be undone waits after an elevation. */
  readonly opensAt: Date | null;
  /** Held already, and open again when the company is no longer suspended. */
  readonly suspended: boolean;
}

/** Roles that hold so much of the permission, in this installation. */
export const holdersOf = (permission: Permission, needs: Level, overrides: readonly GrantOverride[] = []): Role[] =>
  roles.filter((role) => {
    const level = levelHeld(role, permission, overrides);
    return level !== undefined && (bits[level] & bits[needs]) === bits[needs];
  });

/** Roles whose holders can give one of these, in this installation. */
export const giversOf = (wanted: readonly Role[], overrides: readonly GrantOverride[] = []): Role[] =>
  roles.filter((giver) => gives[giver].some((role) => wanted.includes(role) && givingKeysOf(role).every((key) => levelHeld(giver, key, overrides) === 'edit')));

/** Whether holding the role at some scope that it can have covers the permission there; one that is held place by place never covers the whole company. */
export function canCover(role: Role, permission: Permission, at?: Place | 'company'): boolean {
  const narrows = permissions[permission].scope;
  if (at === undefined || narrows === 'company' || narrows === 'own') return true;
  const { scopes } = factsOf(role);
  if (scopes.includes('company')) return true;
  if (at === 'company') return false;
  return scopes.includes('locations') || narrows === 'locations' || at.program !== undefined;
}

/** Why not: the permission that is missing, the roles that hold it, and what a program would have to bring first. Undefined when one may. */
export function whyNot(rights: Rights, permission: Permission, needs: Level, at?: Place | 'company'): Refusal | undefined {
  if (may(rights, permission, needs, at)) return undefined;
  const sections = isBrought(permission, rights.sections) ? [] : (permissions[permission].sections ?? []);
  const holders = holdersOf(permission, needs, rights.overrides).filter((role) => canCover(role, permission, at));
  const closed = rights.provisional?.closed.get(permission);
  const opensAt = closed && (bits[closed] & bits[needs]) === bits[needs] ? (rights.provisional?.until ?? null) : null;
  return { permission, needs, roles: holders, sections, opensAt, suspended: rights.suspended.has(permission) };
}

/** What someone of another company may hold here. */
export const guestRoles: readonly AccountRole[] = accountRoles.filter((role) => role === 'default_user' || factsOf(role).guests);
