import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Amount, Currency, Money } from '../../../core/money.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { CustomerNamed } from './shapes.ts';

/** Percent of a budget at which somebody is told; once a month each. */
export const budgetThresholds = [80, 100] as const;
export const budgetsAtOnce = 1_000;
export const budgetFilters = ['all', 'set', 'near', 'over', 'trending'] as const;
export type BudgetFilter = (typeof budgetFilters)[number];

/** What a customer costs in the running month, next to what it may cost. Nothing is ever stopped by it. */
export const CustomerBudget = z.object({
  customer: CustomerNamed,
  budget: Money.nullable(),
  /** Charged so far this month, and what it will come to at its end, as things are. */
  spent: Money,
  expected: Money,
  /** Of the budget, in whole percent; null without one. */
  percent: z.number().int().nullable(),
  isOver: z.boolean(),
  /** Not over yet, and will be before the month ends. */
  isTrending: z.boolean(),
});
export type CustomerBudget = z.output<typeof CustomerBudget>;

export const BudgetSet = announcement('budgets.set', z.object({ customerId: z.uuid(), customer: z.string(), amount: z.string().nullable() }));
export const BudgetReached = announcement(
  'budgets.reached',
  z.object({ customerId: z.uuid(), customer: z.string(), percent: z.number(), amount: z.string(), spent: z.string() }),
);

export const budgetEndpoints = {
  listBudgets: endpoint({
    within: 'account',
    method: 'GET',
    path: '/budgets',
    permission: 'invoices',
    summary: 'What customers cost this month by estimate, next to their budgets, by name',
    input: PageInput.extend({ search: z.string().trim().max(100).optional(), only: z.enum(budgetFilters).default('all'), customerId: Id.optional() }),
    output: Page(CustomerBudget).extend({ asOf: z.date(), can: z.object({ set: z.boolean() }) }),
  }),
  getBudgetSummary: endpoint({
    within: 'account',
    method: 'GET',
    path: '/budgets/summary',
    permission: 'invoices',
    summary: 'How many customers have a budget, are near it, over it, or will be over it before the month ends',
    input: z.object({}),
    output: z.object({
      set: z.number(),
      near: z.number(),
      over: z.number(),
      trending: z.number(),
      /** Of the company itself. */
      currency: Currency,
      asOf: z.date(),
    }),
  }),
  setBudgets: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/budgets',
    permission: 'invoices',
    summary: 'Set a monthly amount for customers, in the currency of each; null takes it away',
    input: z.object({
      customerIds: z.array(Id).min(1).max(budgetsAtOnce),
      amount: Amount.refine((text) => Number(text) > 0, { message: 'too_small' }).nullable(),
    }),
    output: z.object({ items: z.array(CustomerBudget), asOf: z.date() }),
  }),
};
