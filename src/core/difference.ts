import { may, type Place, type Rights } from './access.ts';
import type { Level, Permission } from './grants.ts';
import type { Role } from './roles.ts';

/** What a change of roles means, in the terms of what one can do: the difference of two full evaluations. */

/** One thing that rights let their holder do: so much of a permission, in the whole company or at one place. */
export interface Ability {
  readonly permission: Permission;
  readonly level: Level;
  readonly at: Place | 'company';
}

const tops = (holds: (level: Level) => boolean): Level[] => (holds('edit') ? ['edit'] : (['view', 'own'] as const).filter(holds));

/** Everything the rights let do, said once: nothing that a wider place or a higher level says already. */
export function abilitiesOf(rights: Rights): Ability[] {
  return [...rights.held].flatMap(([permission, { places }]) => {
    const wherever = tops((level) => may(rights, permission, level, 'company')).map((level): Ability => ({ permission, level, at: 'company' }));
    const somewhere = [...places].flatMap(([location, programs]) =>
      [...programs.keys()].flatMap((program) => {
        const at: Place = program === '*' ? { location } : { location, program };
        const wider = (level: Level) => may(rights, permission, level, program === '*' ? 'company' : { location });
        return tops((level) => may(rights, permission, level, at))
          .filter((level) => !wider(level))
          .map((level): Ability => ({ permission, level, at }));
      }),
    );
    return [...wherever, ...somewhere];
  });
}

export interface Difference {
  /** What `after` lets do and `before` did not. */
  readonly gained: readonly Ability[];
  /** What `before` let do and `after` does not. */
  readonly lost: readonly Ability[];
  /** Roles that can be given to others from now on, and no longer. */
  readonly gives: { readonly gained: readonly Role[]; readonly lost: readonly Role[] };
}

const beyond = (more: Rights, less: Rights) => abilitiesOf(more).filter(({ permission, level, at }) => !may(less, permission, level, at));

/** What changes for someone whose rights become others. */
export const differenceOf = (before: Rights, after: Rights): Difference => ({
  gained: beyond(after, before),
  lost: beyond(before, after),
  gives: {
    gained: [...after.gives].filter((role) => !before.gives.has(role)),
    lost: [...before.gives].filter((role) => !after.gives.has(role)),
  },
});
