import { money } from '../../../core/money.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Priced } from '../contract/pricing.ts';
import type { BillingCycle, Segment, Term } from '../contract/products.ts';
import { lessPercent, marginOf, type Method, retailOf, type Rounding } from '../policy/retail.ts';

export interface PriceWanted {
  /** The account of the transaction (in a job: the one it has entered); named so that nobody asks for another one's prices. */
  readonly accountId: string;
  readonly market: string;
  readonly currency: string;
  /** Of the customer, for retail rules; each offer has a segment of its own. */
  readonly segment: Segment;
  readonly customerId?: string | null;
  readonly lines: readonly { readonly offerId: string; readonly quantity: number; readonly term: Term; readonly billingCycle: BillingCycle }[];
  /** The day whose prices are asked for (YYYY-MM-DD); today unless said. */
  readonly on?: string | undefined;
  /** A promotion is for the term that is bought in it: what is renewed is renewed at list price. */
  readonly atList?: boolean;
  /** As it was known then; never later than now. */
  readonly knownAt?: Date;
}

/**
 * The row that decides: of each group the newest list that says anything of the offer, and of the groups the one that
 * comes first; a list's DEL ends what its own group said, so that the next group decides. Then the promotion that takes most off.
 * The lists are looked up once and gone through in order until one has a row: mostly the first, however many there are.
 */
export const pricesText = `
  with wanted as materialized (
    select * from jsonb_to_recordset($1::jsonb) as w(n integer, offer_id text, quantity numeric, term text, billing_cycle text)),
  known as materialized (
    select l.list_id, l.name as list_name, l.group_id, l.valid_from, l.valid_to, l.known_from, g.name as group_name, coalesce(g.kind, 'list') as reason, coalesce(g.rank, 1000000) as rank
      from price_lists l left join price_groups g on g.group_id = l.group_id
     where l.known_from <= $5 and (l.known_to is null or l.known_to > $5) and (l.valid_to is null or l.valid_to > $4::date)
       and (l.group_id is null or l.group_id in (select m.group_id from price_group_members m where m.account_id = current_account()))),
  lists as materialized (select * from known where valid_from <= $4::date),
  coming as materialized (select * from known where valid_from > $4::date),
  ranks as materialized (select distinct rank, group_id from lists)
  select w.n, p.price, p.suggested, p.list_id, p.list_name, p.group_name, p.reason, p.valid_from, p.valid_to,
         (select min(c.valid_from) from coming c
           where c.rank <= p.rank and exists (select from price_lines q where q.list_id = c.list_id and q.offer_id = w.offer_id and q.market = $2 and q.currency = $3
                                                and q.term = w.term and q.billing_cycle = w.billing_cycle)) as next_from,
         m.promotion_id, m.name as promotion_name, m.percent, m.ends_on,
         r.rule_id, r.method, r.value, r.may_go_below, s.floor_percent, s.rounding
    from wanted w
    cross join lateral (
      select newest.* from (select k.rank, k.group_id from ranks k order by k.rank, k.group_id) g
       cross join lateral (
         select l.*, t.price, t.suggested, t.flag
           from (select * from lists x where x.rank = g.rank and x.group_id is not distinct from g.group_id order by x.valid_from desc, x.known_from desc, x.list_id) l
          cross join lateral (
            select q.price, q.suggested, q.flag from price_lines q
             where q.list_id = l.list_id and q.offer_id = w.offer_id and q.market = $2 and q.currency = $3 and q.term = w.term and q.billing_cycle = w.billing_cycle
               and q.tier_from <= w.quantity
             order by q.tier_from desc limit 1) t
          order by l.valid_from desc, l.known_from desc, l.list_id limit 1) newest
       where newest.flag <> 'DEL' order by g.rank, g.group_id limit 1) p
    left join lateral (
      select v.promotion_id, v.name, v.percent, v.ends_on from promotion_offers o join promotions v on v.promotion_id = o.promotion_id
       where not $8::boolean and o.offer_id = w.offer_id and v.starts_on <= $4::date and v.ends_on > $4::date and (v.markets is null or $2 = any(v.markets))
         and v.known_from <= $5 and (v.known_to is null or v.known_to > $5)
       order by v.percent desc, v.ends_on desc limit 1) m on true
    left join lateral (
      select * from retail_rules x
       where x.account_id = current_account() and (x.customer_id is null or x.customer_id = $6)
         and (x.product_id is null or x.product_id = (select o.product_id from offers o where o.offer_id = w.offer_id))
         and (x.segment is null or x.segment = $7) and (x.market is null or x.market = $2) and (x.currency is null or x.currency = $3)
       order by (x.customer_id is not null) desc, (x.product_id is not null) desc, (x.segment is not null) desc, (x.market is not null) desc limit 1) r on true
    left join retail_settings s on s.account_id = current_account()
   order by w.n`;

