import { expect, type Page, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { customers } from '../src/features/customers/contract.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, signInByApi } from './people.ts';

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const box = page.locator(`[name="${name}"]`);
    if ((await box.evaluate((element) => element.tagName)) === 'SELECT') await box.selectOption(value);
    else await box.fill(value);
  }
}

for (const locale of journeyLocales('zh-CN')) {
  test(`a customer of a government is added by a code, is let buy for itself, and sees that it may, in ${locale}`, async ({ browser }) => {
    const agent = await signUpCompany(browser, locale);
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const t = says(locale);
    const { accountId } = agent.company;
    const desk = await openBrowser(browser, 'en');
    await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
    const { partnerId } = await as(agent.context, accounts, accountId).getCompany({});
    const { code } = await as(desk, customers).giveValidationCode({ partnerId, organization: 'State of Oregon', quantity: 3 });
    await desk.close();

    const domain = `${crypto.randomUUID().slice(0, 8)}-county.example`;
    const page = await agent.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/customers/add`);
    await page.locator('[name="address.line1"]').waitFor();
    await fill(page, { name: 'Rainfall County', domain, 'contact.givenName': 'Denise', 'contact.familyName': 'Park', 'contact.email': `clerk@${domain}` });
    await fill(page, { 'address.line1': '88 Pine Street', 'address.city': 'Seattle', 'address.state': 'WA', 'address.postalCode': '98101' });
    await fill(page, { qualification: 'government' });
    await expect(page.locator('[name="qualificationGround"]')).toBeVisible();
    await fill(page, { qualificationCode: code });
    // The code speaks for it: nothing else has to.
    await expect(page.locator('[name="qualificationGround"]')).toHaveCount(0);
    await expectSound(page, 'a customer with a code');
    await page.locator('form button[type=submit]').click();
    await expect(page.getByRole('heading', { name: 'Rainfall County', level: 1 })).toBeVisible();
    await expect(page.getByText('State of Oregon')).toBeVisible();
    expect((await as(agent.context, customers, accountId).listValidationCodes({})).items).toMatchObject([{ remaining: 2 }]);

    await page.getByRole('button', { name: t('customers.self.allow') }).click();
    await expectSound(page, 'whether it may buy');
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: t('customers.self.allow') })
      .click();
    await expect(page.getByRole('button', { name: t('customers.self.stop') })).toBeVisible();

    const { url = '' } = await mailTo(agent.context, demoUrl(), `admin@${domain}`, 'customers.user');
    const context = await openBrowser(browser, locale);
    const their = await context.newPage();
    await their.goto(url);
    await their.getByLabel(t('signin.link.field'), { exact: true }).fill(demoPassword);
    await their.getByRole('button', { name: t('signin.link.submit'), exact: true }).click();
    await their.waitForURL('**/me/customer');
    await expect(their.getByText(t('my_customer.buys_text', { partner: agent.company.name }))).toBeVisible();
    await expectSound(their, 'what the customer may buy');
    await Promise.all([agent.context.close(), context.close()]);
  });
}
