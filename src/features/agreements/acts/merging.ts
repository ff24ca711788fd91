import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/** What either has accepted, the survivor has; of the same text accepted twice its own acceptance stays. */
export const mergeAgreements = (tx: Tx, { from, into }: Merging) =>
  run(
    tx,
    `update agreement_acceptances b set account_id = $2
      where b.account_id = $1 and not exists (select from agreement_acceptances a where a.account_id = $2 and a.text_id = b.text_id)`,
    [from, into],
  );
