import { sql } from 'kysely';
import type { Locale } from '../../../core/locale.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { CustomerUsersImported, CustomerUsersImportUndone, UserImportNotInState, UserRow } from '../contract/users.ts';
import { endSessionsOfGone, findUserImportForUpdate, listTakenNames, type UserImportRow } from '../queries/users.ts';
import { insertUser } from './people.ts';
import { lockForUsers } from './users.ts';
import { countryRule } from '../../../core/countries.ts';
import { RequestInvalid } from '../../../core/problems.ts';

export const rowsOf = (row: Pick<UserImportRow, 'rows'>): UserRow[] => UserRow.array().parse(row.rows);

interface File {
  readonly customerId: string;
  readonly name: string;
  readonly usageLocation: string;
  /** Reads the file for a customer's domain. */
  read(domain: string): readonly UserRow[];
}
/** What later features do with the licenses that rows ask for. */
export interface Licensing {
  check(asked: { readonly customerId: string; readonly usageLocation: string; readonly rows: readonly UserRow[] }): Promise<UserRow[]>;
  give(asked: { readonly customerId: string; readonly users: readonly { readonly userId: string; readonly skuIds: readonly string[] }[] }): Promise<void>;
}

/** Keeps a file as it was read; nobody is added. @throws NotFound, CustomerRemoved, RightsNotDelegated, ImportFileWrong */
export async function keepUserFile(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { customerId, name, usageLocation, read }: File,
  licensing: Licensing,
): Promise<UserImportRow> {
  const { customer } = await lockForUsers(tx, now, customerId, 'manage');
  if (!countryRule(usageLocation)) throw new RequestInvalid({ fields: { usageLocation: 'invalid_value' } });
  const rows = await licensing.check({ customerId, usageLocation, rows: await withTaken(tx, customerId, read(customer.domain)) });
  return tx
    .insertInto('customerUserImports')
    .values({ customerId, fileName: name, usageLocation, rows: JSON.stringify(rows), createdAt: now, createdByName: actor.name })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Rows whose address the directory has by now are wrong. */
async function withTaken(tx: Tx, tenantId: string, rows: readonly UserRow[]): Promise<UserRow[]> {
  const taken = await listTakenNames(tx, tenantId, rows.map(({ userName }) => userName).filter(Boolean));
  return rows.map((row) => (taken.has(row.userName) ? { ...row, faults: [...row.faults, { column: 'email' as const, code: 'user_name_taken' }] } : row));
}

interface Which {
  readonly customerId: string;
  readonly importId: string;
  readonly version: number;
}
async function lock(tx: Tx, { customerId, importId, version }: Which, from: string): Promise<UserImportRow> {
  const row = await findUserImportForUpdate(tx, customerId, importId);
  if (!row) throw new NotFound({});
  if (row.state !== from) throw new UserImportNotInState({ state: row.state });
  if (row.version !== version) throw new ChangedMeanwhile({});
  return row;
}
const settle = (tx: Tx, now: Date, { accountId, customerId, importId, version }: UserImportRow, change: { readonly state?: string; readonly rows?: string }) =>
  tx
    .updateTable('customerUserImports')
    .set({ ...change, ...(change.state ? { endedAt: now } : {}), version: version + 1 })
    .where('accountId', '=', accountId)
    .where('customerId', '=', customerId)
    .where('importId', '=', importId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Adds everybody in one transaction, or nobody; a row that has become wrong since is shown instead. @throws NotFound, CustomerRemoved, RightsNotDelegated, UserImportNotInState, ChangedMeanwhile */
export async function confirmUserImport(tx: Tx, actor: MemberActor, now: Date, which: Which, licensing: Licensing): Promise<UserImportRow> {
  const { customer } = await lockForUsers(tx, now, which.customerId, 'manage');
  const file = await lock(tx, which, 'ready');
  const free = await withTaken(
    tx,
    which.customerId,
    rowsOf(file).map((row) => ({ ...row, faults: row.faults.filter(({ code, column }) => code !== 'user_name_taken' && column !== 'licenses') })),
  );
  const rows = await licensing.check({ customerId: which.customerId, usageLocation: file.usageLocation, rows: free });
  if (rows.length === 0 || rows.some(({ faults }) => faults.length > 0)) return settle(tx, now, file, { rows: JSON.stringify(rows) });
  const users: { userId: string; skuIds: readonly string[] }[] = [];
  for (const { givenName, familyName, displayName, userName, skuIds } of rows) {
    const { userId } = await insertUser(tx, actor, now, {
      tenantId: which.customerId,
      country: file.usageLocation,
      userName,
      givenName,
      familyName,
      displayName,
      locale: customer.locale as Locale,
      roles: [],
      importId: file.importId,
    });
    if (skuIds.length) users.push({ userId, skuIds });
  }
  if (users.length) await licensing.give({ customerId: which.customerId, users });
  await announce(tx, actor, now, CustomerUsersImported, {
    subjectId: which.customerId,
    details: { customerId: which.customerId, customer: customer.name, count: rows.length },
  });
  return settle(tx, now, file, { state: 'done', rows: JSON.stringify(rows) });
}

/** Deletes whom the file added and nobody has deleted since; for 30 days each can be brought back. @throws as confirmUserImport */
export async function undoUserImport(tx: Tx, actor: MemberActor, now: Date, which: Which): Promise<UserImportRow> {
  const { customer } = await lockForUsers(tx, now, which.customerId, 'manage');
  const file = await lock(tx, which, 'done');
  const gone = await tx
    .updateTable('customerUsers')
    .set((eb) => ({ state: 'deleted', deletedAt: now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', which.customerId)
    .where('importId', '=', which.importId)
    .where('state', '<>', 'deleted')
    // Whoever has become an administrator since is no longer only a row of this file.
    .where(sql<boolean>`roles = '{}'`)
    .returning('personId')
    .execute();
  await endSessionsOfGone(
    tx,
    now,
    gone.map(({ personId }) => personId),
  );
  await announce(tx, actor, now, CustomerUsersImportUndone, {
    subjectId: which.customerId,
    details: { customerId: which.customerId, customer: customer.name, count: gone.length },
  });
  return settle(tx, now, file, { state: 'undone' });
}
