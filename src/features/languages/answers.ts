import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OperatorTask } from '../center/contract.ts';
import { countOpen } from './queries.ts';

interface Asking {
  readonly actor: Actor;
}

/** What waits at the language desk. */
export async function suggestionsToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.languages')) return [];
  return [{ key: 'suggestions', count: await countOpen(tx), href: '/operator/languages' }];
}
