import { orders, type SubscriptionFigures } from '../features/orders/contract.ts';
import { channel } from './analytics.ts';
import { guidOf } from './ids.ts';
import type { Cells } from './odata.ts';
import { type Request, row } from './row.ts';
import { dayTo, instantTo } from './shapes.ts';
import { noRows, type Table, tabular } from './tabular.ts';

// The tabular reports: one row a subscription, a reseller, or a customer’s product.

const commercial = '/v1/analytics/commercial';
const reports = '/partner/v1/analytics';

/** Names in their order, a line of them at a time. */
const named = (...lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '));

/** All rows of a list of the house, page by page, as far as somebody reads. */
async function* pages<T>(read: (after: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>): AsyncGenerator<T> {
  for (let after: string | undefined, isOver = false; !isOver; ) {
    const { items, next } = await read(after);
    yield* items;
    after = next ?? undefined;
    isOver = next === null;
  }
}
const figures = (request: Request) => pages((after) => request.call(orders.listSubscriptionFigures, { after, limit: 500 }));

const subscriptionTable: Table = {
  path: `${reports}/subscriptions`,
  columns: named(
    'customerTenantId customerName customerMarket id status productName subscriptionType autoRenewEnabled partnerId',
    'friendlyName partnerName providerName creationDate effectiveStartDate commitmentEndDate currentStateEndDate',
    'trialToPaidConversionDate trialStartDate trialEndDate lastUsageDate deprovisionedDate lastRenewalDate licenseCount',
    'churnRisk billingCycleName',
  ),
  sums: ['licenseCount'],
  count: 'subscriptionCount',
};
const dayOf = (day: string | null): string | null => (day === null ? null : dayTo(day));
const at = (instant: Date | null): string | null => (instant === null ? null : instantTo(instant));
const titled = (word: string): string => word.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
function subscriptionRow(it: SubscriptionFigures): Cells {
  const isTrial = it.lifecycle === 'trial' || it.lifecycle === 'publisher_trial';
  const status = it.state === 'active' || it.state === 'suspended' ? it.state.toUpperCase() : 'DEPROVISIONED';
  return {
    customerTenantId: it.customer.customerId,
    customerName: it.customer.name,
    customerMarket: it.market,
    id: it.subscriptionId,
    status,
    productName: it.name,
    subscriptionType: isTrial ? 'Trial' : 'Paid',
    autoRenewEnabled: it.autoRenews,
    partnerId: it.seller.partnerId,
    friendlyName: it.nickname ?? it.name,
    partnerName: it.seller.name,
    providerName: it.provider,
    creationDate: instantTo(it.orderedAt),
    effectiveStartDate: dayTo(it.startedOn),
    commitmentEndDate: dayOf(it.renewsOn),
    currentStateEndDate: it.state === 'active' ? dayOf(it.renewsOn) : null,
    trialToPaidConversionDate: it.trial && !isTrial ? instantTo(it.orderedAt) : null,
    trialStartDate: dayOf(it.trial?.from ?? null),
    trialEndDate: dayOf(it.trial?.until ?? null),
    // Nothing is measured of how people use what they have, and nothing is guessed of what they will do.
    lastUsageDate: null,
    deprovisionedDate: status === 'DEPROVISIONED' ? at(it.endedAt) : null,
    lastRenewalDate: it.termFrom > it.startedOn ? dayTo(it.termFrom) : null,
    licenseCount: it.quantity,
    churnRisk: null,
    billingCycleName: titled(it.billingCycle),
  };
}
async function* subscriptionRows(request: Request): AsyncGenerator<Cells> {
  for await (const it of figures(request)) yield subscriptionRow(it);
}

const resellerTable: Table = {
  path: `${reports}/indirectresellers`,
  columns: named(
    'partnerTenantId id name market firstSubscriptionCreationDate latestSubscriptionCreationDate firstSubscriptionEndDate',
    'latestSubscriptionEndDate firstSubscriptionSuspendedDate latestSubscriptionSuspendedDate',
    'firstSubscriptionDeprovisionedDate latestSubscriptionDeprovisionedDate subscriptionCount licenseCount',
  ),
  sums: ['subscriptionCount', 'licenseCount'],
  count: 'indirectResellerCount',
};
/** What each reseller's customers have of the company, by the figures of their subscriptions. */
async function* resellerRows(request: Request): AsyncGenerator<Cells> {
  const byReseller = new Map<string, SubscriptionFigures[]>();
  for await (const it of figures(request)) if (!it.seller.isOwn) byReseller.set(it.seller.partnerId, [...(byReseller.get(it.seller.partnerId) ?? []), it]);
  for (const [id, all] of byReseller) {
    const ends = (name: string, instants: readonly (string | null)[]): Cells => {
      const known = instants.filter((each) => each !== null).toSorted();
      return { [`firstSubscription${name}Date`]: known[0] ?? null, [`latestSubscription${name}Date`]: known.at(-1) ?? null };
    };
    yield {
      partnerTenantId: request.accountId,
      id,
      name: all[0]?.seller.name ?? id,
      // Where a reseller is, it says to those whom it works with, not to reports.
      market: null,
      ...ends(
        'Creation',
        all.map((each) => instantTo(each.orderedAt)),
      ),
      ...ends(
        'End',
        all.map((each) => dayOf(each.renewsOn)),
      ),
      ...ends(
        'Suspended',
        all.map((each) => at(each.suspendedAt)),
      ),
      ...ends(
        'Deprovisioned',
        all.map((each) => at(each.endedAt)),
      ),
      subscriptionCount: all.length,
      licenseCount: all.reduce((sum, each) => sum + each.quantity, 0),
    };
  }
}

const licenseColumns = ['processedDateTime', 'serviceCode', 'serviceName', 'channel', 'customerTenantId', 'customerName', 'productId', 'productName'];
const deploymentTable: Table = {
  path: `${commercial}/deployment/license`,
  columns: [...licenseColumns, 'licensesDeployed', 'licensesSold'],
  sums: ['licensesDeployed', 'licensesSold'],
  count: 'rowCount',
};
async function* deploymentRows(request: Request): AsyncGenerator<Cells> {
  const processed = instantTo(request.now);
  for await (const it of pages((after) => request.call(orders.listCustomerDeployment, { after, limit: 500 })))
    yield {
      processedDateTime: processed,
      serviceCode: guidOf('sku', it.skuId),
      serviceName: it.name,
      channel,
      customerTenantId: it.customer.customerId,
      customerName: it.customer.name,
      productId: it.skuId,
      productName: it.name,
      licensesDeployed: it.deployed,
      licensesSold: it.sold,
    };
}

/** A report of what is not kept here: whoever may read reports is told that there is nothing. */
const emptyReport = (path: `/${string}`, columns: readonly string[]) => async (request: Request) => {
  await request.call(orders.listDeployment, {});
  return tabular(request, { path, columns, sums: [], count: 'rowCount' }, noRows());
};
const azureColumns = named(
  'customerTenantId customerName subscriptionId subscriptionName usageDate resourceLocation meterCategory meterSubcategory',
  'meterUnit reservationOrderId reservationId consumptionMeterId serviceType quantity',
);
const referralColumns = named(
  'id status customerMarket customerName customerOrgSize acceptedDate acknowledgedDate archivedDate declinedDate',
  'expiredDate lostDate missedDate createdDate skippedDate wonDate partnerMarket',
);
const searchColumns = named(
  'companyName contactButtonClicked keywordCountry detailsViewed keywordIndustryFocus mpnId partnerMarket keywordProduct',
  'referralSubmitted searchDate keywordSearchText',
);
const usageColumns = [...licenseColumns, 'workloadCode', 'workloadName', 'licensesActive', 'licensesQualified'];

const emptyRow = (path: `/${string}`, columns: readonly string[]) => row('GET', path, emptyReport(path, columns), { state: 'empty' });

export const reportRows = [
  row('GET', deploymentTable.path, (request) => tabular(request, deploymentTable, deploymentRows(request))),
  emptyRow(`${commercial}/usage/license`, usageColumns),
  row('GET', subscriptionTable.path, (request) => tabular(request, subscriptionTable, subscriptionRows(request)), {
    uses: [`${reports}/subscriptions`, `${reports}/subscriptions?filter=`, `${reports}/subscriptions?groupby=`],
  }),
  row('GET', resellerTable.path, (request) => tabular(request, resellerTable, resellerRows(request))),
  emptyRow(`${reports}/usage/azure`, azureColumns),
  emptyRow(`${reports}/referrals`, referralColumns),
  emptyRow(`${reports}/search`, searchColumns),
];
