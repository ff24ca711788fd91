import { expect, test } from '@playwright/test';
import { signUpCompany } from './newcomers.ts';
import { demoUrl, journeyLocales, says, settled } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`a new page begins at its top with its title, and whoever goes back is where they were, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const { context } = await signUpCompany(browser, locale);
    const page = await context.newPage();
    await page.setViewportSize({ width: 1280, height: 400 });
    await page.goto(demoUrl());
    await page.waitForURL(/\/a\/[0-9a-f-]{36}$/);
    const ask = page.getByRole('main').getByRole('link', { name: t('members.admins.ask') });
    await settled(page);
    await ask.scrollIntoViewIfNeeded();
    const depth = () => page.evaluate(() => (globalThis as unknown as { scrollY: number }).scrollY);
    const before = await depth();
    expect(before).toBeGreaterThan(100);
    await ask.click();
    const title = page.getByRole('heading', { level: 1 });
    await page.waitForURL((url) => !/\/a\/[0-9a-f-]{36}$/.test(url.pathname));
    await expect(title).toBeFocused();
    expect(await depth()).toBe(0);
    await page.goBack();
    await expect(ask).toBeVisible();
    await expect.poll(depth).toBe(before);
    await page.goForward();
    await expect(title).toBeFocused();
    await context.close();
  });
}
