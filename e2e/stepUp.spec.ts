import { expect, test } from '@playwright/test';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { addApp, anotherBrowser, appOf, personOf, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('es')) {
  test(`an admin without a second factor is led through adding one in the middle of inviting, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    const t = says(locale);
    const page = await admin.context.newPage();
    const [givenName, familyName] = personOf(locale, 1);
    const email = `colleague@${admin.company.domain}`;

    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/people/invite`);
    await page.getByLabel(t('members.invite.email'), { exact: true }).fill(email);
    await page.getByLabel(t('ui.given_name'), { exact: true }).fill(givenName);
    await page.getByLabel(t('ui.family_name'), { exact: true }).fill(familyName);
    await page.getByRole('button', { name: t('members.invite.send', { count: 1 }) }).click();

    const question = page.getByRole('dialog', { name: t('stepup.add.title') });
    await expect(question).toBeVisible();
    await expectSound(page, 'adding a second factor first');
    await question.getByRole('button', { name: t('security.app.add') }).click();
    const key = await question.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
    await question.getByLabel(t('security.app.code')).fill(await appOf(key.replaceAll(' ', '')).next());

    // It goes on by itself, with what was typed.
    await expect(page.getByText(t('members.invite.sent', { count: 1 }))).toBeVisible();
    await expect(page).toHaveURL(/tab=invitations/);
    await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible();
    await admin.context.close();
  });
}

for (const locale of journeyLocales('zh-CN')) {
  test(`a new password waits for the second factor and is then set, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    // Signed in before there was a second factor: this session has shown none.
    const context = await anotherBrowser(browser, person);
    const app = await addApp(person);
    const t = says(locale);
    const page = await context.newPage();
    const wanted = 'copper kettle 93 meadow violin';

    await page.goto(`${demoUrl()}/me/security`);
    await page.getByRole('button', { name: t('security.password.change') }).click();
    await page.getByLabel(t('security.password.field')).fill(wanted);
    await page.getByRole('button', { name: t('security.save') }).click();
    const question = page.getByRole('dialog', { name: t('stepup.title') });
    await expect(question).toBeVisible();
    await expectSound(page, 'the question for a second factor');

    // Closing the question loses nothing that was typed.
    await question.getByRole('button', { name: t('ui.close') }).click();
    await expect(question).toBeHidden();
    await expect(page.getByLabel(t('security.password.field'))).toHaveValue(wanted);
    await page.getByRole('button', { name: t('security.save') }).click();
    await question.getByLabel(t('signin.totp.field')).fill('000000');
    await expect(question.getByRole('alert').filter({ hasText: t('problems.identity.second_factor_wrong') })).toBeVisible();
    await question.getByLabel(t('signin.totp.field')).fill(await app.next());
    await expect(page.getByText(t('security.password.done'))).toBeVisible();
    await Promise.all([person.context.close(), context.close()]);
  });
}
