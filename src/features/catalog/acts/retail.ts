import { money } from '../../../core/money.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { findCustomer } from '../../customers/queries.ts';
import { BelowFloor, type NewRule, RetailFloorSet, RetailRuleRemoved, RetailRuleSet, rulesAtMost, RuleTaken, TooManyRules } from '../contract.ts';
import { currencyOf } from '../../tax/policy/billing.ts';
import { floorOf, isBelowFloor, marginOf, retailOf, type Rounding, type Rule, type Settings } from '../policy/retail.ts';
import { listEffective } from '../queries/prices.ts';
import { findSettings } from '../queries/retail.ts';

/** Prices against which a rule is tried. */
const triedAtMost = 5_000;

export interface Tried {
  readonly title: string;
  readonly unit: ReturnType<typeof money>;
  readonly suggested: ReturnType<typeof money> | null;
  readonly retail: ReturnType<typeof money>;
  readonly marginPercent: string | null;
  readonly isBelowFloor: boolean;
}

/** What a rule makes of today's prices in a market. */
export async function tryRule(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  wanted: NewRule,
  at: { readonly market: string; readonly currency: string },
  settings: Settings,
): Promise<Tried[]> {
  const rows = await listEffective(tx, {
    ...at,
    on: now.toISOString().slice(0, 10),
    knownAt: now,
    locale: actor.locale,
    words: [],
    productId: wanted.productId,
    segment: wanted.segment,
    limit: triedAtMost,
  });
  const rule: Rule = { method: wanted.method, value: wanted.value, mayGoBelow: true };
  return rows.map((row) => {
    const unit = money(row.price, at.currency),
      suggested = row.suggested === null ? null : money(row.suggested, at.currency);
    const retail = retailOf(unit, suggested, rule, settings);
    return {
      title: row.title === row.product_title ? row.title : `${row.product_title} · ${row.title}`,
      unit,
      suggested,
      retail,
      marginPercent: marginOf(unit, retail),
      isBelowFloor: isBelowFloor(unit, suggested, rule, settings),
    };
  });
}

/** Where a rule is tried: in its market and currency, or those of the company. */
export async function placeOfRule(tx: Tx, rule: NewRule): Promise<{ market: string; currency: string }> {
  const market = rule.market ?? (await getAccount(tx)).country;
  return { market, currency: rule.currency ?? currencyOf(market) };
}

const told = ({ method, value, currency, productId }: Pick<NewRule, 'method' | 'value' | 'currency' | 'productId'>) => ({ method, value, currency, productId });

export interface RuleWanted {
  readonly ruleId: string | null;
  readonly version: number | null;
  readonly rule: NewRule;
  /** Somebody has read that it goes below the floor, and wants it. */
  readonly confirmed: boolean;
}

/** Adds or changes a rule. @throws BelowFloor unless confirmed, RuleTaken, TooManyRules, ChangedMeanwhile, NotFound */
export async function setRule(tx: Tx, actor: MemberActor, now: Date, { ruleId, version, rule, confirmed }: RuleWanted): Promise<string> {
  if ((rule.method === 'amount' || rule.method === 'price') !== (rule.currency !== null)) throw new RequestInvalid({ fields: { 'rule.currency': 'required' } });
  if (rule.customerId && !(await findCustomer(tx, rule.customerId))) throw new RequestInvalid({ fields: { 'rule.customerId': 'not_one_of' } });
  if (rule.productId && !(await tx.selectFrom('products').select('productId').where('productId', '=', rule.productId).executeTakeFirst()))
    throw new RequestInvalid({ fields: { 'rule.productId': 'not_one_of' } });
  // One change of the rules at a time: two of the same scope would both find the place free.
  await run(tx, "select pg_advisory_xact_lock(hashtext('retail' || $1))", [actor.accountId]);
  const below = await belowFloor(tx, actor, now, rule);
  if (below && !confirmed) throw new BelowFloor(below);
  await checkPlace(tx, ruleId, rule);
  const values = { ...rule, mayGoBelow: below !== null, createdByName: actor.name, changedAt: now };
  const id = ruleId ? await changeRule(tx, ruleId, version, values) : await addRule(tx, actor.accountId, values);
  await announce(tx, actor, now, RetailRuleSet, { subjectId: id, details: told(rule) });
  return id;
}

