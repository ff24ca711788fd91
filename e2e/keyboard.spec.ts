import { expect, type Locator, type Page, test } from '@playwright/test';
import { localeNames, locales } from '../src/core/locale.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { addApp, addColleague, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('en')) {
  test(`someone finds pages and people and switches the language by keyboard alone, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const colleague = await addColleague(browser, admin);
    const home = `${demoUrl()}/a/${admin.company.accountId}`;
    const t = says(locale);
    const page = await admin.context.newPage();

    await page.goto(home);
    await expect(page.getByRole('heading', { name: admin.company.name, level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: t('frame.skip') })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();

    await searchFor(page, t('shell.search.label'), t('shell.people'), t('shell.people'));
    await expect(page).toHaveURL(`${home}/people`);
    await expect(page.getByRole('heading', { name: t('members.title'), level: 1 })).toBeFocused();
    await searchFor(page, t('shell.search.label'), colleague.familyName, colleague.name);
    await expect(page).toHaveURL(`${home}/people/${colleague.personId}`);
    await expect(page.getByRole('heading', { name: colleague.name, level: 1 })).toBeFocused();

    await searchFor(page, t('shell.search.label'), t('shell.support_details'), t('shell.support_details'));
    await tabTo(page, 'Tab', page.getByLabel(t('accounts.support.email')));
    await page.keyboard.type('help@tidewater.example');
    await tabTo(page, 'Tab', page.getByLabel(t('accounts.support.website')));
    await page.keyboard.type('tidewater.example/hel');
    const other = locales.find((each) => each !== locale && !each.startsWith('zh')) ?? 'en';
    await tabTo(page, 'Shift+Tab', page.getByRole('button', { name: t('shell.me.button', { name: admin.name }) }));
    await page.keyboard.press('Enter');
    await expectSound(page, 'the menu behind the picture');
    await tabTo(page, 'ArrowDown', page.getByRole('menuitemradio', { name: localeNames[other] }));
    await page.keyboard.press('Enter');
    const so = says(other);
    await expect(page.getByRole('heading', { name: so('accounts.support.title'), level: 1 })).toBeVisible();
    await expect(page.getByLabel(so('accounts.support.email'))).toHaveValue('help@tidewater.example');
    await expect(page.getByLabel(so('accounts.support.website'))).toHaveValue('tidewater.example/hel');
    await expect(page.locator('html')).toHaveAttribute('lang', other);
    await page.keyboard.press('Escape');

    // It stays chosen, in another page and for whoever signs in here again.
    await page.goto(`${demoUrl()}/me/profile`);
    await expect(page.getByRole('heading', { name: so('profile.title'), level: 1 })).toBeVisible();
    await Promise.all([admin.context.close(), colleague.context.close()]);
  });
}

/** Ctrl-K, some words, Enter as soon as the first line is the one that is meant. */
async function searchFor(page: Page, box: string, words: string, line: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: box })).toBeFocused();
  await page.keyboard.type(words);
  const first = page.getByRole('option').first();
  await expect(first).toContainText(line);
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: box })).toBeHidden();
}

/** Presses a key until the focus is where it should be; nothing on the way may hold it. */
async function tabTo(page: Page, key: string, there: Locator): Promise<void> {
  await there.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await there.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(there, `reached by ${key}`).toBeFocused();
}
