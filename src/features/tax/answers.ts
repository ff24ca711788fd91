import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OpenTask } from '../accounts/contract.ts';
import type { OperatorTask } from '../center/contract.ts';
import { isTakenOver } from './acts/exemptions.ts';
import { standingOf } from './policy/exemptions.ts';
import { countWaiting, listExemptions } from './queries/exemptions.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** For Home: certificates that were asked about or refused, and those that run out with nothing to take over from them. */
export async function tasksOfTax(tx: Tx, _input: unknown, { now }: Asking): Promise<OpenTask[]> {
  const rows = await listExemptions(tx);
  const keys = { asked: 'tax_question', refused: 'tax_refused', expiring: 'tax_expiring' } as const;
  return rows.flatMap((row): OpenTask[] => {
    const standing = standingOf(row, now);
    if (standing !== 'asked' && standing !== 'refused' && standing !== 'expiring') return [];
    const isFollowed = rows.some(({ renews, state }) => renews === row.exemptionId && (state === 'submitted' || state === 'asked'));
    if (standing === 'expiring' && (isFollowed || isTakenOver(row, rows))) return [];
    return [
      { key: keys[standing], link: `/a/:account/tax-exemption#${row.exemptionId}`, permission: 'tax_exemption', values: { certificate: row.certificate } },
    ];
  });
}

/** For the operator's overview: certificates that wait. */
export async function taxToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.tax')) return [];
  return [{ key: 'tax_exemptions', count: await countWaiting(tx), href: '/operator/tax-exemptions' }];
}
