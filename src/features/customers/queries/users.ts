import { sql } from 'kysely';
import { run, type Tx } from '../../../server/tx.ts';
import type { CustomerUserOrder } from '../contract/users.ts';

interface Wanted {
  readonly tenantId: string;
  readonly limit: number;
  readonly after?: { readonly name: string; readonly userId: string } | undefined;
  readonly words?: readonly string[];
  readonly state?: string | undefined;
  readonly order?: CustomerUserOrder | undefined;
  readonly role?: string | undefined;
}
/** Raw, as it stands in the migration: the plugin for names would take its capitals apart. */
const name = sql<string>`display_name collate "und-x-icu"`;
const likeAny = (word: string): string => `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** People of a customer's directory, by the name that others see; those who were deleted only when asked for. */
export function listCustomerUsers(tx: Tx, { tenantId, limit, after, words = [], state, order = 'name', role }: Wanted) {
  const isReversed = order === 'name_reversed';
  let query = tx.selectFrom('customerUsers').selectAll().where('tenantId', '=', tenantId);
  query = state ? query.where('state', '=', state) : query.where('state', '<>', 'deleted');
  if (role) query = query.where(sql<boolean>`${role} = any(roles)`);
  for (const word of words) query = query.where('searchText', 'like', likeAny(word));
  const beyond = sql.raw(isReversed ? '<' : '>');
  if (after) query = query.where(sql<boolean>`(${name}, user_id) ${beyond} (${after.name}, ${after.userId}::uuid)`);
  const way = isReversed ? 'desc' : 'asc';
  return query.orderBy(name, way).orderBy('userId', way).limit(limit).execute();
}
export type UserRowKept = Awaited<ReturnType<typeof listCustomerUsers>>[number];

const one = (tx: Tx, tenantId: string, userId: string) =>
  tx.selectFrom('customerUsers').selectAll().where('tenantId', '=', tenantId).where('userId', '=', userId);
export const findCustomerUser = (tx: Tx, tenantId: string, userId: string) => one(tx, tenantId, userId).executeTakeFirst();
export const findCustomerUserForUpdate = (tx: Tx, tenantId: string, userId: string) => one(tx, tenantId, userId).forUpdate().executeTakeFirst();

/** Sign-in names of these that the directory has already. */
export const listTakenNames = async (tx: Tx, tenantId: string, names: readonly string[]): Promise<Set<string>> =>
  names.length === 0
    ? new Set()
    : new Set(
        (
          await tx
            .selectFrom('customerUsers')
            .select('userName')
            .where('tenantId', '=', tenantId)
            .where('userName', 'in', [...names])
            .execute()
        ).map(({ userName }) => userName),
      );

/** How many may administer the directory, besides one. */
export async function countOtherAdmins(tx: Tx, tenantId: string, exceptUserId: string): Promise<number> {
  const { rows } = await run(
    tx,
    "select count(*)::int as count from customer_users where tenant_id = $1 and user_id <> $2 and state = 'active' and 'global_admin' = any(roles)",
    [tenantId, exceptUserId],
  );
  return rows[0]?.['count'] as number;
}

const here = sql<string>`current_account()`;
const file = (tx: Tx, customerId: string, importId: string) =>
  tx.selectFrom('customerUserImports').selectAll().where('accountId', '=', here).where('customerId', '=', customerId).where('importId', '=', importId);
export const findUserImport = (tx: Tx, customerId: string, importId: string) => file(tx, customerId, importId).executeTakeFirst();
export const findUserImportForUpdate = (tx: Tx, customerId: string, importId: string) => file(tx, customerId, importId).forUpdate().executeTakeFirst();
export type UserImportRow = NonNullable<Awaited<ReturnType<typeof findUserImport>>>;

/** Ends the sessions of people who are out of a directory and have no other place; the number that were open. */
export const endSessionsOfGone = (tx: Tx, now: Date, personIds: readonly string[]) => run(tx, 'select end_sessions_of_gone($1::uuid[], $2)', [personIds, now]);

/** Those who were deleted so long ago that nobody can bring them back; across accounts. */
export const purgeDeletedUsers = (tx: Tx, before: Date) => run(tx, "delete from customer_users where state = 'deleted' and deleted_at < $1", [before]);
