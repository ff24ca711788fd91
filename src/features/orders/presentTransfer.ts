import { may, type Rights } from '../../core/access.ts';
import { isNoMoney, type Money, money, sumMoney } from '../../core/money.ts';
import type { Tx } from '../../server/tx.ts';
import type { BillingCycle, Term } from '../catalog/contract/products.ts';
import { findCustomer } from '../customers/queries.ts';
import { faultHere } from './acts/transfers/moving.ts';
import { linesOfParts } from './acts/transfers/asking.ts';
import type { LineFault, TransferFault, TransferKind, TransferState } from './contract/states.ts';
import type { EffectKey, Movable, Transfer, TransferEffect, TransferLine, TransferOutlook, TransferSide, TransferSummary } from './contract/transfers.ts';
import { nameIn } from './facts.ts';
import { type Arriving, arrivingOf, endingOf, type Part, partsOf, totalOf } from './movable.ts';
import { mayMove, nextOfTransfer } from './policy/transfers.ts';
import type { Reader, Unit } from './present.ts';
import { findSchedule, findSubscription, type SubscriptionRow } from './queries/subscriptions.ts';
import { type ListedTransfer, listTransferLines, type TransferLineRow, type TransferRow } from './queries/transfers.ts';

export const presentTransferSummary = (row: ListedTransfer): TransferSummary => ({ ...named(row), lines: row.lineCount });

const named = (row: TransferRow) => ({
  transferId: row.transferId,
  kind: row.kind as TransferKind,
  side: row.side as TransferSide,
  state: row.state as TransferState,
  other: { partnerId: row.otherPartnerId, name: row.otherName },
  customer: { customerId: row.customerId, name: row.customerName },
  askedAt: row.askedAt,
  expiresAt: row.expiresAt,
  endedAt: row.endedAt,
});

export const presentMovable = ({ row, addOns, fault }: Part, { locale }: Reader): Movable => ({
  subscriptionId: row.subscriptionId,
  name: nameIn(row.titles, locale),
  nickname: row.nickname,
  unit: row.unit as Unit,
  quantity: row.quantity,
  term: row.term as Term,
  billingCycle: row.billingCycle as BillingCycle,
  renewsOn: row.renewsOn,
  addOns: addOns.map((each) => nameIn(each.titles, locale)),
  fault,
});

const effect = (key: EffectKey, count = 0, amount: Money | null = null): TransferEffect => ({ key, count, amount });
const when = (condition: boolean, made: TransferEffect): TransferEffect[] => (condition ? [made] : []);

interface Giving {
  readonly kind: TransferKind;
  readonly currency: string;
  /** Everything of the customer, and what of it goes. */
  readonly parts: readonly Part[];
  readonly chosen: readonly Part[];
  readonly isDirect: boolean;
}
/** What moving these now would do to the company that gives them. */
export async function outlookOfSource(tx: Tx, now: Date, { kind, currency, parts, chosen, isDirect }: Giving, { locale }: Reader): Promise<TransferOutlook> {
  const going = linesOfParts(chosen);
  const plans = (await Promise.all(going.map(({ row }) => findSchedule(tx, row.subscriptionId)))).filter(Boolean).length;
  const lines = going.map(
    ({ row, lineNo, parentLineNo }): TransferLine => ({
      ...lineFrom(row, locale),
      lineNo,
      parentLineNo,
      subscriptionId: row.subscriptionId,
      quantityNow: null,
      unitPrice: money(row.unitPrice, row.currency),
      amount: endingOf(row, now).amount,
      state: 'waiting',
      fault: null,
    }),
  );
  const amount = sumMoney(
    lines.flatMap((line) => line.amount ?? []),
    currency,
  );
  const rest = parts.length - chosen.length;
  return { lines, amount, fault: null, effects: givingEffects({ kind, isDirect, rest, plans, amount, bases: chosen.length, all: going.length }) };
}

