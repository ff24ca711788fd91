import { recovery } from '../../src/features/recovery/contract.ts';
import { type AccessCase, type accessEndpoints, checklistItems } from '../../src/features/recovery/contract/access.ts';
import { openAccessRequest } from '../../src/features/recovery/acts/access.ts';
import { attachFile } from '../../src/features/support/acts/requests.ts';
import { nobody } from '../../src/server/actor.ts';
import { acrossAccounts } from '../../src/server/db.ts';
import { account, as, operator, runJobs, type TestPerson } from '../world.ts';
import { human } from '../human.ts';
import { byAdmin, emailOf, type ExamplesOf, type ExampleWorld } from './world.ts';

const claimsOf = ({ mark }: ExampleWorld) => ({
  company: `${mark} GmbH`,
  partnerId: null,
  country: 'FR',
  website: null,
  registrationNumber: null,
  signInName: null,
  job: `Clerk at ${mark}`,
});
const pdf = Buffer.from('%PDF-1.7 evidence');

interface Made {
  readonly requestId: string;
  readonly ticket: string;
  readonly fileId: string;
}
/** A request of someone who cannot sign in, with a file, looked up. */
async function made(w: ExampleWorld): Promise<Made> {
  const actor = nobody({ requestId: crypto.randomUUID(), address: null, userAgent: null });
  const across = <T>(work: Parameters<typeof acrossAccounts<T>>[2]) => acrossAccounts(w.world.app.db, 'an example', work);
  const { requestId, ticket } = await across((tx) =>
    openAccessRequest(tx, actor, w.world.now, {
      name: { givenName: w.mark, familyName: `${w.mark}x` },
      email: emailOf(w),
      phone: null,
      locale: 'en',
      trouble: 'left',
      claims: claimsOf(w),
      text: `Nobody at ${w.mark} can let me in.`,
    }),
  );
  const { fileId } = await across((tx) => attachFile(tx, w.world.app.files, w.world.now, { requestId, shows: 'identity', name: `${w.mark}.pdf`, bytes: pdf }));
  await runJobs(w.world);
  return { requestId, ticket, fileId };
}

const agents = new WeakMap<ExampleWorld, Promise<{ first: TestPerson; second: TestPerson }>>();
/** Two agents, who belong to no company. */
function agentsOf(w: ExampleWorld) {
  const known =
    agents.get(w) ?? Promise.all([operator(w.world, 'op_support_agent'), operator(w.world, 'op_support_agent')]).then(([first, second]) => ({ first, second }));
  agents.set(w, known);
  return known;
}
const desk = (w: ExampleWorld, who: TestPerson) => as(w.world, recovery, who);

/** An example for the first agent, about a new case. */
async function byAgent<Input>(w: ExampleWorld, input: (seen: AccessCase, made: Made) => Input) {
  const { first } = await agentsOf(w);
  const it = await made(w);
  const seen = await desk(w, first).getAccessCase({ requestId: it.requestId });
  return { input: { ...input(seen, it), requestId: it.requestId }, as: first };
}
/** A case of a company that has stood for long and has no admins, with everything checked; the first agent may propose. */
async function checked(w: ExampleWorld): Promise<AccessCase> {
  const { first } = await agentsOf(w);
  const { requestId } = await made(w);
  const company = await account(w.world, `${w.mark} ${crypto.randomUUID()}`);
  await w.world.admin.query("update accounts set created_at = created_at - interval '60 days' where account_id = $1", [company.accountId]);
  const { version } = await desk(w, first).getAccessCase({ requestId });
  let seen = await desk(w, first).matchCompany({ requestId, version, accountId: company.accountId, personId: null });
  for (const item of checklistItems) seen = await desk(w, first).checkItem({ requestId, version: seen.version, item, decision: 'met' });
  return desk(w, first).noteCallBack({ requestId, version: seen.version, key: 'contact_phone', result: 'confirmed' });
}
async function prepared(w: ExampleWorld): Promise<AccessCase> {
  const { requestId, version } = await checked(w);
  return desk(w, (await agentsOf(w)).first).prepareAccess({ requestId, version, outcome: 'elevate', grounds: `The register names ${w.mark}.` });
}
/** A case that the admins of the company of the world are asked about. */
async function asked(w: ExampleWorld): Promise<string> {
  const { first } = await agentsOf(w);
  const { requestId } = await made(w);
  const { version } = await desk(w, first).getAccessCase({ requestId });
  await desk(w, first).matchCompany({ requestId, version, accountId: w.company.accountId, personId: null });
  return requestId;
}

export const accessExamples: ExamplesOf<typeof accessEndpoints> = {
  requestAccess: async (w) => ({
    input: {
      human: await human(w.world),
      givenName: w.mark,
      familyName: `${w.mark}y`,
      email: emailOf(w),
      locale: 'en' as const,
      trouble: 'lost' as const,
      claims: claimsOf(w),
      text: `Nobody at ${w.mark} can get in.`,
    },
    as: null,
  }),
  addAccessEvidence: async (w) => ({
    input: { ticket: (await made(w)).ticket, shows: 'company' as const, name: `${w.mark}.pdf`, content: pdf.toString('base64') },
    as: null,
  }),
  async listAccessRequests(w) {
    await asked(w);
    return byAdmin(w, { limit: 5 });
  },
  answerAccessRequest: async (w) => byAdmin(w, { requestId: await asked(w), answer: 'unknown' as const }),
  getAccessCase: async (w) => byAgent(w, () => ({})),
  findCompanies: async (w) => byAgent(w, () => ({ search: w.mark })),
  matchCompany: async (w) => byAgent(w, ({ version }) => ({ version, accountId: w.company.accountId, personId: w.admin.personId })),
  checkItem: async (w) => byAgent(w, ({ version }) => ({ version, item: 'document' as const, decision: 'met' as const, note: `Names ${w.mark}` })),
  async noteCallBack(w) {
    const { requestId, version } = await checked(w);
    return { input: { requestId, version, key: 'contact_phone', result: 'no_answer' as const, note: `Rang ${w.mark} twice` }, as: (await agentsOf(w)).first };
  },
  addAccessNote: async (w) => byAgent(w, () => ({ text: `Looks like ${w.mark}` })),
  askAsker: async (w) => byAgent(w, ({ version }) => ({ version, text: `Who signs for ${w.mark}?` })),
  refuseAccess: async (w) => byAgent(w, ({ version }) => ({ version, reason: 'no_authority' as const, note: `Not for ${w.mark}` })),
  async redirectAccess(w) {
    const requestId = await asked(w);
    const { first } = await agentsOf(w);
    const { version } = await desk(w, first).getAccessCase({ requestId });
    return { input: { requestId, version, note: `Ask the admin of ${w.mark}` }, as: first };
  },
  async prepareAccess(w) {
    const { requestId, version } = await checked(w);
    return { input: { requestId, version, outcome: 'elevate' as const, grounds: `The register names ${w.mark}.` }, as: (await agentsOf(w)).first };
  },
  async sendBackAccess(w) {
    const { requestId, version } = await prepared(w);
    return { input: { requestId, version, text: `The letter of ${w.mark} is not signed.` }, as: (await agentsOf(w)).second };
  },
  async approveAccess(w) {
    const { requestId, version } = await prepared(w);
    return { input: { requestId, version }, as: (await agentsOf(w)).second };
  },
  async getAccessFile(w) {
    const { requestId, fileId } = await made(w);
    return { input: { requestId, fileId }, as: (await agentsOf(w)).first };
  },
};
