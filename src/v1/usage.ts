import { z } from 'zod';
import { NotFound } from '../core/problems.ts';
import { type CustomerBudget, orders } from '../features/orders/contract.ts';
import { invalid } from './fault.ts';
import { ok, type Request, row } from './row.ts';
import { collection, dayTo, instantTo, link, resource } from './shapes.ts';
import { missing, termsOf } from './subscriptionShapes.ts';

/** What a customer costs this month, with its budget. @throws Problem */
async function budgetOf(request: Request): Promise<CustomerBudget> {
  const { items } = await request.call(orders.listBudgets, { customerId: request.param('customerId'), limit: 1 });
  const [found] = items;
  if (!found) throw new NotFound({});
  return found;
}
/** None is no amount. */
const budgetTo = ({ budget, customer }: CustomerBudget) =>
  resource(
    'SpendingBudget',
    { amount: budget ? Number(budget.amount) : undefined },
    { links: { self: link(`/customers/${customer.customerId}/usagebudget`) } },
  );

const Budget = z.object({ amount: z.coerce.number().max(99_999_999_999).optional() });
/** Without an amount the budget is taken away. */
async function setBudget(request: Request) {
  const { amount } = request.body(Budget);
  if (amount !== undefined && !(amount > 0)) throw invalid('amount', 'must be more than nothing');
  const { customer } = await budgetOf(request);
  const said = amount === undefined ? null : String(Math.round(amount * 1e6) / 1e6);
  const { items } = await request.call(orders.setBudgets, { customerIds: [customer.customerId], amount: said });
  const [found] = items;
  if (!found) throw new NotFound({});
  return ok(budgetTo(found));
}

/** The month that runs. */
function month(now: Date): { readonly billingStartDate: string; readonly billingEndDate: string } {
  const dayOf = (at: Date) => dayTo(at.toISOString().slice(0, 10));
  const [year, at] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { billingStartDate: dayOf(new Date(Date.UTC(year, at, 1))), billingEndDate: dayOf(new Date(Date.UTC(year, at + 1, 0))) };
}
/** Nothing is metered yet: a summary says so. */
const nothingUsed = (request: Request, id: string, name: string, currencyCode: string, path: string) => ({
  members: { resourceId: id, resourceName: name, ...month(request.now), totalCost: 0, currencyCode, lastModifiedDate: instantTo(request.now) },
  links: { self: link(path) },
});

async function partnerSummary(request: Request) {
  const { over, trending, currency } = await request.call(orders.getBudgetSummary, {});
  const { members, links } = nothingUsed(request, request.accountId, '', currency, '/usagesummary');
  const counts = { emailsToNotify: [], customersOverBudget: over, customersTrendingOver: trending, customersWithUsageBasedSubscription: 0 };
  return ok(resource('PartnerUsageSummary', { ...members, ...counts }, { links }));
}
async function customerSummary(request: Request) {
  const found = await budgetOf(request);
  const { customerId, name } = found.customer;
  const { members, links } = nothingUsed(request, customerId, name, found.spent.currency, `/customers/${customerId}/usagesummary`);
  return ok(resource('CustomerUsageSummary', { ...members, budget: budgetTo(found) }, { links }));
}
async function subscriptionSummary(request: Request) {
  const it = await termsOf(request);
  const path = `/customers/${it.customer.customerId}/subscriptions/${it.subscriptionId}/usagesummary`;
  const { members, links } = nothingUsed(request, it.subscriptionId, it.nickname ?? it.name, it.unitPrice.currency, path);
  return ok(resource('SubscriptionUsageSummary', members, { links }));
}

/** Lists of what there is nothing of, for whoever may ask. */
const noneAtAll = async (request: Request) => {
  await request.call(orders.getBudgetSummary, {});
  return ok(collection([], { self: link(request.self) }));
};
const noneOfCustomer = async (request: Request) => {
  await budgetOf(request);
  return ok(collection([], { self: link(request.self) }));
};
const noneOfSubscription = async (request: Request) => {
  await termsOf(request);
  return ok(collection([], { self: link(request.self) }));
};

async function rateCard(request: Request) {
  const { currency } = await request.call(orders.getBudgetSummary, {});
  return ok(
    resource('AzureRateCard', { locale: request.locale, currency: request.query('currency') ?? currency, isTaxIncluded: false, meters: [], offerTerms: [] }),
  );
}

async function serviceCosts(request: Request) {
  const found = await budgetOf(request);
  const self = `/customers/${found.customer.customerId}/servicecosts/${request.param('billingPeriod')}`;
  const money = { pretaxTotal: 0, tax: 0, afterTaxTotal: 0, currencyCode: found.spent.currency };
  const links = { serviceCostLineItems: link(`${self}/lineitems`), self: link(self) };
  return ok(resource('ServiceCostsSummary', { ...month(request.now), ...money, customerId: found.customer.customerId, details: [] }, { links }));
}
const noArtifact = async (request: Request): Promise<never> => {
  await budgetOf(request);
  throw new NotFound({});
};

const customer = '/v1/customers/{customerId}';
const subscription = `${customer}/subscriptions/{subscriptionId}` as const;
const ofCustomer = { missing: 60_003, state: 'empty' } as const;
const ofSubscription = { missing, state: 'empty' } as const;
const artifact = `${customer}/artifacts/reservedinstance/groups/{groupId}/lineitems/{lineItemId}/resource/{resourceId}` as const;
export const usageRows = [
  row('GET', `${customer}/usagebudget`, async (request) => ok(budgetTo(await budgetOf(request))), { missing: 60_003 }),
  row('PATCH', `${customer}/usagebudget`, setBudget, { missing: 60_003 }),
  row('GET', '/v1/usagesummary', partnerSummary, { state: 'empty' }),
  row('GET', '/v1/customers/usagerecords', noneAtAll, { state: 'empty' }),
  row('GET', `${customer}/usagesummary`, customerSummary, ofCustomer),
  row('GET', `${customer}/subscriptions/usagerecords`, noneOfCustomer, ofCustomer),
  row('GET', `${subscription}/usagesummary`, subscriptionSummary, ofSubscription),
  row('GET', `${subscription}/usagerecords/resources`, noneOfSubscription, ofSubscription),
  row('GET', `${subscription}/usagerecords/daily`, noneOfSubscription, ofSubscription),
  row('GET', `${subscription}/meterusagerecords`, noneOfSubscription, ofSubscription),
  row('GET', `${subscription}/resourceusagerecords`, noneOfSubscription, ofSubscription),
  row('GET', `${subscription}/utilizations/azure`, noneOfSubscription, ofSubscription),
  row('GET', '/v1/ratecards/azure', rateCard, { state: 'empty' }),
  row('GET', '/v1/ratecards/azure-shared', rateCard, { state: 'empty' }),
  row('GET', `${customer}/servicecosts/{billingPeriod}`, serviceCosts, ofCustomer),
  row('GET', `${customer}/servicecosts/{billingPeriod}/lineitems`, noneOfCustomer, ofCustomer),
  row('GET', `${customer}/entitlements`, noneOfCustomer, ofCustomer),
  row('GET', artifact, noArtifact, { missing: 1000, state: 'empty' }),
];
