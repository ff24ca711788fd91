import type { transferEndpoints } from '../../src/features/orders/contract.ts';
import { customerOf, line, type Seller } from '../../src/features/orders/testing.ts';
import { bought, hours, providerOf, puller } from '../../src/features/orders/testingTransfers.ts';
import { agent, by, shopOf } from './ordersWorld.ts';
import type { ExamplesOf, ExampleWorld } from './world.ts';

/** The company of the example as a seller; what it sells needs nobody's approval. */
async function here(w: ExampleWorld): Promise<Seller> {
  const it = { company: w.company, agent: await agent(w), shop: await shopOf(w) };
  await w.world.admin.query('update order_settings set approval_above = null, approval_currency = null where account_id = $1', [w.company.accountId]);
  return it;
}
const named = ({ mark }: ExampleWorld) => ({ name: `${mark} Books` });

/** Something that the company can hand over to a provider. */
async function handing(w: ExampleWorld) {
  const it = await here(w);
  const { relationId } = await providerOf(w.world, it);
  const customerId = await customerOf(w.world, it, named(w));
  return { customerId, relationId, subscriptionIds: await bought(w.world, it, customerId, line('tide-basic', 4, { nickname: `${w.mark} desk` })) };
}
const started = async (w: ExampleWorld) => (await here(w)).shop.startTransfer({ ...(await handing(w)), message: `From ${w.mark}` });

/** The company as the provider of another one that hands something over. */
async function received(w: ExampleWorld) {
  const it = await here(w);
  const { company, agent: other, shop } = await providerOf(w.world, it);
  // The one that was made is the provider: here the example's company is to be it.
  await w.world.admin.query(
    `update relations set side = case side when 'reseller' then 'distributor' else 'reseller' end
      where (account_id = $1 and other_account_id = $2) or (account_id = $2 and other_account_id = $1)`,
    [w.company.accountId, company.accountId],
  );
  const reseller = { company, agent: other, shop };
  const customerId = await customerOf(w.world, reseller, named(w));
  const subscriptionIds = await bought(w.world, reseller, customerId, line('tide-basic', 4, { nickname: `${w.mark} desk` }));
  const { items } = await shop.listMovable({ customerId });
  const { transferId } = await shop.startTransfer({
    customerId,
    relationId: await relationOf(w, company.accountId),
    subscriptionIds: items.length ? subscriptionIds : [],
  });
  return it.shop.getTransfer({ transferId });
}
async function relationOf(w: ExampleWorld, accountId: string): Promise<string> {
  const { rows } = await w.world.admin.query<{ relation_id: string }>('select relation_id from relations where account_id = $1 and other_account_id = $2', [
    accountId,
    w.company.accountId,
  ]);
  return rows[0]?.relation_id ?? '';
}

/** Somebody asks the company for what it bills by use. */
async function asked(w: ExampleWorld) {
  const it = await here(w);
  const customerId = await customerOf(w.world, it, named(w));
  const subscriptionIds = await bought(w.world, it, customerId, hours());
  const future = await puller(w.world, it, customerId);
  const { transferId } = await future.shop.askForTransfer({ customerId, partnerId: w.company.partnerId });
  const { version } = await it.shop.getTransfer({ transferId });
  return { transferId, version, subscriptionIds };
}
/** The company could ask another one. */
async function asking(w: ExampleWorld) {
  const it = await here(w);
  const customerId = await customerOf(w.world, it, named(w));
  await bought(w.world, it, customerId, hours());
  const { company } = await puller(w.world, it, customerId);
  return { customerId, partnerId: company.partnerId, message: `From ${w.mark}` };
}

export const transferExamples: ExamplesOf<typeof transferEndpoints> = {
  listTransfers: (w) => by(w, { limit: 5 }),
  getTransfer: async (w) => by(w, { transferId: (await started(w)).transferId }),
  listMovable: async (w) => by(w, { customerId: (await handing(w)).customerId }),
  rehearseTransfer: async (w) => by(w, await handing(w)),
  startTransfer: async (w) => by(w, { ...(await handing(w)), message: `From ${w.mark}` }),
  askForTransfer: async (w) => by(w, await asking(w)),
  async acceptTransfer(w) {
    const { transferId, version, outlook } = await received(w);
    return by(w, { transferId, version, shown: outlook.amount });
  },
  async rehearseRelease(w) {
    const { transferId, subscriptionIds } = await asked(w);
    return by(w, { transferId, subscriptionIds });
  },
  releaseSubscriptions: async (w) => by(w, await asked(w)),
  async rejectTransfer(w) {
    const { transferId, version } = await received(w);
    return by(w, { transferId, version, reason: `Not for ${w.mark}` });
  },
  async withdrawTransfer(w) {
    const { transferId, version } = await started(w);
    return by(w, { transferId, version });
  },
};
