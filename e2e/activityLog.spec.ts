import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { expect, test } from '@playwright/test';
import { audit } from '../src/features/audit/contract.ts';
import { verifyLog } from '../src/features/audit/verify.ts';
import { members } from '../src/features/members/contract.ts';
import { demoCenter } from '../src/main.cli/demoData.ts';
import { addApp, addColleague, as, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, says, settled } from './people.ts';

for (const locale of journeyLocales('es')) {
  test(`a changed role is found in the activity log, read with before and after, taken along with its proof and verified, in ${locale}`, async ({
    browser,
  }) => {
    const t = says(locale);
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const colleague = await addColleague(browser, admin);
    const { accountId } = admin.company;
    const people = as(admin.context, members, accountId);
    // Giving roles on the page is a journey of its own.
    const { version } = await people.getMember({ personId: colleague.personId });
    await people.setRoles({ personId: colleague.personId, version, roles: [{ role: 'billing_admin', scope: 'company', endsAt: null }] });

    const page = await admin.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}`);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('shell.activity') })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: t('audit.title') })).toBeVisible();
    const given = t('announcements.roles.given', { actor: admin.name, name: colleague.name, role: t('roles.billing_admin') });
    await expect(page.getByRole('grid')).toContainText(given);
    await expectSound(page, 'the activity log');

    // Found by the kind of change, and by part of a name.
    await page.getByRole('button', { name: t('audit.area'), exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: t('audit.area.company'), exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('grid')).not.toContainText(given);
    await page.getByRole('button', { name: t('ui.filter.remove', { label: t('audit.area') }) }).click();
    await page.getByRole('searchbox', { name: t('audit.search') }).fill(colleague.familyName);
    await page.waitForURL(/[?&]q=/);
    await settled(page);
    await expect(page.getByRole('grid')).toContainText(given);

    // One entry: what was before, what is after, from where.
    await page.getByRole('link', { name: given }).click();
    await expect(page.getByRole('heading', { level: 1, name: given })).toBeVisible();
    await expect(page.getByRole('row', { name: t('audit.field.role') })).toContainText(t('roles.billing_admin'));
    await expect(page.getByRole('row', { name: t('audit.field.scope') })).toContainText(t('audit.scope.company'));
    await expect(page.getByText(t('audit.detail.link'), { exact: true })).toBeVisible(afterJobs);
    await expectSound(page, 'an entry of the activity log');

    // How to verify it, and the key to compare with.
    await page.getByRole('link', { name: t('audit.seal.how') }).click();
    await expect(page.getByRole('heading', { level: 1, name: t('audit.proof.title') })).toBeVisible();
    const { key } = await as(admin.context, audit, accountId).getSeal({});
    await expect(page.getByText(key.fingerprint)).toBeVisible();
    await expectSound(page, 'the proof of the activity log');

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('audit.export.jsonl') }).click()]);
    const file = await download.path();
    const verdict = await verifyLog(createReadStream(file), { publicKey: key.publicKey });
    expect(verdict).toMatchObject({ isWhole: true, faults: [], log: accountId });
    const altered = await readFile(file);
    const at = altered.indexOf('roles.given');
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect((await verifyLog(Readable.from([altered]))).faults[0]?.entry).toBeGreaterThan(0);

    // So does anyone who was handed the file, on a page.
    await page.getByRole('link', { name: t('audit.proof.online') }).click();
    await expect(page.getByRole('heading', { level: 1, name: t('verify.title') })).toBeVisible();
    const choose = (buffer: Buffer) =>
      page.getByLabel(t('verify.file'), { exact: true }).setInputFiles({ name: 'log.jsonl', mimeType: 'application/x-ndjson', buffer });
    await choose(await readFile(file));
    await expect(page.getByText(t('verify.whole', { center: demoCenter.name }))).toBeVisible();
    await expect(page.getByText(t('verify.log_company', { log: accountId }))).toBeVisible();
    await expectSound(page, 'a log that is whole');
    await choose(altered);
    await expect(page.getByText(t('verify.not_proved'))).toBeVisible();
    await expectSound(page, 'a log that was altered');

    // The role that was given opens the log to the colleague, too.
    expect((await as(colleague.context, audit, accountId).listActivity({})).items.length).toBeGreaterThan(0);
    await Promise.all([admin.context.close(), colleague.context.close()]);
  });
}
