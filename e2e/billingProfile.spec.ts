import { expect, test } from '@playwright/test';
import { countryName } from '../src/core/country.ts';
import { addApp, addColleague, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, pickCountry, says, settled } from './people.ts';

for (const locale of journeyLocales('fr')) {
  test(`a billing profile is filled in, a tax number is checked as it is typed, and the currency is fixed once, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const owner = await signUpCompany(browser, locale);
    await addApp(owner);
    const clerk = await addColleague(browser, owner, ['billing_admin']);
    const address = `${demoUrl()}/a/${owner.company.accountId}/billing-profile`;
    const page = await owner.context.newPage();
    await page.goto(address);
    await expect(page.getByRole('heading', { name: t('tax.billing.title'), level: 1 })).toBeVisible();
    await expectSound(page, 'a billing profile that says nothing yet');

    // To whom invoices go: half a name is none.
    const details = page.getByRole('form', { name: t('tax.billing.details') });
    await details.locator('[name="givenName"]').fill('Inès');
    await details.getByRole('button', { name: t('ui.save') }).click();
    await expect(details.getByText(t('tax.billing.contact_half')).first()).toBeVisible();
    await details.locator('[name="familyName"]').fill('Benali');
    await details.locator('[name="purchaseOrder"]').fill('PO-2047/11');
    await details.getByRole('button', { name: t('ui.save') }).click();
    await expect(page.getByText(t('tax.billing.details_saved'))).toBeVisible();

    // A number whose check digit is wrong is refused where it stands; the right one is kept.
    const germany = countryName('DE', locale);
    await page.getByRole('button', { name: t('tax.billing.tax_id_add') }).click();
    const number = page.getByRole('form', { name: t('tax.billing.tax_id_add') });
    await pickCountry(number.getByRole('combobox'), 'DE', locale);
    await number.locator('[name="number"]').fill('DE 136695977');
    await number.getByRole('button', { name: t('ui.save') }).click();
    await expect(number.getByText(t('fields.check_digit')).first()).toBeVisible();
    await expectSound(page, 'a tax number that cannot be right');
    await number.locator('[name="number"]').fill('DE 136695976');
    await number.getByRole('button', { name: t('ui.save') }).click();
    await expect(page.getByText(t('tax.billing.tax_id_saved'))).toBeVisible();
    await expect(page.getByRole('button', { name: t('tax.billing.tax_id_change', { country: germany }) })).toBeVisible();

    // The currency is for good: one types it, and nobody is asked again.
    await page.getByRole('button', { name: t('tax.billing.currency_fix', { currency: 'USD' }) }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('textbox').fill('USD');
    await expectSound(page, 'the question before the currency');
    await question.getByRole('button', { name: t('tax.billing.currency_fix', { currency: 'USD' }) }).click();
    await expect(question).toBeHidden();
    await expect(page.getByRole('button', { name: t('tax.billing.currency_fix', { currency: 'USD' }) })).toBeHidden();
    await page.reload();
    await settled(page);
    await expect(details.locator('[name="purchaseOrder"]')).toHaveValue('PO-2047/11');

    // The billing admin changes the contact, not the address, and is told who can.
    const theirs = await clerk.context.newPage();
    await theirs.goto(address);
    await settled(theirs);
    await expect(theirs.locator('[name="givenName"]')).toHaveValue('Inès');
    await expect(theirs.getByRole('button', { name: t('ui.named', { label: t('tax.billing.change'), value: t('tax.billing.address') }) })).toBeHidden();
    await expectSound(theirs, 'a billing profile for a billing admin');
    await Promise.all([owner.context.close(), clerk.context.close()]);
  });
}
