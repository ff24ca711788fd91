import { run, type Tx } from '../../../server/tx.ts';
import type { BillingCycle, listStates, promotionStates, Term } from '../contract.ts';

export interface DeskListRow {
  listId: string;
  name: string;
  groupId: string | null;
  groupName: string | null;
  validFrom: string;
  validTo: string | null;
  state: (typeof listStates)[number];
  knownFrom: Date | null;
  knownTo: Date | null;
  lines: number;
  createdBy: string;
  createdAt: Date;
  version: number;
}
const columns = `l.list_id as "listId", l.name, l.group_id as "groupId", g.name as "groupName", l.valid_from as "validFrom", l.valid_to as "validTo", l.state,
  l.known_from as "knownFrom", l.known_to as "knownTo", l.line_count as lines, l.created_by_name as "createdBy", l.created_at as "createdAt", l.version`;

/** Every list, those that are valid last at the top. */
export async function listDeskLists(
  tx: Tx,
  { state, after, limit }: { readonly state: string | undefined; readonly after: { validFrom: string; listId: string } | undefined; readonly limit: number },
): Promise<DeskListRow[]> {
  const { rows } = await run(
    tx,
    `select ${columns} from price_lists l left join price_groups g on g.group_id = l.group_id
      where ($1::text is null or l.state = $1) and ($2::date is null or (l.valid_from, l.list_id) < ($2::date, $3::uuid)) order by l.valid_from desc, l.list_id desc limit $4`,
    [state ?? null, after?.validFrom ?? null, after?.listId ?? null, limit],
  );
  return rows as unknown as DeskListRow[];
}
export async function findDeskList(tx: Tx, listId: string, { forUpdate = false } = {}): Promise<DeskListRow | undefined> {
  const { rows } = await run(
    tx,
    `select ${columns} from price_lists l left join price_groups g on g.group_id = l.group_id where l.list_id = $1${forUpdate ? ' for update of l' : ''}`,
    [listId],
  );
  return rows[0] as DeskListRow | undefined;
}

export interface DeskLineRow {
  row: number;
  market: string;
  currency: string;
  offerId: string;
  term: Term;
  billingCycle: BillingCycle;
  tierFrom: number;
  flag: 'ADD' | 'CHG' | 'DEL' | 'UNC';
  price: string;
  suggested: string | null;
}
/** Lines of a list, in the order of its file. */
export async function listDeskLines(
  tx: Tx,
  {
    listId,
    market,
    search,
    after,
    limit,
  }: { readonly listId: string; readonly market: string | undefined; readonly search: string | undefined; readonly after: number; readonly limit: number },
): Promise<DeskLineRow[]> {
  const { rows } = await run(
    tx,
    `select row_no as row, market, currency, offer_id as "offerId", term, billing_cycle as "billingCycle", tier_from as "tierFrom", flag, price, suggested
       from price_list_lines where list_id = $1 and row_no > $2 and ($3::text is null or market = $3) and ($4::text is null or strpos(offer_id, lower($4)) > 0) order by row_no limit $5`,
    [listId, after, market ?? null, search || null, limit],
  );
  return rows as unknown as DeskLineRow[];
}

/** Markets in which a list names prices in more than one currency. */
export async function listMixedMarkets(tx: Tx, listId: string): Promise<{ market: string; currencies: string[] }[]> {
  const { rows } = await run(
    tx,
    `select market, array_agg(distinct currency order by currency) as currencies from price_list_lines where list_id = $1 group by market having min(currency) <> max(currency) order by market`,
    [listId],
  );
  return rows as unknown as { market: string; currencies: string[] }[];
}

/** The company of a PartnerId. */
export async function findPartner(tx: Tx, partnerId: string): Promise<{ accountId: string; name: string } | undefined> {
  const { rows } = await run(
    tx,
    'select a.account_id as "accountId", a.name from partner_ids p join accounts a on a.account_id = p.account_id where p.partner_id = $1',
    [partnerId],
  );
  return rows[0] as { accountId: string; name: string } | undefined;
}

export interface GroupRow {
  groupId: string;
  name: string;
  kind: 'group' | 'partner';
  rank: number;
  members: { accountId: string; partnerId: string; name: string }[];
  version: number;
}
/** Groups in the order in which they decide. */
export async function listGroups(tx: Tx): Promise<GroupRow[]> {
  const { rows } = await run(
    tx,
    `select g.group_id as "groupId", g.name, g.kind, g.rank, g.version,
            coalesce((select jsonb_agg(jsonb_build_object('accountId', a.account_id, 'partnerId', a.partner_id, 'name', a.name) order by a.name)
                        from price_group_members m join accounts a on a.account_id = m.account_id where m.group_id = g.group_id), '[]') as members
       from price_groups g order by g.rank, g.name`,
  );
  return rows as unknown as GroupRow[];
}

export interface PromotionRow {
  promotionId: string;
  name: string;
  percent: string;
  markets: string[] | null;
  groupId: string | null;
  groupName: string | null;
  startsOn: string;
  endsOn: string;
  state: (typeof promotionStates)[number];
  offers: string[];
  version: number;
}
export async function listPromotions(tx: Tx): Promise<PromotionRow[]> {
  const { rows } = await run(
    tx,
    `select p.promotion_id as "promotionId", p.name, p.percent, p.markets, p.group_id as "groupId", g.name as "groupName", p.starts_on as "startsOn", p.ends_on as "endsOn", p.state, p.version,
            coalesce((select array_agg(o.offer_id order by o.offer_id) from promotion_offers o where o.promotion_id = p.promotion_id), '{}') as offers
       from promotions p left join price_groups g on g.group_id = p.group_id order by p.starts_on desc, p.promotion_id limit 500`,
  );
  return rows as unknown as PromotionRow[];
}

/** Lists that partners can see and have not been told of. */
export async function listListsToTell(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await run(tx, "select list_id from price_lists where state = 'published' and told_at is null and known_from <= $1 order by known_from", [
    now,
  ]);
  return rows.map((row) => String(row['list_id']));
}

/** Companies whose prices are in a list: those of its group, or all that resell. */
export async function listReaders(tx: Tx, listId: string): Promise<string[]> {
  const { rows } = await run(
    tx,
    `select a.account_id from accounts a, price_lists l where l.list_id = $1 and a.state = 'active'
        and case when l.group_id is null then sections_of(a.account_id) && array['reseller', 'distributor']
                 else exists (select from price_group_members m where m.group_id = l.group_id and m.account_id = a.account_id) end order by a.account_id`,
    [listId],
  );
  return rows.map((row) => String(row['account_id']));
}

/** A few lines as a price file has them, of what is sold. */
export async function listExampleLines(tx: Tx): Promise<string[][]> {
  const { rows } = await run(tx, 'select v.offer_id, v.market, v.term, v.billing_cycle from availabilities v order by v.offer_id, v.market limit 3');
  return rows.map((row, at) => [
    at ? 'UNC' : 'ADD',
    String(row['offer_id']),
    String(row['market']),
    'USD',
    String(row['term']),
    String(row['billing_cycle']),
    '1',
    '10.00',
    '12.50',
  ]);
}
