import { expect, test } from '@playwright/test';
import { type Locale, locales } from '../src/core/locale.ts';
import { keyIn, keyOn, keyPick } from './keys.ts';
import { openBrowser } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, operatorEmail, operatorLocale, says, signInByApi } from './people.ts';

const name = (locale: Locale, country: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? '';
const header = 'country,purpose,kind,value,languages,tz,days,open,close';

// One after the other: each brings a whole directory.
test.describe.configure({ mode: 'default' });

for (const locale of journeyLocales('es')) {
  test(`someone who is locked out finds whom to call, and the operator keeps the directory, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const digit = locales.indexOf(locale);
    const [byFile, byHand] = [`+351 21 999 000${digit}`, `+351 21 999 010${digit}`];
    const reads = operatorLocale('op_support_agent');
    const d = says(reads);
    const stranger = await openBrowser(browser, locale);
    const page = await stranger.newPage();

    // From the sign-in page, by keyboard alone.
    await page.goto(`${demoUrl()}/sign-in`);
    await keyOn(page, page.getByRole('link', { name: t('frame.help') }));
    await page.waitForURL('**/support');
    await expect(page.getByRole('link', { name: t('support.recover') })).toBeVisible();
    const country = page.getByRole('combobox', { name: t('support.country') });
    // Who reads French is taken for someone in France.
    if ((await country.inputValue()) !== name(locale, 'FR')) {
      await keyPick(page, country, name(locale, 'FR'), name(locale, 'FR'));
    }
    const call = page.getByRole('link', { name: '01 99 00 12 34' });
    await expect(call).toHaveAttribute('href', 'tel:+33199001234');
    await expect(page.getByRole('link', { name: 'partners@northwind.example' })).toBeVisible();
    await expectSound(page, 'contacts of a country');
    // What is chosen stands in the address.
    await page.getByLabel(t('support.purpose'), { exact: true }).selectOption('billing');
    await expect(page.getByRole('link', { name: 'facturation@northwind.example' })).toBeVisible();
    expect(new URL(page.url()).search).toContain('purpose=billing');

    // The operator brings a file with two mistakes, mends them, sees what it will do, and does it.
    const operators = await openBrowser(browser, locale);
    await signInByApi(operators, demoUrl(), operatorEmail('op_support_agent'));
    const desk = await operators.newPage();
    await desk.goto(`${demoUrl()}/operator/support-contacts`);
    await expectSound(desk, 'the directory');
    await keyOn(desk, desk.getByRole('link', { name: d('contacts.import'), exact: true }));
    await desk.waitForURL('**/import');
    const exported = await (await operators.request.get(`${demoUrl()}/api/operator/support-contact-file`)).text();
    const kept = exported.trimEnd();
    const lines = kept.slice(kept.indexOf('\n') + 1);
    const choose = (text: string) => desk.locator('input[type=file]').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose(`${header}\nPT,*,phone,12,pt,Europe/Lisbon,mon-fri,09:00,18:00\nPT,*,email,ajuda@northwind.example,pt,Lisboa,,,\n`);
    await expect(desk.getByText(d('contacts.faults', { count: 2 }))).toBeVisible();
    await expect(desk.getByText(d('contacts.place', { row: 2, column: 'value' }))).toBeVisible();
    await expect(desk.getByText(d('contacts.fault.not_a_phone', { value: '12' }))).toBeVisible();
    await expect(desk.getByText(d('contacts.place', { row: 3, column: 'tz' }))).toBeVisible();
    await expectSound(desk, 'two mistakes');
    const columns = kept
      .slice(0, kept.indexOf('\n'))
      .trim()
      .replace(/^\uFEFF/, '')
      .split(',');
    const portuguese = lines.split('\n').filter((line) => line.split(',')[columns.indexOf('country')] === 'PT').length;
    const mended = columns.map((column) => ({ country: 'PT', kind: 'phone', value: byFile, languages: 'pt', tz: 'Europe/Lisbon' })[column] ?? '').join(',');
    await choose(`${columns.join(',')}\n${lines}\n${mended}\n`);
    await expect(desk.getByRole('heading', { name: d('contacts.changes', { count: 1 }) })).toBeVisible();
    await expect(desk.getByText(d('contacts.changes_text', { count: lines.split('\n').length }))).toBeVisible();
    await keyOn(desk, desk.getByRole('button', { name: d('contacts.apply', { count: 1 }) }));
    await desk.waitForURL('**/operator/support-contacts');
    await expect(desk.getByRole('link', { name: byFile })).toBeVisible();

    // The stranger sees it.
    await page.goto(`${demoUrl()}/support?country=PT`);
    await expect(page.locator(`a[href="tel:${byFile.replaceAll(' ', '')}"]`)).toBeVisible();

    // One more by hand, with hours, and away with it again.
    await keyOn(desk, desk.getByRole('link', { name: d('contacts.add') }));
    await desk.waitForURL('**/new');
    await keyPick(desk, desk.getByRole('combobox', { name: d('support.country') }), name(reads, 'PT'), name(reads, 'PT'));
    await keyIn(desk, desk.getByLabel(d('contacts.value'), { exact: true }), '12');
    await keyIn(desk, desk.getByLabel(d('contacts.languages'), { exact: true }), 'pt en');
    await keyOn(desk, desk.getByRole('button', { name: d('contacts.add_span') }));
    await expect(desk.getByLabel(d('contacts.open'), { exact: true })).toHaveValue('09:00');
    const save = desk.getByRole('button', { name: d('contacts.save') });
    await keyOn(desk, save);
    await expect(desk.getByText(d('fields.not_a_phone')).first()).toBeVisible();
    await expectSound(desk, 'a number that is none');
    await keyIn(desk, desk.getByLabel(d('contacts.value'), { exact: true }), byHand);
    await keyOn(desk, save);
    await desk.waitForURL('**/operator/support-contacts');
    await keyOn(desk, desk.getByRole('button', { name: d('contacts.remove_one', { name: byHand }) }));
    await expect(desk.getByRole('dialog')).toContainText(d('contacts.remove_stays', { country: name(reads, 'PT'), count: portuguese + 1 }));
    await keyOn(desk, desk.getByRole('dialog').getByRole('button', { name: d('contacts.remove'), exact: true }));
    await expect(desk.getByRole('link', { name: byHand })).toHaveCount(0);
    await stranger.close();
    await operators.close();
  });
}
