import { run, type Tx } from '../../../server/tx.ts';
import { type MergePart, type Merging, present } from '../../accounts/contract.ts';
import { mergeRecovery } from '../acts/merging.ts';

interface Asking {
  readonly now: Date;
}

/** For a merge: nobody may be on the way to becoming an administrator of either, nor stand under an elevation that can still be undone. */
export async function recoveryInMerge(tx: Tx, { from, into }: Merging, { now }: Asking): Promise<MergePart> {
  const { rows } = await run(
    tx,
    `select exists (select from elevations where account_id in ($1, $2) and state in ('gathering', 'waiting', 'granted')) as elevation,
            exists (select from access_cases where account_id in ($1, $2) and state not in ('refused', 'redirected', 'done')) as access,
            (select count(*)::int from reset_requests where account_id = $1 and state = 'open' and expires_at > $3) as resets,
            (select count(*)::int from help_consents where account_id = $1 and ended_at is null and ends_at > $3) as consents`,
    [from, into, now],
  );
  const row = rows[0] ?? {};
  return {
    effects: present([
      { key: 'reset_requests', kind: 'ends', count: Number(row['resets']) },
      { key: 'help_consents', kind: 'ends', count: Number(row['consents']) },
    ]),
    stops: [...(row['elevation'] ? ['elevation'] : []), ...(row['access'] ? ['access_request'] : [])],
  };
}

export const mergeOfRecovery = (tx: Tx, merging: Merging, { now }: Asking) => mergeRecovery(tx, merging, now);
