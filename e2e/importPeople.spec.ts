import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { addApp, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';

const rows = (t: ReturnType<typeof says>, mails: readonly string[]) => [
  [mails[0], '=Ana', 'Ruiz', `${t('roles.billing_admin')}, ${t('roles.default_user')}`, 'fr'],
  [mails[1], 'Luis', 'Prieto', '', ''],
];
const csv = (head: string, lines: readonly (readonly (string | undefined)[])[]) =>
  `${head}\r\n${lines.map((line) => line.map((cell) => `"${cell ?? ''}"`).join(',')).join('\r\n')}\r\n`;

for (const locale of journeyLocales('es')) {
  test(`a file of people with mistakes is mended, confirmed, watched, saved and undone, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const t = says(locale);
    const page = await admin.context.newPage();
    const mails = [1, 2].map((n) => `new.${n}.${crypto.randomUUID().slice(0, 8)}@import.example`);

    await page.goto(`${demoUrl()}/a/${admin.company.accountId}/people`);
    await page.getByRole('link', { name: t('imports.open') }).click();
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('imports.template') }).click()]);
    const head = (await readFile(await template.path(), 'utf8')).trim();
    await expectSound(page, 'the page for files');

    const hand = (content: string) =>
      page.locator('input[type=file]').setInputFiles({ name: 'equipo.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await hand('email,salary\na@b.example,1');
    await expect(page.getByText(t('imports.file.unknown_heading', { at: 'salary' }))).toBeVisible();

    // One role is no role, one address is none: nothing is done yet, and the rows say what would be right.
    const [first = [], second = []] = rows(t, mails);
    await hand(
      csv(head, [
        [...first.slice(0, 3), 'Emperor', 'fr'],
        ['nobody', ...second.slice(1)],
      ]),
    );
    await expect(page.getByText(t('imports.mend', { count: 2 }))).toBeVisible(afterJobs);
    await expect(
      page.getByText(t('imports.fault_in', { column: t('imports.column.roles'), said: t('imports.fault.unknown_role', { value: 'Emperor' }) })),
    ).toBeVisible();
    await expectSound(page, 'a file with mistakes');
    const [wrong] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('imports.download_wrong') }).click()]);
    expect(await readFile(await wrong.path(), 'utf8')).toContain("'=Ana");
    await page.getByRole('link', { name: t('imports.again') }).click();

    await hand(csv(head, rows(t, mails)));
    const yes = t('imports.confirm', { count: 2 });
    const confirm = page.getByRole('button', { name: yes });
    await expect(confirm).toBeVisible(afterJobs);
    await confirm.click();
    await page.getByRole('dialog').getByRole('button', { name: yes }).click();
    await expect(page.getByText(t('imports.done', { count: 2 }))).toBeVisible(afterJobs);
    await expectSound(page, 'a file that is done');
    expect((await mailTo(admin.context, demoUrl(), mails[0] ?? '', 'members.invitation')).url).toContain('/invitation#');

    await page.getByRole('button', { name: t('imports.undo'), exact: true }).click();
    await expect(page.getByRole('dialog').getByText(t('imports.undo_withdraw', { count: 2 }))).toBeVisible();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('imports.undo'), exact: true })
      .click();
    await expect(page.getByText(t('imports.state.undone'), { exact: true })).toBeVisible();
    await expect(page.getByText(t('imports.outcome.withdrawn')).first()).toBeVisible();
    await admin.context.close();
  });
}
