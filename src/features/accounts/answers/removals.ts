import { may } from '../../../core/access.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { OperatorTask } from '../../center/contract.ts';
import { listOpenRemovals } from '../queries/locationFiles.ts';

/** For the operator's overview: locations that companies ask to have removed, counting no further than a thousand. */
export async function removalsToDo(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.support')) return [];
  return [{ key: 'location_removals', count: (await listOpenRemovals(tx, 1000)).length, href: '/operator/location-removals' }];
}
