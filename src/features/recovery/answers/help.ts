import { may } from '../../../core/access.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import { mayAnswer } from '../policy/help.ts';
import { resetRequests } from '../queries/help.ts';

/** For Home: someone whom the reader may help waits for a new password. */
export async function tasksOfResetRequests(tx: Tx, _input: unknown, { actor, now }: { readonly actor: Actor; readonly now: Date }): Promise<OpenTask[]> {
  if (!may(actor.rights, 'users.password', 'edit') || actor.kind !== 'person' || actor.accountId === null) return [];
  const waiting = (await resetRequests(tx, now).execute()).filter((row) => mayAnswer(actor as MemberActor, row));
  const [first] = waiting;
  if (!first) return [];
  const link = waiting.length === 1 ? `/a/:account/people/${first.personId}/password` : '/a/:account/reset-requests';
  return [{ key: 'reset_request', link, permission: 'users.password', isFirst: true, values: { count: waiting.length } }];
}
