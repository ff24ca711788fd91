import type { Locale } from '../../../core/locale.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Segment } from '../contract.ts';
import type { Method, Rounding } from '../policy/retail.ts';

export interface RuleRow {
  ruleId: string;
  customerId: string | null;
  productId: string | null;
  productTitle: string | null;
  customerName: string | null;
  segment: Segment | null;
  market: string | null;
  method: Method;
  value: string;
  currency: string | null;
  mayGoBelow: boolean;
  createdBy: string;
  changedAt: Date;
  version: number;
}
/** The company's rules, those that say most at the top. */
export async function listRules(tx: Tx, locale: Locale): Promise<RuleRow[]> {
  const { rows } = await run(
    tx,
    `select r.rule_id as "ruleId", r.customer_id as "customerId", r.product_id as "productId", p.definition #>> array['texts', $1, 'title'] as "productTitle", c.name as "customerName", r.segment, r.market,
            r.method, trim_scale(r.value) as value, r.currency, r.may_go_below as "mayGoBelow", r.created_by_name as "createdBy", r.changed_at as "changedAt", r.version
       from retail_rules r left join products p on p.product_id = r.product_id
       left join customers c on c.account_id = r.account_id and c.customer_id = r.customer_id where r.account_id = current_account()
      order by (r.customer_id is not null) desc, (r.product_id is not null) desc, (r.segment is not null) desc, (r.market is not null) desc, r.product_id, r.segment, r.market, r.rule_id`,
    [locale],
  );
  return rows as unknown as RuleRow[];
}

export async function findSettings(tx: Tx): Promise<{ floorPercent: string; rounding: Rounding; version: number }> {
  const { rows } = await run(tx, 'select floor_percent as "floorPercent", rounding, version from retail_settings where account_id = current_account()');
  return (rows[0] as { floorPercent: string; rounding: Rounding; version: number } | undefined) ?? { floorPercent: '0', rounding: 'coin', version: 0 };
}
