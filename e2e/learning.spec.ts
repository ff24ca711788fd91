import { expect, test } from '@playwright/test';
import { members } from '../src/features/members/contract.ts';
import { addApp, addColleague, as, signUpCompany } from './newcomers.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`someone associates a learning profile, the company sees who is certified, and it ends when they leave, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const { accountId } = admin.company;
    // The program that brings the report; joining it is another journey.
    await inDemoDatabase(async (database) => {
      await database.query("insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'membership', 'active', now(), now())", [
        accountId,
      ]);
      await database.query('update members set rights_version = rights_version + 1 where account_id = $1', [accountId]);
    });
    const user = await addColleague(browser, admin);
    const t = says(locale);

    const page = await user.context.newPage();
    await page.goto(`${demoUrl()}/me/learning`);
    await page.getByLabel(t('learning.mine.code')).fill('not-a-code');
    await page.getByRole('button', { name: t('learning.mine.associate') }).click();
    await expect(page.getByText(t('fields.learning_code')).first()).toBeVisible();
    await page.getByLabel(t('learning.mine.code')).fill(`DEMO-${crypto.randomUUID().slice(0, 8)}`);
    await page.getByRole('button', { name: t('learning.mine.associate') }).click();
    await expect(page.getByText(admin.company.name).first()).toBeVisible();
    // What is certified is made up by the demo’s provider: the first certificate has its number.
    const number = page.getByRole('grid').getByText(/^[A-Z]{2}-\d{3}-/);
    await expect(number.first()).toBeVisible(afterJobs);
    const shown = (await number.first().textContent()) ?? '';
    await expectSound(page, 'my learning');

    const desk = await admin.context.newPage();
    await desk.goto(`${demoUrl()}/a/${accountId}/learning`);
    await expect(desk.getByText(shown)).toBeVisible();
    await expectSound(desk, 'learning of the company');
    const [saved] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: t('learning.export') }).click()]);
    expect(saved.suggestedFilename()).toMatch(/\.csv$/);

    // Leaving: the page says what stops counting, and it does so at once.
    await desk.goto(`${demoUrl()}/a/${accountId}/people/${user.personId}/leave`);
    await expect(desk.getByText(t('leaving.owns'))).toBeVisible();
    const people = as(admin.context, members, accountId);
    const { version } = await people.previewLeaving({ personId: user.personId });
    await people.takeOut({ personId: user.personId, version, invitations: 'withdraw', handOver: [] });
    await desk.goto(`${demoUrl()}/a/${accountId}/learning`);
    await expect(desk.getByText(t('learning.report.none'))).toBeVisible();
    await Promise.all([admin.context.close(), user.context.close()]);
  });
}
