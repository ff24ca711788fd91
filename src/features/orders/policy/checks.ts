import type { Offer, Segment } from '../../catalog/contract/products.ts';
import { mayBuySegment } from '../../catalog/policy/segments.ts';
import { type CheckStep, checkSteps, type FaultCode, type SubscriptionState } from '../contract/states.ts';
import { isStanding, mayTry } from './subscriptions.ts';

export interface Fault {
  readonly step: CheckStep;
  readonly code: FaultCode;
  /** The line it is about; null: the whole cart. */
  readonly lineId: string | null;
  /** What the sentence names: a number, ids of offers that are missing. */
  readonly count: number | null;
  readonly offers: readonly string[];
  /** Subscriptions that stand in the way, and how they could be brought back or ended. */
  readonly subscriptions: readonly string[];
}

/** What a line asks for, next to what the catalog says of it. */
export interface LineFacts {
  readonly lineId: string;
  readonly offer: Offer | undefined;
  readonly term: string;
  readonly billingCycle: string;
  readonly quantity: number;
  /** The offer of the base that the line adds to, whether it is in the cart or stands already. */
  readonly baseOffer: string | null;
  readonly hasPrice: boolean;
}
/** What the customer has, or once had. */
export interface OwnedFacts {
  readonly subscriptionId: string;
  readonly offerId: string;
  readonly skuId: string;
  readonly productId: string;
  readonly state: SubscriptionState;
  readonly isTrial: boolean;
}
export interface CartFacts {
  readonly market: string;
  readonly customerSegment: Segment;
  readonly partnerSuspended: boolean;
  readonly partnerAgreementMissing: boolean;
  /** The code of what `mayBuy` of the customers says. */
  readonly customerProblem: string | null;
  readonly lines: readonly LineFacts[];
  readonly owned: readonly OwnedFacts[];
  /** How much less is left of the credit limit than the cart asks for: false where there is enough, or no limit. */
  readonly overCredit: boolean;
}

const customerFaults: Readonly<Record<string, readonly [CheckStep, FaultCode]>> = {
  'customers.relationship_ended': ['customer', 'relationship_ended'],
  'customers.provider_buys': ['customer', 'provider_buys'],
  'customers.under_review': ['customer', 'customer_under_review'],
  'customers.address_to_mend': ['customer', 'address_to_mend'],
  'customers.agreement_missing': ['customer_agreement', 'agreement_missing'],
};

type Told = Partial<Pick<Fault, 'count' | 'offers' | 'subscriptions'>>;
const fault = (step: CheckStep, code: FaultCode, lineId: string | null = null, told: Told = {}): Fault => ({
  step,
  code,
  lineId,
  count: told.count ?? null,
  offers: told.offers ?? [],
  subscriptions: told.subscriptions ?? [],
});

/** Everything that stands in the way, in the order of the steps; within a step in the order of the lines. */
export function faultsOf(facts: CartFacts): Fault[] {
  const found: Fault[] = [];
  if (facts.partnerSuspended) found.push(fault('partner', 'partner_suspended'));
  if (facts.partnerAgreementMissing) found.push(fault('partner_agreement', 'partner_agreement'));
  const [step, code] = (facts.customerProblem !== null && customerFaults[facts.customerProblem]) || [];
  if (step && code) found.push(fault(step, code));
  if (facts.lines.length === 0) found.push(fault('quantity', 'empty'));
  for (const line of facts.lines) found.push(...lineFaults(line, facts));
  if (facts.overCredit) found.push(fault('credit', 'credit'));
  const at = (each: Fault) => checkSteps.indexOf(each.step);
  return found.sort((a, b) => at(a) - at(b));
}

function lineFaults(line: LineFacts, facts: CartFacts): Fault[] {
  const { lineId, offer } = line;
  if (!offer?.isSold) return [fault('market', 'not_sold', lineId)];
  const sold = offer.availabilities.some((a) => a.market === facts.market && a.term === line.term && a.billingCycle === line.billingCycle && a.isPurchasable);
  return [
    ...(sold ? [] : [fault('market', 'not_sold_here', lineId)]),
    ...(mayBuySegment(facts.customerSegment, offer.segment) ? [] : [fault('qualification', 'segment', lineId)]),
    ...(offer.kind === 'trial' ? trialFaults(line, offer, facts) : []),
    ...prerequisiteFaults(line, offer, facts),
    ...(offer.kind === 'trial' ? [] : limitFaults(line, offer, facts)),
    ...quantityFaults(line, offer),
    ...(line.hasPrice ? [] : [fault('price', 'no_price', lineId)]),
  ];
}

function trialFaults({ lineId }: LineFacts, offer: Offer, { owned, customerSegment, lines }: CartFacts): Fault[] {
  const paid = new Set(offer.convertsTo);
  const owner = owned.filter((each) => isStanding(each.state) && paid.has(each.offerId));
  const tried = owned.filter((each) => each.isTrial && each.skuId === offer.skuId);
  const twice = lines.filter((each) => each.offer?.skuId === offer.skuId).length > 1;
  const says = mayTry({ segment: customerSegment, owns: owner.length > 0, tried: tried.length > 0 || twice });
  if (says === 'ok') return [];
  const codes = { segment: 'trial_segment', owns: 'trial_owned', tried: 'trial_tried' } as const;
  return [fault('qualification', codes[says], lineId, { subscriptions: [...owner, ...tried].map((each) => each.subscriptionId) })];
}

function prerequisiteFaults({ lineId, baseOffer }: LineFacts, offer: Offer, { owned, lines }: CartFacts): Fault[] {
  const found: Fault[] = [];
  if (offer.kind === 'add_on' && (baseOffer === null || !offer.addOnTo.includes(baseOffer)))
    found.push(fault('prerequisites', 'base_missing', lineId, { offers: offer.addOnTo }));
  const there = new Set([
    ...owned.filter((each) => each.state === 'active' || each.state === 'pending').map((each) => each.offerId),
    ...lines.map((each) => each.offer?.offerId),
  ]);
  const missing = offer.requires.filter((each) => !there.has(each));
  if (missing.length) found.push(fault('prerequisites', 'requires', lineId, { offers: missing }));
  return found;
}

/** Subscriptions of the SKU that count: all that ever were, or those that stand. What is suspended counts until it is gone. */
function limitFaults({ lineId }: LineFacts, offer: Offer, { owned, lines }: CartFacts): Fault[] {
  if (!offer.limit) return [];
  const { kind, count } = offer.limit;
  const counted = owned.filter((each) => each.skuId === offer.skuId && (kind === 'lifetime' || isStanding(each.state)));
  const before = lines
    .slice(
      0,
      lines.findIndex((each) => each.lineId === lineId),
    )
    .filter((each) => each.offer?.skuId === offer.skuId).length;
  if (counted.length + before < count) return [];
  const suspended = counted.filter((each) => each.state === 'suspended');
  const blocking = suspended.length ? suspended : counted;
  return [fault('limit', suspended.length ? 'suspended_one' : 'limit', lineId, { count, subscriptions: blocking.map((each) => each.subscriptionId) })];
}

function quantityFaults({ lineId, quantity }: LineFacts, offer: Offer): Fault[] {
  if (quantity < offer.minQuantity) return [fault('quantity', 'too_few', lineId, { count: offer.minQuantity })];
  if (offer.maxQuantity !== null && quantity > offer.maxQuantity)
    return [fault('quantity', offer.kind === 'trial' ? 'trial_seats' : 'too_many', lineId, { count: offer.maxQuantity })];
  return [];
}
