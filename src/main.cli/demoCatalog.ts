import { draftProduct, publishVersion } from '../features/catalog/acts/desk.ts';
import { addPiece, beginImport, readPriceFile } from '../features/catalog/acts/imports.ts';
import { publishList, publishPromotion, setPromotion } from '../features/catalog/acts/priceDesk.ts';
import { currencyOf } from '../features/tax/policy/billing.ts';
import { findDraft } from '../features/catalog/queries/products.ts';
import { findImport } from '../features/catalog/queries/imports.ts';
import type { Client } from '../core/endpoint.ts';
import { type catalog, type Definition, offerIdOf, priceColumns, type Selling, type SkuDefinition } from '../features/catalog/contract.ts';
import type { App } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { acrossAccounts } from '../server/db.ts';
import { demoProducts, type DemoSku } from './demoProducts.ts';

const builder = system('entente demo');
const markets = ['US', 'CA', 'FR', 'DE', 'ES', 'GB', 'CN', 'TW'];
/** What a dollar is in the currency of a market; the demo's own, and round. */
const rates: Readonly<Record<string, number>> = { USD: 1, CAD: 1.36, EUR: 0.92, GBP: 0.79, CNY: 7.2, TWD: 32 };

const perLicense = (segment: Selling['segment']): Selling[] =>
  (
    [
      ['P1M', 'monthly'],
      ['P1Y', 'monthly'],
      ['P1Y', 'annual'],
    ] as const
  ).map(([term, billingCycle]) => ({ segment, term, billingCycle, markets, isPurchasable: true, isRenewable: true }));

function soldAs({ kind, billing, educates }: DemoSku): Selling[] {
  if (kind === 'trial') return [{ segment: 'commercial', term: 'P1M', billingCycle: 'none', markets, isPurchasable: true, isRenewable: false }];
  if (billing === 'usage') return [{ segment: 'commercial', term: 'none', billingCycle: 'monthly', markets, isPurchasable: true, isRenewable: false }];
  if (billing === 'one_time') return [{ segment: 'commercial', term: 'none', billingCycle: 'one_time', markets, isPurchasable: true, isRenewable: false }];
  return [...perLicense('commercial'), ...(educates ? perLicense('education') : [])];
}

const skuOf = (sku: DemoSku): SkuDefinition => ({
  skuId: sku.id,
  kind: sku.kind ?? 'base',
  billing: sku.billing ?? 'license',
  titles: sku.titles,
  unit: sku.unit ?? 'user',
  minQuantity: 1,
  maxQuantity: sku.most ?? null,
  limit: sku.kind === 'trial' ? { kind: 'lifetime', count: 1 } : null,
  links: { add_on_to: [...(sku.addOnTo ?? [])], requires: [], upgrades_to: [...(sku.upgradesTo ?? [])], converts_to: [...(sku.convertsTo ?? [])] },
  sold: soldAs(sku),
  ...(sku.plans ? { plans: sku.plans } : {}),
});

/** A price in the currency of a market, for one of the offer and one billing cycle. */
function priceOf(sku: DemoSku, way: Selling, market: string, rise: number): string {
  const perYear = way.billingCycle === 'annual' ? 12 : 1;
  const byTheMonth = way.term === 'P1M' ? 1.2 : 1;
  const segment = way.segment === 'education' ? 0.55 : 1;
  const amount = (sku.price ?? 0) * rise * perYear * byTheMonth * segment * (rates[currencyOf(market)] ?? 1);
  return amount < 1 ? amount.toFixed(4) : amount.toFixed(2);
}

/** The price file of a month: what differs from the month before is marked, as vendors do. */
function fileOf(rises: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>, left: ReadonlySet<string>): string {
  const rows: string[][] = [[...priceColumns]];
  for (const { skus } of demoProducts)
    for (const sku of skus.filter(({ kind }) => kind !== 'trial'))
      for (const way of soldAs(sku))
        for (const market of markets) {
          if (left.has(sku.id)) continue;
          const price = priceOf(sku, way, market, rises[sku.id] ?? 1),
            suggested = (Number(price) * 1.25).toFixed(price.includes('.') && Number(price) < 1 ? 4 : 2);
          const flag = (rises[sku.id] ?? 1) === (before[sku.id] ?? 1) ? 'UNC' : 'CHG';
          rows.push([flag, offerIdOf(sku.id, way.segment), market, currencyOf(market), way.term, way.billingCycle, '1', price, suggested]);
        }
  return rows.map((row) => row.join(',')).join('\r\n');
}

