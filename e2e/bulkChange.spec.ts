import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { orders } from '../src/features/orders/contract.ts';
import { buyerOf } from './buyers.ts';
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
    const mark = crypto.randomUUID().slice(0, 8);
    const cart = await buyerOf(context, accountId);
    const line = { cartId: cart.cartId, offerId: 'tideway-mail-plus.commercial', term: 'P1Y', billingCycle: 'monthly' } as const;
    for (const name of [`A ${mark}`, `B ${mark}`]) await shop.addCartLine({ ...line, nickname: name, quantity: 21 });
    const { quote, version } = await shop.getCart({ cartId: cart.cartId });
    await shop.checkOut({ cartId: cart.cartId, quote, version, key: crypto.randomUUID() });
    const ours = async () => (await shop.listSubscriptions({ search: mark, state: 'active', limit: 10 })).items;
    await expect.poll(async () => (await ours()).length, afterJobs).toBe(2);
    const seats = async () => (await ours()).map(({ quantity }) => quantity);
    const page = await context.newPage();

    await page.goto(`${demoUrl()}/a/${accountId}/subscriptions?q=${mark}`);
    for (const each of await ours()) await page.getByRole('checkbox', { name: `${each.nickname}, ${each.customer.name}` }).check();
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
    expect(await seats()).toEqual([24, 24]);

    await page.getByRole('button', { name: t('bulk_changes.undo'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('bulk_changes.undo_confirm', { count: 2 }) })
      .click();
    await expect(page.getByText(t('bulk_changes.undone', { count: 2 }))).toBeVisible(afterJobs);
    expect(await seats()).toEqual([21, 21]);

    // The list as a file, with one number that is none.
    await page.goto(`${demoUrl()}/a/${accountId}/subscriptions?q=${mark}`);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('subscriptions.export_all') }).click()]);
    const [head = '', ...lines] = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n');
    const withSeats = (line: string | undefined, seats: string) => (line ?? '').replace(',21,', `,${seats},`);
    await page.getByRole('link', { name: t('bulk_changes.title') }).click();
    await page.waitForURL('**/bulk-changes');
    await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
    await expectSound(page, 'the history of bulk changes');
    const hand = (content: string) =>
      page.locator('input[type=file]').setInputFiles({ name: 'postes.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await hand('salaire\r\n1');
    await expect(page.getByText(t('bulk_changes.file_unknown', { at: 'salaire' }))).toBeVisible();
    await hand([head, withSeats(lines[0], 'beaucoup'), withSeats(lines[1], '77')].join('\r\n'));
    await page.waitForURL('**/bulk-changes/**');
    await expect(page.getByText(t('bulk_changes.fault.not_a_number'))).toBeVisible();
    await expect(page.getByText(t('bulk_changes.ready', { count: 1 }))).toBeVisible();
    await expectSound(page, 'a file with a fault');
    await page.getByRole('button', { name: t('bulk_changes.confirm', { count: 1 }) }).click();
    await expect(page.getByText(t('bulk_changes.done', { count: 1 }))).toBeVisible(afterJobs);
    await context.close();
  });
}
