import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/** Notices of the company that went over lead to where its things are now. */
export const mergeNotices = (tx: Tx, { from, into }: Merging) =>
  run(tx, "update notices set account_id = $2::uuid, link = replace(link, '/a/' || ($1::uuid)::text, '/a/' || ($2::uuid)::text) where account_id = $1::uuid", [
    from,
    into,
  ]);
