import { expect, test } from '@playwright/test';
import { grants } from '../src/core/grants.ts';
import { type AccountRole, accountRoles } from '../src/core/roles.ts';
import { members } from '../src/features/members/contract.ts';
import { addApp, addColleague, as, call, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';
import { accounts } from '../src/features/accounts/contract.ts';

for (const locale of journeyLocales('es')) {
  test(`someone who is refused asks for the role, is granted it for a day, and does what they came for, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const user = await addColleague(browser, admin);
    const t = says(locale);
    const { accountId } = user.company;
    const theirs = await user.context.newPage();

    // Refused: what it takes, and who can help.
    await theirs.goto(`${demoUrl()}/a/${accountId}/tax-exemption`);
    await expect(theirs).toHaveTitle(new RegExp(t('shell.denied.title')));
    await expect(theirs.getByText(t('ui.refusal.can_give'))).toBeVisible();
    await expect(theirs.getByRole('link', { name: admin.email })).toHaveAttribute('href', `mailto:${admin.email}`);
    await expectSound(theirs, 'refused');

    // Asked for, by keyboard alone.
    const ask = theirs.getByRole('button', { name: t('ui.refusal.ask') });
    await ask.focus();
    await theirs.keyboard.press('Enter');
    const dialog = theirs.getByRole('dialog', { name: t('role_requests.ask') });
    const smallest = accountRoles.find((role: AccountRole) => role !== 'global_admin' && grants[role].tax_exemption) as AccountRole;
    await expect(dialog.getByRole('radio', { name: t(`roles.${smallest}`) })).toBeChecked();
    await expectSound(theirs, 'asking');
    await dialog.getByRole('textbox', { name: t('role_requests.reason') }).fill('Cierre del trimestre');
    await dialog.getByRole('radio', { name: t('role_requests.days', { days: 30 }), exact: true }).check();
    await dialog.getByRole('button', { name: t('role_requests.send') }).click();
    await expect(dialog).toBeHidden();
    await expect(theirs.getByRole('link', { name: t('ui.refusal.view_request') })).toBeVisible();
    await expect(ask).toBeHidden();

    // It waits on the admin's Home, and came by mail.
    expect((await mailTo(admin.context, demoUrl(), admin.email, 'members.role_request_for_admins')).url).toContain(`/a/${accountId}/role-requests/`);
    const mine = await admin.context.newPage();
    await mine.goto(`${demoUrl()}/a/${accountId}`);
    await mine
      .getByRole('listitem')
      .filter({ hasText: t('accounts.task.role_requests.title') })
      .getByRole('link')
      .click();
    await expect(mine.getByText('Cierre del trimestre')).toBeVisible();
    await expectSound(mine, 'requests that wait');
    await mine.getByRole('link', { name: t('role_requests.open_one') }).click();

    // Granted for a day, though thirty were asked for.
    await expect(mine.getByRole('heading', { name: t('role_requests.title', { name: user.name, role: t(`roles.${smallest}`) }) })).toBeVisible();
    await expectSound(mine, 'a request');
    await mine.getByRole('radio', { name: t('role_requests.days', { days: 1 }), exact: true }).check();
    await mine.getByRole('textbox', { name: t('role_requests.note') }).fill('Solo hoy');
    await mine.getByRole('button', { name: t('role_requests.grant'), exact: true }).click();
    await expect(mine.getByText(t('role_requests.state.granted'), { exact: true })).toBeVisible();
    await expectSound(mine, 'a request that was granted');

    // In force at the next click, without signing in again.
    await theirs.reload();
    await theirs.getByRole('radio', { name: t('accounts.tax.not_for_us') }).check();
    await theirs.getByRole('button', { name: t('ui.save') }).click();
    await expect(theirs.getByText(t('accounts.tax.saved'))).toBeVisible();
    expect(await as(user.context, accounts, accountId).getTaxExemption({})).toMatchObject({ choice: 'not_for_us' });
    expect((await mailTo(user.context, demoUrl(), user.email, 'members.role_request')).subject).toContain(t(`roles.${smallest}`));

    // What is said to the asker is there to be read again; and they hold no more than was granted.
    const { items } = (await (await call(user.context, members.listMyRoleRequests, {}, accountId)).json()) as {
      items: { requestId: string; granted: { endsAt: string } }[];
    };
    await theirs.goto(`${demoUrl()}/a/${accountId}/role-requests/${items[0]?.requestId}`);
    await expect(theirs.getByText('Solo hoy')).toBeVisible();
    await expectSound(theirs, 'my request');
    expect(new Date(items[0]?.granted.endsAt ?? 0).getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
    await Promise.all([admin.context.close(), user.context.close()]);
  });
}
