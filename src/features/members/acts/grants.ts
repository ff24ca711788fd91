import { type GrantOverride, levelHeld } from '../../../core/access.ts';
import { cellOf, levelsOf } from '../../../core/grants.ts';
import { ChangedMeanwhile, RequestInvalid } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { renewAllRights } from '../../center/acts.ts';
import { getCenterForUpdate } from '../../center/queries.ts';
import { type GrantChange, GrantChanged, GrantFixed } from '../contract.ts';
import { listOverrides } from '../queries.ts';

/** The overrides as they would be, checked as they are when they are saved. @throws GrantFixed, ChangedMeanwhile, RequestInvalid */
export function planGrants(overrides: readonly GrantOverride[], changes: readonly GrantChange[]): GrantOverride[] {
  const after = new Map(overrides.map((one) => [`${one.role} ${one.permission}`, one]));
  for (const [at, { role, permission, was, level }] of changes.entries()) {
    const { open } = cellOf(role, permission);
    if (!open) throw new GrantFixed({ role, permission });
    if (level !== null && !levelsOf(permission).includes(level)) throw new RequestInvalid({ fields: { [`changes.${at}.level`]: 'invalid_value' } });
    if ((levelHeld(role, permission, overrides) ?? null) !== was) throw new ChangedMeanwhile({});
    after.set(`${role} ${permission}`, { role, permission, level });
  }
  return [...after.values()].filter(({ role, permission, level }) => level !== cellOf(role, permission).level);
}

/** Lays an installation's own values over the table; the shipped value takes them away. In force at the next request of everyone. @throws as `planGrants` */
export async function setGrants(tx: Tx, actor: OperatorActor, now: Date, changes: readonly GrantChange[]): Promise<void> {
  // Two operators at once: one after the other, and the second sees what the first has done.
  await getCenterForUpdate(tx);
  planGrants(await listOverrides(tx), changes);
  for (const { role, permission, was, level } of changes.filter((one) => one.was !== one.level)) {
    const isShipped = level === cellOf(role, permission).level;
    if (isShipped) await tx.deleteFrom('grantOverrides').where('role', '=', role).where('permission', '=', permission).execute();
    else {
      const set = { level, changedBy: actor.personId, changedAt: now };
      await tx
        .insertInto('grantOverrides')
        .values({ role, permission, ...set })
        .onConflict((on) => on.columns(['role', 'permission']).doUpdateSet(set))
        .execute();
    }
    await announce(tx, actor, now, GrantChanged, {
      accountId: null,
      subjectId: `${role} ${permission}`,
      details: { role, permission, isShipped },
      before: { level: was },
      after: { level },
    });
  }
  await renewAllRights(tx);
}
