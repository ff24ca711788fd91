import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, member, operator, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { merges } from '../merges/contract.ts';
import { notices } from '../notices/contract.ts';
import { programs } from './contract.ts';
import { enroll, meetEverything } from './testing.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const paris = { country: 'FR', line1: '3 rue de la Paix', city: 'Paris', postalCode: '75002' };
const seattle = { country: 'US', line1: '600 Pine St', city: 'Seattle', state: 'WA', postalCode: '98101' };
const contact = { givenName: 'Lucie', familyName: 'Martin', email: 'lucie@contoso.example' };

/** A company whose admin can be asked for its locations and programs. */
async function company(country?: string) {
  const it = await account(world, undefined, country);
  const admin = await member(world, it, 'global_admin');
  const [here, mine] = [as(world, accounts, { ...admin, account: it }), as(world, programs, { ...admin, account: it })];
  const add = async (name: string, address = paris) => (await here.addLocation({ name, address, contact })).locationId;
  const reseller = async () => (await mine.listResellerAccounts({})).items.find(({ kind }) => kind === 'reseller');
  return { it, admin, here, mine, add, reseller };
}
const linkedOnes = async (accountId: string) =>
  (await announced(world, 'reseller_accounts.linked')).filter((one) => one.account_id === accountId).map(({ details }) => details);

test('a company with one location in its country is linked to it as it applies; the programs of the kind share it', async () => {
  const { it, here, mine, reseller } = await company();
  await enroll(world, it, 'membership', 'active');
  await meetEverything(world, it, 'reseller_indirect');
  expect((await mine.listResellerAccounts({})).items).toEqual([]);
  await mine.applyToProgram({ program: 'reseller_indirect', statements: ['authority'] });
  const [location] = (await here.listLocations({})).items;
  expect(await reseller()).toMatchObject({
    kind: 'reseller',
    country: 'FR',
    location: { locationId: location?.locationId, fits: true },
    linkedBy: null,
    programs: [{ program: 'reseller_indirect' }],
    version: 1,
  });
  expect(location?.links).toEqual([{ key: 'reseller_account', link: '/a/:account/programs/reseller_indirect' }]);
  expect(await here.getLocation({ locationId: location?.locationId ?? '' })).toMatchObject({ links: [{ key: 'reseller_account' }] });
  expect((await here.listIdentifiers({})).items).toContainEqual(expect.objectContaining({ kind: 'reseller_location', value: location?.locationId }));
  expect(await linkedOnes(it.accountId)).toEqual([{ kind: 'reseller', locationId: location?.locationId, name: 'Head office', formerId: null }]);
  // Going over to buying directly leaves it where it is.
  await enroll(world, it, 'reseller_direct', 'active');
  expect((await reseller())?.programs.map(({ program }) => program)).toEqual(['reseller_indirect', 'reseller_direct']);
});

test('with several that fit, somebody chooses; until then that is the next step', async () => {
  const { it, mine, add, reseller, here } = await company();
  const [one, two] = [await add('One'), await add('Two')];
  await enroll(world, it, 'reseller_indirect', 'active');
  expect(await mine.getProgram({ program: 'reseller_indirect' })).toMatchObject({ next: { key: 'link_location', who: 'you' } });
  expect((await here.getHome({})).tasks).toContainEqual(expect.objectContaining({ key: 'program_location', can: true }));
  expect(await reseller()).toMatchObject({ location: null, choices: 2, version: 0, can: { link: true, addLocation: true } });
  expect(await mine.linkResellerAccount({ kind: 'reseller', locationId: one, version: 0 })).toMatchObject({ location: { locationId: one }, version: 1 });
  expect((await mine.getProgram({ program: 'reseller_indirect' })).next.key).not.toBe('link_location');
  expect(await refusal(mine.linkResellerAccount({ kind: 'reseller', locationId: two, version: 0 }))).toMatchObject({ code: 'request.changed_meanwhile' });
  await mine.linkResellerAccount({ kind: 'reseller', locationId: two, version: 1 });
  expect(await linkedOnes(it.accountId)).toEqual(
    expect.arrayContaining([expect.objectContaining({ locationId: one, formerId: null }), expect.objectContaining({ locationId: two, formerId: one })]),
  );
  const other = await member(world, it, 'account_admin');
  await mine.linkResellerAccount({ kind: 'reseller', locationId: one, version: 2 });
  await runJobs(world);
  const { items } = await as(world, notices, other).listNotices({});
  expect(items.map(({ kind }) => kind)).toContain('reseller_accounts.linked');
});

test('a location abroad, one of another company and one that stands for another account are refused by the field', async () => {
  const { it, mine, add } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  await enroll(world, it, 'reseller_distributor', 'active');
  const [home, abroad] = [await add('Home'), await add('Abroad', seattle)];
  const stranger = await company();
  const theirs = await stranger.add('Theirs');
  const link = (locationId: string, kind: 'reseller' | 'distributor' = 'reseller') => mine.linkResellerAccount({ kind, locationId, version: 0 });
  expect(await refusal(link(abroad))).toMatchObject({ code: 'request.invalid', details: { fields: { locationId: 'location_not_in_country' } } });
  expect(await refusal(link(theirs))).toMatchObject({ code: 'request.invalid', details: { fields: { locationId: 'invalid_value' } } });
  await link(home, 'distributor');
  expect(await refusal(link(home))).toMatchObject({ details: { fields: { locationId: 'location_linked' } } });
  // A company that sells nothing has no such account.
  expect(await refusal(stranger.mine.linkResellerAccount({ kind: 'reseller', locationId: theirs, version: 0 }))).toMatchObject({ code: 'not_found' });
});

