import { expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { customers } from '../src/features/customers/contract.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, as, openBrowser, signUpCompany } from './newcomers.ts';
import { accountsOf, adminOf, demoUrl, expectSound, journeyLocales, mailTo, says, signInByApi } from './people.ts';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const box = field(page, name);
    if ((await box.evaluate((element) => element.tagName)) === 'SELECT') await box.selectOption(value);
    else await box.fill(value);
  }
}

/** An address of each company's own country, as somebody types it. */
const addresses: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: { 'address.line1': '88 Pine Street', 'address.city': 'Seattle', 'address.state': 'WA', 'address.postalCode': '98101' },
  fr: { 'address.line1': '14 rue des Tanneurs', 'address.city': 'Lyon', 'address.postalCode': '69001' },
  es: { 'address.line1': 'Calle de Colón, 48', 'address.city': 'Valencia', 'address.state': 'Valencia', 'address.postalCode': '46004' },
  'zh-CN': { 'address.line1': '文三路90号', 'address.city': '杭州市', 'address.district': '西湖区', 'address.state': '浙江省', 'address.postalCode': '310012' },
  'zh-TW': { 'address.line1': '木柵路三段102號', 'address.city': '文山區', 'address.state': '台北市', 'address.postalCode': '116' },
};

for (const locale of journeyLocales('zh-TW')) {
  test(`the form of a new customer is that of its country, and says what an address is, in ${locale}`, async ({ browser }) => {
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), adminOf(locale));
    const [company] = await accountsOf(context, demoUrl());
    const t = says(locale);
    const page = await context.newPage();
    await page.goto(`${demoUrl()}/a/${company?.accountId}/customers/add`);
    await field(page, 'address.line1').waitFor();
    for (const name of Object.keys(addresses[locale])) await expect(field(page, name)).toBeVisible();
    await fill(page, addresses[locale]);
    await expect(page.getByText(t('customers.address.verified_shippable'))).toBeVisible();
    // A street without a house asks for a yes.
    await fill(page, { 'address.line1': addresses[locale]['address.line1']?.replace(/[\d,号號]+/g, '').trim() ?? '' });
    await expect(page.getByText(t('customers.address.premises_partial'), { exact: true })).toBeVisible();
    await expectSound(page, 'an address with a question');
    await context.close();
  });
}

for (const locale of journeyLocales('es')) {
  test(`a partner adds a customer with mistakes and mends them, then its users by a file with an error and its cure, in ${locale}`, async ({ browser }) => {
    const agent = await signUpCompany(browser, locale);
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const t = says(locale);
    const page = await agent.context.newPage();
    const domain = `${crypto.randomUUID().slice(0, 8)}-orchard.example`;
    await page.goto(`${demoUrl()}/a/${agent.company.accountId}/customers`);
    await expect(page.getByText(t('customers.none_text'))).toBeVisible();
    await expectSound(page, 'no customer');
    await page
      .getByRole('main')
      .getByRole('link', { name: t('customers.add') })
      .first()
      .click();

    await field(page, 'address.line1').waitFor();
    await fill(page, { name: 'Cascade Orchard LLC', domain: `https://${domain}/home`, ...addresses.en, 'address.state': 'OR' });
    await expect(page.getByText(t('customers.domain.free', { domain }))).toBeVisible();
    await fill(page, { 'contact.givenName': 'Walter', 'contact.familyName': 'Sims', 'contact.email': 'walter@gmail.com' });
    // Washington's code in Oregon: the page proposes Washington.
    await expect(page.getByText(t('customers.address.interaction_required'), { exact: true })).toBeVisible();
    await expectSound(page, 'an address that contradicts itself');
    await page.getByRole('button', { name: t('customers.address.take') }).click();
    await expect(field(page, 'address.state')).toHaveValue('WA');
    await page.locator('form button[type=submit]').click();
    await expect(page.getByText(t('fields.free_mail')).first()).toBeVisible();
    await fill(page, { 'contact.email': `walter@${domain}` });
    await page.locator('form button[type=submit]').click();
    await expect(page.getByRole('heading', { name: 'Cascade Orchard LLC', level: 1 })).toBeVisible();
    await expect(page.getByText(t('customers.not_agreed_text')).first()).toBeVisible();
    await expectSound(page, 'the customer');
    expect((await mailTo(agent.context, demoUrl(), `admin@${domain}`, 'customers.user')).url).toContain('/set-password#');

    // The agreement is confirmed with its signer.
    await page.getByRole('button', { name: t('customers.attest') }).click();
    await fill(page, { 'signer.agreedOn': new Date().toISOString().slice(0, 10) });
    await page.locator('form button[type=submit]').click();
    await expect(page.getByText(t('customers.agreement.attested')).first()).toBeVisible();

    // Users by a file: one address is elsewhere, nobody is added until it is mended.
    await page.getByRole('tab', { name: t('customers.tab.users') }).click();
    await page.getByRole('link', { name: t('customers.users.import') }).click();
    const hand = (...lines: string[]) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'usuarios.csv', mimeType: 'text/csv', buffer: Buffer.from(['display_name,email', ...lines].join('\n')) });
    await hand(`Noor Haddad,noor@${domain}`, 'Wei Chen,wei@elsewhere.example');
    await expect(page.getByText(t('customers.users.rows_wrong', { count: 1 }))).toBeVisible();
    await expect(page.getByText(t('fields.other_domain'))).toBeVisible();
    await expectSound(page, 'a file with a mistake');
    await hand(`Noor Haddad,noor@${domain}`, `Wei Chen,wei@${domain}`);
    await page.getByRole('button', { name: t('customers.users.confirm', { count: 2 }) }).click();
    await expect(page.getByText(t('customers.users.import_done', { count: 2 }))).toBeVisible();
    expect((await mailTo(agent.context, demoUrl(), `wei@${domain}`, 'customers.user')).url).toContain('/set-password#');
    await page.getByRole('button', { name: t('customers.users.undo') }).click();
    await expect(page.getByText(t('customers.users.import_undone', { days: 30 }))).toBeVisible();
    await agent.context.close();
  });
}

