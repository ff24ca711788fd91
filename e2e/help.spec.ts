import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { plainText, readArticle } from '../src/core/article.ts';
import type { Locale } from '../src/core/locale.ts';
import { keyChoose, keyIn, keyOn } from './keys.ts';
import { openBrowser } from './newcomers.ts';
import { adminOf, demoUrl, expectSound, journeyLocales, operatorEmail, operatorLocale, says, signInByApi } from './people.ts';

const article = 'invite-people';
const read = (locale: Locale) => readArticle(readFileSync(path.join(import.meta.dirname, `../help/${article}/${locale}.md`), 'utf8'));
/** What somebody types, a letter wrong or without its accent. */
const typed: Readonly<Record<Locale, string>> = {
  en: 'invte peple',
  fr: 'inviter des persones',
  es: 'invtar personas',
  'zh-CN': '邀请人员',
  'zh-TW': '邀請人員',
};

for (const locale of journeyLocales('es')) {
  test(`someone finds an article, reads it beside its source and follows it to the page it means, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const [own, english] = [read(locale), read('en')];
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();

    // Nobody has signed in yet.
    await page.goto(`${demoUrl()}/support`);
    await keyOn(page, page.getByRole('link', { name: t('support.articles') }));
    await page.waitForURL('**/help');
    await expect(page.getByRole('columnheader', { name: t('help.to_do') })).toBeVisible();
    await keyIn(page, page.getByRole('searchbox', { name: t('help.search') }), typed[locale]);
    const found = page.getByRole('main').getByRole('link', { name: own.head.title });
    await expect(found).toBeVisible();
    expect(new URL(page.url()).searchParams.get('q')).toBe(typed[locale]);
    await expectSound(page, 'what was found');
    await keyOn(page, found);
    await page.waitForURL(`**/help/${article}`);
    await expect(page.getByRole('heading', { level: 1, name: own.head.title })).toBeVisible();

    if (locale !== 'en') {
      const first = plainText(english.blocks[0]?.groups[0]?.[0] ?? []);
      await expect(page.getByText(first)).toHaveCount(0);
      await keyOn(page, page.getByRole('button', { name: t('second.both') }));
      await expect(page.getByText(first)).toBeVisible();
      await expectSound(page, 'side by side');
      await keyOn(page, page.getByRole('button', { name: t('second.tip') }));
      await expect(page.getByText(first)).toHaveCount(0);
      // Alone, sentence by sentence; the tip moves nothing.
      const sentence = page.locator('[data-at="0.0"]');
      await keyOn(page, sentence);
      await expect(page.getByRole('tooltip').filter({ hasText: first })).toBeVisible();
      await expectSound(page, 'one sentence');
      await keyOn(page, page.getByRole('button', { name: t('second.off') }));
    }

    // The portal knows in which company it is; what the sentence names is pointed out.
    await signInByApi(context, demoUrl(), adminOf(locale));
    await keyOn(
      page,
      page
        .locator('a[href*="open="]')
        .filter({ hasText: t('shell.people') })
        .first(),
    );
    await page.waitForURL(/\/a\/[^/]+\/people\?show=/);
    await expect(page.locator('[data-shown]')).toHaveText(t('members.invite.open'));

    // Help about this page, beside it; it did not help.
    await page.getByRole('button', { name: t('shell.help') }).click();
    const beside = page.getByRole('dialog', { name: t('shell.help') });
    await expect(beside.locator('article')).toBeVisible();
    await expect(beside.getByText(t('help.roles.yours'))).toBeVisible();
    await expectSound(page, 'help beside a page');
    const remark = `¿? ${locale} ${Date.now()}`;
    await keyOn(page, beside.getByRole('button', { name: t('help.vote.no'), exact: true }));
    await keyChoose(page, beside.getByRole('radiogroup'), beside.getByRole('radio', { name: t('help.reason.unclear') }));
    await keyIn(page, beside.getByLabel(t('help.vote.remark')), remark);
    await keyOn(page, beside.getByRole('button', { name: t('help.vote.send') }));
    await expect(beside.getByText(t('help.vote.thanks'))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(beside).toBeHidden();

    // From anywhere by Ctrl-K, and a question that nothing answers.
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: t('shell.search.label') }).fill(own.head.title);
    await page
      .getByRole('group', { name: t('shell.search.help') })
      .getByRole('option', { name: own.head.title })
      .click();
    await page.waitForURL(`**/help/${article}`);
    await expect(page.getByText(t('help.roles.yours'))).toBeVisible();
    await expectSound(page, 'an article in the portal');
    const asked = `Zyxwvut ${locale.replace('-', '')} qqqq`;
    const noted = page.waitForResponse((answer) => answer.url().endsWith('/help/misses') && answer.ok());
    await page.goto(`${page.url().replace(/\/help\/.*/, '/help')}?q=${encodeURIComponent(asked)}`);
    await expect(page.getByText(t('help.none', { text: asked }))).toBeVisible();
    await noted;

    // The operator learns of both.
    const d = says(operatorLocale('op_support_agent'));
    const operators = await openBrowser(browser, locale);
    await signInByApi(operators, demoUrl(), operatorEmail('op_support_agent'));
    const desk = await operators.newPage();
    await desk.goto(`${demoUrl()}/operator/help`);
    await expect(desk.getByText(remark)).toBeVisible();
    await expect(desk.getByText(asked)).toBeVisible();
    await expectSound(desk, 'what help lacks');
    await keyOn(desk, desk.getByRole('button', { name: d('help.report.settle_one', { asked }) }));
    await expect(desk.getByText(asked)).toHaveCount(0);
    await context.close();
    await operators.close();
  });
}
