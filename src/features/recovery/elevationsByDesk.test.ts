import { describe, expect, test } from 'vitest';
import { colleague, stepElevations } from '../../../test/examples/recoveryElevations.ts';
import { account, as, buildWorld, mailsTo, refusal, session, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { system } from '../../server/actor.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { startElevation } from './acts/elevations.ts';
import { recovery } from './contract.ts';

const world = await buildWorld();
const hours = (count: number) => {
  world.now = new Date(world.now.getTime() + count * 3_600_000);
};
const of = (who: TestPerson, company: TestAccount) => as(world, recovery, { ...who, account: company });
const team = (company: TestAccount) => colleague({ world, mark: 'Desk' }, company, 'default_user');
const fresh = async (who: TestPerson): Promise<TestPerson> => ({ ...who, token: await session(world, who.personId) });
const admins = async ({ accountId }: TestAccount) =>
  (await world.admin.query<{ ends_at: Date | null }>("select ends_at from role_assignments where account_id = $1 and role = 'global_admin'", [accountId])).rows;

test('the desk brings in someone new, who is mailed a link to a password', async () => {
  const company = await account(world);
  const { accountId } = company;
  const who = { givenName: 'Nova', familyName: 'Lind', email: 'nova.lind@elev.example', locale: 'en' } as const;
  await acrossAccounts(world.app.db, 'test', async (tx) => {
    await enter(tx, { accountId });
    await startElevation(tx, system('test', accountId), world.now, { accountId, who, source: 'desk', originId: null, waitHours: 0, reason: null });
  });
  await stepElevations(world);
  expect(await admins(company)).toHaveLength(1);
  const mails = await mailsTo(world, who.email);
  expect(mails.map(({ template }) => template)).toEqual(expect.arrayContaining(['recovery.elevation', 'identity.reset_link']));
});

describe('what the desk gives', () => {
  async function givenByDesk() {
    const company = await account(world);
    const who = await team(company);
    const { accountId } = company;
    const { elevationId } = await acrossAccounts(world.app.db, 'test', async (tx) => {
      await enter(tx, { accountId });
      const wanted = { accountId, who: { personId: who.personId }, source: 'desk', originId: null, waitHours: 0, reason: null } as const;
      return startElevation(tx, system('test', accountId), world.now, wanted);
    });
    await stepElevations(world);
    return { company, who, elevationId };
  }
  const endsAt = async (company: TestAccount) => (await admins(company))[0]?.ends_at;

  test('lasts for thirty days, unless it is kept after the window, by themselves, with a second factor', async () => {
    const { company, who, elevationId } = await givenByDesk();
    const until = new Date(world.now.getTime() + 30 * 86_400_000);
    expect(await endsAt(company)).toEqual(until);
    const keep = async (by: TestPerson) => of(await fresh(by), company).keepElevated({ elevationId });
    expect((await refusal(keep(who))).code).toBe('recovery.elevation_not_in_state');
    hours(73);
    await stepElevations(world);
    const [line] = (await of(await fresh(who), company).getElevations({})).items;
    expect(line).toMatchObject({ state: 'ended', roleUntil: until, can: { keep: true } });
    expect((await refusal(keep(await team(company)))).code).toBe('not_found');
    const tired = { ...who, token: await session(world, who.personId, { secondFactor: false }) };
    expect((await refusal(of(tired, company).keepElevated({ elevationId }))).code).toBe('access.step_up');
    expect(await keep(who)).toMatchObject({ roleUntil: null, can: { keep: false } });
    expect(await endsAt(company)).toBeNull();
    expect((await refusal(keep(who))).code).toBe('recovery.elevation_not_in_state');
  });

  test('runs out by itself, and the ways back in are open again', async () => {
    const { company, who, elevationId } = await givenByDesk();
    hours(73);
    await stepElevations(world);
    hours(30 * 24);
    expect((await refusal(of(await fresh(who), company).keepElevated({ elevationId }))).code).toBe('recovery.elevation_not_in_state');
    expect(await of(await fresh(who), company).getElevations({})).toMatchObject({ admins: 0, items: [{ state: 'ended', roleUntil: null }] });
  });
});
