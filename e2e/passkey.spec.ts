import { expect, type Page, test } from '@playwright/test';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { signInOnPage, signOut, signUpCompany } from './newcomers.ts';

/** A device with a passkey store of its own and a finger that is always right, as in every browser of today. */
async function giveDevice(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether a finger lies on the device: without one, nothing is answered. */
    touch: (enabled: boolean) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    /** Takes every passkey off it. */
    clear: () => cdp.send('WebAuthn.clearCredentials', { authenticatorId }),
  };
}

for (const locale of journeyLocales('fr')) {
  test(`someone adds a passkey and signs in with nothing else, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    const page = await person.context.newPage();
    const device = await giveDevice(page);

    await page.goto(`${demoUrl()}/me/security`);
    await page.getByRole('button', { name: t('security.passkeys.add') }).click();
    await expect(page.getByText(t('security.passkeys.added'))).toBeVisible();
    await expect(page.getByText(t('security.no_second.title'))).toBeHidden();
    await expectSound(page, 'security with a passkey');

    // The browser offers it in the address field already.
    await device.touch(false);
    await signOut(page, person);
    await device.touch(true);
    await page.reload();
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);

    // With a button, after the address.
    await device.touch(false);
    await signOut(page, person);
    await page.getByLabel(t('signin.email')).fill(person.email);
    await page.getByRole('button', { name: t('signin.continue'), exact: true }).click();
    // Only here: as long as the address field stands, a finger answers what is offered in it.
    await expect(page.getByRole('button', { name: t('signin.with_passkey') })).toBeVisible();
    await device.touch(true);
    await page.getByRole('button', { name: t('signin.with_passkey') }).click();
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);

    // After the password it is the second step.
    await device.touch(false);
    await signOut(page, person);
    await signInOnPage(page, person);
    await expect(page.getByRole('heading', { name: t('signin.second.title') })).toBeVisible();
    await expectSound(page, 'the second step');
    await device.touch(true);
    await page.getByRole('button', { name: t('signin.with_passkey') }).click();
    await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}$/);

    await device.touch(false);
    // On a device without it, that is said and the other ways stay.
    await signOut(page, person);
    await device.clear();
    await device.touch(true);
    await page.getByLabel(t('signin.email')).fill(person.email);
    await page.getByRole('button', { name: t('signin.continue'), exact: true }).click();
    await page.getByRole('button', { name: t('signin.with_passkey') }).click();
    await expect(page.getByText(t('signin.passkey.not_done'))).toBeVisible();
    await expect(page.getByLabel(t('signin.password'), { exact: true })).toBeVisible();
    await person.context.close();
  });
}
