import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Block, plainText, sentencesIn } from '../src/core/article.ts';
import { localeNames } from '../src/core/locale.ts';
import type { HelpArticle } from '../src/features/help/contract.ts';
import { keyIn, keyOn, tabTo } from './keys.ts';
import { openBrowser } from './newcomers.ts';
import { accountsOf, adminOf, demoUrl, expectSound, journeyLocales, mailTo, ownAddress, says, signInByApi, speak } from './people.ts';

const told = (page: Page) => page.locator('[data-second] [role="tooltip"]');
/** Where things stand; a tip must not move them. */
const places = (page: Page) =>
  page.evaluate(
    `JSON.stringify([...document.querySelectorAll('h1, button, input, a')].map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width]; }))`,
  );

for (const locale of journeyLocales('fr')) {
  test(`someone reads what a page, an error and a mail say in a second language, in ${locale}`, async ({ browser }) => {
    const other = locale === 'en' ? 'fr' : 'en';
    const [t, o] = [says(locale), says(other)];
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));

    // Before signing in, from the list of languages; nothing of the other language is here yet.
    await page.goto(`${demoUrl()}/sign-in`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(fetched.filter((path) => path.startsWith(`/locales/${other}/`) || path.includes('SentenceTips'))).toEqual([]);
    const languages = page.getByRole('banner').getByRole('combobox');
    await tabTo(page, languages);
    await page.keyboard.press('End');
    const dialog = page.getByRole('dialog', { name: t('second.label') });
    await keyOn(page, dialog.getByRole('button', { name: t('second.tip') }));
    if (locale === 'en') await dialog.getByRole('combobox').selectOption({ label: localeNames[other] });
    await expectSound(page, 'the choice of a second language');
    await page.keyboard.press('Escape');
    // With the tip of the button first, then the dialog.
    if (await dialog.isVisible()) await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(languages).toHaveValue(locale);

    // Each control that the keyboard reaches; the field says what is wrong with it as well.
    const before = await places(page);
    const email = page.getByLabel(t('signin.email'), { exact: true });
    await tabTo(page, email);
    await expect(told(page)).toContainText(o('signin.email'));
    expect(await places(page)).toBe(before);
    await expectSound(page, 'a field in two languages');
    await keyIn(page, email, 'nobody');
    await page.keyboard.press('Enter');
    await expect(page.getByText(t('signin.email_wrong')).first()).toBeVisible();
    await page.keyboard.press('Tab');
    await tabTo(page, email, 'Shift+Tab');
    await expect(told(page)).toContainText(o('signin.email_wrong'));
    await expect(email).toHaveAccessibleDescription(new RegExp(o('signin.email')));
    await page.keyboard.press('Escape');
    await expect(told(page)).toBeHidden();

    // Under the pointer; the way to the tip does not close it.
    const title = page.getByRole('heading', { level: 1 });
    await title.hover({ position: { x: 12, y: 14 } });
    await expect(told(page)).toHaveText(o('signin.title'));
    await told(page).hover();
    await expect(told(page)).toBeVisible();
    await page.mouse.move(2, 2);
    await expect(told(page)).toBeHidden();

    // Signed in, and switched off again: a held key is enough.
    await signInByApi(context, demoUrl(), adminOf(locale));
    const [company] = await accountsOf(context, demoUrl());
    await page.goto(`${demoUrl()}/a/${company?.accountId ?? ''}/people`);
    const [, behindName = ''] = t('shell.me.button', { name: '§' }).split('§');
    await keyOn(page, page.getByRole('button', { name: behindName }));
    await page.getByRole('menuitem', { name: t('frame.second') }).press('Enter');
    await keyOn(page, dialog.getByRole('button', { name: t('second.off') }));
    await page.keyboard.press('Escape');
    if (await dialog.isVisible()) await page.keyboard.press('Escape');
    const invite = page.getByRole('main').getByRole('link', { name: t('members.invite.open') });
    await tabTo(page, invite);
    await expect(told(page)).toBeHidden();
    await page.keyboard.down('Alt');
    await expect(told(page)).toHaveText(o('members.invite.open'));
    await page.keyboard.up('Alt');
    await expect(told(page)).toBeVisible();
    // What can be done with it is the next to be reached; Escape leads back.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: t('second.suggest') })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(told(page)).toBeHidden();
    await expect(invite).toBeFocused();
    // From sentence to sentence, also where nothing can be focused.
    await page.keyboard.press('Alt+ArrowDown');
    await expect(told(page)).toBeVisible();
    const first = await told(page).textContent();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(told(page)).not.toHaveText(first ?? '');
    await expectSound(page, 'walking through the sentences');
    await context.close();

    // A mail in their language leads to its English, without the code.
    if (locale === 'en') return;
    const visitor = await openBrowser(browser, locale);
    const asked = await visitor.request.post(`${demoUrl()}/api/public/sign-in/mail-code-request`, { data: { email: adminOf(locale) } });
    expect(asked.ok()).toBe(true);
    const mail = await mailTo(visitor, demoUrl(), adminOf(locale), 'identity.sign_in_code');
    const letter = await visitor.newPage();
    await letter.goto(mail.english ?? '');
    const inEnglish = letter.getByRole('article', { name: localeNames.en });
    await expect(inEnglish).toContainText(says('en')('mails.identity.sign_in_code.subject', { center: '' }).trim());
    await expect(letter.getByText(mail.code ?? '', { exact: false })).toHaveCount(0);
    await letter.getByRole('switch', { name: t('second.both') }).press('Space');
    await expect(letter.getByRole('article', { name: localeNames[locale] })).toContainText(mail.subject);
    await expectSound(letter, 'a mail in two languages');
    await visitor.close();
  });
}

