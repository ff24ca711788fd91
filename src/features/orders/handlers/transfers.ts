import { may } from '../../../core/access.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { currencyOf } from '../../catalog/policy/markets.ts';
import { findCustomer } from '../../customers/queries.ts';
import { acceptTransfer, beginTransfer, rejectTransfer, releaseSubscriptions, withdrawTransfer } from '../acts/transfers/answering.ts';
import { askForTransfer, chosenOf, lookedAt, startTransfer } from '../acts/transfers/asking.ts';
import type { TransferState } from '../contract/states.ts';
import { type Transfer, type transferEndpoints, TransferNotInState } from '../contract/transfers.ts';
import { partsOf } from '../movable.ts';
import { outlookOfSource, presentMovable, presentTransfer, presentTransferSummary } from '../presentTransfer.ts';
import { findTransfer, type ListedTransfer, listProviders, listTransfers } from '../queries/transfers.ts';

async function shown({ tx, actor, now }: Context<MemberActor>, transferId: string): Promise<Transfer> {
  const row = await findTransfer(tx, transferId);
  if (!row) throw new NotFound({});
  return presentTransfer(tx, now, row, actor);
}

export const transferHandlers: HandlersOf<typeof transferEndpoints> = {
  async listTransfers({ tx, actor, now }, { after, limit, ...narrowed }) {
    const rows = await listTransfers(tx, { ...narrowed, limit: limit + 1, after: instantKey(after) });
    return {
      ...page(rows, limit, (row: ListedTransfer) => [row.askedAt.toISOString(), row.transferId], presentTransferSummary),
      asOf: now,
      can: { start: may(actor.rights, 'transfers', 'edit') },
    };
  },
  getTransfer: (context, { transferId }) => shown(context, transferId),
  async listMovable({ tx, actor }, { customerId }) {
    const [customer, providers, parts] = await Promise.all([
      findCustomer(tx, customerId),
      listProviders(tx),
      partsOf(tx, customerId, { kind: 'handed_over', areRelated: true }),
    ]);
    if (!customer) throw new NotFound({});
    return {
      customer: { customerId, name: customer.name },
      providers: providers.map(({ relationId, name, partnerId }) => ({ relationId, partnerId, name: name ?? partnerId })),
      items: parts.map((part) => presentMovable(part, actor)),
    };
  },
  async rehearseTransfer({ tx, actor, now }, wanted) {
    const { customer, parts, chosen } = await lookedAt(tx, wanted);
    const isDirect = customer.relationship === 'direct_reseller';
    return outlookOfSource(tx, now, { kind: 'handed_over', currency: currencyOf(customer.country), parts, chosen, isDirect }, actor);
  },
  async startTransfer(context, wanted) {
    return shown(context, await startTransfer(context.tx, context.actor, context.now, wanted));
  },
  async askForTransfer(context, wanted) {
    return shown(context, await askForTransfer(context.tx, context.actor, context.now, wanted));
  },
  async acceptTransfer(context, wanted) {
    await acceptTransfer(context.tx, context.actor, context.now, wanted);
    return shown(context, wanted.transferId);
  },
  async rehearseRelease({ tx, actor, now }, { transferId, subscriptionIds }) {
    const row = await beginTransfer(tx, transferId, 'accept');
    if (row.kind !== 'pulled') throw new TransferNotInState({ state: row.state as TransferState });
    const parts = await partsOf(tx, row.customerId, { kind: 'pulled', areRelated: false });
    const chosen = chosenOf(parts, subscriptionIds, row.currency);
    return outlookOfSource(tx, now, { kind: 'pulled', currency: row.currency, parts, chosen, isDirect: false }, actor);
  },
  async releaseSubscriptions(context, wanted) {
    await releaseSubscriptions(context.tx, context.actor, context.now, wanted);
    return shown(context, wanted.transferId);
  },
  async rejectTransfer(context, wanted) {
    await rejectTransfer(context.tx, context.actor, context.now, wanted);
    return shown(context, wanted.transferId);
  },
  async withdrawTransfer(context, wanted) {
    await withdrawTransfer(context.tx, context.actor, context.now, wanted);
    return shown(context, wanted.transferId);
  },
};
