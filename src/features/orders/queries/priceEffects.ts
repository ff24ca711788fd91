import { digitsOf } from '../../../core/money.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { EffectCause, EffectsPage, EffectsWanted } from '../../catalog/contract/effects.ts';
import type { BillingCycle, Term } from '../../catalog/contract/products.ts';

/** Currencies that are not paid in hundredths: amounts are rounded as those of an order are. */
const otherDigits = JSON.stringify(
  Object.fromEntries(Intl.supportedValuesOf('currency').flatMap((code) => (digitsOf(code) === 2 ? [] : [[code, digitsOf(code)]]))),
);

/**
 * What the second list ($2) does to the running account's subscriptions when it takes the place of the first ($1), as far as is known at $3.
 * Each is looked at on its first renewal on which the list is valid, with the seats that are planned for it. What the second list is silent
 * on stays as the first has it while that one is valid; a list of a group that goes before both decides instead of them.
 */
const effects = `
  with goal as materialized (
    select l.list_id, l.valid_from, coalesce(g.rank, 1000000) as rank from price_lists l left join price_groups g on g.group_id = l.group_id where l.list_id = $2),
  before_all as materialized (
    select l.list_id, l.valid_from, l.valid_to from price_lists l join price_groups g on g.group_id = l.group_id, goal
     where l.known_from <= $3 and (l.known_to is null or l.known_to > $3) and g.rank < goal.rank and l.list_id <> all(array[$1::uuid, $2::uuid])
       and l.group_id in (select m.group_id from price_group_members m where m.account_id = current_account())),
  sold as materialized (
    select s.subscription_id, s.customer_id, s.customer_name, s.order_id, s.offer_id, s.titles, s.nickname, s.market, s.currency, s.term, s.billing_cycle, s.unit_price, s.retail_price,
           coalesce(c.quantity, s.quantity) as quantity, s.started_on, s.renews_on, goal.valid_from,
           not s.auto_renews or coalesce(c.ends, false) or s.renews_on is null or s.lifecycle in ('trial', 'publisher_trial') as is_ending,
           c.offer_id is not null or c.term is not null or c.billing_cycle is not null as is_planned,
           case s.term when 'P1M' then 1 when 'P3Y' then 36 else 12 end as months,
           case s.billing_cycle when 'monthly' then 12 when 'annual' then 1 else case s.term when 'P1M' then 12 when 'P3Y' then 1 / 3.0 else 1 end end as a_year,
           coalesce(($4::jsonb ->> s.currency)::integer, 2) as digits
      from subscriptions s left join scheduled_changes c on c.account_id = s.account_id and c.subscription_id = s.subscription_id, goal
     where s.account_id = current_account() and s.state = 'active'),
  a as materialized (select offer_id, market, currency, term, billing_cycle, tier_from, price, flag, valid_to from price_lines where list_id = $1 and offer_id in (select offer_id from sold)),
  b as materialized (select offer_id, market, currency, term, billing_cycle, tier_from, price, flag from price_lines where list_id = $2 and offer_id in (select offer_id from sold)),
  olds as (select distinct on (s.subscription_id) s.subscription_id, a.price, a.flag, a.valid_to is null or a.valid_to > s.valid_from as stays
             from sold s join a on a.offer_id = s.offer_id and a.market = s.market and a.currency = s.currency and a.term = s.term and a.billing_cycle = s.billing_cycle and a.tier_from <= s.quantity
            order by s.subscription_id, a.tier_from desc),
  news as (select distinct on (s.subscription_id) s.subscription_id, b.price, b.flag
             from sold s join b on b.offer_id = s.offer_id and b.market = s.market and b.currency = s.currency and b.term = s.term and b.billing_cycle = s.billing_cycle and b.tier_from <= s.quantity
            order by s.subscription_id, b.tier_from desc),
  reached as materialized (
    select s.*, r.day as renewal, case when o.flag <> 'DEL' then o.price end as old_list,
           case when n.flag <> 'DEL' then n.price when n.flag is null and o.flag <> 'DEL' and o.stays then o.price end as new_list,
           case when s.is_ending then 'ending' when s.is_planned then 'planned'
                when exists (select from before_all x join price_lines q on q.list_id = x.list_id
                              where q.offer_id = s.offer_id and q.market = s.market and q.currency = s.currency and q.term = s.term and q.billing_cycle = s.billing_cycle and q.flag <> 'DEL'
                                and x.valid_from <= r.day and (x.valid_to is null or x.valid_to > r.day)) then 'elsewhere' end as untouched
      from sold s left join olds o on o.subscription_id = s.subscription_id left join news n on n.subscription_id = s.subscription_id
     cross join lateral (
       -- The same day of a later month, or its last one; what began on a 31st comes back to it.
       select case when s.renews_on >= s.valid_from then s.renews_on else (
         select min(d.day) from generate_series(0, 1) k
          cross join lateral (select (date_trunc('month', s.renews_on) + make_interval(months => s.months * (k + ceil(
            ((extract(year from s.valid_from) - extract(year from s.renews_on)) * 12 + extract(month from s.valid_from) - extract(month from s.renews_on)) / s.months)::integer)))::date as first) f
          cross join lateral (select least(f.first + greatest(extract(day from s.renews_on)::integer,
            case when extract(day from s.renews_on + 1) = 1 then extract(day from s.started_on)::integer else 1 end) - 1, (f.first + interval '1 month - 1 day')::date) as day) d
          where d.day >= s.valid_from) end as day) r
     where o.subscription_id is not null or n.subscription_id is not null),
  judged as materialized (
    select r.*, round(r.unit_price * r.quantity, r.digits) as amount_before, round(r.new_list * r.quantity, r.digits) as amount_after,
           r.new_list is not null and r.retail_price < r.new_list * (100 + coalesce(f.floor_percent, 0)) / 100 as is_below_floor,
           case when r.untouched is not null then null
                when r.new_list is null then 'gone'
                when r.new_list > coalesce(r.old_list, r.unit_price) then 'dearer'
                when r.new_list < coalesce(r.old_list, r.unit_price) then 'cheaper'
                when r.new_list <> r.unit_price then case when r.new_list > r.unit_price and exists (
                  select from order_lines l where l.account_id = current_account() and l.order_id = r.order_id and l.subscription_id = r.subscription_id
                     and l.unit_price = r.unit_price and l.reason -> 'promotion' <> 'null') then 'promotion_ends' else 'older_price' end
                when r.retail_price < r.new_list * (100 + coalesce(f.floor_percent, 0)) / 100 then 'floor' end as cause
      from reached r left join retail_settings f on f.account_id = current_account()),
  yearly as (select j.*, coalesce(abs((amount_after - amount_before) * a_year), amount_before * a_year) as size from judged j)`;

