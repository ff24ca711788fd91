import { NotFound } from '../../core/problems.ts';
import { sql } from 'kysely';
import { hot, run, type Tx } from '../../server/tx.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** By name, not all: a prepared statement is refused once a migration has added a column to what it meant by "all". */
const columns = [
  'accountId',
  'partnerId',
  'name',
  'nameFolded',
  'searchText',
  'country',
  'address',
  'registrationNumber',
  'vatNumber',
  'website',
  'primaryContact',
  'primaryContactConfirmedAt',
  'primaryContactTokenHash',
  'supportEmail',
  'supportPhone',
  'supportWebsite',
  'taxExemption',
  'acceptedProofs',
  'state',
  'vettingStatus',
  'vettingReason',
  'vettingNote',
  'vettingChangedAt',
  'vettingDueAt',
  'vettingFields',
  'termsAcceptedAt',
  'termsAcceptedBy',
  'createdAt',
  'version',
] as const;
const readAccount = hot('accounts.find', (db) => db.selectFrom('accounts').select(columns).where('accountId', '=', here));

/** The company that the running account was merged into; its row is across accounts. */
export const findMergedInto = (tx: Tx) =>
  tx
    .selectFrom('accounts as a')
    .innerJoin('accounts as m', 'm.accountId', 'a.mergedInto')
    .select(['m.accountId', 'm.partnerId', 'm.name'])
    .where('a.accountId', '=', here)
    .executeTakeFirst();

export const findAccount = async (tx: Tx) => (await readAccount(tx, {}))[0];
export async function getAccount(tx: Tx) {
  const row = await findAccount(tx);
  if (!row) throw new Error('the transaction is in no account');
  return row;
}
export type AccountRow = Awaited<ReturnType<typeof getAccount>>;

/** Locks the account until the transaction ends; every change of it, and of its admins, begins so. */
export const getAccountForUpdate = (tx: Tx) =>
  tx
    .selectFrom('accounts')
    .selectAll()
    .where('accountId', '=', here)
    .forNoKeyUpdate()
    // The operator can name an account that never was.
    .executeTakeFirstOrThrow(() => new NotFound({}));

/** Whose primary contact was sent this link; works without seeing any account's rows. */
export async function findAccountByContactToken(tx: Tx, tokenHash: string): Promise<string | undefined> {
  const { rows } = await run(tx, 'select find_account_by_contact_token($1) as id', [tokenHash]);
  return (rows[0]?.['id'] as string | null | undefined) ?? undefined;
}

/** The operator's looks into the running account, the newest first. */
export function listLooks(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('announcements')
    .select(['announcementId', 'at', 'actorName', 'details'])
    .where('accountId', '=', here)
    .where('name', '=', 'accounts.looked_at');
  if (after) query = query.where((eb) => eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('announcementId', '>', after.id)])]));
  return query.orderBy('at', 'desc').orderBy('announcementId').limit(limit).execute();
}

export interface AccountsWanted {
  readonly limit: number;
  readonly words: readonly string[];
  /** The whole id, as it is copied from the company's page. */
  readonly accountId?: string | undefined;
  readonly after?: { readonly folded: string; readonly id: string } | undefined;
  readonly country?: string | undefined;
  readonly vetting?: string | undefined;
  readonly state?: string | undefined;
}

const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Companies by name, each of the words being part of the name, the PartnerId or a mail domain, or the id of one of its locations. For the operator: `tx` sees them all.
 * The ids are found in one narrow index, which holds everything that is asked for; only a page's rows are then read.
 */
export function listAccounts(tx: Tx, { limit, words, accountId, after, country, vetting, state }: AccountsWanted) {
  const name = sql<string>`a.name_folded collate "C"`;
  let found = tx.selectFrom('accounts as a').select(['a.accountId', 'a.nameFolded']);
  for (const word of words) {
    found = found.where(
      sql<boolean>`(a.search_text like ${part(word)} or a.account_id in (select d.account_id from account_domains d where d.domain like ${part(word)})
        or a.account_id in (select i.account_id from partner_ids i where i.partner_id = ${word}))`,
    );
  }
  if (accountId) found = found.where('a.accountId', '=', accountId);
  if (country) found = found.where('a.country', '=', country);
  if (vetting) found = found.where('a.vettingStatus', '=', vetting);
  if (state) found = found.where('a.state', '=', state);
  if (after) found = found.where(sql<boolean>`(${name}, a.account_id) > (${after.folded}, ${after.id})`);
  return tx
    .selectFrom(found.orderBy(name).orderBy('a.accountId').limit(limit).as('f'))
    .innerJoin('accounts as a', 'a.accountId', 'f.accountId')
    .select(['a.accountId', 'a.nameFolded', 'a.partnerId', 'a.name', 'a.country', 'a.vettingStatus', 'a.state', 'a.createdAt'])
    .orderBy(name)
    .orderBy('a.accountId')
    .execute();
}

/** Other companies that gave the same registration number in the same country; for the verifier. */
export const listDuplicates = (tx: Tx, { accountId, country, registrationNumber }: AccountRow) =>
  tx
    .selectFrom('accountRegistrations as r')
    .innerJoin('accounts as a', 'a.accountId', 'r.accountId')
    .select(['a.accountId', 'a.partnerId', 'a.name', 'a.state'])
    .where('r.country', '=', country)
    .where('r.number', '=', registrationNumber ?? '')
    .where('r.accountId', '<>', accountId)
    .orderBy('a.createdAt')
    .limit(50)
    .execute();

/** The mail domains that the running account stands under. */
export const listDomains = (tx: Tx) => tx.selectFrom('accountDomains').select(['domain', 'provedAt']).where('accountId', '=', here).orderBy('domain').execute();