interface PriceRow {
  n: number;
  price: string;
  suggested: string | null;
  list_id: string;
  list_name: string;
  group_name: string | null;
  reason: 'list' | 'group' | 'partner';
  valid_from: string;
  valid_to: string | null;
  next_from: string | null;
  promotion_id: string | null;
  promotion_name: string;
  percent: string;
  ends_on: string;
  rule_id: string | null;
  method: Method;
  value: string;
  may_go_below: boolean;
  floor_percent: string | null;
  rounding: Rounding | null;
}

/** What the statement is asked with. */
export function priceValues(now: Date, wanted: PriceWanted): unknown[] {
  const knownAt = wanted.knownAt && wanted.knownAt < now ? wanted.knownAt : now;
  const lines = wanted.lines.map(({ offerId, quantity, term, billingCycle }, n) => ({ n, offer_id: offerId, quantity, term, billing_cycle: billingCycle }));
  return [
    JSON.stringify(lines),
    wanted.market,
    wanted.currency,
    wanted.on ?? now.toISOString().slice(0, 10),
    knownAt,
    wanted.customerId ?? null,
    wanted.segment,
    wanted.atList ?? false,
  ];
}

/**
 * What each line costs the running account, and what it asks its customer for, in one query; in the order of the lines,
 * null where no list has a price. An amount is for one of the offer and one billing cycle.
 */
export async function priceOf(tx: Tx, now: Date, wanted: PriceWanted): Promise<(Priced | null)[]> {
  const values = priceValues(now, wanted);
  const { rows } = await run(tx, pricesText, values, 'catalog.prices', { isLong: true });
  const byLine = new Map((rows as unknown as PriceRow[]).map((row) => [row.n, row]));
  return wanted.lines.map((line, n) => {
    const row = byLine.get(n);
    return row ? priced(wanted, line, row) : null;
  });
}

function priced({ currency }: PriceWanted, { offerId, quantity, term, billingCycle }: PriceWanted['lines'][number], row: PriceRow): Priced {
  const list = money(row.price, currency);
  const suggested = row.suggested === null ? null : money(row.suggested, currency);
  const unit = row.promotion_id ? lessPercent(list, row.percent) : list;
  const settings = { floorPercent: row.floor_percent ?? '0', rounding: row.rounding ?? 'coin' };
  const rule = row.rule_id ? { method: row.method, value: row.value, mayGoBelow: row.may_go_below } : null;
  const retail = retailOf(unit, suggested, rule, settings);
  const ends = [row.valid_to, row.next_from, row.promotion_id ? row.ends_on : null].filter((day) => day !== null).toSorted();
  return {
    offerId,
    quantity,
    term,
    billingCycle,
    list,
    unit,
    retail,
    suggested,
    retailRuleId: row.rule_id,
    marginPercent: marginOf(unit, retail),
    reason: {
      kind: row.reason,
      listId: row.list_id,
      listName: row.list_name,
      groupName: row.group_name,
      validFrom: row.valid_from,
      promotion: row.promotion_id ? { promotionId: row.promotion_id, name: row.promotion_name, percent: row.percent, endsOn: row.ends_on } : null,
    },
    priceListId: row.list_id,
    validUntil: ends[0] ?? null,
  };
}