for (const locale of journeyLocales('zh-TW')) {
  test(`someone reads a sentence in a second language with a finger that rests on it, in ${locale}`, async ({ browser }) => {
    const [t, o] = [says(locale), says(locale === 'en' ? 'fr' : 'en')];
    const context = await browser.newContext({ locale, hasTouch: true, viewport: { width: 390, height: 800 }, extraHTTPHeaders: ownAddress() });
    await speak(context, demoUrl(), locale);
    const page = await context.newPage();
    const touch = await context.newCDPSession(page);
    /** The finger rests until the tip is there, and is lifted. */
    const rest = async (on: Locator, said: string) => {
      await on.scrollIntoViewIfNeeded();
      const box = await on.boundingBox();
      const at = { x: (box?.x ?? 0) + Math.min(12, (box?.width ?? 0) / 2), y: (box?.y ?? 0) + 10 };
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
      // No finger is quite still.
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: at.x + 2, y: at.y + 1 }] });
      await expect(told(page)).toHaveText(said);
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };

    // The first time too, when the code of the tips is not here yet: the button does not do what it says.
    await page.goto(`${demoUrl()}/sign-in`);
    await rest(page.getByRole('button', { name: t('signin.continue'), exact: true }), o('signin.continue'));
    await rest(page.getByRole('heading', { level: 1 }), o('signin.title'));
    await rest(page.getByRole('link', { name: t('signin.cannot_get_in') }), o('signin.cannot_get_in'));
    await expect(page.getByText(t('signin.email_wrong'))).toHaveCount(0);
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(told(page)).toBeVisible();
    await expectSound(page, 'a sentence under a finger');

    // A tap puts it away and is a tap again.
    await page.getByRole('link', { name: t('signin.cannot_get_in') }).tap();
    await expect(page).not.toHaveURL(/\/sign-in$/);
    await expect(told(page)).toBeHidden();

    // In an article, of which the other language is fetched with the first sentence.
    await page.goto(`${demoUrl()}/help/sign-in`);
    const sentence = page.locator('main p [data-at]').first();
    const other = await (await context.request.get(`${demoUrl()}/api/public/help/articles/sign-in?locale=${locale === 'en' ? 'fr' : 'en'}`)).json();
    await rest(sentence, plainText(sentencesIn((other as HelpArticle).blocks[0] as Block)[0] ?? []));
    await context.close();
  });
}
