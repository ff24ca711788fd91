import type { LicenseChange, LicenseFault, LicenseRow } from '../contract/licenses.ts';
import type { Change } from '../contract/subscriptions.ts';
import type { Plan } from './plans.ts';

/** Seats of a product as they stand in the subscriptions. `ending` still count. */
export interface Seats {
  readonly active: number;
  readonly ending: number;
}
export const totalOf = ({ active, ending }: Seats): number => active + ending;
/** total − assigned, and never below nothing. */
export const availableOf = (total: number, assigned: number): number => Math.max(0, total - assigned);
export const lockedOutOf = (total: number, assigned: number): number => Math.max(0, assigned - total);

export interface PlanFacts {
  readonly planId: string;
  readonly requires: readonly string[];
}

/** Switching a plan off switches off whatever needs it, and what needs that. Plans that the product does not have are left out. */
export function withDependents(plans: readonly PlanFacts[], excluded: readonly string[]): string[] {
  const off = new Set(excluded.filter((planId) => plans.some((plan) => plan.planId === planId)));
  for (let before = -1; before !== off.size; ) {
    before = off.size;
    for (const { planId, requires } of plans) if (requires.some((needed) => off.has(needed))) off.add(planId);
  }
  return plans.map(({ planId }) => planId).filter((planId) => off.has(planId));
}

export interface PoolFacts {
  readonly skuId: string;
  readonly name: string;
  readonly plans: readonly (PlanFacts & { readonly name: string })[];
  readonly available: number;
  /** Products of which one must be there as well; none: it is no add-on. */
  readonly addOnTo: readonly string[];
  /** Countries in which it is sold to anybody; nothing: that is not known any more. */
  readonly markets: ReadonlySet<string> | null;
}
export interface HolderFacts {
  readonly userId: string;
  readonly name: string;
  readonly userName: string;
  readonly usageLocation: string;
  /** What they have, with the plans that are off. */
  readonly has: ReadonlyMap<string, readonly string[]>;
}
export interface PlannedLicense {
  readonly row: LicenseRow;
  /** What is to be written; nothing while a fault stands. */
  readonly put: readonly { readonly skuId: string; readonly excludedPlans: readonly string[] }[];
  readonly drop: readonly string[];
}

/**
 * What becomes of each user, in the order in which they are named: whoever has a fault gets nothing at all, and leaves the seats to
 * those after. Seats that are given back count for those who come later.
 */
export function planLicenses(users: readonly HolderFacts[], changes: readonly LicenseChange[], pools: ReadonlyMap<string, PoolFacts>): PlannedLicense[] {
  const left = new Map([...pools].map(([skuId, { available }]) => [skuId, available]));
  return users.map((user) => planOne(user, changes, pools, left));
}

function planOne(user: HolderFacts, changes: readonly LicenseChange[], pools: ReadonlyMap<string, PoolFacts>, left: Map<string, number>): PlannedLicense {
  const { userId, name, userName } = user;
  const row: LicenseRow = { userId, name, userName, assigned: [], removed: [], changed: [], faults: [], warnings: [] };
  const put: { skuId: string; excludedPlans: readonly string[] }[] = [];
  const drop: string[] = [];
  for (const change of changes) {
    const pool = pools.get(change.skuId);
    const label = pool?.name ?? change.skuId;
    const had = user.has.get(change.skuId);
    if (change.want === 'remove') {
      if (!had) continue;
      drop.push(change.skuId);
      row.removed.push(label);
      continue;
    }
    const fault = had ? null : faultOf(user, pool, left.get(change.skuId) ?? 0);
    if (fault) row.faults.push({ code: fault, product: label });
    if (fault || !pool) continue;
    const excludedPlans = withDependents(pool.plans, change.excludedPlans ?? had ?? []);
    if (had && excludedPlans.length === had.length && excludedPlans.every((planId) => had.includes(planId))) continue;
    put.push({ skuId: change.skuId, excludedPlans });
    (had ? row.changed : row.assigned).push(label);
  }
  if (row.faults.length) return { row: { ...row, assigned: [], removed: [], changed: [] }, put: [], drop: [] };
  for (const skuId of drop) left.set(skuId, (left.get(skuId) ?? 0) + 1);
  for (const { skuId } of put) if (!user.has.has(skuId)) left.set(skuId, (left.get(skuId) ?? 0) - 1);
  return { row: { ...row, warnings: warningsOf(user, put, drop, pools) }, put, drop };
}

