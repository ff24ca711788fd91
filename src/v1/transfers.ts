import { z } from 'zod';
import { isNoMoney } from '../core/money.ts';
import { NotFound } from '../core/problems.ts';
import { orders, type Transfer, type TransferLine } from '../features/orders/contract.ts';
import { word } from './body.ts';
import { idIn } from './changes.ts';
import { Fault, invalid } from './fault.ts';
import { guidOf } from './ids.ts';
import { type OfferBy, offerIdOf } from './orderShapes.ts';
import { created, nothing, ok, type Request, row } from './row.ts';
import { instantTo, link, resource } from './shapes.ts';
import { offersOf } from './subscriptionShapes.ts';

const missing = { code: 900_100 } as const;

/** States as the documents have them: what is over and moved nothing was rejected, by whomever. */
function statusOf({ state, outlook }: Transfer): string {
  if (state === 'open' || state === 'in_progress') return 'Active';
  if (state !== 'completed') return 'Reject';
  return outlook.lines.some((line) => line.state === 'left') ? 'PartiallyComplete' : 'Complete';
}
const lineStatus = { waiting: undefined, moved: 'Complete', left: 'Failed' } as const;

function lineTo(line: TransferLine, all: readonly TransferLine[], request: Request, offerBy: OfferBy): object {
  return {
    id: line.lineNo,
    subscriptionId: line.subscriptionId ?? undefined,
    offerId: offerIdOf(offerBy, line.offerId),
    billingCycle: line.billingCycle,
    friendlyName: line.nickname ?? line.name,
    quantity: line.quantity,
    addonItems: all.filter(({ parentLineNo }) => parentLineNo === line.lineNo).map((each) => lineTo(each, all, request, offerBy)),
    status: lineStatus[line.state],
    transferError: line.state === 'left' && line.fault ? request.t(`transfers.fault.${line.fault}`) : undefined,
  };
}

async function transferTo(request: Request, it: Transfer) {
  const { lines } = it.outlook;
  const offerBy = await offersOf(request, lines);
  const them = guidOf('partner', it.other.partnerId);
  const [source, target] = it.side === 'source' ? [request.accountId, them] : [them, request.accountId];
  const theirName = it.other.name ?? undefined;
  return resource(
    'TransferEntity',
    {
      id: it.transferId,
      status: statusOf(it),
      createdTime: instantTo(it.askedAt),
      lastModifiedTime: instantTo(it.endedAt ?? it.answeredAt ?? it.askedAt),
      customerName: it.customer.name,
      customerTenantId: it.customer.customerId,
      partnertenantid: request.accountId,
      sourcePartnerName: it.side === 'target' ? theirName : undefined,
      sourcePartnerTenantId: source,
      targetPartnerName: it.side === 'source' ? theirName : undefined,
      targetPartnerTenantId: target,
      lineItems: lines.filter(({ parentLineNo }) => parentLineNo === null).map((line) => lineTo(line, lines, request, offerBy)),
    },
    { links: { self: link(`/customers/${it.customer.customerId}/transfers/${it.transferId}`) } },
  );
}

/** The transfer of the path, if it is of the customer. @throws Problem, Fault */
async function one(request: Request): Promise<Transfer> {
  const it = await request.call(orders.getTransfer, { transferId: idIn(request, 'transferId', missing.code) });
  if (it.customer.customerId !== request.param('customerId')) throw new NotFound({});
  return it;
}

async function listed(request: Request) {
  const found: Transfer[] = [];
  for (let after: string | undefined; ; ) {
    const page = await request.call(orders.listTransfers, { customerId: request.param('customerId'), limit: 100, after });
    found.push(...(await Promise.all(page.items.map(({ transferId }) => request.call(orders.getTransfer, { transferId })))));
    if (page.next === null) return ok(await Promise.all(found.map((it) => transferTo(request, it))));
    after = page.next;
  }
}

const TransferBody = z.object({
  sourcePartnerTenantId: z.string().optional(),
  targetPartnerTenantId: z.string().optional(),
  lineItems: z
    .array(z.object({ subscriptionId: z.string() }))
    .max(100)
    .optional(),
});
/** Subscriptions go to the provider that is named, or to the only one that there is. */
async function start(request: Request) {
  const { sourcePartnerTenantId, targetPartnerTenantId, lineItems = [] } = request.body(TransferBody);
  const customerId = request.param('customerId');
  if (sourcePartnerTenantId && sourcePartnerTenantId.toLowerCase() !== request.accountId)
    throw invalid('sourcePartnerTenantId', 'is not the company that asks');
  if (targetPartnerTenantId?.toLowerCase() === request.accountId)
    throw new Fault(400, 900_148, 'targetPartnerTenantId: is the source itself', ['targetPartnerTenantId']);
  const { providers } = await request.call(orders.listMovable, { customerId });
  const target = targetPartnerTenantId?.toLowerCase();
  const found = target
    ? providers.find(({ partnerId }) => partnerId === target || guidOf('partner', partnerId) === target)
    : providers.length === 1
      ? providers[0]
      : undefined;
  if (!found) throw new Fault(400, 900_147, 'targetPartnerTenantId: is none of your providers', ['targetPartnerTenantId']);
  const subscriptionIds = lineItems.map(({ subscriptionId }) => subscriptionId);
  if (!subscriptionIds.length) throw invalid('lineItems', 'is empty');
  return created(await transferTo(request, await request.call(orders.startTransfer, { customerId, relationId: found.relationId, subscriptionIds })));
}

/** What moves is charged as it was shown at this moment. It goes on by itself, and brings subscriptions without an order of their own. */
async function accept(request: Request) {
  const { transferId, version, outlook } = await one(request);
  const after = await request.call(orders.acceptTransfer, { transferId, version, shown: isNoMoney(outlook.amount) ? null : outlook.amount });
  const transferErrors = after.fault ? [{ transferGroupId: '0', code: 900_103, description: request.t(`transfers.fault.${after.fault}`), lineItems: [] }] : [];
  return ok(resource('TransferSubmitResult', { orders: [], transferErrors }));
}

const Answer = z.object({ status: word('active', 'complete', 'partially_complete', 'reject', 'rejected') });
async function reject(request: Request) {
  const { status } = request.body(Answer);
  if (status !== 'reject' && status !== 'rejected') throw invalid('status', 'can only be changed to “Reject”');
  const { transferId, version } = await one(request);
  return ok(await transferTo(request, await request.call(orders.rejectTransfer, { transferId, version: request.version() ?? version })));
}

async function withdraw(request: Request) {
  const { transferId, version } = await one(request);
  await request.call(orders.withdrawTransfer, { transferId, version: request.version() ?? version });
  return nothing;
}

async function eligibility(request: Request) {
  const { items } = await request.call(orders.listMovable, { customerId: request.param('customerId') });
  return ok(
    items.map(({ subscriptionId, fault }) =>
      resource('TransferEligibility', { id: subscriptionId, isEligible: fault === null, reason: fault ? request.t(`transfers.fault.${fault}`) : undefined }),
    ),
  );
}

const path = '/v1/customers/{customerId}/transfers';
const it = `${path}/{transferId}` as const;
export const transferRows = [
  row('POST', path, start, { missing: 60_003 }),
  row('GET', path, listed, { missing: 60_003 }),
  row('GET', it, async (request) => ok(await transferTo(request, await one(request))), { missing }),
  row('POST', `${it}/accept`, accept, { missing }),
  row('PATCH', it, reject, { missing }),
  row('DELETE', it, withdraw, { missing }),
  row('GET', '/v1/customers/{customerId}/transferseligibility', eligibility, { missing: 60_003 }),
];
