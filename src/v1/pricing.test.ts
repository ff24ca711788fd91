import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';
import { appToken } from '../../test/tokens.ts';
import { buildWorld } from '../../test/world.ts';
import { seller } from '../features/orders/testing.ts';
import { served } from './testing.ts';
import { sellingScopes, shelfCodes } from './testingCommerce.ts';

const world = await buildWorld();
const called = await shelfCodes(world);
const basic = called('tide-basic');
const { company } = await seller(world);
const { bearer } = await appToken(world, company, sellingScopes);
/** As programs fetch a file: they read the bytes. */
const fetched = (url: string, headers: Record<string, string> = { 'accept-encoding': 'deflate' }, token = bearer) =>
  world.app.http.inject({ method: 'GET', url, headers: { ...headers, authorization: `Bearer ${token}` } });
const rowsOf = (text: string) => parse<Record<string, string>>(text, { columns: true });

const sheet = (view: string, query = '?timeline=current') => `/v1.0/sales/pricesheets(Market='FR',PricesheetView='${view}')/$value${query}`;
served("GET /v1.0/sales/pricesheets(Market='{market}',PricesheetView='{view}')/$value", 'what the company pays, as a zip with one file', async () => {
  const { statusCode, headers, rawPayload } = await fetched(sheet('updatedlicensebased'));
  expect([statusCode, headers['content-type'], headers['content-encoding']]).toEqual([200, 'application/octet-stream', undefined]);
  const files = Object.entries(unzipSync(rawPayload));
  expect(files.map(([name]) => name)).toEqual(['pricesheet_FR_updatedlicensebased.csv']);
  const rows = rowsOf(strFromU8(files[0]?.[1] ?? new Uint8Array()));
  const ours = rows.filter((row) => row['SkuId'] === basic.sku && row['ProductId'] === basic.product);
  expect(ours.find((row) => row['TermDuration'] === 'P1Y' && row['BillingPlan'] === 'Monthly')).toEqual({
    ProductTitle: 'Tide Office',
    ProductId: basic.product,
    SkuId: basic.sku,
    SkuTitle: 'Basic',
    Publisher: 'Northwind',
    SkuDescription: 'Tide Office, described.',
    UnitOfMeasure: '1 user',
    TermDuration: 'P1Y',
    BillingPlan: 'Monthly',
    Market: 'FR',
    Currency: 'EUR',
    UnitPrice: '4.00',
    PricingTierRangeMin: '1',
    PricingTierRangeMax: '',
    EffectiveStartDate: '1/1/2026 12:00:00 AM',
    EffectiveEndDate: '12/31/9999 12:00:00 AM',
    Tags: '',
    'ERP Price': '',
    Segment: 'Commercial',
  });
  expect(ours.length).toBe(3);
  // For whoever does not unpack, as text; and percent-encoded, as some write it.
  const plain = await fetched(encodeURI(sheet('marketplace')).replaceAll("'", '%27'), { 'accept-encoding': 'identity' });
  expect(rowsOf(plain.payload).map((row) => row['ProductTitle'])).toEqual(['Reef Shield', 'Reef Shield', 'Reef Shield']);
  const none = await fetched(sheet('licensebasedeos'), {});
  expect(none.payload.split('\r\n').length).toBe(2);
  expect((await fetched(sheet('updatedlicensebased', '?timeline=history&month=202512'), {})).payload.split('\r\n').length).toBe(2);
  expect((await fetched(sheet('nonsense'))).json()).toMatchObject({ code: 3000, data: ['PricesheetView'] });
  expect((await fetched(sheet('marketplace', '?timeline=history&month=13'))).json()).toMatchObject({ code: 3000, data: ['month'] });
  const { bearer: narrow } = await appToken(world, company, [{ permission: 'catalog', level: 'view' }]);
  const refused = await fetched(sheet('marketplace'), {}, narrow);
  expect([refused.statusCode, refused.json()]).toMatchObject([403, { code: 900_150, data: ['pricing'] }]);
});

served("GET /v1.0/sales/offermatrix(Month='{yyyymm}')/$value", 'what is sold where, and what it needs', async () => {
  const { rawPayload } = await fetched("/v1.0/sales/offermatrix(Month='202611')/$value");
  const [file] = Object.values(unzipSync(rawPayload));
  const archive = called('tide-archive');
  const rows = rowsOf(strFromU8(file ?? new Uint8Array()));
  const plus = called('tide-plus');
  expect(rows.find((row) => row['SkuId'] === archive.sku)).toEqual({
    ProductTitle: 'Tide Office',
    ProductId: archive.product,
    SkuId: archive.sku,
    SkuTitle: 'Archive',
    ProvisioningId: archive.guid,
    ProvisioningString: 'tide-archive',
    MinLicenses: '1',
    MaxLicenses: '1000000',
    AssetOwnershipLimit: '',
    AssetOwnershipLimitType: '',
    ProductSkuPreRequisites: [basic, plus].map(({ product, sku }) => `${product}:${sku}`).join(';'),
    ProductSkuConversion: '',
    Description: 'Tide Office, described.',
    AllowedCountries: 'FR',
  });
  expect((await fetched("/v1.0/sales/offermatrix(Month='2026')/$value")).json()).toMatchObject({ code: 3000 });
});
