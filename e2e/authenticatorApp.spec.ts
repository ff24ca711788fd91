import { expect, type Page, test } from '@playwright/test';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { appOf, type Newcomer, signInOnPage, signOut, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`someone signs in with an authenticator app, and with a recovery code when the phone is lost, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    const page = await person.context.newPage();

    await page.goto(`${demoUrl()}/me/security`);
    const app = await addAppOnPage(page, person);
    await signOut(page, person);
    await signInOnPage(page, person);
    const code = await app.next();
    await page.getByLabel(t('signin.totp.field')).fill(code);
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);

    await page.goto(`${demoUrl()}/me/security`);
    const [first = '', second = ''] = await makeRecoveryCodes(page, person);

    await signOut(page, person);
    await signInOnPage(page, person);
    await page.getByLabel(t('signin.totp.field')).fill(code);
    await expect(page.getByRole('alert').filter({ hasText: t('problems.identity.second_factor_wrong') })).toBeVisible();
    await expectSound(page, 'a code that was used');
    await useRecoveryCode(page, person, first);
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);
    await page.goto(`${demoUrl()}/me/security`);
    await expect(page.getByText(t('security.codes.left', { left: 9 }))).toBeVisible();

    await signOut(page, person);
    await signInOnPage(page, person);
    await useRecoveryCode(page, person, first);
    await expect(page.getByRole('alert').filter({ hasText: t('problems.identity.second_factor_wrong') })).toBeVisible();
    // As people write it down: without dashes, in small letters.
    await page.getByLabel(t('signin.recovery.field')).fill(second.replaceAll('-', ' ').toLowerCase());
    await page.getByRole('button', { name: t('signin.confirm'), exact: true }).click();
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);
    await person.context.close();
  });
}

async function addAppOnPage(page: Page, { locale }: Newcomer): Promise<ReturnType<typeof appOf>> {
  const t = says(locale);
  await page.getByRole('button', { name: t('security.app.add') }).click();
  await expect(page.getByRole('img', { name: t('security.app.qr') })).toBeVisible();
  await expectSound(page, 'adding an authenticator app');
  const key = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
  const app = appOf(key.replaceAll(' ', ''));
  await page.getByLabel(t('security.app.code')).fill(await app.next());
  await expect(page.getByText(t('security.app.added'))).toBeVisible();
  return app;
}

async function makeRecoveryCodes(page: Page, { locale }: Newcomer): Promise<string[]> {
  const t = says(locale);
  await page.getByRole('button', { name: t('security.codes.make') }).click();
  const codes = page.getByRole('list', { name: t('security.codes.list') }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await expectSound(page, 'recovery codes');
  const texts = await codes.allInnerTexts();
  await page.getByRole('button', { name: t('security.codes.saved') }).click();
  await expect(codes).toHaveCount(0);
  return texts;
}

async function useRecoveryCode(page: Page, { locale }: Newcomer, code: string): Promise<void> {
  const t = says(locale);
  await page.getByRole('button', { name: t('signin.use.recovery_code') }).click();
  await page.getByLabel(t('signin.recovery.field')).fill(code);
  await page.getByRole('button', { name: t('signin.confirm'), exact: true }).click();
}
