import { z } from 'zod';
import { ChangedMeanwhile } from '../core/problems.ts';
import { word } from './body.ts';
import { type Change, type Changed, changed } from './changes.ts';
import { Fault } from './fault.ts';
import { accepted, type Answer, atOnce, ok, type Request, row } from './row.ts';
import { collection, link } from './shapes.ts';
import { friendlyNameOf, missing, offersOf, pathOf, present, statusOf, subscriptionsOf, subscriptionTo, type Terms, termsOf } from './subscriptionShapes.ts';

/** A list is given whole: programs do not ask for a second page of it. */
async function collected(request: Request, found: readonly Terms[]) {
  const offerBy = await offersOf(request, found);
  return ok(
    collection(
      found.map((it) => subscriptionTo(it, offerBy)),
      { self: link(request.self) },
    ),
  );
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
async function listed(request: Request) {
  const [orderId, partnerId] = [request.query('order_id'), request.query('mpn_id')];
  const found = await subscriptionsOf(request, orderId && guid.test(orderId) ? { orderId } : {});
  const wanted = found.filter((it) => (!orderId || it.orderId === orderId.toLowerCase()) && (!partnerId || it.resellerId === partnerId));
  return collected(request, wanted);
}

const addOns = async (request: Request) => {
  const { subscriptionId } = await termsOf(request);
  return collected(request, await subscriptionsOf(request, { parentSubscriptionId: subscriptionId }));
};

const SubscriptionBody = z.object({
  quantity: z.coerce.number().int().min(1).max(1_000_000).optional(),
  friendlyName: z.string().max(120).optional(),
  status: word('none', 'active', 'suspended', 'deleted', 'pending', 'expired', 'disabled').optional(),
  autoRenewEnabled: z.boolean().optional(),
  billingCycle: word('unknown', 'monthly', 'annual', 'none', 'one_time').optional(),
  partnerId: z.string().optional(),
});
type Said = z.output<typeof SubscriptionBody>;

/** What a new status asks for; a suspension is by the customer's wish unless the center's own pages say otherwise. */
function statusChange(it: Terms, status: Said['status']): Change | undefined {
  const now = statusOf(it);
  if (status === undefined || status === now || status === 'none' || status === 'pending') return undefined;
  if (status === 'suspended') return { kind: 'suspend', reason: 'customer_asked' };
  if (status === 'active') return { kind: 'reactivate' };
  if (status === 'deleted') return { kind: 'cancel', when: 'now' };
  throw new Fault(400, 800_096, `status: cannot be changed to ${status}`, ['status']);
}

/** What differs between a subscription and what comes back of it, in the order in which it can be done. @throws Fault */
function differences(it: Terms, said: Said): Change[] {
  if (said.billingCycle !== undefined && said.billingCycle !== 'unknown' && said.billingCycle !== it.billingCycle)
    throw new Fault(400, 2054, 'billingCycle: is changed by its order, for all that came of it', ['billingCycle']);
  if (said.partnerId && said.partnerId !== it.resellerId) throw new Fault(400, 800_098, 'partnerId: cannot be changed here', ['partnerId']);
  const status = statusChange(it, said.status);
  const changes: Change[] = status?.kind === 'reactivate' ? [status] : [];
  if (said.friendlyName !== undefined && said.friendlyName.trim() !== friendlyNameOf(it))
    changes.push({ kind: 'nickname', nickname: said.friendlyName.trim() || null });
  if (said.quantity !== undefined && said.quantity !== it.quantity) changes.push({ kind: 'seats', quantity: said.quantity });
  if (said.autoRenewEnabled !== undefined && said.autoRenewEnabled !== it.autoRenews) changes.push({ kind: 'renewal', autoRenews: said.autoRenewEnabled });
  if (status && status.kind !== 'reactivate') changes.push(status);
  return changes;
}

/** A subscription comes back whole: whatever differs is done, all of it or nothing. What waits for a second person goes on by itself. */
async function patch(request: Request): Promise<Answer> {
  const said = request.body(SubscriptionBody);
  const before = await termsOf(request);
  const { subscriptionId } = before;
  const changes = differences(before, said);
  if (!changes.length) return ok(await present(request, before));
  if ((request.version() ?? before.version) !== before.version) throw new ChangedMeanwhile({});
  let last: Changed | undefined;
  for (const change of changes) last = await changed(request, subscriptionId, last?.version ?? before.version, change);
  const after = await present(request, await termsOf(request));
  return last?.waiting ? accepted(pathOf(before), after) : ok(after);
}

const path = '/v1/customers/{customerId}/subscriptions';
const one = `${path}/{subscriptionId}` as const;
export const subscriptionRows = [
  row('GET', path, listed, { uses: [path, `${path}?order_id={orderId}`, `${path}?mpn_id={mpnId}`], missing: 60_003 }),
  row('GET', one, async (request) => ok(await present(request, await termsOf(request))), { missing }),
  row('PATCH', one, atOnce(patch), {
    uses: ['quantity', 'status suspended', 'status active', 'status deleted', 'friendlyName', 'autoRenewEnabled'].map((use) => `${one} (${use})`),
    missing,
  }),
  row('GET', `${one}/addons`, addOns, { missing }),
];
