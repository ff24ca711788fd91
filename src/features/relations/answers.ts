import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OpenTask } from '../accounts/contract.ts';
import type { RequirementAnswer, RequirementAsked } from '../programs/contract.ts';
import { countRelations } from './queries.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}
const here = '/a/:account/relations';

/** For programs: whether the company works with a distributor (or with a reseller). */
export async function whetherRelated(tx: Tx, { kind, parameters }: RequirementAsked, { now }: Asking): Promise<RequirementAnswer | undefined> {
  if (kind !== 'relation') return undefined;
  const wanted = parameters['with'] === 'reseller' ? 'reseller' : 'distributor';
  const { active, invited } = await countRelations(tx, now, wanted === 'distributor' ? 'reseller' : 'distributor');
  const standing = active ? 'active' : invited ? 'invited' : 'none';
  const answer = { met: active > 0, detail: `programs.met.${wanted}_${standing}`, facts: { count: active }, link: here };
  // Only a distributor invites: as long as none has, the company waits for one.
  if (wanted === 'distributor' && standing === 'none') return { ...answer, permission: null, waitsFor: 'partner' };
  return { ...answer, permission: 'relations' };
}

/** For Home: an invitation that waits for the company's answer. */
export async function tasksOfRelations(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OpenTask[]> {
  if (!may(actor.rights, 'relations', 'edit')) return [];
  const { invited } = await countRelations(tx, now, 'reseller');
  return invited ? [{ key: 'relation_invited', link: here, permission: 'relations' }] : [];
}
