import { expect, test } from '@playwright/test';
import { verification } from '../src/features/verification/contract.ts';
import { as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, settled, signInByApi } from './people.ts';

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
    await review.getByRole('button', { name: d('verification.decide.reject') }).click();
    await expect(review.getByText(d('verification.decide.rejected', { company: name }))).toBeVisible();

    const page = await owner.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/verification`);
    await expect(page.getByText(t('accounts.rejected.name_differs')).first()).toBeVisible();
    await expectSound(page, 'a rejection');
    await page.getByRole('link', { name: t('verification.correct_data') }).click();
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
