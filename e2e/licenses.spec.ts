import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { demoProducts } from '../src/main.cli/demoProducts.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, as, openBrowser, signUpCompany } from './newcomers.ts';
import { accountsOf, adminOf, demoUrl, expectSound, journeyLocales, says, signInByApi } from './people.ts';

const office = demoProducts.find(({ id }) => id === 'tideway-office');
const skuId = 'tideway-office-business';

/** A customer that has agreed, with seats of an office; its domain is new. */
async function customerWithSeats(context: BrowserContext, accountId: string, quantity: number) {
  const [known, shop] = [as(context, customers, accountId), as(context, orders, accountId)];
  const domain = `${crypto.randomUUID().slice(0, 8)}-orchard.example`;
  const signer = { givenName: 'Walter', familyName: 'Sims', email: `walter@${domain}` };
  const { customerId } = await known.addCustomer({
    name: 'Cascade Orchard LLC',
    domain,
    address: { country: 'US', line1: '88 Pine Street', city: 'Seattle', state: 'WA', postalCode: '98101' },
    contact: { ...signer, middleName: null },
    registrationNumber: null,
    locale: 'es',
    agreement: { ...signer, agreedOn: new Date().toISOString().slice(0, 10) },
    addressConfirmed: true,
  });
  const { cartId } = await shop.openCart({ customerId });
  await shop.addCartLine({ cartId, offerId: `${skuId}.commercial`, term: 'P1Y', billingCycle: 'monthly', quantity });
  const { quote, version } = await shop.getCart({ cartId });
  await shop.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  // It is set up by a job.
  await expect(async () => expect((await shop.listLicensePools({ customerId })).items).toMatchObject([{ total: quantity }])).toPass();
  return { customerId, domain, shop };
}
const button = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name });

