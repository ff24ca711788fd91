import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { OpenTask } from '../accounts/contract.ts';
import type { OperatorTask } from '../center/contract.ts';
import { isTakenOver } from './acts/exemptions.ts';
import { standingOf } from './policy/exemptions.ts';
import { taxProfileStanding } from './policy/profiles.ts';
import { countWaiting, listExemptions } from './queries/exemptions.ts';
import { listPayoutCases } from './queries/payouts.ts';
import { listTaxProfileCases, listTaxProfiles } from './queries/profiles.ts';

const keys = { asked: 'tax_question', refused: 'tax_refused', expiring: 'tax_expiring' } as const;

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}

/** For Home: certificates that were asked about or refused, and those that run out with nothing to take over from them. */
export async function tasksOfTax(tx: Tx, _input: unknown, { now }: Asking): Promise<OpenTask[]> {
  const [rows, profiles] = await Promise.all([listExemptions(tx), listTaxProfiles(tx)]);
  return [...profileTasks(profiles, now), ...exemptionTasks(rows, now)];
}

/** A profile that was asked about, or that runs out with none on its way. */
function profileTasks(rows: Awaited<ReturnType<typeof listTaxProfiles>>, now: Date): OpenTask[] {
  const standings = rows.map((row) => taxProfileStanding(row, now));
  const [isAsked, isPending] = (['action_required', 'pending_validation'] as const).map((each) => standings.includes(each));
  const runsOut = standings.find((each) => each === 'expiring' || each === 'expired');
  const key = isAsked ? 'tax_profile_question' : runsOut && !isPending ? `tax_profile_${runsOut}` : undefined;
  return key ? [{ key, link: '/a/:account/tax-profiles', permission: 'tax_profiles' }] : [];
}

function exemptionTasks(rows: Awaited<ReturnType<typeof listExemptions>>, now: Date): OpenTask[] {
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
  const [exemptions, payouts, profiles] = await Promise.all([countWaiting(tx), listPayoutCases(tx, 1000), listTaxProfileCases(tx, 1000)]);
  return [
    { key: 'tax_exemptions', count: exemptions, href: '/operator/tax-exemptions' },
    { key: 'payout_accounts', count: payouts.length, href: '/operator/payout-accounts' },
    { key: 'tax_profiles', count: profiles.length, href: '/operator/tax-profiles' },
  ];
}