function faultOf(user: HolderFacts, pool: PoolFacts | undefined, left: number): LicenseFault | null {
  if (!pool) return 'not_here';
  if (pool.markets && !pool.markets.has(user.usageLocation)) return 'not_in_country';
  return left > 0 ? null : 'none_left';
}

/** An add-on without its base does nothing; a part that comes with two products is paid twice. */
function warningsOf(
  user: HolderFacts,
  put: readonly { readonly skuId: string; readonly excludedPlans: readonly string[] }[],
  drop: readonly string[],
  pools: ReadonlyMap<string, PoolFacts>,
): LicenseRow['warnings'] {
  const after = new Map(user.has);
  for (const skuId of drop) after.delete(skuId);
  for (const { skuId, excludedPlans } of put) after.set(skuId, excludedPlans);
  const touched = new Set([...put.map(({ skuId }) => skuId), ...drop]);
  const warnings: LicenseRow['warnings'] = [];
  for (const skuId of after.keys()) {
    const pool = pools.get(skuId);
    if (pool?.addOnTo.length && !pool.addOnTo.some((base) => after.has(base)) && [skuId, ...pool.addOnTo].some((each) => touched.has(each)))
      warnings.push({ code: 'base_missing', product: pool.name, plans: [] });
  }
  for (const { skuId } of put) {
    const pool = pools.get(skuId);
    const others = [...after.keys()].filter((each) => each !== skuId);
    const on = (each: string) => (pools.get(each)?.plans ?? []).filter(({ planId }) => !after.get(each)?.includes(planId));
    const elsewhere = new Set(others.flatMap((each) => on(each).map(({ planId }) => planId)));
    const twice = on(skuId).filter(({ planId }) => elsewhere.has(planId));
    if (pool && twice.length) warnings.push({ code: 'plan_twice', product: pool.name, plans: twice.map((plan) => plan.name) });
  }
  return warnings;
}

interface Changing {
  readonly skuId: string;
  readonly state: string;
  readonly quantity: number;
  readonly plan: Plan;
}
/** Seats of a product that a change takes away; `moves`: their licenses go to what takes its place. */
export interface SeatsGone {
  readonly skuId: string;
  readonly fewer: number;
  readonly atRenewal: boolean;
  readonly moves: boolean;
}

/** Which products have fewer seats after a change, at once and at the next renewal. */
export function seatsGone(own: Changing & { readonly change: Change }, addOns: readonly Changing[]): SeatsGone[] {
  const { skuId, quantity, plan, change } = own;
  const moves = movesLicenses(change);
  const gone: SeatsGone[] = [own, ...addOns].map((each) => ({ skuId: each.skuId, fewer: fewerNow(each), atRenewal: false, moves: each === own && moves }));
  const { schedule } = plan;
  if (schedule?.ends || (plan.after.autoRenews === false && fewerNow(own) === 0 && own.state === 'active'))
    gone.push({ skuId, fewer: quantity, atRenewal: true, moves: false });
  else if (schedule?.offerId) gone.push({ skuId, fewer: quantity, atRenewal: true, moves: true });
  else if (schedule?.quantity) gone.push({ skuId, fewer: quantity - schedule.quantity, atRenewal: true, moves: false });
  return gone.filter(({ fewer }) => fewer > 0);
}
/** A trial’s licenses go along with it; those of an edition that is left behind unless somebody wants to do it by hand. */
export const movesLicenses = (change: Change): boolean => change.kind === 'convert' || (change.kind === 'upgrade' && change.moveLicenses !== false);

function fewerNow({ state, quantity, plan }: Changing): number {
  const before = state === 'active' ? quantity : 0;
  const after = (plan.after.state ?? state) === 'active' ? (plan.after.quantity ?? quantity) : 0;
  return before - after;
}
