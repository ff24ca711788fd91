import { expect, test } from '@playwright/test';
import { members } from '../src/features/members/contract.ts';
import { addApp, addColleague, as, openBrowser, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';

for (const locale of journeyLocales('fr')) {
  test(`someone hears of a new role at once, and turns such mails off without signing in, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    const t = says(locale);
    await addApp(admin);
    const colleague = await addColleague(browser, admin);
    const page = await colleague.context.newPage();
    await page.goto(`${demoUrl()}/a/${admin.company.accountId}`);
    const bell = page.getByRole('button', { name: t('shell.notices.title'), exact: true });
    await expect(bell).toBeVisible();

    // The bell rings on the page that is open: nobody loads it anew, and it asks by itself only once a minute.
    const inCompany = as(admin.context, members, admin.company.accountId);
    const { version } = await inCompany.getMember({ personId: colleague.personId });
    await inCompany.setRoles({ personId: colleague.personId, version, roles: [{ role: 'default_user' }, { role: 'billing_admin' }] });
    await expect(page.getByRole('button', { name: t('shell.notices.bell', { count: 1 }) })).toBeVisible(afterJobs);

    // The link in the mail, in a browser where nobody is signed in.
    const { unsubscribe = '' } = await mailTo(colleague.context, demoUrl(), colleague.email, 'notices.notice');
    const strangers = await openBrowser(browser, locale);
    const mailed = await strangers.newPage();
    await mailed.goto(unsubscribe);
    const off = mailed.getByRole('button', { name: t('unsubscribe.button') });
    await expect(off).toBeVisible();
    await expectSound(mailed, 'the link that turns mails off');
    await off.click();
    await expect(mailed.getByRole('heading', { name: t('unsubscribe.done') })).toBeVisible();
    await expectSound(mailed, 'mails are off');

    // Their own page says so, and has the other ways.
    await page.goto(`${demoUrl()}/me/notices`);
    await page.getByRole('link', { name: t('notices.choices.title') }).click();
    await expect(page.getByRole('heading', { name: t('notices.choices.title') })).toBeVisible();
    const roles = page.getByRole('group', { name: t('notice_topics.my_roles') });
    await expect(roles.getByRole('combobox')).toHaveValue('never');
    await roles.getByRole('combobox').selectOption('daily');
    await expect(page.getByText(t('notices.choices.saved', { topic: t('notice_topics.my_roles') }))).toBeVisible();
    // Written down, before the page is loaded anew.
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await roles.getByRole('switch').click();
    await kept;
    await page.reload();
    await expect(roles.getByRole('combobox')).toHaveValue('daily');
    await expect(roles.getByRole('switch')).not.toBeChecked();
    await expectSound(page, 'how notices reach me');
    await Promise.all([admin.context.close(), colleague.context.close(), strangers.close()]);
  });
}
