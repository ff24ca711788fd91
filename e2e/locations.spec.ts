import { expect, type Page, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { as, openBrowser, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, operatorEmail, pickCountry, says, signInByApi } from './people.ts';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

for (const locale of journeyLocales('zh-TW')) {
  test(`an admin adds the first location with mistakes and mends them, then edits it while a colleague does, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    const t = says(locale);
    const page = await admin.context.newPage();

    // Nothing is there yet: the page says what a location is for.
    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/locations`);
    await expect(page.getByText(t('locations.none_text'))).toBeVisible();
    await expectSound(page, 'no location');
    await page
      .getByRole('main')
      .getByRole('link', { name: t('locations.add') })
      .click();

    await pickCountry(page.getByRole('combobox', { name: t('country.country') }), 'TW', locale);
    await expect(page.getByText(t('locations.add_final'))).toBeVisible();
    for (const [name, value] of Object.entries({
      name: '台中據點',
      'address.line1': '台灣大道三段99號',
      'address.postalCode': '4O7',
      'address.city': '西屯區',
      'contact.givenName': '雅婷',
      'contact.familyName': '黃',
      'contact.email': 'yating@gmail.com',
      'contact.phone': '04 12',
    }))
      await field(page, name).fill(value);
    await field(page, 'address.state').selectOption('台中市');
    const save = page.locator('form button[type=submit]');
    await save.click();
    // What the browser knows is said at once, the rest by the server.
    await expect(field(page, 'address.postalCode')).toHaveAttribute('aria-invalid', 'true');
    await expectSound(page, 'mistakes');
    await field(page, 'address.postalCode').fill('407');
    await save.click();
    await expect(page.getByText(t('fields.free_mail')).first()).toBeVisible();
    await expect(page.getByText(t('fields.phone')).first()).toBeVisible();
    await field(page, 'contact.email').fill(`yating@${admin.company.domain}`);
    await field(page, 'contact.phone').fill('04 2345 6789');
    await save.click();

    await expect(page.getByRole('heading', { name: '台中據點' })).toBeVisible();
    const locationId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(locationId).toMatch(/^\d{7}$/);
    await expect(page.getByText('+886 4 2345 6789')).toBeVisible();
    await expectSound(page, 'the location');

    // A colleague was quicker: their phone number and the name typed here are both kept.
    await page.getByRole('button', { name: t('locations.edit') }).click();
    await field(page, 'name').fill('台中營業所');
    const api = as(admin.context, accounts, admin.company.accountId);
    const { name, address, contact, registrationNumber, version } = await api.getLocation({ locationId });
    await api.updateLocation({ locationId, name, address, sharesWith: null, registrationNumber, version, contact: { ...contact, phone: '04 2345 6700' } });
    await save.click();
    await expect(page.getByText(t('locations.conflict', { by: admin.name }))).toBeVisible();
    await expect(field(page, 'name')).toHaveValue('台中營業所');
    await expect(field(page, 'contact.phone')).toHaveValue('+886 4 2345 6700');
    await expectSound(page, 'a colleague was quicker');
    await save.click();
    await expect(page.getByRole('heading', { name: '台中營業所' })).toBeVisible();
    await expect(page.getByText('+886 4 2345 6700')).toBeVisible();

    // It cannot be removed here; what would be lost stands before the question to the operator.
    await page.getByRole('button', { name: t('locations.remove_ask') }).click();
    await expect(page.getByText(t('locations.remove_goes_id', { locationId }))).toBeVisible();
    await page.locator('[name="why"]').fill('據點已歇業。');
    await expectSound(page, 'asking for removal');
    await page.getByRole('button', { name: t('locations.removal.ask') }).click();
    await expect(page.getByText(t('locations.removal.open'))).toBeVisible();
    const desk = await openBrowser(browser, 'en');
    await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
    const d = says('en');
    const review = await desk.newPage();
    await review.goto(`${demoUrl()}/operator/location-removals`);
    const card = review.getByRole('listitem').filter({ hasText: locationId }).first();
    await card.getByRole('button', { name: d('locations.desk.refuse_open') }).click();
    await review.locator('[name="note"]').fill('Two payouts are still open.');
    await expectSound(review, 'refusing a removal');
    await review.getByRole('button', { name: d('locations.desk.refuse'), exact: true }).click();
    await expect(card).toBeHidden();
    await desk.close();
    await page.reload();
    await expect(page.getByText('Two payouts are still open.')).toBeVisible();

    // Many come by a file; a row that is wrong says where.
    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/locations/import`);
    const rows = [
      'name,country,line1,city,postal_code,given_name,family_name,email',
      '巴黎,FR,12 rue de la Paix,Paris,75002,Ana,Ruiz,ana@places.example',
      '錯誤,FR,1 rue,Paris,?,Ana,Ruiz,ana@places.example',
    ];
    await page.locator('input[type="file"]').setInputFiles({ name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await expect(page.getByText(t('locations.file.preview'))).toBeVisible(afterJobs);
    await expectSound(page, 'a file of locations');
    await page.getByRole('button', { name: t('locations.file.confirm', { count: 1 }) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('locations.file.confirm', { count: 1 }) })
      .click();
    await expect(page.getByText(t('locations.file.done', { count: 1 }))).toBeVisible(afterJobs);

    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/locations?q=${locationId}`);
    await expect(page.getByRole('link', { name: '台中營業所' })).toBeVisible();
    await expectSound(page, 'the list');
    await admin.context.close();
  });
}
