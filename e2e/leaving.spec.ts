import { expect, test } from '@playwright/test';
import { members } from '../src/features/members/contract.ts';
import { addApp, addColleague, call, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('zh-TW')) {
  test(`someone who leaves is taken out on one page, signed out at once, and can be brought back, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const user = await addColleague(browser, admin);
    const t = says(locale);
    const at = `${demoUrl()}/a/${admin.company.accountId}`;
    const page = await admin.context.newPage();
    const theirs = await user.context.newPage();
    await theirs.goto(at);

    await page.goto(`${at}/people/${user.personId}`);
    await page.getByRole('link', { name: t('leaving.open') }).click();
    await expect(page.getByText(t('leaving.sessions.end'))).toBeVisible();
    await expectSound(page, 'what leaving means');
    await page.getByRole('button', { name: t('leaving.open') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('leaving.open') })
      .click();
    await expect(page.getByText(t('members.state.removed')).first()).toBeVisible();

    // On the leaver's next step the door is shut.
    expect((await call(user.context, members.listAdmins, {}, admin.company.accountId)).status()).toBe(401);
    // A page that is still open may lead there by itself, across whatever is opened next.
    await theirs.close();
    const next = await user.context.newPage();
    await next.goto(at);
    await expect(next).toHaveURL(/\/sign-in/);

    await page.getByRole('button', { name: t('members.act.restore') }).click();
    await expect(page.getByText(t('members.state.active')).first()).toBeVisible();
    await Promise.all([admin.context.close(), user.context.close()]);
  });
}
