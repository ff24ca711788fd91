import { type Money, sumMoney } from '../../../../core/money.ts';
import { daysIn } from '../../../../core/periods.ts';
import { fold } from '../../../../core/text.ts';
import { system } from '../../../../server/actor.ts';
import { enter } from '../../../../server/db.ts';
import type { Tx } from '../../../../server/tx.ts';
import { becomeIndirect, shareWithProvider } from '../../../customers/acts/handing.ts';
import { mayBuy } from '../../../customers/policy.ts';
import { findCustomer } from '../../../customers/queries.ts';
import { findRelation } from '../../../relations/queries.ts';
import type { TransferFault, TransferKind, TransferState } from '../../contract/states.ts';
import { type Arriving, arrivingOf, endingOf, totalOf } from '../../movable.ts';
import { lifecycleOf } from '../../policy/endings.ts';
import { answerDays, faultOfMove, movedTransfer } from '../../policy/transfers.ts';
import { isRestricted, listCategories } from '../../queries/carts.ts';
import { findSubscriptionForUpdate, type SubscriptionRow } from '../../queries/subscriptions.ts';
import {
  findTransferForUpdate,
  hasUsagePlan,
  holdTransfer,
  listStanding,
  listTransferLines,
  type TransferLineRow,
  type TransferRow,
} from '../../queries/transfers.ts';
import { passDay } from '../days.ts';
import { meterColumns, titlesOf } from '../placing.ts';
import { writePlan } from '../writing.ts';
import { tellCustomer } from './telling.ts';
import { forOther, leaveLines, onOtherSide, say, type TransferSet, write, writeBoth } from './writing.ts';

const day = 86_400_000;

/** What keeps a transfer from being moved, as the company that gets it sees it; the running account is that company. */
export async function faultHere(tx: Tx, row: TransferRow, arrivals: readonly Arriving[]): Promise<TransferFault | null> {
  const isPull = row.kind === 'pulled';
  const [isHeld, relation, customer, hasPlan] = await Promise.all([
    isRestricted(tx),
    row.relationId ? findRelation(tx, row.relationId) : undefined,
    isPull ? findCustomer(tx, row.customerId) : undefined,
    isPull ? hasUsagePlan(tx, row.customerId) : false,
  ]);
  return faultOfMove({
    kind: row.kind as TransferKind,
    areRelated: relation?.state === 'active',
    isRestricted: isHeld,
    hasCustomer: customer !== undefined && !mayBuy(customer),
    hasPlan,
    lineFault: arrivals.find(({ fault }) => fault !== null)?.fault ?? null,
    movable: arrivals.length,
  });
}

interface Going {
  readonly line: TransferLineRow;
  readonly row: SubscriptionRow;
}

/** What of the lines still stands with the source, locked, each base before its add-ons, its term as of today. */
async function goingOf(tx: Tx, now: Date, accountId: string, lines: readonly TransferLineRow[]): Promise<Going[]> {
  const going = new Map<number, Going>();
  for (const line of lines) {
    if (line.subscriptionId === null || (line.parentLineNo !== null && !going.has(line.parentLineNo))) continue;
    // A term that is over today is renewed first, so that what moves is what stands.
    await passDay(tx, system('orders.transfer', accountId), now, line.subscriptionId);
    const row = await findSubscriptionForUpdate(tx, line.subscriptionId);
    if (row?.state === 'active') going.set(line.lineNo, { line, row });
  }
  return [...going.values()];
}

/**
 * Moves what was accepted, whole and in one transaction, or says what keeps it from being moved: it is tried for three days. The running
 * account is the source. Safe to run twice: what has moved is not moved again.
 */
export async function moveTransfer(tx: Tx, now: Date, transferId: string): Promise<void> {
  await holdTransfer(tx, transferId);
  const row = await findTransferForUpdate(tx, transferId);
  if (!row || row.side !== 'source' || !movedTransfer(row.state as TransferState, 'done')) return;
  const going = await goingOf(tx, now, row.accountId, await listTransferLines(tx, transferId));
  await enter(tx, { accountId: row.otherAccountId });
  const theirs = await findTransferForUpdate(tx, transferId);
  const taken = new Map(going.map(({ line, row: { termFrom, renewsOn } }) => [line.lineNo, { termFrom, renewsOn }]));
  const lines = theirs ? (await listTransferLines(tx, transferId)).filter(({ lineNo }) => taken.has(lineNo)) : [];
  const arrivals = theirs ? await arrivingOf(tx, now, theirs, lines, taken) : [];
  const fault = theirs ? await faultHere(tx, theirs, arrivals) : 'customer_gone';
  await enter(tx, { accountId: row.accountId });
  if (fault || !theirs) return delay(tx, now, row, fault ?? 'customer_gone');
  if (row.kind === 'handed_over')
    await shareWithProvider(tx, now, row.customerId, { accountId: row.otherAccountId, partnerId: row.otherPartnerId, name: row.otherName });
  await endHere(tx, now, row, going);
  await onOtherSide(tx, row, () => beginThere(tx, now, theirs, arrivals));
}

/** It stays where it is, and is tried again; after three days it waits for an answer anew, so that somebody looks at it. */
async function delay(tx: Tx, now: Date, row: TransferRow, fault: TransferFault): Promise<void> {
  const isOver = fault === 'nothing_left' || (row.retryUntil !== null && row.retryUntil <= now);
  const set: TransferSet = { fault, tries: row.tries + 1 };
  if (!isOver) return writeBoth(tx, row, set);
  const open = movedTransfer('in_progress', 'failed') ?? row.state;
  await writeBoth(tx, row, { ...set, state: open, retryUntil: null, expiresAt: new Date(now.getTime() + answerDays * day) });
  await onOtherSide(tx, row, ({ accountId }) =>
    tx
      .updateTable('transferLines')
      .set({ unitPrice: null, retailPrice: null, priceListId: null })
      .where('accountId', '=', accountId)
      .where('transferId', '=', row.transferId)
      .execute(),
  );
  await say(tx, forOther(row.accountId), now, { fault }, row.transferId);
  await onOtherSide(tx, row, ({ accountId }) => say(tx, forOther(accountId), now, { fault }, row.transferId));
}

