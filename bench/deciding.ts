import { evaluate, may } from '../src/core/access.ts';
import { permissionKeys } from '../src/core/grants.ts';
import { alone, type Measure, median } from './measure.ts';

/** One decision on a permission, from rights that are in memory. */
export const deciding: Measure = {
  name: 'permission',
  about: 'A decision on a permission',
  async run({ quick }) {
    const rights = evaluate(
      [
        { role: 'user_admin', scope: 'company', endsAt: null },
        { role: 'billing_admin', scope: 'company', endsAt: null },
      ],
      [],
      new Date(),
    );
    const decisions = 2_000_000,
      figures: number[] = [];
    let granted = 0;
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      const began = performance.now();
      for (let i = 0; i < decisions; i++) {
        const permission = permissionKeys[i % permissionKeys.length];
        if (permission && may(rights, permission, i & 1 ? 'edit' : 'view')) granted++;
      }
      figures.push(((performance.now() - began) * 1_000_000) / decisions);
    }
    if (!granted) throw new Error('nothing was granted');
    return [alone('permission', 'ns', Math.round(median(figures)), 100)];
  },
};
