import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { accounts } from '../src/features/accounts/contract.ts';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { relations } from '../src/features/relations/contract.ts';
import { demoProducts } from '../src/main.cli/demoProducts.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, as, type Newcomer, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

const customerName = 'Cedar Mill Bakery';

/** A company that may sell, and whose first person has shown a second factor. */
async function sellingCompany(browser: Browser, locale: Locale): Promise<Newcomer> {
  const company = await signUpCompany(browser, locale);
  await addApp(company);
  await becomeDistributor(browser, company);
  return company;
}

/** Two companies that work together, the first selling for the second. */
async function together(giver: Newcomer, taker: Newcomer): Promise<void> {
  const { partnerId } = await as(giver.context, accounts, giver.company.accountId).getCompany({});
  const { relationId, version } = await as(taker.context, relations, taker.company.accountId).inviteReseller({ partnerId });
  await as(giver.context, relations, giver.company.accountId).acceptRelation({ relationId, version });
}

/** A customer that has bought mail, which is set up by a job. */
async function sell({ context, company: { accountId } }: Newcomer): Promise<void> {
  const [known, shop] = [as(context, customers, accountId), as(context, orders, accountId)];
  const who = { givenName: 'Ada', familyName: 'Moss', email: 'ada@cedar-mill.example' };
  const { customerId } = await known.addCustomer({
    name: customerName,
    domain: `cedar-${crypto.randomUUID().slice(0, 8)}.example`,
    address: { country: 'US', line1: '9 Mill Road', city: 'Portland', state: 'OR', postalCode: '97204' },
    contact: { ...who, middleName: null },
    registrationNumber: null,
    locale: 'en',
    agreement: { ...who, agreedOn: '2026-01-05' },
    addressConfirmed: true,
  });
  const { cartId } = await shop.openCart({ customerId });
  const line = { offerId: 'tideway-mail-plus.commercial', term: 'P1Y' as const, billingCycle: 'monthly' as const, quantity: 6 };
  const { quote, version } = await shop.addCartLine({ cartId, ...line });
  await shop.checkOut({ cartId, quote, version, key: crypto.randomUUID() });
  await expect(async () => {
    const { items } = await shop.listMovable({ customerId });
    expect(items.map(({ fault }) => fault)).toEqual([null]);
  }).toPass();
}

async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name: typed }).first().click();
}
const pageOf = async (context: BrowserContext, path: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(demoUrl() + path);
  return page;
};

for (const locale of journeyLocales('zh-TW')) {
  test(`a reseller hands a subscription over to its distributor, which accepts it, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const [giver, taker] = [await sellingCompany(browser, locale), await sellingCompany(browser, locale)];
    await together(giver, taker);
    await sell(giver);
    const product = new RegExp(demoProducts.find(({ id }) => id === 'tideway-mail')?.texts[locale].title ?? '');

    const page = await pageOf(giver.context, `/a/${giver.company.accountId}/transfers/new`);
    await pick(page, t('orders.column.customer'), customerName);
    await page.getByRole('checkbox', { name: product }).check();
    await expectSound(page, 'what can be handed over');
    await page.getByRole('button', { name: t('transfers.look') }).click();
    await expect(page.getByText(t('transfers.effect.rights_stay'))).toBeVisible();
    await expectSound(page, 'what handing over does');
    await page.getByRole('button', { name: t('transfers.send', { partner: taker.company.name }) }).click();
    await page.waitForURL(/\/transfers\/[0-9a-f-]{36}$/);
    await expect(page.getByText(t('transfers.state.open')).first()).toBeVisible();
    const transferId = page.url().split('/').at(-1) ?? '';

    const desk = await pageOf(taker.context, `/a/${taker.company.accountId}/transfers`);
    await desk.getByRole('main').getByText(customerName).first().click();
    await desk.waitForURL(`**/transfers/${transferId}`);
    await expect(desk.getByText(t('transfers.effect.our_prices'))).toBeVisible();
    await expectSound(desk, 'what is handed over');
    await desk.getByRole('button', { name: t('transfers.accept') }).click();
    await desk
      .getByRole('alertdialog')
      .or(desk.getByRole('dialog'))
      .getByRole('button', { name: t('transfers.accept') })
      .click();
    // It is moved by a job: whoever looks again sees it.
    const seen = (where: Page, words: string) =>
      expect(async () => {
        await where.reload();
        await expect(where.getByText(words).first()).toBeVisible({ timeout: 2_000 });
      }).toPass();
    await seen(desk, t('transfers.state.completed'));
    await seen(page, t('transfers.over.completed_source', { partner: taker.company.name }));
    await expectSound(page, 'a completed transfer');

    await page.getByRole('main').getByRole('link', { name: product }).first().click();
    await page.waitForURL('**/subscriptions/**');
    await expect(page.getByText(t('subscriptions.state.moved'), { exact: true }).first()).toBeVisible();
    await giver.context.close();
    await taker.context.close();
  });
}