async function belowFloor(tx: Tx, actor: MemberActor, now: Date, rule: NewRule) {
  const settings = await findSettings(tx);
  const tried = await tryRule(tx, actor, now, rule, await placeOfRule(tx, rule), settings);
  const below = tried.filter((each) => each.isBelowFloor);
  const [first] = below;
  if (!first) return null;
  return { count: below.length, title: first.title, retail: first.retail.amount, floor: floorOf(first.unit, settings).amount, currency: first.unit.currency };
}

/** @throws RuleTaken when another rule says something of exactly the same; TooManyRules */
async function checkPlace(tx: Tx, ruleId: string | null, rule: NewRule): Promise<void> {
  const { rows } = await run(
    tx,
    `select count(*)::integer as many, coalesce(bool_or(customer_id is not distinct from $1::uuid and product_id is not distinct from $2 and segment is not distinct from $3
              and market is not distinct from $4 and currency is not distinct from $5) filter (where rule_id is distinct from $6::uuid), false) as taken
       from retail_rules where account_id = current_account()`,
    [rule.customerId, rule.productId, rule.segment, rule.market, rule.currency, ruleId],
  );
  if (rows[0]?.['taken'] === true) throw new RuleTaken({});
  if (!ruleId && Number(rows[0]?.['many']) >= rulesAtMost) throw new TooManyRules({ most: rulesAtMost });
}

type RuleValues = NewRule & { readonly mayGoBelow: boolean; readonly createdByName: string; readonly changedAt: Date };
async function addRule(tx: Tx, accountId: string, values: RuleValues): Promise<string> {
  const { ruleId } = await tx
    .insertInto('retailRules')
    .values({ accountId, ...values })
    .returning('ruleId')
    .executeTakeFirstOrThrow();
  return ruleId;
}
async function changeRule(tx: Tx, ruleId: string, version: number | null, values: RuleValues): Promise<string> {
  const known = await tx
    .selectFrom('retailRules')
    .select('version')
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('ruleId', '=', ruleId)
    .forUpdate()
    .executeTakeFirst();
  if (!known) throw new NotFound({});
  if (known.version !== version) throw new ChangedMeanwhile({});
  await tx
    .updateTable('retailRules')
    .set({ ...values, version: known.version + 1 })
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('ruleId', '=', ruleId)
    .execute();
  return ruleId;
}

/** @throws NotFound */
export async function removeRule(tx: Tx, actor: MemberActor, now: Date, ruleId: string): Promise<void> {
  const gone = await tx
    .deleteFrom('retailRules')
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('ruleId', '=', ruleId)
    .returning(['method', 'value', 'currency', 'productId'])
    .executeTakeFirst();
  if (!gone) throw new NotFound({});
  await announce(tx, actor, now, RetailRuleRemoved, { subjectId: ruleId, details: { ...gone } });
}

/** Sets the floor and the way of rounding. @throws ChangedMeanwhile */
export async function setFloor(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  wanted: { readonly floorPercent: string; readonly rounding: Rounding; readonly version: number },
): Promise<void> {
  await run(tx, "select pg_advisory_xact_lock(hashtext('retail' || $1))", [actor.accountId]);
  const before = await findSettings(tx);
  if (before.version !== wanted.version) throw new ChangedMeanwhile({});
  await run(
    tx,
    `insert into retail_settings (account_id, floor_percent, rounding, version) values (current_account(), $1, $2, 1)
     on conflict (account_id) do update set floor_percent = excluded.floor_percent, rounding = excluded.rounding, version = retail_settings.version + 1`,
    [wanted.floorPercent, wanted.rounding],
  );
  const { floorPercent, rounding } = wanted;
  await announce(tx, actor, now, RetailFloorSet, {
    details: { floorPercent, rounding },
    before: { floorPercent: before.floorPercent, rounding: before.rounding },
    after: { floorPercent, rounding },
  });
}
