import { merges } from '../../src/features/merges/contract.ts';
import { account, as, member } from '../world.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

/** Another company, with an admin of its own. */
async function other({ world }: ExampleWorld) {
  const company = await account(world);
  return { company, ...as(world, merges, { ...(await member(world, company, 'global_admin')), account: company }) };
}
/** An invitation that the company was sent, as it reads it. */
async function invited(w: ExampleWorld) {
  const { mergeId } = await (await other(w)).inviteToMerge({ partnerId: w.company.partnerId, message: `Join us, ${w.mark}` });
  return asAdmin(w, merges).getMerge({ mergeId });
}
const sealOf = (merge: { readonly mergeId: string; readonly version: number; readonly plan: { readonly seal: string } | null }) => ({
  mergeId: merge.mergeId,
  version: merge.version,
  seal: merge.plan?.seal ?? '',
});
/** The company's own invitation, to which the other has agreed. */
async function agreed(w: ExampleWorld) {
  const theirs = await other(w);
  const { mergeId } = await asAdmin(w, merges).inviteToMerge({ partnerId: theirs.company.partnerId });
  await theirs.acceptMerge(sealOf(await theirs.getMerge({ mergeId })));
  return asAdmin(w, merges).getMerge({ mergeId });
}
/** Nothing that binds the company, or stands in the way of a merge, may be left from an earlier example. */
async function freed(w: ExampleWorld) {
  for (const each of [
    "update merges set state = 'withdrawn' where state in ('accepted', 'confirmed') and (account_id = $1 or other_account_id = $1)",
    "update accounts set vetting_status = 'authorized' where account_id = $1",
    "update elevations set state = 'lapsed' where state in ('gathering', 'waiting', 'granted') and account_id = $1",
    "update access_cases set state = 'refused' where account_id = $1",
    'delete from closings where account_id = $1',
    "update imports set state = 'failed' where state in ('checking', 'adding') and account_id = $1",
  ])
    await w.world.admin.query(each, [w.company.accountId]);
}

export const mergesExamples: ExamplesOf<typeof merges> = {
  async listMerges(w) {
    await invited(w);
    return byAdmin(w, { limit: 5 });
  },
  getMerge: async (w) => byAdmin(w, { mergeId: (await invited(w)).mergeId }),
  async inviteToMerge(w) {
    await freed(w);
    return byAdmin(w, { partnerId: (await other(w)).company.partnerId, message: `With ${w.mark}` });
  },
  async acceptMerge(w) {
    await freed(w);
    return byAdmin(w, sealOf(await invited(w)));
  },
  async rejectMerge(w) {
    const { mergeId, version } = await invited(w);
    return byAdmin(w, { mergeId, version, reason: `Not with ${w.mark}` });
  },
  async withdrawMerge(w) {
    await freed(w);
    const { mergeId, version } = await asAdmin(w, merges).inviteToMerge({ partnerId: (await other(w)).company.partnerId });
    return byAdmin(w, { mergeId, version });
  },
  async confirmMerge(w) {
    await freed(w);
    const merge = await agreed(w);
    return byAdmin(w, { ...sealOf(merge), partnerId: merge.other.partnerId });
  },
};
