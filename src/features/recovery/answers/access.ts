import { may } from '../../../core/access.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import type { OperatorTask } from '../../center/contract.ts';
import { countAsked, countAtDesk } from '../queries/access.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** For Home: people who say that they belong to the company and cannot get in. */
export async function tasksOfAccess(tx: Tx, _input: unknown, { actor }: Asking): Promise<OpenTask[]> {
  if (!may(actor.rights, 'users', 'edit') || (await countAsked(tx)) === 0) return [];
  return [{ key: 'access_requests', link: '/a/:account/access-requests', permission: 'users', isFirst: true }];
}

/** For the operator's overview: cases that wait for a second agent. */
export async function accessToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.access', 'edit') || !('personId' in actor)) return [];
  return [{ key: 'access_cases', count: await countAtDesk(tx, actor.personId), href: '/operator/requests?kind=access' }];
}
