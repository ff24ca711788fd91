import { expect, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { verification } from '../src/features/verification/contract.ts';
import { keyIn, keyOn } from './keys.ts';
import { addApp, as, type Newcomer, openBrowser, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, signInByApi } from './people.ts';

for (const locale of journeyLocales('en')) {
  test(`two companies read what would happen and become one, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const [keeps, goes] = [await signUpCompany(browser, locale), await signUpCompany(browser, locale)];
    const desk = await openBrowser(browser, 'en');
    await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
    for (const company of [keeps, goes]) {
      await addApp(company);
      const { accountId } = company.company;
      const { version } = await as(desk, verification).getCase({ accountId });
      await as(desk, verification).decide({ accountId, decision: 'authorize', version });
    }
    await desk.close();
    const partnerIdOf = async ({ context, company }: Newcomer) => (await as(context, accounts, company.accountId).getCompany({})).partnerId;
    const [kept, going] = [await partnerIdOf(keeps), await partnerIdOf(goes)];

    const page = await keeps.context.newPage();
    await test.step('one invites the other by its PartnerId', async () => {
      await page.goto(`${demoUrl()}/a/${keeps.company.accountId}/merges`);
      await keyOn(page, page.getByRole('link', { name: t('merges.invite'), exact: true }).first());
      await keyIn(page, page.getByLabel(t('merges.partner_id'), { exact: true }), going);
      await expectSound(page, 'merge invite');
      await keyOn(page, page.getByRole('button', { name: t('merges.send'), exact: true }));
      await page.waitForURL((at) => /\/merges\/[0-9a-f-]{36}$/.test(at.pathname));
      await expect(page.getByText(t('merges.side_by_side'))).toBeHidden();
    });

    const theirs = await goes.context.newPage();
    await test.step('the other reads it in the mail and on the page, and agrees', async () => {
      const mail = await mailTo(goes.context, demoUrl(), goes.email, 'merges.told');
      await theirs.goto(mail.url ?? '');
      await expect(theirs.getByRole('heading', { name: t('merges.side_by_side') })).toBeVisible();
      await expect(theirs.getByText(t('merges.effect.partner_id'))).toBeVisible();
      await expect(theirs.getByText(t('merges.effect.activity_log'))).toBeVisible();
      await expectSound(theirs, 'merge invited');
      await keyOn(theirs, theirs.getByRole('button', { name: t('merges.accept'), exact: true }));
      await keyOn(theirs, theirs.getByRole('dialog').getByRole('button', { name: t('merges.accept'), exact: true }));
      await expect(theirs.getByText(t('merges.accept_done')).first()).toBeVisible();
    });

    await test.step('the first reads the same and begins, with the PartnerId typed', async () => {
      await page.reload();
      await expect(page.getByRole('heading', { name: t('merges.effects') })).toBeVisible();
      await expectSound(page, 'merge agreed');
      await keyOn(page, page.getByRole('button', { name: t('merges.confirm'), exact: true }));
      const dialog = page.getByRole('dialog');
      await keyIn(page, dialog.getByRole('textbox'), going);
      await keyOn(page, dialog.getByRole('button', { name: t('merges.confirm'), exact: true }));
      await expect(page.getByText(t('merges.next.survivor_merged'))).toBeVisible(afterJobs);
      await expectSound(page, 'merged');
    });

    await test.step('whoever came finds everything with the survivor', async () => {
      await theirs.goto(`${demoUrl()}/a/${keeps.company.accountId}/locations`);
      await expect(theirs.getByText(going).first()).toBeVisible();
      await theirs.goto(`${demoUrl()}/a/${keeps.company.accountId}/merges`);
      await expect(theirs.getByText(t('merges.state.merged')).first()).toBeVisible();
      expect(kept).not.toBe(going);
    });
    await Promise.all([keeps.context.close(), goes.context.close()]);
  });
}
