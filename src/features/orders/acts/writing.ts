import { type Money, subtractMoney } from '../../../core/money.ts';
import type { Tx } from '../../../server/tx.ts';
import type { Plan } from '../policy/changes.ts';
import { findSubscriptionForUpdate, type SubscriptionRow } from '../queries/subscriptions.ts';
import { fold } from '../../../core/text.ts';

interface Written {
  readonly kind: string;
  readonly byName: string | null;
  readonly bulkId: string | null;
}

/** Columns as a plan wants them. */
export function columnsOf({ unitPrice, retailPrice, meter, support, ...same }: Plan['after']) {
  return {
    ...same,
    ...(unitPrice ? { unitPrice: unitPrice.amount } : {}),
    ...(retailPrice ? { retailPrice: retailPrice.amount } : {}),
    ...(meter ? { meterFrom: meter.startsOn, meterPosted: meter.posted.amount, meterSeatDays: meter.seatDays, meterOn: meter.markedOn } : {}),
    ...(support === undefined ? {} : { supportPartnerId: support?.partnerId ?? null, supportName: support?.name ?? null }),
  };
}

/** What of a subscription people read in its history. */
const read = [
  'state',
  'quantity',
  'billingCycle',
  'term',
  'autoRenews',
  'nickname',
  'renewsOn',
  'dataDeletedOn',
  'suspensionReason',
  'supportName',
  'offerId',
  'unitPrice',
] as const;
export function seen(row: SubscriptionRow, set: ReturnType<typeof columnsOf>): { readonly before: object; readonly after: object } {
  const changed = read.filter((key) => key in set && (set as Record<string, unknown>)[key] !== row[key]);
  const of = (from: object) => Object.fromEntries(changed.map((key) => [key, (from as Record<string, unknown>)[key] ?? null]));
  return { before: of(row), after: of(set) };
}

/** Writes a plan: the row, its history with what was charged, the plan for renewal, and the same for add-ons that go along. */
export async function writePlan(tx: Tx, now: Date, row: SubscriptionRow, plan: Plan, written: Written): Promise<void> {
  const { accountId, subscriptionId } = row;
  const set = columnsOf(plan.after);
  const searchText = plan.after.nickname === undefined ? {} : { searchText: fold(`${row.searchText} ${plan.after.nickname ?? ''}`) };
  await tx
    .updateTable('subscriptions')
    .set({
      ...set,
      ...searchText,
      changedAt: now,
      version: row.version + 1,
      ...(plan.after.renewsOn === undefined && plan.after.dataDeletedOn === undefined ? {} : { warned: null }),
    })
    .where('accountId', '=', accountId)
    .where('subscriptionId', '=', subscriptionId)
    .execute();
  await tx
    .insertInto('subscriptionChanges')
    .values({
      subscriptionId,
      kind: written.kind,
      at: now,
      byName: written.byName,
      ...jsonOf(seen(row, set)),
      amount: own(plan).amount,
      currency: row.currency,
      lines: JSON.stringify(plan.lines),
      bulkId: written.bulkId,
    })
    .execute();
  if (plan.schedule !== undefined) await writeSchedule(tx, now, row, plan.schedule, written.byName ?? '');
  for (const each of plan.along) {
    const addOn = await findSubscriptionForUpdate(tx, each.subscriptionId);
    if (addOn) await writePlan(tx, now, addOn, each.plan, { ...written, kind: `${written.kind}_along` });
  }
}
const jsonOf = ({ before, after }: { readonly before: object; readonly after: object }) => ({ before: JSON.stringify(before), after: JSON.stringify(after) });

/** The amount without that of what goes along, which is in its own history. */
const own = ({ amount, along }: Plan): Money => along.reduce((left, each) => subtractMoney(left, each.plan.amount), amount);

async function writeSchedule(
  tx: Tx,
  now: Date,
  { accountId, subscriptionId }: SubscriptionRow,
  schedule: NonNullable<Plan['schedule']> | null,
  byName: string,
): Promise<void> {
  await tx.deleteFrom('scheduledChanges').where('accountId', '=', accountId).where('subscriptionId', '=', subscriptionId).execute();
  if (schedule)
    await tx
      .insertInto('scheduledChanges')
      .values({ accountId, subscriptionId, ...schedule, byName, at: now })
      .execute();
}
