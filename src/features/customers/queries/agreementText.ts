import type { Tx } from '../../../server/tx.ts';
import { ofCustomers } from '../../agreements/contract.ts';
import { dayOf, regionOf, textOn } from '../../agreements/policy.ts';
import { listTextsFor, type PublishedRow } from '../../agreements/queries.ts';

/** The text that customers in a country agree to today: that of its region, or the one for everywhere. */
export async function customerTextIn(tx: Tx, country: string, now: Date): Promise<PublishedRow | undefined> {
  const region = regionOf(country);
  return textOn(await listTextsFor(tx, region), ofCustomers, region, dayOf(now));
}
