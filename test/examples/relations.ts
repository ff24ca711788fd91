import { relations } from '../../src/features/relations/contract.ts';
import { account, as, joinPrograms, member, type TestAccount } from '../world.ts';
import { byAdmin, byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

/** A distributor of its own, with an admin. */
async function distributor({ world }: ExampleWorld) {
  const company = await account(world);
  await joinPrograms(world, company, 'distributor');
  return as(world, relations, { ...(await member(world, company, 'global_admin')), account: company });
}
/** An invitation that waits for the company's answer. */
export async function invited(w: ExampleWorld): Promise<{ relationId: string; version: number }> {
  const { relationId, version } = await (await distributor(w)).inviteReseller({ partnerId: w.company.partnerId, message: `Sell with us, ${w.mark}` });
  return { relationId, version };
}
async function active(w: ExampleWorld): Promise<{ relationId: string; version: number }> {
  const { relationId, version } = await as(w.world, relations, { ...w.admin, account: w.company }).acceptRelation(await invited(w));
  return { relationId, version };
}
/** A company to be invited. */
const other = async ({ world }: ExampleWorld): Promise<TestAccount> => account(world);
/** The company's own invitation to another. */
async function sent(w: ExampleWorld): Promise<{ relationId: string; version: number }> {
  await joinPrograms(w.world, w.company, 'distributor');
  const { partnerId } = await other(w);
  const { relationId, version } = await as(w.world, relations, { ...w.admin, account: w.company }).inviteReseller({ partnerId });
  return { relationId, version };
}

export const relationsExamples: ExamplesOf<typeof relations> = {
  listRelations: async (w) => byAdmin(w, { side: 'reseller', state: 'active', limit: 5 }),
  getRelation: async (w) => byAdmin(w, { relationId: (await invited(w)).relationId }),
  async inviteReseller(w) {
    await joinPrograms(w.world, w.company, 'distributor');
    return byAdmin(w, { partnerId: (await other(w)).partnerId, message: `Sell with ${w.mark}` });
  },
  acceptRelation: async (w) => byAdmin(w, await invited(w)),
  declineRelation: async (w) => byAdmin(w, { ...(await invited(w)), reason: 'Not in our market' }),
  withdrawRelation: async (w) => byAdmin(w, await sent(w)),
  endRelation: async (w) => byAdmin(w, { ...(await active(w)), reason: 'We part as friends' }),
  listAllRelations: async (w) => byRoot(w, { state: 'active', limit: 5 }),
  endRelationAsOperator: async (w) => byRoot(w, { ...(await active(w)), reason: 'The distributor left the program' }),
};
