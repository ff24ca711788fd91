import { run, type Tx } from '../../../server/tx.ts';
import type { Locale } from '../../../core/locale.ts';
import { collationOf } from './browse.ts';

export interface ArrangementRow {
  arrangementId: string;
  name: string;
  market: string | null;
  personId: string | null;
  isDefault: boolean;
  pinned: number;
  hidden: number;
  groups: number;
  changedAt: Date;
  version: number;
}

const columns = `a.arrangement_id as "arrangementId", a.name, a.market, a.person_id as "personId", a.is_default as "isDefault", a.changed_at as "changedAt", a.version,
  (select count(*)::integer from arrangement_items i where i.account_id = a.account_id and i.arrangement_id = a.arrangement_id and i.is_pinned) as pinned,
  (select count(*)::integer from arrangement_items i where i.account_id = a.account_id and i.arrangement_id = a.arrangement_id and i.is_hidden) as hidden,
  (select count(*)::integer from arrangement_groups g where g.account_id = a.account_id and g.arrangement_id = a.arrangement_id) as groups`;

/** The company's arrangements and the person's own, by name. */
export async function listArrangements(tx: Tx, personId: string, locale: Locale): Promise<ArrangementRow[]> {
  const { rows } = await run(
    tx,
    `select ${columns} from arrangements a where a.account_id = current_account() and (a.person_id is null or a.person_id = $1)
      order by (a.person_id is null) desc, a.name collate "${collationOf[locale]}", a.arrangement_id`,
    [personId],
  );
  return rows as unknown as ArrangementRow[];
}

/** One arrangement that the person may see: the company's, or their own. */
export async function findArrangement(tx: Tx, personId: string, arrangementId: string): Promise<ArrangementRow | undefined> {
  const { rows } = await run(
    tx,
    `select ${columns} from arrangements a where a.account_id = current_account() and a.arrangement_id = $2 and (a.person_id is null or a.person_id = $1)`,
    [personId, arrangementId],
  );
  return rows[0] as ArrangementRow | undefined;
}

/** Locks it until the transaction ends. */
export async function findArrangementForUpdate(
  tx: Tx,
  personId: string,
  arrangementId: string,
): Promise<Pick<ArrangementRow, 'arrangementId' | 'name' | 'market' | 'personId' | 'isDefault' | 'version'> | undefined> {
  return tx
    .selectFrom('arrangements')
    .select(['arrangementId', 'name', 'market', 'personId', 'isDefault', 'version'])
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('arrangementId', '=', arrangementId)
    .where((eb) => eb.or([eb('personId', 'is', null), eb('personId', '=', personId)]))
    .forUpdate()
    .executeTakeFirst();
}

export const countArrangements = async (tx: Tx, personId: string | null): Promise<number> => {
  const { rows } = await run(
    tx,
    'select count(*)::integer as many from arrangements where account_id = current_account() and person_id is not distinct from $1::uuid',
    [personId],
  );
  return Number(rows[0]?.['many'] ?? 0);
};

export interface ArrangedRow {
  productId: string;
  title: string;
  publisher: string;
  groupId: string | null;
  isPinned: boolean;
  isHidden: boolean;
  ownName: string | null;
  isNew: boolean;
}

/** Every product that is sold (in the arrangement's market), in the arrangement's order; what it does not know yet comes last, by title. */
export async function listArranged(
  tx: Tx,
  arrangement: { readonly arrangementId: string; readonly market: string | null },
  locale: Locale,
): Promise<ArrangedRow[]> {
  const { rows } = await run(
    tx,
    `select p.product_id as "productId", p.definition #>> array['texts', $3, 'title'] as title, p.publisher, i.group_id as "groupId",
            coalesce(i.is_pinned, false) as "isPinned", coalesce(i.is_hidden, false) as "isHidden", i.own_name as "ownName", i.product_id is null as "isNew"
       from products p left join arrangement_items i on i.account_id = current_account() and i.arrangement_id = $1 and i.product_id = p.product_id
      where p.is_sold and exists (select from offers o join availabilities v on v.offer_id = o.offer_id
                                   where o.product_id = p.product_id and o.is_sold and v.is_purchasable and ($2::text is null or v.market = $2))
      order by coalesce(i.position, 1000000), p.definition #>> array['texts', $3, 'title'] collate "${collationOf[locale]}", p.product_id`,
    [arrangement.arrangementId, arrangement.market, locale],
  );
  return rows as unknown as ArrangedRow[];
}

export async function listArrangedGroups(tx: Tx, arrangementId: string): Promise<{ groupId: string; name: string }[]> {
  return tx
    .selectFrom('arrangementGroups')
    .select(['groupId', 'name'])
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('arrangementId', '=', arrangementId)
    .orderBy('position')
    .execute();
}
