import type { LineFault, TransferFault, TransferKind, TransferState } from '../contract/states.ts';

/** Days after which a request of the future partner that nobody answered is over. */
export const answerDays = 30;
/** Days for which a move that was accepted is tried again before the desk looks at it. */
export const retryDays = 3;

export const transferEvents = ['accept', 'reject', 'withdraw', 'expire', 'done', 'failed'] as const;
export type TransferEvent = (typeof transferEvents)[number];
/** Who asks and who answers: the present partner hands over to its provider, or a future partner asks the present one. */
export const sidesOf: Readonly<Record<TransferKind, { readonly asks: 'source' | 'target'; readonly answers: 'source' | 'target' }>> = {
  handed_over: { asks: 'source', answers: 'target' },
  pulled: { asks: 'target', answers: 'source' },
};

const moves: Readonly<Record<TransferState, Partial<Record<TransferEvent, TransferState>>>> = {
  open: { accept: 'in_progress', reject: 'rejected', withdraw: 'withdrawn', expire: 'expired' },
  // What fails for three days is given back as it was.
  in_progress: { done: 'completed', failed: 'open' },
  completed: {},
  withdrawn: {},
  rejected: {},
  expired: {},
};

/** The state that an event leads to, or nothing when it is refused. Nobody can withdraw what is already under way. */
export const movedTransfer = (state: TransferState, event: TransferEvent): TransferState | undefined => moves[state][event];

/** Who acts next, and what; a request is never open without an end, as nothing else is. */
export function nextOfTransfer(
  state: TransferState,
  kind: TransferKind,
): { readonly who: 'source' | 'target' | 'center' | 'nobody'; readonly step: 'answer' | 'move' | 'none' } {
  if (state === 'open') return { who: sidesOf[kind].answers, step: 'answer' };
  if (state === 'in_progress') return { who: 'center', step: 'move' };
  return { who: 'nobody', step: 'none' };
}

export interface LineFacts {
  readonly kind: TransferKind;
  readonly state: string;
  readonly lifecycle: string;
  readonly hasOpenTransfer: boolean;
  readonly isAddOn: boolean;
  /** The two partners stand in the relation of reseller and provider. */
  readonly areRelated: boolean;
}

/** Why a subscription cannot move, or null. Add-ons follow their base and are never moved alone. */
export function blocksTransfer({ kind, state, lifecycle, hasOpenTransfer, isAddOn, areRelated }: LineFacts): LineFault | null {
  if (isAddOn) return 'add_on';
  if (hasOpenTransfer) return 'open_transfer';
  if (lifecycle === 'reservation') return 'reservation';
  // Paid once and for good: the other one would have to be paid for it again.
  if (lifecycle === 'software') return 'paid_once';
  if (lifecycle === 'trial' || lifecycle === 'publisher_trial') return 'trial';
  if (kind === 'handed_over' && !areRelated) return 'not_related';
  // A licence ends with one partner and begins with the other; only what is metered can be pulled over.
  if (kind === 'pulled' && lifecycle !== 'usage' && lifecycle !== 'publisher_usage') return 'license';
  // What is suspended would begin suspended with somebody who does not know why.
  if (state === 'suspended') return 'suspended';
  if (state === 'pending') return 'pending';
  return state === 'active' ? null : 'over';
}

/** What of the company that gets it can keep a line from moving: not for good, as prices and catalogs change. */
export function faultAtTarget({ isSold, hasPrice }: { readonly isSold: boolean; readonly hasPrice: boolean }): LineFault | null {
  if (!isSold) return 'not_sold';
  return hasPrice ? null : 'no_price';
}

/** What keeps a whole transfer from being moved, or null. */
export function faultOfMove(facts: {
  readonly kind: TransferKind;
  readonly areRelated: boolean;
  readonly isRestricted: boolean;
  /** Of a pull: the one who pulls still has the customer, and has what it takes to bill what is metered. */
  readonly hasCustomer: boolean;
  readonly hasPlan: boolean;
  readonly lineFault: LineFault | null;
  readonly movable: number;
}): TransferFault | null {
  const { kind, areRelated, isRestricted, hasCustomer, hasPlan, lineFault, movable } = facts;
  if (isRestricted) return 'target_restricted';
  if (kind === 'handed_over' && !areRelated) return 'not_related';
  if (kind === 'pulled' && !hasCustomer) return 'customer_gone';
  if (kind === 'pulled' && !hasPlan) return 'no_plan';
  if (movable === 0) return 'nothing_left';
  return lineFault === 'not_sold' || lineFault === 'no_price' ? lineFault : null;
}

/** What a company may do with a transfer in its state, by the side that it is; the permissions stand beside it. */
export function mayMove(
  { state, kind, side }: { readonly state: TransferState; readonly kind: TransferKind; readonly side: 'source' | 'target' },
  event: 'accept' | 'reject' | 'withdraw',
): boolean {
  const own = sidesOf[kind][event === 'withdraw' ? 'asks' : 'answers'];
  return own === side && movedTransfer(state, event) !== undefined;
}
