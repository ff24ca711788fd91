import { expect, test } from '@playwright/test';
import { closing } from '../src/features/closing/contract.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { addApp, addColleague, as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, operatorLocale, says, signInByApi } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`a company asks to close its account, a second admin agrees, it is taken back, and asked again it closes, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const asker = await signUpCompany(browser, locale);
    await addApp(asker);
    const second = await addColleague(browser, asker, ['global_admin']);
    await addApp(second);
    const { accountId, name } = asker.company;
    const page = await asker.context.newPage();
    const theirs = await second.context.newPage();

    await test.step('what closing does stands before the question', async () => {
      await page.goto(`${demoUrl()}/a/${accountId}/closing`);
      await expect(page.getByRole('heading', { name: t('closing.kind.lost') })).toBeVisible();
      await expect(page.getByText(t('closing.effect.people', { count: 2 }))).toBeVisible();
      await expectSound(page, 'before closing');
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('closing.take_all') }).click()]);
      expect(file.suggestedFilename()).toMatch(/^company-\d{7}-.*\.zip$/);
    });

    await test.step('it is asked for with the name of the company', async () => {
      await page.locator('[name="reason"]').selectOption('no_longer_partner');
      await page.locator('[name="name"]').fill('Otra empresa');
      await page.getByRole('button', { name: t('closing.ask_button') }).click();
      await expect(page.getByText(t('fields.company_name_differs')).first()).toBeVisible();
      await expectSound(page, 'another name');
      await page.locator('[name="name"]').fill(name);
      await page.getByRole('button', { name: t('closing.ask_button') }).click();
      await expect(page.getByText(t('closing.waits_for_second'))).toBeVisible();
      await expectSound(page, 'waits for a second');
    });

    await test.step('the second admin is told, and agrees', async () => {
      expect((await mailTo(second.context, demoUrl(), second.email, 'closing.told')).subject).toContain(name);
      await theirs.goto(`${demoUrl()}/a/${accountId}`);
      await theirs
        .getByText(t('accounts.task.closing_asked.title', { name: asker.name }))
        .first()
        .waitFor();
      await theirs.goto(`${demoUrl()}/a/${accountId}/closing`);
      await expect(theirs.getByText(t('closing.your_answer'), { exact: true })).toBeVisible();
      await theirs.getByRole('button', { name: t('closing.agree') }).click();
      await theirs
        .getByRole('dialog')
        .getByRole('button', { name: t('closing.agree') })
        .click();
      await expect(theirs.getByText(t('closing.closes_text'))).toBeVisible();
      // It stands on every page from the next time on which one comes.
      await theirs.goto(`${demoUrl()}/a/${accountId}/people`);
      const banner = theirs.getByRole('region', { name: t('accounts.closing.label') });
      await expect(banner.getByText(t('accounts.closing.text'))).toBeVisible();
      await expectSound(theirs, 'about to close');
    });

    await test.step('the operator sees it', async () => {
      const desk = await openBrowser(browser, operatorLocale('op_root'));
      await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
      const review = await desk.newPage();
      await review.goto(`${demoUrl()}/operator/closings`);
      const d = says(operatorLocale('op_root'));
      await expect(review.getByText(name).first()).toBeVisible();
      await expect(review.getByText(d('closing.state.waiting')).first()).toBeVisible();
      await expectSound(review, 'accounts to close');
      await desk.close();
    });

    await test.step('one press takes it back', async () => {
      await page.reload();
      await page.getByRole('button', { name: t('closing.take_back') }).click();
      await expect(page.getByText(t('closing.state.withdrawn'), { exact: true })).toBeVisible();
      await page.reload();
      await expect(page.getByRole('button', { name: t('closing.ask_button') })).toBeVisible();
      await expect(page.getByRole('region', { name: t('accounts.closing.label') })).toBeHidden();
      await expectSound(page, 'taken back');
    });

    await test.step('asked again, its day comes and nobody is in any more', async () => {
      const [one, two] = [as(asker.context, closing, accountId), as(second.context, closing, accountId)];
      const { closing: asked } = await one.askClosing({ reason: 'other', name });
      await two.agreeToClosing({ closingId: asked?.closingId ?? '', version: asked?.version ?? 0 });
      await inDemoDatabase((database) =>
        database.query("update closings set closes_at = now() - interval '1 minute' where account_id = $1 and state = 'waiting'", [accountId]),
      );
      await inDemoDatabase((database) => database.query("insert into pgboss.job (name, data) values ('closing.watch', '{}')"));
      await expect.poll(async () => (await asker.context.request.get(`${demoUrl()}/api/me/accounts`)).status(), { timeout: 30_000 }).toBe(401);
      await page.goto(`${demoUrl()}/a/${accountId}`);
      await expect(page.getByLabel(t('signin.email'))).toBeVisible();
    });
    await Promise.all([asker.context.close(), second.context.close()]);
  });
}
