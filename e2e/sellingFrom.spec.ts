import { expect, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { as, signUpCompany } from './newcomers.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

const paris = { country: 'FR', line1: '3 rue de la Paix', city: 'Paris', postalCode: '75002' };

for (const locale of journeyLocales('fr')) {
  test(`a reseller without a location in its country adds one, links it and cannot remove it, and reads its identifiers, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const admin = await signUpCompany(browser, locale);
    const { accountId } = admin.company;
    const own = as(admin.context, accounts, accountId);
    const { country } = await own.getCompany({});
    // As if the operator had taken the company in before this was asked.
    await inDemoDatabase((database) =>
      database.query(
        `insert into enrollments (account_id, program, state, applied_at, changed_at, active_since) values ($1, 'reseller_indirect', 'active', now(), now(), now()), ($1, 'edge', 'active', now(), now(), now())`,
        [accountId],
      ),
    );
    await inDemoDatabase((database) =>
      database.query(
        "insert into publishers (account_id, publisher_id, program, given_at) values ($1, 'PUB-' || nextval('publisher_numbers'), 'edge', now())",
        [accountId],
      ),
    );
    const page = await admin.context.newPage();
    const place = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;

    await test.step('the program says that a location is missing, and leads to the form with the country filled in', async () => {
      await page.goto(`${demoUrl()}/a/${accountId}/programs/reseller_indirect`);
      await expect(page.getByText(t('programs.next.link_location'))).toBeVisible();
      await expectSound(page, 'no location is linked');
      await page.getByRole('link', { name: t('reseller_accounts.add', { country: place }) }).click();
      await page.waitForURL((at) => at.pathname.endsWith('/locations/add'));
      await expect(page.getByRole('combobox', { name: t('country.country') })).toHaveValue(place);
    });

    await test.step('of two locations one is chosen', async () => {
      const contact = { givenName: 'Ana', familyName: 'Ruiz', email: `ana@${admin.company.domain}` };
      const first = await own.addLocation({
        name: 'Premier',
        address: country === 'FR' ? paris : null,
        sharesWith: country === 'FR' ? null : 'company',
        contact,
      });
      await own.addLocation({ name: 'Second', address: null, sharesWith: 'company', contact });
      await page.goto(`${demoUrl()}/a/${accountId}/programs/reseller_indirect`);
      await page.getByRole('button', { name: t('reseller_accounts.choose') }).click();
      await page.getByRole('combobox', { name: t('reseller_accounts.field', { country: place }) }).fill('Premier');
      await page.getByRole('option', { name: 'Premier' }).click();
      await expectSound(page, 'choosing a location');
      await page.getByRole('button', { name: t('reseller_accounts.save') }).click();
      await expect(page.getByRole('link', { name: 'Premier' })).toBeVisible();
      await expectSound(page, 'a location is linked');
      await page.goto(`${demoUrl()}/a/${accountId}/locations/${first.locationId}`);
      await expect(page.getByText(t('locations.held.reseller_account'))).toBeVisible();
      await expect(page.getByRole('button', { name: t('locations.remove_ask') })).toBeHidden();
      await expectSound(page, 'a linked location');
    });

    await test.step('the identifiers name it, and the publisher with its contact', async () => {
      await page.goto(`${demoUrl()}/a/${accountId}/identifiers`);
      await expect(page.getByText(t('identifiers.kind.reseller_location')).first()).toBeVisible();
      await page
        .locator('summary')
        .filter({ hasText: t('publishers.contact') })
        .click();
      await page.getByRole('button', { name: t('publishers.change') }).click();
      await page.getByRole('radio', { name: t('publishers.own') }).check();
      for (const [name, value] of Object.entries({ givenName: 'Inès', familyName: 'Benali', email: `apps@${admin.company.domain}` }))
        await page.locator(`[name="contact.${name}"]`).fill(value);
      await expectSound(page, 'the publisher’s contact');
      await page.getByRole('button', { name: t('ui.save') }).click();
      await expect(page.getByText(`apps@${admin.company.domain}`)).toBeVisible();
      await expectSound(page, 'identifiers with a publisher');
    });
    await admin.context.close();
  });
}
