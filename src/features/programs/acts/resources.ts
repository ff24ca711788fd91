import { sql } from 'kysely';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { type Resource, ResourceAdded, ResourceChanged, ResourceRemoved, ResourcesOrdered } from '../contract.ts';
import type { ResourceRow } from '../queries.ts';

type NewLink = Pick<Resource, 'titles' | 'address' | 'audience'>;
const written = ({ titles, address, audience }: NewLink) => ({ titles: JSON.stringify(titles), address, audience: [...new Set(audience)] });
const told = (row: ResourceRow) => ({ title: (row.titles as Resource['titles']).en, address: row.address });
const seen = ({ titles, address, audience }: ResourceRow) => ({ titles, address, audience });

/** Keeps one more link, at the end of the list. */
export async function addResource(tx: Tx, actor: Actor, now: Date, link: NewLink): Promise<ResourceRow> {
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from resources)`;
  const row = await tx
    .insertInto('resources')
    .values({ ...written(link), position })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, ResourceAdded, { accountId: null, subjectId: row.resourceId, details: told(row), after: seen(row) });
  return row;
}

/** @throws NotFound */
export async function editResource(tx: Tx, actor: Actor, now: Date, resourceId: string, link: NewLink): Promise<ResourceRow> {
  const before = await tx.selectFrom('resources').selectAll().where('resourceId', '=', resourceId).forUpdate().executeTakeFirst();
  if (!before) throw new NotFound({});
  const row = await tx
    .updateTable('resources')
    .set({ ...written(link), version: sql<number>`version + 1` })
    .where('resourceId', '=', resourceId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, ResourceChanged, { accountId: null, subjectId: resourceId, details: told(row), before: seen(before), after: seen(row) });
  return row;
}

/** @throws NotFound */
export async function removeResource(tx: Tx, actor: Actor, now: Date, resourceId: string): Promise<void> {
  const row = await tx.deleteFrom('resources').where('resourceId', '=', resourceId).returningAll().executeTakeFirst();
  if (!row) throw new NotFound({});
  await announce(tx, actor, now, ResourceRemoved, { accountId: null, subjectId: resourceId, details: told(row), before: seen(row) });
}

/** Puts the named links first, in this order; what is not named follows as before. */
export async function orderResources(tx: Tx, actor: Actor, now: Date, resourceIds: readonly string[]): Promise<void> {
  await run(
    tx,
    `update resources r set position = o.place from (
       select resource_id, row_number() over (order by array_position($1::uuid[], resource_id) nulls last, position) as place from resources) o
      where o.resource_id = r.resource_id`,
    [[...resourceIds]],
  );
  await announce(tx, actor, now, ResourcesOrdered, { accountId: null, details: {} });
}
