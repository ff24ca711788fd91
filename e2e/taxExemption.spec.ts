import { expect, test } from '@playwright/test';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, signInByApi } from './people.ts';

/** The verifier of the demo works in a language of their own, whichever that of the company. */
const verifier = demoOperators.find(({ role }) => role === 'op_verifier')?.locale ?? 'en';
const paper = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
});

for (const locale of journeyLocales('es')) {
  test(`a company sends in a tax certificate, is asked, mends it, and it is accepted, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const d = says(verifier);
    const owner = await signUpCompany(browser, locale);
    const { accountId, name } = owner.company;
    const desk = await openBrowser(browser, verifier);
    await signInByApi(desk, demoUrl(), operatorEmail('op_verifier'));

    // A page is no certificate, whatever it is called; then the right file.
    const page = await owner.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/tax-exemption`);
    await page.getByRole('button', { name: t('tax.file') }).click();
    await page.locator('[name="certificate"]').fill('EX-771');
    const year = new Date().getUTCFullYear();
    await page.locator('[name="validFrom"]').fill(`${year - 1}-01-01`);
    await page.locator('[name="validUntil"]').fill(`${year + 3}-12-31`);
    await page.getByRole('button', { name: t('tax.send'), exact: true }).click();
    await expect(page.getByText(t('tax.paper_needed'))).toBeVisible();
    await page.locator('input[type=file]').setInputFiles({ name: 'certificado.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html></html>') });
    await page.getByRole('button', { name: t('tax.send'), exact: true }).click();
    await expect(page.getByText(t('problems.papers.not_allowed', { name: 'certificado.pdf' }))).toBeVisible();
    await expectSound(page, 'a certificate to send in');
    await page.getByRole('button', { name: t('ui.paper_leave', { name: 'certificado.pdf' }) }).click();
    await page.locator('input[type=file]').setInputFiles(paper('certificado de exención.pdf'));
    await page.getByRole('button', { name: t('tax.send'), exact: true }).click();
    const card = page.getByRole('article', { name: 'EX-771' });
    await expect(card.getByText(t('tax.standing.submitted'))).toBeVisible();

    // The operator finds it in the queue and asks.
    const review = await desk.newPage();
    await review.goto(`${demoUrl()}/operator/tax-exemptions`);
    await review.getByRole('link', { name }).click();
    await expect(review.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(review.getByText('certificado de exención.pdf', { exact: true })).toBeVisible();
    await review.getByRole('button', { name: d('tax.desk.ask_open') }).click();
    await review.locator('[name="question"]').fill('¿Para qué sede vale?');
    await expectSound(review, 'a certificate on the desk');
    await review.getByRole('button', { name: d('tax.desk.ask'), exact: true }).click();
    await expect(review.getByText(d('tax.desk.ask_done', { company: name }))).toBeVisible();

    // The company is told, and Home leads to the answer.
    await mailTo(owner.context, demoUrl(), owner.email, 'notices.notice');
    await page.goto(`${demoUrl()}/a/${accountId}`);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts.task.tax_question.action'), exact: true })
      .click();
    await expect(card.getByText('¿Para qué sede vale?')).toBeVisible();
    await card.getByRole('button', { name: t('tax.mend_open') }).click();
    await page.locator('[name="answer"]').fill('Para la de Madrid.');
    await page.locator('input[type=file]').setInputFiles(paper('anexo.pdf'));
    await expectSound(page, 'an answer');
    await card.getByRole('button', { name: t('tax.mend'), exact: true }).click();
    await expect(card.getByText(t('tax.standing.submitted'))).toBeVisible();
    await expect(card.getByRole('form')).toHaveCount(0);
    await expect(card.getByText('anexo.pdf', { exact: true })).toBeVisible();

    // Read again, it is right.
    await review.reload();
    await expect(review.getByText('Para la de Madrid.')).toBeVisible();
    await review.getByRole('button', { name: d('tax.desk.accept'), exact: true }).click();
    await expect(review.getByText(d('tax.desk.accepted', { company: name }))).toBeVisible();
    await page.reload();
    await expect(card.getByText(t('tax.standing.accepted'))).toBeVisible();
    await expectSound(page, 'an exemption in force');
    await Promise.all([owner.context.close(), desk.close()]);
  });
}
