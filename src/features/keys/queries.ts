import { sql } from 'kysely';
import type { Tx } from '../../server/tx.ts';

const here = sql<string>`current_account()`;
type After = { readonly at: Date; readonly id: string } | undefined;

/** A person's keys in the running account, the newest first. */
export function listKeysOf(tx: Tx, personId: string, { limit, after }: { readonly limit: number; readonly after: After }) {
  let query = tx.selectFrom('accessGrants').selectAll().where('accountId', '=', here).where('personId', '=', personId).where('kind', '=', 'key');
  if (after) query = query.where(sql<boolean>`(created_at, grant_id) < (${after.at}, ${after.id})`);
  return query.orderBy('createdAt', 'desc').orderBy('grantId', 'desc').limit(limit).execute();
}
export type KeyRow = Awaited<ReturnType<typeof listKeysOf>>[number];

export async function countLiveKeys(tx: Tx, personId: string, now: Date): Promise<number> {
  const { n } = await tx
    .selectFrom('accessGrants')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('accountId', '=', here)
    .where('personId', '=', personId)
    .where('kind', '=', 'key')
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow();
  return n;
}

/** Keys of people who still belong to the company, that end until then; across accounts. */
export const listEndingKeys = (tx: Tx, now: Date, until: Date) =>
  tx
    .selectFrom('accessGrants as g')
    .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'g.accountId').onRef('m.personId', '=', 'g.personId'))
    .select(['g.accountId', 'g.grantId', 'g.personId', 'g.name', 'g.expiresAt', 'g.warnedDays'])
    .where('g.kind', '=', 'key')
    .where('m.state', '=', 'active')
    .where('g.endedAt', 'is', null)
    .where('g.expiresAt', '>', now)
    .where('g.expiresAt', '<=', until)
    .orderBy('g.expiresAt')
    .execute();

export const findOwnKey = (tx: Tx, personId: string, keyId: string) =>
  tx
    .selectFrom('accessGrants')
    .select('grantId')
    .where('accountId', '=', here)
    .where('grantId', '=', keyId)
    .where('personId', '=', personId)
    .where('kind', '=', 'key')
    .executeTakeFirst();
