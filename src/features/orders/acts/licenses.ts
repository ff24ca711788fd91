import { dayOf } from '../../../core/periods.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { lockForUsers } from '../../customers/acts/users.ts';
import { findCustomer } from '../../customers/queries.ts';
import { type LicenseChange, LicensesChanged, LicensesMoved, LicensesReleased, NoLicenseLeft, UserNotLicensable } from '../contract/licenses.ts';
import { offerNameIn } from '../facts.ts';
import { availableOf, type HolderFacts, planLicenses, type PlannedLicense, type PoolFacts, totalOf } from '../policy/licenses.ts';
import { type HolderRow, listBySeniority, listHolders, listLicensesOf, listPools, lockHolders, lockPools, type PoolRow } from '../queries/licenses.ts';

/** A pool as the rules read it, in a reader's language. */
export const poolFacts = (row: PoolRow, locale: string): PoolFacts => ({
  skuId: row.skuId,
  name: offerNameIn(row, locale),
  plans: row.plans.map(({ planId, titles, requires }) => ({ planId, requires, name: titles[locale] ?? titles['en'] ?? planId })),
  available: availableOf(totalOf(row), row.assigned),
  addOnTo: row.addOnTo,
  markets: row.markets.length ? new Set(row.markets) : null,
});
const holderFacts = ({ has, ...row }: HolderRow): HolderFacts => ({ ...row, has: new Map(Object.entries(has)) });

interface Wanted {
  readonly customerId: string;
  readonly userIds: readonly string[];
  readonly changes: readonly LicenseChange[];
}
export interface Planned {
  readonly pools: readonly PoolRow[];
  readonly users: readonly HolderFacts[];
  readonly planned: readonly PlannedLicense[];
}

/** What a change would do; nothing is written. Users who are not there any more are left out. */
export async function rehearseLicenses(tx: Tx, now: Date, locale: string, { customerId, userIds, changes }: Wanted): Promise<Planned> {
  const [rows, pools] = await Promise.all([listHolders(tx, customerId, userIds), listPools(tx, customerId, dayOf(now))]);
  const users = rows.map(holderFacts);
  return { pools, users, planned: planLicenses(users, changes, new Map(pools.map((row) => [row.skuId, poolFacts(row, locale)]))) };
}

/**
 * Gives and takes licenses, for everybody named or for nobody. The pools are locked, so that of two who want the last seat the second
 * finds it gone. @throws NotFound, CustomerRemoved, RightsNotDelegated, NoLicenseLeft, UserNotLicensable
 */
export async function changeLicenses(tx: Tx, actor: MemberActor, now: Date, wanted: Wanted): Promise<Planned> {
  const { customerId, userIds, changes } = wanted;
  const { customer } = await lockForUsers(tx, now, customerId, 'licenses');
  const made = await putLicenses(tx, now, actor.locale, wanted);
  const given = made.planned.flatMap(({ row }) => row.assigned).length;
  const taken = made.planned.flatMap(({ row }) => row.removed).length;
  const touched = new Set(made.planned.flatMap(({ put, drop }) => [...put.map(({ skuId }) => skuId), ...drop]));
  if (touched.size > 0)
    await announce(tx, actor, now, LicensesChanged, {
      subjectId: customerId,
      details: { customerId, customer: customer.name, products: namesOf(made.pools, touched), users: userIds.length, assigned: given, removed: taken },
      after: { products: [...touched], changes: changes.map(({ skuId, want }) => `${want} ${skuId}`) },
    });
  return made;
}
const namesOf = (pools: readonly PoolRow[], skuIds: ReadonlySet<string>): string =>
  pools
    .filter(({ skuId }) => skuIds.has(skuId))
    .map((row) => offerNameIn(row, 'en'))
    .join(', ');

/** Locks, looks again behind the locks, so that what another seller has just given is counted, and writes. @throws NoLicenseLeft, UserNotLicensable */
export async function putLicenses(tx: Tx, now: Date, locale: string, { customerId, userIds, changes }: Wanted): Promise<Planned> {
  // Users before pools, whoever comes: nobody waits in a circle.
  await lockHolders(tx, customerId, userIds);
  await lockPools(
    tx,
    customerId,
    changes.map(({ skuId }) => skuId),
  );
  const made = await rehearseLicenses(tx, now, locale, { customerId, userIds, changes });
  refuse(made, userIds, changes);
  await write(tx, now, customerId, made.planned);
  return made;
}

