import { expect, type Page, test } from '@playwright/test';
import { demoUrl, expectSound, fillDay, journeyLocales, says } from './people.ts';
import { addApp, addColleague, type Newcomer, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('zh-TW')) {
  test(`the last global admin stays until another one counts, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const t = says(locale);
    const mine = await admin.context.newPage();

    await openPerson(mine, admin);
    await expect(mine.getByText(t('members.person.last_admin'))).toBeVisible();
    await act(mine, admin, 'leave');
    await expectRefused(mine, admin);
    await expectSound(mine, 'the last admin may not leave');
    await mine.reload();
    await mine.getByRole('checkbox', { name: t('roles.global_admin') }).uncheck();
    await mine.getByRole('button', { name: t('members.person.save_roles') }).click();
    await expectRefused(mine, admin);

    // An admin for some days only does not count: the company would be locked out when they are over.
    const colleague = await addColleague(browser, admin);
    await openPerson(mine, colleague);
    await mine.getByRole('checkbox', { name: t('roles.global_admin') }).check();
    const line = mine.getByRole('listitem').filter({ hasText: t('members.role.global_admin') });
    await fillDay(line, new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
    await saveRoles(mine, colleague);
    await addApp(colleague);
    const theirs = await colleague.context.newPage();
    await openPerson(theirs, admin);
    await act(theirs, admin, 'deactivate');
    await expectRefused(theirs, colleague);

    // One for good does, from the moment that it is saved.
    await line.getByRole('button', { name: t('ui.clear') }).click();
    await saveRoles(mine, colleague);
    await openPerson(mine, admin);
    await expect(mine.getByText(t('members.person.last_admin'))).toBeHidden();
    await act(mine, admin, 'leave');
    await expect(mine.getByRole('heading', { name: t('shell.nowhere.title') })).toBeVisible();
    await openPerson(theirs, admin);
    await expect(theirs.getByText(t('members.state.removed'))).toBeVisible();
    await Promise.all([admin.context.close(), colleague.context.close()]);
  });
}

async function openPerson(page: Page, { company, personId, name }: Newcomer): Promise<void> {
  await page.goto(`${demoUrl()}/a/${company.accountId}/people/${personId}`);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Presses the button and answers the question that comes. */
async function act(page: Page, { locale, name }: Newcomer, what: 'leave' | 'deactivate'): Promise<void> {
  const t = says(locale);
  await page.getByRole('button', { name: t(`members.act.${what}`), exact: true }).click();
  await page
    .getByRole('dialog', { name: t(`members.act.${what}_title`, { name }) })
    .getByRole('button', { name: t(`members.act.${what}`), exact: true })
    .click();
}

async function saveRoles(page: Page, { locale, name }: Newcomer): Promise<void> {
  const t = says(locale);
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/roles') && answer.request().method() !== 'GET');
  await page.getByRole('button', { name: t('members.person.save_roles') }).click();
  expect((await saved).status()).toBe(200);
  await expect(page.getByText(t('members.person.roles_saved', { name })).first()).toBeVisible();
}

const expectRefused = (page: Page, { locale }: Newcomer) =>
  expect(page.getByRole('alert').filter({ hasText: says(locale)('problems.members.last_admin') })).toBeVisible();
