import type { Segment } from '../contract/products.ts';

/** Segments that a customer of a segment may buy. A public authority buys what is made for it and nothing else. */
const buys: Readonly<Record<Segment, readonly Segment[]>> = {
  commercial: ['commercial'],
  nonprofit: ['commercial', 'nonprofit'],
  education: ['commercial', 'education'],
  government: ['government'],
};
export const segmentsFor = (customer: Segment): readonly Segment[] => buys[customer];
export const mayBuySegment = (customer: Segment, offer: Segment): boolean => buys[customer].includes(offer);
