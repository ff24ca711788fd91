import type { ArrangedGroup, ArrangedItem } from '../contract.ts';

export interface Arranged extends ArrangedItem {
  readonly title: string;
  readonly publisher: string;
  readonly isNew: boolean;
}

/** As the catalog shows it: what is pinned, then group by group, then the rest; within each as it was put. */
export function inOrder(items: readonly Arranged[], groups: readonly ArrangedGroup[]): Arranged[] {
  const placeOf = new Map(groups.map(({ groupId }, at) => [groupId, at + 1]));
  const rank = (item: Arranged) => (item.isPinned ? 0 : (item.groupId && placeOf.get(item.groupId)) || groups.length + 1);
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** Puts some products before or after another one, into its group and among the pinned ones if it is there. */
export function moved(items: readonly Arranged[], keys: ReadonlySet<string>, target: string, place: 'before' | 'after'): Arranged[] {
  const neighbor = items.find(({ productId }) => productId === target);
  if (!neighbor || keys.has(target)) return [...items];
  const { groupId, isPinned } = neighbor;
  const taken = items.filter(({ productId }) => keys.has(productId)).map((item) => ({ ...item, groupId, isPinned }));
  const rest = items.filter(({ productId }) => !keys.has(productId));
  const at = rest.findIndex(({ productId }) => productId === target) + (place === 'after' ? 1 : 0);
  return rest.toSpliced(at, 0, ...taken);
}
