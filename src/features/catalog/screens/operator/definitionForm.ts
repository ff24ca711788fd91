import { locales } from '../../../../core/locale.ts';
import {
  billingCycles,
  billings,
  type Definition,
  linkKinds,
  type Selling,
  segments,
  type ServicePlan,
  type SkuDefinition,
  skuKinds,
  terms,
  units,
} from '../../contract.ts';

/** A product, or a SKU, as its form has it: one text for each field. */
export type Typed = Record<string, string | boolean>;

const text = (typed: Typed, name: string): string => String(typed[name] ?? '').trim();
const listed = (typed: Typed, name: string): string[] =>
  text(typed, name)
    .split(/[\s,;]+/)
    .filter(Boolean);
const oneOf = <T extends string>(all: readonly T[], typed: Typed, name: string): T => all.find((one) => one === typed[name]) ?? (all[0] as T);

export function typedOf({ publisher, isOperators, category, keywords, texts }: Definition): Typed {
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
  };
}

/** What was typed of a product; a language that was left empty says what English says. */
export function textsOf(typed: Typed): Omit<Definition, 'skus'> {
  return {
    publisher: text(typed, 'publisher'),
    isOperators: typed['isOperators'] === true,
    category: text(typed, 'category') as Definition['category'],
    keywords: text(typed, 'keywords')
      .split(/[,;，；、]/)
      .map((word) => word.trim())
      .filter(Boolean),
    texts: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          title: text(typed, `title.${locale}`) || text(typed, 'title.en'),
          description: text(typed, `description.${locale}`) || text(typed, 'description.en'),
        },
      ]),
    ) as Definition['texts'],
  };
}

/** What was typed, put into the product; its SKUs have dialogs of their own. */
export const definitionOf = (before: Definition, typed: Typed): Definition => ({ ...before, ...textsOf(typed) });

/** Ways of selling have a number each in the names of their fields. */
export const wayField = (n: number, field: keyof Selling): string => `way${n}.${field}`;

/** The fields of a SKU; of a new one with a way of selling that most have. */
export function typedSku(sku: SkuDefinition | null): Typed {
  return {
    skuId: sku?.skuId ?? '',
    kind: sku?.kind ?? 'base',
    billing: sku?.billing ?? 'license',
    unit: sku?.unit ?? 'user',
    min: String(sku?.minQuantity ?? 1),
    max: sku?.maxQuantity ? String(sku.maxQuantity) : '',
    limit: sku?.limit?.kind ?? 'none',
    count: sku?.limit ? String(sku.limit.count) : '',
    plans: (sku?.plans ?? []).map(({ planId, titles, requires }) => [planId, titles.en, requires.join(' ')].join(' | ')).join('\n'),
    ...Object.fromEntries(locales.map((locale) => [`name.${locale}`, sku?.titles[locale] ?? ''])),
    ...Object.fromEntries(linkKinds.map((kind) => [kind, sku?.links[kind].join(' ') ?? ''])),
    ...Object.assign({}, ...(sku?.sold ?? [newWay]).map((way, n) => typedWay(n, way))),
  };
}
const newWay: Selling = { segment: 'commercial', term: 'P1Y', billingCycle: 'monthly', markets: [], isPurchasable: true, isRenewable: true };
export const typedWay = (n: number, { markets, ...way }: Selling = newWay): Typed => ({
  ...Object.fromEntries(Object.entries(way).map(([field, value]) => [wayField(n, field as keyof Selling), value])),
  [wayField(n, 'markets')]: markets.join(' '),
});

/** What was typed of a SKU with the ways of selling of these numbers. */
export function skuOf(before: SkuDefinition | null, typed: Typed, ways: readonly number[]): SkuDefinition {
  const english = text(typed, 'name.en'),
    max = text(typed, 'max'),
    limit = text(typed, 'limit');
  const plans = plansOf(before, text(typed, 'plans'));
  return {
    ...before,
    skuId: before?.skuId ?? text(typed, 'skuId'),
    kind: oneOf(skuKinds, typed, 'kind'),
    billing: oneOf(billings, typed, 'billing'),
    unit: oneOf(units, typed, 'unit'),
    titles: Object.fromEntries(locales.map((locale) => [locale, text(typed, `name.${locale}`) || english])) as SkuDefinition['titles'],
    minQuantity: Number(text(typed, 'min')) || 1,
    maxQuantity: max ? Number(max) : null,
    limit: limit === 'concurrent' || limit === 'lifetime' ? { kind: limit, count: Number(text(typed, 'count')) || 1 } : null,
    links: Object.fromEntries(linkKinds.map((kind) => [kind, listed(typed, kind)])) as SkuDefinition['links'],
    ...(plans.length || before?.plans ? { plans } : {}),
    sold: ways.map((n) => ({
      segment: oneOf(segments, typed, wayField(n, 'segment')),
      term: oneOf(terms, typed, wayField(n, 'term')),
      billingCycle: oneOf(billingCycles, typed, wayField(n, 'billingCycle')),
      markets: listed(typed, wayField(n, 'markets')).map((market) => market.toUpperCase()),
      isPurchasable: typed[wayField(n, 'isPurchasable')] !== false,
      isRenewable: typed[wayField(n, 'isRenewable')] !== false,
    })),
  };
}

/** One plan a line: its id, its English name, what it needs. A name in another language stays while the English one does. */
function plansOf(sku: SkuDefinition | null, typed: string): ServicePlan[] {
  const known = new Map((sku?.plans ?? []).map((plan) => [plan.planId, plan]));
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