for (const locale of journeyLocales('es')) {
  test(`users come by a file with licenses, one too many; another seller takes the last seat, in ${locale}`, async ({ browser }) => {
    const agent = await signUpCompany(browser, locale);
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const { accountId } = agent.company;
    const t = says(locale);
    const { customerId, domain, shop } = await customerWithSeats(agent.context, accountId, 3);
    const product = `${office?.texts[locale].title ?? ''} — ${office?.skus.find(({ id }) => id === skuId)?.titles[locale] ?? ''}`;
    const page = await agent.context.newPage();
    const base = `${demoUrl()}/a/${accountId}/customers/${customerId}`;

    // A file: one row names what the customer does not have. Nobody is added until it is mended.
    await page.goto(`${base}/users/import`);
    const hand = (...lines: string[]) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'usuarios.csv', mimeType: 'text/csv', buffer: Buffer.from(['display_name;email;licenses', ...lines].join('\n')) });
    await hand(`Noor Haddad;noor@${domain};${product}`, `Wei Chen;wei@${domain};${skuId}`, `Ana Ruiz;ana@${domain};Tideway Ofisina`);
    await expect(page.getByText(t('customers.users.rows_wrong', { count: 1 }))).toBeVisible();
    await expect(page.getByText(t('fields.license_unknown'))).toBeVisible();
    await expectSound(page, 'a file with a license that is not there');
    await hand(`Noor Haddad;noor@${domain};${product}`, `Wei Chen;wei@${domain};${skuId}`, `Ana Ruiz;ana@${domain};`);
    await page.getByRole('button', { name: t('customers.users.confirm', { count: 3 }) }).click();
    await expect(page.getByText(t('customers.users.import_done', { count: 3 }))).toBeVisible();

    // Two more want the one that is left.
    await page.goto(`${base}?tab=users`);
    for (const name of ['Ana Ruiz', 'Walter Sims']) await page.getByRole('checkbox', { name: t('ui.table.select', { name }) }).check();
    await page.getByRole('button', { name: t('licenses.manage') }).click();
    await page.getByRole('dialog').getByRole('checkbox', { name: product }).check();
    await page.getByRole('dialog').getByText(t('licenses.plans'), { exact: true }).click();
    await page.getByRole('dialog').getByRole('checkbox').nth(3).uncheck();
    await expectSound(page, 'what two users are to have');
    await button(page, t('licenses.look')).click();
    await expect(page.getByText(t('licenses.faults_left', { count: 1 }))).toBeVisible();
    await expect(page.getByText(t('licenses.fault.none_left', { product }))).toBeVisible();
    await expectSound(page, 'one of the two gets nothing');

    // Somebody else gives it to the other one, just before.
    const { items } = await as(agent.context, customers, accountId).listCustomerUsers({ customerId, search: 'Walter' });
    const walter = items[0]?.userId ?? '';
    await shop.changeLicenses({ customerId, userIds: [walter], changes: [{ skuId, want: 'assign', excludedPlans: ['tideway-documents'] }] });
    await button(page, t('licenses.do', { count: 1 })).click();
    await expect(page.getByText(t('problems.licenses.none_left', { product, available: 0, wanted: 1 }))).toBeVisible();
    await expect(page.getByText(t('licenses.nobody_left'))).toBeVisible();
    await expectSound(page, 'the last license is gone');

    // One comes back, and is given to the one who is left.
    await shop.changeLicenses({ customerId, userIds: [walter], changes: [{ skuId, want: 'remove' }] });
    await button(page, t('licenses.back')).click();
    await button(page, t('licenses.look')).click();
    await button(page, t('licenses.do', { count: 1 })).click();
    await expect(page.getByText(t('licenses.changed_done', { count: 1 }))).toBeVisible();
    await expectSound(page, 'what was done, user by user');
    await button(page, t('ui.close')).last().click();

    await page.goto(`${base}?tab=licenses`);
    await expect(page.getByRole('row').filter({ hasText: product }).getByText(t('licenses.in_order'))).toBeVisible();
    await page.getByRole('button', { name: t('licenses.holders_of', { product }) }).click();
    await expect(page.getByRole('dialog').getByRole('link', { name: 'Ana Ruiz' })).toBeVisible();
    await expectSound(page, 'who has a license');
    await page.keyboard.press('Escape');

    // Fewer seats: it is said who loses theirs.
    await page
      .getByRole('row')
      .filter({ hasText: product })
      .getByRole('link', { name: new RegExp(t('licenses.get_more')) })
      .click();
    await page.waitForURL('**/subscriptions/**');
    await page.getByRole('button', { name: t('subscriptions.act.seats') }).click();
    await page.getByRole('dialog').getByLabel(t('orders.quantity')).fill('2');
    await button(page, t('subscriptions.look')).click();
    await expect(page.getByText(t('licenses.stake.now', { product, losing: 1 }))).toBeVisible();
    await expect(page.getByText(t('licenses.stake.who', { names: 'Ana Ruiz' }))).toBeVisible();
    await expectSound(page, 'who loses access by fewer seats');
    await agent.context.close();
  });
}

for (const locale of journeyLocales('zh-CN')) {
  test(`a user without a seat is shown as locked out, in ${locale}`, async ({ browser }) => {
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), adminOf(locale));
    const [company] = await accountsOf(context, demoUrl());
    const accountId = company?.accountId ?? '';
    const t = says(locale);
    const { items } = await as(context, orders, accountId).listSubscriptions({ state: 'suspended', limit: 5 });
    const customerId = items[0]?.customer.customerId ?? '';
    const page = await context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/customers/${customerId}?tab=licenses`);
    await expect(page.getByText(t('licenses.locked_out', { count: 1 }))).toBeVisible();
    await expectSound(page, 'seats that are suspended');
    await page.getByRole('main').getByRole('button', { name: /./ }).first().click();
    await page.getByRole('dialog').getByRole('link').first().click();
    await page.waitForURL('**/users/**');
    await expect(page.getByText(t('licenses.locked_text'))).toBeVisible();
    await expectSound(page, 'a user who is locked out');
    await context.close();
  });
}