for (const locale of journeyLocales('fr')) {
  test(`a customer accepts a partner by a link, gives it rights, and takes them back on its own page, in ${locale}`, async ({ browser }) => {
    const agent = await signUpCompany(browser, locale);
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const t = says(locale);
    const { accountId, name } = agent.company;
    const email = `noor@${crypto.randomUUID().slice(0, 8)}-books.example`;
    const page = await agent.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/customers/invitations/new`);
    await fill(page, { company: 'Pine Books', email, message: 'Bonjour' });
    await page.getByRole('checkbox', { name: t('customers.invitations.with_rights') }).check();
    await page.getByRole('checkbox', { name: t('customers.role.helpdesk_admin') }).check();
    await expectSound(page, 'an invitation');
    await page.getByRole('button', { name: t('customers.invitations.send') }).click();
    await expect(page.getByText(t('customers.invitations.state.open'), { exact: true })).toBeVisible();

    const { url = '' } = await mailTo(agent.context, demoUrl(), email, 'customers.invitation');
    const context = await openBrowser(browser, locale);
    const their = await context.newPage();
    await their.goto(url);
    await expect(their.getByRole('heading', { name: t('customer_invitation.title', { partner: name }) })).toBeVisible();
    await expectSound(their, 'the invitation');
    await fill(their, { email });
    await their.getByRole('button', { name: t('customer_invitation.send_code') }).click();
    const { code = '' } = await mailTo(agent.context, demoUrl(), email, 'customers.invitation_code');
    await their.getByLabel(t('customer_invitation.code'), { exact: true }).fill(code);
    await field(their, 'company.name').waitFor();
    await fill(their, {
      'company.name': 'Pine Books LLC',
      ...addresses.en,
      'newPerson.givenName': 'Noor',
      'newPerson.familyName': 'Haddad',
      'newPerson.password': demoPassword,
    });
    await their.getByRole('checkbox', { name: t('customer_invitation.agree') }).check();
    await expectSound(their, 'accepting');
    await their.getByRole('button', { name: t('customer_invitation.accept', { partner: name }) }).click();

    // Their own page is all there is for them.
    await expect(their).toHaveURL(`${demoUrl()}/me/customer`);
    await expect(their.getByRole('heading', { name })).toBeVisible();
    await expect(their.getByText(t('customers.role.helpdesk_admin'))).toBeVisible();
    await expectSound(their, 'the customer’s own page');
    await their.goto(demoUrl());
    await expect(their).toHaveURL(`${demoUrl()}/me/customer`);

    await page.goto(`${demoUrl()}/a/${accountId}/customers`);
    await page.getByRole('link', { name: 'Pine Books LLC' }).first().click();
    await page.getByRole('tab', { name: t('customers.tab.relationship') }).click();
    await expect(page.getByText(t('customers.delegations.state.active')).first()).toBeVisible();
    await expectSound(page, 'the relationship');
    expect((await as(agent.context, customers, accountId).listCustomers({})).items).toMatchObject([{ agreement: 'direct' }]);
    await Promise.all([agent.context.close(), context.close()]);
  });
}
