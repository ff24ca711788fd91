import { expect, type Page, test } from '@playwright/test';
import { type Locale, localeNames, locales } from '../src/core/locale.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { emptyUrl, expectSound, journeyLocales, says } from './people.ts';
import { openBrowser, signInOnPage, signOut } from './newcomers.ts';

// A center is set up once: this journey has one language, also when the others have all.
const wanted = journeyLocales('fr');
const locale: Locale = wanted.length === 1 && wanted[0] ? wanted[0] : 'fr';

/** A red dot of 4 × 4. */
const logo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGM4YGAARwzEcQDdQxIBgHWiQQAAAABJRU5ErkJggg==', 'base64');
const center = { name: 'Aurora Partners', desk: 'partners@aurora.example' };
const root = { locale, givenName: 'Maud', familyName: 'Keller', name: 'Maud Keller', email: 'maud.keller@aurora.example' };

test(`a new center is set up with the code from the terminal, in ${locale}`, async ({ browser }) => {
  const context = await openBrowser(browser, locale, emptyUrl());
  const t = says(locale);
  const page = await context.newPage();

  // Nothing else stands in it yet.
  await page.goto(`${emptyUrl()}/sign-in`);
  await expect(page).toHaveURL(`${emptyUrl()}/setup`);
  await expect(page.getByRole('heading', { name: t('setup.title') })).toBeVisible();
  await expectSound(page, 'the set-up code');
  await page.getByRole('textbox', { name: t('setup.code') }).fill('AAAA-BBBB-CCCC');
  await next(page);
  await expect(page.getByText(t('problems.setup.code_wrong')).first()).toBeVisible();
  await page.getByRole('textbox', { name: t('setup.code') }).fill((process.env['EMPTY_CODE'] ?? '').toLowerCase());
  await next(page);

  await answerLook(page);
  await answerReach(page);
  await answerAdministrator(page);

  await expect(page).toHaveURL(`${emptyUrl()}/operator`);
  await expect(page.getByRole('heading', { name: t('overview.title'), level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: center.name })).toBeVisible();
  await expectSound(page, 'the console of a new center');

  // From now on it is a center like any other, in the languages that were chosen.
  await signOut(page, root);
  const choices = [...offered().map((each) => localeNames[each]), t('frame.second')];
  await expect(page.getByLabel(t('frame.language')).getByRole('option')).toHaveText(choices);
  await page.goto(`${emptyUrl()}/setup`);
  await signInOnPage(page, root);
  await expect(page).toHaveURL(`${emptyUrl()}/operator`);
  await context.close();
});

const next = (page: Page) => page.getByRole('button', { name: says(locale)('setup.next'), exact: true }).click();
/** All languages but one of those that this journey does not speak. */
const left = locale === 'zh-TW' ? 'zh-CN' : 'zh-TW';
const offered = () => [locale, ...locales.filter((each) => each !== locale && each !== left)];

async function answerLook(page: Page): Promise<void> {
  const t = says(locale);
  await expect(page.getByRole('heading', { name: t('setup.step.center') })).toBeFocused();
  await page.getByLabel(t('center.name'), { exact: true }).fill(center.name);
  await page.getByRole('radio', { name: t('center.accent.preset', { number: 3 }) }).check();
  await page.getByLabel(t('center.logo')).setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
  // The page wears it at once.
  await expect(page.getByRole('banner')).toContainText(center.name);
  await expect(page.getByRole('banner').locator('img')).toBeVisible();
  await expectSound(page, 'name and look');
  await next(page);
}

async function answerReach(page: Page): Promise<void> {
  const t = says(locale);
  await expect(page.getByRole('heading', { name: t('setup.step.reach') })).toBeFocused();
  await page.getByRole('checkbox', { name: localeNames[left] }).uncheck();
  await page.getByLabel(t('center.desk_email')).fill(center.desk);
  await expectSound(page, 'languages and contact');
  await next(page);
}

async function answerAdministrator(page: Page): Promise<void> {
  const t = says(locale);
  await expect(page.getByRole('heading', { name: t('setup.step.admin') })).toBeFocused();
  await page.getByLabel(t('ui.given_name'), { exact: true }).fill(root.givenName);
  await page.getByLabel(t('ui.family_name'), { exact: true }).fill(root.familyName);
  await page.getByLabel(t('setup.email'), { exact: true }).fill(root.email);
  // Too easily guessed: said beside the field, and nothing of the rest is lost.
  await page.getByLabel(t('setup.password'), { exact: true }).fill('aurora partners 2026');
  await page.getByRole('button', { name: t('setup.finish') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(t('setup.email'), { exact: true })).toHaveValue(root.email);
  await expectSound(page, 'the first administrator');
  await page.getByLabel(t('setup.password'), { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: t('setup.finish') }).click();
}
