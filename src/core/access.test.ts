import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Assignment,
  evaluate,
  giversOf,
  type GrantOverride,
  guestRoles,
  heldLevels,
  holdersOf,
  levelHeld,
  may,
  type Place,
  placesOf,
  whyNot,
} from './access.ts';
import { abilitiesOf, differenceOf } from './difference.ts';
import { cellOf, givingKeysOf, grants, type Level, levelsOf, permissionKeys, permissions } from './grants.ts';
import { accountRoles, factsOf, gives, operatorRoles, roles, type Scope, scopeFits, type ScopeKind, sections, selfGiven } from './roles.ts';

const now = new Date('2026-11-21T09:00:00Z');
const levels: readonly Level[] = ['view', 'own', 'edit'];
const locations = ['paris', 'lyon', 'lille'],
  programs = ['csp', 'mpn'];
const places: readonly (Place | 'company')[] = [
  'company',
  ...locations.flatMap((location): Place[] => [{ location }, ...programs.map((program) => ({ location, program }))]),
];

const someOf = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const anyScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant('company' as const),
  someOf(locations).map((at) => ({ locations: at })),
  fc.record({ locations: someOf(locations), programs: someOf(programs) }),
);
const anyEnd = fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }));
const anyAssignment: fc.Arbitrary<Assignment> = fc.record({ role: fc.constantFrom(...roles), scope: anyScope, endsAt: anyEnd });
const anyAssignments = fc.array(anyAssignment, { maxLength: 6 });
const anySections = fc.subarray([...sections]);
const anyOverrides: fc.Arbitrary<GrantOverride[]> = fc.uniqueArray(
  fc.record({ role: fc.constantFrom(...roles), permission: fc.constantFrom(...permissionKeys), level: fc.constantFrom<Level | null>(...levels, null) }),
  { selector: (one) => `${one.role} ${one.permission}`, maxLength: 200 },
);
const everything = fc.record({ assignments: anyAssignments, overrides: anyOverrides, brought: anySections });

/** Everything that rights let do, asked one by one: the slow truth that the quick functions are held against. */
const truth = (rights: ReturnType<typeof evaluate>) =>
  new Set(
    permissionKeys.flatMap((permission) =>
      levels.flatMap((level) => places.filter((at) => may(rights, permission, level, at)).map((at) => `${permission} ${level} ${JSON.stringify(at)}`)),
    ),
  );
const isWithin = (small: ReadonlySet<string>, large: ReadonlySet<string>) => [...small].every((one) => large.has(one));

describe('the tables', () => {
  test('a role that can be held at places changes nothing of the whole company', () => {
    const width: Record<ScopeKind | 'own', number> = { own: 0, location_programs: 1, locations: 2, company: 3 };
    const wrong = accountRoles.flatMap((role) => {
      const narrowest = Math.min(...factsOf(role).scopes.map((scope) => width[scope]));
      return permissionKeys.filter((key) => cellOf(role, key).level === 'edit' && width[permissions[key].scope] > narrowest).map((key) => `${role}: ${key}`);
    });
    expect(wrong).toEqual([]);
  });
  test('a global admin holds every permission but the ones that stand with those who do the work', () => {
    const without = permissionKeys.filter((key) => permissions[key].side === 'account' && !grants.global_admin[key]);
    // They give the role that does to someone, or, where the table says so, to themselves.
    for (const key of without)
      for (const role of holdersOf(key, levelsOf(key)[0] ?? 'view')) expect(['agent', 'company', 'developer'], `${key}: ${role}`).toContain(factsOf(role).kind);
    for (const key of permissionKeys) if (permissions[key].side === 'operator') expect(grants.op_root[key], key).toBeDefined();
  });
  test('every permission can be held by someone', () => {
    for (const key of permissionKeys) expect(holdersOf(key, levelsOf(key).at(-1) ?? 'view'), key).not.toEqual([]);
  });
  test('each part of the portal that a role needs is one in which it can do something', () => {
    for (const role of accountRoles)
      for (const section of factsOf(role).sections ?? [])
        expect(heldLevels(evaluate([{ role, scope: 'company', endsAt: null }], [], now, [section])).length, `${role} in ${section}`).toBeGreaterThan(
          heldLevels(evaluate([{ role, scope: 'company', endsAt: null }], [], now, [])).length,
        );
  });
  test('directory roles are given by global admins only, whatever the installation says', () => {
    fc.assert(
      fc.property(anyOverrides, (overrides) => {
        for (const role of accountRoles.filter((each) => factsOf(each).kind === 'directory' && each !== 'default_user'))
          expect(giversOf([role], overrides)).toEqual(['global_admin']);
      }),
    );
  });
  test('only a global admin gives a role that gives more than the giver can', () => {
    for (const giver of accountRoles.filter((role) => role !== 'global_admin'))
      for (const role of gives[giver])
        for (const further of giversOf([role]).includes(giver) ? gives[role].filter((each) => giversOf([each]).includes(role)) : [])
          expect(gives[giver], `${giver} → ${role} → ${further}`).toContain(further);
  });
  test('one gives oneself only what one may give others', () => {
    for (const role of roles) for (const own of selfGiven[role] ?? []) expect(giversOf([own]), `${role} → ${own}`).toContain(role);
  });
  test('guests hold what the sources let them hold', () => {
    expect(guestRoles).toEqual(['default_user', 'membership_admin', 'business_profile_admin', 'referrals_admin']);
  });
  test('a scope fits a role by its kind', () => {
    expect(scopeFits('referrals_admin', { locations: ['paris'] })).toBe(true);
    expect(scopeFits('referrals_admin', { locations: ['paris'], programs: ['csp'] })).toBe(false);
    expect(scopeFits('incentives_admin', 'company')).toBe(false);
    expect(scopeFits('global_admin', { locations: ['paris'] })).toBe(false);
  });
});

