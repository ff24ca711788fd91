import { learning } from '../../src/features/learning/contract.ts';
import { as, joinPrograms, runJobs, type TestPerson } from '../world.ts';
import { byAdmin, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

let serial = 0;
/** A code of the provider's that nobody has used; its profile carries no mark, which the provider does not know. */
const newCode = (): string => `DEMO-EXAMPLE-${++serial}`;

/** Somebody whose certificates count for the company; the world must have a provider. */
async function learner(w: ExampleWorld): Promise<TestPerson> {
  const who = await someoneIn(w, 'default_user');
  await as(w.world, learning, { ...who, account: w.company }).associateLearning({ code: newCode() });
  await runJobs(w.world);
  return who;
}
/** The company with what the membership brings, and somebody certified in it. */
async function certified(w: ExampleWorld): Promise<void> {
  await joinPrograms(w.world, w.company, 'membership');
  await learner(w);
}

export const learningExamples: ExamplesOf<typeof learning> = {
  getMyLearning: async (w) => ({ input: {}, as: await learner(w) }),
  associateLearning: async (w) => ({ input: { code: newCode() }, as: await someoneIn(w, 'default_user'), account: w.company }),
  countHere: async (w) => ({ input: {}, as: await learner(w), account: w.company }),
  removeLearning: async (w) => ({ input: {}, as: await learner(w) }),
  async getLearningReport(w) {
    await certified(w);
    return byAdmin(w, {});
  },
  async listCertified(w) {
    await certified(w);
    return byAdmin(w, { competency: 'Security', standing: 'valid' as const, search: w.mark, limit: 10 });
  },
  async exportCertified(w) {
    await certified(w);
    return byAdmin(w, { competency: 'Security', standing: 'valid' as const, search: w.mark });
  },
};
