import { expect, test } from '@playwright/test';
import { identity } from '../src/features/identity/contract.ts';
import { keyIn, keyOn } from './keys.ts';
import { as, openBrowser, signUpCompany } from './newcomers.ts';
import { expectSound, journeyLocales, says } from './people.ts';
import { getStuck, showCode } from './stuck.ts';

const newPassword = 'seven pelicans read maps';

for (const [by, locales] of [
  ['picture', journeyLocales('zh-TW')],
  ['sound', journeyLocales('fr')],
] as const) {
  for (const locale of locales) {
    test(`someone who forgot the password sets a new one by keyboard alone, with the characters of the ${by}, in ${locale}`, async ({ browser }) => {
      const person = await signUpCompany(browser, locale);
      const t = says(locale);
      const context = await openBrowser(browser, locale);
      const page = await context.newPage();

      await getStuck(page, person, 'password', by);
      await expectSound(page, 'a code from the mailbox');
      await showCode(page, person, person.email);

      await expect(page.getByRole('heading', { level: 1, name: t('recovery.finish.password_title') })).toBeVisible();
      await keyIn(page, page.getByLabel(t('recovery.finish.password'), { exact: true }), newPassword);
      await expectSound(page, 'a new password');
      await keyOn(page, page.getByRole('button', { name: t('recovery.finish.set'), exact: true }));

      await page.waitForURL(/\/a\/[0-9a-f-]{36}$/);
      // Every other device is out, and only the new password lets in.
      expect((await person.context.request.get(`${new URL(page.url()).origin}/api/me/profile`)).status()).toBe(401);
      const elsewhere = await openBrowser(browser, locale);
      expect(await as(elsewhere, identity).signInWithPassword({ email: person.email, password: newPassword })).toMatchObject({ signedIn: true });
      for (const each of [context, elsewhere, person.context]) await each.close();
    });
  }
}
