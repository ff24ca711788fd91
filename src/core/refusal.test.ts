import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assignment, evaluate, type GrantOverride, may, type Place, whyNot } from './access.ts';
import { cellOf, type Level, type Permission, permissionKeys, permissions } from './grants.ts';
import { smallestFirst } from './refusal.ts';
import { factsOf, type Role, roles, type Scope, scopeFits, scopeKindOf, type Section, sections } from './roles.ts';

const now = new Date('2026-11-21T09:00:00Z');
const levels: readonly Level[] = ['view', 'own', 'edit'];
const places = ['1000001', '1000002'];
const programs = ['referrals', 'incentives'];
/** Every scope that can be made of two locations and two programs. */
const scopes: readonly Scope[] = [
  'company',
  ...places.map((place) => ({ locations: [place] })),
  { locations: places },
  ...places.flatMap((place) => programs.map((program) => ({ locations: [place], programs: [program] }))),
  { locations: places, programs },
];

const aScope = (role: Role) => fc.constantFrom(...scopes.filter((scope) => scopeFits(role, scope)));
const anAssignment: fc.Arbitrary<Assignment> = fc.constantFrom(...roles).chain((role) =>
  fc.record({
    role: fc.constant(role),
    scope: aScope(role),
    endsAt: fc.constantFrom(null, new Date('2026-11-20T00:00:00Z'), new Date('2027-01-01T00:00:00Z')),
  }),
);
const openCells = permissionKeys.flatMap((permission) => roles.filter((role) => cellOf(role, permission).open).map((role) => ({ role, permission })));
const anOverride: fc.Arbitrary<GrantOverride> = fc
  .record({ cell: fc.constantFrom(...openCells), level: fc.constantFrom(null, ...levels) })
  .map(({ cell, level }) => ({ ...cell, level }));
const aPlace: fc.Arbitrary<Place | 'company' | undefined> = fc.constantFrom(
  undefined,
  'company' as const,
  ...places.flatMap((location) => [{ location }, ...programs.map((program) => ({ location, program }))]),
);
const anAsking = fc.record({
  held: fc.array(anAssignment, { maxLength: 3 }),
  overrides: fc.uniqueArray(anOverride, { maxLength: 6, selector: ({ role, permission }) => `${role} ${permission}` }),
  brought: fc.subarray([...sections]),
  permission: fc.constantFrom(...permissionKeys),
  needs: fc.constantFrom(...levels),
  at: aPlace,
});

/** Said without the code under test: whether a role that is held there reaches the place where something is to be done. */
function reaches(scope: Scope, permission: Permission, at: Place | 'company' | undefined): boolean {
  const narrows = permissions[permission].scope;
  if (at === undefined || scope === 'company' || narrows === 'company' || narrows === 'own') return true;
  if (at === 'company' || !scope.locations.includes(at.location)) return false;
  return narrows === 'locations' || scope.programs === undefined || (at.program !== undefined && scope.programs.includes(at.program));
}

test('granting exactly what a refusal names makes the act succeed, and no smaller grant does', () => {
  fc.assert(
    fc.property(anAsking, ({ held, overrides, brought, permission, needs, at }) => {
      const mayWith = (more: readonly Assignment[], also: readonly Section[] = []) =>
        may(evaluate([...held, ...more], overrides, now, [...brought, ...also]), permission, needs, at);
      const refusal = whyNot(evaluate(held, overrides, now, brought), permission, needs, at);
      expect(refusal === undefined).toBe(mayWith([]));
      if (!refusal) return;
      // The company lacks a program: any part that is named will do, no other, and no role alone.
      const parts: readonly (readonly Section[])[] = refusal.sections.length ? refusal.sections.map((section) => [section]) : [[]];
      if (refusal.sections.length) {
        for (const role of roles) for (const scope of scopes) if (scopeFits(role, scope)) expect(mayWith([{ role, scope, endsAt: null }])).toBe(false);
        const others = sections.filter((section) => !refusal.sections.includes(section));
        for (const role of refusal.roles) expect(mayWith(everywhere(role), others)).toBe(false);
      }
      const without = refusal.sections.length > 0 && mayWith([], refusal.sections);
      for (const role of roles) {
        const named = refusal.roles.includes(role);
        let reached = false;
        for (const scope of scopes.filter((each) => scopeFits(role, each))) {
          const enough = named && reaches(scope, permission, at);
          reached ||= enough;
          for (const also of parts)
            expect(mayWith([{ role, scope, endsAt: null }], also), `${role} ${JSON.stringify(scope)}`).toBe(enough || (without && mayWith([], also)));
          // A role that has ended is none.
          expect(mayWith([{ role, scope, endsAt: now }])).toBe(false);
        }
        expect(reached, `${role} is named and can be held where it is needed`).toBe(named);
      }
    }),
    { numRuns: 600 },
  );
});

test('for every role, permission and scope by itself, a refusal names that role exactly when it holds enough', () => {
  for (const permission of permissionKeys)
    for (const needs of levels) {
      const named = whyNot(evaluate([], [], now, sections), permission, needs)?.roles ?? [];
      for (const role of roles)
        for (const scope of scopes.filter((each) => scopeFits(role, each)))
          expect(may(evaluate([{ role, scope, endsAt: null }], [], now, sections), permission, needs), `${role} ${permission} ${needs}`).toBe(
            named.includes(role),
          );
    }
});

test('taking the right from a role that was named takes its name from the refusal', () => {
  for (const { role, permission } of openCells) {
    const overrides = [{ role, permission, level: null }];
    expect(whyNot(evaluate([], overrides, now, sections), permission, 'view')?.roles).not.toContain(role);
  }
});

test('the role that adds least comes first', () => {
  const rights = evaluate([{ role: 'default_user', scope: 'company', endsAt: null }], [], now, sections);
  const offered = smallestFirst(rights, whyNot(rights, 'billing_profile', 'edit')?.roles ?? []);
  expect(offered.map(({ role }) => role)).toEqual(['billing_admin', 'admin_agent', 'global_admin']);
  expect(offered.map(({ adds }) => adds)).toEqual(offered.map(({ adds }) => adds).toSorted((a, b) => a - b));
  expect(smallestFirst(rights, ['default_user'])[0]?.adds).toBe(0);
});

const everywhere = (role: Role): Assignment[] =>
  scopes.filter((scope) => factsOf(role).scopes.includes(scopeKindOf(scope))).map((scope) => ({ role, scope, endsAt: null }));
