import { expect, test } from '@playwright/test';
import { addApp, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`someone makes an API key, a program reads with it, and it is ended, in ${locale}`, async ({ browser }) => {
    const owner = await signUpCompany(browser, locale);
    await addApp(owner);
    const t = says(locale);
    const { accountId } = owner.company;
    const page = await owner.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/api-keys`);
    await expect(page.getByText(t('keys.none'))).toBeVisible();
    await page.getByRole('button', { name: t('keys.make') }).click();
    await page.getByLabel(t('ui.credential.name'), { exact: true }).fill('Informe nocturno');
    await page.getByLabel(t('keys.days'), { exact: true }).selectOption('30');
    await page.getByLabel(t('keys.which.some')).check();
    await page.getByLabel(t('permissions.locations'), { exact: true }).selectOption('view');
    await expectSound(page, 'a new key');
    await page
      .getByRole('form')
      .getByRole('button', { name: t('keys.make') })
      .click();
    const value = page.getByText(/^ent_/);
    await expect(value).toBeVisible();
    await expectSound(page, 'a key, shown once');
    const key = (await value.textContent()) ?? '';

    // As a program does: no cookie, only the key.
    const call = (path: string) => fetch(`${demoUrl()}/api/a/${accountId}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const read = await call('/locations');
    expect(read.status).toBe(200);
    expect(read.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
    expect(await read.json()).toMatchObject({ items: [], next: null });
    expect((await call('/activity')).status).toBe(403);

    await page.getByRole('button', { name: t('ui.credential.kept') }).click();
    await expect(page.getByText(key)).toHaveCount(0);
    await page.getByRole('button', { name: new RegExp(`^${t('ui.credential.end')}: Informe nocturno`) }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: t('ui.credential.end') })
      .click();
    await expect(page.getByText(t('ui.credential.state.ended'))).toBeVisible();
    expect((await call('/locations')).status).toBe(401);
  });
}
