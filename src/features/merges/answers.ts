import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { OpenTask } from '../accounts/contract.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** For Home: an invitation that waits for the company's answer, or an agreement that waits for it to begin. */
export async function tasksOfMerges(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OpenTask[]> {
  if (!may(actor.rights, 'merges', 'edit')) return [];
  const { rows } = await run(
    tx,
    `select merge_id, state from merges
      where account_id = current_account() and expires_at > $1 and (state = 'invited' and side = 'joining' or state = 'accepted' and side = 'survivor')
      order by invited_at limit 3`,
    [now],
  );
  return rows.map((row) => ({ key: `merge_${row['state'] as string}`, link: `/a/:account/merges/${row['merge_id'] as string}`, permission: 'merges' }));
}
