import { z } from 'zod';
import { customers } from '../features/customers/contract.ts';
import { word } from './body.ts';
import { Fault } from './fault.ts';
import { ok, type Request, row } from './row.ts';
import { tenantMissing } from './users.ts';

// Metered cloud subscriptions of the old kind, which customers were once moved from, were never sold here: nobody has any.

const Upgrade = z.object({ customerId: z.uuid(), productFamily: word('azure') });
/** Whose upgrade is asked about, if they are a customer. @throws Problem */
async function asked(request: Request) {
  const { customerId: said, productFamily } = request.body(Upgrade);
  const { customerId } = await request.call(customers.getCustomer, { customerId: said.toLowerCase() });
  return { customerId, productFamily };
}
async function eligibility(request: Request) {
  const { customerId, productFamily } = await asked(request);
  return ok({ customerId, isEligible: false, reason: 'The customer has no cloud subscriptions that could be moved.', productFamily });
}
async function start(request: Request): Promise<never> {
  await asked(request);
  throw new Fault(403, 900_108, 'The customer has no cloud subscriptions that could be moved.', ['customerId']);
}
async function status(request: Request): Promise<never> {
  await asked(request);
  throw new Fault(404, 900_106, `upgradeId: ${request.param('upgradeId')} is not there`, ['upgradeId']);
}

const path = '/v1/productUpgrades';
const empty = { state: 'empty', missing: tenantMissing } as const;
export const productUpgradeRows = [
  row('POST', `${path}/eligibility`, eligibility, empty),
  row('POST', path, start, empty),
  row('POST', `${path}/{upgradeId}/status`, status, empty),
];
