/** The words that orders and subscriptions are in; rules about them stand in `policy/`. */

/** `waiting`: a second person has to approve it. `ordered` is the end of a cart: it is never changed again. */
export const cartStates = ['active', 'waiting', 'ordered', 'expired', 'discarded'] as const;
export type CartState = (typeof cartStates)[number];

/** `pending`: bought, and being provisioned. */
export const orderStates = ['pending', 'completed', 'canceled'] as const;
export type OrderState = (typeof orderStates)[number];

/**
 * There is no grace period: what is suspended can be brought back until its data are deleted. `canceled` and `expired` are over,
 * their data kept for a while; `converted` and `moved` live on elsewhere: as a paid subscription, with another partner.
 */
export const subscriptionStates = ['pending', 'active', 'suspended', 'canceled', 'expired', 'converted', 'moved', 'deleted'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

export const suspensionReasons = ['customer_asked', 'non_payment', 'fraud', 'parent_suspended', 'misuse'] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];
/** Those that a partner may give; misuse is the operator's to say, and a parent takes its add-ons along by itself. */
export const partnersReasons = ['customer_asked', 'non_payment', 'fraud'] as const satisfies readonly SuspensionReason[];

/** By which rules something is given back and ended. */
export const lifecycles = [
  'license',
  'publisher',
  'publisher_usage',
  'usage',
  'software',
  'software_subscription',
  'reservation',
  'trial',
  'publisher_trial',
] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** A move to one's own provider goes by `handed_over`, one that the future partner asks for by `pulled`. */
export const transferKinds = ['handed_over', 'pulled'] as const;
export type TransferKind = (typeof transferKinds)[number];
export const transferStates = ['open', 'in_progress', 'completed', 'withdrawn', 'rejected', 'expired'] as const;
export type TransferState = (typeof transferStates)[number];
