import { expect, test } from '@playwright/test';
import { proofPrefix } from '../src/features/accounts/contract/domains.ts';
import { keyIn, keyOn } from './keys.ts';
import { addApp, addColleague, publish, signUpCompany } from './newcomers.ts';
import { afterTheWait, leaveAlone } from './orphans.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('fr')) {
  test(`the last one left becomes the administrator by the DNS of the company, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const gone = await signUpCompany(browser, locale);
    await addApp(gone);
    const left = await addColleague(browser, gone);
    await addApp(left);
    await leaveAlone(gone, [left]);
    const t = says(locale);
    const { domain } = gone.company;
    const page = await left.context.newPage();

    await page.goto(`${demoUrl()}/a/${gone.company.accountId}/elevations`);
    await expect(page.getByText(t('elevations.too_few'))).toBeVisible();
    await keyOn(page, page.getByRole('button', { name: t('elevations.dns_begin', { domain }) }));
    const check = page.getByRole('button', { name: t('domains.check'), exact: true });
    await keyOn(page, check);
    await expect(page.getByText(t('domains.not_yet'))).toBeVisible();
    await expectSound(page, 'a domain to prove');

    const record = await page.getByText(new RegExp(`^${proofPrefix}`)).innerText();
    await publish(domain, record);
    await keyOn(page, check);
    // What follows by itself may have followed before the page is read again.
    const waiting = page.getByText(t('elevations.state.waiting'), { exact: true });
    await expect(page.getByText(t('elevations.dns_proved', { domain })).or(waiting).first()).toBeVisible();
    await afterTheWait(left);
    await page.reload();
    await expect(page.getByText(t('elevations.state.granted'), { exact: true })).toBeVisible();
    await page.goto(`${demoUrl()}/a/${gone.company.accountId}/people/invite`);
    await expect(page.getByRole('heading', { level: 1, name: t('members.invite.title') })).toBeVisible();
    await Promise.all([gone.context.close(), left.context.close()]);
  });

  test(`an admin proves a further domain of the company in its settings, by keyboard alone, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const t = says(locale);
    const further = `shop-${admin.company.domain}`;
    const page = await admin.context.newPage();
    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/domains`);
    await keyIn(page, page.getByLabel(t('domains.field')), `https://www.${further}/about`);
    await keyOn(page, page.getByRole('button', { name: t('domains.start'), exact: true }));
    const section = page.locator('section', { has: page.getByRole('heading', { name: further }) });
    await publish(further, await section.getByText(new RegExp(`^${proofPrefix}`)).innerText());
    await keyOn(page, section.getByRole('button', { name: t('domains.check'), exact: true }));
    await expect(section.getByText(t('domains.proved'), { exact: true })).toBeVisible();
    await expectSound(page, 'proved domains');
    await admin.context.close();
  });
}