function givingEffects(of: {
  readonly kind: TransferKind;
  readonly isDirect: boolean;
  readonly rest: number;
  readonly plans: number;
  readonly amount: Money;
  readonly bases: number;
  readonly all: number;
}): TransferEffect[] {
  const { kind, isDirect, rest, plans, amount, bases, all } = of;
  const handed = kind === 'handed_over';
  return [
    effect('moves', all),
    ...when(all > bases, effect('add_ons_follow', all - bases)),
    effect('quantity_fixed'),
    ...when(!isNoMoney(amount), effect('refund', all, amount)),
    effect('their_prices'),
    ...when(plans > 0, effect('plans_dropped', plans)),
    ...when(handed && isDirect && rest === 0, effect('customer_becomes_indirect')),
    ...when(handed && rest > 0, effect('customer_stays', rest)),
    ...when(!handed, effect('excluded')),
    effect('rights_stay'),
  ];
}

const lineFrom = (row: SubscriptionRow | TransferLineRow, locale: string) => ({
  offerId: row.offerId,
  name: nameIn(row.titles, locale),
  nickname: row.nickname,
  unit: row.unit as Unit,
  quantity: row.quantity,
  term: row.term as Term,
  billingCycle: row.billingCycle as BillingCycle,
  renewsOn: row.renewsOn,
});

/** A line as it was written down, with what became of it. */
const writtenLine = (row: TransferLineRow, currency: string, locale: string): TransferLine => ({
  ...lineFrom(row, locale),
  lineNo: row.lineNo,
  parentLineNo: row.parentLineNo,
  subscriptionId: row.subscriptionId,
  quantityNow: null,
  unitPrice: row.unitPrice === null ? null : money(row.unitPrice, currency),
  amount: row.amount === null ? null : money(row.amount, currency),
  state: row.state as TransferLine['state'],
  fault: row.fault as LineFault | null,
});

interface Standing {
  readonly tx: Tx;
  readonly now: Date;
  readonly row: TransferRow;
  readonly reader: Reader;
}

/** The lines of what is still to move, as they would move now; of what is over, as they moved. */
async function outlookOf(standing: Standing): Promise<TransferOutlook> {
  const { tx, row, reader } = standing;
  const written = await listTransferLines(tx, row.transferId);
  const isOver = row.state !== 'open' && row.state !== 'in_progress';
  if (!isOver) return row.side === 'source' ? waitingAtSource(standing, written) : waitingAtTarget(standing, written);
  const lines = written.map((line) => writtenLine(line, row.currency, reader.locale));
  return { lines, amount: money(row.amount ?? '0', row.currency), fault: null, effects: [] };
}

async function waitingAtSource({ tx, now, row, reader }: Standing, written: readonly TransferLineRow[]): Promise<TransferOutlook> {
  const found = await Promise.all(written.map(async ({ subscriptionId }) => (subscriptionId ? findSubscription(tx, subscriptionId) : undefined)));
  const lines = written.map((line, at): TransferLine => {
    const own = found[at];
    const stands = own?.state === 'active';
    return {
      ...writtenLine(line, row.currency, reader.locale),
      quantityNow: own && own.quantity !== line.quantity ? own.quantity : null,
      amount: stands ? endingOf(own, now).amount : null,
      fault: stands ? null : own?.state === 'suspended' ? 'suspended' : 'over',
    };
  });
  const amount = sumMoney(
    lines.flatMap((line) => line.amount ?? []),
    row.currency,
  );
  const kind = row.kind as TransferKind;
  const bases = lines.filter(({ parentLineNo }) => parentLineNo === null).length;
  if (!lines.length) return { lines, amount, fault: null, effects: [] };
  const [parts, customer] = await Promise.all([partsOf(tx, row.customerId, { kind, areRelated: true }), findCustomer(tx, row.customerId)]);
  const rest = parts.length - bases;
  const isDirect = customer?.relationship === 'direct_reseller';
  return { lines, amount, fault: null, effects: givingEffects({ kind, isDirect, rest, plans: 0, amount, bases, all: lines.length }) };
}

