import { type Area, areas } from '../../../../core/areas.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import type { Scope, Section } from '../../../../core/roles.ts';
import { useHouse } from '../../../../web/house.tsx';
import type { AbilityShown } from '../../contract.ts';

export interface PlaceNames {
  readonly locations: readonly { readonly locationId: string; readonly name: string }[];
  readonly programs: readonly { readonly program: string; readonly name: string }[];
}
export const noPlaces: PlaceNames = { locations: [], programs: [] };

/** The order in which any list of roles, permissions and people says what is held. */
export function useRightsWords() {
  const { t, formatList, formatDate } = useHouse();
  const ability = ({ permission, level }: Pick<AbilityShown, 'permission' | 'level'>) => t(`permission_words.${permission}.${level}` as MessageKey);
  const sections = (list: readonly Section[]) =>
    formatList(
      list.map((section) => t(`sections.${section}`)),
      'disjunction',
    );
  const named = ({ locations, programs }: PlaceNames) => ({
    location: (id: string) => locations.find((one) => one.locationId === id)?.name ?? id,
    program: (id: string) => programs.find((one) => one.program === id)?.name ?? id,
  });
  return {
    ability,
    /** Who can change something can also see it: said beside, since the words for changing do not. */
    included: ({ permission, level }: Pick<AbilityShown, 'permission' | 'level'>) =>
      level === 'edit' ? t(`permission_words.${permission}.view` as MessageKey) : undefined,
    sections,
    roles: (list: readonly string[]) => formatList(list.map((role) => t(`roles.${role}` as MessageKey))),
    /** Where something can be done; nothing when it is everywhere. */
    at: (at: AbilityShown['at'], places: PlaceNames) => {
      if (at === 'company') return undefined;
      const name = named(places);
      const words = at.map(({ location, program }) =>
        program ? t('rights.place.program', { location: name.location(location), program: name.program(program) }) : name.location(location),
      );
      return t('rights.at', { places: formatList(words) });
    },
    /** Where a role is held. */
    scope: (scope: Scope, places: PlaceNames) => {
      if (scope === 'company') return t('rights.everywhere');
      const name = named(places);
      const locations = formatList(scope.locations.map(name.location));
      return t('rights.at', {
        places: scope.programs ? t('rights.place.program', { location: locations, program: formatList(scope.programs.map(name.program)) }) : locations,
      });
    },
    /** A role ends at an instant; a reader thinks of the last day on which it holds. */
    until: (endsAt: Date | string | null) => (endsAt ? t('rights.until', { day: formatDate(lastDayOf(endsAt)) }) : undefined),
    given: (givenBy: string | null, givenAt: Date | string) =>
      givenBy ? t('rights.given', { name: givenBy, day: formatDate(givenAt) }) : t('rights.given_on', { day: formatDate(givenAt) }),
  };
}

/** The last whole day on which something holds that ends at an instant, or '' for no end. */
export const lastDayOf = (endsAt: Date | string | null): string => (endsAt ? new Date(new Date(endsAt).getTime() - 1).toISOString().slice(0, 10) : '');
/** The last day ends at midnight UTC, the same for all who look at it. */
export const endOfDay = (day: string): Date | null => (day ? new Date(`${day}T24:00:00Z`) : null);

/** Items in the order of the areas, each area once. */
export const byArea = <Item extends { readonly area: Area }>(items: readonly Item[]): readonly (readonly [Area, readonly Item[]])[] =>
  areas.flatMap((area) => {
    const found = items.filter((item) => item.area === area);
    return found.length ? [[area, found] as const] : [];
  });
