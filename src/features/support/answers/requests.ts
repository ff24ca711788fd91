import { may } from '../../../core/access.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import type { OperatorTask } from '../../center/contract.ts';
import type { Owned } from '../../members/contract/leaving.ts';
import { leaverKey } from '../jobs/requests.ts';
import { countWaiting, listOpenOf } from '../queries/requestLists.ts';

interface Asking {
  readonly actor: Actor;
}
/** As many of a person's requests as a page can say something of. */
const MOST = 100;

/** For Home: requests of the reader's on which the desk waits for an answer. */
export async function tasksOfRequests(tx: Tx, _input: unknown, { actor }: Asking): Promise<OpenTask[]> {
  const personId = personIdOf(actor);
  if (!personId || !may(actor.rights, 'support.requests', 'own')) return [];
  return (await listOpenOf(tx, personId, MOST))
    .filter(({ state }) => state === 'attention_needed')
    .slice(0, 3)
    .map(({ requestId, number }) => ({
      key: 'service_request',
      link: `/a/:account/requests/${requestId}`,
      permission: 'signed-in',
      isFirst: true,
      values: { number },
    }));
}

/** For the operator's overview: requests that wait for the desk. */
export async function requestsToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.support')) return [];
  return [{ key: 'service_requests', count: await countWaiting(tx), href: '/operator/requests' }];
}

/** For whoever takes somebody out of the company: their requests that are not over; see the job that hands them over. */
export async function requestsOfLeaver(tx: Tx, { personId }: { readonly personId: string }): Promise<Owned[]> {
  const count = (await listOpenOf(tx, personId, MOST)).length;
  return [{ key: leaverKey, count, link: '/a/:account/requests', mustReassign: false, canHandOver: true }];
}
