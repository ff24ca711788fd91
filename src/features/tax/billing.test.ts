import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, member, person, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { tax } from './contract.ts';

/** The tax offices' service: knows one number, is down for one country. */
const asked: string[] = [];
const offices = createServer((request, response) => {
  asked.push(request.url ?? '');
  const right = request.url === '/ms/DE/vat/136695976';
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify(
      request.url?.startsWith('/ms/EL') ? { isValid: false, userError: 'MS_UNAVAILABLE' } : { isValid: right, requestIdentifier: right ? 'WAPI1' : '' },
    ),
  );
});
await new Promise<void>((done) => {
  offices.listen(0, '127.0.0.1', done);
});
afterAll(() => offices.close());
const place = `127.0.0.1:${(offices.address() as AddressInfo).port}`;
const world = await buildWorld({ env: { VAT_CHECK_URL: `http://${place}/ms/{country}/vat/{number}`, OUTGOING_ALLOW: place } });

async function company(name: string, country = 'FR') {
  const it = await account(world, name, country);
  const admin = await join(world, it, await person(world), 'global_admin');
  return { it, admin, mine: as(world, tax, { ...admin, account: it }) };
}
const fieldsOf = async (call: Promise<unknown>) => (await refusal(call)).details;

test('the billing profile begins with what the company is known by', async () => {
  const { mine } = await company('Billed Company');
  expect(await mine.getBillingProfile({})).toMatchObject({
    name: 'Billed Company',
    address: null,
    legalAddress: { city: 'Paris' },
    contact: null,
    taxIds: [],
    currency: { code: 'EUR', fixedAt: null },
    version: 0,
    can: { details: true, address: true, taxIds: true },
  });
});

test('each field has its own right: billing admins give tax numbers, only global admins move the address', async () => {
  const { it } = await company('Rights Company');
  const clerk = as(world, tax, { ...(await member(world, it, 'billing_admin')), account: it });
  expect((await clerk.getBillingProfile({})).can).toEqual({ details: true, address: false, taxIds: true });
  const address = { country: 'FR', line1: '27 rue de la République', city: 'Lyon', postalCode: '69002' };
  expect(await refusal(clerk.updateBillingAddress({ address, version: 0 }))).toMatchObject({ code: 'access.denied' });
  const after = await clerk.updateBillingDetails({
    contact: { givenName: '小敏', familyName: '王', phone: '01 42 60 20 00' },
    purchaseOrder: ' PO-77 ',
    version: 0,
  });
  expect(after).toMatchObject({ contact: { givenName: '小敏', phone: '+33142602000' }, purchaseOrder: 'PO-77', version: 1 });
  expect(await refusal(clerk.updateBillingDetails({ contact: null, purchaseOrder: null, version: 0 }))).toMatchObject({ code: 'request.changed_meanwhile' });
  const stranger = as(world, tax, { ...(await member(world, it, 'user_admin')), account: it });
  expect(await refusal(stranger.getBillingProfile({}))).toMatchObject({ code: 'access.denied' });
});

test('invoices go to any address that its country delivers to, and back to the legal one', async () => {
  const { mine } = await company('Moving Company');
  const hongKong = { country: 'HK', line1: '8 Connaught Place', district: 'Central', state: '香港島' };
  expect(await fieldsOf(mine.updateBillingAddress({ address: { country: 'FR', line1: 'x', postalCode: '7' }, version: 0 }))).toMatchObject({
    fields: { 'address.city': 'required', 'address.postalCode': 'pattern' },
  });
  expect((await mine.updateBillingAddress({ address: hongKong, version: 0 })).address).toMatchObject({ country: 'HK' });
  expect((await mine.updateBillingAddress({ address: null, version: 1 })).address).toBeNull();
});

test('a tax number is checked by form and check digit; the company’s own is checked again by the operator', async () => {
  const { it, admin, mine } = await company('Numbered Company');
  expect(await fieldsOf(mine.setTaxId({ country: 'FR', number: 'FR 40 303 265 044', version: 0 }))).toEqual({ fields: { number: 'check_digit' } });
  expect(await fieldsOf(mine.setTaxId({ country: 'DE', number: '12', version: 0 }))).toEqual({ fields: { number: 'pattern' } });
  expect(await fieldsOf(mine.setTaxId({ country: 'XX', number: '12', version: 0 }))).toEqual({ fields: { country: 'unknown_country' } });
  await mine.setTaxId({ country: 'DE', number: 'DE 136695976', version: 0 });
  const after = await mine.setTaxId({ country: 'FR', number: 'FR 40 303 265 045', version: 1 });
  expect(after.taxIds).toEqual([
    { country: 'FR', number: '40303265045', isLegal: true, online: null },
    { country: 'DE', number: '136695976', isLegal: false, online: null },
  ]);
  expect(await as(world, accounts, { ...admin, account: it }).getCompany({})).toMatchObject({ vatNumber: '40303265045', vetting: { status: 'pending' } });

  // The tax offices are asked afterward, and nobody waits for them.
  await runJobs(world);
  expect((await mine.getBillingProfile({})).taxIds.map(({ online }) => online?.answer)).toEqual(['wrong', 'right']);
  expect((await announced(world, 'tax.tax_id_checked')).map(({ details }) => details)).toContainEqual({
    country: 'DE',
    number: '136695976',
    online: 'right',
    reference: 'WAPI1',
  });
  expect((await mine.setTaxId({ country: 'FR', number: null, version: 2 })).taxIds.map(({ country }) => country)).toEqual(['DE']);
});

test('the service’s silence changes nothing, and it is asked only of its own countries', async () => {
  const { mine } = await company('Silent Company', 'GR');
  asked.length = 0;
  await mine.setTaxId({ country: 'GR', number: 'EL 094259216', version: 0 });
  await mine.setTaxId({ country: 'CH', number: 'CHE-100.155.212', version: 1 });
  await runJobs(world).catch(() => undefined);
  expect(asked).toEqual(['/ms/EL/vat/094259216']);
  expect((await mine.getBillingProfile({})).taxIds).toMatchObject([
    { number: '094259216', online: null },
    { number: 'CHE100155212', online: null },
  ]);
});

test('the currency is that of the country, and once fixed it stays', async () => {
  const { mine } = await company('Currency Company', 'CH');
  expect(await fieldsOf(mine.fixCurrency({ currency: 'EUR', version: 0 }))).toEqual({ fields: { currency: 'invalid_value' } });
  const fixed = await mine.fixCurrency({ currency: 'CHF', version: 0 });
  expect(fixed.currency).toMatchObject({ code: 'CHF', fixedAt: world.now });
  expect(await refusal(mine.fixCurrency({ currency: 'CHF', version: 1 }))).toMatchObject({ code: 'tax.currency_fixed', details: { currency: 'CHF' } });
});
