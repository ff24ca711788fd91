import type { LicenseChange, LicensePool, LicenseRehearsal, PlanShown } from '../../contract.ts';
import type { Ticked } from './Tick.tsx';

/** What the reader has ticked for a product; nothing said is as it stands. */
export interface Want {
  readonly ticked: Ticked;
  /** Null: the plans stay as they are. */
  readonly off: readonly string[] | null;
}
export type Wants = Readonly<Record<string, Want>>;

/** How it stands with the users that are named. */
export function standOf({ held, users }: Pick<LicenseRehearsal, 'held' | 'users'>, skuId: string): { ticked: Ticked; count: number; off: readonly string[] } {
  const found = held.find((each) => each.skuId === skuId);
  const count = found?.count ?? 0;
  return { count, ticked: count === 0 ? 'none' : count === users ? 'all' : 'some', off: found?.excludedPlans ?? [] };
}

/** The changes that the ticks ask for. */
export function changesOf(now: Pick<LicenseRehearsal, 'held' | 'users' | 'pools'>, wants: Wants): LicenseChange[] {
  return now.pools.flatMap(({ skuId }): LicenseChange[] => {
    const want = wants[skuId];
    const stands = standOf(now, skuId);
    if (!want || want.ticked === 'some') return [];
    if (want.ticked === 'none') return stands.count > 0 ? [{ skuId, want: 'remove', excludedPlans: null }] : [];
    const off = want.off && !sameSet(want.off, stands.off) ? [...want.off] : null;
    return stands.ticked === 'all' && off === null ? [] : [{ skuId, want: 'assign', excludedPlans: off }];
  });
}
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each) => b.includes(each));

/** A plan is switched: off, with what needs it; on, with what it needs. */
export function switched(plans: readonly PlanShown[], off: readonly string[], planId: string, isOn: boolean): string[] {
  const next = new Set(off);
  const turn = (id: string) => {
    if (next.has(id) !== isOn) return;
    if (isOn) next.delete(id);
    else next.add(id);
    for (const plan of plans) {
      if (isOn && plan.planId === id) for (const needed of plan.requires) turn(needed);
      if (!isOn && plan.requires.includes(id)) turn(plan.planId);
    }
  };
  turn(planId);
  return plans.map((plan) => plan.planId).filter((id) => next.has(id));
}

/** Whether more than is there would be needed. */
export const isShort = (pool: LicensePool, count: number, users: number, ticked: Ticked): boolean => ticked === 'all' && users - count > pool.available;
