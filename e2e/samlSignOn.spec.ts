import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Lie, linkOf, samlServer } from '../test/samlServer.ts';
import { addApp, addColleague, openBrowser, proveDomain, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, type Says, says } from './people.ts';

const directory = 'Annuaire maison';

for (const locale of journeyLocales('fr')) {
  test(`an admin connects a SAML provider; people come in through it, and forged answers let nobody in, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const provider = await samlServer();
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await proveDomain(admin);
    const { domain, accountId } = admin.company;
    const known = await addColleague(browser, admin);
    const fresh = { sub: 'new', email: `new@${domain}`, givenName: 'Apolline', familyName: 'Vasseur' };
    provider.people.push(fresh, { ...admin, sub: 'admin' }, { ...known, sub: 'known' });
    const page = await admin.context.newPage();

    // The provider: what is no metadata is named, then its address is enough.
    await page.goto(`${demoUrl()}/a/${accountId}/directories`);
    await page.getByRole('link', { name: t('directories.add') }).click();
    await page.getByRole('link', { name: t('saml.connect') }).click();
    // The page before has a field of the same name.
    await expect(page.getByLabel(t('saml.metadata'), { exact: true })).toBeVisible();
    await page.getByLabel(t('saml.name'), { exact: true }).fill(directory);
    await page.getByLabel(t('saml.metadata'), { exact: true }).fill('<html>Annuaire</html>');
    const connect = page.getByRole('button', { name: t('saml.connect'), exact: true });
    await connect.click();
    await expect(page.getByText(t('problems.directories.metadata_not_usable', { reason: 'no_provider' }))).toBeVisible();
    await expectSound(page, 'metadata that is none');
    await page.getByLabel(t('saml.metadata'), { exact: true }).fill(provider.metadataUrl);
    await connect.click();

    // What each side must know of the other.
    await expect(page.getByRole('heading', { level: 1, name: t('saml.provider') })).toBeVisible();
    await expect(page.getByText(provider.entityId, { exact: true })).toBeVisible();
    await expectSound(page, 'a SAML provider');
    await page.getByRole('link', { name: directory }).first().click();

    // Tried, and turned on.
    await page.getByRole('switch', { name: t('directories.speaks', { domain }) }).click();
    await expect(page.getByRole('switch', { name: t('directories.required', { domain }) })).toBeVisible();
    await page.getByRole('button', { name: t('directories.test'), exact: true }).click();
    await page.getByRole('link', { name: linkOf(admin.email), exact: true }).click();
    await expect(page.getByText(t('directories.test_fine'))).toBeVisible();
    await page.getByRole('button', { name: t('directories.turn_on'), exact: true }).click();
    await expect(page.getByText(t('directories.state.on'), { exact: true })).toBeVisible();

    // Forged answers, about somebody who would be let in: a plain sentence, nobody is signed in.
    const stranger = await openBrowser(browser, locale);
    for (const lie of ['unsigned', 'audience'] as const) {
      const forged = await through(stranger, t, fresh.email, lie);
      await expect(forged.getByRole('heading', { level: 1, name: t('signin.directory.failed') })).toBeVisible();
      await expect(forged.getByText(sentenceOf(t, admin.company.name))).toBeVisible();
      await expectSound(forged, `refused: ${lie}`);
      expect((await stranger.request.get(`${demoUrl()}/api/me/accounts`)).status(), lie).toBe(401);
      await forged.getByRole('link', { name: t('signin.directory.back') }).click();
      await expect(forged.getByLabel(t('signin.email'))).toBeVisible();
      await forged.close();
    }
    await page.reload();
    await expect(page.getByText(t('directories.linked_none'))).toBeVisible();

    // The same person, with an honest answer, is in at once, in this company.
    const home = await through(stranger, t, fresh.email, 'honest');
    await home.waitForURL(`${demoUrl()}/a/${accountId}`);
    await expect(home.getByRole('button', { name: t('shell.me.button', { name: 'Apolline Vasseur' }) })).toBeVisible();

    // Somebody who has an identity here shows once that it is theirs.
    const other = await openBrowser(browser, locale);
    const linking = await through(other, t, known.email, 'honest');
    await expect(linking.getByText(t('signin.directory.link_text', { email: known.email, directory }))).toBeVisible();
    await linking.getByRole('button', { name: t('signin.directory.link_submit') }).click();
    await linking.getByLabel(t('signin.email')).fill(known.email);
    await linking.getByRole('button', { name: t('signin.continue'), exact: true }).click();
    await linking.getByRole('button', { name: t('signin.with_code') }).click();
    await expect(linking.getByRole('heading', { name: t('signin.code.title') })).toBeVisible();
    const { code = '' } = await mailTo(other, demoUrl(), known.email);
    await linking.getByLabel(t('signin.code.field')).first().fill(code);
    await linking.getByRole('button', { name: t('signin.directory.link_submit') }).click();
    await linking.waitForURL(`${demoUrl()}/a/${accountId}`);

    // Somebody comes from the provider's own page: what it posts is not believed, the sign-in begins here, and they are in.
    const tile = await openBrowser(browser, locale);
    const begun = await through(tile, t, fresh.email, 'unasked');
    await begun.getByRole('link', { name: linkOf(fresh.email), exact: true }).click();
    await begun.waitForURL(`${demoUrl()}/a/${accountId}`);
    // A provider that never says what it answers is not asked without end.
    const askedTwice = await openBrowser(browser, locale);
    const round = await through(askedTwice, t, fresh.email, 'unasked');
    await round.getByRole('link', { name: linkOf(fresh.email, 'unasked'), exact: true }).click();
    await expect(round.getByRole('heading', { level: 1, name: t('signin.directory.gone') })).toBeVisible();

    // Both stand with the directory.
    await page.reload();
    for (const email of [fresh.email, known.email]) await expect(page.getByText(email).first()).toBeVisible();
    await expectSound(page, 'a SAML directory with its people');
    provider.close();
    await Promise.all([admin.context.close(), known.context.close(), stranger.close(), other.close(), tile.close(), askedTwice.close()]);
  });
}

const sentenceOf = (t: Says, company: string) => t('problems.sign_on.refused', { reason: 'answer_wrong', company, said: '' });

/** Types an address on the sign-in page, takes the way through the directory, and says at the provider who one is. */
async function through(context: BrowserContext, t: Says, email: string, lie: Lie): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${demoUrl()}/sign-in`);
  await page.getByLabel(t('signin.email')).fill(email);
  await page.getByRole('button', { name: t('signin.continue'), exact: true }).click();
  await page.getByRole('button', { name: t('signin.directory.with', { name: directory }) }).click();
  await page.getByRole('link', { name: linkOf(email, lie), exact: true }).click();
  return page;
}
