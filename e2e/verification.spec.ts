import { expect, test } from '@playwright/test';
import { verification } from '../src/features/verification/contract.ts';
import { as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, settled, signInByApi } from './people.ts';

/** The smallest whole PDF that there is. */
const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
/** The verifier of the demo works in a language of their own, whichever that of the company. */
const verifier = demoOperators.find(({ role }) => role === 'op_verifier')?.locale ?? 'en';

for (const locale of journeyLocales('fr')) {
  test(`the operator asks back, the company answers, the operator authorizes, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const d = says(verifier);
    const owner = await signUpCompany(browser, locale);
    const { accountId, name } = owner.company;
    const desk = await openBrowser(browser, verifier);
    await signInByApi(desk, demoUrl(), operatorEmail('op_verifier'));
    const center = ((await as(owner.context, verification, accountId).getVerification({})) as { desk: { name: string } }).desk.name;

    // The queue leads to the case; a question takes it out of the queue.
    const review = await desk.newPage();
    await review.goto(`${demoUrl()}/operator/verification?q=${owner.company.domain}`);
    await review.getByRole('link', { name }).click();
    await expect(review.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expectSound(review, 'a case');
    const question = 'Le registre indique une autre rue ?';
    await review.getByRole('button', { name: d('verification.decide.ask_open') }).click();
    await review.getByRole('button', { name: d('verification.decide.ask') }).click();
    await expect(review.locator('[name="question"]')).toHaveAttribute('aria-invalid', 'true');
    await review.locator('[name="question"]').fill(question);
    await expectSound(review, 'asking');
    await review.getByRole('button', { name: d('verification.decide.ask') }).click();
    await expect(review.getByText(d('verification.decide.asked', { company: name }))).toBeVisible();
    await expect(review.getByText(d('accounts.vetting.asked'))).toBeVisible();

    // The company is told by mail and on Home, and answers where the link leads.
    const mail = await mailTo(owner.context, demoUrl(), owner.email, 'verification.told');
    expect(mail.subject).toBe(t('mails.verification.told.asked.subject', { company: name }));
    const page = await owner.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}`);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts.task.verification_question.action') })
      .first()
      .click();
    await expect(page.getByText(t('verification.next.answer.title', { center }))).toBeVisible();
    expect(mail.url).toBe(page.url());
    await expect(page.getByText(question).first()).toBeVisible();
    await settled(page);
    await expectSound(page, 'a question to the company');
    await page.getByLabel(t('verification.answer.label'), { exact: true }).fill('Nous avons déménagé en mars.');
    await page.getByRole('button', { name: t('verification.answer.send') }).click();
    await expect(page.getByText(t('verification.answer.sent'))).toBeVisible();
    await expect(page.getByText(t('verification.next.wait.title', { center }))).toBeVisible();
    await expect(page.getByText(t('verification.answer.label'), { exact: true })).toBeHidden();

    // The answer stands beside the question; the decision is told.
    await review.goto(`${demoUrl()}/operator/verification?q=${owner.company.domain}`);
    await review.getByRole('link', { name }).click();
    await expect(review.getByText('Nous avons déménagé en mars.').first()).toBeVisible();
    await review.getByRole('button', { name: d('verification.decide.authorize') }).click();
    await expect(review.getByText(d('verification.decide.authorized', { company: name }))).toBeVisible();
    await expect(review.getByRole('button', { name: d('verification.decide.authorize') })).toBeHidden();
    await page.reload();
    await expect(page.getByText(t('verification.next.done.title', { company: name }))).toBeVisible();
    await expectSound(page, 'a verified company');
    await Promise.all([owner.context.close(), desk.close()]);
  });
}

