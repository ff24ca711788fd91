import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OpenTask } from '../accounts/contract.ts';
import type { RequirementAnswer, RequirementAsked } from '../programs/contract.ts';
import { titleIn } from './queries.ts';
import { lookAtAgreements } from './standing.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** For programs: whether the company accepted the agreement that one of them names. */
export async function whetherAgreed(tx: Tx, { kind, parameters }: RequirementAsked, { now }: Asking): Promise<RequirementAnswer | undefined> {
  const agreement = parameters['agreement'];
  if (kind !== 'agreement' || typeof agreement !== 'string') return undefined;
  const [standing] = await lookAtAgreements(tx, now, agreement);
  if (!standing) return undefined;
  const { status, acceptances } = standing;
  const answer = {
    met: acceptances.length > 0 && status !== 'expired',
    detail: `agreements.met.${status}`,
    facts: { number: acceptances[0]?.number ?? 0 },
    link: `/a/:account/agreements/${agreement}`,
    permission: 'agreements',
  };
  // It is offered once the operator has approved the application, or has published a text.
  return status === 'unavailable' || status === 'not_offered' ? { ...answer, link: null, waitsFor: 'operator' } : answer;
}

/** For Home: newer versions of what the company has accepted. That a program waits for a first acceptance is said by the programs. */
export async function tasksOfAgreements(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OpenTask[]> {
  const locale = 'locale' in actor ? actor.locale : 'en';
  return (await lookAtAgreements(tx, now)).flatMap(({ agreement, status, text }): OpenTask[] =>
    (status === 'renewed' || status === 'expired') && text
      ? [{ key: `agreement_${status}`, link: `/a/:account/agreements/${agreement}`, permission: 'agreements', values: { name: titleIn(text, locale) } }]
      : [],
  );
}