function refuse({ pools, users, planned }: Planned, userIds: readonly string[], changes: readonly LicenseChange[]): void {
  if (users.length < userIds.length) throw new UserNotLicensable({ user: '', product: '' });
  const fault = planned.flatMap(({ row }) => row.faults.map((each) => ({ ...each, user: row.name })))[0];
  if (!fault) return;
  if (fault.code !== 'none_left') throw new UserNotLicensable({ user: fault.user, product: fault.product });
  const needed = (skuId: string) => users.filter(({ has }) => !has.has(skuId)).length;
  const left = (skuId: string) => pools.filter((pool) => pool.skuId === skuId).reduce((sum, pool) => sum + availableOf(totalOf(pool), pool.assigned), 0);
  const short = changes.find(({ skuId, want }) => want === 'assign' && needed(skuId) > left(skuId))?.skuId ?? '';
  throw new NoLicenseLeft({ product: fault.product, available: left(short), wanted: needed(short) });
}

async function write(tx: Tx, now: Date, tenantId: string, made: readonly PlannedLicense[]): Promise<void> {
  const drop = made.flatMap(({ row, drop: skuIds }) => skuIds.map((skuId) => ({ user_id: row.userId, sku_id: skuId })));
  const put = made.flatMap(({ row, put: each }) => each.map(({ skuId, excludedPlans }) => ({ user_id: row.userId, sku_id: skuId, plans: excludedPlans })));
  if (drop.length)
    await run(
      tx,
      `delete from license_assignments a using jsonb_to_recordset($2::jsonb) as x(user_id uuid, sku_id text)
        where a.tenant_id = $1 and a.user_id = x.user_id and a.sku_id = x.sku_id`,
      [tenantId, JSON.stringify(drop)],
    );
  if (put.length)
    await run(
      tx,
      `insert into license_assignments (tenant_id, user_id, sku_id, excluded_plans, assigned_at)
       select $1, x.user_id, x.sku_id, array(select jsonb_array_elements_text(x.plans)), $3 from jsonb_to_recordset($2::jsonb) as x(user_id uuid, sku_id text, plans jsonb)
       on conflict (tenant_id, user_id, sku_id) do update set excluded_plans = excluded.excluded_plans`,
      [tenantId, JSON.stringify(put), now],
    );
}

interface Move {
  readonly customerId: string;
  readonly from: string;
  readonly to: string;
  /** Seats that took the place of others. */
  readonly seats: number;
}
/**
 * Seats of one product have become seats of another: whoever would be left without a seat has a license of the other one from now on,
 * for as long as before, with the plans off that were off. Nobody else is touched.
 */
export async function moveLicenses(tx: Tx, actor: Actor, now: Date, { customerId, from, to, seats }: Move): Promise<number> {
  if (from === to) return 0;
  await lockPools(tx, customerId, [from, to]);
  const pools = await listPools(tx, customerId, dayOf(now));
  const [source, target] = [pools.find(({ skuId }) => skuId === from), pools.find(({ skuId }) => skuId === to)];
  if (!source || !target) return 0;
  const total = totalOf(source);
  const moving = (await listBySeniority(tx, customerId, from, seats, { place: total })).map(({ userId }) => userId);
  if (!moving.length) return 0;
  await run(
    tx,
    `insert into license_assignments (tenant_id, user_id, sku_id, excluded_plans, assigned_at)
     select a.tenant_id, a.user_id, $3, array(select p from unnest(a.excluded_plans) p where p = any($5::text[])), a.assigned_at
       from license_assignments a where a.tenant_id = $1 and a.sku_id = $2 and a.user_id = any($4::uuid[]) on conflict do nothing`,
    [customerId, from, to, moving, target.plans.map(({ planId }) => planId)],
  );
  await run(tx, 'delete from license_assignments where tenant_id = $1 and sku_id = $2 and user_id = any($3::uuid[])', [customerId, from, moving]);
  const customer = await findCustomer(tx, customerId);
  await announce(tx, actor, now, LicensesMoved, {
    subjectId: customerId,
    details: { customerId, customer: customer?.name ?? '', products: offerNameIn(target, 'en'), from: offerNameIn(source, 'en'), count: moving.length },
  });
  return moving.length;
}

