import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/** Service requests go on with the survivor, with their files; whoever asked still follows them. */
export async function mergeRequests(tx: Tx, { from, into }: Merging): Promise<void> {
  await run(
    tx,
    `update files set account_id = $2 where account_id = $1
        and file_id in (select f.file_id from service_files f join service_requests r using (request_id) where r.account_id = $1)`,
    [from, into],
  );
  await run(tx, 'update service_requests set account_id = $2 where account_id = $1', [from, into]);
}
