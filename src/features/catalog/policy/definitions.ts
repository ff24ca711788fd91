import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../../core/text.ts';
import type { Definition, ProductChange } from '../contract.ts';

/** Folded: everything by which a product may be looked for, in every language. */
export const searchTextOf = (productId: string, { publisher, texts, keywords, skus }: Definition): string =>
  fold(
    [
      ...new Set([
        productId,
        publisher,
        ...keywords,
        ...Object.values(texts).map(({ title }) => title),
        ...skus.flatMap(({ skuId, titles }) => [skuId, ...Object.values(titles)]),
      ]),
    ].join(' '),
  ).slice(0, 8_000);

const parts: Readonly<Record<ProductChange['parts'][number], (definition: Definition) => unknown>> = {
  texts: ({ texts }) => texts,
  publisher: ({ publisher, isOperators }) => [publisher, isOperators],
  category: ({ category }) => category,
  keywords: ({ keywords }) => keywords,
  skus: ({ skus }) => skus.map(({ sold: _, links: __, ...sku }) => sku),
  selling: ({ skus }) => skus.map(({ skuId, sold }) => [skuId, sold]),
  links: ({ skus }) => skus.map(({ skuId, links }) => [skuId, links]),
};
export const partNames = Object.keys(parts) as ProductChange['parts'][number][];

/** What becomes of a product, and which of its parts. */
export function changeOf(productId: string, before: Definition | null, after: Definition | null, title: (definition: Definition) => string): ProductChange {
  const named = after ?? before;
  const differing = before && after ? partNames.filter((part) => !isDeepStrictEqual(parts[part](before), parts[part](after))) : [];
  return {
    productId,
    title: named ? title(named) : productId,
    change: !before ? 'added' : !after ? 'removed' : differing.length ? 'changed' : 'same',
    parts: differing,
  };
}

export interface LinkFault {
  readonly productId: string;
  readonly code: 'unknown_sku' | 'taken_sku' | 'twice';
  readonly value: string;
}
/**
 * What does not fit together: links to SKUs that nobody has, SKUs of one id in two products, or twice in one.
 * @param owners every SKU outside of these products, and the product that has it
 */
export function faultsBetween(products: ReadonlyMap<string, Definition>, owners: ReadonlyMap<string, string>): LinkFault[] {
  const faults: LinkFault[] = [];
  const own = new Map<string, string>();
  for (const [productId, { skus }] of products)
    for (const { skuId } of skus) {
      const other = own.get(skuId) ?? owners.get(skuId);
      if (own.get(skuId) === productId) faults.push({ productId, code: 'twice', value: skuId });
      else if (other !== undefined && other !== productId) faults.push({ productId, code: 'taken_sku', value: skuId });
      own.set(skuId, productId);
    }
  for (const [productId, { skus }] of products)
    for (const { links } of skus)
      for (const to of Object.values(links).flat())
        if (!own.has(to) && (!owners.has(to) || products.has(owners.get(to) ?? ''))) faults.push({ productId, code: 'unknown_sku', value: to });
  return faults;
}
