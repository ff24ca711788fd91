import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Currency, Money } from '../../../core/money.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { Market, ProductId, segments } from './products.ts';

export const retailMethods = ['percent', 'amount', 'below_suggested', 'price'] as const;
export const retailRoundings = ['coin', 'five', 'ninety_five', 'whole'] as const;
export const rulesAtMost = 2_000;

const Decimal = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,4})?$/)
    .refine((text) => Number(text) <= most, { error: 'too_big' });
const Percent = z.string().regex(/^-?\d{1,4}(\.\d{1,2})?$/);

const RuleFields = z.object({
  /** Null: every customer, product, segment, market. */
  customerId: Id.nullable(),
  productId: ProductId.nullable(),
  segment: z.enum(segments).nullable(),
  market: Market.nullable(),
  method: z.enum(retailMethods),
  /** Percent on the purchase price, an amount on each unit, percent below the vendor’s suggestion, or the price itself. */
  value: Decimal(100_000_000),
  /** For an amount and a price. */
  currency: Currency.nullable(),
});
export const RetailRule = RuleFields.extend({
  ruleId: z.uuid(),
  productTitle: z.string().nullable(),
  customerName: z.string().nullable(),
  mayGoBelow: z.boolean(),
  createdBy: z.string(),
  changedAt: z.date(),
  version: z.number().int(),
});
export type RetailRule = z.output<typeof RetailRule>;
export type NewRule = z.output<typeof RuleFields>;

/** Today’s prices for which the rule would ask for less than the floor; confirmed, it may. */
export const BelowFloor = defineProblem(
  'retail.below_floor',
  409,
  z.object({ count: z.number(), title: z.string(), retail: z.string(), floor: z.string(), currency: z.string() }),
);
export const RuleTaken = defineProblem('retail.rule_taken', 409, z.object({}));
export const TooManyRules = defineProblem('retail.too_many', 409, z.object({ most: z.number() }));

const ofRule = z.object({ method: z.string(), value: z.string(), currency: z.string().nullable(), productId: z.string().nullable() });
export const RetailRuleSet = announcement('retail.rule_set', ofRule);
export const RetailRuleRemoved = announcement('retail.rule_removed', ofRule);
export const RetailFloorSet = announcement('retail.floor_set', z.object({ floorPercent: z.string(), rounding: z.string() }));

const own = { within: 'account', permission: 'pricing.retail' } as const;

export const retailEndpoints = {
  getRetail: endpoint({
    ...own,
    method: 'GET',
    path: '/retail',
    summary: 'How the company makes its own prices: rules, the floor, rounding',
    input: z.object({}),
    output: z.object({
      rules: z.array(RetailRule),
      floorPercent: z.string(),
      rounding: z.enum(retailRoundings),
      version: z.number().int(),
      can: z.object({ edit: z.boolean(), chooseCustomer: z.boolean() }),
    }),
  }),
  previewRetail: endpoint({
    ...own,
    method: 'POST',
    needs: 'view',
    path: '/retail/preview',
    summary: 'What a rule would make of today’s prices: purchase price, retail price, margin; changes nothing',
    input: z.object({ rule: RuleFields, market: Market, currency: Currency }),
    output: z.object({
      items: z.array(
        z.object({
          title: z.string(),
          unit: Money,
          suggested: Money.nullable(),
          retail: Money,
          marginPercent: z.string().nullable(),
          isBelowFloor: z.boolean(),
        }),
      ),
      below: z.number().int(),
    }),
  }),
  setRetailRule: endpoint({
    ...own,
    method: 'POST',
    path: '/retail/rules',
    summary: 'Add a rule, or change one; below the floor only when that is confirmed',
    input: z.object({ ruleId: Id.nullable(), version: z.number().int().nullable(), rule: RuleFields, confirmed: z.boolean() }),
    output: z.object({ ruleId: z.uuid() }),
    problems: [BelowFloor, RuleTaken, TooManyRules, ChangedMeanwhile],
  }),
  removeRetailRule: endpoint({
    ...own,
    method: 'DELETE',
    path: '/retail/rules/:ruleId',
    summary: 'Remove a rule; the next one that fits decides',
    input: z.object({ ruleId: Id }),
    output: z.object({}),
  }),
  setRetailFloor: endpoint({
    ...own,
    method: 'PUT',
    path: '/retail/floor',
    summary: 'The least that must stand on top of the purchase price, and how prices are rounded up',
    input: z.object({ floorPercent: Percent, rounding: z.enum(retailRoundings), version: z.number().int() }),
    output: z.object({}),
    problems: [ChangedMeanwhile],
  }),
};
