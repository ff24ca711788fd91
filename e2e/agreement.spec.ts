import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { shippedPrograms } from '../src/features/programs/programs.ts';
import { demoCenter, demoOperators } from '../src/main.cli/demoData.ts';
import { verifyPdf } from '../src/server/signedPdf.ts';
import { qualify } from './distributors.ts';
import { addApp, addColleague, anotherBrowser, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says, settled, signInByApi } from './people.ts';

const program = 'reseller_distributor';

for (const locale of journeyLocales('zh-CN')) {
  test(`an agent asks the signer, a global admin reads to the end and accepts, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const csp = shippedPrograms.find((each) => each.program === program)?.texts[locale].name ?? '';
    const admin = await signUpCompany(browser, locale);
    // Signed in before there was a second factor: this session has shown none.
    const context = await anotherBrowser(browser, admin);
    const app = await addApp(admin);
    const agent = await addColleague(browser, admin, ['sales_agent']);
    await qualify(browser, admin);
    const home = `${demoUrl()}/a/${admin.company.accountId}`;

    // Who may not sign sees what waits, and tells who may.
    const theirs = await agent.context.newPage();
    await theirs.goto(`${home}/agreements`);
    await expect(theirs.getByText(t('agreements.blocked', { count: 1, programs: csp }))).toBeVisible();
    await expect(theirs.getByText(t('agreements.signers', { roles: t('roles.global_admin'), people: admin.name }))).toBeVisible();
    await settled(theirs);
    await expectSound(theirs, 'an agreement for who may not sign');
    await theirs.getByRole('button', { name: t('agreements.forward') }).click();
    await expect(theirs.getByText(t('agreements.forwarded'))).toBeVisible();
    // Other mails of what happened to the company may have come before.
    const mail = await mailTo(admin.context, demoUrl(), admin.email, 'notices.notice', ({ url }) => url?.endsWith('/agreements/partner') ?? false);

    // The link leads to the text; the button opens at its end, reached by keyboard.
    const page = await context.newPage();
    await page.goto(mail.url ?? '');
    await settled(page);
    const button = page.getByRole('button', { name: t('agreements.accept.button') });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expectSound(page, 'an agreement to be read');
    // The text may still grow above its end: then one goes on to it.
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(button).not.toHaveAttribute('aria-disabled', 'true', { timeout: 2_000 });
    }).toPass();
    await button.click();
    await expect(page.locator('[name="authority"]')).toHaveAttribute('aria-invalid', 'true');
    await page.locator('[name="authority"]').check();
    await button.click();
    const question = page.getByRole('dialog', { name: t('stepup.title') });
    await question.getByLabel(t('signin.totp.field')).fill(await app.next());
    await expect(page.getByText(t('agreements.accept.done_title', { company: admin.company.name, number: 1 }))).toBeVisible();
    await expect(button).toBeHidden();
    await expectSound(page, 'an accepted agreement');

    // What is downloaded is the text that was read.
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: t('agreements.download') }).click();
    expect((await download).suggestedFilename()).toBe(`partner-all-1-${locale}.md`);

    // The record of it is a document that proves itself.
    const recorded = page.waitForEvent('download');
    await page.getByRole('link', { name: t('agreements.record_pdf_of', { number: 1 }) }).click();
    const record = await recorded;
    expect(record.suggestedFilename()).toMatch(/^partner-all-1-\d+\.pdf$/);
    const file = await readFile(await record.path());
    expect(verifyPdf(file)).toMatchObject({ isWhole: true });

    // Whoever is handed it finds out without an account; with one byte changed it proves nothing.
    const visitor = await openBrowser(browser, locale);
    const desk = await visitor.newPage();
    await desk.goto(`${demoUrl()}/verify`);
    const choose = (name: string, buffer: Buffer) =>
      desk.getByLabel(t('verify.file'), { exact: true }).setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await choose('record.pdf', file);
    await expect(desk.getByText(t('verify.whole', { center: demoCenter.name }))).toBeVisible();
    await expect(desk.getByText(admin.company.name)).toBeVisible();
    await expect(desk.getByText(admin.name, { exact: true })).toBeVisible();
    await expectSound(desk, 'a record that is whole');
    await choose('record.pdf', Buffer.from(file.toString('latin1').replace('%PDF-1.7', '%PDF-1.6'), 'latin1'));
    await expect(desk.getByText(t('verify.record.changed'))).toBeVisible();
    await choose('notes.txt', Buffer.from('Some notes'));
    await expect(desk.getByText(t('verify.neither'))).toBeVisible();
    await expectSound(desk, 'a file that is no record');
    await visitor.close();

    // The program has begun.
    await page.goto(`${home}/programs/${program}`);
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.active'));
    await Promise.all([admin.context.close(), agent.context.close(), context.close()]);
  });
}

// The program manager of the demo works in a language of their own.
test('the operator begins a new version for a region, writes it, looks at it and throws it away', async ({ browser }) => {
  const { locale = 'en', email = '' } = demoOperators.find(({ role }) => role === 'op_program_manager') ?? {};
  const t = says(locale);
  const desk = await openBrowser(browser, locale);
  await signInByApi(desk, demoUrl(), email);
  const page = await desk.newPage();
  await page.goto(`${demoUrl()}/operator/agreements`);
  await settled(page);
  await expectSound(page, 'the texts of the agreements');
  await page.getByRole('link', { name: t('agreements.op.new') }).click();
  const place = page.getByRole('combobox', { name: t('agreements.op.where') });
  await place.fill(t('country.region.new_zealand'));
  await page
    .getByRole('option', { name: t('country.region.new_zealand') })
    .first()
    .click();
  await page.getByRole('button', { name: t('agreements.op.begin') }).click();
  await expect(page.getByText(t('agreements.op.state.draft'), { exact: true })).toBeVisible();
  await page.locator('[name="texts.en.text"]').fill('## 1. Subject\n\nWe sell **together**.');
  await page.getByRole('button', { name: t('agreements.op.save') }).click();
  await expect(page.getByText(t('agreements.op.saved'))).toBeVisible();
  await page.getByRole('main').getByRole('combobox').last().selectOption('en');
  await expect(page.getByRole('strong').filter({ hasText: 'together' })).toBeVisible();
  await expectSound(page, 'a draft');
  await page.getByRole('button', { name: t('agreements.op.remove') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('agreements.op.remove') })
    .click();
  await expect(page.getByRole('heading', { name: t('agreements.op.title'), level: 1 })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: t('country.region.new_zealand') })).toBeHidden();
  await desk.close();
});
