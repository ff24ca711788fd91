import { expect, test } from '@playwright/test';
import { formatsFor } from '../src/core/locale.ts';
import { demoUrl, expectSound, fillDay, journeyLocales, says } from './people.ts';
import { addApp, addColleague, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('es')) {
  test(`a role is given after its effect was read, and is in force in the colleague’s open browser, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const colleague = await addColleague(browser, admin);
    await addApp(colleague);
    const [t, { formatDate }] = [says(locale), formatsFor(locale)];
    const at = (path: string) => `${demoUrl()}/a/${admin.company.accountId}${path}`;

    // The colleague looks at a page that is not for them, and leaves it open.
    const theirs = await colleague.context.newPage();
    await theirs.goto(at('/people'));
    await expect(theirs.getByText(t('members.admins.title'))).toBeVisible();

    const mine = await admin.context.newPage();
    await mine.goto(at('/roles?role=user_admin'));
    await expect(mine.getByRole('heading', { name: t('roles.user_admin') })).toBeVisible();
    await expect(mine.getByText(t('role_words.user_admin.caution'))).toBeVisible();
    await expect(mine.getByText(t('rights.role.nobody'))).toBeVisible();
    await expectSound(mine, 'one role');
    await mine.getByRole('link', { name: t('rights.give_this') }).click();

    await mine.getByRole('combobox', { name: t('rights.give.add_person') }).fill(colleague.email);
    await mine.getByRole('option', { name: colleague.name }).click();
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await fillDay(mine.getByRole('listitem').filter({ hasText: t('members.role.user_admin') }), day);

    // What it means is said before anything is saved.
    const effect = mine.locator('section').filter({ has: mine.getByRole('heading', { name: t('rights.preview.title') }) });
    await expect(effect.getByRole('heading', { name: t('rights.preview.gains') })).toBeVisible();
    await expect(effect.getByText(t('permission_words.users.edit'))).toBeVisible();
    await expect(effect.getByRole('heading', { name: t('rights.preview.loses') })).toBeHidden();
    await expectSound(mine, 'the effect of a role');
    await theirs.reload();
    await expect(theirs.getByText(t('members.admins.title'))).toBeVisible();

    await mine.getByRole('button', { name: t('rights.give.submit', { count: 1 }) }).click();
    await expect(mine.getByText(t('rights.give.done', { count: 1 })).first()).toBeVisible();
    await expect(mine.getByRole('link', { name: colleague.name })).toBeVisible();

    // Nobody signs out: the next request is answered.
    await theirs.reload();
    await expect(theirs.getByLabel(t('members.search'))).toBeVisible();
    await expect(theirs.getByRole('link', { name: admin.name })).toBeVisible();

    // And anyone who may can see why.
    await mine.getByRole('link', { name: colleague.name }).click();
    await expect(mine.getByRole('heading', { name: t('rights.person.can', { name: colleague.name }) })).toBeVisible();
    await expect(mine.getByText(t('rights.until', { day: formatDate(day) }), { exact: false }).first()).toBeVisible();
    await expect(mine.getByText(t('rights.person.through', { roles: t('roles.user_admin') })).first()).toBeVisible();
    await expectSound(mine, 'what one person can do');
    await Promise.all([admin.context.close(), colleague.context.close()]);
  });
}
