import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { adminOf, accountsOf, companyOf, demoUrl, expectSound, journeyLocales, says, signInByApi, speak } from './people.ts';
import { keyOn, pressAndMove, tabTo } from './keys.ts';

/** A reseller's agent, at a page of their company. */
async function at(context: BrowserContext, locale: Locale, path: string): Promise<{ page: Page; address: (path: string) => string }> {
  const url = demoUrl();
  await speak(context, url, locale);
  await signInByApi(context, url, adminOf(locale));
  const account = (await accountsOf(context, url)).find(({ name }) => name === companyOf(locale).name);
  const address = (below: string) => `${url}/a/${account?.accountId}${below}`;
  const page = await context.newPage();
  await page.goto(address(path));
  return { page, address };
}

for (const locale of journeyLocales('es')) {
  test(`a seller puts a product first without a mouse, and the catalog opens with it, in ${locale}`, async ({ browser }) => {
    const context = await browser.newContext();
    const t = says(locale);
    const { page, address } = await at(context, locale, '/catalog/arrangements');
    await page.getByRole('button', { name: t('catalog.arrangements.add') }).click();
    const dialog = page.getByRole('dialog');
    const name = `E2E ${Date.now()}`;
    await dialog.getByLabel(t('catalog.arrangements.name')).fill(name);
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: t('catalog.arrangements.create') }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expectSound(page, 'arrangement');

    // The last product is taken by its handle and carried to the top.
    const grid = page.getByRole('grid', { name: t('catalog.arrangements.products') });
    const rows = grid.getByRole('row');
    const last = (await rows.last().getAttribute('aria-label')) ?? (await rows.last().innerText()).split('\n')[0] ?? '';
    await tabTo(page, grid);
    await page.keyboard.press('End');
    await tabTo(page, page.getByRole('button', { name: t('catalog.arrangements.drag', { name: last }) }));
    // Taken up, the focus goes to the place where it would be put down, and from there to the first place.
    await pressAndMove(page, 'Enter');
    await pressAndMove(page, 'Home');
    await page.keyboard.press('Enter');
    await expect(rows.first()).toContainText(last);
    await keyOn(page, page.getByRole('button', { name: t('catalog.arrangements.pin', { name: last }) }));
    await expect(rows.first()).toContainText(t('catalog.pinned'));
    await keyOn(page, page.getByRole('button', { name: t('catalog.arrangements.save') }));
    await expect(page.getByText(t('catalog.arrangements.saved'))).toBeVisible();

    await page.goto(address('/catalog/arrangements'));
    const line = page.getByRole('listitem').filter({ hasText: name });
    await line.getByRole('button', { name: t('catalog.arrangements.make_default') }).click();
    await expect(line.getByText(t('catalog.arrangements.is_default'))).toBeVisible();

    await page.goto(address('/catalog'));
    await expect(page.getByRole('main').getByRole('row').nth(1)).toContainText(last);
    await expectSound(page, 'catalog in its own order');
    // Typed wrong, it is found all the same.
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: t('catalog.search') })).toBeFocused();
    await page.keyboard.type('Tidewya');
    await expect(page.getByRole('main').getByRole('row').nth(1)).toContainText('Tideway');

    await page.goto(address('/catalog/arrangements'));
    await line.getByRole('button', { name: t('catalog.arrangements.remove'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('catalog.arrangements.remove') })
      .click();
    await expect(line).toHaveCount(0);
    await context.close();
  });
}

for (const locale of journeyLocales('zh-TW')) {
  test(`a seller reads what next month’s list changes, in ${locale}`, async ({ browser }) => {
    const context = await browser.newContext();
    const t = says(locale);
    const { page } = await at(context, locale, '/prices');
    await page.getByRole('tab', { name: t('catalog.prices.tab_difference') }).click();
    await expect(page.getByText(t('catalog.cause.dearer'), { exact: true }).first()).toBeVisible();
    await expectSound(page, 'difference of two lists');
    await page.goto(`${page.url()}${page.url().includes('?') ? '&' : '?'}cause=removed`);
    const lines = page.getByRole('grid', { name: t('catalog.prices.tab_difference') });
    await expect(lines.getByRole('row').nth(1)).toContainText('Quillworks');
    const download = page.waitForEvent('download');
    await page
      .getByRole('link', { name: t('catalog.prices.export') })
      .last()
      .click();
    expect((await download).suggestedFilename()).toMatch(/^prices-.*\.csv$/);
    await context.close();
  });
}
