import { type Actor, personIdOf } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { BroughtIdentifier } from '../../accounts/contract.ts';
import { findProfile } from '../queries.ts';

/** For the page of identifiers: the reader's own learning profile, which is nobody else's business. */
export async function identifiersOfLearner(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<BroughtIdentifier[]> {
  const personId = personIdOf(actor);
  const profile = personId ? await findProfile(tx, personId) : undefined;
  return profile ? [{ kind: 'learning', value: profile.profileId, of: null, link: '/me/learning' }] : [];
}
