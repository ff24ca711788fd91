import { sql } from 'kysely';
import type { Section } from '../../core/roles.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { RelationState, Side } from './contract.ts';

interface Wanted {
  readonly limit: number;
  readonly now: Date;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly side?: Side | undefined;
  readonly state?: RelationState | undefined;
}

/** Relations of the running account, the newest first. */
export function listRelations(tx: Tx, { limit, now, after, side, state }: Wanted) {
  let query = tx.selectFrom('relations').selectAll();
  if (side) query = query.where('side', '=', side);
  if (state === 'expired') query = query.where('state', '=', 'invited').where('expiresAt', '<=', now);
  else if (state === 'invited') query = query.where('state', '=', 'invited').where('expiresAt', '>', now);
  else if (state) query = query.where('state', '=', state);
  if (after) query = query.where(sql<boolean>`(invited_at, relation_id) < (${after.at}, ${after.id})`);
  return query.orderBy('invitedAt', 'desc').orderBy('relationId', 'desc').limit(limit).execute();
}
export type RelationRow = Awaited<ReturnType<typeof listRelations>>[number];

export const findRelation = (tx: Tx, relationId: string) => tx.selectFrom('relations').selectAll().where('relationId', '=', relationId).executeTakeFirst();

/** Locks the running account's side of a relation until the transaction ends. */
export const findRelationForUpdate = (tx: Tx, relationId: string) =>
  tx
    .selectFrom('relations')
    .selectAll()
    .where('relationId', '=', relationId)
    .where('accountId', '=', sql<string>`current_account()`)
    .forUpdate()
    .executeTakeFirst();

/** Lets one change of a relation at a time through, whichever side it comes from; until the transaction ends. */
export const holdRelation = (tx: Tx, relationId: string) => run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [relationId]);

/** What the running account has open with another one, on its side of it. */
export const findOpenWith = (tx: Tx, otherAccountId: string, side: Side) =>
  tx
    .selectFrom('relations')
    .selectAll()
    .where('otherAccountId', '=', otherAccountId)
    .where('side', '=', side)
    .where('state', 'in', ['invited', 'active'])
    .forUpdate()
    .executeTakeFirst();

/** How many active relations of a side the running account has, and how many invitations wait for it. */
export async function countRelations(tx: Tx, now: Date, side: Side): Promise<{ active: number; invited: number }> {
  const { rows } = await run(
    tx,
    `select count(*) filter (where state = 'active')::int as active, count(*) filter (where state = 'invited' and expires_at > $2)::int as invited
       from relations where account_id = current_account() and side = $1 and state in ('active', 'invited')`,
    [side, now],
  );
  return { active: rows[0]?.['active'] as number, invited: rows[0]?.['invited'] as number };
}

export interface Partner {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly sections: readonly Section[];
}

/** The company behind a PartnerId or LocationId that one was given. */
export async function findPartner(tx: Tx, id: string): Promise<Partner | undefined> {
  const { rows } = await run(tx, 'select account_id, partner_id, name, country, sections from find_partner($1)', [id]);
  const row = rows[0];
  return (
    row && {
      accountId: row['account_id'] as string,
      partnerId: row['partner_id'] as string,
      name: row['name'] as string,
      country: row['country'] as string,
      sections: row['sections'] as Section[],
    }
  );
}

/** Every relation once, by its distributor's row; across accounts. */
export function listAllRelations(tx: Tx, { limit, now, after, state }: Wanted) {
  let query = tx
    .selectFrom('relations as r')
    .innerJoin('accounts as d', 'd.accountId', 'r.accountId')
    .innerJoin('accounts as o', 'o.accountId', 'r.otherAccountId')
    .selectAll('r')
    .select(['d.name as distributorName', 'd.partnerId as distributorPartnerId', 'o.name as resellerName'])
    .where('r.side', '=', 'distributor');
  if (state === 'expired') query = query.where('r.state', '=', 'invited').where('r.expiresAt', '<=', now);
  else if (state === 'invited') query = query.where('r.state', '=', 'invited').where('r.expiresAt', '>', now);
  else if (state) query = query.where('r.state', '=', state);
  if (after) query = query.where(sql<boolean>`(r.invited_at, r.relation_id) < (${after.at}, ${after.id})`);
  return query.orderBy('r.invitedAt', 'desc').orderBy('r.relationId', 'desc').limit(limit).execute();
}

/** The distributor's row of a relation, across accounts. */
export const findDistributorsRow = (tx: Tx, relationId: string) =>
  tx.selectFrom('relations').selectAll().where('relationId', '=', relationId).where('side', '=', 'distributor').executeTakeFirst();
