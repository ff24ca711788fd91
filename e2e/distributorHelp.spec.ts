import { expect, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { relations } from '../src/features/relations/contract.ts';
import { becomeDistributor } from './distributors.ts';
import { keyIn, keyOn } from './keys.ts';
import { addApp, addColleague, as, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';

for (const locale of journeyLocales('zh-CN')) {
  test(`a reseller lets its distributor help for a while, who starts a link for an admin, by keyboard alone, in ${locale}`, async ({ browser }) => {
    test.slow();
    const t = says(locale);
    const reseller = await signUpCompany(browser, locale);
    await addApp(reseller);
    const stuck = await addColleague(browser, reseller, ['global_admin'], 1);
    const seller = await signUpCompany(browser, locale);
    await addApp(seller);
    await becomeDistributor(browser, seller);
    const distributor = { ...seller.company, context: seller.context };
    const { partnerId } = await as(reseller.context, accounts, reseller.company.accountId).getCompany({});
    const invited = await as(distributor.context, relations, distributor.accountId).inviteReseller({ partnerId });
    await as(reseller.context, relations, reseller.company.accountId).acceptRelation({ relationId: invited.relationId, version: invited.version });

    const page = await reseller.context.newPage();
    await test.step('the reseller agrees', async () => {
      await page.goto(`${demoUrl()}/a/${reseller.company.accountId}/relations/${invited.relationId}`);
      await expect(page.getByText(t('partner_help.none_reseller', { partner: distributor.name }))).toBeVisible();
      await keyOn(page, page.getByRole('button', { name: t('partner_help.agree', { partner: distributor.name }) }));
      await expect(page.getByRole('button', { name: t('partner_help.end') })).toBeVisible();
      await expectSound(page, 'help agreed');
    });

    const theirs = await distributor.context.newPage();
    await test.step('the distributor’s agent sees the names and starts a link', async () => {
      await theirs.goto(`${demoUrl()}/a/${distributor.accountId}/relations/${invited.relationId}`);
      await expect(theirs.getByRole('main').getByText(reseller.name, { exact: true }).first()).toBeVisible();
      await expectSound(theirs, 'help to give');
      await keyOn(theirs, theirs.getByRole('button', { name: t('partner_help.reset_for', { name: stuck.name }) }));
      await keyOn(theirs, theirs.getByRole('dialog').getByRole('button', { name: t('partner_help.reset'), exact: true }));
      await expect(theirs.getByText(t('partner_help.reset_done', { name: stuck.name }))).toBeVisible();
    });

    await test.step('the admin sets a password; the other one is told', async () => {
      const context = await openBrowser(browser, locale);
      const own = await context.newPage();
      const { url = '' } = await mailTo(context, demoUrl(), stuck.email, 'identity.reset_link');
      await own.goto(url);
      await keyIn(own, own.getByLabel(t('signin.link.field'), { exact: true }), 'seven pelicans read maps');
      await keyOn(own, own.getByRole('button', { name: t('signin.link.submit'), exact: true }));
      await own.waitForURL((at) => at.pathname.startsWith('/a/'));
      expect((await mailTo(context, demoUrl(), reseller.email, 'recovery.help_used')).subject).toContain(distributor.name);
      await context.close();
    });

    await test.step('the reseller ends it', async () => {
      await page.reload();
      await keyOn(page, page.getByRole('button', { name: t('partner_help.end') }));
      await expect(page.getByText(t('partner_help.none_reseller', { partner: distributor.name }))).toBeVisible();
      await theirs.reload();
      await expect(theirs.getByText(t('partner_help.none_distributor', { partner: reseller.company.name }))).toBeVisible();
    });
    await Promise.all([reseller.context.close(), stuck.context.close(), distributor.context.close()]);
  });
}
