import { NotFound } from '../core/problems.ts';
import { orders } from '../features/orders/contract.ts';
import { symbolOf } from './catalogItems.ts';
import { ok, type Request, row } from './row.ts';
import { collection, dayTo, link, resource } from './shapes.ts';

/** Invoices come with billing: until then there are none, for whoever may see them. */
const mayAsk = (request: Request) => request.call(orders.getBudgetSummary, {});
const none = async (request: Request) => {
  await mayAsk(request);
  return ok(collection([], { self: link(request.self) }));
};
const notThere = async (request: Request): Promise<never> => {
  await mayAsk(request);
  throw new NotFound({});
};

async function balance(request: Request) {
  const { currency } = await mayAsk(request);
  return resource(
    'InvoiceSummary',
    {
      balanceAmount: 0,
      currencyCode: currency,
      currencySymbol: symbolOf(currency),
      accountingDate: dayTo(request.now.toISOString().slice(0, 10)),
      lastPaymentAmount: 0,
      details: [],
    },
    { links: { self: link('/invoices/summary') } },
  );
}

const empty = { state: 'empty' } as const;
const path = '/v1/invoices';
export const invoiceRows = [
  row('GET', path, none, empty),
  row('GET', `${path}/summary`, async (request) => ok(await balance(request)), empty),
  row('GET', `${path}/summaries`, async (request) => ok(collection([await balance(request)])), empty),
  row('GET', `${path}/estimates/links`, none, empty),
  row('GET', `${path}/unbilled/lineitems`, none, {
    ...empty,
    uses: [`${path}/unbilled/lineitems?invoicelineitemtype=usagelineitems`, `${path}/unbilled/lineitems?invoicelineitemtype=billinglineitems`],
  }),
  row('GET', `${path}/{invoiceId}`, notThere, empty),
  row('GET', `${path}/{invoiceId}/documents/statement`, notThere, empty),
  row('GET', `${path}/{invoiceId}/receipts/{receiptId}/documents/statement`, notThere, empty),
  row('GET', `${path}/{invoiceId}/lineitems`, notThere, {
    ...empty,
    uses: [`${path}/{invoiceId}/lineitems`, `${path}/{invoiceId}/lineitems?provider=onetime&invoicelineitemtype=usagelineitems`],
  }),
  row('GET', `${path}/{invoiceId}/lineitems/{provider}/{type}`, notThere, empty),
];
