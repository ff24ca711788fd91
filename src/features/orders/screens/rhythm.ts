import { useHouse } from '../../../web/house.tsx';
import type { OfferSeen } from '../../catalog/contract.ts';
import type { Rhythm } from '../contract.ts';

/** Term and rhythm in words, and as the value of a select. */
export function useRhythms() {
  const { t } = useHouse();
  const say = ({ term, billingCycle }: Rhythm): string => t('orders.rhythm', { term: t(`catalog.term.${term}`), cycle: t(`catalog.cycle.${billingCycle}`) });
  return { say, options: (choices: readonly Rhythm[]) => choices.map((each) => ({ id: idOf(each), label: say(each) })) };
}
export const idOf = ({ term, billingCycle }: Rhythm): string => `${term} ${billingCycle}`;
export const rhythmOf = (choices: readonly Rhythm[], id: unknown): Rhythm | undefined => choices.find((each) => idOf(each) === id);

/** An edition with its term and rhythm: what one puts into a cart. */
export interface Way {
  readonly offer: OfferSeen;
  readonly how: Rhythm;
  readonly id: string;
}
/** Everything that can be bought of a product in a market, without what is not for the customer that was chosen, and without add-ons. */
export const waysOf = (offers: readonly OfferSeen[], market: string): Way[] =>
  offers
    .filter(({ isBarred, kind }) => !isBarred && kind !== 'add_on')
    .flatMap((offer) =>
      offer.availabilities
        .filter((each) => each.market === market && each.isPurchasable)
        .map(({ term, billingCycle }) => ({ offer, how: { term, billingCycle }, id: `${offer.offerId} ${term} ${billingCycle}` })),
    );

/** Such a choice in words. */
export function useEditions(): (way: Way) => string {
  const { t, locale } = useHouse();
  const { say } = useRhythms();
  return ({ offer, how }) =>
    t('carts.edition', { edition: offer.titles[locale] ?? offer.titles.en, segment: t(`catalog.segment.${offer.segment}`), rhythm: say(how) });
}
