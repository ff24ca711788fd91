import { z } from 'zod';
import { orders } from '../features/orders/contract.ts';
import { Fault } from './fault.ts';
import { ok, type Request, row } from './row.ts';
import { collection } from './shapes.ts';
import { missing, type Terms } from './subscriptionShapes.ts';
import { tenantMissing } from './users.ts';

// Everything here has been sold in the new way from the first day on: there is nothing to be moved into it, and nothing that was.

const why = 'The subscription is sold in the new way already.';
const Migration = z.object({ currentSubscriptionId: z.string() });

/** The subscription that a program wants to move, if it is the customer's. @throws Fault, Problem */
async function named(request: Request): Promise<Terms> {
  const subscriptionId = request.body(Migration).currentSubscriptionId.toLowerCase();
  if (!z.uuid().safeParse(subscriptionId).success) throw new Fault(404, missing.code, `currentSubscriptionId: ${subscriptionId} is not there`);
  const { items } = await request.call(orders.listCustomerSubscriptions, { customerId: request.param('customerId'), subscriptionId, limit: 1 });
  if (!items[0]) throw new Fault(404, missing.code, `currentSubscriptionId: ${subscriptionId} is not there`);
  return items[0];
}
const ofCustomer = (request: Request) => request.call(orders.listCustomerSubscriptions, { customerId: request.param('customerId'), limit: 1 });

async function validate(request: Request) {
  const { subscriptionId, term, billingCycle } = await named(request);
  return ok({
    currentSubscriptionId: subscriptionId,
    isEligible: false,
    termDuration: term === 'none' ? undefined : term,
    billingCycle,
    errors: [{ code: 3000, description: why }],
    addOnMigrations: [],
  });
}
async function refused(request: Request): Promise<never> {
  await named(request);
  throw new Fault(400, 3000, `currentSubscriptionId: ${why}`, ['currentSubscriptionId']);
}
const notThere =
  (name: string) =>
  async (request: Request): Promise<never> => {
    await ofCustomer(request);
    throw new Fault(404, 1000, `${name}: ${request.param(name)} is not there`, [name]);
  };
async function events(request: Request) {
  await ofCustomer(request);
  return ok(collection([]));
}
const list = (name: string) => async (request: Request) => {
  await request.call(orders.listSubscriptionFigures, { limit: 1 });
  return ok({ [name]: [] });
};

const all = '/v1/migrations/newcommerce';
const path = '/v1/customers/{customerId}/migrations/newcommerce';
const schedule = `${path}/schedules/{scheduleId}` as const;
const empty = { state: 'empty', missing: tenantMissing } as const;
export const newCommerceRows = [
  row('POST', `${path}/validate`, validate, empty),
  row('POST', path, refused, empty),
  row('GET', `${path}/events`, events, empty),
  row('GET', `${path}/{migrationId}`, notThere('migrationId'), empty),
  row('GET', all, list('newCommerceMigrations'), empty),
  row('POST', `${path}/schedules`, refused, empty),
  row('GET', schedule, notThere('scheduleId'), empty),
  row('PUT', schedule, notThere('scheduleId'), empty),
  row('POST', `${schedule}/cancel`, notThere('scheduleId'), empty),
  row('GET', `${all}/schedules`, list('newCommerceMigrationSchedules'), empty),
];
