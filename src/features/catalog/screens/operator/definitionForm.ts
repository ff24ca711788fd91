import { locales } from '../../../../core/locale.ts';
import type { Definition, ServicePlan, SkuDefinition } from '../../contract.ts';

/** A product as the form has it: one text for each field. */
export type Typed = Record<string, string | boolean>;

const skuField = (sku: SkuDefinition, field: string) => `${sku.skuId}.${field}`;
export const wayField = (sku: SkuDefinition, at: number) => `${sku.skuId}.way${at}`;

export function typedOf(definition: Definition): Typed {
  const { publisher, isOperators, category, keywords, texts, skus } = definition;
  return {
    publisher,
    isOperators,
    category,
    keywords: keywords.join(', '),
    ...Object.fromEntries(
      locales.flatMap((locale) => [
        [`title.${locale}`, texts[locale].title],
        [`description.${locale}`, texts[locale].description],
      ]),
    ),
    ...Object.fromEntries(
      skus.flatMap((sku) => [
        [skuField(sku, 'title'), sku.titles.en],
        [skuField(sku, 'min'), String(sku.minQuantity)],
        [skuField(sku, 'plans'), (sku.plans ?? []).map(({ planId, titles, requires }) => [planId, titles.en, requires.join(' ')].join(' | ')).join('\n')],
        [skuField(sku, 'max'), sku.maxQuantity === null ? '' : String(sku.maxQuantity)],
        ...sku.sold.map((way, at) => [wayField(sku, at), way.markets.join(' ')] as const),
      ]),
    ),
  };
}

const text = (typed: Typed, name: string): string => String(typed[name] ?? '').trim();

/** What was typed, put into the product; what the form does not show stays as it is. */
export function definitionOf(before: Definition, typed: Typed): Definition {
  return {
    ...before,
    publisher: text(typed, 'publisher'),
    isOperators: typed['isOperators'] === true,
    category: text(typed, 'category') as Definition['category'],
    keywords: text(typed, 'keywords')
      .split(/[,;，；、]/)
      .map((word) => word.trim())
      .filter(Boolean),
    texts: Object.fromEntries(
      locales.map((locale) => [locale, { title: text(typed, `title.${locale}`), description: text(typed, `description.${locale}`) }]),
    ) as Definition['texts'],
    skus: before.skus.map((sku) => skuOf(sku, typed)),
  };
}

function skuOf(sku: SkuDefinition, typed: Typed): SkuDefinition {
  const title = text(typed, skuField(sku, 'title')),
    max = text(typed, skuField(sku, 'max'));
  // A name that was the English one everywhere stays so.
  const titles = Object.fromEntries(locales.map((locale) => [locale, locale === 'en' || sku.titles[locale] === sku.titles.en ? title : sku.titles[locale]]));
  return {
    ...sku,
    titles: titles as SkuDefinition['titles'],
    minQuantity: Number(text(typed, skuField(sku, 'min'))) || 1,
    maxQuantity: max ? Number(max) : null,
    plans: plansOf(sku, text(typed, skuField(sku, 'plans'))),
    sold: sku.sold.map((way, at) => ({
      ...way,
      markets: text(typed, wayField(sku, at))
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    })),
  };
}

/** One plan a line: its id, its English name, what it needs. A name in another language stays while the English one does. */
function plansOf(sku: SkuDefinition, typed: string): ServicePlan[] {
  const known = new Map((sku.plans ?? []).map((plan) => [plan.planId, plan]));
  return typed
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([planId]) => planId)
    .map(([planId = '', title = '', needs = '']) => {
      const before = known.get(planId);
      const english = title || planId;
      const titles = Object.fromEntries(locales.map((locale) => [locale, before?.titles.en === english ? before.titles[locale] : english]));
      return { planId, titles: titles as ServicePlan['titles'], requires: needs.split(/[\s,;]+/).filter(Boolean) };
    });
}
