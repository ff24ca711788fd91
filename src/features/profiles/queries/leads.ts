import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;
const leads = (tx: Tx) =>
  tx
    .selectFrom('leads as l')
    .leftJoin('locations as o', (join) => join.onRef('o.accountId', '=', 'l.accountId').onRef('o.locationId', '=', 'l.locationId'))
    .selectAll('l')
    .select('o.name as locationName')
    .where('l.accountId', '=', here);

export interface LeadsWanted {
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly state?: string | undefined;
  /** Only those that were written to one of these. */
  readonly locations: 'company' | readonly string[];
}

/** Leads of the running account, the newest first. */
export function listLeads(tx: Tx, { limit, after, state, locations }: LeadsWanted) {
  let query = leads(tx);
  if (state) query = query.where('l.state', '=', state);
  if (locations !== 'company') query = query.where('l.locationId', 'in', locations.length ? [...locations] : ['']);
  if (after)
    query = query.where((eb) => eb.or([eb('l.receivedAt', '<', after.at), eb.and([eb('l.receivedAt', '=', after.at), eb('l.leadId', '>', after.id)])]));
  return query.orderBy('l.receivedAt', 'desc').orderBy('l.leadId').limit(limit).execute();
}
export type LeadRow = Awaited<ReturnType<typeof listLeads>>[number];
export const findLead = (tx: Tx, leadId: string) => leads(tx).where('l.leadId', '=', leadId).executeTakeFirst();
