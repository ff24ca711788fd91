import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { proofPrefix } from '../src/features/accounts/contract/domains.ts';
import { identityProvider } from '../test/identityProvider.ts';
import { addApp, addColleague, openBrowser, publish, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, type Says, says } from './people.ts';

/** Types an address on the sign-in page and takes the way through the directory, up to the provider. */
async function throughDirectory(context: BrowserContext, t: Says, email: string, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${demoUrl()}/sign-in`);
  await page.getByLabel(t('signin.email')).fill(email);
  await page.getByRole('button', { name: t('signin.continue'), exact: true }).click();
  await page.getByRole('button', { name: t('signin.directory.with', { name }) }).click();
  await page.getByRole('link', { name: email }).click();
  return page;
}

for (const locale of journeyLocales('es')) {
  test(`an admin connects the company’s directory; people new and known come in through it, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const provider = await identityProvider([`${demoUrl()}/sign-on`]);
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const { domain, accountId } = admin.company;
    const known = await addColleague(browser, admin);
    provider.people.push(
      { sub: 'admin', email: admin.email, given_name: admin.givenName, family_name: admin.familyName },
      { sub: 'new', email: `new@${domain}`, given_name: 'Inés', family_name: 'Quiroga', locale },
      { sub: 'known', email: known.email },
    );
    const page = await admin.context.newPage();

    // The domain is proved, and stays so.
    await page.goto(`${demoUrl()}/a/${accountId}/domains`);
    await page.getByRole('button', { name: t('domains.prove'), exact: true }).click();
    await publish(domain, await page.getByText(new RegExp(`^${proofPrefix}`)).innerText());
    await page.getByRole('button', { name: t('domains.check'), exact: true }).click();
    await expect(page.getByText(t('domains.proved'), { exact: true })).toBeVisible();

    // The provider: a wrong issuer is named, the right one is connected.
    await page.goto(`${demoUrl()}/a/${accountId}/directories`);
    await expect(page.getByText(t('directories.none'))).toBeVisible();
    await page.getByRole('link', { name: t('directories.add') }).click();
    await page.getByLabel(t('directories.name'), { exact: true }).fill('Nuestra gente');
    await page.getByLabel(t('directories.issuer'), { exact: true }).fill(`${provider.issuer}/elsewhere`);
    await page.getByLabel(t('directories.client_id'), { exact: true }).fill(provider.clientId);
    await page.getByLabel(t('directories.client_secret'), { exact: true }).fill(provider.clientSecret);
    const connect = page.getByRole('button', { name: t('directories.add_submit'), exact: true });
    await connect.click();
    await expect(page.getByText(t('problems.directories.provider_not_usable', { reason: 'no_document', host: provider.host }))).toBeVisible();
    await expectSound(page, 'a provider that is not one');
    await page.getByLabel(t('directories.issuer'), { exact: true }).fill(provider.issuer);
    await connect.click();

    // Tried, and turned on.
    await expect(page.getByRole('heading', { level: 1, name: 'Nuestra gente' })).toBeVisible();
    await page.getByRole('switch', { name: t('directories.speaks', { domain }) }).click();
    await expect(page.getByRole('switch', { name: t('directories.required', { domain }) })).toBeVisible();
    await page.getByRole('button', { name: t('directories.test'), exact: true }).click();
    await page.getByRole('link', { name: admin.email }).click();
    await expect(page.getByText(t('directories.test_fine'))).toBeVisible();
    await page.getByRole('button', { name: t('directories.turn_on'), exact: true }).click();
    await expect(page.getByText(t('directories.state.on'), { exact: true })).toBeVisible();
    await expectSound(page, 'a directory that is on');

    // Somebody new is in at once, in this company.
    const fresh = await openBrowser(browser, locale);
    const home = await throughDirectory(fresh, t, `new@${domain}`, 'Nuestra gente');
    await home.waitForURL(`${demoUrl()}/a/${accountId}`);
    await expectSound(home, 'come in through the directory');
    // What belongs to the identity asks for a way of one's own.
    await home.goto(`${demoUrl()}/me/security`);
    await expect(home.getByText(t('shell.proof.own_title')).last()).toBeVisible();

    // Somebody who has an identity here shows once that it is theirs.
    const other = await openBrowser(browser, locale);
    const linking = await throughDirectory(other, t, known.email, 'Nuestra gente');
    await expect(linking.getByText(t('signin.directory.link_text', { email: known.email, directory: 'Nuestra gente' }))).toBeVisible();
    await expectSound(linking, 'an identity to be linked');
    await linking.getByRole('button', { name: t('signin.directory.link_submit') }).click();
    await linking.getByLabel(t('signin.email')).fill(known.email);
    await linking.getByRole('button', { name: t('signin.continue'), exact: true }).click();
    await linking.getByRole('button', { name: t('signin.with_code') }).click();
    await expect(linking.getByRole('heading', { name: t('signin.code.title') })).toBeVisible();
    const { code = '' } = await mailTo(other, demoUrl(), known.email, 'identity.sign_in_code');
    await linking.getByLabel(t('signin.code.field')).first().fill(code);
    await linking.getByRole('button', { name: t('signin.directory.link_submit') }).click();
    await linking.waitForURL(`${demoUrl()}/a/${accountId}`);

    // Both stand with the directory; the admin sees whom its removal would concern.
    await page.reload();
    await expect(page.getByText(`new@${domain}`).first()).toBeVisible();
    await page.getByRole('button', { name: t('directories.remove'), exact: true }).click();
    await expect(page.getByRole('dialog').getByText(t('directories.remove_people', { count: 2 }))).toBeVisible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('ui.cancel') })
      .click();
    provider.close();
    await Promise.all([admin.context.close(), known.context.close(), fresh.close(), other.close()]);
  });
}