const valuesOf = ({ from, to, now }: EffectsWanted): unknown[] => [from, to, now, otherDigits];

export interface EffectFound {
  subscription_id: string;
  titles: Readonly<Record<string, string>>;
  nickname: string | null;
  customer_id: string;
  customer_name: string;
  offer_id: string;
  market: string;
  currency: string;
  term: Term;
  billing_cycle: BillingCycle;
  quantity: number;
  renewal: string;
  cause: EffectCause;
  amount_before: string;
  amount_after: string | null;
  difference: string | null;
  percent: string | null;
  is_below_floor: boolean;
  size: string;
}
/** Subscription by subscription, the greatest change of a year first; what stays as it is is left out. */
export async function listEffects(tx: Tx, wanted: EffectsPage): Promise<EffectFound[]> {
  const { rows } = await run(
    tx,
    `${effects}
     select subscription_id, titles, nickname, customer_id, customer_name, offer_id, market, currency, term, billing_cycle, quantity, renewal, cause, amount_before, amount_after,
            amount_after - amount_before as difference, case when amount_before > 0 then round((amount_after - amount_before) / amount_before * 100, 2) end as percent, is_below_floor, size
       from yearly where cause is not null and ($5::text is null or cause = $5) and ($6::numeric is null or size < $6 or (size = $6 and subscription_id > $7::uuid))
      order by size desc, subscription_id limit $8`,
    [...valuesOf(wanted), wanted.cause ?? null, wanted.after?.[0] ?? null, wanted.after?.[1] ?? null, wanted.limit],
  );
  return rows as unknown as EffectFound[];
}

export interface TotalFound {
  cause: EffectCause | 'same' | 'ending' | 'planned' | 'elsewhere';
  currency: string;
  subscriptions: number;
  before: string;
  after: string | null;
}
/** By cause and currency, amounts of a year; and how many the list does not reach. */
export async function sumEffects(tx: Tx, wanted: EffectsWanted): Promise<TotalFound[]> {
  const { rows } = await run(
    tx,
    `${effects}
     select coalesce(cause, untouched, 'same') as cause, currency, count(*)::integer as subscriptions, round(sum(amount_before * a_year), max(digits)) as before,
            round(sum(amount_after * a_year), max(digits)) as after
       from yearly group by 1, 2 order by 1, 2`,
    valuesOf(wanted),
  );
  return rows as unknown as TotalFound[];
}

/** The list that another one takes the place of: the last one before it that is said to the same partners. */
export async function findListBefore(tx: Tx, listId: string, now: Date): Promise<string | undefined> {
  const { rows } = await run(
    tx,
    `select b.list_id from price_lists l join price_lists b on b.group_id is not distinct from l.group_id and b.valid_from < l.valid_from
      where l.list_id = $1 and b.known_from <= $2 and (b.known_to is null or b.known_to > $2) order by b.valid_from desc, b.known_from desc limit 1`,
    [listId, now],
  );
  return rows[0] && String(rows[0]['list_id']);
}

/** Companies with subscriptions that have not heard yet what a list, valid by `until`, does to them. */
export async function listEffectsToTell(tx: Tx, now: Date, until: string): Promise<{ accountId: string; listId: string; list: string; validFrom: string }[]> {
  const { rows } = await run(
    tx,
    `select a.account_id as "accountId", l.list_id as "listId", l.name as list, l.valid_from as "validFrom"
       from price_lists l cross join (select distinct account_id from subscriptions where state = 'active') a
      where l.state = 'published' and l.known_from <= $1 and l.valid_from > $1::date and l.valid_from <= $2::date
        and (l.group_id is null or exists (select from price_group_members m where m.group_id = l.group_id and m.account_id = a.account_id))
        and not exists (select from price_effect_notices n where n.account_id = a.account_id and n.list_id = l.list_id)
      order by a.account_id, l.valid_from, l.list_id`,
    [now, until],
  );
  return rows as unknown as { accountId: string; listId: string; list: string; validFrom: string }[];
}