test('of two who link at once, one is told', async () => {
  const { it, mine, add, reseller } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  const ids = [await add('One'), await add('Two')];
  const results = await Promise.allSettled(ids.map((locationId) => mine.linkResellerAccount({ kind: 'reseller', locationId, version: 0 })));
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await reseller()).toMatchObject({ version: 1 });
});

test('who may not change locations reads the link and cannot change it', async () => {
  const { it, add, mine } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  const locationId = await add('One');
  await mine.linkResellerAccount({ kind: 'reseller', locationId, version: 0 });
  const agent = as(world, programs, { ...(await member(world, it, 'sales_agent')), account: it });
  expect((await agent.listResellerAccounts({})).items).toMatchObject([{ location: { locationId }, can: { link: false, addLocation: false } }]);
  expect(await refusal(agent.linkResellerAccount({ kind: 'reseller', locationId, version: 1 }))).toMatchObject({ code: 'access.denied' });
});

test('a linked location is removed only when another one is linked, by neither side', async () => {
  const { it, here, mine, add } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  const [one, two] = [await add('One'), await add('Two')];
  const desk = as(world, accounts, root);
  // Asked before it was linked: the operator is refused, too.
  const { removalId, version } = await here.askRemoval({ locationId: one, why: 'Closed' });
  await mine.linkResellerAccount({ kind: 'reseller', locationId: one, version: 0 });
  expect((await here.getLocationUses({ locationId: one })).items).toEqual([{ key: 'reseller_account', count: 1, holds: true }]);
  const remove = { accountId: it.accountId, removalId, version, decision: 'remove' as const, note: null };
  expect(await refusal(desk.decideRemoval(remove))).toMatchObject({ code: 'locations.held', status: 409, details: { key: 'reseller_account' } });
  await mine.linkResellerAccount({ kind: 'reseller', locationId: two, version: 1 });
  expect(await refusal(here.askRemoval({ locationId: two, why: 'Closed' }))).toMatchObject({ code: 'locations.held' });
  await desk.decideRemoval(remove);
  expect(await refusal(here.getLocation({ locationId: one }))).toMatchObject({ code: 'not_found' });
});

test('a company that leaves its last program of the kind lets go of the location', async () => {
  const { it, mine, add, here } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  const locationId = await add('One');
  await mine.linkResellerAccount({ kind: 'reseller', locationId, version: 0 });
  await mine.leaveProgram({ program: 'reseller_indirect' });
  expect((await mine.listResellerAccounts({})).items).toEqual([]);
  expect((await here.getLocation({ locationId })).links).toEqual([]);
  await here.askRemoval({ locationId, why: 'Closed' });
});

test('a company that moves to another country is asked for a location there', async () => {
  const { it, mine, add, reseller } = await company();
  await enroll(world, it, 'reseller_indirect', 'active');
  await mine.linkResellerAccount({ kind: 'reseller', locationId: await add('One'), version: 0 });
  await world.admin.query("update accounts set country = 'US' where account_id = $1", [it.accountId]);
  expect(await reseller()).toMatchObject({ country: 'US', location: { country: 'FR', fits: false }, choices: 0, can: { link: false, addLocation: true } });
  expect((await mine.getProgram({ program: 'reseller_indirect' })).next.key).toBe('link_location');
});

test('in a merge the link comes over with its location, unless the survivor has one of its own', async () => {
  for (const survivorSells of [false, true]) {
    const [a, b] = [await company(), await company()];
    const [ours, theirs] = [await a.add('Ours'), await b.add('Theirs')];
    await enroll(world, b.it, 'reseller_indirect', 'active');
    await b.mine.linkResellerAccount({ kind: 'reseller', locationId: theirs, version: 0 });
    if (survivorSells) {
      await enroll(world, a.it, 'reseller_indirect', 'active');
      await a.mine.linkResellerAccount({ kind: 'reseller', locationId: ours, version: 0 });
    }
    const [ofA, ofB] = [as(world, merges, { ...a.admin, account: a.it }), as(world, merges, { ...b.admin, account: b.it })];
    const { mergeId } = await ofA.inviteToMerge({ partnerId: b.it.partnerId });
    const asked = await ofB.getMerge({ mergeId });
    await ofB.acceptMerge({ mergeId, version: asked.version, seal: asked.plan?.seal ?? '' });
    const seen = await ofA.getMerge({ mergeId });
    expect(seen.plan?.effects.some(({ key }) => key === 'reseller_links_ended')).toBe(survivorSells);
    await ofA.confirmMerge({ mergeId, version: seen.version, seal: seen.plan?.seal ?? '', partnerId: b.it.partnerId });
    await runJobs(world);
    expect((await ofA.getMerge({ mergeId })).state).toBe('merged');
    expect(await a.reseller()).toMatchObject({ location: { locationId: survivorSells ? ours : theirs } });
  }
});
