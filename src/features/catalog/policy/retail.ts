import { addMoney, compareMoney, type Money, money, percentBetween, roundMoneyUp, shareOfMoney } from '../../../core/money.ts';

export const methods = ['percent', 'amount', 'below_suggested', 'price'] as const;
export type Method = (typeof methods)[number];
export const roundings = ['coin', 'five', 'ninety_five', 'whole'] as const;
export type Rounding = (typeof roundings)[number];

/** How a partner makes its own price of what it pays. `value` is percent, or an amount in the price's currency. */
export interface Rule {
  readonly method: Method;
  readonly value: string;
  readonly mayGoBelow: boolean;
}
export interface Settings {
  /** The least on top of the purchase price, in percent of it. */
  readonly floorPercent: string;
  readonly rounding: Rounding;
}

/** In coins of the currency: the step, and how far below it a price ends. */
const steps: Readonly<Record<Rounding, readonly [number, number]>> = { coin: [1, 0], five: [5, 0], ninety_five: [100, 5], whole: [100, 0] };

/** The least that a customer may be asked for, as the partner has set it. */
export const floorOf = (unit: Money, { floorPercent }: Settings): Money => shareOfMoney(unit, plusHundred(floorPercent), 100);

/** What a rule makes of a price before floor and rounding; without a rule the vendor's suggestion holds, or else the purchase price. */
function wishedFor(unit: Money, suggested: Money | null, rule: Rule | null): Money {
  if (!rule) return suggested ?? unit;
  switch (rule.method) {
    case 'percent':
      return shareOfMoney(unit, plusHundred(rule.value), 100);
    case 'amount':
      return addMoney(unit, money(rule.value, unit.currency));
    case 'below_suggested':
      return lessPercent(suggested ?? unit, rule.value);
    case 'price':
      return money(rule.value, unit.currency);
  }
}

/** Whether a rule alone would ask for less than the floor. */
export const isBelowFloor = (unit: Money, suggested: Money | null, rule: Rule, settings: Settings): boolean =>
  compareMoney(wishedFor(unit, suggested, rule), floorOf(unit, settings)) < 0;

/** What a customer is asked for: never less than the floor unless somebody confirmed it, rounded up the partner's way. */
export function retailOf(unit: Money, suggested: Money | null, rule: Rule | null, settings: Settings): Money {
  const wished = wishedFor(unit, suggested, rule);
  const floor = floorOf(unit, settings);
  const kept = rule?.mayGoBelow || compareMoney(wished, floor) >= 0 ? wished : floor;
  return roundMoneyUp(kept, ...steps[settings.rounding]);
}

/** What is left of the retail price, in percent of it; null where it is nothing. */
export const marginOf = (unit: Money, retail: Money): string | null => {
  const less = percentBetween(retail, unit);
  return less === null ? null : negated(less);
};

/** A price less some percent of it. */
export const lessPercent = (of: Money, percent: string): Money => shareOfMoney(of, plusHundred(negated(percent)), 100);

const plusHundred = (percent: string): string => addMoney(money(100, 'XXX'), money(percent, 'XXX')).amount;
const negated = (text: string): string => (text.startsWith('-') ? text.slice(1) : /^0(\.0+)?$/.test(text) ? text : `-${text}`);
