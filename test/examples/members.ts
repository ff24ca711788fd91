import { members } from '../../src/features/members/contract.ts';
import { as } from '../world.ts';
import { importExamples } from './imports.ts';
import { roleExamples } from './roles.ts';
import { roleRequestExamples } from './roleRequests.ts';
import { asAdmin, byAdmin, byRoot, emailOf, type ExamplesOf, type ExampleWorld, invitation, joinRequest, mailed, password, someoneIn } from './world.ts';

const clerk = async (w: ExampleWorld) => ({ personId: (await someoneIn(w, 'default_user')).personId });

async function inactive(w: ExampleWorld) {
  const who = await clerk(w);
  await asAdmin(w, members).deactivateMember(who);
  return who;
}
async function removed(w: ExampleWorld) {
  const who = await clerk(w);
  await asAdmin(w, members).removeMember(who);
  return who;
}
async function opened(w: ExampleWorld) {
  const { email } = await invitation(w);
  return { email, token: (await mailed(w, email, 'members.invitation')).token };
}
async function coded(w: ExampleWorld) {
  const { email, token } = await opened(w);
  const { attempt } = await as(w.world, members).proveInvitation({ token });
  return { token, attempt, code: (await mailed(w, email, 'members.invitation_code')).code };
}

/** An exception for a colleague of the admin. */
async function exception(w: ExampleWorld) {
  const { personId, email } = await someoneIn(w, 'default_user');
  return { personId, input: { email, reason: `Phone of ${w.mark} is lost`, endsAt: new Date(w.world.now.getTime() + 86_400_000).toISOString() } };
}

export const membersExamples: ExamplesOf<typeof members> = {
  getSecurityReport: async (w) => byAdmin(w, {}),
  listSecondFactors: async (w) => byAdmin(w, { search: w.mark, only: 'lacking', limit: 5 }),
  exportSecondFactors: async (w) => byAdmin(w, { only: 'lacking' }),
  getSecondFactorPolicy: async (w) => byAdmin(w, {}),
  previewSecondFactorPolicy: async (w) => byAdmin(w, { asks: 'all' }),
  setSecondFactorPolicy: async (w) => byAdmin(w, { asks: 'protected', from: null, version: (await asAdmin(w, members).getSecondFactorPolicy({})).version }),
  listSecondFactorExceptions: async (w) => byAdmin(w, {}),
  exceptFromSecondFactor: async (w) => byAdmin(w, (await exception(w)).input),
  async endSecondFactorException(w) {
    const { personId, input } = await exception(w);
    await asAdmin(w, members).exceptFromSecondFactor(input);
    return byAdmin(w, { personId });
  },
  ...roleRequestExamples,
  ...roleExamples,
  ...importExamples,
  previewLeaving: async (w) => byAdmin(w, { ...(await clerk(w)), ownerId: w.admin.personId }),
  async takeOut(w) {
    const { personId } = await clerk(w);
    return byAdmin(w, { personId, version: 1, ownerId: w.admin.personId, invitations: 'hand_over', handOver: [] });
  },
  previewPasswordReset: async (w) => byAdmin(w, await clerk(w)),
  resetPassword: async (w) => byAdmin(w, { ...(await clerk(w)), how: 'link' as const }),
  listMembers: async (w) => byAdmin(w, { search: 'example', role: 'default_user', state: 'active', limit: 5 }),
  exportMembers: async (w) => byAdmin(w, { search: 'example' }),
  countMembers: async (w) => byAdmin(w, { search: 'example' }),
  getMember: async (w) => byAdmin(w, await clerk(w)),
  listAdmins: async (w) => byAdmin(w, {}),
  deactivateMember: async (w) => byAdmin(w, await clerk(w)),
  activateMember: async (w) => byAdmin(w, await inactive(w)),
  removeMember: async (w) => byAdmin(w, await clerk(w)),
  restoreMember: async (w) => byAdmin(w, await removed(w)),
  async setRoles(w) {
    const who = await clerk(w);
    const { version } = await asAdmin(w, members).getMember(who);
    return byAdmin(w, { ...who, version, roles: [{ role: 'default_user' }, { role: 'billing_admin', endsAt: '2027-06-30T00:00:00.000Z' }] });
  },
  leaveAccount: async (w) => ({ input: {}, as: await someoneIn(w, 'default_user'), account: w.company }),
  async seeAs(w) {
    return { input: await clerk(w), as: await someoneIn(w, 'global_admin'), account: w.company };
  },
  endSeeing: async (w) => ({ input: {}, as: await someoneIn(w, 'default_user') }),
  listMyAccounts: async ({ admin }) => ({ input: {}, as: admin }),
  listGivableRoles: async (w) => byAdmin(w, {}),
  invite: async (w) => byAdmin(w, { people: [{ email: emailOf(w), givenName: w.mark, familyName: 'Durand', roles: ['default_user'], locale: 'fr' }] }),
  listInvitations: async (w) => byAdmin(w, { state: 'open', limit: 5 }),
  resendInvitation: async (w) => byAdmin(w, { invitationId: (await invitation(w)).invitationId }),
  withdrawInvitation: async (w) => byAdmin(w, { invitationId: (await invitation(w)).invitationId }),
  openInvitation: async (w) => ({ input: { token: (await opened(w)).token }, as: null }),
  proveInvitation: async (w) => ({ input: { token: (await opened(w)).token }, as: null }),
  checkInvitationCode: async (w) => ({ input: await coded(w), as: null }),
  async acceptInvitation(w) {
    const { token, ...answer } = await coded(w);
    const { proof } = await as(w.world, members).checkInvitationCode({ token, ...answer });
    return { input: { token, newPerson: { givenName: w.mark, familyName: 'Durand', proof, password, locale: 'fr' } }, as: null };
  },
  listJoinRequests: async (w) => byAdmin(w, { limit: 5 }),
  decideJoinRequest: async (w) => byAdmin(w, { requestId: (await joinRequest(w)).requestId, decision: 'accept' }),
  listDeskRequests: async (w) => byRoot(w, { limit: 5 }),
  decideDeskRequest: async (w) => byRoot(w, { ...(await joinRequest(w)), decision: 'refuse', reason: 'Nobody knows you there.' }),
};