for (const locale of journeyLocales('zh-TW')) {
  test(`a rejected company learns why, corrects its data and is checked again, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const d = says(verifier);
    const owner = await signUpCompany(browser, locale);
    const { accountId, name } = owner.company;
    const desk = await openBrowser(browser, verifier);
    await signInByApi(desk, demoUrl(), operatorEmail('op_verifier'));
    const review = await desk.newPage();
    await review.goto(`${demoUrl()}/operator/verification/${accountId}`);
    await review.getByRole('button', { name: d('verification.decide.reject_open') }).click();
    await review.locator('[name="reason"]').selectOption('name_differs');
    // The verifier sees what the company will be told to do.
    await expect(review.getByText(d('verification.decide.satisfies', { cure: d('accounts.satisfy.name_differs') }))).toBeVisible();
    await review.locator('[name="note"]').fill('Tidewater Networks Ltd.');
    await expectSound(review, 'rejecting');
    await review.getByRole('button', { name: d('verification.decide.propose') }).click();
    await expect(review.getByText(d('verification.proposal.withdraw'))).toBeVisible();
    // Of one verifier alone the company hears nothing; the second agrees.
    const page = await owner.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/verification`);
    await expect(page.getByText(t('verification.checks'))).toBeVisible();
    await expect(page.getByText(t('accounts.rejected.name_differs'))).toBeHidden();
    const other = await openBrowser(browser, 'en');
    await signInByApi(other, demoUrl(), operatorEmail('op_root'));
    const second = await other.newPage();
    await second.goto(`${demoUrl()}/operator/verification/${accountId}`);
    await expectSound(second, 'a proposal');
    await second.getByRole('button', { name: says('en')('verification.proposal.agree') }).click();
    await expect(second.getByText(says('en')('verification.decide.rejected', { company: name }))).toBeVisible();
    await other.close();

    await page.reload();
    await expect(page.getByText(t('accounts.rejected.name_differs')).first()).toBeVisible();
    await expectSound(page, 'a rejection');
    // A paper is sent in place, and stays.
    await page.locator('input[type="file"]').setInputFiles({ name: '登記.pdf', mimeType: 'application/pdf', buffer: smallPdf });
    await page.getByRole('button', { name: t('verification.paper_send') }).click();
    await expect(page.getByText(t('verification.paper_sent', { name: '登記.pdf' }))).toBeVisible();
    await expect(page.getByText(t('verification.paper.open'))).toBeVisible();
    await review.reload();
    await review.getByRole('button', { name: d('verification.paper.refuse_open') }).click();
    await review.locator('[name="reason"]').selectOption('out_of_date');
    await review.getByRole('button', { name: d('verification.paper.refuse') }).click();
    await expect(review.getByText(d('verification.paper.refused'))).toBeVisible();
    // What the register says stands beside what the company says.
    await review.getByRole('button', { name: d('verification.case.compare_open') }).click();
    await review.locator('[name="name"]').fill('Tidewater Networks Ltd.');
    await review
      .getByRole('button', { name: d('verification.case.compare') })
      .last()
      .click();
    await expect(review.getByText(d('verification.case.compare_done'))).toBeVisible();
    await page.reload();
    await expect(page.getByText(t('verification.paper_refused.out_of_date'))).toBeVisible();
    await expect(page.getByText(t('verification.outcome.differs'))).toBeVisible();
    await expectSound(page, 'a refused paper');
    await page.goto(`${demoUrl()}/a/${accountId}/company?edit=legal`);
    await page.locator('[name="name"]').fill('Tidewater Networks Ltd.');
    await page
      .getByRole('button', { name: t('ui.save'), exact: true })
      .or(page.locator('form button[type="submit"]'))
      .first()
      .click();
    await expect(page.getByText(t('accounts.vetting.pending_title'))).toBeVisible();
    await review.reload();
    await expect(review.getByRole('heading', { name: 'Tidewater Networks Ltd.', level: 1 })).toBeVisible();
    await expect(review.getByText(d('verification.history.changed', { fields: d('accounts.checked.name') }))).toBeVisible();
    await Promise.all([owner.context.close(), desk.close()]);
  });
}
