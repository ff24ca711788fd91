import { type Assignment, evaluate, may, type Place } from '../src/core/access.ts';
import { permissionKeys } from '../src/core/grants.ts';
import { factsOf, roles, type Scope, sections } from '../src/core/roles.ts';
import { alone, type Measure, median } from './measure.ts';

const locations = ['paris', 'lyon', 'lille', 'nantes'],
  programs = ['reseller', 'membership'];
const scopes: Record<string, Scope> = { company: 'company', locations: { locations }, location_programs: { locations, programs } };
/** Nobody holds so much: every role, wherever it can be held. What is rightly refused is looked for longest. */
const assignments: Assignment[] = roles.flatMap((role) => factsOf(role).scopes.map((scope) => ({ role, scope: scopes[scope] ?? 'company', endsAt: null })));
const places: readonly (Place | 'company' | undefined)[] = [
  undefined,
  'company',
  { location: 'lyon' },
  { location: 'lille', program: 'reseller' },
  { location: 'elsewhere' },
];

/** One decision on a permission, from rights that are in memory; and what it takes to bring them there. */
export const deciding: Measure = {
  name: 'permission',
  about: 'A decision on a permission',
  async run({ quick }) {
    const now = new Date();
    const each = roles.map((role) =>
      evaluate(
        assignments.filter((one) => one.role === role),
        [],
        now,
        sections,
      ),
    );
    const all = [...each, evaluate(assignments, [], now, sections)];
    const asked = all.flatMap((rights) =>
      permissionKeys.flatMap((permission) =>
        (['view', 'own', 'edit'] as const).flatMap((level) => places.map((at) => [rights, permission, level, at] as const)),
      ),
    );
    const rounds = quick ? 3 : 9,
      deciding: number[] = [],
      evaluating: number[] = [];
    let granted = 0;
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      for (const [rights, permission, level, at] of asked) if (may(rights, permission, level, at)) granted++;
      deciding.push(((performance.now() - began) * 1_000_000) / asked.length);
      const begun = performance.now();
      for (let i = 0; i < 100; i++) evaluate(assignments, [], now, sections);
      evaluating.push(((performance.now() - begun) * 1000) / 100);
    }
    if (!granted) throw new Error('nothing was granted');
    return [alone('permission', 'ns', Math.round(median(deciding)), 2000), alone('evaluation', 'µs', Math.round(median(evaluating)), 2000)];
  },
};
