import { expect, test } from '@playwright/test';
import { identity } from '../src/features/identity/contract.ts';
import { keyIn, keyOn } from './keys.ts';
import { addPhone, addWay, as, openBrowser, signUpCompany } from './newcomers.ts';
import { expectSound, journeyLocales, says } from './people.ts';
import { getStuck, showCode } from './stuck.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`someone whose old mailbox is gone gets in by keyboard alone, with another address and a phone, in ${locale}`, async ({ browser }) => {
    const person = await signUpCompany(browser, locale);
    const t = says(locale);
    const other = `other@${person.company.domain}`;
    await addWay(person, { kind: 'email', value: other });
    const phone = await addPhone(person);
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();

    await getStuck(page, person, 'mailbox', 'picture');
    await keyOn(page, page.getByRole('button', { name: t('recovery.way.typed') }));
    await keyIn(page, page.getByLabel(t('recovery.prove.typed')), other);
    await expectSound(page, 'another address, typed in full');
    await keyOn(page, page.getByRole('button', { name: t('recovery.prove.typed_send'), exact: true }));
    await showCode(page, person, other);

    await expect(page.getByRole('heading', { level: 1, name: t('recovery.next_proof.title') })).toBeVisible();
    const hint = `••• ${phone.slice(-2)}`;
    await keyOn(page, page.getByRole('button', { name: t('recovery.kind.phone', { hint }) }));
    await keyOn(page, page.getByRole('button', { name: t('recovery.prove.send', { to: hint }) }));
    await showCode(page, person, phone);

    await expect(page.getByRole('heading', { level: 1, name: t('recovery.finish.title') })).toBeVisible();
    await expect(page.getByRole('radio', { name: other, exact: true })).toBeChecked();
    await expectSound(page, 'which address');
    await keyOn(page, page.getByRole('button', { name: t('recovery.finish.go_in'), exact: true }));

    await page.waitForURL(/\/a\/[0-9a-f-]{36}$/);
    expect(await as(context, identity).getMe({})).toMatchObject({ email: other });
    for (const each of [context, person.context]) await each.close();
  });
}
