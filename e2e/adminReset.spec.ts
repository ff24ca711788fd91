import { expect, test } from '@playwright/test';
import { keyChoose, keyIn, keyOn, tabTo } from './keys.ts';
import { addApp, addColleague, openBrowser, proveDomain, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';

const chosen = 'seven pelicans read maps';
const chosenNext = 'nine tame otters swim home';

for (const locale of journeyLocales('fr')) {
  test(`an admin sends a colleague a link and later a temporary password, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await proveDomain(admin);
    const colleague = await addColleague(browser, admin);
    const t = says(locale);
    const { name, email, personId } = colleague;
    const page = await admin.context.newPage();
    const theirs = `${demoUrl()}/a/${admin.company.accountId}/people/${personId}`;

    await test.step('the link', async () => {
      await page.goto(theirs);
      await keyOn(page, page.getByRole('link', { name: t('members.act.reset_password'), exact: true }));
      await page.waitForURL(`${theirs}/password`);
      await expect(page.getByRole('radio', { name: t('reset_password.link_email', { hint: email }) })).toBeChecked();
      await expectSound(page, 'reset a password');
      await keyOn(page, page.getByRole('button', { name: t('reset_password.open'), exact: true }));
      await expect(page.getByText(t('reset_password.sent', { hint: email }))).toBeVisible();
    });

    const browserOfTheirs = await openBrowser(browser, locale);
    let own = await browserOfTheirs.newPage();
    const setPassword = async (password: string) => {
      await keyIn(own, own.getByLabel(t('signin.link.field'), { exact: true }), password);
      await keyOn(own, own.getByRole('button', { name: t('signin.link.submit'), exact: true }));
      await own.waitForURL((url) => url.pathname.startsWith('/a/'));
    };

    await test.step('the colleague sets a password by it, once', async () => {
      const { url = '' } = await mailTo(browserOfTheirs, demoUrl(), email, 'identity.reset_link');
      await own.goto(url);
      await expect(own.getByRole('heading', { name: t('signin.link.title') })).toBeVisible();
      await expectSound(own, 'set a password');
      await setPassword(chosen);
      // Everywhere else they are signed out.
      const before = await colleague.context.request.get(`${demoUrl()}/api/me/profile`);
      expect(before.status()).toBe(401);
      // A page that is still open would lead to signing in, across whatever is opened next.
      await own.close();
      await browserOfTheirs.clearCookies({ name: 'entente' });
      own = await browserOfTheirs.newPage();
      await own.goto(url);
      await expect(own.getByRole('heading', { name: t('signin.link.gone') })).toBeVisible();
    });

    const password = await test.step('the temporary password is shown once', async () => {
      await page.goto(`${theirs}/password`);
      const group = page.getByRole('radiogroup', { name: t('reset_password.how', { name }) });
      await keyChoose(page, group, page.getByRole('radio', { name: t('reset_password.temporary') }));
      await keyOn(page, page.getByRole('button', { name: t('reset_password.open'), exact: true }));
      await expect(page.getByText(t('reset_password.made', { name }))).toBeVisible();
      await expectSound(page, 'a temporary password');
      await tabTo(page, page.getByRole('button', { name: t('ui.copy', { what: t('reset_password.temporary') }) }));
      const shown = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
      expect(shown).not.toBe('');
      await page.reload();
      await expect(page.getByRole('button', { name: t('reset_password.open'), exact: true })).toBeVisible();
      await expect(page.getByText(shown)).toHaveCount(0);
      return shown;
    });

    await test.step('it opens nothing but the page that asks for a new one', async () => {
      await own.goto(`${demoUrl()}/sign-in`);
      await keyIn(own, own.getByLabel(t('signin.email')), email);
      await keyOn(own, own.getByRole('button', { name: t('signin.continue'), exact: true }));
      await keyIn(own, own.getByLabel(t('signin.password'), { exact: true }), password.toLowerCase());
      await own.keyboard.press('Enter');
      await own.waitForURL((url) => url.pathname === '/set-password');
      expect((await browserOfTheirs.request.get(`${demoUrl()}/api/me/profile`)).status()).toBe(401);
      await setPassword(chosenNext);
    });
    await Promise.all([admin.context.close(), colleague.context.close(), browserOfTheirs.close()]);
  });
}
