import { expect, test } from '@playwright/test';
import { keyIn, keyOn } from './keys.ts';
import { addApp, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, signInByApi } from './people.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`the operator suspends a company, which reads why, answers and comes back, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const [t, en] = [says(locale), says('en')];
    const company = await signUpCompany(browser, locale);
    await addApp(company);
    const { accountId, name } = company.company;
    const desk = await openBrowser(browser, locale);
    await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
    const theirs = await desk.newPage();
    const words = '2026年9月的账单尚未支付。';

    await test.step('the operator says why, from the list and in words', async () => {
      await theirs.goto(`${demoUrl()}/operator/accounts/${accountId}/suspension`);
      await expect(theirs.getByRole('heading', { name: en('accounts.standing.of', { company: name }) })).toBeVisible();
      await theirs.getByRole('radio', { name: en('accounts.suspended_for.unpaid_invoice') }).focus();
      await theirs.keyboard.press('Space');
      await keyIn(theirs, theirs.getByRole('textbox', { name: en('accounts.standing.words') }), words);
      await expectSound(theirs, 'to suspend');
      await keyOn(theirs, theirs.getByRole('button', { name: en('accounts.standing.suspend'), exact: true }));
      await expect(theirs.getByRole('button', { name: en('accounts.standing.lift'), exact: true })).toBeVisible();
    });

    const page = await company.context.newPage();
    await test.step('the company is told by mail and on every page, with the way back', async () => {
      expect((await mailTo(company.context, demoUrl(), company.email, 'members.standing')).subject).toContain(name);
      await page.goto(`${demoUrl()}/a/${accountId}`);
      const banner = page.getByRole('region', { name: t('accounts.standing.label') });
      await expect(banner.getByText(t('accounts.suspended_for.unpaid_invoice'))).toBeVisible();
      await keyOn(page, banner.getByRole('link', { name: t('accounts.standing.way_back') }));
      await page.waitForURL((at) => at.pathname.endsWith('/standing'));
      await expect(page.getByText(words)).toBeVisible();
      await expect(page.getByRole('heading', { name: t('accounts.standing.closed') })).toBeVisible();
      await expectSound(page, 'suspended');
      await keyOn(page, page.getByRole('link', { name: t('accounts.standing.answer') }));
      await page.waitForURL((at) => at.search.includes('topic=suspension'));
      await expect(page.getByText(t('support_requests.help.suspension'))).toBeVisible();
    });

    await test.step('the operator lifts it; nothing is closed any more', async () => {
      await keyIn(theirs, theirs.getByRole('textbox', { name: en('accounts.standing.lifted_words') }), '款项已收到。');
      await keyOn(theirs, theirs.getByRole('button', { name: en('accounts.standing.lift'), exact: true }));
      await expect(theirs.getByRole('button', { name: en('accounts.standing.lift'), exact: true })).toBeHidden();
      await expect(theirs.getByText(en('accounts.standing.state.active')).first()).toBeVisible();
      await page.goto(`${demoUrl()}/a/${accountId}/standing`);
      await expect(page.getByText(t('accounts.standing.good'))).toBeVisible();
      await expect(page.getByRole('region', { name: t('accounts.standing.label') })).toBeHidden();
    });
    await Promise.all([company.context.close(), desk.close()]);
  });
}
