import type { Actor } from '../../server/actor.ts';
import { announce, searchTextOf } from '../../server/announce.ts';
import { run, type Tx } from '../../server/tx.ts';
import { type LogEntry, personalValues } from './chain.ts';
import { ValuesErased } from './contract.ts';

/**
 * Erases what the log says of a person (names, addresses, what was written about them) from every entry that they made or that
 * concerns them. Lines, chain and signatures stay as they are; only what the hashes stand for is gone. `tx` must be across accounts.
 */
export async function erasePersonFromLog(tx: Tx, actor: Actor, now: Date, personId: string): Promise<{ entries: number; values: number }> {
  // Not while entries are being sealed: a salt must not be made for a value that is just going.
  await run(tx, "select pg_advisory_xact_lock(hashtext('entente seal'))");
  const rows = await tx
    .selectFrom('announcements')
    .selectAll()
    .where((eb) => eb.or([eb('actorId', '=', personId), eb('personId', '=', personId)]))
    .execute();
  let values = 0;
  for (const row of rows as LogEntry[]) {
    const pointers = personalValues(row)
      .map(([pointer]) => pointer)
      .filter((pointer) => (pointer.startsWith('/actor/') ? row.actorId === personId : row.personId === personId || row.actorId === personId));
    if (!pointers.length) continue;
    values += pointers.length;
    await run(tx, 'select erase_from_log($1, $2, $3, $4)', [row.announcementId, row.at, pointers, searchTextOf(without(row, pointers))]);
  }
  await announce(tx, actor, now, ValuesErased, { accountId: null, details: { entries: rows.length, values } });
  return { entries: rows.length, values };
}

/** The entry as it will be, for the words that it is still found by. */
function without(row: LogEntry, pointers: readonly string[]): LogEntry {
  const gone = new Set(pointers);
  const blank = (value: unknown, base: string): unknown => {
    if (typeof value === 'string') return gone.has(base) ? null : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blank(inner, `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)]));
  };
  return {
    ...row,
    actorName: gone.has('/actor/name') ? null : row.actorName,
    address: gone.has('/actor/address') ? null : row.address,
    details: blank(row.details, '/details'),
    before: blank(row.before, '/before'),
    after: blank(row.after, '/after'),
  };
}
