import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Seen } from '../../../server/dns.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { listDomainRows } from '../../accounts/queries/domains.ts';
import {
  DirectoryDomainAdded,
  DirectoryDomainFound,
  DirectoryDomainLost,
  DirectoryDomainTaken,
  DirectoryNotRequired,
  DirectoryRequired,
  DomainElsewhere,
  DomainNotProved,
  NoLocalWay,
} from '../contract/directories.ts';
import { type DirectoryDomainRow, findDirectory, keepsLocalWay, listDirectoryDomains } from '../queries/directories.ts';
import { getForUpdate, renewRights } from './directories.ts';

const rowOf = async (tx: Tx, domain: string): Promise<DirectoryDomainRow | undefined> =>
  (await listDirectoryDomains(tx)).find((each) => each.domain === domain);

/**
 * The directory speaks for this domain, and its people must use it or need not. The caller has just seen its record in the DNS, where
 * it is new. @throws DomainNotProved, DomainElsewhere, NoLocalWay, NotFound
 */
export async function setDomain(
  tx: Tx,
  actor: Actor,
  now: Date,
  directoryId: string,
  { domain, isRequired }: { readonly domain: string; readonly isRequired: boolean },
): Promise<DirectoryDomainRow> {
  const { accountId } = await getAccountForUpdate(tx);
  const directory = await getForUpdate(tx, directoryId);
  if (!(await listDomainRows(tx)).some((known) => known.domain === domain && known.dnsProvedAt)) throw new DomainNotProved({ domain });
  const before = await rowOf(tx, domain);
  if (before && before.directoryId !== directoryId) {
    const other = await findDirectory(tx, before.directoryId);
    throw new DomainElsewhere({ domain, directory: other?.name ?? '' });
  }
  if (isRequired && !(await keepsLocalWay(tx, now))) throw new NoLocalWay({});
  const row = await tx
    .insertInto('directoryDomains')
    .values({ accountId, directoryId, domain, isRequired, addedAt: now, checkedAt: now })
    .onConflict((on) => on.columns(['accountId', 'domain']).doUpdateSet({ isRequired }))
    .returningAll()
    .executeTakeFirstOrThrow();
  await renewRights(tx);
  const told = { accountId, subjectId: directoryId, details: { name: directory.name, domain } };
  if (!before) await announce(tx, actor, now, DirectoryDomainAdded, told);
  if (isRequired !== (before?.isRequired ?? false)) await announce(tx, actor, now, isRequired ? DirectoryRequired : DirectoryNotRequired, told);
  return row;
}

/** The directory speaks for this domain no longer; whoever came in for it is out with the next request. @throws NotFound */
export async function takeDomain(tx: Tx, actor: Actor, now: Date, directoryId: string | null, domain: string): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const row = await rowOf(tx, domain);
  if (!row || (directoryId !== null && row.directoryId !== directoryId)) throw new NotFound({});
  const directory = await findDirectory(tx, row.directoryId);
  await tx.deleteFrom('directoryDomains').where('accountId', '=', accountId).where('domain', '=', domain).execute();
  await renewRights(tx);
  await announce(tx, actor, now, DirectoryDomainTaken, { accountId, subjectId: row.directoryId, details: { name: directory?.name ?? '', domain } });
}

/**
 * Notes the daily look at a domain. Lost only on a clear word: every resolver answered and none has seen the record. What some have not
 * answered, or see differently, is looked at again tomorrow. Run twice, it changes nothing.
 */
export async function noteLook(tx: Tx, actor: Actor, now: Date, domain: string, seen: readonly Seen[]): Promise<'kept' | 'lost' | 'found' | 'unsure'> {
  const row = await rowOf(tx, domain);
  const isSeen = seen.length > 0 && seen.every(({ said }) => said === 'right');
  const isGone = seen.length > 0 && seen.every(({ said }) => said === 'none' || said === 'wrong');
  if (!row || (!isSeen && !isGone)) return 'unsure';
  const turns = isGone === (row.lostAt === null);
  await tx
    .updateTable('directoryDomains')
    .set({ checkedAt: now, lostAt: isGone ? (row.lostAt ?? now) : null })
    .where('accountId', '=', row.accountId)
    .where('domain', '=', domain)
    .execute();
  if (!turns) return 'kept';
  await renewRights(tx);
  const directory = await findDirectory(tx, row.directoryId);
  const details = { name: directory?.name ?? '', domain };
  await announce(tx, actor, now, isGone ? DirectoryDomainLost : DirectoryDomainFound, { accountId: row.accountId, subjectId: row.directoryId, details });
  return isGone ? 'lost' : 'found';
}
