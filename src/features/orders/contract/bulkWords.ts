import type { MessageKey, Values } from '../../../core/locale.ts';
import { type BulkKept, type BulkRow, bulkFaults, bulkReasons } from './bulk.ts';

/** A sentence that screens and files say alike. */
export interface Said {
  readonly key: MessageKey;
  readonly values?: Values;
}
const said = (key: string, values?: Values): Said => ({ key: key as MessageKey, ...(values ? { values } : {}) });

/** What a bulk change is about, in a few words. */
export function saysWhat(what: BulkKept): Said {
  if (what.kind === 'renewal') return said(`bulk_changes.what.renewal_${what.autoRenews ? 'on' : 'off'}`);
  if (what.kind === 'cycle_at_renewal') return said(`bulk_changes.what.cycle_${what.billingCycle}`);
  if (!('count' in what)) return said(`bulk_changes.what.${what.kind}`);
  const way = what.how === 'to' ? 'to' : what.count > 0 ? 'more' : 'fewer';
  return said(`bulk_changes.what.${what.kind}_${way}`, { count: Math.abs(what.count) });
}

interface Planned {
  readonly quantity: number | null;
  readonly billingCycle: string | null;
  readonly ends: boolean;
}
/** What becomes of one subscription. */
export function saysChange({ before, after }: Pick<BulkRow, 'before' | 'after'>): Said[] {
  if (typeof after['quantity'] === 'number') return [said('subscriptions.seats_from_to', { from: Number(before['quantity']), to: after['quantity'] })];
  if (typeof after['autoRenews'] === 'boolean') return [said(`bulk_changes.becomes.renewal_${after['autoRenews'] ? 'on' : 'off'}`)];
  if (!('schedule' in after)) return [];
  const plan = after['schedule'] as Planned | null;
  if (!plan) return [said('bulk_changes.becomes.no_plan')];
  if (plan.ends) return [said('bulk_changes.becomes.ends')];
  return [
    ...(plan.quantity === null ? [] : [said('bulk_changes.becomes.seats_at_renewal', { count: plan.quantity })]),
    ...(plan.billingCycle === null ? [] : [said(`bulk_changes.becomes.cycle_${plan.billingCycle}`)]),
  ];
}

/** Why a row was left as it is, or will stay as it was made. */
export function saysReason(reason: string, count = 0): Said {
  if ((bulkFaults as readonly string[]).includes(reason)) return said(`bulk_changes.fault.${reason}`);
  if ((bulkReasons as readonly string[]).includes(reason)) return said(`bulk_changes.reason.${reason}`);
  return said(`subscriptions.refused.${reason}`, { count });
}
