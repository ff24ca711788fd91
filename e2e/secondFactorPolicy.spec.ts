import { expect, test } from '@playwright/test';
import { addApp, addColleague, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, fillDay, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`a company asks everyone for a second factor, one sets one up and one is excepted, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    const t = says(locale);
    await addApp(admin);
    const [one, other] = [await addColleague(browser, admin, ['default_user'], 1), await addColleague(browser, admin, ['default_user'], 2)];
    const company = `${demoUrl()}/a/${admin.company.accountId}`;
    const home = t('shell.home');
    const [boss, page, second] = [await admin.context.newPage(), await one.context.newPage(), await other.context.newPage()];
    await page.goto(company);
    await expect(page.getByRole('link', { name: home, exact: true })).toBeVisible();

    await boss.goto(`${company}/security-report`);
    const line = boss.getByRole('row').filter({ hasText: one.email });
    await expect(line.getByText(t('second_factor.reason.never_set_up'))).toBeVisible();
    await expectSound(boss, 'the security report');
    await boss
      .getByRole('link', { name: t('second_factor.to_policy') })
      .first()
      .click();
    await boss.getByRole('radio', { name: t('second_factor.asks.all') }).check();
    await expect(boss.getByText(t('second_factor.preview', { count: 2, of: 3 }))).toBeVisible();
    await expect(boss.getByText(one.email)).toBeVisible();
    await expectSound(boss, 'who would be sent to set one up');
    await boss.getByRole('button', { name: t('ui.save') }).click();
    await expect(boss.getByText(t('second_factor.saved'))).toBeVisible();

    // With the next page that they open; their own pages stay open, and lead back.
    await page.goto(company);
    await expect(page.getByRole('heading', { name: t('shell.second_factor.title') }).first()).toBeAttached();
    await expectSound(page, 'sent to set one up');
    await page.getByRole('link', { name: t('shell.second_factor.action') }).click();
    await expect(page.getByRole('button', { name: t('security.app.add') })).toBeVisible();
    await addApp(one);
    await page.goto(company);
    await expect(page.getByRole('heading', { name: t('shell.second_factor.title') })).toHaveCount(0);
    await expect(page.getByRole('link', { name: home, exact: true })).toBeVisible();

    await boss
      .getByRole('link', { name: t('second_factor.exceptions') })
      .first()
      .click();
    await boss.getByLabel(t('second_factor.email')).fill(other.email);
    await boss.getByLabel(t('second_factor.why'), { exact: true }).fill('Teléfono perdido durante un viaje');
    await fillDay(boss.getByRole('main'), new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
    await boss.getByRole('button', { name: t('second_factor.except') }).click();
    await expect(boss.getByRole('listitem').filter({ hasText: other.email })).toBeVisible();
    await expectSound(boss, 'exceptions');
    await second.goto(company);
    await expect(second.getByRole('link', { name: home, exact: true })).toBeVisible();
    await expect(second.getByRole('heading', { name: t('shell.second_factor.title') })).toHaveCount(0);
    await Promise.all([admin, one, other].map(({ context }) => context.close()));
  });
}
