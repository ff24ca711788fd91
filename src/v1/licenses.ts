import { z } from 'zod';
import { orders } from '../features/orders/contract.ts';
import type { LicenseChange, LicensePool, PlanShown, UserLicense } from '../features/orders/contract/licenses.ts';
import { readWord } from './body.ts';
import { invalid } from './fault.ts';
import { guidOf, nameOf } from './ids.ts';
import { created, ok, type Request, row } from './row.ts';
import { collection, resource } from './shapes.ts';
import { tenantMissing, userMissing } from './users.ts';

/** What the directory manages is the first group; nothing of ours is managed elsewhere. */
const ours = 'group1';
/** Whether one of the groups that are asked for is ours; the first when none is named. @throws Fault */
function asksOurs(request: Request): boolean {
  const [, search = ''] = request.self.split('?', 2);
  const said = [...new URLSearchParams(search)].filter(([name]) => name.toLowerCase() === 'licensegroupids').flatMap(([, value]) => value.split(','));
  const groups = said.map((each) => readWord([ours, 'group2'], each.trim()));
  if (groups.includes(undefined)) throw invalid('licenseGroupIds', 'must be group1 or group2');
  return groups.length === 0 || groups.includes(ours);
}

const skuGuid = (skuId: string): string => guidOf('sku', skuId);
const productSku = ({ skuId, name }: Pick<LicensePool, 'skuId' | 'name'>) => ({
  id: skuGuid(skuId),
  name,
  skuPartNumber: skuId.toUpperCase().replaceAll('-', '_'),
  targetType: 'User',
  licenseGroupId: ours,
});
const servicePlan = (plan: PlanShown, capabilityStatus: 'Enabled' | 'Assigned' | 'Disabled') => ({
  id: guidOf('plan', plan.planId),
  displayName: plan.name,
  serviceName: plan.planId,
  capabilityStatus,
  targetType: 'User',
});

const stock = (pool: LicensePool) =>
  resource('SubscribedSku', {
    availableUnits: pool.available,
    activeUnits: pool.total - pool.ending,
    consumedUnits: pool.assigned,
    suspendedUnits: pool.suspended,
    totalUnits: pool.total,
    warningUnits: pool.ending,
    productSku: productSku(pool),
    servicePlans: pool.plans.map((plan) => servicePlan(plan, 'Enabled')),
    capabilityStatus: 'Enabled',
  });
const license = (each: UserLicense) =>
  resource('License', {
    productSku: productSku(each),
    servicePlans: each.plans.map((plan) => servicePlan(plan, each.excludedPlans.includes(plan.planId) ? 'Disabled' : 'Assigned')),
  });

const poolsOf = async (request: Request) => (await request.call(orders.listLicensePools, { customerId: request.param('customerId') })).items;
async function stocks(request: Request) {
  const isAsked = asksOurs(request);
  const pools = await poolsOf(request);
  return ok(collection(isAsked ? pools.map(stock) : []));
}
async function ofUser(request: Request) {
  const isAsked = asksOurs(request);
  const { items } = await request.call(orders.listUserLicenses, { customerId: request.param('customerId'), userId: request.param('userId') });
  return ok(collection(isAsked ? items.map(license) : []));
}

const LicenseUpdate = z.object({
  licensesToAssign: z.array(z.object({ skuId: z.string(), excludedPlans: z.array(z.string()).optional() })).default([]),
  licensesToRemove: z.array(z.string()).default([]),
});
/** What is wrong with nothing but should be known; the codes are texts. */
const warnings = {
  base_missing: (product: string) => `${product} is an add-on of a product that the user has no license of.`,
  plan_twice: (product: string) => `The user has service plans of ${product} through another product, too.`,
} as const;

async function change(request: Request) {
  const { licensesToAssign, licensesToRemove } = request.body(LicenseUpdate);
  const pools = await poolsOf(request);
  const poolNamed = (said: string, member: string): LicensePool => {
    const skuId = nameOf(
      'sku',
      pools.map((pool) => pool.skuId),
      said,
    );
    const pool = pools.find((each) => each.skuId === skuId);
    if (!pool) throw invalid(member, `${said} is no product that the customer has licenses of`);
    return pool;
  };
  const assigned = licensesToAssign.map(({ skuId, excludedPlans }): LicenseChange => {
    const pool = poolNamed(skuId, 'licensesToAssign');
    return { skuId: pool.skuId, want: 'assign', excludedPlans: excludedPlans ? excludedPlans.map((said) => planNamed(pool, said)) : null };
  });
  const removed = licensesToRemove.map((skuId): LicenseChange => ({ skuId: poolNamed(skuId, 'licensesToRemove').skuId, want: 'remove', excludedPlans: null }));
  const { rows } = await request.call(orders.changeLicenses, {
    customerId: request.param('customerId'),
    userIds: [request.param('userId')],
    changes: [...assigned, ...removed],
  });
  const licenseWarnings = rows.flatMap((each) =>
    each.warnings.map(({ code, product, plans }) => ({ code, message: warnings[code](product), servicePlans: plans })),
  );
  return created(resource('LicenseUpdate', { licensesToAssign, licensesToRemove, licenseWarnings }));
}
function planNamed({ plans }: LicensePool, said: string): string {
  const planId = nameOf(
    'plan',
    plans.map((plan) => plan.planId),
    said,
  );
  if (!planId) throw invalid('licensesToAssign.excludedPlans', `${said} is no service plan of the product`);
  return planId;
}

const base = '/v1/customers/{customerId}';
export const licenseRows = [
  row('GET', `${base}/subscribedskus`, stocks, { missing: tenantMissing }),
  row('GET', `${base}/users/{userId}/licenses`, ofUser, { missing: userMissing }),
  row('POST', `${base}/users/{userId}/licenseupdates`, change, { missing: userMissing }),
];
