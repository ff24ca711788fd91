import { addMoney, compareMoney, type Money, multiplyMoney, noMoney, shareOfMoney } from '../../../core/money.ts';
import { budgetThresholds } from '../contract/budgets.ts';

/** Whole percent of a budget that are used, cut down: 79.99 percent are not 80. */
export function percentOf(spent: Money, budget: Money): number {
  const exact = Number(shareOfMoney(multiplyMoney(spent, 100), 1, budget.amount).amount);
  return Math.max(0, Math.floor(exact));
}

export interface Against {
  readonly percent: number | null;
  readonly isOver: boolean;
  readonly isTrending: boolean;
}
/** How a month stands against a budget. Exactly all of it is not over. */
export function against(spent: Money, expected: Money, budget: Money | null): Against {
  if (!budget) return { percent: null, isOver: false, isTrending: false };
  const isOver = compareMoney(spent, budget) > 0;
  return { percent: percentOf(spent, budget), isOver, isTrending: !isOver && compareMoney(expected, budget) > 0 };
}

/** The highest threshold that is reached and was not told of this month; null: nothing new. */
export function thresholdToTell(percent: number, told: number): number | null {
  const reached = budgetThresholds.filter((each) => percent >= each).at(-1);
  return reached !== undefined && reached > told ? reached : null;
}

export const sumOf = (amounts: readonly Money[], currency: string): Money => amounts.reduce(addMoney, noMoney(currency));
