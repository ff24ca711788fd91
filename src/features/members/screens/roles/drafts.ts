import { accountRoles, type AccountRole, factsOf, type ScopeKind, scopeKindOf } from '../../../../core/roles.ts';
import type { HeldRole } from '../../contract.ts';
import { endOfDay, lastDayOf } from './rightsWords.ts';

/** A role as it is being put together on a page. */
export interface RoleDraft {
  readonly key: string;
  readonly role: AccountRole;
  readonly kind: ScopeKind;
  readonly locations: readonly string[];
  readonly programs: readonly string[];
  /** The last day on which it holds, or '' for no end. */
  readonly day: string;
  /** As the server has it; its end is kept to the second while its day is not touched. */
  readonly held?: HeldRole;
}

let serial = 0;
/** A role newly ticked: where most are held, without an end. */
export const newDraft = (role: AccountRole): RoleDraft => ({
  key: `new-${++serial}`,
  role,
  kind: factsOf(role).scopes[0] ?? 'company',
  locations: [],
  programs: [],
  day: '',
});

export const draftOf = (held: HeldRole, at: number): RoleDraft => ({
  key: `held-${at}`,
  role: held.role,
  kind: scopeKindOf(held.scope),
  locations: held.scope === 'company' ? [] : held.scope.locations,
  programs: held.scope === 'company' ? [] : (held.scope.programs ?? []),
  day: lastDayOf(held.endsAt),
  held,
});

const scopeOf = ({ kind, locations, programs }: RoleDraft): HeldRole['scope'] => {
  if (kind === 'company') return 'company';
  return { locations: [...locations], ...(kind === 'location_programs' ? { programs: [...programs] } : {}) };
};
/** Whether it is said where the role is held. */
export const isPlaced = ({ kind, locations, programs }: RoleDraft): boolean =>
  kind === 'company' || (locations.length > 0 && (kind === 'locations' || programs.length > 0));

/** What the server is sent: in the order of the roles, so that the same set is sent the same way. */
export const wantedOf = (drafts: readonly RoleDraft[]) =>
  drafts
    .toSorted((a, b) => accountRoles.indexOf(a.role) - accountRoles.indexOf(b.role))
    .map((draft) => {
      const endsAt = draft.held && lastDayOf(draft.held.endsAt) === draft.day ? draft.held.endsAt : endOfDay(draft.day);
      return { role: draft.role, scope: scopeOf(draft), endsAt: endsAt ? new Date(endsAt).toISOString() : null };
    });

/** The same text for the same roles: to see whether anything was changed. */
export const sameAs = (drafts: readonly RoleDraft[]): string => JSON.stringify(wantedOf(drafts));

export const today = (): string => new Date().toISOString().slice(0, 10);
export const isPast = ({ day, held }: RoleDraft): boolean => day !== '' && day < today() && day !== lastDayOf(held?.endsAt ?? null);

/** Why these cannot be saved as they are: the id of a sentence. */
export const faultOf = (drafts: readonly RoleDraft[]): 'rights.needs_place' | 'rights.needs_later_day' | undefined =>
  drafts.some((draft) => !isPlaced(draft)) ? 'rights.needs_place' : drafts.some(isPast) ? 'rights.needs_later_day' : undefined;
