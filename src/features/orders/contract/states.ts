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
/** Why one subscription does not move; `transfers.fault.<code>`. */
export const lineFaults = [
  'add_on',
  'open_transfer',
  'reservation',
  'paid_once',
  'trial',
  'not_related',
  'license',
  'suspended',
  'pending',
  'over',
  'not_sold',
  'no_price',
] as const;
export type LineFault = (typeof lineFaults)[number];
/** What keeps an accepted transfer from being moved; `transfers.fault.<code>`. */
export const transferFaults = ['target_restricted', 'not_related', 'customer_gone', 'no_plan', 'nothing_left', 'not_sold', 'no_price'] as const;
export type TransferFault = (typeof transferFaults)[number];

/** What a checkout asks, in this order and no other; a cart that is being filled is told the same beforehand. */
export const checkSteps = [
  'partner',
  'partner_agreement',
  'customer',
  'customer_agreement',
  'market',
  'qualification',
  'prerequisites',
  'limit',
  'quantity',
  'price',
  'credit',
] as const;
export type CheckStep = (typeof checkSteps)[number];

/** What stands in the way of a checkout; its sentence is `orders.faults.<code>`. */
export const faultCodes = [
  'partner_suspended',
  'partner_agreement',
  'relationship_ended',
  'provider_buys',
  'customer_under_review',
  'agreement_missing',
  'address_to_mend',
  'not_sold',
  'not_sold_here',
  'segment',
  'trial_segment',
  'trial_owned',
  'trial_tried',
  'base_missing',
  'requires',
  'suspended_one',
  'limit',
  'too_few',
  'too_many',
  'trial_seats',
  'no_price',
  'credit',
  'empty',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** What ending something gives back: everything, the days that are left, those less a fee, nothing; or it is stopped for the next term only, or not at all. */
export const endingWays = ['full', 'prorated', 'prorated_less_fee', 'nothing', 'at_renewal', 'refused'] as const;
export type EndingWay = (typeof endingWays)[number];