/** A user is back: what they had and is still to be had comes with them, as if given now; the rest is gone. Names in their reader's language. */
export async function returnLicenses(
  tx: Tx,
  now: Date,
  locale: string,
  customerId: string,
  userId: string,
): Promise<{ returned: string[]; missing: string[] }> {
  const had = await listLicensesOf(tx, customerId, userId);
  await lockPools(
    tx,
    customerId,
    had.map(({ skuId }) => skuId),
  );
  const pools = new Map((await listPools(tx, customerId, dayOf(now))).map((row) => [row.skuId, row]));
  const [back, gone] = [new Map<string, string>(), new Map<string, string>()];
  for (const { skuId } of had) {
    const pool = pools.get(skuId);
    // They are counted among those who have one by now.
    const isLeft = pool !== undefined && pool.assigned <= totalOf(pool);
    (isLeft ? back : gone).set(skuId, pool ? offerNameIn(pool, locale) : skuId);
  }
  await run(tx, 'delete from license_assignments where tenant_id = $1 and user_id = $2 and sku_id = any($3::text[])', [customerId, userId, [...gone.keys()]]);
  await run(tx, 'update license_assignments set assigned_at = $3 where tenant_id = $1 and user_id = $2', [customerId, userId, now]);
  return { returned: [...back.values()], missing: [...gone.values()] };
}

/** Licenses of products of which nothing is left, neither seats nor data, are taken away. Safe to run twice. */
export async function releaseLicenses(tx: Tx, actor: Actor, now: Date, customerId: string): Promise<void> {
  const gone = (await listPools(tx, customerId, dayOf(now))).filter((row) => totalOf(row) + row.suspended + row.kept === 0 && row.assigned > 0);
  if (!gone.length) return;
  const skuIds = gone.map(({ skuId }) => skuId);
  await lockPools(tx, customerId, skuIds);
  const { rowCount } = await run(tx, 'delete from license_assignments where tenant_id = $1 and sku_id = any($2::text[])', [customerId, skuIds]);
  const customer = await findCustomer(tx, customerId);
  await announce(tx, actor, now, LicensesReleased, {
    subjectId: customerId,
    details: { customerId, customer: customer?.name ?? '', products: namesOf(gone, new Set(skuIds)), count: rowCount ?? 0 },
  });
}

interface New {
  readonly customerId: string;
  readonly users: readonly { readonly userId: string; readonly skuIds: readonly string[] }[];
  /** For what is refused. */
  readonly locale: string;
}
/** Gives each of some new users what was asked for them; in the transaction that adds them, so that it is all or nothing. @throws NoLicenseLeft, UserNotLicensable */
export async function giveLicenses(tx: Tx, actor: Actor, now: Date, { customerId, users, locale }: New): Promise<void> {
  const asked = new Map<string, string[]>();
  for (const { userId, skuIds } of users) asked.set(skuIds.join(' '), [...(asked.get(skuIds.join(' ')) ?? []), userId]);
  const products = [...new Set(users.flatMap(({ skuIds }) => skuIds))];
  // All at once and in order, before the groups: two files do not wait for each other in a circle.
  await lockPools(tx, customerId, products);
  for (const [skuIds, userIds] of asked)
    await putLicenses(tx, now, locale, {
      customerId,
      userIds,
      changes: skuIds.split(' ').map((skuId) => ({ skuId, want: 'assign' as const, excludedPlans: null })),
    });
  const [customer, pools] = [await findCustomer(tx, customerId), await listPools(tx, customerId, dayOf(now))];
  const count = users.reduce((sum, { skuIds }) => sum + skuIds.length, 0);
  const said = { customerId, customer: customer?.name ?? '', products: namesOf(pools, new Set(products)), users: users.length, assigned: count, removed: 0 };
  await announce(tx, actor, now, LicensesChanged, { subjectId: customerId, details: said, after: { products } });
}
