import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OpenTask, VettingStatus } from '../accounts/contract.ts';
import { getAccount } from '../accounts/queries.ts';
import type { OperatorTask } from '../center/contract.ts';
import type { RequirementAnswer, RequirementAsked } from '../programs/contract.ts';
import { countWaiting } from './queries.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}
const here = '/a/:account/verification';

/** For programs: whether the company is verified, and whom one waits for. */
export async function whetherVerified(tx: Tx, { kind }: RequirementAsked): Promise<RequirementAnswer | undefined> {
  if (kind !== 'verified') return undefined;
  const row = await getAccount(tx);
  const status = row.vettingStatus as VettingStatus;
  const answer = { met: status === 'authorized', detail: `verification.met.${status}`, facts: {}, link: here, permission: 'verification' } as const;
  return { ...answer, ...(status === 'pending' ? { waitsFor: 'operator' as const } : {}), due: row.vettingDueAt };
}

/** For Home: what the company must do about its verification. */
export async function tasksOfVerification(tx: Tx): Promise<OpenTask[]> {
  const { vettingStatus } = await getAccount(tx);
  const task = (key: string): OpenTask[] => [{ key, link: here, permission: 'verification', isFirst: true }];
  if (vettingStatus === 'asked') return task('verification_question');
  return vettingStatus === 'rejected' ? task('verification_rejected') : [];
}

/** For the operator's overview: companies that wait for their verification. */
export async function verificationToDo(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.verification')) return [];
  return [{ key: 'vetting', count: await countWaiting(tx, now), href: '/operator/verification' }];
}
