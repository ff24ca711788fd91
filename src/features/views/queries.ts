import { run, type Tx } from '../../server/tx.ts';
import type { List } from './contract.ts';

export interface ViewRow {
  readonly viewId: string;
  readonly list: List;
  readonly personId: string;
  readonly madeByName: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly isDefault: boolean;
  readonly narrowed: Readonly<Record<string, string>>;
  readonly hidden: string[];
  readonly version: number;
}

const columns = `v.view_id as "viewId", v.list, v.person_id as "personId", v.made_by_name as "madeByName", v.name, v.is_shared as "isShared",
  d.view_id is not null as "isDefault", v.narrowed, v.hidden, v.version`;
const seen = `from saved_views v left join default_views d on d.account_id = v.account_id and d.view_id = v.view_id and d.person_id = $1
  where v.account_id = current_account() and (v.is_shared or v.person_id = $1)`;

/** The person's own views of a list and those shared with it, by name. */
export async function listViews(tx: Tx, personId: string, list: List): Promise<ViewRow[]> {
  const { rows } = await run(tx, `select ${columns} ${seen} and v.list = $2 order by v.name_folded, v.view_id`, [personId, list], 'views.list');
  return rows as unknown as ViewRow[];
}

/** A view as the person sees it, locked until the transaction ends; nobody else's own. */
export async function findViewForUpdate(tx: Tx, personId: string, viewId: string): Promise<ViewRow | undefined> {
  const { rows } = await run(tx, `select ${columns} ${seen} and v.view_id = $2 for update of v`, [personId, viewId]);
  return rows[0] as unknown as ViewRow | undefined;
}

/** Whether the person has another view of the list by this name. */
export const findNamesake = (tx: Tx, personId: string, list: List, nameFolded: string) =>
  tx
    .selectFrom('savedViews')
    .select('viewId')
    .where('personId', '=', personId)
    .where('list', '=', list)
    .where('nameFolded', '=', nameFolded)
    .executeTakeFirst();

/** How many views of the list the person keeps. */
export async function countViews(tx: Tx, personId: string, list: List): Promise<number> {
  const { rows } = await run(tx, 'select count(*)::int as count from saved_views where account_id = current_account() and person_id = $1 and list = $2', [
    personId,
    list,
  ]);
  return rows[0]?.['count'] as number;
}
