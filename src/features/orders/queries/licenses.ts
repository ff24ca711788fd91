import { run, type Tx } from '../../../server/tx.ts';
import type { Offer } from '../../catalog/contract/products.ts';

/** A product of a directory: the seats of all partners together, and how many licenses of it people have. */
export interface PoolRow {
  readonly skuId: string;
  readonly productTitles: Offer['productTitles'];
  readonly titles: Offer['titles'];
  readonly plans: readonly { readonly planId: string; readonly titles: Readonly<Record<string, string>>; readonly requires: readonly string[] }[];
  readonly active: number;
  readonly ending: number;
  readonly suspended: number;
  readonly kept: number;
  readonly assigned: number;
  readonly addOnTo: readonly string[];
  /** Countries in which it is sold. */
  readonly markets: readonly string[];
  readonly subscriptionId: string | null;
}

const poolsText = `
  with seats as (select * from seats_of_tenant($1, $2::date)),
       held as (
         select a.sku_id, count(*)::int as assigned from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
          where a.tenant_id = $1 and u.state <> 'deleted' group by a.sku_id),
       here as (select coalesce(s.sku_id, h.sku_id) as sku_id, s.active, s.ending, s.suspended, s.kept, h.assigned from seats s full join held h on h.sku_id = s.sku_id)
  select w.sku_id as "skuId", k.titles, (select jsonb_object_agg(t.key, t.value -> 'title') from jsonb_each(p.definition -> 'texts') t) as "productTitles",
         coalesce(w.active, 0) as active, coalesce(w.ending, 0) as ending, coalesce(w.suspended, 0) as suspended, coalesce(w.kept, 0) as kept, coalesce(w.assigned, 0) as assigned,
         coalesce((select jsonb_agg(jsonb_build_object('planId', v.plan_id, 'titles', v.titles, 'requires', v.requires) order by v.position)
                     from service_plans v where v.sku_id = w.sku_id), '[]') as plans,
         array(select l.to_sku from sku_links l where l.from_sku = w.sku_id and l.kind = 'add_on_to' order by 1) as "addOnTo",
         array(select distinct a.market from offers o join availabilities a on a.offer_id = o.offer_id where o.sku_id = w.sku_id) as markets,
         (select s.subscription_id from subscriptions s where s.account_id = current_account() and s.customer_id = $1 and s.sku_id = w.sku_id
             and s.state in ('active', 'suspended') order by s.state, s.ordered_at desc limit 1) as "subscriptionId"
    from here w join skus k on k.sku_id = w.sku_id join products p on p.product_id = k.product_id
   order by p.product_id, k.position`;

/** The pools of a directory, by product. Empty to whom the directory is not open. */
export async function listPools(tx: Tx, tenantId: string, today: string): Promise<PoolRow[]> {
  const { rows } = await run(tx, poolsText, [tenantId, today], 'orders.license_pools');
  return rows as unknown as PoolRow[];
}

export interface DeploymentRow extends Pick<PoolRow, 'skuId' | 'productTitles' | 'titles'> {
  readonly customers: number;
  readonly sold: number;
  readonly deployed: number;
}
/** What the running account has sold of licenses and what of it is in use, by product. */
export async function listDeployment(tx: Tx): Promise<DeploymentRow[]> {
  const { rows } = await run(
    tx,
    `select d.sku_id as "skuId", d.customers, d.sold, d.deployed, k.titles,
            (select jsonb_object_agg(t.key, t.value -> 'title') from jsonb_each(p.definition -> 'texts') t) as "productTitles"
       from deployment_of_licenses() d join skus k on k.sku_id = d.sku_id join products p on p.product_id = k.product_id
      order by p.product_id, k.position`,
    [],
  );
  return rows as unknown as DeploymentRow[];
}

export interface CustomerDeploymentRow extends Pick<PoolRow, 'skuId' | 'productTitles' | 'titles'> {
  readonly customerId: string;
  readonly customer: string;
  readonly sold: number;
  readonly deployed: number;
}
/** As `listDeployment`, by customer. @param after the customer and product of the last row that was read */
export async function listCustomerDeployment(
  tx: Tx,
  { limit, after }: { readonly limit: number; readonly after: { readonly customerId: string; readonly skuId: string } | undefined },
): Promise<CustomerDeploymentRow[]> {
  const { rows } = await run(
    tx,
    `select d.customer_id as "customerId", c.name as customer, d.sku_id as "skuId", d.sold, d.deployed, k.titles,
            (select jsonb_object_agg(t.key, t.value -> 'title') from jsonb_each(p.definition -> 'texts') t) as "productTitles"
       from deployment_by_customer($1, $2, $3) d join skus k on k.sku_id = d.sku_id join products p on p.product_id = k.product_id
       join customers c on c.account_id = current_account() and c.customer_id = d.customer_id
      order by d.customer_id, d.sku_id`,
    [after?.customerId ?? null, after?.skuId ?? null, limit],
  );
  return rows as unknown as CustomerDeploymentRow[];
}

