import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OperatorTask } from '../center/contract.ts';

/** For the operator's overview: companies that wait for their verification. */
export async function vettingToDo(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.verification')) return [];
  const { count } = await tx
    .selectFrom('accounts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('vettingStatus', '=', 'pending')
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow();
  return [{ key: 'vetting', count, href: '/operator/verification' }];
}
