import { humanChecks } from '../../src/features/identity/contract/humanChecks.ts';
import { as } from '../world.ts';
import { type ExamplesOf, type ExampleWorld, newEmailOf } from './world.ts';

const visiting = <Input>(input: Input) => ({ input, as: null });
const begun = async ({ world }: ExampleWorld) => ({ checkId: (await as(world, humanChecks, {}).newHumanCheck({ locale: 'fr' })).checkId });

export const humanCheckExamples: ExamplesOf<typeof humanChecks> = {
  newHumanCheck: async () => visiting({ locale: 'zh-TW' }),
  getHumanPicture: async (w) => visiting(await begun(w)),
  getHumanSound: async (w) => visiting(await begun(w)),
  requestHumanCode: async (w) => visiting({ email: newEmailOf(w) }),
};
