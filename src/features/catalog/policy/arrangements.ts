import { may } from '../../../core/access.ts';
import type { Actor } from '../../../server/actor.ts';
import { personIdOf } from '../../../server/actor.ts';

/** Everybody arranges the catalog for themselves; what all of the company see only those do who may change the catalog's order. */
export const mayArrange = (actor: Actor, arrangement: { readonly personId: string | null }): boolean =>
  arrangement.personId === null ? may(actor.rights, 'catalog', 'edit') : arrangement.personId === personIdOf(actor);
