import { expect, test } from '@playwright/test';
import { keyChoose, keyIn, keyOn } from './keys.ts';
import { addApp, addColleague, addPhone, openBrowser, proveDomain, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { getStuck, showCode } from './stuck.ts';

for (const locale of journeyLocales('es')) {
  test(`someone with a phone alone asks the admins, who read out a temporary password, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await proveDomain(admin);
    const stuck = await addColleague(browser, admin);
    const phone = await addPhone(stuck);
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();

    await test.step('one thing can be shown, and nothing more: the admins are asked at one press', async () => {
      await getStuck(page, stuck, 'mailbox', 'picture');
      await keyOn(page, page.getByRole('button', { name: t('recovery.way.typed') }));
      await keyIn(page, page.getByLabel(t('recovery.prove.typed')), phone);
      await keyOn(page, page.getByRole('button', { name: t('recovery.prove.typed_send'), exact: true }));
      await showCode(page, stuck, phone);
      await expect(page.getByRole('heading', { name: t('recovery.help.only') })).toBeVisible();
      await expectSound(page, 'somebody’s help is needed');
      await keyOn(page, page.getByRole('button', { name: t('recovery.help.admins'), exact: true }));
      await expect(page.getByText(t('recovery.help.asked'))).toBeVisible();
    });

    const password = await test.step('an admin finds it on Home and answers', async () => {
      const own = await admin.context.newPage();
      await own.goto(`${demoUrl()}/a/${admin.company.accountId}`);
      const task = own.getByRole('listitem').filter({ hasText: t('accounts.task.reset_request.title', { count: 1 }) });
      await keyOn(own, task.getByRole('link'));
      await own.waitForURL(`**/people/${stuck.personId}/password`);
      await expectSound(own, 'who asks for a password');
      const group = own.getByRole('radiogroup', { name: t('reset_password.how', { name: stuck.name }) });
      await keyChoose(own, group, own.getByRole('radio', { name: t('reset_password.temporary') }));
      await keyOn(own, own.getByRole('button', { name: t('reset_password.open'), exact: true }));
      await expect(own.getByText(t('reset_password.made', { name: stuck.name }))).toBeVisible();
      return /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(await own.getByRole('main').innerText())?.[0] ?? '';
    });

    await test.step('what was read out opens the page that sets a new one, and nothing else', async () => {
      await page.goto(`${demoUrl()}/sign-in`);
      await keyIn(page, page.getByLabel(t('signin.email')), stuck.email);
      await keyOn(page, page.getByRole('button', { name: t('signin.continue'), exact: true }));
      await keyIn(page, page.getByLabel(t('signin.password'), { exact: true }), password);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === '/set-password');
      await keyIn(page, page.getByLabel(t('signin.link.field'), { exact: true }), 'nine tame otters swim home');
      await keyOn(page, page.getByRole('button', { name: t('signin.link.submit'), exact: true }));
      await page.waitForURL((url) => url.pathname === `/a/${admin.company.accountId}`);
    });
    for (const each of [context, admin.context, stuck.context]) await each.close();
  });
}
