import { expect, test } from 'vitest';
import { evaluate, holdersOf } from './access.ts';
import { permissions } from './grants.ts';
import { entrances, lackingIn } from './portal.ts';
import { accountRoles, type Role, type Section, sections } from './roles.ts';

const now = new Date('2026-11-21T09:00:00Z');
const holding = (roles: readonly Role[], brought: readonly Section[]) =>
  evaluate(
    roles.map((role) => ({ role, scope: 'company' as const, endsAt: null })),
    [],
    now,
    brought,
  );

test('the entrance of a part is something that the part brings', () => {
  for (const section of sections) {
    const entrance = entrances[section];
    if (entrance) expect(permissions[entrance].sections, section).toContain(section);
  }
});

test('whoever is told what they lack in a part is at home there with any role that holds it', () => {
  for (const section of sections) {
    for (const role of accountRoles) {
      const lacking = lackingIn(holding([role], [section]), [section]);
      if (!lacking) continue;
      const able = holdersOf(lacking, 'view').filter((each) => !each.startsWith('op_'));
      expect(able.length, `${section} ${role}`).toBeGreaterThan(0);
      for (const given of able) expect(lackingIn(holding([role, given], [section]), [section]), `${section}: ${role} with ${given}`).toBeNull();
    }
  }
});

test('a user finds membership open and reselling barred; an agent the other way round is barred from neither', () => {
  const both: Section[] = ['membership', 'insights', 'reseller'];
  expect(lackingIn(holding(['default_user'], both), ['membership', 'insights'])).toBeNull();
  expect(lackingIn(holding(['default_user'], both), ['reseller'])).toBe('customers');
  expect(lackingIn(holding(['sales_agent'], both), ['reseller'])).toBeNull();
});

test('whoever joins programs for the company is at home in all of them', () => {
  for (const section of sections) expect(lackingIn(holding(['global_admin'], [section]), [section]), section).toBeNull();
});

test('in a program that is suspended nobody lacks anything', () => {
  expect(lackingIn(holding(['default_user'], []), ['reseller'])).toBeNull();
});
