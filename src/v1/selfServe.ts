import { z } from 'zod';
import { NotFound } from '../core/problems.ts';
import { customers } from '../features/customers/contract.ts';
import type { SelfPurchase } from '../features/customers/contract/selfPurchase.ts';
import { word } from './body.ts';
import { Fault, invalid } from './fault.ts';
import { created, nothing, ok, type Request, row } from './row.ts';
import { collection, etagOf, link, resource } from './shapes.ts';

const missing = { code: 600_039 } as const;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const idOf = (request: Request, { customerId }: Pick<SelfPurchase, 'customerId'>): string => `${request.accountId}_${customerId}`;

function policyTo(request: Request, it: SelfPurchase) {
  const id = idOf(request, it);
  return resource(
    'SelfServePolicy',
    {
      id,
      selfServeEntity: { selfServeEntityType: 'customer', tenantID: it.customerId },
      grantor: { grantorType: 'billToPartner', tenantID: request.accountId },
      permissions: it.resources.map(() => ({ resource: 'AzureReservedInstances', action: 'Purchase' })),
    },
    { links: { self: link(`/SelfServePolicy/${id}`) }, etag: etagOf(id, it.version) },
  );
}

/** The customer that an id names: it is the company's own id, and the customer's. @throws NotFound */
function customerIn(request: Request, id: string): string {
  const [partner = '', customerId = ''] = id.toLowerCase().split('_');
  if (partner !== request.accountId || !guid.test(customerId)) throw new NotFound({});
  return customerId;
}
const one = (request: Request, id: string) => request.call(customers.getSelfPurchase, { customerId: customerIn(request, id) });

async function listed(request: Request) {
  const customerId = request.query('entity_id');
  if (customerId !== undefined && !guid.test(customerId)) throw invalid('entity_id', 'is not an identifier');
  const items: SelfPurchase[] = [];
  for (let after: string | undefined; ; ) {
    const page = await request.call(customers.listSelfPurchases, { ...(customerId ? { customerId } : {}), limit: 500, after });
    items.push(...page.items);
    if (page.next === null) return ok(collection(items.map((it) => policyTo(request, it))));
    after = page.next;
  }
}

const Policy = z.object({
  id: z.string().max(100).optional(),
  selfServeEntity: z.object({ selfServeEntityType: word('unknown', 'customer').optional(), tenantID: z.string() }),
  grantor: z.object({ grantorType: word('unknown', 'bill_to_partner').optional(), tenantID: z.string().optional() }).optional(),
  permissions: z
    .array(z.object({ resource: word('azure_reserved_instances'), action: word('purchase') }))
    .min(1)
    .max(20),
});
/** What a policy says, if it is one of the company's. @throws Fault */
function said(request: Request) {
  const policy = request.body(Policy);
  const { grantor, selfServeEntity } = policy;
  if (grantor?.tenantID && grantor.tenantID.toLowerCase() !== request.accountId) throw invalid('grantor.tenantID', 'is not the company that asks');
  if (!guid.test(selfServeEntity.tenantID)) throw invalid('selfServeEntity.tenantID', 'is not an identifier');
  return { ...policy, customerId: selfServeEntity.tenantID };
}

const create = async (request: Request) =>
  created(policyTo(request, await request.call(customers.allowSelfPurchase, { customerId: said(request).customerId })));

/** The id is in the body, as documented, or in the path, as the SDK sends it. */
const replace = (isInPath: boolean) => async (request: Request) => {
  const { id, customerId } = said(request);
  const before = await one(request, isInPath ? request.param('id') : (id ?? `${request.accountId}_${customerId}`));
  if (before.customerId !== customerId.toLowerCase()) throw new Fault(404, 600_040, 'id: is the policy of another customer', ['id']);
  const version = request.version() ?? before.version;
  return ok(policyTo(request, await request.call(customers.changeSelfPurchase, { customerId: before.customerId, resources: ['reservations'], version })));
};

async function remove(request: Request) {
  const { customerId } = await one(request, request.param('id'));
  await request.call(customers.stopSelfPurchase, { customerId });
  return nothing;
}

const path = '/v1/SelfServePolicy';
export const selfServeRows = [
  row('GET', path, listed, { uses: [`${path}?entity_id={entityId}`], missing }),
  row('POST', path, create, { missing: 60_003 }),
  row('GET', `${path}/{id}`, async (request) => ok(policyTo(request, await one(request, request.param('id')))), { missing }),
  row('PUT', path, replace(false), { missing }),
  row('PUT', `${path}/{id}`, replace(true), { uses: [], missing }),
  row('DELETE', `${path}/{id}`, remove, { missing }),
];
