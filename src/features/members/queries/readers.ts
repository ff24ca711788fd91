import type { Locale } from '../../../core/locale.ts';
import type { Contact } from '../../../core/person.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Tx } from '../../../server/tx.ts';
import type { AccountRow } from '../../accounts/queries.ts';
import { listHolders } from '../queries.ts';

export interface Reader {
  readonly email: string;
  readonly locale: Locale;
  readonly personId: string | null;
}
/** More global admins than any company has. */
const most = 200;

/**
 * Whoever must hear of what concerns the company as a whole, each in their language: all global admins, and the primary contact
 * (in that of the first admin, unless they sign in here themselves). `tx` sees across accounts and is in the company's.
 */
export async function listAdminsAndContact(tx: Tx, now: Date, account: Pick<AccountRow, 'primaryContact'>): Promise<Reader[]> {
  const ids = (await listHolders(tx, now, ['global_admin'], most)).map(({ personId }) => personId);
  const admins = ids.length
    ? await tx.selectFrom('people').select(['personId', 'email', 'locale']).where('personId', 'in', ids).orderBy('email').execute()
    : [];
  const readers = admins.map(({ personId, email, locale }) => ({ personId, email, locale: locale as Locale }));
  const contact = (account.primaryContact as Contact).email;
  if (readers.some(({ email }) => foldEmail(email) === foldEmail(contact))) return readers;
  const known = await tx
    .selectFrom('signInNames as n')
    .innerJoin('people as p', 'p.personId', 'n.personId')
    .select('p.locale')
    .where('n.emailFolded', '=', foldEmail(contact))
    .executeTakeFirst();
  return [...readers, { email: contact, personId: null, locale: (known?.locale as Locale | undefined) ?? readers[0]?.locale ?? 'en' }];
}
