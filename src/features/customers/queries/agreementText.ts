import type { Tx } from '../../../server/tx.ts';
import { ofCustomers } from '../../agreements/contract.ts';
import { dayOf, placesOf, textOn } from '../../agreements/policy.ts';
import { listTextsFor, type PublishedRow } from '../../agreements/queries.ts';

/** The text that customers in a country agree to today: that of the country, or else of its region, or else the one for everywhere. */
export async function customerTextIn(tx: Tx, country: string, now: Date): Promise<PublishedRow | undefined> {
  const places = placesOf(country);
  return textOn(await listTextsFor(tx, places), ofCustomers, places, dayOf(now));
}
