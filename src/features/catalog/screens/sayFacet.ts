import type { MessageKey } from '../../../core/locale.ts';
import type { House } from '../../../web/house.tsx';
import type { Facet } from '../contract.ts';

/** A value of a facet in the reader's words. */
export function sayFacet({ t, center }: Pick<House, 't' | 'center'>, facet: Facet, value: string): string {
  if (facet === 'publisher') return t(value === 'operator' ? 'catalog.publisher.operator' : 'catalog.publisher.other', { center: center.name });
  return t(`catalog.${facet === 'billingCycle' ? 'cycle' : facet}.${value}` as MessageKey);
}
