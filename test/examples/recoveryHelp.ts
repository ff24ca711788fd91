import { inPerson } from '../../src/server/db.ts';
import { askAdmins } from '../../src/features/recovery/acts/help.ts';
import { recovery } from '../../src/features/recovery/contract.ts';
import type { helpEndpoints } from '../../src/features/recovery/contract/help.ts';
import { relations } from '../../src/features/relations/contract.ts';
import { account, as, joinPrograms, member } from '../world.ts';
import { byAdmin, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

/** Someone of the company who asks for a new password. */
async function asker(w: ExampleWorld) {
  const { personId } = await someoneIn(w, 'default_user');
  await inPerson(w.world.app.db, personId, (tx) => askAdmins(tx, w.world.now, personId));
  const { request } = await as(w.world, recovery, { ...w.admin, account: w.company }).findResetRequest({ personId });
  return { personId, requestId: request?.requestId ?? '' };
}

/** A distributor that the company works with, and its admin agent. */
async function distributor(w: ExampleWorld) {
  const company = await account(w.world);
  await joinPrograms(w.world, company, 'distributor');
  const agent = await member(w.world, company, 'global_admin', 'admin_agent');
  const invited = await as(w.world, relations, { ...agent, account: company }).inviteReseller({ partnerId: w.company.partnerId });
  const { relationId } = await as(w.world, relations, { ...w.admin, account: w.company }).acceptRelation(invited);
  return { company, agent, relationId };
}
/** The same with an agreed window. */
async function helper(w: ExampleWorld) {
  const made = await distributor(w);
  await as(w.world, recovery, { ...w.admin, account: w.company }).agreeToHelp({ relationId: made.relationId, hours: 24 });
  return made;
}

export const helpExamples: ExamplesOf<typeof helpEndpoints> = {
  listResetRequests: async (w) => byAdmin(w, {}),
  findResetRequest: async (w) => byAdmin(w, { personId: (await asker(w)).personId }),
  refuseResetRequest: async (w) => byAdmin(w, { requestId: (await asker(w)).requestId, reason: 'Please come to the office.' }),
  getHelp: async (w) => byAdmin(w, { relationId: (await distributor(w)).relationId }),
  agreeToHelp: async (w) => byAdmin(w, { relationId: (await distributor(w)).relationId, hours: 4 }),
  endHelp: async (w) => byAdmin(w, { relationId: (await helper(w)).relationId }),
  async helpAdmin(w) {
    const { company, agent, relationId } = await helper(w);
    const { personId } = await someoneIn(w, 'global_admin');
    return { input: { relationId, personId }, as: agent, account: company };
  },
};
