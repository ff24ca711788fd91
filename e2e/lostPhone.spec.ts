import { expect, test } from '@playwright/test';
import { identity } from '../src/features/identity/contract.ts';
import { keyIn, keyOn } from './keys.ts';
import { addApp, as, openBrowser, signUpCompany } from './newcomers.ts';
import { expectSound, journeyLocales, says } from './people.ts';
import { getStuck, showCode } from './stuck.ts';

for (const locale of journeyLocales('es')) {
  test(`someone whose phone is lost gets in by keyboard alone, with the mailbox and a saved code, and is led to a new app, in ${locale}`, async ({
    browser,
  }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    await addApp(person);
    const { codes } = await as(person.context, identity).makeRecoveryCodes({});
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();

    await getStuck(page, person, 'factor', 'picture');
    await showCode(page, person, person.email);
    await expect(page.getByRole('heading', { level: 1, name: t('recovery.next_proof.title') })).toBeVisible();
    await expectSound(page, 'one thing more');
    await keyOn(page, page.getByRole('button', { name: t('recovery.kind.recovery_code') }));
    await keyIn(page, page.getByLabel(t('signin.recovery.field')), codes[0] ?? '');
    await keyOn(page, page.getByRole('button', { name: t('signin.confirm'), exact: true }));

    await expect(page.getByRole('heading', { level: 1, name: t('recovery.finish.title') })).toBeVisible();
    await expect(page.getByRole('checkbox', { name: t('recovery.kind.totp') })).toBeChecked();
    await expectSound(page, 'what is gone');
    await keyOn(page, page.getByRole('button', { name: t('recovery.finish.go_in'), exact: true }));

    await page.waitForURL(/\/me\/security$/);
    await expect(page.getByRole('button', { name: t('security.app.add') })).toBeVisible();
    expect(await as(context, identity).getSecurityInfo({})).toMatchObject({ authenticator: null, recoveryCodes: null, hasSecondFactor: false });
    for (const each of [context, person.context]) await each.close();
  });
}
