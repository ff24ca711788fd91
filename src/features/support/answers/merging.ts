import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';
import { mergeRequests } from '../acts/merging.ts';

/** For a merge: service requests that are not over. */
export async function requestsInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select count(*) filter (where account_id = $1)::int as joining, count(*) filter (where account_id = $2)::int as survivor
       from service_requests where account_id in ($1, $2) and kind = 'question' and state <> 'closed'`,
    [from, into],
  );
  const [joining, survivor] = ['joining', 'survivor'].map((key) => Number(rows[0]?.[key] ?? 0)) as [number, number];
  return { figures: [{ key: 'requests', survivor, joining }], effects: present([{ key: 'requests', kind: 'comes', count: joining }]) };
}

export const mergeOfRequests = (tx: Tx, merging: Merging) => mergeRequests(tx, merging);
