import { may } from '../../../core/access.ts';
import { money } from '../../../core/money.ts';
import { instantKey, page } from '../../../core/page.ts';
import { dayOf } from '../../../core/periods.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { BillingCycle, Offer, Term } from '../../catalog/contract/products.ts';
import { arranged, listAddOns, listOffers } from '../../catalog/queries.ts';
import { decideChange } from '../acts/approving.ts';
import { approvalLimit, needsApproval } from '../acts/limit.ts';
import { aroundOf, changeSubscription, rehearseChange } from '../acts/subscriptions.ts';
import type { ChargeLine } from '../contract/shapes.ts';
import { Change, type Subscription, type subscriptionEndpoints } from '../contract/subscriptions.ts';
import { endingBy, factsOf, nameIn, offerNameIn } from '../facts.ts';
import { mayApprove } from '../policy/orders.ts';
import { nextStep } from '../policy/subscriptions.ts';
import { canChange, cycleCost, presentOutlook, presentSummary } from '../present.ts';
import { findOrder } from '../queries/orders.ts';
import {
  type AskedRow,
  type ChangeRow,
  findAsked,
  findSchedule,
  findSubscription,
  listAddOnsOf,
  listHistory,
  listSubscriptions,
  type SubscriptionRow,
} from '../queries/subscriptions.ts';
import { wordsOf } from './orders.ts';
import { stakesOf } from './stakes.ts';

type Member = Context<MemberActor>;

export const subscriptionHandlers: HandlersOf<typeof subscriptionEndpoints> = {
  async listSubscriptions({ tx, actor, now }, { search, customerId, state, ending, after, limit }) {
    const rows = await listSubscriptions(tx, {
      words: wordsOf(search),
      customerId,
      state,
      ending: endingBy(ending, now),
      limit: limit + 1,
      after: instantKey(after),
    });
    return {
      ...page(
        rows,
        limit,
        (row: SubscriptionRow) => [row.orderedAt.toISOString(), row.subscriptionId],
        (row: SubscriptionRow) => presentSummary(row, actor),
      ),
      asOf: now,
      can: { change: may(actor.rights, 'subscriptions', 'edit'), transfer: may(actor.rights, 'transfers', 'edit') },
    };
  },
  getSubscription: (context, { subscriptionId }) => shown(context, subscriptionId),
  async listSubscriptionHistory({ tx }, { subscriptionId, after, limit }) {
    if (!(await findSubscription(tx, subscriptionId))) throw new NotFound({});
    const rows = await listHistory(tx, subscriptionId, limit + 1, instantKey(after));
    return page(rows, limit, (row: ChangeRow) => [row.at.toISOString(), row.changeId], presentChange);
  },
  async rehearseChange({ tx, actor, now }, { subscriptionId, change }) {
    const { row, plan } = await rehearseChange(tx, now, subscriptionId, change);
    const addOns = plan.along.length ? await listAddOnsOf(tx, subscriptionId) : [];
    const names = new Map(addOns.map((each) => [each.subscriptionId, each.nickname ?? nameIn(each.titles, actor.locale)]));
    const licenses = await stakesOf(tx, now, actor.locale, { row, plan, change, addOns });
    const outlook = presentOutlook(factsOf(row), plan, names, dayOf(now));
    return { ...outlook, licenses, needsApproval: needsApproval(outlook.amount, await approvalLimit(tx, row.currency)) };
  },
  async changeSubscription(context, wanted) {
    await changeSubscription(context.tx, context.actor, context.now, wanted);
    return shown(context, wanted.subscriptionId);
  },
  async decideChange(context, decision) {
    await decideChange(context.tx, context.actor, context.now, decision);
    return shown(context, decision.subscriptionId);
  },
};

const presentChange = (row: ChangeRow) => ({
  changeId: row.changeId,
  kind: row.kind,
  at: row.at,
  by: row.byName,
  before: row.before as Record<string, unknown>,
  after: row.after as Record<string, unknown>,
  amount: money(row.amount, row.currency),
  lines: row.lines as ChargeLine[],
});

