import { customers } from '../features/customers/contract.ts';
import { orders } from '../features/orders/contract.ts';
import { guidOf } from './ids.ts';
import { ok, type Request, row } from './row.ts';
import { collection, instantTo, resource } from './shapes.ts';
import { tenantMissing } from './users.ts';

/** The one way by which customers buy here. */
export const channel = 'Reseller';
const percent = (part: number, whole: number): number => (whole > 0 ? Math.round((Math.min(part, whole) / whole) * 10_000) / 100 : 0);

async function deployment(request: Request) {
  const { items, asOf } = await request.call(orders.listDeployment, {});
  const processedDateTime = instantTo(asOf);
  return ok(
    collection(
      items.map(({ name, sold, deployed }) =>
        resource('PartnerLicensesDeploymentInsights', {
          processedDateTime,
          serviceName: name,
          channel,
          licensesSold: sold,
          proratedDeploymentPercent: percent(deployed, sold),
        }),
      ),
    ),
  );
}

async function deploymentOf(request: Request) {
  const customerId = request.param('customerId');
  const { items, asOf } = await request.call(orders.listLicensePools, { customerId });
  const { name: customerName } = await request.call(customers.getCustomer, { customerId });
  const about = { processedDateTime: instantTo(asOf), channel, customerId, customerName };
  return ok(
    collection(
      items.map(({ skuId, name, total, assigned }) =>
        resource('CustomerLicensesDeploymentInsights', {
          ...about,
          serviceName: name,
          serviceCode: guidOf('sku', skuId),
          productName: name,
          licensesDeployed: assigned,
          licensesSold: total,
          deploymentPercent: percent(assigned, total),
        }),
      ),
    ),
  );
}

/** Nothing is measured of how people use what they have. */
async function usage(request: Request) {
  await request.call(orders.listDeployment, {});
  return ok(collection([]));
}
async function usageOf(request: Request) {
  await request.call(customers.getCustomer, { customerId: request.param('customerId') });
  return ok(collection([]));
}

const ofAll = '/v1/analytics/licenses';
const ofOne = '/v1/customers/{customerId}/analytics/licenses';
export const analyticsRows = [
  row('GET', `${ofAll}/deployment`, deployment),
  row('GET', `${ofAll}/usage`, usage, { state: 'empty' }),
  row('GET', `${ofOne}/deployment`, deploymentOf, { missing: tenantMissing }),
  row('GET', `${ofOne}/usage`, usageOf, { state: 'empty', missing: tenantMissing }),
];
