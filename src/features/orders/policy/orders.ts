import type { CartState, OrderState } from '../contract/states.ts';

/** Days after which a cart that nobody touched is over. */
export const cartDays = 14;
export const linesACart = 100;

export const cartEvents = ['change', 'ask_approval', 'approve', 'send_back', 'check_out', 'expire', 'discard'] as const;
export type CartEvent = (typeof cartEvents)[number];

const cartMoves: Readonly<Record<CartState, Partial<Record<CartEvent, CartState>>>> = {
  active: { change: 'active', ask_approval: 'waiting', check_out: 'ordered', expire: 'expired', discard: 'discarded' },
  // What somebody approves is what they saw: until then nobody changes it.
  waiting: { approve: 'ordered', send_back: 'active', expire: 'expired', discard: 'discarded' },
  ordered: {},
  expired: {},
  discarded: {},
};
export const movedCart = (state: CartState, event: CartEvent): CartState | undefined => cartMoves[state][event];

/** Who acts next on a cart. */
export const nextOfCart = (state: CartState): 'seller' | 'approver' | 'nobody' => (state === 'active' ? 'seller' : state === 'waiting' ? 'approver' : 'nobody');

export const orderEvents = ['provisioned', 'not_provisioned'] as const;
export type OrderEvent = (typeof orderEvents)[number];
const orderMoves: Readonly<Record<OrderState, Partial<Record<OrderEvent, OrderState>>>> = {
  pending: { provisioned: 'completed', not_provisioned: 'canceled' },
  completed: {},
  canceled: {},
};
export const movedOrder = (state: OrderState, event: OrderEvent): OrderState | undefined => orderMoves[state][event];

/** Nobody approves what they asked for; the one who asks cannot be the second pair of eyes. */
export const mayApprove = (asker: string, approver: string): boolean => asker !== approver;