async function waitingAtTarget({ tx, now, row, reader }: Standing, written: readonly TransferLineRow[]): Promise<TransferOutlook> {
  const [arrivals, customer] = await Promise.all([arrivingOf(tx, now, row, written), findCustomer(tx, row.customerId)]);
  const amount = totalOf(arrivals, row.currency);
  const fault = written.length ? await faultHere(tx, row, arrivals) : null;
  const lines = arrivals.map(
    ({ line, unit, first, fault: own }: Arriving): TransferLine => ({
      ...writtenLine(line, row.currency, reader.locale),
      unitPrice: unit,
      amount: first?.amount ?? null,
      fault: own,
    }),
  );
  const bases = lines.filter(({ parentLineNo }) => parentLineNo === null).length;
  const isKnown = customer?.state === 'active';
  const hasAgreed = isKnown ? customer.agreement !== 'none' : row.agreement === 'direct';
  const effects = [
    ...when(lines.length > 0, effect('begins', lines.length)),
    ...when(lines.length > bases, effect('add_ons_follow', lines.length - bases)),
    ...when(lines.length > 0, effect('quantity_fixed')),
    effect('our_prices'),
    ...when(!isNoMoney(amount), effect('charge', lines.length, amount)),
    ...when(row.kind === 'pulled', effect('metered')),
    ...when(row.kind === 'pulled', effect('excluded')),
    ...when(!isKnown, effect('customer_added')),
    ...when(!hasAgreed, effect('agreement_missing')),
    effect('no_rights'),
  ];
  return { lines, amount, fault, effects };
}

export interface Answerer extends Reader {
  readonly rights: Rights;
}
/** What the reader may do with it now. */
export function canTransfer(rights: Rights, row: TransferRow): Transfer['can'] {
  const facts = { state: row.state as TransferState, kind: row.kind as TransferKind, side: row.side as TransferSide };
  const [sells, gives] = [may(rights, 'subscriptions', 'edit'), may(rights, 'transfers', 'edit')];
  return {
    accept: sells && facts.kind === 'handed_over' && mayMove(facts, 'accept'),
    release: gives && facts.kind === 'pulled' && mayMove(facts, 'accept'),
    reject: sells && mayMove(facts, 'reject'),
    withdraw: gives && mayMove(facts, 'withdraw'),
  };
}

/** One transfer as the reader's company sees it; of the other one only what it said itself. */
export async function presentTransfer(tx: Tx, now: Date, row: TransferRow, reader: Answerer): Promise<Transfer> {
  const can = canTransfer(reader.rights, row);
  const kind = row.kind as TransferKind;
  const [outlook, customer, parts] = await Promise.all([
    outlookOf({ tx, now, row, reader }),
    findCustomer(tx, row.customerId),
    can.release ? partsOf(tx, row.customerId, { kind, areRelated: false }) : [],
  ]);
  const { who, step } = nextOfTransfer(row.state as TransferState, kind);
  return {
    ...named(row),
    hasCustomer: customer?.state === 'active',
    next: {
      who: who === 'center' || who === 'nobody' ? who : who === row.side ? 'us' : 'them',
      step,
      by: step === 'answer' ? row.expiresAt : step === 'move' ? row.retryUntil : null,
    },
    message: row.message,
    reason: row.reason,
    askedBy: row.askedByName,
    answeredBy: row.answeredByName,
    answeredAt: row.answeredAt,
    fault: row.fault as TransferFault | null,
    retryUntil: row.retryUntil,
    outlook,
    choices: parts.filter(({ fault }) => fault !== 'add_on').map((part) => presentMovable(part, reader)),
    asOf: now,
    version: row.version,
    can,
  };
}
