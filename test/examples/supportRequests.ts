import type { requestsEndpoints } from '../../src/features/support/contract/requests.ts';
import { support } from '../../src/features/support/contract.ts';
import { openRequest } from '../../src/features/support/acts/requests.ts';
import { nobody } from '../../src/server/actor.ts';
import { acrossAccounts } from '../../src/server/db.ts';
import { as, type TestPerson } from '../world.ts';
import { byRoot, emailOf, type ExamplesOf, type ExampleWorld, mailed, someoneIn } from './world.ts';

const wanted = ({ mark }: ExampleWorld) =>
  ({ topic: 'profile', subject: `The address of ${mark}`, text: `It cannot be changed for ${mark}.`, severity: 'minimal', locale: 'en' }) as const;
const note = Buffer.from('12:01 the page stays empty\n').toString('base64');

/** An open request of someone of the company; each has its own person, since one may open only so many in a day. */
async function asked(w: ExampleWorld): Promise<{ requestId: string; asker: TestPerson }> {
  const asker = await someoneIn(w, 'default_user');
  const { requestId } = await as(w.world, support, { ...asker, account: w.company }).openRequest(wanted(w));
  return { requestId, asker };
}
async function byAsker<Input>(w: ExampleWorld, input: Input) {
  const { requestId, asker } = await asked(w);
  return { input: { ...input, requestId }, as: asker, account: w.company };
}
/** An open request of someone without a company, and the mailed token of its private link. */
async function followed(w: ExampleWorld): Promise<{ token: string; number: string; email: string }> {
  const email = emailOf(w);
  const actor = nobody({ requestId: crypto.randomUUID(), address: null, userAgent: null });
  const { number } = await acrossAccounts(w.world.app.db, 'an example', (tx) =>
    openRequest(tx, actor, w.world.now, { ...wanted(w), kind: 'question', name: w.mark, email }),
  );
  return { token: (await mailed(w, email, 'support.request_told')).token, number, email };
}
const byLink = async <Input>(w: ExampleWorld, input: Input) => ({ input: { ...input, token: (await followed(w)).token }, as: null });
const withFile = async (w: ExampleWorld) => {
  const { requestId, asker } = await asked(w);
  const { fileId } = await as(w.world, support, { ...asker, account: w.company }).addRequestFile({ requestId, name: 'console.txt', content: note });
  return { requestId, fileId, asker };
};

export const requestsExamples: ExamplesOf<typeof requestsEndpoints> = {
  listRequests: async (w) => ({ input: { show: 'going' as const, limit: 5 }, as: (await asked(w)).asker, account: w.company }),
  promiseAnswers: async (w) => ({ input: { locale: 'en' as const }, as: await someoneIn(w, 'default_user'), account: w.company }),
  openRequest: async (w) => ({ input: wanted(w), as: await someoneIn(w, 'default_user'), account: w.company }),
  getRequest: async (w) => byAsker(w, {}),
  writeToRequest: async (w) => byAsker(w, { text: `Still so at ${w.mark}` }),
  addRequestFile: async (w) => byAsker(w, { name: 'console.txt', content: note }),
  async getRequestFile(w) {
    const { requestId, fileId, asker } = await withFile(w);
    return { input: { requestId, fileId }, as: asker, account: w.company };
  },
  closeRequest: async (w) => byAsker(w, { solved: true }),
  async reopenRequest(w) {
    const { requestId, asker } = await asked(w);
    await as(w.world, support, { ...asker, account: w.company }).closeRequest({ requestId });
    return { input: { requestId, text: 'It is back.' }, as: asker, account: w.company };
  },
  listRequestHeirs: async (w) => byAsker(w, { search: w.mark }),
  handOverRequest: async (w) => byAsker(w, { personId: w.admin.personId }),
  shareRequest: async (w) => byAsker(w, { forTeam: true }),
  followRequest: async (w) => byLink(w, {}),
  writeFollowed: async (w) => byLink(w, { text: 'Here is more.' }),
  addFollowedFile: async (w) => byLink(w, { name: 'console.txt', content: note }),
  closeFollowed: async (w) => byLink(w, { solved: true }),
  async reopenFollowed(w) {
    const { token } = await followed(w);
    await as(w.world, support).closeFollowed({ token });
    return { input: { token, text: 'It is back.' }, as: null };
  },
  async resendRequestLink(w) {
    const { number, email } = await followed(w);
    return { input: { number, email }, as: null };
  },
  listDeskRequests: async (w) => byRoot(w, { queue: 'waiting' as const, search: w.mark, limit: 5 }),
  getDeskRequest: async (w) => byRoot(w, { requestId: (await asked(w)).requestId }),
  async getDeskFile(w) {
    const { requestId, fileId } = await withFile(w);
    return byRoot(w, { requestId, fileId });
  },
  listAgents: async (w) => byRoot(w, {}),
  assignRequest: async (w) => byRoot(w, { requestId: (await asked(w)).requestId, from: null, to: w.root.personId }),
  answerRequest: async (w) => byRoot(w, { requestId: (await asked(w)).requestId, text: 'Which browser is it?', as: 'question' as const }),
  closeDeskRequest: async (w) => byRoot(w, { requestId: (await asked(w)).requestId, outcome: 'solved' as const, text: 'Mended today.' }),
  async reopenDeskRequest(w) {
    const { requestId } = await asked(w);
    await as(w.world, support, w.root).closeDeskRequest({ requestId, outcome: 'solved' });
    return byRoot(w, { requestId, text: 'It was not.' });
  },
};
