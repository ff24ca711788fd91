import { expect, test } from '@playwright/test';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, addColleague, as, type Newcomer, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

/** Ten seats that a customer has. */
async function sellTen({ context, company: { accountId, domain } }: Newcomer): Promise<string> {
  const known = { givenName: 'Elena', familyName: 'Ruiz', email: `elena@garden-${domain}` };
  const { customerId } = await as(context, customers, accountId).addCustomer({
    name: 'Corner Garden LLC',
    domain: `garden-${domain}`,
    address: { country: 'US', line1: '88 Pine Street', city: 'Seattle', state: 'WA', postalCode: '98101' },
    contact: { ...known, middleName: null },
    registrationNumber: null,
    locale: 'en',
    agreement: { ...known, agreedOn: new Date().toISOString().slice(0, 10) },
    addressConfirmed: true,
  });
  const shop = as(context, orders, accountId);
  const { cartId } = await shop.openCart({ customerId });
  const cart = await shop.addCartLine({ cartId, offerId: 'tideway-mail-plus.commercial', term: 'P1Y', billingCycle: 'monthly', quantity: 10 });
  await shop.checkOut({ cartId, quote: cart.quote, version: cart.version, key: crypto.randomUUID() });
  await expect(async () => expect((await shop.listSubscriptions({ customerId })).items).toMatchObject([{ state: 'active' }])).toPass();
  await shop.changeOrderSettings({ approvalAbove: { amount: '100', currency: 'USD' }, version: 0 });
  return (await shop.listSubscriptions({ customerId })).items[0]?.subscriptionId ?? '';
}
/** A button whose words begin like these, before the sum. */
const upTo = (words: string) => new RegExp(`^${words.split('§')[0] ?? ''}`);

for (const locale of journeyLocales('es')) {
  test(`seats above the limit wait for a second person, are sent back once, and are approved, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await becomeDistributor(browser, admin);
    const seller = await addColleague(browser, admin, ['sales_agent']);
    await addApp(seller);
    const t = says(locale);
    const it = `${demoUrl()}/a/${admin.company.accountId}/subscriptions/${await sellTen(admin)}`;
    const [page, theirs] = [await admin.context.newPage(), await seller.context.newPage()];
    const ask = async (quantity: string) => {
      await theirs.goto(it);
      await theirs.getByRole('button', { name: t('subscriptions.act.seats') }).click();
      const dialog = theirs.getByRole('dialog');
      await dialog.getByLabel(t('orders.quantity')).fill(quantity);
      await dialog.getByRole('button', { name: t('subscriptions.look') }).click();
      await expect(dialog.getByText(t('subscriptions.above_limit'))).toBeVisible();
      await dialog.getByRole('button', { name: upTo(t('carts.ask', { sum: '§' })) }).click();
      await expect(theirs.getByText(t('carts.asked_wait'))).toBeVisible();
    };
    const answer = page.getByRole('dialog');
    const look = async () => {
      await page.goto(it);
      await page.getByRole('button', { name: t('subscriptions.asked_look') }).click();
    };

    await ask('210');
    await expectSound(theirs, 'seats that wait');
    await look();
    await answer.getByRole('button', { name: t('carts.send_back') }).click();
    await answer.getByLabel(t('carts.why')).fill('Bastan cien.');
    await expectSound(page, 'why seats are sent back');
    await answer.getByRole('button', { name: t('carts.send_back') }).click();
    await expect(page.getByText(t('carts.sent_back_done'), { exact: true })).toBeVisible();
    await expect(page.getByText(t('orders.seats', { count: 10 }), { exact: true })).toBeVisible();

    await ask('110');
    await look();
    await expectSound(page, 'seats to approve');
    await answer.getByRole('button', { name: upTo(t('subscriptions.asked_approve', { sum: '§' })) }).click();
    await expect(page.getByText(t('orders.seats', { count: 110 }), { exact: true })).toBeVisible();
    await Promise.all([seller.context.close(), admin.context.close()]);
  });
}