const firstOf = (now: Date, months: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The operator's catalog, the lists of this month and the one before, next month's announced, and a promotion. */
export async function stockCatalog(app: App, now: Date): Promise<void> {
  await acrossAccounts(app.db, 'entente demo', async (tx) => {
    // What is linked to is written first.
    for (const { id, links: _, skus, ...rest } of demoProducts.toSorted((a, b) => (a.links ?? 0) - (b.links ?? 0))) {
      const definition: Definition = { ...rest, keywords: [...rest.keywords], skus: skus.map(skuOf) };
      await draftProduct(tx, builder, now, id, definition, null);
    }
    const draft = await findDraft(tx);
    if (draft) await publishVersion(tx, builder, now, { versionId: draft.versionId, version: draft.version, publishOn: null, note: null });
  });
  const rises = { 'tideway-office-business': 1.08, 'tideway-meet-standard': 0.95, 'lookout-endpoint-pro': 1.04 };
  const last = firstOf(now, -1),
    current = firstOf(now, 0),
    next = firstOf(now, 1);
  await publishMonth(app, now, last, fileOf({}, {}, new Set(['forge-build-team'])), new Date(last.getTime() - 30 * 86_400_000));
  await publishMonth(app, now, current, fileOf({ 'tideway-meet-standard': 0.95 }, {}, new Set()), new Date(current.getTime() - 20 * 86_400_000));
  await publishMonth(
    app,
    now,
    next,
    fileOf(rises, { 'tideway-meet-standard': 0.95 }, new Set(['quillworks-sign-solo'])),
    new Date(Math.min(now.getTime(), next.getTime()) - 60_000),
  );
  await promote(app, now);
}

async function publishMonth(app: App, now: Date, month: Date, text: string, knownFrom: Date): Promise<void> {
  const name = `Monthly prices ${dayOf(month).slice(0, 7)}`;
  const content = Buffer.from(text);
  const list = { name, groupId: null, validFrom: dayOf(month), validTo: null };
  const file = await acrossAccounts(app.db, 'entente demo', async (tx) => {
    const importId = await beginImport(tx, builder, now, { fileName: `${dayOf(month).slice(0, 7)}.csv`, size: content.length, ...list });
    await addPiece(tx, importId, 0, content);
    return { importId, listId: (await findImport(tx, importId))?.listId ?? '', fileName: `${dayOf(month).slice(0, 7)}.csv`, listName: name };
  });
  await readPriceFile(app.db, now, file);
  await acrossAccounts(app.db, 'entente demo', async (tx) => {
    await publishList(tx, builder, now, file.listId, 1);
    // The log has no room for what is so long ago: the list is published today, and was known before; it was valid for its month.
    await tx
      .updateTable('priceLists')
      .set({ knownFrom, validTo: dayOf(firstOf(month, 1)), toldAt: knownFrom < now ? now : null })
      .where('listId', '=', file.listId)
      .execute();
  });
}

async function promote(app: App, now: Date): Promise<void> {
  const promotion = {
    promotionId: null,
    version: null,
    name: 'Start with Tideway Office',
    percent: '10',
    markets: null,
    groupId: null,
    startsOn: dayOf(new Date(now.getTime() - 10 * 86_400_000)),
    endsOn: dayOf(new Date(now.getTime() + 50 * 86_400_000)),
    offers: ['tideway-office-business.commercial'],
  };
  await acrossAccounts(app.db, 'entente demo', async (tx) => {
    const promotionId = await setPromotion(tx, builder, now, promotion);
    await publishPromotion(tx, builder, now, promotionId, true, 1);
  });
}

/** The resellers that have ordered the catalog, each in its own words. */
export const arranged: Readonly<Record<string, { readonly name: string; readonly groups: readonly [string, string] }>> = {
  harbor: { name: 'Front desk', groups: ['Every day', 'Security'] },
  atelier: { name: 'Comptoir', groups: ['Au quotidien', 'Sécurité'] },
  mediterraneo: { name: 'Mostrador', groups: ['Cada día', 'Seguridad'] },
  yunfan: { name: '前台', groups: ['日常', '安全'] },
  chenxi: { name: '櫃台', groups: ['日常', '資安'] },
};

/** How a reseller has ordered the catalog, and what it asks its customers for. */
export async function arrangeCatalog(
  own: Client<typeof catalog>,
  { name, groups }: { readonly name: string; readonly groups: readonly [string, string] },
): Promise<void> {
  const { arrangementId } = await own.makeArrangement({ name, market: null, isShared: true, copyOf: null });
  const { items, version } = await own.getArrangement({ arrangementId });
  const [daily, rest] = groups.map((group) => ({ groupId: crypto.randomUUID(), name: group })) as [
    { groupId: string; name: string },
    { groupId: string; name: string },
  ];
  await own.saveArrangement({
    arrangementId,
    name,
    market: null,
    version,
    groups: [daily, rest],
    items: items.map(({ productId, publisher }) => ({
      productId,
      groupId: productId.startsWith('tideway') ? daily.groupId : productId.startsWith('lookout') ? rest.groupId : null,
      isPinned: productId === 'tideway-office',
      isHidden: publisher === 'Quillworks',
      ownName: null,
    })),
  });
  await own.setDefaultArrangement({ arrangementId, isDefault: true });
  const rule = { customerId: null, productId: null, segment: null, market: null, method: 'percent', value: '18', currency: null } as const;
  await own.setRetailRule({ ruleId: null, version: null, rule, confirmed: false });
}
