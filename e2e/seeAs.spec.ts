import { expect, test } from '@playwright/test';
import { addApp, addColleague, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, says, settled } from './people.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`an admin sees the center as a colleague does, and comes back, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const user = await addColleague(browser, admin);
    const t = says(locale);
    const page = await admin.context.newPage();
    const home = `${demoUrl()}/a/${admin.company.accountId}`;
    await page.goto(`${home}/people/${user.personId}`);
    await page.getByRole('button', { name: t('members.see_as.person', { name: user.name }) }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectSound(page, 'asked to see as a colleague');
    await page.getByRole('button', { name: t('members.see_as.begin') }).click();

    const banner = page.getByRole('region', { name: t('shell.seeing.label') });
    // The page is loaded anew, with nothing kept of what was read with one's own eyes.
    await page.waitForURL(home);
    await expect(banner).toContainText(user.name);
    await settled(page);
    await expectSound(page, 'seeing as a colleague');
    // What the colleague may not open stays closed, and so does what is the admin's own.
    await page.goto(`${home}/people`);
    await expect(page.getByText(t('permissions.users')).first()).toBeVisible();
    await expect(page.getByRole('link', { name: t('members.invite.title') })).toHaveCount(0);
    await page.goto(`${demoUrl()}/me/security`);
    await expect(page.getByText(t('shell.seeing.closed')).first()).toBeVisible();
    await page.goto(home);
    await banner.getByRole('button', { name: t('shell.seeing.end') }).click();
    await expect(banner).toHaveCount(0);
    await page.goto(`${home}/people`);
    await expect(page.getByText(user.name).first()).toBeVisible();

    // The colleague is told.
    const theirs = await user.context.newPage();
    await theirs.goto(`${demoUrl()}/me/notices`);
    await expect(theirs.getByText(t('notices.members.seen_as', { actor: admin.name, company: admin.company.name }))).toBeVisible(afterJobs);
    await Promise.all([admin.context.close(), user.context.close()]);
  });
}
