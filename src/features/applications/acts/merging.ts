import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';
import { endForMerge } from '../acts.ts';
import { listConsentsOverBy } from '../queries.ts';

const columns = 'application_id, name, description, redirects, asks, state, created_at, created_by, retired_at, version';

/**
 * Applications come over under their client ids, with their keys and the partners that use them. What the joining company itself had
 * consented to ends: it was said for its own data, not for the survivor's; so does a consent between the two.
 */
export async function mergeApplications(tx: Tx, now: Date, { from, into }: Merging): Promise<void> {
  for (const row of await listConsentsOverBy(tx, { from, into })) await endForMerge(tx, now, row);
  await enter(tx, { accountId: into });
  // The keys' foreign key carries the account: first the application is there twice.
  await run(tx, `insert into applications (account_id, ${columns}) select $2, ${columns} from applications where account_id = $1`, [from, into]);
  await run(tx, 'update application_keys set account_id = $2 where account_id = $1', [from, into]);
  await run(tx, 'delete from applications where account_id = $1', [from]);
  // Of a consent between the two the survivor has its own row.
  await run(
    tx,
    'delete from application_consents b where b.account_id = $1 and exists (select from application_consents a where a.account_id = $2 and a.consent_id = b.consent_id)',
    [from, into],
  );
  await run(tx, 'update application_consents set account_id = $2 where account_id = $1', [from, into]);
  await run(
    tx,
    `update application_consents c set other_account_id = $2, other_partner_id = a.partner_id, other_name = a.name
       from accounts a where a.account_id = $2 and c.other_account_id = $1 and c.account_id <> $2`,
    [from, into],
  );
}
