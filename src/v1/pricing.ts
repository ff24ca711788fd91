import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type AsyncZippable, strToU8, zip as zipping } from 'fflate';
import { csvLine } from '../core/csv.ts';
import { catalog, type EffectivePrice, type SoldOffer } from '../features/catalog/contract.ts';
import { maximumOf, soldOf } from './catalogItems.ts';
import { invalid } from './fault.ts';
import type { Answer, Request } from './row.ts';
import { row } from './row.ts';

const zip = promisify<AsyncZippable, Uint8Array>(zipping);
/** A file as programs fetch it: packed for whoever can unpack, which is said as if it were a way of sending it. */
async function fileOf(request: Request, name: string, lines: readonly (readonly string[])[]): Promise<Answer> {
  const text = lines.map(csvLine).join('');
  const isPacked = /deflate/i.test(request.header('accept-encoding') ?? '');
  const body = Readable.from([isPacked ? Buffer.from(await zip({ [`${name}.csv`]: strToU8(text) })) : Buffer.from(text)]);
  return { status: 200, file: { type: 'application/octet-stream', name: isPacked ? `${name}.zip` : `${name}.csv`, body } };
}

/** Which offers each documented view of the price sheet is about; those of prices that are none of ours are empty. */
const views: Readonly<Record<string, (offer: SoldOffer) => boolean>> = {
  updatedlicensebased: ({ billing, isOperators }) => billing === 'license' && isOperators,
  licensebasedest: () => false,
  licensebasedeos: () => false,
  azure_consumption: ({ billing, isOperators }) => billing === 'usage' && isOperators,
  azure_reservations: ({ billing, category }) => billing === 'one_time' && category === 'infrastructure',
  marketplace: ({ isOperators }) => !isOperators,
  software: ({ billing, category }) => billing === 'one_time' && category !== 'infrastructure',
};

/** The day that the prices are of. @throws Fault */
function dayOf(request: Request): string {
  const [year, month] = [request.now.getUTCFullYear(), request.now.getUTCMonth()];
  const timeline = (request.query('timeline') ?? 'current').toLowerCase();
  if (timeline === 'current') return request.now.toISOString().slice(0, 10);
  if (timeline === 'future') return new Date(Date.UTC(year, month + 1, 1)).toISOString().slice(0, 10);
  if (timeline !== 'history') throw invalid('timeline', 'must be current, future or history');
  return firstOf(request.query('month') ?? '');
}
/** The first day of a month that is written as `YYYYMM`. @throws Fault */
function firstOf(said: string): string {
  const [, year, month] = /^(20\d\d)(0[1-9]|1[0-2])$/.exec(said) ?? [];
  if (!year || !month) throw invalid('month', 'must be written as YYYYMM');
  return `${year}-${month}-01`;
}
/** As the sheet writes a day. */
const slashed = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${month}/${date}/${year} 12:00:00 AM`;
};
const capitalized = (word: string): string =>
  word
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

async function pricesOf(request: Request, market: string, currency: string, on: string): Promise<EffectivePrice[]> {
  const all: EffectivePrice[] = [];
  for (let after: string | undefined; ; ) {
    const page = await request.call(catalog.listPrices, { market, currency, on, limit: 500, after });
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

const sheetColumns = (
  'ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan,Market,Currency,UnitPrice,' +
  'PricingTierRangeMin,PricingTierRangeMax,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment'
).split(',');
async function priceSheet(request: Request) {
  const market = request.param('market').toUpperCase();
  if (!/^[A-Z]{2}$/.test(market)) throw invalid('Market', 'must be a country by ISO 3166');
  const shows = views[request.param('view').toLowerCase()];
  if (!shows) throw invalid('PricesheetView', `must be one of ${Object.keys(views).join(', ')}`);
  const on = dayOf(request);
  const { offers, currency } = await soldOf(request, { market });
  const byId = new Map(offers.filter(shows).map((offer) => [offer.offerId, offer]));
  const prices = byId.size ? await pricesOf(request, market, currency, on) : [];
  const lines = prices.flatMap((price, at) => {
    const offer = byId.get(price.offerId);
    return offer ? [sheetLine(offer, price, prices[at + 1], market)] : [];
  });
  return fileOf(request, `pricesheet_${market}_${request.param('view')}`, [sheetColumns, ...lines]);
}

/** Tiers of one way to buy follow each other. */
function sheetLine(offer: SoldOffer, price: EffectivePrice, next: EffectivePrice | undefined, market: string): string[] {
  const { term, billingCycle, offerId, tierFrom, unit, suggested, validFrom, promotion } = price;
  const isNextTier = next?.offerId === offerId && next.term === term && next.billingCycle === billingCycle && next.tierFrom > tierFrom;
  return [
    offer.productTitle,
    offer.productCode,
    offer.skuCode,
    offer.title,
    offer.publisher,
    offer.description,
    `1 ${offer.unit}`,
    term === 'none' ? '' : term,
    capitalized(billingCycle),
    market,
    unit.currency,
    unit.amount,
    String(tierFrom),
    isNextTier ? String(next.tierFrom - 1) : '',
    slashed(validFrom),
    promotion ? slashed(promotion.endsOn) : slashed('9999-12-31'),
    promotion?.name ?? '',
    suggested?.amount ?? '',
    capitalized(offer.segment),
  ];
}

const matrixColumns = (
  'ProductTitle,ProductId,SkuId,SkuTitle,ProvisioningId,ProvisioningString,MinLicenses,MaxLicenses,AssetOwnershipLimit,' +
  'AssetOwnershipLimitType,ProductSkuPreRequisites,ProductSkuConversion,Description,AllowedCountries'
).split(',');
/** What is sold where; it is as it is now, whatever month is asked for. */
async function offerMatrix(request: Request) {
  const month = request.param('yyyymm');
  firstOf(month);
  const { offers } = await soldOf(request, {});
  const codes = new Map(offers.map((offer) => [offer.offerId, `${offer.productCode}:${offer.skuCode}`]));
  const listed = (ids: readonly string[]) => ids.flatMap((id) => codes.get(id) ?? []).join(';');
  const lines = offers
    .filter(({ billing }) => billing === 'license')
    .map((offer) => [
      offer.productTitle,
      offer.productCode,
      offer.skuCode,
      offer.title,
      offer.guid,
      offer.skuId,
      String(offer.minQuantity),
      String(maximumOf(offer)),
      offer.limit ? String(offer.limit.count) : '',
      offer.limit ? capitalized(offer.limit.kind) : '',
      listed([...offer.addOnTo, ...offer.requires]),
      listed([...offer.upgradesTo, ...offer.convertsTo]),
      offer.description,
      [...new Set(offer.availabilities.map(({ market }) => market))].join(';'),
    ]);
  return fileOf(request, `offermatrix_${month}`, [matrixColumns, ...lines]);
}

export const pricingRows = [
  row('GET', "/v1.0/sales/pricesheets(Market='{market}',PricesheetView='{view}')/$value", priceSheet),
  row('GET', "/v1.0/sales/offermatrix(Month='{yyyymm}')/$value", offerMatrix),
];
