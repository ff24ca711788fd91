import { views } from '../../src/features/views/contract.ts';
import { as } from '../world.ts';
import type { Example, ExamplesOf, ExampleWorld } from './world.ts';

let serial = 0;
const asAdmin = (w: ExampleWorld) => as(w.world, views, { ...w.admin, account: w.company });
const byAdmin = <Input>(w: ExampleWorld, input: Input): Example<Input> => ({ input, as: w.admin, account: w.company });
const view = (w: ExampleWorld) => ({
  list: 'members' as const,
  name: `View ${++serial} of ${w.mark}`,
  narrowed: { q: w.mark.toLowerCase() },
  hidden: ['joined'],
});
const kept = (w: ExampleWorld) => asAdmin(w).keepView({ ...view(w), isShared: true });

export const viewsExamples: ExamplesOf<typeof views> = {
  async listViews(w) {
    await kept(w);
    return byAdmin(w, { list: 'members' as const });
  },
  keepView: async (w) => byAdmin(w, { ...view(w), isShared: true, isDefault: true }),
  async updateView(w) {
    const { viewId, version } = await kept(w);
    const { list: _, ...said } = view(w);
    return byAdmin(w, { ...said, viewId, isShared: false, version });
  },
  removeView: async (w) => byAdmin(w, { viewId: (await kept(w)).viewId }),
  chooseDefaultView: async (w) => byAdmin(w, { list: 'members' as const, viewId: (await kept(w)).viewId }),
};
