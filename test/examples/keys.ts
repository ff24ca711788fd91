import { keys } from '../../src/features/keys/contract.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

const wanted = (w: Pick<ExampleWorld, 'mark'>) => ({
  name: `${w.mark} script`,
  days: 90 as const,
  scopes: [{ permission: 'users' as const, level: 'view' as const }],
});
const made = async (w: ExampleWorld) => asAdmin(w, keys).makeKey(wanted(w));

export const keysExamples: ExamplesOf<typeof keys> = {
  async listKeys(w) {
    await made(w);
    return byAdmin(w, { limit: 5 });
  },
  makeKey: async (w) => byAdmin(w, wanted(w)),
  endKey: async (w) => byAdmin(w, { keyId: (await made(w)).keyId }),
};
