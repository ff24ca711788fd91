import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { customers } from '../src/features/customers/contract.ts';
import { orders } from '../src/features/orders/contract.ts';
import { relations } from '../src/features/relations/contract.ts';
import { as, openBrowser } from './newcomers.ts';
import { accountsOf, adminOf, companyOf, demoUrl, expectSound, journeyLocales, says, signInByApi } from './people.ts';

async function inBrowser(context: BrowserContext, locale: Locale): Promise<string> {
  await signInByApi(context, demoUrl(), adminOf(locale));
  return (await accountsOf(context, demoUrl()))[0]?.accountId ?? '';
}

/** Both work together as reseller and distributor; the invitation stands in the demo. */
async function together(context: BrowserContext, accountId: string): Promise<string> {
  const own = as(context, relations, accountId);
  const { items } = await own.listRelations({ side: 'reseller' });
  const relation = items.find(({ other }) => other.name === companyOf('en').name);
  if (!relation) throw new Error('the demo has no relation to its distributor');
  if (relation.state === 'invited') await own.acceptRelation({ relationId: relation.relationId, version: relation.version });
  return relation.relationId;
}

/** A customer that has something to move, and what. */
async function movable(context: BrowserContext, accountId: string) {
  const { items } = await as(context, customers, accountId).listCustomers({ limit: 50 });
  for (const { customerId, name } of items) {
    const found = (await as(context, orders, accountId).listMovable({ customerId })).items.find(({ fault }) => fault === null);
    if (found) return { name, product: found.nickname ?? found.name };
  }
  throw new Error('nothing of the demo can be moved');
}

async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name: typed }).first().click();
}

for (const locale of journeyLocales('zh-TW')) {
  // The demo's only distributor speaks English: there the French reseller gives.
  const giver = locale === 'en' ? 'fr' : locale;
  test(`a reseller hands a subscription over to its distributor, which accepts it, in ${locale}`, async ({ browser }) => {
    const [context, other] = [await openBrowser(browser, giver), await openBrowser(browser, 'en')];
    const [accountId, distributorId] = [await inBrowser(context, giver), await inBrowser(other, 'en')];
    await together(context, accountId);
    const { name, product } = await movable(context, accountId);
    const [t, theirs] = [says(giver), says('en')];
    const distributor = companyOf('en').name;

    const page = await context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/transfers/new`);
    await pick(page, t('orders.column.customer'), name);
    await page.getByLabel(product).first().check();
    await expectSound(page, 'what can be handed over');
    await page.getByRole('button', { name: t('transfers.look') }).click();
    await expect(page.getByText(t('transfers.effect.rights_stay'))).toBeVisible();
    await expectSound(page, 'what handing over does');
    await page.getByRole('button', { name: t('transfers.send', { partner: distributor }) }).click();
    await page.waitForURL(/\/transfers\/[0-9a-f-]{36}$/);
    await expect(page.getByText(t('transfers.state.open')).first()).toBeVisible();
    const transferId = page.url().split('/').at(-1) ?? '';

    const desk = await other.newPage();
    await desk.goto(`${demoUrl()}/a/${distributorId}/transfers`);
    await desk.getByRole('main').getByText(name).first().click();
    await desk.waitForURL(`**/transfers/${transferId}`);
    await expect(desk.getByText(theirs('transfers.effect.our_prices'))).toBeVisible();
    await expectSound(desk, 'what is handed over');
    await desk.getByRole('button', { name: theirs('transfers.accept') }).click();
    await desk
      .getByRole('alertdialog')
      .or(desk.getByRole('dialog'))
      .getByRole('button', { name: theirs('transfers.accept') })
      .click();
    // It is moved by a job: whoever looks again sees it.
    const seen = (where: Page, words: string) =>
      expect(async () => {
        await where.reload();
        await expect(where.getByText(words).first()).toBeVisible({ timeout: 2_000 });
      }).toPass();
    await seen(desk, theirs('transfers.state.completed'));
    await seen(page, t('transfers.over.completed_source', { partner: distributor }));
    await expectSound(page, 'a completed transfer');

    await page.getByRole('main').getByRole('link', { name: product }).first().click();
    await page.waitForURL('**/subscriptions/**');
    await expect(page.getByText(t('subscriptions.state.moved'), { exact: true }).first()).toBeVisible();
    await context.close();
    await other.close();
  });
}
