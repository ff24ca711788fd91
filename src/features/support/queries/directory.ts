import type { Locale } from '../../../core/locale.ts';
import type { Tx } from '../../../server/tx.ts';
import type { ContactFields } from '../contract/directory.ts';

const all = (tx: Tx) => tx.selectFrom('supportContacts').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof all>['executeTakeFirstOrThrow']>>;

export type ContactRow = ReturnType<typeof parsed>;
const parsed = (row: Row) => ({
  ...row,
  purpose: row.purpose as ContactFields['purpose'],
  kind: row.kind as ContactFields['kind'],
  label: row.label as Partial<Record<Locale, string>>,
  costNote: row.costNote as Partial<Record<Locale, string>>,
  hours: row.hours as ContactFields['hours'],
});

/** The whole directory, in the operator's order. */
export const listContactRows = async (tx: Tx): Promise<ContactRow[]> => (await all(tx).orderBy('sort').orderBy('contactId').execute()).map(parsed);

/** What is there for a country and for every country, those of the country first. */
export const listContactsFor = async (tx: Tx, country: string): Promise<ContactRow[]> =>
  (
    await all(tx)
      .where('country', 'in', [country, '*'])
      .orderBy((eb) => eb('country', '=', '*'))
      .orderBy('sort')
      .orderBy('contactId')
      .execute()
  ).map(parsed);

export async function findContactForUpdate(tx: Tx, contactId: string): Promise<ContactRow | undefined> {
  const row = await all(tx).where('contactId', '=', contactId).forUpdate().executeTakeFirst();
  return row && parsed(row);
}

/** Countries in which partners are. */
export const listPartnerCountries = async (tx: Tx): Promise<string[]> =>
  (await tx.selectFrom('accounts').select('country').distinct().where('state', '!=', 'closed').execute()).map(({ country }) => country);
