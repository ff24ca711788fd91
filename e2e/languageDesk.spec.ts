import { expect, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { keyIn, keyOn } from './keys.ts';
import { openBrowser } from './newcomers.ts';
import { accountsOf, adminOf, afterJobs, demoUrl, expectSound, journeyLocales, operatorEmail, operatorLocale, says, signInByApi, speak } from './people.ts';

/** A sentence that no other journey reads. */
const key = 'identifiers.sentence' as const;
const better: Readonly<Record<Exclude<Locale, 'en'>, string>> = {
  fr: 'Tous les numéros de votre entreprise, réunis ici.',
  es: 'Todos los números de su empresa, reunidos aquí.',
  'zh-CN': '贵公司的所有编号都在这里。',
  'zh-TW': '貴公司的所有編號都在這裡。',
};

// English is the source: it is not translated.
for (const locale of journeyLocales('fr')) {
  if (locale === 'en') continue;
  test(`someone suggests a better translation, the operator accepts it, and everyone reads it, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), adminOf(locale));
    await speak(context, demoUrl(), locale);
    const page = await context.newPage();
    const [account] = await accountsOf(context, demoUrl());
    const path = `/a/${account?.accountId}/identifiers`;

    // With the key held the sentence is shown in English, and can be said better.
    await page.goto(`${demoUrl()}${path}`);
    await page.getByText(t(key)).hover();
    await page.keyboard.down('Alt');
    await page.getByRole('button', { name: t('second.suggest') }).click();
    await page.keyboard.up('Alt');
    const dialog = page.getByRole('dialog', { name: t('suggest.title') });
    await expect(dialog.getByText(says('en')(key))).toBeVisible();
    await expectSound(page, 'suggesting');
    await dialog.getByLabel(t('suggest.yours')).fill('');
    await keyIn(page, dialog.getByLabel(t('suggest.yours')), better[locale]);
    await keyOn(page, dialog.getByRole('button', { name: t('suggest.send') }));
    await expect(page.getByText(t('suggest.sent'))).toBeVisible();
    await expect(dialog).toBeHidden();

    // At the desk it stands beside what is said now; what is accepted is shown at once.
    const o = says(operatorLocale('op_root'));
    const operator = await openBrowser(browser, operatorLocale('op_root'));
    await signInByApi(operator, demoUrl(), operatorEmail('op_root'));
    const desk = await operator.newPage();
    await desk.goto(`${demoUrl()}/operator/languages?locale=${locale}`);
    // Others may have suggested as well, and stand before it.
    await desk.getByRole('main').getByRole('link', { name: better[locale] }).first().click();
    await expect(desk.getByRole('heading', { level: 1, name: o('languages.suggestion') })).toBeVisible();
    await expect(desk.locator('main ins').first()).toBeVisible();
    await expectSound(desk, 'a suggestion at the desk');
    await keyOn(desk, desk.getByRole('button', { name: o('languages.accept'), exact: true }));
    await expect(desk.getByText(o('languages.accepted'))).toBeVisible();

    await expect(async () => {
      await page.goto(`${demoUrl()}${path}`);
      await expect(page.getByText(better[locale])).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(async () => {
      await page.goto(`${demoUrl()}/me/notices`);
      await expect(page.getByText(t('notices.suggestions.accepted', { text: better[locale] })).first()).toBeVisible({ timeout: 2_000 });
    }).toPass(afterJobs);

    // The center may say it otherwise once more, or go back to what it came with.
    await desk.goto(`${demoUrl()}/operator/languages/sentences/${locale}/${key}`);
    await expect(desk.getByText(o('languages.history.suggested')).first()).toBeVisible();
    await expectSound(desk, 'a sentence in own words');
    await keyOn(desk, desk.getByRole('button', { name: o('languages.take_back') }));
    await expect(desk.getByText(o('languages.taken_back'))).toBeVisible();
    await expect(async () => {
      await page.goto(`${demoUrl()}${path}`);
      await expect(page.getByText(t(key))).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await Promise.all([context.close(), operator.close()]);
  });
}
