import { expect, type Page, test } from '@playwright/test';
import { demoProducts } from '../src/main.cli/demoProducts.ts';
import { buyerOf } from './buyers.ts';
import { openBrowser } from './newcomers.ts';
import { accountsOf, adminOf, demoUrl, expectSound, journeyLocales, says, signInByApi } from './people.ts';

/** A button whose words hold a sum. */
const withSum = (words: string) =>
  new RegExp(
    `^${words
      .split('§')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );

async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name: typed }).first().click();
}

for (const locale of journeyLocales('en')) {
  test(`a seller orders mail with its add-on, changes seats, suspends and reactivates, in ${locale}`, async ({ browser }) => {
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), adminOf(locale));
    const [company] = await accountsOf(context, demoUrl());
    const accountId = company?.accountId ?? '';
    const t = says(locale);
    const { name: customer } = await buyerOf(context, accountId);
    const product = demoProducts.find(({ id }) => id === 'tideway-mail');
    const page = await context.newPage();

    await page.goto(`${demoUrl()}/a/${accountId}/orders/new`);
    await pick(page, t('orders.column.customer'), customer);
    await page.getByRole('button', { name: t('orders.go_on') }).click();
    await page.waitForURL('**/carts/**');
    await pick(page, t('carts.product'), product?.texts[locale].title ?? '');
    await page.getByLabel(t('orders.quantity')).fill('10');
    await page.getByRole('button', { name: t('carts.put_in') }).click();
    const addOn = product?.skus.find(({ kind }) => kind === 'add_on')?.titles[locale] ?? '';
    await page.getByRole('button', { name: addOn }).last().click();
    await expect(page.getByRole('main').getByText(addOn).first()).toBeVisible();
    await expectSound(page, 'a cart with an add-on');

    await page.getByRole('button', { name: withSum(t('carts.order', { sum: '§' })) }).click();
    await expect(page.getByText(t('carts.ordered_text'))).toBeVisible();
    await page.getByRole('link', { name: /^O-/ }).first().click();
    await page.waitForURL('**/orders/**');
    await page
      .getByRole('main')
      .getByRole('link', { name: product?.texts[locale].title ?? '' })
      .first()
      .click();
    await page.waitForURL('**/subscriptions/**');
    // It is set up by a job: whoever looks again sees it.
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: t('subscriptions.act.seats') })).toBeVisible({ timeout: 2_000 });
    }).toPass();

    const look = page.getByRole('dialog').getByRole('button', { name: t('subscriptions.look') });
    await page.getByRole('button', { name: t('subscriptions.act.seats') }).click();
    await page.getByRole('dialog').getByLabel(t('orders.quantity')).fill('12');
    await look.click();
    await expect(page.getByRole('dialog').getByText(t('subscriptions.recurring'))).toBeVisible();
    await expectSound(page, 'what more seats cost');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: withSum(t('subscriptions.do', { act: t('subscriptions.act.seats'), sum: '§' })) })
      .click();
    await expect(page.getByText(t('orders.seats', { count: 12 }), { exact: true })).toBeVisible();

    await page.getByRole('button', { name: t('subscriptions.act.suspend'), exact: true }).click();
    await look.click();
    await expect(page.getByRole('dialog').getByText(t('subscriptions.refund'))).toBeVisible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: withSum(t('subscriptions.do', { act: t('subscriptions.act.suspend'), sum: '§' })) })
      .click();
    await expect(page.getByText(t('subscriptions.state.suspended'), { exact: true }).first()).toBeVisible();
    await expectSound(page, 'a suspended subscription');

    await page
      .getByRole('button', { name: t('subscriptions.act.reactivate') })
      .first()
      .click();
    await look.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: withSum(t('subscriptions.do', { act: t('subscriptions.act.reactivate'), sum: '§' })) })
      .click();
    await expect(page.getByText(t('subscriptions.state.active'), { exact: true }).first()).toBeVisible();
    await context.close();
  });
}
