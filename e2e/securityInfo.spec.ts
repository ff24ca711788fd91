import { expect, test } from '@playwright/test';
import { keyIn, keyOn, tabTo } from './keys.ts';
import { addApp, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';

for (const locale of journeyLocales('es')) {
  test(`someone keeps a phone as a way back in, and shuts the door on a change that was not theirs, by keyboard alone, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    const page = await person.context.newPage();
    const digits = `612${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;
    const shown = `+34 ${digits.replace(/^(\d{3})(\d{2})(\d{2})(\d{2})$/, '$1 $2 $3 $4')}`;

    await page.goto(`${demoUrl()}/me/security`);
    await expect(page.getByText(t('security.ways.one.title'))).toBeVisible();
    const app = await addApp(person);

    // Added, and proved by the text that lies in the operator's mailbox.
    await keyOn(page, page.getByRole('button', { name: t('security.ways.add_phone') }));
    await keyIn(page, page.getByRole('textbox', { name: t('security.ways.phone') }), `+34${digits}`);
    await expectSound(page, 'adding a phone number');
    await keyOn(page, page.getByRole('button', { name: t('security.ways.send') }));
    await expect(page.getByText(t('security.ways.sent_phone', { to: shown, minutes: 10 }))).toBeVisible();
    await expectSound(page, 'the code of a phone number');
    const first = await mailTo(person.context, demoUrl(), `+34${digits}`, 'identity.way_code');
    await keyIn(page, page.getByLabel(t('security.ways.code')), first.code ?? '');
    await expect(page.getByText(t('security.ways.confirmed', { name: shown }))).toBeVisible();
    await expect(page.getByText(t('security.ways.one.title'))).toBeHidden();

    // Tested: a further code, which is confirmed.
    await keyOn(page, page.getByRole('button', { name: t('ui.named', { label: t('security.ways.test'), value: shown }) }));
    await expect(page.getByText(t('security.ways.sent_phone', { to: shown, minutes: 10 }))).toBeVisible();
    await expect
      .poll(async () => (await mailTo(person.context, demoUrl(), `+34${digits}`, 'identity.way_code')).code, { message: 'a further code' })
      .not.toBe(first.code);
    const second = await mailTo(person.context, demoUrl(), `+34${digits}`, 'identity.way_code');
    await keyIn(page, page.getByLabel(t('security.ways.code')), second.code ?? '');
    await expect(page.getByLabel(t('security.ways.code'))).toBeHidden();

    // Removed, with the keyboard through the menu of the line.
    await keyOn(page, page.getByRole('button', { name: t('security.ways.more', { name: shown }) }));
    const remove = page.getByRole('menuitem', { name: t('security.ways.remove') });
    await tabTo(page, remove, 'ArrowDown');
    await page.keyboard.press('Enter');
    await keyOn(
      page,
      page
        .getByRole('alertdialog')
        .or(page.getByRole('dialog'))
        .getByRole('button', { name: t('security.ways.remove'), exact: true }),
    );
    await expect(page.getByText(t('security.ways.removed', { name: shown }))).toBeVisible();
    await expect(page.getByText(shown, { exact: true })).toBeHidden();
    await expectSound(page, 'security without the phone');

    // The mail about it: opened elsewhere, it says what it does before it does it.
    const { url = '' } = await mailTo(person.context, demoUrl(), person.email, 'identity.security');
    const elsewhere = await openBrowser(browser, locale);
    const door = await elsewhere.newPage();
    await door.goto(url);
    await expect(door.getByRole('heading', { name: t('signin.not_me.title'), level: 1 })).toBeVisible();
    await expect(door.getByText(t('signin.not_me.ends'))).toBeVisible();
    await expectSound(door, 'this was not me');
    await keyOn(door, door.getByRole('button', { name: t('signin.not_me.submit') }));
    await expect(door.getByRole('heading', { name: t('signin.not_me.done.title'), level: 1 })).toBeVisible();
    await expectSound(door, 'the door is shut');

    // The other session is over, and the right password with the right code says why nobody gets in.
    // A page that is still open may lead to signing in by itself, across whatever is opened next.
    await page.close();
    const back = await person.context.newPage();
    await back.goto(`${demoUrl()}/me/security`);
    await back.waitForURL(/\/sign-in/);
    await keyIn(back, back.getByLabel(t('signin.email')), person.email);
    await back.keyboard.press('Enter');
    await keyIn(back, back.getByLabel(t('signin.password'), { exact: true }), demoPassword);
    await back.keyboard.press('Enter');
    await keyIn(back, back.getByLabel(t('signin.totp.field')), await app.next());
    await expect(back.getByRole('alert').filter({ hasText: t('problems.identity.frozen') })).toBeVisible();
    await expect(back.getByRole('link', { name: t('problems.go.identity.frozen') })).toHaveAttribute('href', '/recover');
    await expectSound(back, 'a frozen sign-in');
    await Promise.all([person.context.close(), elsewhere.close()]);
  });
}
