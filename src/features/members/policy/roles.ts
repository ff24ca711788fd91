import { evaluate, type GrantOverride, may, type Rights } from '../../../core/access.ts';
import { permissionsInOrder } from '../../../core/areas.ts';
import { abilitiesOf, type Ability, differenceOf } from '../../../core/difference.ts';
import { type AccountRole, accountRoles, factsOf, type Role, type Section } from '../../../core/roles.ts';
import type { AbilityShown, HeldRole } from '../contract.ts';

const order = new Map(permissionsInOrder('account').map((key, at) => [key, at]));

/** Abilities as one reads them: each permission and level once, with all its places, in the order of the areas. */
export function grouped(abilities: readonly Ability[]): AbilityShown[] {
  const found = new Map<string, AbilityShown>();
  for (const { permission, level, at } of abilities) {
    const key = `${permission} ${level}`;
    const before = found.get(key)?.at ?? [];
    found.set(key, { permission, level, at: at === 'company' || before === 'company' ? 'company' : [...before, { ...at }] });
  }
  return [...found.values()].toSorted((a, b) => (order.get(a.permission) ?? 0) - (order.get(b.permission) ?? 0));
}

/** What evaluations of one company have in common. */
export interface Ground {
  readonly overrides: readonly GrantOverride[];
  readonly sections: Iterable<Section>;
  readonly now: Date;
}
const rightsOf = (held: readonly HeldRole[], { overrides, sections, now }: Ground): Rights => evaluate(held, overrides, now, sections);

/** Of these roles, those that have no effect until the company joins a program. */
export const waiting = (roles: readonly AccountRole[], brought: ReadonlySet<Section>): { role: AccountRole; sections: Section[] }[] =>
  [...new Set(roles)].flatMap((role) => {
    const { sections = [] } = factsOf(role);
    return sections.length && !sections.some((section) => brought.has(section)) ? [{ role, sections: [...sections] }] : [];
  });

/** What someone could do, and no longer, with other roles: the difference of two full evaluations. */
export function previewOf(before: readonly HeldRole[], after: readonly HeldRole[], ground: Ground) {
  const { gained, lost, gives } = differenceOf(rightsOf(before, ground), rightsOf(after, ground));
  const ofAccount = (roles: readonly Role[]) => accountRoles.filter((role) => roles.includes(role));
  const had = new Set(before.map((held) => held.role));
  return {
    gains: grouped(gained),
    loses: grouped(lost),
    givesMore: ofAccount(gives.gained),
    givesLess: ofAccount(gives.lost),
    waits: waiting(
      after.map((held) => held.role).filter((role) => !had.has(role)),
      new Set(ground.sections),
    ),
  };
}

/** Everything someone can do, each with the roles that let them. */
export function abilitiesThrough(held: readonly HeldRole[], ground: Ground): (AbilityShown & { through: HeldRole[] })[] {
  const each = held.map((one) => ({ one, rights: rightsOf([one], ground) }));
  return grouped(abilitiesOf(rightsOf(held, ground))).map((ability) => {
    const places = ability.at === 'company' ? (['company'] as const) : ability.at;
    const through = each.filter(({ rights }) => places.some((place) => may(rights, ability.permission, ability.level, place)));
    return { ...ability, through: through.map(({ one }) => one) };
  });
}