describe('evaluating', () => {
  test('a scope never widens: what is held at places is part of what is held everywhere', () => {
    fc.assert(
      fc.property(everything, ({ assignments, overrides, brought }) => {
        const wide = assignments.map((one) => ({ ...one, scope: 'company' as const }));
        expect(isWithin(truth(evaluate(assignments, overrides, now, brought)), truth(evaluate(wide, overrides, now, brought)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
  test('what a role changes at places, it changes there and nowhere else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...accountRoles), someOf(locations), fc.option(someOf(programs)), (role, at, forPrograms) => {
        const scope: Scope = forPrograms ? { locations: at, programs: forPrograms } : { locations: at };
        fc.pre(scopeFits(role, scope));
        const rights = evaluate([{ role, scope, endsAt: null }], [], now, sections);
        for (const key of permissionKeys.filter((each) => permissions[each].scope !== 'own'))
          for (const place of places.filter((each) => may(rights, key, 'edit', each))) {
            expect(place, `${role}: ${key}`).not.toBe('company');
            expect(at).toContain((place as Place).location);
            if (forPrograms) expect(forPrograms).toContain((place as Place).program);
          }
      }),
    );
  });
  test('roles add up and lose nothing: together they let do exactly what each lets do', () => {
    fc.assert(
      fc.property(everything, ({ assignments, overrides, brought }) => {
        const together = truth(evaluate(assignments, overrides, now, brought));
        const each = new Set(assignments.flatMap((one) => [...truth(evaluate([one], overrides, now, brought))]));
        expect(isWithin(each, together)).toBe(true);
        // Holding a permission for two programs at a place is not holding it for the place: nothing is made up either.
        expect(isWithin(together, each)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
  test('an installation changes only the cells that are open', () => {
    fc.assert(
      fc.property(anyOverrides, (overrides) => {
        for (const role of roles)
          for (const key of permissionKeys)
            if (!cellOf(role, key).open) expect(levelHeld(role, key, overrides), `${role}: ${key}`).toBe(cellOf(role, key).level ?? undefined);
      }),
      { numRuns: 30 },
    );
  });
  test('an open cell holds what the installation says', () => {
    for (const role of roles)
      for (const permission of permissionKeys.filter((key) => cellOf(role, key).open))
        for (const level of [...levelsOf(permission), null]) expect(levelHeld(role, permission, [{ role, permission, level }])).toBe(level ?? undefined);
  });
  test('a permission of a part of the portal is held only while a program brings it', () => {
    fc.assert(
      fc.property(everything, ({ assignments, overrides, brought }) => {
        for (const { permission } of heldLevels(evaluate(assignments, overrides, now, brought))) {
          const needed = permissions[permission].sections;
          if (needed) expect(needed.some((section) => brought.includes(section))).toBe(true);
        }
      }),
    );
  });
  test('the more a company has joined, the more its people can do', () => {
    fc.assert(
      fc.property(everything, anySections, ({ assignments, overrides, brought }, more) => {
        expect(isWithin(truth(evaluate(assignments, overrides, now, brought)), truth(evaluate(assignments, overrides, now, [...brought, ...more])))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
  test('a role that has ended is as one never held; the evaluation says when the next one ends', () => {
    fc.assert(
      fc.property(everything, ({ assignments, overrides, brought }) => {
        const rights = evaluate(assignments, overrides, now, brought);
        const live = assignments.filter((one) => !one.endsAt || one.endsAt > now);
        expect(truth(rights)).toEqual(truth(evaluate(live, overrides, now, brought)));
        const ends = live.flatMap((one) => (one.endsAt ? [one.endsAt.getTime()] : []));
        expect(rights.until?.getTime() ?? null).toBe(ends.length ? Math.min(...ends) : null);
      }),
      { numRuns: 40 },
    );
  });
  test('no role of a company opens the operator’s side, nor the other way round', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...accountRoles)), anyOverrides, (held, overrides) => {
        const rights = evaluate(
          held.map((role) => ({ role, scope: 'company', endsAt: null })),
          overrides,
          now,
          sections,
        );
        for (const { permission } of heldLevels(rights)) expect(permissions[permission].side).toBe('account');
        for (const role of operatorRoles) expect(rights.gives.has(role)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
  test('places are those where one may', () => {
    fc.assert(
      fc.property(everything, fc.constantFrom(...permissionKeys), fc.constantFrom(...levels), ({ assignments, overrides, brought }, key, level) => {
        const rights = evaluate(assignments, overrides, now, brought);
        const found = placesOf(rights, key, level);
        if (found === 'company') expect(may(rights, key, level, 'company')).toBe(true);
        else
          for (const location of locations)
            expect(found.includes(location)).toBe(
              [undefined, ...programs].some((program) => may(rights, key, level, program ? { location, program } : { location })),
            );
      }),
    );
  });
});

describe('refusing', () => {
  test('whoever may not learns why, whoever may learns nothing', () => {
    fc.assert(
      fc.property(everything, fc.constantFrom(...permissionKeys), fc.constantFrom(...levels), ({ assignments, overrides, brought }, key, level) => {
        const rights = evaluate(assignments, overrides, now, brought);
        expect(whyNot(rights, key, level) === undefined).toBe(may(rights, key, level));
      }),
    );
  });
  test('with a named role and a program that is named, one may; with a role that is not named, one may not', () => {
    fc.assert(
      fc.property(anyOverrides, fc.constantFrom(...permissionKeys), fc.constantFrom(...levels), anySections, (overrides, key, level, brought) => {
        const why = whyNot(evaluate([], overrides, now, brought), key, level);
        expect(why?.roles).toEqual(holdersOf(key, level, overrides));
        for (const role of roles) {
          const given = (extra: Iterable<(typeof sections)[number]>) => evaluate([{ role, scope: 'company', endsAt: null }], overrides, now, extra);
          const enough = [...brought, ...(why?.sections.slice(0, 1) ?? [])];
          expect(may(given(enough), key, level), `${role}: ${key}`).toBe(why?.roles.includes(role));
          if (why?.sections.length) expect(may(given(brought), key, level)).toBe(false);
        }
      }),
    );
  });
  test('who is named as able to give a role is able to', () => {
    fc.assert(
      fc.property(anyOverrides, fc.constantFrom(...roles), (overrides, wanted) => {
        for (const giver of roles)
          expect(giversOf([wanted], overrides).includes(giver)).toBe(
            evaluate([{ role: giver, scope: 'company', endsAt: null }], overrides, now).gives.has(wanted),
          );
        expect(givingKeysOf(wanted).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the difference of two evaluations', () => {
  const pair = fc.record({ before: anyAssignments, after: anyAssignments, overrides: anyOverrides, brought: anySections });
  const implied = (rights: ReturnType<typeof evaluate>) =>
    new Set(abilitiesOf(rights).flatMap(({ permission, level, at }) => [`${permission} ${level} ${JSON.stringify(at)}`]));

  test('says all that rights let do, and nothing else', () => {
    fc.assert(
      fc.property(everything, ({ assignments, overrides, brought }) => {
        const rights = evaluate(assignments, overrides, now, brought);
        const said = abilitiesOf(rights);
        expect(isWithin(implied(rights), truth(rights))).toBe(true);
        // Whatever one may do somewhere, some sentence covers it.
        for (const key of permissionKeys)
          for (const level of levels)
            for (const at of places.filter((place) => may(rights, key, level, place)))
              expect(
                said.some(
                  (one) =>
                    one.permission === key &&
                    (one.level === level || one.level === 'edit') &&
                    (one.at === 'company' || (at !== 'company' && one.at.location === at.location && (!one.at.program || one.at.program === at.program))),
                ),
                `${key} ${level}`,
              ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
  test('is the set difference of everything that one may before and after', () => {
    fc.assert(
      fc.property(pair, ({ before, after, overrides, brought }) => {
        const [was, is] = [evaluate(before, overrides, now, brought), evaluate(after, overrides, now, brought)];
        const [could, can] = [truth(was), truth(is)];
        const { gained, lost } = differenceOf(was, is);
        for (const { permission, level, at } of gained) expect([may(was, permission, level, at), may(is, permission, level, at)]).toEqual([false, true]);
        for (const { permission, level, at } of lost) expect([may(was, permission, level, at), may(is, permission, level, at)]).toEqual([true, false]);
        expect(gained.length === 0).toBe(isWithin(can, could));
        expect(lost.length === 0).toBe(isWithin(could, can));
      }),
      { numRuns: 60 },
    );
  });
  test('turned around, what was gained is lost', () => {
    fc.assert(
      fc.property(pair, ({ before, after, overrides, brought }) => {
        const [was, is] = [evaluate(before, overrides, now, brought), evaluate(after, overrides, now, brought)];
        const [there, back] = [differenceOf(was, is), differenceOf(is, was)];
        expect([there.gained, there.lost, there.gives]).toEqual([back.lost, back.gained, { gained: back.gives.lost, lost: back.gives.gained }]);
      }),
      { numRuns: 60 },
    );
  });
});
