import { expect, type Page, test } from '@playwright/test';
import { customers } from '../src/features/customers/contract.ts';
import { becomeDistributor } from './distributors.ts';
import { keyIn, keyOn, tabTo } from './keys.ts';
import { addApp, as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, type Says, says } from './people.ts';

/** Opens the menu of views and takes a line of it, by keyboard. */
async function takeLine(page: Page, t: Says, shown: string, line: string): Promise<void> {
  await keyOn(page, page.getByRole('button', { name: t('views.open', { name: shown }) }));
  await tabTo(page, page.getByRole('menuitem', { name: line }).or(page.getByRole('menuitemradio', { name: line })), 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeHidden();
}

for (const locale of journeyLocales('zh-CN')) {
  test(`a list is narrowed, kept under a name, opened by its link, and what is selected gets somebody who looks after it, in ${locale}`, async ({
    browser,
  }) => {
    const agent = await signUpCompany(browser, locale);
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const t = says(locale);
    const { accountId } = agent.company;
    const api = as(agent.context, customers, accountId);
    const mark = crypto.randomUUID().slice(0, 8);
    const address = { country: 'US', line1: '88 Pine Street', city: 'Seattle', state: 'WA', postalCode: '98101' };
    for (const name of ['Harbor Books', 'Harbor Tools', 'Summit Bikes']) {
      const domain = `${name.toLowerCase().replace(' ', '-')}-${mark}.example`;
      const contact = { givenName: 'Ida', familyName: 'Berg', middleName: null, email: `ida@${domain}` };
      await api.addCustomer({ name, domain, address, contact, registrationNumber: null, locale: 'en' });
    }
    const page = await agent.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/customers`);
    const all = t('views.all.customers');
    await keyIn(page, page.getByRole('searchbox', { name: t('customers.search') }), 'harbor');
    await expect(page.getByRole('row', { name: 'Summit Bikes' })).toBeHidden();
    await takeLine(page, t, all, t('views.keep'));
    await keyIn(page, page.getByLabel(t('views.name'), { exact: true }), 'Harbors');
    await keyOn(page, page.getByRole('checkbox', { name: t('views.share') }), 'Space');
    await expectSound(page, 'a view that gets a name');
    await keyOn(page, page.getByRole('dialog').getByRole('button', { name: t('ui.save') }));
    await expect(page.getByRole('button', { name: t('views.open', { name: 'Harbors' }) })).toBeVisible();
    await expect(page).toHaveURL(/view=/);

    // Everything again, then the view by its link alone, in another tab.
    const link = `${demoUrl()}/a/${accountId}/customers?view=${new URL(page.url()).searchParams.get('view')}`;
    await takeLine(page, t, 'Harbors', all);
    await expect(page.getByText('Summit Bikes')).toBeVisible();
    await expect(page.getByRole('searchbox', { name: t('customers.search') })).toHaveValue('');
    const other = await agent.context.newPage();
    await other.goto(link);
    await expect(other.getByRole('searchbox', { name: t('customers.search') })).toHaveValue('harbor');
    await expect(other.getByText('Harbor Books')).toBeVisible();
    await expect(other.getByText('Summit Bikes')).toBeHidden();

    // What the list opens with from now on.
    await takeLine(other, t, 'Harbors', t('views.make_default'));
    await expect(other.getByText(t('views.is_default', { name: 'Harbors' }))).toBeVisible();
    await page.goto(`${demoUrl()}/a/${accountId}/customers`);
    await expect(page.getByRole('button', { name: t('views.open', { name: 'Harbors' }) })).toBeVisible();
    await expect(page.getByText('Summit Bikes')).toBeHidden();
    await expectSound(page, 'the list as it opens');

    // Those on it get somebody who looks after them.
    await page.getByRole('row', { name: 'Harbor Books' }).getByRole('checkbox').check();
    await page.getByRole('row', { name: 'Harbor Tools' }).getByRole('checkbox').check();
    await page.getByRole('button', { name: t('customers.bulk.assign'), exact: true }).click();
    await page.getByRole('combobox', { name: t('customers.bulk.colleague') }).selectOption({ label: agent.name });
    await page.getByRole('button', { name: t('customers.bulk.look') }).click();
    await expect(page.getByText(t('customers.bulk.ready', { count: 2 }))).toBeVisible();
    await expectSound(page, 'what would happen');
    await page.getByRole('button', { name: t('customers.bulk.assign_do', { count: 2 }) }).click();
    await expect(page.getByText(t('customers.bulk.assign_done', { count: 2 }))).toBeVisible();
    expect((await api.listCustomers({ responsible: 'me' })).items.map(({ name }) => name)).toEqual(['Harbor Books', 'Harbor Tools']);

    // A link to a view that is gone says so, and shows everything.
    await takeLine(page, t, 'Harbors', t('views.remove'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('views.remove') })
      .click();
    await expect(page.getByText(t('views.removed', { name: 'Harbors' }))).toBeVisible();
    const late = await openBrowser(browser, locale);
    await late.addCookies(await agent.context.cookies());
    const lost = await late.newPage();
    await lost.goto(link);
    await expect(lost.getByText(t('views.gone'))).toBeVisible();
    await expect(lost.getByText('Summit Bikes')).toBeVisible();
    await Promise.all([agent.context.close(), late.close()]);
  });
}
