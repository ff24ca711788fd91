import type { tokens } from '../../src/features/tokens/contract.ts';
import { account, joinPrograms } from '../world.ts';
import { authorizing, deviceCodeOf } from '../oauth.ts';
import { apiKey, granted, registered } from '../tokens.ts';
import { byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

const scopes = [{ permission: 'customers', level: 'view' }] as const;
/** An application of the company’s own that asks the admin, in a browser. */
async function asked(w: ExampleWorld): Promise<string> {
  const applicationId = await registered(w.world, w.company, scopes);
  return (await authorizing(w.world, applicationId, w.company.accountId)).uid;
}
const key = async (w: ExampleWorld) => (await apiKey(w.world, w.company, w.admin, scopes)).grantId;

export const tokensExamples: ExamplesOf<typeof tokens> = {
  async lookAtRequest(w) {
    const integrator = await account(w.world);
    await joinPrograms(w.world, integrator, 'integrator');
    return { input: { request: await deviceCodeOf(w.world, await registered(w.world, integrator, scopes)) }, as: w.admin };
  },
  lookAtRequestHere: async (w) => byAdmin(w, { request: await asked(w) }),
  agreeToRequest: async (w) => byAdmin(w, { request: await asked(w), scopes: [...scopes] }),
  refuseRequest: async (w) => ({ input: { request: await asked(w) }, as: w.admin }),
  async listMyPrograms(w) {
    await key(w);
    return { input: { limit: 5 }, as: w.admin };
  },
  endMyProgram: async (w) => ({ input: { grantId: await key(w) }, as: w.admin }),
  async listPrograms(w) {
    await granted(w.world, w.company, { kind: 'app', applicationId: await registered(w.world, w.company, scopes) });
    await key(w);
    return byAdmin(w, { limit: 5 });
  },
  endProgram: async (w) => byAdmin(w, { grantId: await key(w) }),
};
