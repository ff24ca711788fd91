import { expect, type Page, test } from '@playwright/test';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { anotherBrowser, type Newcomer, signInOnPage, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('es')) {
  test(`someone signs a forgotten browser out from another one, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    const forgotten = await person.context.newPage();
    const here = await (await anotherBrowser(browser, person)).newPage();
    const form = `${demoUrl()}/a/${person.company.accountId}/support-details`;

    await forgotten.goto(form);
    await forgotten.getByLabel(t('accounts.support.email')).fill('help@tidewater.example');
    await endTheOther(here, person);

    // Typed text is at stake: the page stays, says so, and one signs in beside it.
    await forgotten.getByRole('button', { name: t('ui.save') }).click();
    const told = forgotten.getByRole('dialog', { name: t('shell.signed_out.title') });
    await expect(told).toBeVisible();
    await expectSound(forgotten, 'told that the session has ended');
    const [beside] = await Promise.all([person.context.waitForEvent('page'), told.getByRole('link', { name: t('shell.signed_out.action') }).click()]);
    await signInOnPage(beside, person);
    await expect(beside).toHaveURL(/\/a\/[0-9a-f-]{36}$/);
    await told
      .getByRole('button', { name: t('ui.close') })
      .last()
      .click();
    await expect(forgotten.getByLabel(t('accounts.support.email'))).toHaveValue('help@tidewater.example');
    await forgotten.getByRole('button', { name: t('ui.save') }).click();
    await expect(forgotten.getByText(t('accounts.support.saved'))).toBeVisible();

    // Nothing is at stake: straight to signing in, told why, and back to where the way led.
    await endTheOther(here, person);
    await forgotten.getByRole('link', { name: t('shell.company') }).click();
    await expect(forgotten.getByText(t('signin.ended'))).toBeVisible();
    await expectSound(forgotten, 'signing in after the session has ended');
    await signInOnPage(forgotten, person);
    await expect(forgotten).toHaveURL(`${demoUrl()}/a/${person.company.accountId}/company`);
    await expect(forgotten.getByRole('heading', { name: t('accounts.company.title') })).toBeVisible();
    await Promise.all([person.context.close(), here.context().close()]);
  });
}

/** The Security page lists both browsers and marks this one; the other has a button. */
async function endTheOther(page: Page, { locale }: Newcomer): Promise<void> {
  const t = says(locale);
  await page.goto(`${demoUrl()}/me/security`);
  const other = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: t('security.sessions.end'), exact: false }) });
  await expect(page.getByText(t('security.sessions.this'), { exact: true })).toBeVisible();
  await expect(other).toHaveCount(1);
  await other.getByRole('button').click();
  await expect(other).toHaveCount(0);
}