/** Locks the pools of some products until the transaction ends; those of a product that the directory never had are made. */
export async function lockPools(tx: Tx, tenantId: string, skuIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(skuIds)].toSorted();
  if (!wanted.length) return;
  await run(
    tx,
    `insert into license_pools (tenant_id, sku_id) select $1, s.sku_id from skus s where s.sku_id = any($2::text[]) order by 2 on conflict do nothing`,
    [tenantId, wanted],
  );
  await run(tx, 'select sku_id from license_pools where tenant_id = $1 and sku_id = any($2::text[]) order by sku_id for update', [tenantId, wanted]);
}

export interface HolderRow {
  readonly userId: string;
  readonly name: string;
  readonly userName: string;
  readonly usageLocation: string;
  readonly has: Readonly<Record<string, string[]>>;
}
/** Locks some people of a directory until the transaction ends: what each of them has is changed by one at a time. */
export const lockHolders = (tx: Tx, tenantId: string, userIds: readonly string[]) =>
  run(tx, 'select user_id from customer_users where tenant_id = $1 and user_id = any($2::uuid[]) order by user_id for update', [tenantId, userIds]);

/** Some people of a directory who were not deleted, with what they have; in the order in which they are named. */
export async function listHolders(tx: Tx, tenantId: string, userIds: readonly string[]): Promise<HolderRow[]> {
  const { rows } = await run(
    tx,
    `select u.user_id as "userId", u.display_name as name, u.user_name as "userName", u.usage_location as "usageLocation",
            coalesce((select jsonb_object_agg(a.sku_id, a.excluded_plans) from license_assignments a where a.tenant_id = u.tenant_id and a.user_id = u.user_id), '{}') as has
       from customer_users u where u.tenant_id = $1 and u.user_id = any($2::uuid[]) and u.state <> 'deleted'`,
    [tenantId, userIds],
  );
  const found = new Map((rows as unknown as HolderRow[]).map((row) => [row.userId, row]));
  return userIds.flatMap((userId) => found.get(userId) ?? []);
}

export interface SeniorityRow {
  readonly userId: string;
  readonly name: string;
  readonly userName: string;
  readonly assignedAt: Date;
  /** From 1: who was given the license first. Those whose place is above the number of seats are locked out. */
  readonly place: number;
}
/** Who has a license of a product, by how long. */
export async function listBySeniority(
  tx: Tx,
  tenantId: string,
  skuId: string,
  limit: number,
  from: { readonly place: number } = { place: 0 },
): Promise<SeniorityRow[]> {
  const { rows } = await run(
    tx,
    `select * from (
       select u.user_id as "userId", u.display_name as name, u.user_name as "userName", a.assigned_at as "assignedAt",
              (row_number() over (order by a.assigned_at, a.user_id))::int as place
         from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
        where a.tenant_id = $1 and a.sku_id = $2 and u.state <> 'deleted') x
      where x.place > $3 order by x.place limit $4`,
    [tenantId, skuId, from.place, limit],
  );
  return rows as unknown as SeniorityRow[];
}

export interface OwnLicenseRow {
  readonly skuId: string;
  readonly excludedPlans: readonly string[];
  readonly assignedAt: Date;
  readonly place: number;
}
/** What one user has, with the place in each pool. */
export async function listLicensesOf(tx: Tx, tenantId: string, userId: string): Promise<OwnLicenseRow[]> {
  const { rows } = await run(
    tx,
    `select a.sku_id as "skuId", a.excluded_plans as "excludedPlans", a.assigned_at as "assignedAt",
            (select count(*)::int from license_assignments b join customer_users u on u.tenant_id = b.tenant_id and u.user_id = b.user_id
              where b.tenant_id = a.tenant_id and b.sku_id = a.sku_id and u.state <> 'deleted'
                and (b.assigned_at, b.user_id) <= (a.assigned_at, a.user_id)) as place
       from license_assignments a where a.tenant_id = $1 and a.user_id = $2 order by a.sku_id`,
    [tenantId, userId],
    'orders.licenses_of',
  );
  return rows as unknown as OwnLicenseRow[];
}

export interface ExportedRow {
  readonly userId: string;
  readonly name: string;
  readonly userName: string;
  readonly usageLocation: string;
  readonly state: string;
  readonly skuIds: readonly string[];
}
/** A piece of a directory, by sign-in name. */
export async function listLicensedUsers(tx: Tx, tenantId: string, limit: number, after: string): Promise<ExportedRow[]> {
  const { rows } = await run(
    tx,
    `select u.user_id as "userId", u.display_name as name, u.user_name as "userName", u.usage_location as "usageLocation", u.state,
            array(select a.sku_id from license_assignments a where a.tenant_id = u.tenant_id and a.user_id = u.user_id order by 1) as "skuIds"
       from customer_users u where u.tenant_id = $1 and u.state <> 'deleted' and u.user_name > $2 order by u.user_name limit $3`,
    [tenantId, after, limit],
  );
  return rows as unknown as ExportedRow[];
}
