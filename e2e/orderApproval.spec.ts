import { expect, test } from '@playwright/test';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, addColleague, as, type Newcomer, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

/** A cart of forty seats for a customer that has agreed. */
async function fillCart({ context, company: { accountId, domain } }: Newcomer): Promise<string> {
  const known = { givenName: 'Elena', familyName: 'Ruiz', email: `elena@bakery-${domain}` };
  const { customerId } = await as(context, customers, accountId).addCustomer({
    name: 'Corner Bakery LLC',
    domain: `bakery-${domain}`,
    address: { country: 'US', line1: '88 Pine Street', city: 'Seattle', state: 'WA', postalCode: '98101' },
    contact: { ...known, middleName: null },
    registrationNumber: null,
    locale: 'en',
    agreement: { ...known, agreedOn: new Date().toISOString().slice(0, 10) },
    addressConfirmed: true,
  });
  const shop = as(context, orders, accountId);
  const { cartId } = await shop.openCart({ customerId });
  await shop.addCartLine({ cartId, offerId: 'tideway-mail-plus.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 40 });
  return cartId;
}
/** A button whose words begin like these, before the sum. */
const upTo = (words: string) => new RegExp(`^${words.split('§')[0] ?? ''}`);

for (const locale of journeyLocales('fr')) {
  test(`an order above the limit waits for a second person, is sent back once, and is approved, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await becomeDistributor(browser, admin);
    const seller = await addColleague(browser, admin, ['sales_agent']);
    await addApp(seller);
    const t = says(locale);
    const at = (path: string) => `${demoUrl()}/a/${admin.company.accountId}${path}`;

    const page = await admin.context.newPage();
    await page.goto(at('/order-approval'));
    await page.getByLabel(t('order_approval.amount')).fill('100');
    await page.getByRole('button', { name: t('order_approval.save') }).click();
    await expect(page.getByText(t('order_approval.saved'))).toBeVisible();
    await expect(page.getByText(seller.email)).toBeVisible();
    await expectSound(page, 'the limit and who approves');

    const cart = at(`/carts/${await fillCart(seller)}`);
    const theirs = await seller.context.newPage();
    const ask = theirs.getByRole('button', { name: upTo(t('carts.ask', { sum: '§' })) });
    await theirs.goto(cart);
    await ask.click();
    await expect(theirs.getByText(t('carts.asked_wait'))).toBeVisible();
    await expect(theirs.getByRole('button', { name: t('carts.send_back') })).toHaveCount(0);
    await expectSound(theirs, 'a cart that waits');

    await page.goto(cart);
    await expect(page.getByText(t('carts.asked_you'))).toBeVisible();
    await page.getByRole('button', { name: t('carts.send_back') }).click();
    await page.getByLabel(t('carts.why')).fill('Trente suffisent.');
    await expectSound(page, 'why a cart is sent back');
    await page.getByRole('button', { name: t('carts.send_back') }).click();
    await expect(page.getByText(t('carts.sent_back_done'), { exact: true })).toBeVisible();

    await theirs.goto(cart);
    await expect(theirs.getByText('Trente suffisent.')).toBeVisible();
    await expectSound(theirs, 'a cart that was sent back');
    await ask.click();
    await expect(theirs.getByText(t('carts.asked_wait'))).toBeVisible();

    await page.goto(cart);
    await page.getByRole('button', { name: upTo(t('carts.approve', { sum: '§' })) }).click();
    await expect(page.getByText(t('carts.ordered_text'))).toBeVisible();
    await page.getByRole('link', { name: /^O-/ }).first().click();
    await page.waitForURL('**/orders/**');
    await expect(page.getByText(t('orders.approved_by'))).toBeVisible();
    await expectSound(page, 'an order that somebody approved');
    await seller.context.close();
    await admin.context.close();
  });
}
