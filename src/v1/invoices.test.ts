import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { served } from './testing.ts';
import { self, selling, to } from './testingCommerce.ts';

const world = await buildWorld();
const { speak } = await selling(world);
const get = async (path: string) => {
  const { status, body } = await speak('GET', path);
  return [status, body];
};
const isEmpty = async (path: string) =>
  expect(await get(path), path).toEqual([
    200,
    { totalCount: 0, items: [], links: { self: to(path.replace('/v1', '')) }, attributes: { objectType: 'Collection' } },
  ]);
const isNotThere = async (path: string) =>
  expect(await get(path), path).toEqual([404, { code: 1000, description: expect.stringMatching(/./), data: [], source: 'Entente' }]);
const balance = {
  balanceAmount: 0,
  currencyCode: 'EUR',
  currencySymbol: '€',
  accountingDate: '2026-11-21T00:00:00Z',
  lastPaymentAmount: 0,
  details: [],
  links: self('/invoices/summary'),
  attributes: { objectType: 'InvoiceSummary' },
};

served('GET /v1/invoices', 'none yet, for whoever may see them', async () => {
  await isEmpty('/v1/invoices');
  expect(await get('/v1/invoices?size=200&offset=0')).toMatchObject([200, { totalCount: 0 }]);
  const narrow = await selling(world, [{ permission: 'customers', level: 'view' }]);
  expect(await narrow.speak('GET', '/v1/invoices')).toMatchObject({
    status: 403,
    body: { code: 900_150, description: expect.stringMatching(/./), data: ['invoices'] },
  });
});
served('GET /v1/invoices/{invoiceId}', 'none is there', () => isNotThere('/v1/invoices/G000024135'));
served('GET /v1/invoices/{invoiceId}/documents/statement', 'no statement', () => isNotThere('/v1/invoices/G000024135/documents/statement'));
served('GET /v1/invoices/{invoiceId}/receipts/{receiptId}/documents/statement', 'no receipt', () =>
  isNotThere('/v1/invoices/G000024135/receipts/1/documents/statement'),
);
served('GET /v1/invoices/{invoiceId}/lineitems', 'no lines', () =>
  isNotThere('/v1/invoices/G000024135/lineitems?provider=Office&invoiceLineItemType=BillingLineItems&size=10'),
);
served('GET /v1/invoices/{invoiceId}/lineitems?provider=onetime&invoicelineitemtype=usagelineitems', 'no usage', () =>
  isNotThere('/v1/invoices/G000024135/lineitems?provider=onetime&invoicelineitemtype=usagelineitems'),
);
served('GET /v1/invoices/{invoiceId}/lineitems/{provider}/{type}', 'no lines by the older path', () =>
  isNotThere('/v1/invoices/G000024135/lineitems/Office/BillingLineItems'),
);
served('GET /v1/invoices/unbilled/lineitems?invoicelineitemtype=usagelineitems', 'nothing unbilled', () =>
  isEmpty('/v1/invoices/unbilled/lineitems?provider=all&invoicelineitemtype=usagelineitems&period=current'),
);
served('GET /v1/invoices/unbilled/lineitems?invoicelineitemtype=billinglineitems', 'nothing unbilled', () =>
  isEmpty('/v1/invoices/unbilled/lineitems?provider=all&invoicelineitemtype=billinglineitems&period=previous'),
);
served('GET /v1/invoices/estimates/links', 'no estimates', () => isEmpty('/v1/invoices/estimates/links?currencyCode=eur'));
served('GET /v1/invoices/summary', 'nothing is owed', async () => expect(await get('/v1/invoices/summary')).toEqual([200, balance]));
served('GET /v1/invoices/summaries', 'nothing is owed in any currency', async () => {
  expect(await get('/v1/invoices/summaries')).toEqual([200, { totalCount: 1, items: [balance], attributes: { objectType: 'Collection' } }]);
});