async function shown({ tx, actor, now }: Member, subscriptionId: string): Promise<Subscription> {
  const row = await findSubscription(tx, subscriptionId);
  if (!row) throw new NotFound({});
  const [around, addOns, order, schedule, asked, more, parent] = await Promise.all([
    aroundOf(tx, now, row, null),
    listAddOnsOf(tx, subscriptionId),
    findOrder(tx, row.orderId),
    findSchedule(tx, subscriptionId),
    findAsked(tx, subscriptionId),
    row.state === 'active' ? listAddOns(tx, row.offerId, row.market) : [],
    row.parentSubscriptionId ? findSubscription(tx, row.parentSubscriptionId) : undefined,
  ]);
  const facts = factsOf(row);
  const leads = [...(around.offer?.upgradesTo ?? []), ...(around.offer?.convertsTo ?? [])];
  const targets = new Map((leads.length ? await listOffers(tx, leads, row.market) : []).filter(({ isSold }) => isSold).map((offer) => [offer.offerId, offer]));
  const named = (offer: Offer) => ({ offerId: offer.offerId, name: offerNameIn(offer, actor.locale) });
  const found = (ids: readonly string[] | undefined) => (ids ?? []).flatMap((id) => targets.get(id) ?? []);
  // What is pinned in the catalog stands on top here too.
  const own = { personId: actor.personId, market: row.market };
  const [offered, upgrades, conversions] = await Promise.all([
    arranged(tx, own, more),
    arranged(tx, own, found(around.offer?.upgradesTo)),
    arranged(tx, own, found(around.offer?.convertsTo)),
  ]);
  return {
    ...presentSummary(row, actor),
    lifecycle: facts.lifecycle,
    retailPrice: facts.retailPrice,
    order: order ? { orderId: order.orderId, number: order.number } : null,
    orderedAt: row.orderedAt,
    startedOn: row.startedOn,
    termFrom: row.termFrom,
    minQuantity: around.offer?.minQuantity ?? 1,
    maxQuantity: around.offer?.maxQuantity ?? null,
    suspendedAt: row.suspendedAt,
    suspensionReason: facts.suspensionReason,
    endedAt: row.endedAt,
    next: nextStep(facts),
    parent: parent ? { subscriptionId: parent.subscriptionId, name: parent.nickname ?? nameIn(parent.titles, actor.locale) } : null,
    addOns: addOns.map((each) => presentSummary(each, actor)),
    moreAddOns: offered
      .filter((offer) => !addOns.some((each) => each.offerId === offer.offerId && (each.state === 'active' || each.state === 'pending')))
      .map(named),
    upgrades: upgrades.map(named),
    conversions: conversions.map((offer) => ({ ...named(offer), choices: choicesOf(offer, row.market) })),
    choices: around.offer ? choicesOf(around.offer, row.market) : [],
    schedule: schedule
      ? {
          quantity: schedule.quantity,
          term: schedule.term as Term | null,
          billingCycle: schedule.billingCycle as BillingCycle | null,
          offerId: schedule.offerId,
          ends: schedule.ends,
          by: schedule.byName,
          at: schedule.at,
          offerName: schedule.offerId ? (found([schedule.offerId]).map((offer) => named(offer).name)[0] ?? schedule.offerId) : null,
        }
      : null,
    waiting: asked ? presentAsked(asked, actor) : null,
    support: row.supportPartnerId ? { partnerId: row.supportPartnerId, name: row.supportName ?? row.supportPartnerId } : null,
    supporters: [...around.supporters],
    recurring: cycleCost(facts, facts.unitPrice),
    recurringRetail: cycleCost(facts, facts.retailPrice),
    asOf: now,
    version: row.version,
    can: canChange(actor.rights, facts, around, now),
  };
}

function presentAsked(row: AskedRow, actor: MemberActor): NonNullable<Subscription['waiting']> {
  const holds = may(actor.rights, 'subscriptions', 'edit');
  const isOthers = mayApprove(row.askedBy ?? '', actor.personId);
  return {
    change: Change.parse(row.change),
    by: row.askedByName,
    at: row.askedAt,
    total: money(row.amount, row.currency),
    can: { decide: holds && isOthers, withdraw: holds && !isOthers },
  };
}

const choicesOf = (offer: Offer, market: string) =>
  offer.availabilities.filter((each) => each.market === market && each.isPurchasable).map(({ term, billingCycle }) => ({ term, billingCycle }));
