/** What the tests of requests for access stand on: a company that has stood for long, two agents, and a case to decide. */
import { afterEach, beforeEach } from 'vitest';
import { human } from '../../../test/human.ts';
import { account, as, buildWorld, operator, runJobs, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { type AccessCase, checklistItems } from './contract/access.ts';
import { recovery } from './contract.ts';

export let world: World;
export const DAY = 86_400_000;
export const later = (hours: number) => {
  world.now = new Date(world.now.getTime() + hours * 3_600_000);
};

/** Nobody has to sign in again because the clock moved. */
export const freshen = () =>
  world.admin.query("update sessions set idle_minutes = 1000000, expires_at = '2030-01-01', second_factor_at = $1, version = version + 1", [world.now]);
export let company: TestAccount;
export let ann: TestPerson;
export let bob: TestPerson;

/** Called by each test file at its top: a world of its own, and before each test a company that has stood for long and two agents. */
export async function standUp(): Promise<void> {
  world = await buildWorld();
  beforeEach(async () => {
    // What stands on file has stood there for long.
    world.now = new Date(world.now.getTime() - 100 * DAY);
    company = await account(world);
    await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3)', [
      `${company.partnerId}.example`,
      company.accountId,
      world.now,
    ]);
    world.now = new Date(world.now.getTime() + 100 * DAY);
    ann = await operator(world, 'op_support_agent');
    bob = await operator(world, 'op_support_agent');
    await freshen();
  });
  afterEach(() => later(1));
}

export const stranger = () => as(world, recovery, { address: `198.51.100.${Math.ceil(Math.random() * 200)}` });
let serial = 0;
export interface Asked {
  readonly requestId: string;
  readonly number: string;
  readonly ticket: string;
  readonly email: string;
}
export const emptyClaims: Record<'partnerId' | 'website' | 'registrationNumber' | 'signInName' | 'job', string | null> & { country: string } = {
  partnerId: null,
  country: 'FR',
  website: null,
  registrationNumber: null,
  signInName: null,
  job: null,
};
export async function ask(
  claims: Partial<typeof emptyClaims> & { company?: string } = {},
  email = `lost.${++serial}@${company.partnerId}.example`,
): Promise<Asked> {
  const answer = await stranger().requestAccess({
    human: await human(world),
    givenName: 'Lea',
    familyName: 'Moreau',
    email,
    phone: null,
    locale: 'fr',
    trouble: 'lost',
    claims: { ...emptyClaims, company: company.name, ...claims },
    text: 'Nobody here can get in.',
  });
  const { rows } = await world.admin.query<{ id: string }>('select request_id as id from service_requests where number = $1', [answer.number]);
  return { ...answer, email, requestId: rows[0]?.id ?? '' };
}
export const desk = (who: TestPerson) => as(world, recovery, who);
export const pdf = Buffer.from('%PDF-1.7 evidence').toString('base64');

/** Everything checked and called back by `who`; the case is theirs to prepare. */
export async function checked(who: TestPerson, requestId: string): Promise<AccessCase> {
  let seen = await desk(who).getAccessCase({ requestId });
  for (const item of checklistItems) seen = await desk(who).checkItem({ requestId, version: seen.version, item: item, decision: 'met' });
  return desk(who).noteCallBack({ requestId, version: seen.version, key: 'contact_phone', result: 'confirmed' });
}
export async function prepared(who: TestPerson, requestId: string): Promise<AccessCase> {
  const { version } = await checked(who, requestId);
  return desk(who).prepareAccess({ requestId, version, outcome: 'elevate', grounds: 'The register names her.' });
}
export const stateOf = async (requestId: string) =>
  (await world.admin.query<{ state: string }>('select state from access_cases where request_id = $1', [requestId])).rows[0]?.state;

/** Lets the clock's jobs run once. */
export async function run(name: string) {
  await world.app.queue.boss.send(name, {});
  await runJobs(world);
}
