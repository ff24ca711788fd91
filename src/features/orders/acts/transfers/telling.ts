import type { Locale } from '../../../../core/locale.ts';
import { askMail } from '../../../../server/mail.ts';
import type { Tx } from '../../../../server/tx.ts';
import { listAdminsOfTenant } from '../../../customers/queries/relationship.ts';
import { transferMail } from '../../mails.ts';
import type { TransferRow } from '../../queries/transfers.ts';

/** The customer's own administrators hear, each in their language, of what becomes of their subscriptions. The running account is the row's. */
export async function tellCustomer(tx: Tx, now: Date, row: TransferRow, what: 'asked' | 'completed'): Promise<void> {
  const { accountId, transferId, customerId } = row;
  for (const { email, locale, personId } of await listAdminsOfTenant(tx, customerId))
    await askMail(tx, now, transferMail, { to: email, locale: locale as Locale, personId, ids: { accountId, transferId, what } });
}
