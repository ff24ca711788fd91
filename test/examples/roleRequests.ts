import { members } from '../../src/features/members/contract.ts';
import { as, type TestPerson } from '../world.ts';
import { byAdmin, byRoot, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

type Part =
  | 'explain'
  | 'explainToOperator'
  | 'whereMay'
  | 'listAskableRoles'
  | 'askForRole'
  | 'listMyRoleRequests'
  | 'getRoleRequest'
  | 'withdrawRoleRequest'
  | 'listRoleRequests'
  | 'grantRoleRequest'
  | 'refuseRoleRequest';

const wanted = (w: ExampleWorld) =>
  ({ role: 'billing_admin', reason: `The books of ${w.mark}`, days: 7, permission: 'billing_profile', needs: 'edit' }) as const;

/** Someone of the company who waits for a role. */
export async function roleRequest(w: ExampleWorld): Promise<{ requestId: string; asker: TestPerson }> {
  const asker = await someoneIn(w, 'default_user');
  const { requestId } = await as(w.world, members, { ...asker, account: w.company }).askForRole(wanted(w));
  return { requestId, asker };
}
const requested = async (w: ExampleWorld) => ({ requestId: (await roleRequest(w)).requestId });

export const roleRequestExamples: Pick<ExamplesOf<typeof members>, Part> = {
  explain: async (w) => ({ input: { permission: 'billing_profile', needs: 'edit' }, as: await someoneIn(w, 'default_user'), account: w.company }),
  explainToOperator: async (w) => byRoot(w, { permission: 'op.center', needs: 'edit' }),
  whereMay: async ({ admin }) => ({ input: { permission: 'users', needs: 'edit' }, as: admin }),
  listAskableRoles: async (w) => ({ input: { permission: 'billing_profile', needs: 'edit' }, as: await someoneIn(w, 'default_user'), account: w.company }),
  askForRole: async (w) => ({ input: wanted(w), as: await someoneIn(w, 'default_user'), account: w.company }),
  listMyRoleRequests: async (w) => ({ input: { limit: 5 }, as: (await roleRequest(w)).asker, account: w.company }),
  getRoleRequest: async (w) => byAdmin(w, await requested(w)),
  async withdrawRoleRequest(w) {
    const { requestId, asker } = await roleRequest(w);
    return { input: { requestId }, as: asker, account: w.company };
  },
  listRoleRequests: async (w) => byAdmin(w, { state: 'open', limit: 5 }),
  grantRoleRequest: async (w) => byAdmin(w, { ...(await requested(w)), role: 'billing_admin', days: 1, answer: `Welcome to the books of ${w.mark}` }),
  refuseRoleRequest: async (w) => byAdmin(w, { ...(await requested(w)), answer: `The books of ${w.mark} are closed.` }),
};