async function endHere(tx: Tx, now: Date, row: TransferRow, going: readonly Going[]): Promise<void> {
  const amounts: Money[] = [];
  for (const { line, row: subscription } of going) {
    const made = endingOf(subscription, now);
    amounts.push(made.amount);
    await writePlan(tx, now, subscription, made, { kind: 'moved', byName: null, bulkId: null });
    await markMoved(tx, line, { amount: made.amount.amount, subscriptionId: subscription.subscriptionId });
  }
  await finish(tx, now, row, sumMoney(amounts, row.currency));
  await tellCustomer(tx, now, row, 'completed');
  // With nothing left of its own the reseller looks after the customer for its provider.
  if (row.kind === 'handed_over' && (await listStanding(tx, row.customerId)).length === 0)
    await becomeIndirect(tx, row.customerId, { accountId: row.otherAccountId, partnerId: row.otherPartnerId, name: row.otherName });
}

async function finish(tx: Tx, now: Date, row: TransferRow, amount: Money): Promise<void> {
  await leaveLines(tx, row);
  await write(tx, row, { state: movedTransfer('in_progress', 'done') ?? row.state, endedAt: now, fault: null, amount: amount.amount });
  await say(tx, forOther(row.accountId), now, 'completed', row.transferId);
}

const markMoved = (
  tx: Tx,
  { accountId, transferId, lineNo }: TransferLineRow,
  set: { readonly amount: string; readonly subscriptionId: string; readonly unitPrice?: string; readonly retailPrice?: string },
) =>
  tx
    .updateTable('transferLines')
    .set({ ...set, state: 'moved' })
    .where('accountId', '=', accountId)
    .where('transferId', '=', transferId)
    .where('lineNo', '=', lineNo)
    .execute();

/** Begins with the company that gets it, under ids of its own; the running account is that company. */
async function beginThere(tx: Tx, now: Date, row: TransferRow, arrivals: readonly Arriving[]): Promise<void> {
  const [customer, categories] = await Promise.all([
    findCustomer(tx, row.customerId),
    listCategories(tx, [...new Set(arrivals.flatMap(({ offer }) => offer?.productId ?? []))]),
  ]);
  const ids = new Map(arrivals.map(({ line }) => [line.lineNo, crypto.randomUUID() as string]));
  const name = customer?.name ?? row.customerName;
  for (const each of arrivals) await insertArrived(tx, now, row, each, { ids, name, categories });
  await finish(tx, now, row, totalOf(arrivals, row.currency));
}

interface Beginning {
  readonly ids: ReadonlyMap<number, string>;
  readonly name: string;
  readonly categories: ReadonlyMap<string, string>;
}
async function insertArrived(tx: Tx, now: Date, row: TransferRow, arrived: Arriving, { ids, name, categories }: Beginning): Promise<void> {
  const { line, offer, unit, retail, priceListId, first } = arrived;
  const subscriptionId = ids.get(line.lineNo);
  if (!offer || !unit || !retail || !priceListId || !first || !subscriptionId) throw new Error('something without a price was moved');
  const titles = titlesOf(offer);
  await tx
    .insertInto('subscriptions')
    .values({
      subscriptionId,
      customerId: row.customerId,
      customerName: name,
      // It was never ordered here: what it came by is the transfer.
      orderId: row.transferId,
      offerId: offer.offerId,
      skuId: offer.skuId,
      productId: offer.productId,
      titles: JSON.stringify(titles),
      publisher: offer.publisher,
      unit: offer.unit,
      nickname: line.nickname,
      lifecycle: lifecycleOf({ ...offer, category: categories.get(offer.productId) ?? '', term: line.term as never }),
      market: row.market,
      segment: offer.segment,
      parentSubscriptionId: line.parentLineNo === null ? null : (ids.get(line.parentLineNo) ?? null),
      state: 'active',
      quantity: line.quantity,
      term: line.term,
      billingCycle: line.billingCycle,
      currency: row.currency,
      unitPrice: unit.amount,
      retailPrice: retail.amount,
      priceListId,
      autoRenews: line.autoRenews,
      orderedAt: now,
      startedOn: first.termFrom,
      termFrom: first.termFrom,
      renewsOn: first.renewsOn,
      ...meterColumns(first, first.periodStartsOn),
      searchText: fold([name, line.nickname ?? '', offer.offerId, ...Object.values(titles)].join(' ')),
      changedAt: now,
    })
    .execute();
  const { period, daysInPeriod, amount } = first;
  const charged = period ? [{ ...period, days: daysIn(period), daysInPeriod, quantity: line.quantity, unitPrice: unit, amount }] : [];
  await tx
    .insertInto('subscriptionChanges')
    .values({
      subscriptionId,
      kind: 'came_over',
      at: now,
      byName: null,
      before: '{}',
      after: JSON.stringify({ quantity: line.quantity, offerId: offer.offerId }),
      amount: amount.amount,
      currency: row.currency,
      lines: JSON.stringify(charged),
    })
    .execute();
  await markMoved(tx, line, { amount: amount.amount, subscriptionId, unitPrice: unit.amount, retailPrice: retail.amount });
}
