import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { orders } from '../src/features/orders/contract.ts';
import { as, openBrowser } from './newcomers.ts';
import { accountsOf, adminOf, afterJobs, demoUrl, expectSound, journeyLocales, says, signInByApi } from './people.ts';

for (const locale of journeyLocales('fr')) {
  test(`a seller adds seats to what is selected, watches it, takes it back, and does the rest by a file, in ${locale}`, async ({ browser }) => {
    const context = await openBrowser(browser, locale);
    await signInByApi(context, demoUrl(), adminOf(locale));
    const [company] = await accountsOf(context, demoUrl());
    const accountId = company?.accountId ?? '';
    const t = says(locale);
    const shop = as(context, orders, accountId);
    const active = (await shop.listSubscriptions({ state: 'active', limit: 100 })).items.filter(({ parentSubscriptionId }) => !parentSubscriptionId);
    const before = new Map(active.map((each) => [each.subscriptionId, each.quantity]));
    const page = await context.newPage();

    await page.goto(`${demoUrl()}/a/${accountId}/subscriptions?state=active`);
    for (const each of active.slice(0, 2)) await page.getByRole('checkbox', { name: `${each.nickname ?? each.name}, ${each.customer.name}` }).check();
    await page.getByRole('button', { name: t('bulk_changes.start_selected', { count: 2 }) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: t('bulk_changes.how.more') }).check();
    await dialog.getByLabel(t('bulk_changes.count')).fill('0');
    await dialog.getByRole('button', { name: t('bulk_changes.rehearse') }).click();
    await expect(dialog.getByText(t('bulk_changes.count_wrong')).first()).toBeVisible();
    await dialog.getByLabel(t('bulk_changes.count')).fill('3');
    await expectSound(page, 'what many subscriptions should become');
    await dialog.getByRole('button', { name: t('bulk_changes.rehearse') }).click();

    await page.waitForURL('**/bulk-changes/**');
    await expect(page.getByText(t('bulk_changes.ready', { count: 2 }))).toBeVisible();
    await expectSound(page, 'a rehearsed bulk change');
    await page.getByRole('button', { name: t('bulk_changes.confirm', { count: 2 }) }).click();
    await expect(page.getByText(t('bulk_changes.done', { count: 2 }))).toBeVisible(afterJobs);
    await expectSound(page, 'a bulk change that is done');
    for (const each of active.slice(0, 2))
      expect((await shop.getSubscription({ subscriptionId: each.subscriptionId })).quantity).toBe((before.get(each.subscriptionId) ?? 0) + 3);

    await page.getByRole('button', { name: t('bulk_changes.undo'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('bulk_changes.undo_confirm', { count: 2 }) })
      .click();
    await expect(page.getByText(t('bulk_changes.undone', { count: 2 }))).toBeVisible(afterJobs);
    for (const each of active.slice(0, 2))
      expect((await shop.getSubscription({ subscriptionId: each.subscriptionId })).quantity).toBe(before.get(each.subscriptionId));

    // The list as a file, with one number that is none.
    await page.goto(`${demoUrl()}/a/${accountId}/subscriptions?state=active`);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('subscriptions.export_all') }).click()]);
    const [head = '', ...lines] = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n');
    const mine = lines.filter((each) => active.slice(0, 2).some(({ subscriptionId }) => each.startsWith(subscriptionId)));
    const withSeats = (line: string, seats: string) => {
      const quantity = String(before.get(line.slice(0, 36)));
      return line.replace(`,${quantity},`, `,${seats},`);
    };
    await page.getByRole('link', { name: t('bulk_changes.title') }).click();
    await page.waitForURL('**/bulk-changes');
    await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
    await expectSound(page, 'the history of bulk changes');
    const hand = (content: string) =>
      page.locator('input[type=file]').setInputFiles({ name: 'postes.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await hand('salaire\r\n1');
    await expect(page.getByText(t('bulk_changes.file_unknown', { at: 'salaire' }))).toBeVisible();
    await hand([head, withSeats(mine[0] ?? '', 'beaucoup'), withSeats(mine[1] ?? '', '77')].join('\r\n'));
    await page.waitForURL('**/bulk-changes/**');
    await expect(page.getByText(t('bulk_changes.fault.not_a_number'))).toBeVisible();
    await expect(page.getByText(t('bulk_changes.ready', { count: 1 }))).toBeVisible();
    await expectSound(page, 'a file with a fault');
    await page.getByRole('button', { name: t('bulk_changes.confirm', { count: 1 }) }).click();
    await expect(page.getByText(t('bulk_changes.done', { count: 1 }))).toBeVisible(afterJobs);
    await context.close();
  });
}
