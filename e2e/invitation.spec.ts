import { expect, type Page, test } from '@playwright/test';
import { members } from '../src/features/members/contract.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';
import { addApp, as, call, type Newcomer, openBrowser, personOf, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('es')) {
  test(`a colleague is invited, comes in by the mail and finds what a user may, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const t = says(locale);
    const { company } = admin;
    const [givenName, familyName] = personOf(locale, 1);
    const email = `colleague@${company.domain}`;
    const inviting = await admin.context.newPage();
    await invite(inviting, admin, { email, givenName, familyName });

    const { url = '' } = await mailTo(admin.context, demoUrl(), email, 'members.invitation');
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();
    await page.goto(url);
    await expect(page.getByRole('heading', { name: t('members.join.to', { company: company.name }) })).toBeVisible();
    await expectSound(page, 'the invitation');
    // Mail programs open links to look behind them: that alone does nothing.
    expect((await as(admin.context, members, company.accountId).listInvitations({})).items).toMatchObject([{ email, state: 'open' }]);

    await page.getByRole('button', { name: t('members.join.prove') }).click();
    const { code = '' } = await mailTo(admin.context, demoUrl(), email, 'members.invitation_code');
    await page.getByLabel(t('members.join.code')).fill(code);
    await expect(page.getByLabel(t('ui.given_name'), { exact: true })).toHaveValue(givenName);
    await expect(page.getByLabel(t('ui.family_name'), { exact: true })).toHaveValue(familyName);
    await page.getByLabel(t('members.join.password'), { exact: true }).fill(demoPassword);
    await expectSound(page, 'a new person');
    await page.getByRole('button', { name: t('members.join.accept', { company: company.name }) }).click();

    await expect(page).toHaveURL(`${demoUrl()}/a/${company.accountId}`);
    await expect(page.getByRole('heading', { name: company.name, level: 1 })).toBeVisible();
    await expectWhatAUserMay(page, admin);
    expect((await call(context, members.listMembers, {}, company.accountId)).status()).toBe(403);
    await inviting.reload();
    await expect(inviting.getByRole('row').filter({ hasText: email })).toContainText(t('members.invitation.accepted'));
    await Promise.all([admin.context.close(), context.close()]);
  });
}

for (const locale of journeyLocales('zh-TW')) {
  test(`someone of another company accepts with one click and then works for both, in ${locale}`, async ({ browser }) => {
    const [admin, guest] = await Promise.all([signUpCompany(browser, locale), signUpCompany(browser, locale)]);
    await addApp(admin);
    const t = says(locale);
    const { company } = admin;
    const { email, givenName, familyName } = guest;
    await as(admin.context, members, company.accountId).invite({ people: [{ email, givenName, familyName, roles: ['default_user'], locale }] });
    const { url = '' } = await mailTo(admin.context, demoUrl(), email, 'members.invitation');

    const page = await guest.context.newPage();
    await page.goto(url);
    await expect(page.getByText(t('members.join.as', { email }))).toBeVisible();
    await page.getByRole('button', { name: t('members.join.accept', { company: company.name }) }).click();
    await expect(page).toHaveURL(`${demoUrl()}/a/${company.accountId}`);
    await page.getByRole('button', { name: t('shell.picker.button', { name: company.name }) }).click();
    await expect(page.getByRole('option')).toHaveCount(2);
    await page
      .getByRole('option')
      .filter({ hasText: t('roles.global_admin') })
      .click();
    await expect(page).toHaveURL(`${demoUrl()}/a/${guest.company.accountId}`);

    // Once is enough: whoever else holds the link learns no more from it.
    const stranger = await (await openBrowser(browser, locale)).newPage();
    await stranger.goto(url);
    await expect(stranger.getByText(t('problems.invitations.not_usable', { state: 'accepted' }))).toBeVisible();
    await expect(stranger.getByText(email)).toBeHidden();
    await Promise.all([admin.context.close(), guest.context.close(), stranger.context().close()]);
  });
}

interface Invitee {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

async function invite(page: Page, { locale, company }: Newcomer, { email, givenName, familyName }: Invitee): Promise<void> {
  const t = says(locale);
  await page.goto(`${demoUrl()}/a/${company.accountId}/people`);
  await page.getByRole('link', { name: t('members.invite.open') }).click();
  await page.getByLabel(t('members.invite.email'), { exact: true }).fill(email);
  await page.getByLabel(t('ui.given_name'), { exact: true }).fill(givenName);
  await page.getByLabel(t('ui.family_name'), { exact: true }).fill(familyName);
  await expect(page.getByRole('checkbox', { name: t('roles.default_user'), checked: true })).toBeVisible();
  await expectSound(page, 'inviting');
  await page.getByRole('button', { name: t('members.invite.send', { count: 1 }) }).click();
  await expect(page.getByText(t('members.invite.sent', { count: 1 }))).toBeVisible();
}

/** Home with the people who can help; of the company's pages only those that are for everyone. */
async function expectWhatAUserMay(page: Page, admin: Newcomer): Promise<void> {
  const t = says(admin.locale);
  await expect(page.getByRole('navigation', { name: t('shell.nav') }).getByRole('link')).toHaveText([
    t('shell.home'),
    t('shell.programs'),
    t('shell.resources'),
    t('shell.requests'),
    t('shell.help_center'),
    t('shell.api_keys'),
    t('shell.api_reference'),
    t('shell.support_details'),
  ]);
  const admins = page.getByRole('region', { name: t('members.admins.title') });
  await expect(admins).toContainText(admin.name);
  await expect(admins).toContainText(t('roles.global_admin'));
  await page.getByRole('button', { name: t('shell.settings'), exact: true }).click();
  await expect(page.getByRole('menuitem')).toHaveText([t('shell.settings.programs')]);
  await expect(page.locator('[role="menu"]:focus-within')).toBeVisible();
  await page.keyboard.press('Escape');
  await page
    .getByRole('navigation', { name: t('shell.nav') })
    .getByRole('link', { name: t('shell.support_details') })
    .click();
  await expect(page.getByRole('heading', { name: t('accounts.support.title'), level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expectSound(page, 'support details for a user');
}
