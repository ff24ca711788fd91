import { expect, test } from '@playwright/test';
import { grants } from '../src/core/grants.ts';
import { type AccountRole, accountRoles } from '../src/core/roles.ts';
import { formatsFor } from '../src/core/locale.ts';
import { members } from '../src/features/members/contract.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';
import { addApp, addColleague, call, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('fr')) {
  test(`a user who opens a page of admins by its address learns what it takes and who can help, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const user = await addColleague(browser, admin);
    const [t, { formatList }] = [says(locale), formatsFor(locale)];
    const page = await user.context.newPage();

    const holders = accountRoles.filter((role: AccountRole) => grants[role].users !== undefined).map((role) => t(`roles.${role}`));
    const wanted = t('ui.refusal.needs_one', { what: t('permission_words.users.view') });
    for (const address of ['people', 'people/invite', `people/${admin.personId}`]) {
      await page.goto(`${demoUrl()}/a/${user.company.accountId}/${address}`);
      await expect(page.getByText(wanted), address).toBeVisible();
      await expect(page.getByText(t('ui.refusal.any_of', { roles: formatList(holders, 'disjunction') })), address).toBeVisible();
      await expect(page.getByRole('link', { name: admin.email }), address).toBeVisible();
    }
    await expect(page).toHaveTitle(new RegExp(t('shell.denied.title')));
    await expectSound(page, 'refused');
    // Not the page only: the server says the same to whoever asks without it.
    expect((await call(user.context, members.listMembers, {}, user.company.accountId)).status()).toBe(403);

    // Of another company nobody learns more than of one that does not exist.
    await page.goto(`${demoUrl()}/a/${crypto.randomUUID()}/people`);
    await expect(page.getByRole('heading', { name: t('shell.not_found.title') })).toBeVisible();
    await Promise.all([admin.context.close(), user.context.close()]);
  });
}
