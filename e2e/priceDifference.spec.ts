import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { accountsOf, adminOf, companyOf, demoUrl, expectSound, journeyLocales, says, signInByApi, speak } from './people.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`a seller reads what next month’s list does to the subscriptions, cause by cause, and takes it along as a file, in ${locale}`, async ({ browser }) => {
    const context = await browser.newContext();
    const t = says(locale);
    const url = demoUrl();
    await speak(context, url, locale);
    await signInByApi(context, url, adminOf(locale));
    const account = (await accountsOf(context, url)).find(({ name }) => name === companyOf(locale).name);
    const page = await context.newPage();
    await page.goto(`${url}/a/${account?.accountId}/prices`);
    await page.getByRole('tab', { name: t('catalog.prices.tab_difference') }).click();
    await expect(page.getByRole('heading', { name: t('catalog.effects.title') })).toBeVisible();
    const effects = page.getByRole('grid', { name: t('catalog.effects.title') });
    const row = effects.getByRole('row').nth(1);
    await expect(row).toBeVisible();
    await expectSound(page, 'what a list does to the subscriptions');

    // The file says the same, in the reader's language.
    const download = page.waitForEvent('download');
    await page
      .getByRole('link', { name: t('catalog.effects.export') })
      .first()
      .click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^subscriptions-.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text.split('\n')[0]).toContain(t('catalog.column.renews_on'));

    // From a row one comes to the subscription itself.
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/subscriptions\//);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await context.close();
  });
}
