import { ChangedMeanwhile } from '../../../core/problems.ts';
import type { Contact } from '../../../core/person.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { checkContact } from '../acts.ts';
import { Business, DetailsChanged } from '../contract/details.ts';
import { getAccountForUpdate } from '../queries.ts';
import { type DetailsRow, findDetails } from '../queries/details.ts';

/** As of a company that has said nothing yet. */
export const noDetails: DetailsRow = { legalContact: null, languages: [], duns: null, business: {}, version: 0 };

export interface SaidOfCompany {
  readonly legalContact?: Contact | null | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly duns?: string | null | undefined;
  readonly business?: Business | undefined;
}

/** Changes what the company says of itself; what is left out stays. @throws RequestInvalid, ChangedMeanwhile */
export async function updateDetails(tx: Tx, actor: Actor, now: Date, version: number, said: SaidOfCompany): Promise<DetailsRow> {
  const account = await getAccountForUpdate(tx);
  const before = (await findDetails(tx)) ?? noDetails;
  if (before.version !== version) throw new ChangedMeanwhile({});
  const legalContact =
    said.legalContact === undefined ? before.legalContact : said.legalContact && checkContact(account.country, said.legalContact, 'legalContact');
  const { languages = before.languages, duns = before.duns, business = Business.parse(before.business) } = said;
  const values = {
    accountId: account.accountId,
    legalContact: legalContact ? JSON.stringify(legalContact) : null,
    languages: [...new Set(languages)],
    duns,
    business: JSON.stringify(business),
    version: before.version + 1,
  };
  await tx
    .insertInto('companyDetails')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet(values))
    .execute();
  const after: DetailsRow = { legalContact, languages: values.languages, duns, business, version: values.version };
  const shown = (row: DetailsRow) => ({ legalContact: row.legalContact, languages: row.languages, duns: row.duns, business: Business.parse(row.business) });
  await announce(tx, actor, now, DetailsChanged, { details: {}, before: shown(before), after: shown(after) });
  return after;
}
