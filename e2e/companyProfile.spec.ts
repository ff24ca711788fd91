import { expect, test } from '@playwright/test';
import { countryName } from '../src/core/country.ts';
import { accounts } from '../src/features/accounts/contract.ts';
import { as, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says, settled } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`an admin names a legal contact, merges with a colleague, and reads back the profile of the day, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const owner = await signUpCompany(browser, locale);
    const { accountId, name } = owner.company;
    const page = await owner.context.newPage();
    const save = page.getByRole('button', { name: t('ui.save'), exact: true });

    await page.goto(`${demoUrl()}/a/${accountId}/company`);
    await expect(page.getByText(t('accounts.legal_contact.none'))).toBeVisible();
    await page.getByRole('button', { name: t('accounts.legal_contact.edit') }).click();
    await page.locator('[name="legalContact.givenName"]').fill('Lucía');
    await page.locator('[name="legalContact.familyName"]').fill('Ferrer');
    await page.locator('[name="legalContact.email"]').fill('legal@places.example');
    await expect(page.getByText(t('accounts.details.unchecked'))).toBeVisible();
    await expectSound(page, 'the legal contact');
    await save.click();
    await expect(page.getByText(t('accounts.details.saved'))).toBeVisible();

    // A colleague was quicker with the site; the name typed here is kept beside it, and the page says so before saving again.
    await page.getByRole('button', { name: t('accounts.company.edit_legal') }).click();
    await page.locator('[name="name"]').fill(`${name} SL`);
    await expect(page.getByText(t('accounts.company.checked_again', { fields: t('accounts.checked.name') }))).toBeVisible();
    const api = as(owner.context, accounts, accountId);
    const { address, registrationNumber, vatNumber, version } = await api.getCompany({});
    await api.updateLegalProfile({ name, address, registrationNumber, vatNumber, website: 'colega.example', version });
    await save.click();
    await expect(page.getByText(t('ui.merged.title'))).toBeVisible();
    await expect(page.locator('[name="name"]')).toHaveValue(`${name} SL`);
    await expect(page.locator('[name="website"]')).toHaveValue('https://colega.example');
    await expectSound(page, 'a colleague was quicker');
    await save.click();
    await expect(page.getByText(t('accounts.company.saved'))).toBeVisible();
    await expect(page.getByText(`${name} SL`).first()).toBeVisible();

    // Of a list that both change at once, what each added is kept.
    await page.getByRole('button', { name: t('accounts.business.edit') }).click();
    await page.getByRole('button', { name: t('accounts.business.countriesServed'), exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: countryName('FR', locale), exact: true }).click();
    await page.keyboard.press('Escape');
    const details = await api.getCompanyDetails({});
    await api.updateCompanyDetails({ business: { ...details.business, countriesServed: ['PT'] }, version: details.version });
    await save.click();
    await expect(page.getByText(t('ui.merged.title'))).toBeVisible();
    await expectSound(page, 'a list that two have changed');
    await save.click();
    await expect(page.getByText(t('ui.merged.title'))).toBeHidden();
    expect((await api.getCompanyDetails({})).business.countriesServed.toSorted()).toEqual(['FR', 'PT']);

    // Who changed what, from what; and the profile as it stands at the end of today.
    await page.getByRole('link', { name: t('accounts.company.history') }).click();
    await expect(page.getByText('https://colega.example').first()).toBeVisible();
    await expect(page.getByText(owner.name).first()).toBeVisible();
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    await page.goto(`${demoUrl()}/a/${accountId}/company/history?on=${day}`);
    await settled(page);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(page.getByRole('term').first()).toBeVisible();
    await expectSound(page, 'the history');

    // Which identifier for what, ready to copy.
    await page.goto(`${demoUrl()}/a/${accountId}/identifiers`);
    await expect(page.getByText(t('identifiers.which'))).toBeVisible();
    await expect(page.getByText(t('identifiers.purpose.support'))).toBeVisible();
    await expectSound(page, 'the identifiers');
    await owner.context.close();
  });
}
