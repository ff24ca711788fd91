import { expect, type Page, test } from '@playwright/test';
import type { Client } from '../src/core/endpoint.ts';
import type { Locale } from '../src/core/locale.ts';
import { identity } from '../src/features/identity/contract.ts';
import type { members } from '../src/features/members/contract.ts';
import { consultant, demoCompanies } from '../src/main.cli/demoData.ts';
import { accountsOf, demoUrl, expectSound, journeyLocales, says, signInByApi } from './people.ts';
import { as, openBrowser } from './newcomers.ts';

// One person reads in one language at a time.
test.describe.configure({ mode: 'serial' });

type Key = keyof typeof consultant.companies;
const company = (key: Key) =>
  demoCompanies.find((each) => each.key === key) ??
  (() => {
    throw new Error(key);
  })();

for (const locale of journeyLocales('zh-CN')) {
  test(`a consultant of three companies goes from one to the other, in ${locale}`, async ({ browser }) => {
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), consultant.person.email);
    await as(context, identity).updateMe({ locale });
    const t = says(locale);
    const accounts = await accountsOf(context, demoUrl());
    const home = (key: Key) => `${demoUrl()}/a/${accounts.find(({ name }) => name === company(key).name)?.accountId}`;
    const page = await context.newPage();

    const read = page.waitForResponse((answer) => answer.url().endsWith('/api/me/accounts'));
    await page.goto(`${home('yunfan')}/company`);
    await expectIn(page, locale, 'yunfan');
    await expect(page.getByRole('heading', { name: t('accounts.company.title'), level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: t('shell.people'), exact: true })).toBeVisible();

    // Found by name, role or country; chosen by the keyboard. A page that both have stays the same page.
    await openPicker(page, locale, 'yunfan');
    await expect(page.getByRole('option')).toHaveCount(3);
    // Each says its PartnerId, country and roles, and what waited there when the page asked.
    const answered = (await (await read).json()) as Awaited<ReturnType<Client<typeof members>['listMyAccounts']>>;
    const elsewhere = answered.items.find(({ waiting }) => waiting.notices > 0);
    const option = page.getByRole('option').filter({ hasText: elsewhere?.partnerId ?? '?' });
    await expect(option).toContainText(t('shell.picker.notices', { count: elsewhere?.waiting.notices ?? 0 }));
    await expect(option).toContainText(t(`roles.${(elsewhere?.roles[0] ?? 'default_user') as 'default_user'}`));
    await expectSound(page, 'the account picker');
    const box = page.getByRole('combobox', { name: t('shell.picker.search') });
    await box.fill('harbor');
    await expect(page.getByRole('option')).toHaveCount(1);
    await box.fill(new Intl.DisplayNames(locale, { type: 'region' }).of('US') ?? '');
    await expect(page.getByRole('option')).toContainText([company('harbor').name]);
    await box.fill('zzz');
    await expect(page.getByText(t('shell.picker.none', { text: 'zzz' }))).toBeVisible();
    await box.fill(t('roles.account_admin'));
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${home('chenxi')}/company`);
    await expectIn(page, locale, 'chenxi');
    await expect(page.getByRole('main')).toContainText(company('chenxi').name);
    await expect(page.getByRole('main')).not.toContainText(company('yunfan').name);

    // A page that one may not open there gives way to the company's home; the navigation is what one may do there.
    await openPicker(page, locale, 'chenxi');
    await page
      .getByRole('option')
      .filter({ hasText: company('harbor').name })
      .click();
    await expect(page).toHaveURL(home('harbor'));
    await expect(page.getByRole('heading', { name: company('harbor').name, level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: t('shell.people'), exact: true })).toBeHidden();

    // Two tabs work in two companies, and a link opens the one it is about.
    const beside = await context.newPage();
    await beside.goto(`${home('yunfan')}/support-details`);
    await expectIn(beside, locale, 'yunfan');
    await expect(beside.getByRole('main')).toContainText(company('yunfan').support?.email ?? '?');
    await page.getByRole('button', { name: t('shell.settings'), exact: true }).click();
    await page.getByRole('menuitem', { name: t('shell.support_details') }).click();
    await expect(page).toHaveURL(`${home('harbor')}/support-details`);
    await expect(page.getByRole('main')).toContainText(company('harbor').support?.email ?? '?');
    await beside.reload();
    await expectIn(beside, locale, 'yunfan');
    await expect(beside.getByRole('main')).toContainText(company('yunfan').support?.email ?? '?');
    // What leads to no company in particular opens the one used last.
    await beside.goto(demoUrl());
    await expect(beside).toHaveURL(home('yunfan'));
    await context.close();
  });
}

const openPicker = (page: Page, locale: Locale, key: Key) =>
  page.getByRole('button', { name: says(locale)('shell.picker.button', { name: company(key).name }) }).click();
const expectIn = (page: Page, locale: Locale, key: Key) =>
  expect(page.getByRole('button', { name: says(locale)('shell.picker.button', { name: company(key).name }) })).toBeVisible();
