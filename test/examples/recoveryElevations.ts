import { recovery } from '../../src/features/recovery/contract.ts';
import type { elevationsEndpoints } from '../../src/features/recovery/contract/elevations.ts';
import { startElevation } from '../../src/features/recovery/acts/elevations.ts';
import { elevationsJobs } from '../../src/features/recovery/jobs/elevations.ts';
import { system } from '../../src/server/actor.ts';
import { acrossAccounts, enter } from '../../src/server/db.ts';
import { enqueue } from '../../src/server/jobs.ts';
import { account, as, join, runJobs, type TestAccount, type TestPerson, type World } from '../world.ts';
import { type ExamplesOf, type ExampleWorld, mailed, someone } from './world.ts';

const days = (world: World, count: number) => new Date(world.now.getTime() - count * 86_400_000);

/** A member who may confirm: here for a year, with a second factor as old. */
export async function colleague(w: Pick<ExampleWorld, 'world' | 'mark'>, company: TestAccount, ...roles: Parameters<typeof join>[3][]): Promise<TestPerson> {
  const who = await join(w.world, company, await someone(w), ...roles);
  await age(w.world, company, who);
  return who;
}
/** Makes someone a member of a year with a second factor of a year. */
export async function age(world: World, company: TestAccount, { personId }: TestPerson, since = 365): Promise<void> {
  const at = days(world, since);
  await world.admin.query('update members set joined_at = $3 where account_id = $1 and person_id = $2', [company.accountId, personId, at]);
  await world.admin.query(
    'insert into authenticators (person_id, secret, created_at, confirmed_at) values ($1, $2, $3, $3) on conflict (person_id) do update set created_at = $3, confirmed_at = $3',
    [personId, Buffer.from('none'), at],
  );
}

/** Lets the clock take the steps of elevations that are due. */
export async function stepElevations(world: World): Promise<void> {
  const [steps] = elevationsJobs;
  if (!steps) throw new Error('no job takes the steps');
  await acrossAccounts(world.app.db, 'a minute', (tx) => enqueue(tx, steps, {}));
  await runJobs(world);
}

/** A company whose admin is gone, with two colleagues, one of whom has asked to become admin. */
async function asked(w: ExampleWorld) {
  const company = await account(w.world, `${w.mark} ${crypto.randomUUID().slice(0, 8)}`);
  const first = await colleague(w, company, 'default_user'),
    second = await colleague(w, company, 'default_user');
  const { elevationId } = await as(w.world, recovery, { ...first, account: company }).beginElevation({ reason: `The admin of ${w.mark} left` });
  return { company, first, second, elevationId };
}
/** The same, brought back by the desk; an admin who can undo it. */
async function granted(w: ExampleWorld) {
  const company = await account(w.world, `${w.mark} ${crypto.randomUUID().slice(0, 8)}`);
  const admin = await colleague(w, company, 'global_admin'),
    back = await colleague(w, company, 'default_user');
  const { accountId } = company;
  const { elevationId } = await acrossAccounts(w.world.app.db, 'an example', async (tx) => {
    await enter(tx, { accountId });
    const wanted = { accountId, who: { personId: back.personId }, source: 'desk', originId: null, waitHours: 0, reason: null } as const;
    return startElevation(tx, system('example', accountId), w.world.now, wanted);
  });
  await stepElevations(w.world);
  return { company, admin, back, elevationId };
}

/** A company without an admin, and a member whose address is at its domain. */
async function ruled(w: ExampleWorld) {
  const company = await account(w.world, `${w.mark} ${crypto.randomUUID().slice(0, 8)}`);
  const who = await colleague(w, company, 'default_user');
  const domain = who.email.split('@')[1] ?? '';
  await w.world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3) on conflict do nothing', [
    domain,
    company.accountId,
    w.world.now,
  ]);
  return { company, who, domain };
}

export const elevationsExamples: ExamplesOf<typeof elevationsEndpoints> = {
  async getElevations(w) {
    const { company, second } = await asked(w);
    return { input: {}, as: second, account: company };
  },
  async beginElevation(w) {
    const company = await account(w.world, `${w.mark} ${crypto.randomUUID().slice(0, 8)}`);
    const first = await colleague(w, company, 'default_user'),
      second = await colleague(w, company, 'default_user');
    return { input: { email: second.email, reason: `The admin of ${w.mark} left` }, as: first, account: company };
  },
  async confirmElevation(w) {
    const { company, second, elevationId } = await asked(w);
    return { input: { elevationId }, as: second, account: company };
  },
  async stopElevation(w) {
    const { company, first, elevationId } = await asked(w);
    return { input: { elevationId, reason: `${w.mark} came back` }, as: first, account: company };
  },
  async previewUndo(w) {
    const { company, admin, elevationId } = await granted(w);
    return { input: { elevationId }, as: admin, account: company };
  },
  async revertElevation(w) {
    const { company, admin, elevationId } = await granted(w);
    return { input: { elevationId, reason: null }, as: admin, account: company };
  },
  async keepElevated(w) {
    const { company, back, elevationId } = await granted(w);
    // The window is over: time that the other examples have not.
    await w.world.admin.query("update elevations set state = 'ended' where elevation_id = $1", [elevationId]);
    return { input: { elevationId }, as: back, account: company };
  },
  async proveDomainForMe(w) {
    const { company, who, domain } = await ruled(w);
    return { input: { domain }, as: who, account: company };
  },
  async checkDomainForMe(w) {
    const { company, who, domain } = await ruled(w);
    const { proofId } = await as(w.world, recovery, { ...who, account: company }).proveDomainForMe({ domain });
    return { input: { proofId }, as: who, account: company };
  },
  async openElevationLink(w) {
    const { admin } = await granted(w);
    return { input: { token: (await mailed(w, admin.email, 'recovery.elevation')).token }, as: null };
  },
  async useElevationLink(w) {
    const { admin } = await granted(w);
    return { input: { token: (await mailed(w, admin.email, 'recovery.elevation')).token }, as: null };
  },
  async listElevationsOf(w) {
    const { company } = await granted(w);
    return { input: { accountId: company.accountId }, as: w.root };
  },
  async revertElevationOf(w) {
    const { company, elevationId } = await granted(w);
    return { input: { accountId: company.accountId, elevationId, reason: `${w.mark} was not who they said` }, as: w.root };
  },
};
