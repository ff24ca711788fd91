import { useHouse } from '../../../web/house.tsx';
import type { Rhythm } from '../contract.ts';

/** Term and rhythm in words, and as the value of a select. */
export function useRhythms() {
  const { t } = useHouse();
  const say = ({ term, billingCycle }: Rhythm): string => t('orders.rhythm', { term: t(`catalog.term.${term}`), cycle: t(`catalog.cycle.${billingCycle}`) });
  return { say, options: (choices: readonly Rhythm[]) => choices.map((each) => ({ id: idOf(each), label: say(each) })) };
}
export const idOf = ({ term, billingCycle }: Rhythm): string => `${term} ${billingCycle}`;
export const rhythmOf = (choices: readonly Rhythm[], id: unknown): Rhythm | undefined => choices.find((each) => idOf(each) === id);
