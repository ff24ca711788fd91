import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { searchTextOf } from '../acts.ts';
import { findMember } from '../queries.ts';

/** Shows a person of this company under other names here; the person's own stay, and come back when they change them. Says whether anything changed. */
export async function describeMember(
  tx: Tx,
  now: Date,
  personId: string,
  { givenName, familyName }: { readonly givenName: string; readonly familyName: string },
): Promise<boolean> {
  const { accountId } = await getAccount(tx);
  const member = await findMember(tx, now, personId);
  if (!member || (member.givenName === givenName && member.familyName === familyName)) return false;
  await tx
    .updateTable('members')
    .set((eb) => ({ givenName, familyName, searchText: searchTextOf({ givenName, familyName, email: member.email }), version: eb('version', '+', 1) }))
    .where('accountId', '=', accountId)
    .where('personId', '=', personId)
    .execute();
  return true;
}
